//! A line under the hand of the block parser: where it is, in bytes and in columns, and what white
//! space lies ahead. Tabs stop at every fourth column (CommonMark 0.31.2 §2.2); a tab can be taken
//! in part, by a list item whose content starts in its middle.

use crate::text::Span;

/// A line and a position in it.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    bytes: &'t [u8],
    text: &'t str,
    /// The next byte that no container has taken.
    pub(super) at: usize,
    column: usize,
    /// The byte at `at` is a tab of which some columns are taken.
    pub(super) partial: bool,
    /// The first byte from `at` on that is no space or tab; `end` on a blank rest.
    pub(super) nonspace: usize,
    nonspace_column: usize,
    /// Where the line ending starts.
    pub(super) end: usize,
    /// Where the next line starts.
    pub(super) next: usize,
}

impl<'t> Line<'t> {
    /// The line that starts at byte `start` of `text`. Lines end with `\n`, `\r\n` or a lone `\r`.
    pub(super) fn new(text: &'t str, start: usize) -> Line<'t> {
        let bytes = text.as_bytes();
        let rest = bytes.get(start..).unwrap_or_default();
        let (end, next) = match memchr::memchr2(b'\n', b'\r', rest) {
            None => (bytes.len(), bytes.len()),
            Some(length) => {
                let end = start + length;
                let pair = bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
                (end, end + 1 + usize::from(pair))
            }
        };
        let mut line = Line {
            bytes,
            text,
            at: start,
            column: 0,
            partial: false,
            nonspace: start,
            nonspace_column: 0,
            end,
            next,
        };
        line.look_ahead();
        line
    }

    fn look_ahead(&mut self) {
        let (mut at, mut column) = (self.at, self.column);
        while at < self.end {
            match self.bytes.get(at) {
                Some(b' ') => column += 1,
                Some(b'\t') => column += 4 - column % 4,
                _ => break,
            }
            at += 1;
        }
        self.nonspace = at;
        self.nonspace_column = column;
    }

    /// Whether nothing but white space is left.
    pub(super) fn blank(&self) -> bool {
        self.nonspace == self.end
    }

    /// Columns of white space ahead.
    pub(super) fn indent(&self) -> usize {
        self.nonspace_column - self.column
    }

    /// The first byte that is no white space; 0 on a blank rest.
    pub(super) fn byte(&self) -> u8 {
        if self.blank() { 0 } else { self.bytes.get(self.nonspace).copied().unwrap_or(0) }
    }

    /// What is left after the white space, without the line ending.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.nonspace..self.end).unwrap_or("")
    }

    /// Span from `start` to the end of the line, its ending included.
    pub(super) fn span_from(&self, start: usize) -> Span {
        Span::new(start.min(self.next), self.next)
    }

    /// Takes up to `columns` columns of white space.
    pub(super) fn skip_columns(&mut self, mut columns: usize) {
        while columns > 0 && self.at < self.nonspace {
            let width =
                if self.bytes.get(self.at) == Some(&b'\t') { 4 - self.column % 4 } else { 1 };
            if width > columns {
                self.column += columns;
                self.partial = true;
                return;
            }
            self.column += width;
            self.at += 1;
            self.partial = false;
            columns -= width;
        }
    }

    /// Takes the white space ahead and `length` bytes of a marker in ASCII after it.
    pub(super) fn skip_marker(&mut self, length: usize) {
        self.at = (self.nonspace + length).min(self.end);
        self.column = self.nonspace_column + length;
        self.partial = false;
        self.look_ahead();
    }

    /// Columns that are left of a tab of which some are taken, and the byte after it; zero columns
    /// and `at` where no tab is cut.
    pub(super) fn cut_tab(&self) -> (usize, usize) {
        if self.partial { (4 - self.column % 4, self.at + 1) } else { (0, self.at) }
    }
}
