//! `gitlab`: a Code Quality report of GitLab, an array of Code Climate issues.
//!
//! GitLab takes two issues with one fingerprint for one: so the path is part of it, and a count.

use super::{Run, Style, hex, repository_path, sides::first_source, window, write_json};
use crate::diagnostic::{Diagnostic, Severity, fingerprint};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    let mut buffer = vec![b'['];
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for (index, diagnostic) in run.diagnostics.iter().enumerate() {
        buffer.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        write_json(&mut buffer, &issue(run, diagnostic, &mut counts, style))?;
        if buffer.len() >= 1 << 16 {
            out.write_all(&buffer)?;
            buffer.clear();
        }
    }
    buffer.extend_from_slice(if run.diagnostics.is_empty() { b"]\n" } else { b"\n]\n" });
    out.write_all(&buffer)
}

fn issue(
    run: &Run<'_>,
    diagnostic: &Diagnostic,
    counts: &mut BTreeMap<u64, usize>,
    style: &Style,
) -> Value {
    let file = run.files.get(diagnostic.primary.file);
    let path = file.map_or(String::new(), |file| repository_path(&file.path, style));
    let print = fingerprint([path.as_str(), &hex(diagnostic.fingerprint)]);
    let count = counts.entry(print).or_default();
    *count += 1;
    let print = if *count == 1 { print } else { fingerprint([&*hex(print), &*count.to_string()]) };

    let mut description = window::visible(&diagnostic.message, false);
    if let Some(source) = first_source(run.files, diagnostic) {
        description.push_str("; ");
        description.push_str(&source);
    }
    let (start, end) = file.map_or(((1, 1), (1, 1)), |file| {
        let span = diagnostic.primary.span;
        let kept = span.of_text(&file.text).trim_end_matches(['\n', '\r']).len() as u32;
        let (start, end) = (file.position(span.start), file.position(span.start + kept));
        ((start.line, start.column), (end.line, end.column))
    });
    json!({
        "description": description,
        "check_name": &*diagnostic.rule,
        "fingerprint": hex(print),
        "severity": match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        "location": {
            "path": path,
            "positions": {
                "begin": { "line": start.0, "column": start.1 },
                "end": { "line": end.0, "column": end.1 },
            },
        },
    })
}
