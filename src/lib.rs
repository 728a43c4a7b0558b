#![doc = include_str!("README.md")]

pub mod ast;
pub mod baseline;
pub mod bitext;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod engine;
pub mod facts;
pub mod grammar;
pub mod locale;
mod parallel;
mod record;
pub mod report;
pub mod rules;
pub mod schema;
pub mod suppress;
pub mod text;
pub mod workspace;
