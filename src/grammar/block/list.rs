//! Markers of list items (CommonMark 0.31.2 §5.2) and of tasks (GFM §5.3).

use nom::{
    Parser,
    branch::alt,
    bytes::complete::tag,
    character::complete::{none_of, space1},
    combinator::peek,
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
/// What is left of the line comes first.
pub(super) fn marker(rest: &str) -> Option<(&str, Marker<'_>)> {
    let bytes = rest.as_bytes();
    let digits = bytes.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let delimiter = *bytes.get(digits)?;
    let is_marker = match digits {
        0 => matches!(delimiter, b'-' | b'*' | b'+'),
        1..=9 => matches!(delimiter, b'.' | b')'),
        _ => false,
    };
    let (text, after) = rest.split_at_checked(digits + 1).filter(|_| is_marker)?;
    if !matches!(after.as_bytes().first(), None | Some(b' ' | b'\t')) {
        return None;
    }
    let start = rest.get(..digits).and_then(|number| number.parse().ok());
    Some((after, Marker { text, delimiter, start }))
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
        let read = |line| marker(line).map(|(_, m)| (m.text, m.delimiter, m.start));
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
