//! `csv`: a row for each finding, by RFC 4180, for spreadsheets.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and what an
//! article says must not be run: an apostrophe stands before it.

use super::{Run, Style, sides::texts};
use crate::diagnostic::Diagnostic;
use std::io::{self, Write};

/// Names of the columns.
const COLUMNS: [&str; 12] = [
    "file",
    "line",
    "column",
    "locale",
    "segment",
    "rule",
    "severity",
    "message",
    "help",
    "target",
    "source",
    "fingerprint",
];

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, _: &Style) -> io::Result<()> {
    let mut buffer = COLUMNS.join(",");
    buffer.push_str("\r\n");
    for diagnostic in run.diagnostics {
        row(&mut buffer, run, diagnostic);
        if buffer.len() >= 1 << 16 {
            out.write_all(buffer.as_bytes())?;
            buffer.clear();
        }
    }
    out.write_all(buffer.as_bytes())
}

fn row(out: &mut String, run: &Run<'_>, diagnostic: &Diagnostic) {
    let file = run.files.get(diagnostic.primary.file);
    let (line, column) = file.map_or((1, 1), |file| {
        let position = file.position(diagnostic.primary.span.start);
        (position.line, position.column)
    });
    let (target, source) = texts(run.files, diagnostic);
    let cells = [
        file.map_or("", |file| file.path.as_str()),
        &line.to_string(),
        &column.to_string(),
        diagnostic.locale.as_deref().unwrap_or(""),
        diagnostic.segment.as_deref().unwrap_or(""),
        &diagnostic.rule,
        diagnostic.severity.word(),
        &diagnostic.message,
        diagnostic.help.as_deref().unwrap_or(""),
        target,
        source.unwrap_or(""),
        &super::hex(diagnostic.fingerprint),
    ];
    for (index, text) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        cell(out, text);
    }
    out.push_str("\r\n");
}

fn cell(out: &mut String, text: &str) {
    // Blanks and the controls that a spreadsheet drops do not make a formula harmless.
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let formula = first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r']);
    let quoted = formula || text.contains(['"', ',', '\n', '\r']);
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    if quoted {
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        for (text, written) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("a \"b\"\r\nc", "\"a \"\"b\"\"\r\nc\""),
            ("=1+1", "\"'=1+1\""),
            ("- item", "\"'- item\""),
            (" @SUM(A1)", "\"' @SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "\"'＝1\""),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            let mut out = String::new();
            cell(&mut out, text);
            assert_eq!(out, written);
        }
    }
}
