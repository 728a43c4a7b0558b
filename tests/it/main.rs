//! The integration tests: one binary, a module each.

mod projections;
