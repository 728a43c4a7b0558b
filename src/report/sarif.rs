//! `sarif`: SARIF 2.1.0 as GitHub's code scanning reads it.
//!
//! It shows rules by their help, alerts by `partialFingerprints`, the source's text by links in the
//! message to related locations, and an alert in a pull request only if every line of its region is
//! in the change: so a region has one line. Files with more than 25,000 results are refused; the
//! best of them are left out, and a notification says how many. One run a file, under one id for
//! all its locales: an upload replaces the alerts of the same id, so that a locale whose last fault
//! is mended does not keep it.

use super::{
    Run, Style, hex, in_repository, repository_path, sides::first_line, window, worst, write_json,
};
use crate::{
    diagnostic::{Confidence, Diagnostic, Fix, Severity},
    rules::page::Page,
    text::{FileId, SourceFile, Span},
};
use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{self, Write},
};

/// Results that code scanning takes.
const RESULTS: usize = 25_000;
/// Characters of a rule's description that it takes.
const DESCRIPTION: usize = 1024;

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    write_limited(out, run, style, RESULTS)
}

fn write_limited(
    out: &mut dyn Write,
    run: &Run<'_>,
    style: &Style,
    limit: usize,
) -> io::Result<()> {
    let kept: Option<BTreeSet<usize>> =
        (run.diagnostics.len() > limit).then(|| worst(run, limit).into_iter().collect());
    let ids: BTreeSet<&str> = run.diagnostics.iter().map(|it| &*it.rule).collect();
    let indices: BTreeMap<&str, usize> =
        ids.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let rules: Vec<Value> = ids.iter().map(|id| rule(id, run.page(id))).collect();

    let category = match run.locales {
        [locale] => format!("loclint/{locale}/"),
        _ => "loclint/".to_owned(),
    };
    let mut invocation = json!({ "executionSuccessful": true });
    if kept.is_some() {
        let words = format!(
            "{} of {} findings were left out: code scanning takes no more than {limit}",
            run.diagnostics.len() - limit,
            run.diagnostics.len()
        );
        let notification = json!({ "level": "warning", "message": { "text": words } });
        if let Some(invocation) = invocation.as_object_mut() {
            invocation.insert("toolExecutionNotifications".to_owned(), json!([notification]));
        }
    }
    let driver = json!({
        "name": "loclint",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });

    let mut buffer = Vec::with_capacity(1 << 17);
    buffer.extend_from_slice(
        b"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
          \"runs\":[{\n\"tool\":",
    );
    write_json(&mut buffer, &json!({ "driver": driver }))?;
    buffer.extend_from_slice(b",\n\"automationDetails\":");
    write_json(&mut buffer, &json!({ "id": category }))?;
    buffer.extend_from_slice(b",\n\"invocations\":");
    write_json(&mut buffer, &json!([invocation]))?;
    buffer.extend_from_slice(b",\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[");
    let mut first = true;
    for (index, diagnostic) in run.diagnostics.iter().enumerate() {
        if kept.as_ref().is_some_and(|kept| !kept.contains(&index)) {
            continue;
        }
        buffer.extend_from_slice(if std::mem::take(&mut first) { b"\n" } else { b",\n" });
        let rule_index = indices.get(&*diagnostic.rule).copied().unwrap_or(0);
        write_json(&mut buffer, &result(run, diagnostic, rule_index, style))?;
        if buffer.len() >= 1 << 16 {
            out.write_all(&buffer)?;
            buffer.clear();
        }
    }
    buffer.extend_from_slice(b"\n]}]}\n");
    out.write_all(&buffer)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// What is said of a rule, from its page.
fn rule(id: &str, page: Option<&Page>) -> Value {
    let Some(page) = page else {
        let text = json!({ "text": id });
        return json!({
            "id": id, "shortDescription": text, "fullDescription": text, "help": text,
        });
    };
    let meta = &page.meta;
    let body = page.body();
    let mut help = format!("# {id}\n\n{}\n", body.about);
    for title in ["Options", "When to allow it"] {
        if let Some(text) = body.section(title) {
            let _ = write!(help, "\n## {title}\n\n{text}\n");
        }
    }
    let precision = match meta.confidence {
        Confidence::High => "very-high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    };
    let problem = match meta.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    };
    let tags: BTreeSet<&str> = ["localization", meta.group(), &meta.its].into();
    let first = body.about.split("\n\n").next().unwrap_or("").replace('\n', " ");
    json!({
        "id": id,
        "shortDescription": { "text": meta.summary },
        "fullDescription": { "text": clipped(first.trim(), DESCRIPTION) },
        "help": { "text": body.about, "markdown": help },
        "defaultConfiguration": { "level": level(meta.severity) },
        "properties": {
            "precision": precision,
            "problem.severity": problem,
            "tags": tags,
        },
    })
}

/// At most so many UTF-16 units of a text, with an ellipsis where it was cut.
fn clipped(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut units = 1;
    let kept = text.chars().take_while(|character| {
        units += character.len_utf16();
        units <= most
    });
    kept.chain(['…']).collect()
}

fn result(run: &Run<'_>, diagnostic: &Diagnostic, rule_index: usize, style: &Style) -> Value {
    let mut message = bracketed(&diagnostic.message);
    let mut related = Vec::new();
    let places: Vec<(FileId, Span, &str)> = {
        let labels = diagnostic.related.iter();
        let labels = labels.map(|it| (it.file, it.span, it.message.as_str()));
        let mut places: Vec<_> = labels.collect();
        if let Some(source) = &diagnostic.source
            && !places
                .iter()
                .any(|(file, span, _)| *file == source.file && source.span.contains(*span))
        {
            places.push((source.file, source.span, "the source's text"));
        }
        places
    };
    for (file, span, words) in places {
        let Some(file) = run.files.get(file) else { continue };
        let path = repository_path(&file.path, style);
        let words = if words.is_empty() { "see also" } else { words };
        let words = words.replace(['[', ']'], "");
        if in_repository(&path) {
            let id = related.len() + 1;
            let _ = write!(message, "\n[{words}]({id})");
            let text = json!({ "text": bracketed(&words) });
            related.push(json!({
                "id": id, "message": text, "physicalLocation": physical(file, span, style),
            }));
        } else {
            let _ = write!(message, "\n{words}");
        }
        let text = window::visible(span.of_text(&file.text).trim(), false);
        if !text.is_empty() {
            let _ = write!(message, ": {}", bracketed(&clipped(&text, 300)));
        }
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\nhelp: {}", bracketed(help));
    }

    let location = run
        .files
        .get(diagnostic.primary.file)
        .map(|file| json!({ "physicalLocation": physical(file, diagnostic.primary.span, style) }));
    let mut result = Map::new();
    let mut set = |key: &str, value: Value| {
        result.insert(key.to_owned(), value);
    };
    set("ruleId", json!(&*diagnostic.rule));
    set("ruleIndex", json!(rule_index));
    set("level", json!(level(diagnostic.severity)));
    set("message", json!({ "text": message }));
    set("locations", location.into_iter().collect());
    let fingerprint = format!("{}:1", hex(diagnostic.fingerprint));
    set("partialFingerprints", json!({ "primaryLocationLineHash": fingerprint }));
    if !related.is_empty() {
        set("relatedLocations", Value::Array(related));
    }
    if let Some(fix) = &diagnostic.fix {
        set("fixes", json!([repair(run, fix, diagnostic.help.as_deref(), style)]));
    }
    let mut properties = Map::new();
    if let Some(segment) = &diagnostic.segment {
        properties.insert("segment".to_owned(), json!(segment));
    }
    if let Some(locale) = &diagnostic.locale {
        properties.insert("locale".to_owned(), json!(locale));
    }
    if !properties.is_empty() {
        set("properties", Value::Object(properties));
    }
    Value::Object(result)
}

/// Text of a message, in which brackets would be links. Controls are shown by name.
fn bracketed(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| window::visible(line, false)).collect();
    let text = lines.join("\n");
    text.replace('[', "\\[").replace(']', "\\]")
}

fn physical(file: &SourceFile, span: Span, style: &Style) -> Value {
    let (start, end) = (file.position(span.start), {
        let line = first_line(file, span);
        file.position(line.end)
    });
    json!({
        "artifactLocation": { "uri": uri(&repository_path(&file.path, style)) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    })
}

fn repair(run: &Run<'_>, fix: &Fix, help: Option<&str>, style: &Style) -> Value {
    let mut changes: BTreeMap<FileId, Vec<Value>> = BTreeMap::new();
    for edit in &fix.edits {
        let Some(file) = run.files.get(edit.file) else { continue };
        let (start, end) = (file.position(edit.span.start), file.position(edit.span.end));
        let mut replacement = json!({
            "deletedRegion": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        });
        if let (false, Some(replacement)) = (edit.text.is_empty(), replacement.as_object_mut()) {
            replacement.insert("insertedContent".to_owned(), json!({ "text": edit.text }));
        }
        changes.entry(edit.file).or_default().push(replacement);
    }
    let changes: Vec<Value> = changes
        .into_iter()
        .filter_map(|(file, replacements)| {
            let uri = uri(&repository_path(&run.files.get(file)?.path, style));
            Some(json!({ "artifactLocation": { "uri": uri }, "replacements": replacements }))
        })
        .collect();
    let words = bracketed(help.unwrap_or("apply the fix"));
    json!({ "description": { "text": words }, "artifactChanges": changes })
}

/// A path as a URI reference: what RFC 3986 does not leave unreserved is escaped, so that no first
/// part looks like a scheme.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 8);
    if path.as_bytes().get(1) == Some(&b':') {
        out.push_str("file:///");
    } else if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagnostic::Label, report::Summary, text::Files};

    #[test]
    fn uris_are_relative_and_escaped() {
        assert_eq!(uri("docs/a b#1.md"), "docs/a%20b%231.md");
        assert_eq!(uri("日本/50%.md"), "%E6%97%A5%E6%9C%AC/50%25.md");
        assert_eq!(uri("/srv/a.md"), "file:///srv/a.md");
        assert_eq!(uri("C:/a:b.md"), "file:///C%3A/a%3Ab.md");
    }

    #[test]
    fn brackets_are_no_links_but_ours() {
        assert_eq!(bracketed("lost [text](1)"), "lost \\[text\\](1)");
    }

    #[test]
    fn the_mildest_are_left_out_and_that_is_said() {
        let mut files = Files::default();
        let file = files.add(SourceFile::new("a.md", "one two three\n"));
        let found: Vec<Diagnostic> = (0..9)
            .map(|number| {
                let severity = if number % 3 == 0 { Severity::Error } else { Severity::Info };
                let (span, window) = (Span::new(4, 7), Span::new(0, 13));
                let label = Label { file, span, window, message: String::new() };
                Diagnostic::new("a/b", severity, number.to_string(), label)
            })
            .collect();
        let summary = Summary::of(1, 0, &found);
        let run = Run { files: &files, diagnostics: &found, summary, pages: &[], locales: &[] };
        let mut out = Vec::new();
        write_limited(&mut out, &run, &Style::default(), 4).unwrap();
        let read: Value = serde_json::from_slice(&out).unwrap();
        let results = read["runs"][0]["results"].as_array().unwrap();
        let kept: Vec<_> =
            results.iter().map(|it| it["message"]["text"].as_str().unwrap()).collect();
        assert_eq!(kept, ["0", "1", "3", "6"], "in their order");
        let told = &read["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
        assert!(told["message"]["text"].as_str().unwrap().starts_with("5 of 9 findings"));
    }
}
