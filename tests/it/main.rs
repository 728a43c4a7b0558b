//! The integration tests: one binary, a module each.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should panic")]

mod cli;
mod commonmark;
mod corpus;
mod fixtures;
mod growth;
mod house;
mod html;
mod inlines;
mod output;
mod pages;
mod projections;
mod snap;
mod totality;
