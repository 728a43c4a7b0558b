//! `json`: `{"version":1,"summary":{…},"findings":[…]}`.
//!
//! A contract: fields are added, never changed. Written by hand into one buffer, because a run over
//! a large repository gives tens of thousands of findings and the shape is fixed.

use super::{Run, Style};
use crate::{
    diagnostic::{Diagnostic, Label, Safety},
    parallel,
    text::{Files, Position, Span},
};
use std::io::{self, Write};

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    let mut buffer = Vec::new();
    let summary = run.summary;
    write!(
        buffer,
        "{{\"version\":1,\"summary\":{{\"articles\":{},\"pairs\":{},\"articles_with_findings\":{},\"errors\":{},\
         \"warnings\":{},\"infos\":{},\"fixed\":{}}},\"findings\":[",
        summary.articles,
        summary.pairs,
        summary.articles_with_findings,
        summary.errors,
        summary.warnings,
        summary.infos,
        summary.fixes.map_or(0, |it| it.fixed)
    )?;
    out.write_all(&buffer)?;
    findings(out, run, style, b"\n", b",\n")?;
    out.write_all(if run.diagnostics.is_empty() { b"]}\n" } else { b"\n]}\n" })
}

/// Findings that one thread writes before it takes the next ones.
const PART: usize = 128;

/// Parts that are written for each thread before they go out: no more than that is held, and a thread
/// that is late holds up the others that much less.
const PARTS: usize = 8;

/// Writes all findings: `first` before the first one, `between` before each other.
pub(super) fn findings(
    out: &mut dyn Write,
    run: &Run<'_>,
    style: &Style,
    first: &[u8],
    between: &[u8],
) -> io::Result<()> {
    let parts: Vec<&[Diagnostic]> = run.diagnostics.chunks(PART).collect();
    let written = |part: &&[Diagnostic]| {
        let mut buffer = Vec::with_capacity(PART << 10);
        for diagnostic in *part {
            let is_first = run.diagnostics.first().is_some_and(|it| std::ptr::eq(it, diagnostic));
            buffer.extend_from_slice(if is_first { first } else { between });
            finding(&mut buffer, run.files, diagnostic);
        }
        buffer
    };
    for together in parts.chunks(style.threads.max(1) * PARTS) {
        for buffer in parallel::map(style.threads, together, written) {
            out.write_all(&buffer)?;
        }
    }
    Ok(())
}

/// One finding as an object, without line end.
fn finding(out: &mut Vec<u8>, files: &Files, diagnostic: &Diagnostic) {
    out.extend_from_slice(b"{\"rule\":");
    string(out, &diagnostic.rule);
    out.extend_from_slice(b",\"severity\":");
    string(out, diagnostic.severity.word());
    out.extend_from_slice(b",\"confidence\":");
    string(out, diagnostic.confidence.word());
    out.extend_from_slice(b",\"message\":");
    string(out, &diagnostic.message);
    out.extend_from_slice(b",\"help\":");
    optional(out, diagnostic.help.as_deref());
    out.push(b',');
    place(out, files, &diagnostic.primary);
    out.extend_from_slice(b",\"label\":");
    string(out, &diagnostic.primary.message);
    out.extend_from_slice(b",\"segment\":");
    optional(out, diagnostic.segment.as_deref());
    out.extend_from_slice(b",\"locale\":");
    optional(out, diagnostic.locale.as_deref());
    out.extend_from_slice(b",\"related\":");
    out.push(b'[');
    for (index, label) in diagnostic.related.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        out.extend_from_slice(b"{\"message\":");
        string(out, &label.message);
        out.push(b',');
        place(out, files, label);
        out.push(b'}');
    }
    out.push(b']');
    out.extend_from_slice(b",\"fix\":");
    if let Some(fix) = &diagnostic.fix {
        out.extend_from_slice(b"{\"safety\":");
        string(out, if fix.safety == Safety::Safe { "safe" } else { "unsafe" });
        out.extend_from_slice(b",\"edits\":");
        out.push(b'[');
        for (index, edit) in fix.edits.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            out.push(b'{');
            range(out, files, edit.file, edit.span);
            out.extend_from_slice(b",\"text\":");
            string(out, &edit.text);
            out.push(b'}');
        }
        out.extend_from_slice(b"]}");
    } else {
        out.extend_from_slice(b"null");
    }
    out.extend_from_slice(b",\"fingerprint\":");
    out.push(b'"');
    for shift in (0..16).rev() {
        let digit = (diagnostic.fingerprint >> (shift * 4)) & 0xf;
        out.push(HEX.get(digit as usize).copied().unwrap_or(b'0'));
    }
    out.extend_from_slice(b"\"}");
}

const HEX: &[u8; 16] = b"0123456789abcdef";

fn place(out: &mut Vec<u8>, files: &Files, label: &Label) {
    range(out, files, label.file, label.span);
}

/// `"file":…,"start":{…},"end":{…}`.
fn range(out: &mut Vec<u8>, files: &Files, file: crate::text::FileId, span: Span) {
    let Some(file) = files.get(file) else {
        return out.extend_from_slice(b"\"file\":null,\"start\":null,\"end\":null");
    };
    out.extend_from_slice(b"\"file\":");
    string(out, &file.path);
    let (start, end) = file.range(span);
    out.extend_from_slice(b",\"start\":");
    position(out, start, span.start);
    out.extend_from_slice(b",\"end\":");
    position(out, end, span.end);
}

fn position(out: &mut Vec<u8>, position: Position, offset: u32) {
    out.extend_from_slice(b"{\"line\":");
    number(out, position.line);
    out.extend_from_slice(b",\"column\":");
    number(out, position.column);
    out.extend_from_slice(b",\"offset\":");
    number(out, offset);
    out.push(b'}');
}

fn number(out: &mut Vec<u8>, mut number: u32) {
    let mut digits = [b'0'; 10];
    let mut at = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
        at -= 1;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(at..).unwrap_or(b"0"));
}

fn optional(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => string(out, text),
        None => out.extend_from_slice(b"null"),
    }
}

/// A string of RFC 8259 with the escapes that must be, and DEL, which terminals obey.
fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    // Nearly every text is written as it is; without an early end the walk takes many bytes at a time.
    let marked = |byte: u8| u8::from(byte == b'"') | u8::from(byte == b'\\');
    let odd = |byte: u8| marked(byte) | u8::from(byte < b' ') | u8::from(byte == 0x7f);
    if bytes.iter().fold(0, |any, &byte| any | odd(byte)) == 0 {
        out.extend_from_slice(bytes);
        return out.push(b'"');
    }
    let mut done = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0..=0x1f | 0x7f => b"\\u00",
            _ => continue,
        };
        out.extend_from_slice(bytes.get(done..at).unwrap_or(b""));
        out.extend_from_slice(escape);
        if escape.len() == 4 {
            for digit in [byte >> 4, byte & 0xf] {
                out.push(HEX.get(digit as usize).copied().unwrap_or(b'0'));
            }
        }
        done = at + 1;
    }
    out.extend_from_slice(bytes.get(done..).unwrap_or(b""));
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_read_back_as_they_were() {
        for text in ["", "plain", "\"\\\n\r\t\0\u{1f}\u{7f}", "日本 👩‍👩‍👧 \u{202e}"]
        {
            let mut out = Vec::new();
            string(&mut out, text);
            let read: serde_json::Value = serde_json::from_slice(&out).unwrap();
            assert_eq!(read.as_str(), Some(text));
        }
    }

    #[test]
    fn numbers_are_written_in_full() {
        for (value, text) in [(0, "0"), (7, "7"), (1_204, "1204"), (u32::MAX, "4294967295")] {
            let mut out = Vec::new();
            number(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }
}
