//! Floor 0: places in texts. [`Span`] is a byte range, [`SourceFile`] a text with a line index built
//! on first use, [`Files`] the table of the texts of one run.
//!
//! Everything below the reports speaks in byte offsets; lines and columns are made here, for them.

mod excerpts;

pub use excerpts::{Excerpts, places};

use std::{fmt, ops::Range, sync::OnceLock};

/// Half-open range of bytes in one text. Both ends lie on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte; never less than `start`.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets; `start` must not exceed `end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Span { start: start as u32, end: end as u32 }
    }

    /// The empty span at `at`.
    pub fn at(at: usize) -> Span {
        Span::new(at, at)
    }

    /// The span of `part`, which must be a slice of `whole` (compares addresses only).
    pub fn of(whole: &str, part: &str) -> Span {
        let start = (part.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
        debug_assert!(start + part.len() <= whole.len(), "part is no slice of whole");
        Span::new(start, start + part.len())
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range of `usize`, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text it covers; empty where it does not fit `text`.
    #[inline]
    pub fn of_text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether `other` lies within it.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies within it.
    pub fn contains_offset(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two share a byte; an empty span overlaps what it lies strictly within or at the start of.
    pub fn overlaps(self, other: Span) -> bool {
        if self.is_empty() || other.is_empty() {
            let (empty, whole) = if self.is_empty() { (self, other) } else { (other, self) };
            return whole.start <= empty.start && empty.start <= whole.end;
        }
        self.start < other.end && other.start < self.end
    }

    /// The same stretch in a text that has `offset` more bytes in front.
    #[must_use]
    pub fn shifted(self, offset: u32) -> Span {
        Span { start: self.start + offset, end: self.end + offset }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A place in a text as people and programs name it. All numbers count from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// Line; lines end with `\n`, `\r\n` or a lone `\r`.
    pub line: u32,
    /// Column in code points, for people and annotations.
    pub column: u32,
    /// Column in UTF-16 code units, for editors (the Language Server Protocol counts from 0).
    pub utf16: u32,
    /// Column in bytes, for rdjson.
    pub byte: u32,
}

impl Position {
    /// The start of a text.
    const START: Position = Position { line: 1, column: 1, utf16: 1, byte: 1 };

    /// The position behind characters of the same line.
    fn behind(self, bytes: &[u8]) -> Position {
        let counts = Counts::of(bytes);
        Position {
            line: self.line,
            column: self.column + counts.code_points,
            utf16: self.utf16 + counts.utf16,
            byte: self.byte + bytes.len() as u32,
        }
    }
}

/// One text of a run with the name it is reported under.
#[derive(Debug)]
pub struct SourceFile {
    /// Path as reported: relative to the root of the run where it can be, with `/`.
    pub path: String,
    /// The whole text, a byte order mark included; empty where it is not kept.
    pub text: String,
    /// Lines and columns that are known without the text, in order of their offsets.
    places: Vec<(u32, Position)>,
    lines: OnceLock<Vec<u32>>,
    /// What stands before each block of [`BLOCK`] bytes, for columns in very long lines.
    counts: OnceLock<Vec<Counts>>,
}

/// A byte order mark.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Bytes that are counted one by one at most when a column is made.
const BLOCK: usize = 4096;

/// Characters of a stretch of text, in two units.
#[derive(Clone, Copy, Default, Debug)]
struct Counts {
    code_points: u32,
    utf16: u32,
}

impl Counts {
    /// Counts the characters that begin in `bytes`.
    fn of(bytes: &[u8]) -> Counts {
        let mut counts = Counts::default();
        // Nearly always each byte is a character.
        if bytes.is_ascii() {
            let all = bytes.len() as u32;
            return Counts { code_points: all, utf16: all };
        }
        // Sums that fit into a byte are made of many bytes at a time.
        for part in bytes.chunks(usize::from(u8::MAX)) {
            let (mut first, mut wide) = (0, 0);
            for byte in part {
                first += u8::from(byte & 0xc0 != 0x80);
                wide += u8::from(*byte >= 0xf0);
            }
            counts.code_points += u32::from(first);
            // Characters of four bytes take two units.
            counts.utf16 += u32::from(first) + u32::from(wide);
        }
        counts
    }
}

impl SourceFile {
    /// A file of the given path (with `/`) and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> SourceFile {
        SourceFile {
            path: path.into(),
            text: text.into(),
            places: Vec::new(),
            lines: OnceLock::new(),
            counts: OnceLock::new(),
        }
    }

    /// Byte offsets at which lines start; the first is 0.
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
                if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') {
                    continue;
                }
                starts.push(at as u32 + 1);
            }
            starts
        })
    }

    /// Line (from 0) that holds the byte at `offset`; the last line for an offset past the end.
    pub fn line_index(&self, offset: u32) -> usize {
        match self.line_starts().binary_search(&offset) {
            Ok(line) => line,
            Err(next) => next - 1,
        }
    }

    /// Span of a line (from 0), its line ending excluded; empty past the last line.
    pub fn line_span(&self, line: usize) -> Span {
        let starts = self.line_starts();
        let Some(&start) = starts.get(line) else { return Span::at(self.text.len()) };
        let end = starts.get(line + 1).map_or(self.text.len(), |&next| next as usize);
        let whole = Span::new(start as usize, end);
        let kept = whole.of_text(&self.text).trim_end_matches(['\n', '\r']);
        Span::new(start as usize, start as usize + kept.len())
    }

    /// Takes in lines and columns of offsets, for a file whose text is not kept.
    pub fn add_places(&mut self, places: Vec<(u32, Position)>) {
        self.places.extend(places);
        self.places.sort_unstable_by_key(|(offset, _)| *offset);
        self.places.dedup_by_key(|(offset, _)| *offset);
        self.places.shrink_to_fit();
    }

    /// Lines and columns of both ends of a span.
    pub fn range(&self, span: Span) -> (Position, Position) {
        let start = self.position(span.start);
        // Most spans lie in one short stretch of one line: counted on from the start, not from the start
        // of the line.
        let bytes = span.of_text(&self.text).as_bytes();
        let counts_on = self.places.is_empty() && !bytes.starts_with(MARK);
        if !counts_on || memchr::memchr2(b'\n', b'\r', bytes).is_some() {
            return (start, self.position(span.end));
        }
        (start, start.behind(bytes))
    }

    /// Line and columns of a byte offset. A byte order mark at the start counts as no column.
    pub fn position(&self, offset: u32) -> Position {
        let known = self.places.binary_search_by_key(&offset, |(offset, _)| *offset);
        if let Some((_, position)) = known.ok().and_then(|at| self.places.get(at)) {
            return *position;
        }
        let line = self.line_index(offset);
        let start = self.line_starts().get(line).copied().unwrap_or(0);
        let before = Span::new(start as usize, (offset as usize).max(start as usize));
        let before = before.of_text(&self.text);
        let mark =
            if line == 0 { before.len() - before.trim_start_matches('\u{feff}').len() } else { 0 };
        let counts = self.counts(start as usize + mark, start as usize + before.len());
        Position {
            line: line as u32 + 1,
            column: counts.code_points + 1,
            utf16: counts.utf16 + 1,
            byte: (before.len() - mark) as u32 + 1,
        }
    }

    /// Counts the characters between two character boundaries, at a cost that does not grow with
    /// their distance.
    fn counts(&self, start: usize, end: usize) -> Counts {
        let bytes = self.text.as_bytes();
        let count = |from: usize, to: usize| Counts::of(bytes.get(from..to).unwrap_or_default());
        if end.saturating_sub(start) <= BLOCK {
            return count(start, end);
        }
        let blocks = self.counts.get_or_init(|| {
            let mut sum = Counts::default();
            let mut blocks = Vec::with_capacity(bytes.len() / BLOCK + 1);
            for block in bytes.chunks(BLOCK) {
                blocks.push(sum);
                let counts = Counts::of(block);
                sum.code_points += counts.code_points;
                sum.utf16 += counts.utf16;
            }
            blocks
        });
        let before = |at: usize| {
            let block = at.min(bytes.len().saturating_sub(1)) / BLOCK;
            let sum = blocks.get(block).copied().unwrap_or_default();
            let rest = count(block * BLOCK, at);
            Counts {
                code_points: sum.code_points + rest.code_points,
                utf16: sum.utf16 + rest.utf16,
            }
        };
        let (from, to) = (before(start), before(end));
        Counts { code_points: to.code_points - from.code_points, utf16: to.utf16 - from.utf16 }
    }
}

/// Index of a text in [`Files`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

/// The texts of one run, in the order they were added.
#[derive(Debug, Default)]
pub struct Files {
    list: Vec<SourceFile>,
}

impl Files {
    /// Takes a file in and gives its id.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.list.push(file);
        FileId(self.list.len() as u32 - 1)
    }

    /// The file of an id that this table gave.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.list.get(id.0 as usize)
    }

    /// Ids and files in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.list.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_in_three_units() {
        let file = SourceFile::new("a.md", "one\r\nzwei 😀 日本x\rthird\n");
        let at = file.text.find('x').unwrap() as u32;
        assert_eq!(
            file.position(at),
            Position { line: 2, column: 10, utf16: 11, byte: 17 },
            "code points, UTF-16 units and bytes differ"
        );
        assert_eq!(
            file.position(file.text.find('t').unwrap() as u32).line,
            3,
            "a lone CR ends a line"
        );
        assert_eq!(file.line_span(0).of_text(&file.text), "one");
        assert_eq!(file.line_span(3), Span::at(file.text.len()), "the empty last line");
        assert_eq!(file.line_span(9), Span::at(file.text.len()), "past the end");
    }

    #[test]
    fn byte_order_mark_is_no_column() {
        let file = SourceFile::new("a.md", "\u{feff}---\n");
        assert_eq!(file.position(3).column, 1);
        assert_eq!(file.position(4).column, 2);
    }

    #[test]
    fn places_are_known_without_the_text() {
        let marked = "\u{feff}één 😀\n\ntwo\r\nthree\rx\n";
        for text in [marked, "a\n\u{feff}b", "\u{feff}\u{feff}a\n", "", "\r\n"] {
            let whole = SourceFile::new("a.md", text);
            let ends = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]);
            let ends: Vec<u32> = ends.collect();
            let mut file = SourceFile::new("a.md", "");
            let (even, odd) = ends.iter().partition(|at| *at % 2 == 0);
            file.add_places(places(text, even));
            file.add_places(places(text, odd));
            for &at in &ends {
                assert_eq!(file.position(at), whole.position(at), "{text:?} at {at}");
                for &end in ends.iter().filter(|end| **end >= at) {
                    let span = Span::new(at as usize, end as usize);
                    let both = (whole.position(at), whole.position(end));
                    assert_eq!(
                        (whole.range(span), file.range(span)),
                        (both, both),
                        "{text:?}: {span:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn columns_of_a_long_line() {
        let text = format!("\u{feff}{}\n{}x", "a".repeat(9000), "é日😀".repeat(5000));
        let file = SourceFile::new("a.md", text.as_str());
        for at in [3, 4, 4099, 8000, 9003, 9004, 9006, 9013, 13_103, 20_002, 54_004] {
            let at = (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap();
            let line = text[..at].rfind('\n').map_or(3, |end| end + 1);
            let before = &text[line..at];
            let position = file.position(at as u32);
            assert_eq!(position.column as usize, before.chars().count() + 1, "at {at}");
            assert_eq!(position.utf16 as usize, before.encode_utf16().count() + 1, "at {at}");
            assert_eq!(position.byte as usize, before.len() + 1, "at {at}");
        }
    }

    #[test]
    fn span_of_a_slice() {
        let whole = "abcdef";
        assert_eq!(Span::of(whole, &whole[2..4]), Span::new(2, 4));
        assert!(Span::at(2).overlaps(Span::new(0, 2)));
        assert!(!Span::new(0, 2).overlaps(Span::new(2, 4)));
    }
}
