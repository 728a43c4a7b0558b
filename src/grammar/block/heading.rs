//! Headings: `# marked` and underlined ones (CommonMark 0.31.2 §4.2, §4.3), with the `{#id}` that
//! some flavours put at the end.

use nom::{
    Parser,
    bytes::complete::{tag, take_while_m_n, take_while1},
    character::complete::{char, space0},
    combinator::{eof, map},
    sequence::{delimited, preceded, terminated},
};

use crate::grammar::Parsed;

/// A line `## content ##`.
pub(super) struct Atx<'t> {
    /// 1 to 6.
    pub(super) level: u8,
    /// The content without the marks, trimmed.
    pub(super) content: &'t str,
}

/// Reads a marked heading from a line's rest, which starts with `#`.
pub(super) fn atx(rest: &str) -> Parsed<'_, Atx<'_>> {
    let (after, marks) = take_while_m_n(1, 6, |c| c == '#').parse(rest)?;
    if !after.is_empty() && !after.starts_with([' ', '\t']) {
        return Err(nom::Err::Error(()));
    }
    let content = after.trim_matches([' ', '\t']);
    // A closing run of marks counts only after white space, or if nothing else stands there.
    let unmarked = content.trim_end_matches('#');
    let content = if unmarked.is_empty() {
        unmarked
    } else if unmarked.len() < content.len() && unmarked.ends_with([' ', '\t']) {
        unmarked.trim_end_matches([' ', '\t'])
    } else {
        content
    };
    Ok(("", Atx { level: marks.len() as u8, content }))
}

/// Reads the level of an underline from a line's rest, which starts with `=` or `-`.
pub(super) fn underline(rest: &str) -> Parsed<'_, u8> {
    let mark = if rest.starts_with('=') { '=' } else { '-' };
    let level = if mark == '=' { 1 } else { 2 };
    map(terminated(take_while1(move |c| c == mark), (space0, eof)), move |_| level).parse(rest)
}

/// Cuts a trailing `{#id}` off a heading's content: the content before it and the id.
pub(super) fn trailing_id(content: &str) -> Option<(&str, &str)> {
    let open = content.rfind("{#")?;
    let (before, tail) = content.split_at_checked(open)?;
    let mut id = delimited(
        char::<_, ()>('{'),
        preceded(char('#'), take_while1(|c: char| !c.is_whitespace() && !"{}".contains(c))),
        (char('}'), eof),
    );
    let (_, id) = id.parse(tail).ok()?;
    Some((before.trim_end_matches([' ', '\t']), id))
}

/// Cuts a trailing `{ #id }` off a heading's content, as [`trailing_id`] does, with white space in the
/// braces.
pub(super) fn spaced_id(content: &str) -> Option<(&str, &str)> {
    let open = content.rfind('{')?;
    let (before, tail) = content.split_at_checked(open)?;
    let id = take_while1(|c: char| !c.is_whitespace() && !"{}#".contains(c));
    let mut id = delimited((char::<_, ()>('{'), space0, char('#')), id, (space0, char('}'), eof));
    let (_, id) = id.parse(tail).ok()?;
    Some((before.trim_end_matches([' ', '\t']), id))
}

/// Cuts a trailing `{/* #id */}` off a heading's content, as [`trailing_id`] does.
pub(super) fn commented_id(content: &str) -> Option<(&str, &str)> {
    let open = content.rfind("{/*")?;
    let (before, tail) = content.split_at_checked(open)?;
    let id = take_while1(|c: char| !c.is_whitespace() && !"{}*/".contains(c));
    let mut id = delimited(
        (tag::<_, _, ()>("{/*"), space0, char('#')),
        id,
        (space0, tag("*/"), char('}'), eof),
    );
    let (_, id) = id.parse(tail).ok()?;
    Some((before.trim_end_matches([' ', '\t']), id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked() {
        let content = |line| atx(line).map(|(_, h)| (h.level, h.content)).ok();
        assert_eq!(content("## Setup ##  "), Some((2, "Setup")));
        assert_eq!(content("# C#"), Some((1, "C#")), "marks that touch the text belong to it");
        assert_eq!(content("### ###"), Some((3, "")));
        assert_eq!(content("#"), Some((1, "")));
        assert_eq!(content("####### seven"), None);
        assert_eq!(content("#<a name=\"x\"></a>"), None, "no white space after the mark");
    }

    #[test]
    fn underlined() {
        assert_eq!(underline("===  ").map(|found| found.1), Ok(1));
        assert_eq!(underline("-").map(|found| found.1), Ok(2));
        assert!(underline("=-").is_err());
        assert!(underline("== =").is_err());
    }

    #[test]
    fn id_at_the_end() {
        assert_eq!(trailing_id("Setup {#set-up}"), Some(("Setup", "set-up")));
        assert_eq!(trailing_id("Setup {#set up}"), None);
        assert_eq!(trailing_id("Setup {#a} now"), None);
        assert_eq!(spaced_id("Setup { #set-up }"), Some(("Setup", "set-up")));
        assert_eq!(spaced_id("Setup { set-up }"), None);
        assert_eq!(commented_id("Setup {/* #set-up */}"), Some(("Setup", "set-up")));
        assert_eq!(commented_id("Setup {/* set-up */}"), None);
    }
}
