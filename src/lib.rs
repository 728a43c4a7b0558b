//! loclint
pub mod ast;
pub mod diagnostic;
pub mod grammar;
pub mod locale;
mod record;
pub mod text;
