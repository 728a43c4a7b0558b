//! dump
pub fn dump() {}
