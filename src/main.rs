//! The `loclint` command.
fn main() {}
