//! `concise`: one line a finding, `path:line:column: severity[rule]: message [fixable]`, as
//! compilers write it, so that editors and problem matchers can read it.

use super::{Run, Style, close, paint, statistics, window};
use crate::{
    diagnostic::Diagnostic,
    text::{Files, Position},
};
use codespan_reporting::{
    diagnostic::{Diagnostic as Shown, Label},
    files::{Error, Files as CodespanFiles},
    term::{Config, DisplayStyle, emit_to_write_style},
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
    let config = Config { display_style: DisplayStyle::Short, ..Config::default() };
    let mut buffer = Vec::with_capacity(1 << 16);
    let cap = style.cap.unwrap_or(usize::MAX);
    for diagnostic in run.diagnostics.iter().take(cap) {
        let mut message = window::visible(&diagnostic.message, style.ascii);
        if diagnostic.fix.is_some() {
            message.push_str(" [fixable]");
        }
        let place = Place::of(run.files, diagnostic);
        let shown = Shown::new(paint::level(diagnostic.severity))
            .with_code(&*diagnostic.rule)
            .with_message(message)
            .with_label(Label::primary((), 0..0));
        let mut writer = paint::Paint::new(&mut buffer, style.color);
        emit_to_write_style(&mut writer, &config, &place, &shown).map_err(io::Error::other)?;
        if buffer.len() >= 1 << 16 {
            out.write_all(&buffer)?;
            buffer.clear();
        }
    }
    close(&mut buffer, run, cap.min(run.diagnostics.len()), style);
    out.write_all(&buffer)
}

/// Where a finding is, for a style that shows no text.
struct Place<'f> {
    path: &'f str,
    position: Position,
}

impl<'f> Place<'f> {
    fn of(files: &'f Files, diagnostic: &Diagnostic) -> Place<'f> {
        let start = Position { line: 1, column: 1, utf16: 1, byte: 1 };
        files.get(diagnostic.primary.file).map_or(Place { path: "", position: start }, |file| {
            Place { path: &file.path, position: file.position(diagnostic.primary.span.start) }
        })
    }
}

impl<'a> CodespanFiles<'a> for Place<'_> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(self.path)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok("")
    }

    fn line_index(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(self.position.line as usize)
    }

    fn column_number(&'a self, (): (), _: usize, _: usize) -> Result<usize, Error> {
        Ok(self.position.column as usize)
    }

    fn line_range(&'a self, (): (), _: usize) -> Result<Range<usize>, Error> {
        Ok(0..0)
    }
}
