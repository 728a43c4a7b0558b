//! check
/// A place where the tree does not hold its promise.
pub struct Violation;
