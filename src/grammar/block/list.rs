//! Markers of list items (CommonMark 0.31.2 §5.2) and of tasks (GFM §5.3).

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, take_while_m_n},
    character::complete::{none_of, one_of, space1},
    combinator::{peek, recognize},
    sequence::terminated,
};

use crate::grammar::Parsed;

/// A marker of an item.
pub(super) struct Marker<'t> {
    /// `-`, `12.`
    pub(super) text: &'t str,
    /// `-`, `*`, `+`, `.` or `)`.
    pub(super) delimiter: u8,
    /// The number of an ordered item.
    pub(super) start: Option<u64>,
}

/// Reads a marker from a line's rest: a bullet, or one to nine digits with `.` or `)`. White space
/// or the end of the line follows it. ASCII white space only: after a no-break space it is text.
pub(super) fn marker(rest: &str) -> Parsed<'_, Marker<'_>> {
    let bullet = recognize(one_of("-*+")).map(|text: &str| (text, None));
    let digits = |c: char| c.is_ascii_digit();
    let ordered = recognize((take_while_m_n(1, 9, digits), one_of(".)")))
        .map(|text: &str| (text, text.get(..text.len() - 1).and_then(|n| n.parse::<u64>().ok())));
    let (after, (text, start)) = alt((bullet, ordered)).parse(rest)?;
    if !after.is_empty() && !after.starts_with([' ', '\t']) {
        return Err(nom::Err::Error(()));
    }
    let delimiter = text.bytes().last().unwrap_or(b'-');
    Ok((after, Marker { text, delimiter, start }))
}

/// Reads `[ ]` or `[x]` with white space and something else after it.
pub(super) fn task(rest: &str) -> Parsed<'_, &str> {
    terminated(alt((tag("[ ]"), tag("[x]"), tag("[X]"))), peek((space1, none_of(" \t"))))
        .parse(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        let read = |line| marker(line).map(|(_, m)| (m.text, m.delimiter, m.start)).ok();
        assert_eq!(read("- a"), Some(("-", b'-', None)));
        assert_eq!(read("12) a"), Some(("12)", b')', Some(12))));
        assert_eq!(read("+"), Some(("+", b'+', None)));
        assert_eq!(read("1234567890. a"), None, "ten digits");
        assert_eq!(read("-a"), None);
        assert_eq!(read("-\u{a0}a"), None, "a no-break space is text");
    }

    #[test]
    fn tasks() {
        assert_eq!(task("[x] done").map(|found| found.1), Ok("[x]"));
        assert!(task("[x](url)").is_err());
        assert!(task("[@] x").is_err());
        assert!(task("[x]  ").is_err(), "a task of nothing");
    }
}
