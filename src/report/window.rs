//! Windows on long lines: of a line only the part that matters is shown, and of a part that is
//! too wide only the surroundings of its labels.
//!
//! A line of a side-by-side article holds both languages of a paragraph with their markup, tens of
//! thousands of characters in places; nobody finds a caret in it. Cuts lie on grapheme boundaries,
//! near a space where there is one, and are shown as ` […] `. Controls are shown by name: raw ones
//! would steer the terminal or reverse the line.

use std::{fmt::Write as _, ops::Range};
use unicode_segmentation::GraphemeCursor;
use unicode_width::UnicodeWidthChar;

/// Columns of an ellipsis with its blank.
const CUT: usize = 4;

/// What is shown of one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Excerpt {
    /// The text to print, without line end.
    pub(super) text: String,
    /// Bytes of `text` that each label covers, in the order the labels were given.
    pub(super) labels: Vec<Range<usize>>,
    /// Places of `text` beside the places of the line they stand for, ascending in both.
    places: Vec<(usize, usize)>,
    /// Whether it holds letters that are written from right to left.
    pub(super) right_to_left: bool,
}

impl Excerpt {
    /// The byte of the line that the byte `shown` of the text stands for.
    pub(super) fn line_byte(&self, shown: usize) -> usize {
        let next = self.places.partition_point(|&(at, _)| at <= shown);
        next.checked_sub(1).and_then(|last| self.places.get(last)).map_or(0, |&(_, byte)| byte)
    }

    /// The byte of the line that the first character shown of it stands for.
    pub(super) fn first_byte(&self) -> usize {
        self.places.first().map_or(0, |&(_, byte)| byte)
    }

    /// The text with marks put into it: byte of the text, rank among the marks of one place, mark.
    pub(super) fn marked(&self, mut marks: Vec<(usize, usize, &str)>) -> String {
        marks.sort_by_key(|&(at, rank, _)| (at, rank));
        let mut out = String::with_capacity(self.text.len() + marks.len() * 4);
        let mut done = 0;
        for (at, _, mark) in marks {
            out.push_str(self.text.get(done..at).unwrap_or(""));
            out.push_str(mark);
            done = done.max(at);
        }
        out.push_str(self.text.get(done..).unwrap_or(""));
        out
    }
}

/// Cuts a window of at most about `budget` terminal columns out of `line`.
///
/// `part` is the stretch of the line that matters, `labels` are stretches of it (bytes of the line;
/// a part that does not hold them is widened).
pub(super) fn excerpt(
    line: &str,
    part: Range<usize>,
    labels: &[Range<usize>],
    budget: usize,
    ascii: bool,
) -> Excerpt {
    let labels: Vec<Range<usize>> = labels
        .iter()
        .map(|label| {
            let start = floor(line, label.start);
            start..floor(line, label.end).max(start)
        })
        .collect();
    let mut part = floor(line, part.start)..floor(line, part.end).max(floor(line, part.start));
    for label in &labels {
        part = part.start.min(label.start)..part.end.max(label.end);
    }
    part = trim(line, part, &labels);

    let pieces = pieces(line, &part, &labels, budget.max(24));
    let cut = if ascii { "[...]" } else { "[…]" };
    let mut text = String::new();
    let mut places = Vec::new();
    let mut right_to_left = false;
    let mut done = part.start;
    for piece in &pieces {
        if piece.start > done {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(cut);
            text.push(' ');
        }
        for (at, character) in line.get(piece.clone()).unwrap_or("").char_indices() {
            let at = piece.start + at;
            let near = labels.iter().any(|label| {
                (label.start <= at && at <= label.end) || at + character.len_utf8() == label.start
            });
            places.push((text.len(), at));
            push_visible(&mut text, character, near, ascii);
            right_to_left |= is_right_to_left(character);
        }
        places.push((text.len(), piece.end));
        done = piece.end;
    }
    if done < part.end {
        text.push(' ');
        text.push_str(cut);
    }

    let shown = |byte: usize| {
        let next = places.partition_point(|&(_, at)| at < byte);
        places.get(next).map_or(text.len(), |&(shown, _)| shown)
    };
    let labels = labels
        .iter()
        .map(|label| {
            let start = shown(label.start);
            start..shown(label.end).max(start)
        })
        .collect();
    Excerpt { text, labels, places, right_to_left }
}

/// The text with controls shown by name and line ends as blanks: for messages, which quote articles.
pub(super) fn visible(text: &str, ascii: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\r' => {}
            '\n' | '\t' => out.push(' '),
            _ => push_visible(&mut out, character, true, ascii),
        }
    }
    out
}

/// Blanks around the text are not worth a column, unless a label speaks of them.
fn trim(line: &str, part: Range<usize>, labels: &[Range<usize>]) -> Range<usize> {
    let text = line.get(part.clone()).unwrap_or("");
    let first = labels.iter().map(|label| label.start).min().unwrap_or(part.end);
    let last = labels.iter().map(|label| label.end).max().unwrap_or(part.start);
    let start = part.start + (text.len() - text.trim_start().len());
    let end = part.start + text.trim_end().len();
    let start = start.min(first);
    start..end.max(last).max(start)
}

/// The stretches of `part` to show, in order, apart from each other.
fn pieces(
    line: &str,
    part: &Range<usize>,
    labels: &[Range<usize>],
    budget: usize,
) -> Vec<Range<usize>> {
    if width_within(line, part, budget).is_some() {
        return vec![part.clone()];
    }
    // Two ellipses with their blanks take ten columns.
    let share = (budget / labels.len().max(1)).saturating_sub(10).max(14);
    let mut wanted: Vec<Range<usize>> = Vec::new();
    for label in labels {
        if let Some(width) = width_within(line, label, share) {
            let room = share - width;
            let start = back(line, part.start, label.start, room / 2);
            let used = width_within(line, &(start..label.start), room).unwrap_or(0);
            let end = forward(line, part.end, label.end, room - used);
            let used = width_within(line, &(label.end..end), room).unwrap_or(0);
            let start = back(line, part.start, label.start, room - used);
            wanted.push(start..end);
        } else {
            // A long label keeps its head and its tail.
            let start = back(line, part.start, label.start, share / 6);
            wanted.push(start..forward(line, label.end, label.start, share / 3));
            let end = forward(line, part.end, label.end, share / 6);
            wanted.push(back(line, label.start, label.end, share / 3)..end);
        }
    }
    if wanted.is_empty() {
        wanted.push(part.start..forward(line, part.end, part.start, share));
    }
    for piece in &mut wanted {
        snap(line, part, labels, piece);
        // A cut takes as much room as a few letters.
        if width_within(line, &(part.start..piece.start), CUT).is_some() {
            piece.start = part.start;
        }
        if width_within(line, &(piece.end..part.end), CUT).is_some() {
            piece.end = part.end;
        }
    }
    wanted.sort_by_key(|piece| piece.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for piece in wanted {
        match merged.last_mut() {
            Some(last) if piece.start <= last.end + 12 => last.end = last.end.max(piece.end),
            _ => merged.push(piece),
        }
    }
    merged
}

/// Moves the ends of a piece outward to grapheme boundaries, then inward to a space if one is near,
/// but never into a label that fits.
fn snap(line: &str, part: &Range<usize>, labels: &[Range<usize>], piece: &mut Range<usize>) {
    piece.start = grapheme_boundary(line, piece.start, false).max(part.start);
    piece.end = grapheme_boundary(line, piece.end, true).min(part.end);
    if piece.start > part.start {
        // What a label covers in full is not cut; of one that began before, anything may go.
        let starts = labels.iter().filter(|label| label.end > piece.start);
        let until = starts.map(|label| label.start.max(piece.start)).min();
        let until = until.filter(|&at| at > piece.start).unwrap_or(piece.end);
        let head = line.get(piece.start..until.min(piece.end)).unwrap_or("");
        let space = head.char_indices().take(12).find(|&(_, character)| character == ' ');
        if let Some((at, _)) = space {
            piece.start += at + 1;
        }
    }
    if piece.end < part.end {
        let ends = labels.iter().filter(|label| label.start < piece.end);
        let from = ends.map(|label| label.end.min(piece.end)).max();
        let from = from.filter(|&at| at < piece.end).unwrap_or(piece.start).max(piece.start);
        let tail = line.get(from..piece.end).unwrap_or("");
        let space = tail.char_indices().rev().take(12).find(|&(_, character)| character == ' ');
        if let Some((at, _)) = space {
            piece.end = from + at;
        }
    }
}

/// The nearest grapheme boundary at or before `at`, or at or after it. Looks at some hundred bytes
/// around: a longer cluster is cut, which only an artificial text can notice.
fn grapheme_boundary(line: &str, at: usize, after: bool) -> usize {
    let start = floor(line, at.saturating_sub(128));
    let end = floor(line, (at + 128).min(line.len()));
    let Some(chunk) = line.get(start..end) else { return at };
    let mut cursor = GraphemeCursor::new(at - start, chunk.len(), true);
    if cursor.is_boundary(chunk, 0) == Ok(true) {
        return at;
    }
    let found = if after { cursor.next_boundary(chunk, 0) } else { cursor.prev_boundary(chunk, 0) };
    found.ok().flatten().map_or(at, |offset| start + offset)
}

/// Width of a stretch in columns; `None` where it exceeds `limit`. Reads no more than it must.
fn width_within(line: &str, range: &Range<usize>, limit: usize) -> Option<usize> {
    let text = line.get(range.clone()).unwrap_or("");
    let mut width = 0;
    for (count, character) in text.chars().enumerate() {
        width += shown_width(character);
        // Characters without width must not make a megabyte fit.
        if width > limit || count > limit * 4 + 16 {
            return None;
        }
    }
    Some(width)
}

/// The place `room` columns before `at`, not before `least`.
fn back(line: &str, least: usize, at: usize, room: usize) -> usize {
    let mut width = 0;
    let mut place = at;
    let text = line.get(least..at).unwrap_or("");
    for (offset, character) in text.char_indices().rev().take(room * 4 + 16) {
        width += shown_width(character);
        if width > room {
            break;
        }
        place = least + offset;
    }
    place
}

/// The place `room` columns after `at`, not after `most`.
fn forward(line: &str, most: usize, at: usize, room: usize) -> usize {
    let mut width = 0;
    let mut place = at;
    let text = line.get(at..most).unwrap_or("");
    for (offset, character) in text.char_indices().take(room * 4 + 16) {
        width += shown_width(character);
        if width > room {
            break;
        }
        place = at + offset + character.len_utf8();
    }
    place
}

fn shown_width(character: char) -> usize {
    if character == '\t' { 4 } else { character.width().unwrap_or(1) }
}

/// The character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Copies a character so that it can do no harm and can be seen. Away from a label, what has no
/// width is dropped and a no-break space is a space: articles in Arabic are full of them.
fn push_visible(out: &mut String, character: char, near: bool, ascii: bool) {
    let name = match character {
        '\t' => return out.push_str("    "),
        '\u{a0}' if !near => return out.push(' '),
        '\u{a0}' if !ascii => return out.push('⍽'),
        '\0'..='\u{1f}' if !ascii => {
            return out.extend(char::from_u32(0x2400 + u32::from(character)));
        }
        '\u{7f}' if !ascii => return out.push('␡'),
        '\u{a0}' => "NBSP",
        '\u{ad}' => "SHY",
        '\u{61c}' => "ALM",
        '\u{200b}' => "ZWSP",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{2028}' => "LS",
        '\u{2029}' => "PS",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{feff}' => "BOM",
        _ if character.is_control()
            || matches!(character, '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
            || matches!(character, '\u{e0000}'..='\u{e007f}') =>
        {
            ""
        }
        _ => return out.push(character),
    };
    if !near && !character.is_control() {
        return;
    }
    let (open, close) = if ascii { ('<', '>') } else { ('⟨', '⟩') };
    out.push(open);
    if name.is_empty() {
        let _ = write!(out, "U+{:04X}", u32::from(character));
    } else {
        out.push_str(name);
    }
    out.push(close);
}

/// Letters of Hebrew, Arabic, Syriac, Thaana, N'Ko and the other scripts of the right-to-left
/// blocks of Unicode.
fn is_right_to_left(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
        && !matches!(character, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns that `text` takes on a terminal.
    fn columns(text: &str) -> usize {
        text.chars().map(|character| character.width().unwrap_or(0)).sum()
    }

    fn cut(line: &str, part: &str, budget: usize) -> Excerpt {
        let at = line.find(part).unwrap();
        let label = at..at + part.len();
        excerpt(line, 0..line.len(), std::slice::from_ref(&label), budget, false)
    }

    fn label(excerpt: &Excerpt) -> &str {
        &excerpt.text[excerpt.labels[0].clone()]
    }

    #[test]
    fn a_part_that_fits_is_shown_alone() {
        let line = "<span>Een zin.</span><span>A sentence.</span>";
        let part = line.find("A s").unwrap()..line.find("ence.").unwrap() + 5;
        let at = line.find("sentence").unwrap();
        let word = at..at + 8;
        let shown = excerpt(line, part, std::slice::from_ref(&word), 40, false);
        assert_eq!(shown.text, "A sentence.");
        assert_eq!(label(&shown), "sentence");
        assert_eq!(shown.line_byte(2), at, "a place of the excerpt leads back to the line");
    }

    #[test]
    fn a_long_line_is_cut_at_words() {
        let line = format!("{}the needle here {}", "hay ".repeat(900), "straw ".repeat(900));
        let shown = cut(&line, "needle", 60);
        assert!(shown.text.starts_with("[…] hay "), "{}", shown.text);
        assert!(shown.text.ends_with("straw […]"), "{}", shown.text);
        assert!(columns(&shown.text) <= 60, "{}", shown.text);
        assert_eq!(label(&shown), "needle");
    }

    #[test]
    fn no_cluster_is_cut() {
        let family = "👩‍👩‍👧";
        let line = format!("{}x{}", family.repeat(200), family.repeat(200));
        let shown = cut(&line, "x", 40);
        let bare = shown.text.replace("[…]", "").replace(family, "");
        assert_eq!(bare.trim(), "x", "only whole clusters are left");
    }

    #[test]
    fn a_long_label_loses_its_middle() {
        let middle = "very long words ".repeat(60);
        let line = format!("Before {middle}after.");
        let shown = cut(&line, &middle, 60);
        assert!(label(&shown).starts_with("very"), "{}", shown.text);
        assert!(label(&shown).contains(" […] "), "{}", shown.text);
        assert!(shown.text.ends_with("after."), "{}", shown.text);
    }

    #[test]
    fn controls_are_named_near_a_label_and_harmless_elsewhere() {
        let shown = cut("a\u{202e}b \u{1b}[31m\u{a0}c\u{200b}d", "b", 80);
        assert_eq!(shown.text, "a⟨RLO⟩b ␛[31m cd");
        assert_eq!(visible("a\nb\u{feff}", true), "a b<BOM>");
        assert_eq!(visible("\u{85}", false), "⟨U+0085⟩");
    }

    #[test]
    fn marks_stand_inside_the_text() {
        let shown = cut("سطر `x` آخر", "`x`", 80);
        assert!(shown.right_to_left);
        let range = shown.labels[0].clone();
        let marks = vec![(range.end, 0, "⟧"), (range.start, 1, "⟦"), (range.end, 1, "⟦")];
        assert_eq!(shown.marked(marks), "سطر ⟦`x`⟧⟦ آخر");
    }

    #[test]
    fn a_line_of_megabytes_costs_no_more_than_its_window() {
        let line = format!("{}needle{}", "\u{301}".repeat(2 << 20), "\u{301}".repeat(2 << 20));
        let started = std::time::Instant::now();
        for _ in 0..200 {
            assert_eq!(label(&cut_at(&line, 4 << 20, 6)), "needle");
        }
        assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
    }

    fn cut_at(line: &str, at: usize, len: usize) -> Excerpt {
        let label = at..at + len;
        excerpt(line, 0..line.len(), std::slice::from_ref(&label), 80, false)
    }
}
