//! The `loclint` program: see `loclint::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    loclint::cli::main()
}
