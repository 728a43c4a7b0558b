//! dump
/// The tree as text.
pub fn dump() {}
