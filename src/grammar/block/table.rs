//! Tables (GFM §4.10): the delimiter row that makes a paragraph's last line a header, and the cells
//! of a row.

use nom::{
    Parser,
    bytes::complete::take_while1,
    character::complete::{char, space0},
    combinator::opt,
    sequence::delimited,
};

use crate::ast::{Alignment, Cell, Row};
use crate::grammar::Parsed;
use crate::text::Span;

/// Reads the alignments from a line's rest that is a delimiter row.
pub(super) fn delimiter_row(rest: &str) -> Parsed<'_, Vec<Alignment>> {
    let (mut rest, _) = (opt(char('|')), space0).parse(rest)?;
    let mut list = Vec::new();
    loop {
        let dashes = take_while1(|c| c == '-');
        let mut cell = delimited(space0, (opt(char(':')), dashes, opt(char(':'))), space0);
        let (after, (left, _, right)) = cell.parse(rest)?;
        list.push(match (left, right) {
            (None, None) => Alignment::None,
            (Some(_), None) => Alignment::Left,
            (None, Some(_)) => Alignment::Right,
            (Some(_), Some(_)) => Alignment::Center,
        });
        if after.is_empty() {
            return Ok((after, list));
        }
        let (after, _) = char('|').parse(after)?;
        if after.trim_matches([' ', '\t']).is_empty() {
            return Ok(("", list));
        }
        rest = after;
    }
}

/// The cells of a row. `content` is the row in `text` without the line ending; pipes behind a
/// backslash stand for themselves.
pub(super) fn row(text: &str, content: Span, span: Span) -> Row {
    let line = content.of_text(text).trim_end_matches([' ', '\t']);
    let base = content.start as usize;
    let bytes = line.as_bytes();
    let mut from = usize::from(bytes.first() == Some(&b'|'));
    let pipes = memchr::memchr_iter(b'|', bytes).count();
    let mut cells = Vec::with_capacity(pipes + 1 - from);
    for at in memchr::memchr_iter(b'|', bytes) {
        if at < from || escaped(bytes, at) {
            continue;
        }
        cells.push(cell(line, base, from, at));
        from = at + 1;
    }
    if from < bytes.len() {
        cells.push(cell(line, base, from, bytes.len()));
    }
    Row { span, cells }
}

/// Whether an odd number of backslashes stands before `at`.
fn escaped(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

fn cell(line: &str, base: usize, from: usize, to: usize) -> Cell {
    let whole = line.get(from..to).unwrap_or("");
    let kept = whole.trim_matches([' ', '\t']);
    let lead =
        if kept.is_empty() { 0 } else { whole.len() - whole.trim_start_matches([' ', '\t']).len() };
    let start = base + from + lead;
    Cell { span: Span::new(start, start + kept.len()), content: Vec::new() }
}

/// How many cells a header row has that stands in `content`; 0 for one that cannot be a header.
pub(super) fn width(text: &str, content: Span) -> usize {
    row(text, content, content).cells.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alignments() {
        use Alignment::{Center, Left, None, Right};
        let read = |line| delimiter_row(line).map(|found| found.1).ok();
        assert_eq!(read("| --- | :-: |"), Some(vec![None, Center]));
        assert_eq!(read(":--|--:"), Some(vec![Left, Right]));
        assert_eq!(read("|-|"), Some(vec![None]));
        for line in ["| - - |", "||", "|", "| -- | a |", "| : |", "--- || ---"] {
            assert_eq!(read(line), Option::None, "{line}");
        }
    }

    #[test]
    fn cells() {
        let read = |line: &str| {
            let span = Span::new(0, line.len());
            let row = row(line, span, span);
            row.cells.iter().map(|c| c.span.of_text(line).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(read("| a | b |"), ["a", "b"]);
        assert_eq!(read("a | b"), ["a", "b"]);
        assert_eq!(read(r"| a \| b || c"), [r"a \| b", "", "c"]);
        assert_eq!(read(r"| a \\| b |"), [r"a \\", "b"]);
        assert_eq!(read("|"), Vec::<String>::new());
    }
}
