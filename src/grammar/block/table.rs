//! Tables (GFM §4.10): the delimiter row that makes a paragraph's last line a header, and the cells
//! of a row.

use std::{iter, ops::Range};

use crate::ast::{Alignment, Cell, Row};
use crate::text::Span;

/// The alignments of a line's rest that is a delimiter row.
pub(super) fn delimiter_row(rest: &str) -> Option<Vec<Alignment>> {
    let row = rest.as_bytes();
    let mut rest = row.strip_prefix(b"|").unwrap_or(row);
    let mut list = Vec::new();
    loop {
        rest = trimmed_start(rest);
        let left = rest.strip_prefix(b":");
        let dashes = left.unwrap_or(rest);
        let count = dashes.iter().take_while(|&&byte| byte == b'-').count();
        let behind = dashes.get(count..).filter(|_| count > 0)?;
        let right = behind.strip_prefix(b":");
        list.push(match (left, right) {
            (None, None) => Alignment::None,
            (Some(_), None) => Alignment::Left,
            (None, Some(_)) => Alignment::Right,
            (Some(_), Some(_)) => Alignment::Center,
        });
        rest = trimmed_start(right.unwrap_or(behind));
        if rest.is_empty() {
            return Some(list);
        }
        rest = rest.strip_prefix(b"|")?;
        if trimmed_start(rest).is_empty() {
            return Some(list);
        }
    }
}

/// The cells of a row. `content` is the row in `text` without the line ending; pipes behind a
/// backslash stand for themselves. `columns` is how many cells it likely has.
pub(super) fn row(text: &str, content: Span, span: Span, columns: usize) -> Row {
    let line = content.of_text(text).as_bytes();
    let cell = |cell: Range<usize>| {
        let whole = line.get(cell.clone()).unwrap_or_default();
        let kept = trimmed_end(trimmed_start(whole));
        let lead = if kept.is_empty() { 0 } else { whole.len() - trimmed_start(whole).len() };
        let start = content.start as usize + cell.start + lead;
        Cell { span: Span::new(start, start + kept.len()), content: Vec::new() }
    };
    // A short row of a wide table needs less.
    let mut cells = Vec::with_capacity(columns.min(line.len()));
    cells.extend(places(line).map(cell));
    Row { span, cells }
}

/// Where the cells of a row stand in it, the white space around them included.
fn places(line: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let line = trimmed_end(line);
    let mut from = usize::from(line.starts_with(b"|"));
    let mut pipes = memchr::memchr_iter(b'|', line);
    iter::from_fn(move || {
        let start = from;
        // The first pipe may stand before the first cell.
        let end = pipes.find(|&at| at >= start && !escaped(line, at));
        from = end.map_or(line.len(), |end| end + 1);
        end.or((start < line.len()).then_some(line.len())).map(|end| start..end)
    })
}

/// Whether an odd number of backslashes stands before `at`.
fn escaped(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

fn trimmed_start(mut bytes: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = bytes {
        bytes = rest;
    }
    bytes
}

fn trimmed_end(mut bytes: &[u8]) -> &[u8] {
    while let [rest @ .., b' ' | b'\t'] = bytes {
        bytes = rest;
    }
    bytes
}

/// How many cells a header row has that stands in `content`; 0 for one that cannot be a header.
pub(super) fn width(text: &str, content: Span) -> usize {
    places(content.of_text(text).as_bytes()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alignments() {
        use Alignment::{Center, Left, None, Right};
        let read = delimiter_row;
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
            let row = row(line, span, span, 2);
            row.cells.iter().map(|c| c.span.of_text(line).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(read("| a | b |"), ["a", "b"]);
        assert_eq!(read("a | b"), ["a", "b"]);
        assert_eq!(read(r"| a \| b || c"), [r"a \| b", "", "c"]);
        assert_eq!(read(r"| a \\| b |"), [r"a \\", "b"]);
        assert_eq!(read("|"), Vec::<String>::new());
    }
}
