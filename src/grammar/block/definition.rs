//! Link reference definitions at the start of a paragraph: `[label]: destination "title"`, over one
//! or several lines (CommonMark 0.31.2 §4.7).

use std::borrow::Cow;

use nom::{
    Parser,
    branch::alt,
    character::complete::{char, line_ending, space0},
    combinator::{eof, opt, recognize, value, verify},
    sequence::{preceded, terminated},
};

use crate::ast::Definition;
use crate::grammar::{
    Parsed,
    inline::{Definitions, link_destination, link_label, link_title, unescape},
};
use crate::text::Span;

/// Adds the definitions that a paragraph starts with to `known`. Gives the index of each and the
/// number of the line after it.
pub(super) fn definitions(
    text: &str,
    lines: &[Span],
    known: &mut Definitions,
) -> Vec<(u32, usize)> {
    let mut found = Vec::new();
    if !promising(text, lines) {
        return found;
    }
    let joined = Joined::new(text, lines);
    let whole: &str = &joined.content;
    let mut rest = whole;
    while let Ok((after, parts)) = definition(rest) {
        let written = rest.get(..rest.len() - after.len()).unwrap_or("");
        let written = written.trim_end_matches([' ', '\t', '\n', '\r']);
        let at = |part: &str| joined.span(Span::of(whole, part));
        let definition = Definition {
            span: at(written),
            label: at(parts.label),
            destination: at(parts.destination),
            meant: unescape(parts.destination),
            title: parts.title.map(at),
        };
        found.push((known.add(parts.label, definition), joined.line_at(whole.len() - after.len())));
        rest = after;
    }
    found
}

/// The parts of a definition.
struct Parts<'t> {
    label: &'t str,
    destination: &'t str,
    title: Option<&'t str>,
}

/// Reads a definition with the line ending after it.
fn definition(rest: &str) -> Parsed<'_, Parts<'_>> {
    let (rest, label) = terminated(link_label, char(':')).parse(rest)?;
    let (rest, destination) = preceded(gap, link_destination).parse(rest)?;
    let spaced = verify(gap, |gap: &str| !gap.is_empty());
    let titled = terminated(preceded(spaced, link_title), line_end).map(Some);
    let (rest, title) = alt((titled, value(None, line_end))).parse(rest)?;
    Ok((rest, Parts { label, destination, title }))
}

/// White space with at most one line ending in it.
fn gap(rest: &str) -> Parsed<'_, &str> {
    recognize((space0, opt(alt((line_ending, recognize(char('\r'))))), space0)).parse(rest)
}

fn line_end(rest: &str) -> Parsed<'_, &str> {
    preceded(space0, alt((line_ending, recognize(char('\r')), eof))).parse(rest)
}

/// Whether a closing bracket with a colon follows the bracket that the paragraph starts with: most
/// paragraphs that start with a bracket start with a link.
fn promising(text: &str, lines: &[Span]) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    let bytes = first.join(*last).of_text(text).as_bytes();
    if bytes.first() != Some(&b'[') {
        return false;
    }
    let mut at = 1;
    while let Some(ahead) =
        bytes.get(at..).and_then(|rest| memchr::memchr3(b'\\', b'[', b']', rest))
    {
        let found = at + ahead;
        match bytes.get(found) {
            // What stands behind it is text.
            Some(b'\\') => at = found + 2,
            Some(b']') => return bytes.get(found + 1) == Some(&b':'),
            _ => return false,
        }
    }
    false
}

/// A paragraph's lines as one text without the containers' prefixes, and where its bytes come from.
struct Joined<'t> {
    content: Cow<'t, str>,
    lines: &'t [Span],
    /// Where each line starts in `content`.
    starts: Vec<u32>,
}

impl<'t> Joined<'t> {
    fn new(text: &'t str, lines: &'t [Span]) -> Joined<'t> {
        let mut starts = Vec::with_capacity(lines.len());
        let mut length = 0;
        for line in lines {
            starts.push(length);
            length += line.end - line.start;
        }
        let gap = lines.windows(2).any(|pair| matches!(pair, [a, b] if a.end != b.start));
        let content = if gap {
            Cow::Owned(lines.iter().map(|line| line.of_text(text)).collect())
        } else {
            let whole = lines.first().zip(lines.last()).map(|(first, last)| first.join(*last));
            Cow::Borrowed(whole.map_or("", |span| span.of_text(text)))
        };
        Joined { content, lines, starts }
    }

    /// The place in the article of a place in the joined text. `after` asks for the end of the line
    /// before, where a line starts there.
    fn place(&self, at: u32, after: bool) -> usize {
        let line =
            self.starts.partition_point(|&start| if after { start < at } else { start <= at });
        let line = line.saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        self.lines.get(line).map_or(0, |span| (span.start + at - start) as usize)
    }

    fn span(&self, part: Span) -> Span {
        let start = self.place(part.start, false);
        if part.is_empty() {
            return Span::at(start);
        }
        Span::new(start, self.place(part.end, true).max(start))
    }

    /// The number of the line that starts at or after `at`.
    fn line_at(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| (start as usize) < at)
    }
}
