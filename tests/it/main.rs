//! The integration tests: one binary, a module each.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should panic")]

mod alignment;
mod cli;
mod commonmark;
mod corpus;
mod fix;
mod fixtures;
mod git;
mod growth;
mod growth_blocks;
mod growth_pairs;
mod house;
mod html;
mod init;
mod inlines;
mod known;
mod mutation;
mod noise;
mod output;
mod pages;
mod pairs;
mod projections;
mod pulldown;
mod since;
mod snap;
mod strings;
mod suppress;
mod surroundings;
mod totality;
