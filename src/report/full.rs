//! `full`: each finding with its text. The target's block comes first, the source's below it, each
//! with its true line and column, cut to the terminal's width by [`super::window`].
//!
//! Carets are drawn by codespan-reporting, which sees the windows as its files. Where the text
//! runs from right to left the marks stand inside it (see [`Marks`]), and the blocks are laid out
//! here with codespan's lines.

use super::{
    Marks, Run, Style,
    block::{Block, Line, blocks},
    close, overview,
    paint::{self, Paint},
    statistics, window,
};
use crate::{diagnostic::Diagnostic, text::Files};
use codespan_reporting::{
    diagnostic::{Diagnostic as Shown, Label as ShownLabel, LabelStyle},
    files::{Error, Files as CodespanFiles},
    term::{Chars, Config, DisplayStyle, Renderer, WriteStyle, emit_to_write_style},
};
use std::{
    io::{self, Write},
    ops::Range,
};

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    if style.statistics {
        return statistics::write(out, run, style);
    }
    if let Some(overview) = &style.overview
        && run.diagnostics.len() > overview::FEW
    {
        return overview::write(out, run, style, overview);
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
