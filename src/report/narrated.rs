//! `narrated`: findings in sentences, for screen readers: miette's narrated reports over the same
//! windows that `full` shows.

use super::{
    Marks, Run, Style,
    block::{Block, Line, blocks},
    close, sides, window,
};
use crate::diagnostic::{Diagnostic, Severity};
use miette::{
    LabeledSpan, MietteError, MietteSpanContents, NarratableReportHandler, SourceCode, SourceSpan,
    SpanContents,
};
use std::{
    fmt,
    io::{self, Write},
};

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    let handler = NarratableReportHandler::new().without_cause_chain().with_context_lines(0);
    // Marks in the text would be read out; places are told in words.
    let style = &Style { marks: Marks::Inline, ..style.clone() };
    let cap = style.cap.unwrap_or(usize::MAX);
    let mut buffer = Vec::new();
    for diagnostic in run.diagnostics.iter().take(cap) {
        let mut text = String::new();
        let parts: Vec<Part<'_>> =
            blocks(run.files, diagnostic, style).into_iter().map(Part).collect();
        let report = Told { run, diagnostic, parts };
        handler.render_report(&mut text, &report).map_err(io::Error::other)?;
        for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
            writeln!(buffer, "{line}")?;
        }
        buffer.push(b'\n');
        if buffer.len() >= 1 << 16 {
            out.write_all(&buffer)?;
            buffer.clear();
        }
    }
    close(&mut buffer, run, cap.min(run.diagnostics.len()), style);
    out.write_all(&buffer)
}

/// A finding as miette sees it.
struct Told<'t> {
    run: &'t Run<'t>,
    diagnostic: &'t Diagnostic,
    parts: Vec<Part<'t>>,
}

impl fmt::Debug for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Told")
    }
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&window::visible(&self.diagnostic.message, false))?;
        write!(f, "\n    at {}", sides::place(self.run.files, &self.diagnostic.primary))?;
        if let Some(locale) = &self.diagnostic.locale {
            write!(f, ", translation into {locale}")?;
        }
        if let Some(segment) = &self.diagnostic.segment {
            write!(f, ", segment {segment}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Told<'_> {}

impl miette::Diagnostic for Told<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&*self.diagnostic.rule))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = window::visible(self.diagnostic.help.as_deref()?, false);
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.parts.first().map(|part| part as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.parts.first().map(Part::labels)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        let parts = self.parts.get(1..).filter(|parts| !parts.is_empty())?;
        Some(Box::new(parts.iter().map(|part| part as &dyn miette::Diagnostic)))
    }
}

/// A block, which is a report of its own where it is not the first.
struct Part<'t>(Block<'t>);

impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Part")
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "see {}", self.0.place())
    }
}

impl std::error::Error for Part<'_> {}

impl miette::Diagnostic for Part<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(self.labels())
    }
}

impl Part<'_> {
    /// The labels; one over several lines is told at its start and at its end.
    fn labels(&self) -> Box<dyn Iterator<Item = LabeledSpan> + '_> {
        let mut list = Vec::new();
        for label in &self.0.labels {
            let words = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
            let (start, end) = (label.range.start, label.range.end);
            if self.line(start).map(|line| line.shown) == self.line(end).map(|line| line.shown) {
                list.push(LabeledSpan::new(words(&label.message), start, end - start));
            } else {
                let first = words(&format!("{}, from here", label.message));
                list.push(LabeledSpan::new(first, start, 0));
                list.push(LabeledSpan::new(words("to here"), end, 0));
            }
        }
        Box::new(list.into_iter())
    }

    /// The line that holds a byte of the block's text.
    fn line(&self, at: usize) -> Option<&Line> {
        let lines = self.0.lines.iter().filter(|line| line.excerpt.is_some());
        lines.take_while(|line| line.shown <= at).last()
    }
}

impl SourceCode for Part<'_> {
    /// The line as shown, under its true place. What spans two lines is refused, so that miette does
    /// not take them for neighbours.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let line = self.line(span.offset()).ok_or(MietteError::OutOfBounds)?;
        let excerpt = line.excerpt.as_ref().ok_or(MietteError::OutOfBounds)?;
        if span.offset() + span.len() > line.shown + excerpt.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let position = self.0.file.position((line.start + excerpt.first_byte()) as u32);
        Ok(Box::new(MietteSpanContents::new_named(
            self.0.file.path.clone(),
            excerpt.text.as_bytes(),
            SourceSpan::from((line.shown, excerpt.text.len())),
            position.line as usize - 1,
            position.column as usize - 1,
            1,
        )))
    }
}
