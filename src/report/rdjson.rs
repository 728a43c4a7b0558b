//! `rdjson`: the Reviewdog Diagnostic Format. Its columns count UTF-8 bytes from 1, and an end is the
//! place after the last byte.

use super::{Run, Style, window, write_json};
use crate::{
    diagnostic::{Diagnostic, Fix, Severity},
    text::{FileId, SourceFile, Span},
};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, _: &Style) -> io::Result<()> {
    let mut buffer = b"{\"source\":{\"name\":\"loclint\"},\"diagnostics\":[".to_vec();
    for (index, diagnostic) in run.diagnostics.iter().enumerate() {
        buffer.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        write_json(&mut buffer, &entry(run, diagnostic))?;
        if buffer.len() >= 1 << 16 {
            out.write_all(&buffer)?;
            buffer.clear();
        }
    }
    buffer.extend_from_slice(if run.diagnostics.is_empty() { b"]}\n" } else { b"\n]}\n" });
    out.write_all(&buffer)
}

fn entry(run: &Run<'_>, diagnostic: &Diagnostic) -> Value {
    let mut message = window::visible(&diagnostic.message, false);
    if let Some(help) = &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(&window::visible(help, false));
    }
    let mut entry = Map::new();
    let mut set = |key: &str, value: Value| {
        entry.insert(key.to_owned(), value);
    };
    set("message", json!(message));
    set("location", location(run, diagnostic.primary.file, diagnostic.primary.span));
    let severity = match diagnostic.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    };
    set("severity", json!(severity));
    set("code", json!({ "value": &*diagnostic.rule }));
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|label| {
            let words = if label.message.is_empty() { "see also" } else { &label.message };
            json!({
                "message": window::visible(words, false),
                "location": location(run, label.file, label.span),
            })
        })
        .collect();
    if !related.is_empty() {
        set("related_locations", Value::Array(related));
    }
    let file = run.files.get(diagnostic.primary.file);
    if let (Some(fix), Some(file)) = (&diagnostic.fix, file)
        && let Some(suggestion) = suggestion(fix, diagnostic.primary.file, file)
    {
        set("suggestions", json!([suggestion]));
    }
    Value::Object(entry)
}

fn location(run: &Run<'_>, file: FileId, span: Span) -> Value {
    let Some(file) = run.files.get(file) else { return json!({ "path": "" }) };
    json!({ "path": file.path, "range": range(file, span) })
}

fn range(file: &SourceFile, span: Span) -> Value {
    let (start, end) = (file.position(span.start), file.position(span.end));
    json!({
        "start": { "line": start.line, "column": start.byte },
        "end": { "line": end.line, "column": end.byte },
    })
}

/// The edits of a fix as one: suggestions are applied one by one, and these belong together. A fix
/// in another file cannot be suggested here.
fn suggestion(fix: &Fix, id: FileId, file: &SourceFile) -> Option<Value> {
    if fix.edits.iter().any(|edit| edit.file != id) {
        return None;
    }
    let (first, last) = (fix.edits.first()?, fix.edits.last()?);
    let whole = Span { start: first.span.start, end: last.span.end.max(first.span.start) };
    let mut text = String::new();
    let mut done = whole.start;
    for edit in &fix.edits {
        text.push_str(file.text.get(done as usize..edit.span.start as usize)?);
        text.push_str(&edit.text);
        done = edit.span.end;
    }
    Some(json!({ "range": range(file, whole), "text": text }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Edit, Safety};

    #[test]
    fn edits_that_belong_together_are_one_suggestion() {
        let file = SourceFile::new("a.md", "é [x ](y) z\n");
        let id = FileId(0);
        let edit = |start, end, text: &str| Edit {
            file: id,
            span: Span::new(start, end),
            text: text.to_owned(),
        };
        let mut fix = Fix { safety: Safety::Safe, edits: vec![edit(5, 6, ""), edit(8, 9, "q")] };
        let found = suggestion(&fix, id, &file).unwrap();
        assert_eq!(found["text"], "](q");
        let range = &found["range"];
        assert_eq!((&range["start"]["column"], &range["end"]["column"]), (&6.into(), &10.into()));
        fix.edits[1].file = FileId(1);
        assert!(suggestion(&fix, id, &file).is_none());
    }
}
