//! Blocks: the lines of one side of one file that a finding points into, each cut to a window
//! ([`window`]), with its labels as bytes of the text that is left.

use super::{
    Marks, Style,
    window::{self, Excerpt},
};
use crate::{
    diagnostic::{Diagnostic, Label},
    text::{Files, Position, SourceFile, Span},
};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// What stands for lines left out in the text of a block.
pub(super) const BREAK: &str = "⋮";

/// Lines of a text that is shown whole at most.
const AROUND: usize = 12;

/// A label as shown: bytes of the block's text.
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) primary: bool,
}

/// A line as shown.
pub(super) struct Line {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    /// Byte of the file at which it starts.
    pub(super) start: usize,
    /// Byte of the block's text at which it starts.
    pub(super) shown: usize,
    /// What is shown of it; `None` for a line that only stands for lines left out.
    pub(super) excerpt: Option<Excerpt>,
}

/// The lines of one side of one file that a finding points into.
pub(super) struct Block<'f> {
    pub(super) file: &'f SourceFile,
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
    pub(super) labels: Vec<Mark>,
    pub(super) suffix: String,
    pub(super) position: Position,
}

impl Block<'_> {
    pub(super) fn place(&self) -> String {
        format!("{}:{}:{}", self.file.path, self.position.line, self.position.column)
    }

    pub(super) fn right_to_left(&self) -> bool {
        let excerpts = self.lines.iter().filter_map(|line| line.excerpt.as_ref());
        excerpts.into_iter().any(|excerpt| excerpt.right_to_left)
    }

    /// A line with marks at the ends of labels; a label that goes on over the end of the line has
    /// only one there.
    pub(super) fn marked_line(
        &self,
        line: &Line,
        excerpt: &Excerpt,
        open: &str,
        close: &str,
    ) -> String {
        let end = line.shown + excerpt.text.len();
        let mut marks: Vec<(usize, usize, &str)> = Vec::new();
        for label in &self.labels {
            if (line.shown..=end).contains(&label.range.start) {
                marks.push((label.range.start - line.shown, 1, open));
            }
            if (line.shown..=end).contains(&label.range.end) {
                // At one place a label that ends closes before the next one opens, but an empty
                // label opens before it closes.
                let rank = if label.range.is_empty() { 2 } else { 0 };
                marks.push((label.range.end - line.shown, rank, close));
            }
        }
        excerpt.marked(marks)
    }
}

/// The blocks of a finding: labels of one file and one window share a block.
pub(super) fn blocks<'f>(
    files: &'f Files,
    diagnostic: &Diagnostic,
    style: &Style,
) -> Vec<Block<'f>> {
    let mut groups: Vec<Vec<&Label>> = Vec::new();
    for label in std::iter::once(&diagnostic.primary).chain(&diagnostic.related) {
        let same = |group: &&mut Vec<&Label>| {
            group.first().is_some_and(|first| {
                first.file == label.file
                    && (first.window == label.window || first.window.contains(label.span))
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(label),
            None => groups.push(vec![label]),
        }
    }
    let mut blocks = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let Some(file) = group.first().and_then(|label| files.get(label.file)) else { continue };
        let mut block = block(file, group, None, index == 0, style);
        if index == 0 {
            let locale = diagnostic.locale.clone();
            let segment = diagnostic.segment.as_ref().map(|id| format!("segment {id}"));
            let between = if style.ascii { " - " } else { " · " };
            block.suffix = locale.into_iter().chain(segment).collect::<Vec<_>>().join(between);
        }
        blocks.push(block);
    }
    blocks
}

/// Lines of a label to show: head and tail of a long one.
fn shown_lines(first: usize, last: usize) -> Vec<usize> {
    if last - first <= 4 {
        (first..=last).collect()
    } else {
        vec![first, first + 1, last - 1, last]
    }
}

/// The lines of a file that labels touch; those of `around`, too, unless they are many.
pub(super) fn block<'f>(
    file: &'f SourceFile,
    labels: &[&Label],
    around: Option<Span>,
    primary: bool,
    style: &Style,
) -> Block<'f> {
    let spans: Vec<Span> = labels.iter().map(|label| shown_span(file, label.span)).collect();
    let mut numbers: Vec<usize> = spans
        .iter()
        .flat_map(|span| shown_lines(file.line_index(span.start), file.line_index(span.end)))
        .collect();
    if let Some(around) = around {
        let (first, last) = (file.line_index(around.start), file.line_index(around.end));
        if last - first < AROUND {
            numbers.extend(first..=last);
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    let digits = numbers.last().map_or(1, |last| (last + 1).ilog10() as usize + 1);
    let budget = style.width.saturating_sub(digits + 3);

    let position = file.position(spans.first().map_or(0, |span| span.start));
    let mut block = Block {
        file,
        text: String::new(),
        lines: Vec::new(),
        labels: Vec::new(),
        suffix: String::new(),
        position,
    };
    let mut starts = vec![0; spans.len()];
    let mut ends = vec![0; spans.len()];
    for &number in &numbers {
        if block.lines.last().is_some_and(|last| last.number != number) {
            // Two lines that it never shows make codespan-reporting draw a break.
            for text in [BREAK, ""] {
                block.push(Line { number, start: 0, shown: 0, excerpt: None }, text);
            }
        }
        let line = file.line_span(number);
        let whole = line.of_text(&file.text);
        let base = line.start as usize;
        let local = |offset: u32| (offset.clamp(line.start, line.end) - line.start) as usize;

        // What the line shows: for each label that touches it, the part of it in the line.
        let mut part = None;
        let mut marks: Vec<Range<usize>> = Vec::new();
        let mut uses: Vec<(usize, bool, bool)> = Vec::new();
        for (index, (span, label)) in spans.iter().zip(labels).enumerate() {
            let (first, last) = (file.line_index(span.start), file.line_index(span.end));
            if number < first || number > last {
                continue;
            }
            let window = local(label.window.start)..local(label.window.end);
            part = part.or(Some(window));
            let (start, end) = (local(span.start), local(span.end));
            // Of a label over several lines only the end in this line is worth room.
            let range = match (number == first, number == last) {
                (true, true) => start..end,
                (true, false) => start..start,
                (false, true) => end..end,
                (false, false) => continue,
            };
            marks.push(range);
            uses.push((index, number == first, number == last));
        }
        let part = part.or_else(|| around.map(|around| local(around.start)..local(around.end)));
        let part = part.filter(|part| !part.is_empty()).unwrap_or(0..whole.len());
        let mut room = budget;
        let mut excerpt = window::excerpt(whole, part.clone(), &marks, room, style.ascii);
        // What is said of a label stands behind its carets and is not broken: it takes its room from the
        // text. Marks inside the text need none.
        let rounds = if style.marks == Marks::Inline { 0 } else { 3 };
        for _ in 0..rounds {
            let said = uses.iter().zip(&excerpt.labels).filter(|((_, _, last), _)| *last);
            let over = said.filter_map(|((index, ..), range)| {
                let before = excerpt.text.get(..range.end).map_or(0, UnicodeWidthStr::width);
                let message = labels.get(*index).map_or(0, |label| label.message.width());
                (before + message + 1).checked_sub(budget).filter(|_| message > 0)
            });
            let Some(over) = over.max().filter(|over| *over > 0 && room > budget / 2) else {
                break;
            };
            room = room.saturating_sub(over).max(budget / 2);
            excerpt = window::excerpt(whole, part.clone(), &marks, room, style.ascii);
        }
        let shown = block.text.len() + usize::from(!block.lines.is_empty());
        for ((index, first, last), range) in uses.into_iter().zip(&excerpt.labels) {
            if let (true, Some(start)) = (first, starts.get_mut(index)) {
                *start = shown + range.start;
            }
            if let (true, Some(end)) = (last, ends.get_mut(index)) {
                *end = shown + range.end;
            }
        }
        let text = excerpt.text.clone();
        let line = Line { number: number + 1, start: base, shown, excerpt: Some(excerpt) };
        block.push(line, &text);
    }
    for (index, label) in labels.iter().enumerate() {
        let (Some(&start), Some(&end)) = (starts.get(index), ends.get(index)) else { continue };
        block.labels.push(Mark {
            range: start..end.max(start),
            message: window::visible(&label.message, style.ascii),
            primary: primary && index == 0,
        });
    }
    block
}

impl Block<'_> {
    fn push(&mut self, mut line: Line, text: &str) {
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        line.shown = self.text.len();
        self.text.push_str(text);
        self.lines.push(line);
    }
}

/// A span without the line ends at its end, which would make a finding in one line one of two.
fn shown_span(file: &SourceFile, span: Span) -> Span {
    let end = (file.text.len() as u32).min(span.end);
    let span = Span { start: span.start.min(end), end };
    let text = span.of_text(&file.text);
    let kept = text.trim_end_matches(['\n', '\r']).len();
    if kept == 0 {
        Span::at(span.start as usize)
    } else {
        Span { end: span.start + kept as u32, ..span }
    }
}
