//! What is kept of a text that is not kept as a whole: lines and columns of places, and stretches.

use super::{Position, Span};

/// Lines and columns of offsets in a text, in order; a byte order mark at its start counts as no column.
/// Offsets come in any order, on character boundaries.
pub fn places(text: &str, mut offsets: Vec<u32>) -> Vec<(u32, Position)> {
    offsets.sort_unstable();
    offsets.dedup();
    let mut walk = Walk::through(text);
    offsets.into_iter().map(|offset| (offset, walk.to(offset))).collect()
}

/// Goes through a stretch of text and tells lines and columns on its way.
struct Walk<'t> {
    text: &'t str,
    /// Offset of the stretch in the whole text.
    from: u32,
    /// Bytes of the stretch that are behind.
    at: usize,
    here: Position,
    /// Byte order marks at the start of the whole text.
    marks: usize,
}

impl<'t> Walk<'t> {
    /// Through a whole text.
    fn through(text: &'t str) -> Walk<'t> {
        let marks = text.len() - text.trim_start_matches('\u{feff}').len();
        Walk { text, from: 0, at: 0, here: Position::START, marks }
    }

    /// The position of an offset of the whole text, which is not less than the one before.
    fn to(&mut self, offset: u32) -> Position {
        let bytes = self.text.as_bytes();
        let to = (offset.saturating_sub(self.from) as usize).min(bytes.len()).max(self.at);
        let mut from = self.at.max(self.marks).min(to);
        let gap = bytes.get(self.at..to).unwrap_or_default();
        let (lines, last) = line_ends(gap, bytes.get(to));
        if let Some(last) = last {
            self.here = Position { line: self.here.line + lines, ..Position::START };
            from = self.at + last;
        }
        self.here = self.here.behind(bytes.get(from..to).unwrap_or_default());
        self.at = to;
        self.here
    }
}

/// How many lines end in a stretch of text, and where the last of them ends; `next` is the byte behind
/// it.
fn line_ends(bytes: &[u8], next: Option<&u8>) -> (u32, Option<usize>) {
    let feeds = || memchr::memchr_iter(b'\n', bytes).count() as u32;
    if memchr::memchr(b'\r', bytes).is_none() {
        return match memchr::memrchr(b'\n', bytes) {
            Some(last) => (feeds(), Some(last + 1)),
            None => (0, None),
        };
    }
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    let ends = ends
        .filter(|&at| bytes.get(at) == Some(&b'\n') || bytes.get(at + 1).or(next) != Some(&b'\n'));
    ends.fold((0, None), |(lines, _), at| (lines + 1, Some(at + 1)))
}

/// Stretches of a text that stand for it when it is not kept, with the places where they stand.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Excerpts {
    /// One behind the other.
    text: Box<str>,
    /// For each in order: its offset in the whole text, its offset here, and where it stands.
    starts: Box<[(u32, u32, Position)]>,
}

impl Excerpts {
    /// Takes stretches out of a text. They may overlap and come in any order.
    pub fn of(text: &str, mut stretches: Vec<Span>) -> Excerpts {
        stretches.sort_unstable();
        stretches.dedup_by(|next, last| {
            let joins = next.start <= last.end;
            if joins {
                *last = last.join(*next);
            }
            joins
        });
        let mut kept = String::with_capacity(stretches.iter().map(|it| it.len()).sum());
        let mut walk = Walk::through(text);
        let starts = stretches.iter().map(|stretch| {
            let at = kept.len() as u32;
            kept.push_str(stretch.of_text(text));
            (stretch.start, at, walk.to(stretch.start))
        });
        let starts = starts.collect();
        Excerpts { text: kept.into(), starts }
    }

    /// The text of a place; `None` where no one stretch holds all of it.
    pub fn get(&self, span: Span) -> Option<&str> {
        let (from, _, stretch) = self.stretch(span.start)?;
        stretch.get((span.start - from) as usize..(span.end - from) as usize)
    }

    /// The line and columns of an offset; `None` where no stretch holds it.
    pub fn position(&self, offset: u32) -> Option<Position> {
        let (from, here, text) = self.stretch(offset)?;
        let whole = Walk::through(text);
        let marks = if from == 0 { whole.marks } else { 0 };
        text.is_char_boundary((offset - from) as usize)
            .then(|| Walk { from, here, marks, ..whole }.to(offset))
    }

    /// The last stretch that starts at an offset or before: its own offset, where it stands, its text.
    fn stretch(&self, offset: u32) -> Option<(u32, Position, &str)> {
        let next = self.starts.partition_point(|(start, ..)| *start <= offset);
        let (start, at, position) = self.starts.get(next.checked_sub(1)?)?;
        let end = self.starts.get(next).map_or(self.text.len(), |(_, at, _)| *at as usize);
        Some((*start, *position, self.text.get(*at as usize..end)?))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::SourceFile, *};

    #[test]
    fn excerpts_are_found_by_their_place_in_the_whole() {
        let text = "\u{feff}eén\ntwo three\r\nföur five";
        let whole = SourceFile::new("a.md", text);
        let span = |start, end| Span::new(start, end);
        let kept = Excerpts::of(text, vec![span(15, 22), span(0, 4), span(3, 9), span(4, 6)]);
        for there in [span(0, 9), span(3, 6), span(3, 3), span(9, 9), span(15, 22), span(17, 18)] {
            assert_eq!(kept.get(there), Some(there.of_text(text)), "{there:?}");
            let places = (kept.position(there.start), kept.position(there.end));
            let (start, end) = whole.range(there);
            assert_eq!(places, (Some(start), Some(end)), "{there:?}");
        }
        for absent in [span(8, 10), span(0, 15), span(10, 11), span(14, 16), span(19, 23)] {
            assert_eq!(kept.get(absent), None, "{absent:?}");
        }
        assert_eq!(kept.position(11), None);
        assert_eq!(Excerpts::default().get(span(0, 0)), None);
    }
}
