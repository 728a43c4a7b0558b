//! `full`: each finding with its text. The target's block comes first, the source's below it, each
//! with its true line and column, cut to the terminal's width by [`super::window`].
//!
//! Carets are drawn by codespan-reporting, which sees the windows as its files. Where the text
//! runs from right to left the marks stand inside it (see [`Marks`]), and the blocks are laid out
//! here with codespan's lines.

use super::{
    Marks, Run, Style, close,
    paint::{self, Paint},
    statistics,
    window::{self, Excerpt},
};
use crate::{
    diagnostic::{Diagnostic, Label},
    text::{Files, Position, SourceFile, Span},
};
use codespan_reporting::{
    diagnostic::{Diagnostic as Shown, Label as ShownLabel, LabelStyle},
    files::{Error, Files as CodespanFiles},
    term::{Chars, Config, DisplayStyle, Renderer, WriteStyle, emit_to_write_style},
};
use std::{
    io::{self, Write},
    ops::Range,
};
use unicode_width::UnicodeWidthStr;

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    if style.statistics {
        return statistics::write(out, run, style);
    }
    let config = Config {
        display_style: DisplayStyle::Rich,
        chars: if style.ascii { Chars::ascii() } else { Chars::box_drawing() },
        start_context_lines: 1,
        end_context_lines: 1,
        ..Config::default()
    };
    let mut buffer = Vec::with_capacity(1 << 16);
    let cap = style.cap.unwrap_or(usize::MAX);
    for diagnostic in run.diagnostics.iter().take(cap) {
        finding(&mut buffer, run.files, diagnostic, style, &config).map_err(io::Error::other)?;
        if buffer.len() >= 1 << 16 {
            out.write_all(&buffer)?;
            buffer.clear();
        }
    }
    close(&mut buffer, run, cap.min(run.diagnostics.len()), style);
    out.write_all(&buffer)
}

fn finding(
    out: &mut Vec<u8>,
    files: &Files,
    diagnostic: &Diagnostic,
    style: &Style,
    config: &Config,
) -> Result<(), Error> {
    let blocks = blocks(files, diagnostic, style);
    let gutter = blocks.iter().flat_map(|block| &block.lines).map(|line| line.number).max();
    let gutter = gutter.map_or(1, |number| number.ilog10() as usize + 1);

    let mut message = window::visible(&diagnostic.message, style.ascii);
    if diagnostic.fix.is_some() {
        message.push_str("  [fixable]");
    }
    let head = diagnostic.severity.word().len() + diagnostic.rule.len() + 4;
    let message = wrap(&message, style.width, head, "  ");
    let mut notes = Vec::new();
    if let Some(help) = &diagnostic.help {
        let help = format!("help: {}", window::visible(help, style.ascii));
        notes.push(wrap(&help, style.width.saturating_sub(gutter + 3), 0, "      "));
    }

    let mut writer = Paint::new(out, style.color);
    for block in &blocks {
        writer.after_place(block.place(), block.suffix.clone());
    }
    let inline = match style.marks {
        Marks::Inline => true,
        Marks::Carets => false,
        Marks::Auto => blocks.iter().any(Block::right_to_left),
    };
    // codespan-reporting draws no snippet without text.
    if inline || blocks.iter().any(|block| block.file.text.is_empty()) {
        let head = Shown::new(paint::level(diagnostic.severity)).with_message(message);
        let code = &*diagnostic.rule;
        return marked_inside(&mut writer, config, &head, code, &notes, &blocks, gutter, style);
    }
    let mut labels = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        for label in &block.labels {
            let kind = if label.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
            let shown = ShownLabel::new(kind, index, label.range.clone());
            labels.push(shown.with_message(label.message.clone()));
        }
    }
    let shown = Shown::new(paint::level(diagnostic.severity))
        .with_code(&*diagnostic.rule)
        .with_message(message)
        .with_labels(labels)
        .with_notes(notes);
    emit_to_write_style(&mut writer, config, &Blocks(blocks), &shown)
}

/// Lays a finding out with the marks inside the text.
#[expect(clippy::too_many_arguments, reason = "the parts of one finding, used here alone")]
fn marked_inside(
    writer: &mut Paint<'_>,
    config: &Config,
    head: &Shown<usize>,
    code: &str,
    notes: &[String],
    blocks: &[Block<'_>],
    gutter: usize,
    style: &Style,
) -> Result<(), Error> {
    let (open, close) = if style.ascii { (">>>", "<<<") } else { ("⟦", "⟧") };
    let level = head.severity;
    Renderer::new(writer, config).render_header(None, level, Some(code), &head.message)?;
    for block in blocks {
        write!(writer, "{:gutter$} ", "")?;
        writer.set_source_border()?;
        write!(writer, "{}", config.chars.snippet_start)?;
        writer.reset()?;
        writeln!(writer, " {}", block.place())?;
        let mut last = None;
        for line in &block.lines {
            let Some(excerpt) = &line.excerpt else { continue };
            if block.file.text.is_empty() {
                continue;
            }
            let mut renderer = Renderer::new(writer, config);
            if last.replace(line.number).is_some_and(|last| last + 1 != line.number) {
                renderer.render_snippet_break(gutter, level, 0, &[])?;
            }
            let text = block.marked_line(line, excerpt, open, close);
            // The isolate keeps a terminal that reorders from mixing the frame into the text.
            let text = if style.terminal && excerpt.right_to_left {
                format!("\u{2068}{text}\u{2069}")
            } else {
                text
            };
            renderer.render_snippet_source(gutter, line.number, &text, level, &[], 0, &[])?;
        }
        for label in block.labels.iter().filter(|label| !label.message.is_empty()) {
            write!(writer, "{:gutter$} ", "")?;
            writer.set_source_border()?;
            write!(writer, "{}", config.chars.source_border_left)?;
            let kind = if label.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
            writer.set_label(level, kind)?;
            writeln!(writer, " {open}{close} {}", label.message)?;
            writer.reset()?;
        }
    }
    let mut renderer = Renderer::new(writer, config);
    for note in notes {
        renderer.render_snippet_note(gutter, note)?;
    }
    renderer.render_empty()
}

/// Text broken into lines of at most `width` columns, the first with `head` columns taken, the
/// others after `indent`.
fn wrap(text: &str, width: usize, head: usize, indent: &str) -> String {
    // The head is made of letters and cut off again.
    let letters = "x".repeat(head.min(width / 2));
    let options = textwrap::Options::new(width.max(24))
        .initial_indent(&letters)
        .subsequent_indent(indent)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    let whole = textwrap::fill(text, options);
    whole.get(letters.len()..).unwrap_or(text).to_owned()
}

/// A label as shown: bytes of the block's text.
struct Mark {
    range: Range<usize>,
    message: String,
    primary: bool,
}

/// A line as shown.
struct Line {
    /// Its number in the file, from 1.
    number: usize,
    /// Byte of the file at which it starts.
    start: usize,
    /// Byte of the block's text at which it starts.
    shown: usize,
    /// What is shown of it; `None` for a line that only stands for lines left out.
    excerpt: Option<Excerpt>,
}

/// The lines of one side of one file that a finding points into.
struct Block<'f> {
    file: &'f SourceFile,
    text: String,
    lines: Vec<Line>,
    labels: Vec<Mark>,
    suffix: String,
    position: Position,
}

impl Block<'_> {
    fn place(&self) -> String {
        format!("{}:{}:{}", self.file.path, self.position.line, self.position.column)
    }

    fn right_to_left(&self) -> bool {
        let excerpts = self.lines.iter().filter_map(|line| line.excerpt.as_ref());
        excerpts.into_iter().any(|excerpt| excerpt.right_to_left)
    }

    /// A line with marks at the ends of labels; a label that goes on over the end of the line has
    /// only one there.
    fn marked_line(&self, line: &Line, excerpt: &Excerpt, open: &str, close: &str) -> String {
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
fn blocks<'f>(files: &'f Files, diagnostic: &Diagnostic, style: &Style) -> Vec<Block<'f>> {
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
        let mut block = block(file, group, index == 0, style);
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

fn block<'f>(file: &'f SourceFile, labels: &[&Label], primary: bool, style: &Style) -> Block<'f> {
    let spans: Vec<Span> = labels.iter().map(|label| shown_span(file, label.span)).collect();
    let mut numbers: Vec<usize> = spans
        .iter()
        .flat_map(|span| shown_lines(file.line_index(span.start), file.line_index(span.end)))
        .collect();
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
            // Two lines that are never shown make codespan-reporting draw a break.
            for _ in 0..2 {
                block.push(Line { number, start: 0, shown: 0, excerpt: None }, "");
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

/// Blocks as codespan-reporting's files, numbered in order.
struct Blocks<'f>(Vec<Block<'f>>);

impl Blocks<'_> {
    fn block(&self, id: usize) -> Result<&Block<'_>, Error> {
        self.0.get(id).ok_or(Error::FileMissing)
    }

    fn line(&self, id: usize, index: usize) -> Result<&Line, Error> {
        let lines = &self.block(id)?.lines;
        let max = lines.len();
        lines.get(index).ok_or(Error::LineTooLarge { given: index, max })
    }
}

impl<'a> CodespanFiles<'a> for Blocks<'_> {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.block(id)?.file.path)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.block(id)?.text)
    }

    fn line_index(&'a self, id: usize, at: usize) -> Result<usize, Error> {
        Ok(self.block(id)?.lines.partition_point(|line| line.shown <= at).saturating_sub(1))
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        Ok(self.line(id, index)?.number)
    }

    fn column_number(&'a self, id: usize, index: usize, at: usize) -> Result<usize, Error> {
        let line = self.line(id, index)?;
        let shown = at.saturating_sub(line.shown);
        let byte = line.excerpt.as_ref().map_or(0, |excerpt| excerpt.line_byte(shown));
        let position = self.block(id)?.file.position((line.start + byte) as u32);
        Ok(position.column as usize)
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let line = self.line(id, index)?;
        let length = line.excerpt.as_ref().map_or(0, |excerpt| excerpt.text.len());
        Ok(line.shown..line.shown + length)
    }
}
