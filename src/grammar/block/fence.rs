//! Fences of code blocks: three or more backticks or tildes (CommonMark 0.31.2 §4.5).

use nom::{
    Parser, bytes::complete::take_while_m_n, character::complete::space0, combinator::eof,
    sequence::terminated,
};

use crate::grammar::Parsed;

/// Reads an opening fence from a line's rest: the run of marks and the info string, trimmed. The
/// info string of backticks holds no backtick, so code in three backticks on one line is no fence.
pub(super) fn open(rest: &str) -> Parsed<'_, (&str, &str)> {
    let mark = if rest.starts_with('~') { '~' } else { '`' };
    let (after, run) = take_while_m_n(3, usize::MAX, move |c| c == mark).parse(rest)?;
    if mark == '`' && memchr::memchr(b'`', after.as_bytes()).is_some() {
        return Err(nom::Err::Error(()));
    }
    let info = after.trim_matches([' ', '\t']);
    Ok(("", (run, info)))
}

/// Reads the run of marks that closes the fence whose opening run is `open`.
pub(super) fn close<'t>(rest: &'t str, open: &str) -> Parsed<'t, &'t str> {
    let mark = if open.starts_with('~') { '~' } else { '`' };
    let run = take_while_m_n(open.len(), usize::MAX, move |c| c == mark);
    terminated(run, (space0, eof)).parse(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening() {
        assert_eq!(open("```  rust,ignore ").map(|found| found.1), Ok(("```", "rust,ignore")));
        assert_eq!(open("~~~~ a`b").map(|found| found.1), Ok(("~~~~", "a`b")));
        assert!(open("```status```").is_err(), "code in a line");
        assert!(open("``").is_err());
    }

    #[test]
    fn closing() {
        assert_eq!(close("`````  ", "```").map(|found| found.1), Ok("`````"));
        assert!(close("``` -->", "```").is_err());
        assert!(close("~~~", "```").is_err());
        assert!(close("```", "````").is_err());
    }
}
