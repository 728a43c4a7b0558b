//! Ranges of monikers, as `::: moniker range="…"` and `monikerRange` hold them.
//!
//! ```text
//! range      = set, { "||", set }
//! set        = comparator, { comparator }
//! comparator = [ ">=" | "<=" | "=" | ">" | "<" ], moniker
//! moniker    = ( letter | digit | "_" | "-" | "." ), { … }
//! ```
//!
//! White space is free between them.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, take_while1},
    character::complete::multispace0,
    combinator::opt,
    sequence::{preceded, terminated},
};

use crate::{grammar::Parsed, text::Span};

/// A range taken apart; all spans count bytes of its text.
#[derive(Clone, PartialEq, Debug)]
pub struct MonikerRange {
    /// The monikers in order.
    pub monikers: Vec<Span>,
    /// From where on it cannot be read; `None` when all of it can. Empty at the end where something
    /// is missing there.
    pub rest: Option<Span>,
}

/// Reads a range.
pub fn parse(text: &str) -> MonikerRange {
    let mut monikers = Vec::new();
    let mut rest = text;
    let complete = loop {
        let Ok((after, moniker)) = comparator(rest) else { break false };
        monikers.push(Span::of(text, moniker));
        rest = after;
        if let Ok((after, _)) = or(rest) {
            rest = after;
        } else if rest.is_empty() {
            break true;
        }
    };
    let rest = rest.trim_ascii_start();
    MonikerRange { monikers, rest: (!complete).then(|| Span::of(text, rest)) }
}

fn comparator(input: &str) -> Parsed<'_, &str> {
    let operator = alt((tag(">="), tag("<="), tag("="), tag(">"), tag("<")));
    let name = take_while1(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    terminated(preceded((multispace0, opt(operator), multispace0), name), multispace0).parse(input)
}

fn or(input: &str) -> Parsed<'_, &str> {
    terminated(tag("||"), multispace0).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<&str>, &str> {
        let range = parse(text);
        match range.rest {
            Some(rest) => Err(rest.of_text(text)),
            None => Ok(range.monikers.iter().map(|moniker| moniker.of_text(text)).collect()),
        }
    }

    #[test]
    fn ranges() {
        assert_eq!(read("vs-2019"), Ok(vec!["vs-2019"]));
        assert_eq!(
            read(" >= vs-2017 <vs-2022||=mac_1.0 "),
            Ok(vec!["vs-2017", "vs-2022", "mac_1.0"])
        );
    }

    #[test]
    fn what_cannot_be_read() {
        assert_eq!(read(""), Err(""));
        assert_eq!(read("a ||"), Err(""));
        assert_eq!(read("a || || b"), Err("|| b"));
        assert_eq!(read("a | b"), Err("| b"));
        assert_eq!(read(">= , b"), Err(">= , b"));
        assert_eq!(read("versión"), Err("ón"));
    }
}
