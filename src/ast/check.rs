//! check
pub struct Violation;
