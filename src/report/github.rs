//! `github`: annotations, as the Actions runner's `ActionCommand.cs` reads them.
//!
//! The runner keeps ten annotations of each level of a step and drops the others in silence, cuts
//! messages at 4,096 UTF-16 units, and drops both columns where a range has two lines. So the worst
//! findings come first, repeats are folded, and the tenth says how many more there are.

use super::{Run, Style, count, grouped, window};
use crate::{
    diagnostic::{Diagnostic, Severity},
    text::FileId,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{self, Write},
};

/// Annotations of each level that the runner keeps.
const LIMIT: usize = 10;
/// UTF-16 units of a message that the runner keeps.
const MESSAGE: usize = 4096;

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    let mut buffer = String::new();
    for severity in Severity::ALL.into_iter().rev() {
        level(&mut buffer, run, severity, style);
    }
    out.write_all(buffer.as_bytes())
}

fn level(out: &mut String, run: &Run<'_>, severity: Severity, style: &Style) {
    let of_level = |diagnostic: &&Diagnostic| diagnostic.severity == severity;
    // One fault said twice is one annotation: same rule, same words.
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for diagnostic in run.diagnostics.iter().filter(of_level) {
        let next = groups.len();
        let index = *known.entry((&diagnostic.rule, &diagnostic.message)).or_insert(next);
        match groups.get_mut(index) {
            Some(group) => group.push(diagnostic),
            None => groups.push(vec![diagnostic]),
        }
    }
    // The surest first; the order of places is kept among equals.
    groups.sort_by_key(|group| {
        std::cmp::Reverse(group.first().map(|diagnostic| diagnostic.confidence))
    });

    let rest = groups.get(LIMIT..).unwrap_or(&[]);
    let shown = groups.len().min(LIMIT);
    for (index, group) in groups.iter().take(LIMIT).enumerate() {
        let Some(first) = group.first() else { continue };
        let mut message = message(run, first);
        if let [_, more @ ..] = group.as_slice()
            && !more.is_empty()
        {
            let files: BTreeSet<FileId> = group.iter().map(|one| one.primary.file).collect();
            let _ = write!(
                message,
                "\n+{} more of the same in {}",
                grouped(more.len()),
                count(files.len(), "file")
            );
        }
        let mut tail = String::new();
        if index + 1 == shown && !rest.is_empty() {
            tail = more_of_level(rest, severity);
        }
        annotation(out, run, first, &message, &tail, style);
    }
}

/// `+14 more errors in 6 files: 9 a/b, 5 c/d`.
fn more_of_level(rest: &[Vec<&Diagnostic>], severity: Severity) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    let mut files: BTreeSet<FileId> = BTreeSet::new();
    let mut findings = 0;
    for one in rest.iter().flatten() {
        *rules.entry(&one.rule).or_default() += 1;
        files.insert(one.primary.file);
        findings += 1;
    }
    let mut rules: Vec<(&str, usize)> = rules.into_iter().collect();
    rules.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let rules: Vec<String> =
        rules.iter().map(|(rule, number)| format!("{} {rule}", grouped(*number))).collect();
    format!(
        "\n+{} in {}, see the log: {}",
        count(findings, &format!("more {severity}")),
        count(files.len(), "file"),
        rules.join(", ")
    )
}

/// What the annotation says: the message, the source's text, what to do.
fn message(run: &Run<'_>, diagnostic: &Diagnostic) -> String {
    let mut message = diagnostic.message.clone();
    for label in &diagnostic.related {
        let Some(file) = run.files.get(label.file) else { continue };
        let text = label.span.of_text(&file.text).trim();
        if text.is_empty() {
            continue;
        }
        let place = file.position(label.span.start);
        let words = if label.message.is_empty() { "see also" } else { &label.message };
        let path = if label.file == diagnostic.primary.file { "" } else { file.path.as_str() };
        let between = if path.is_empty() { "" } else { ":" };
        let text: String = text.chars().take(300).collect();
        let _ =
            write!(message, "\n{words} ({path}{between}{}:{}): {text}", place.line, place.column);
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\nhelp: {help}");
    }
    message
}

fn annotation(
    out: &mut String,
    run: &Run<'_>,
    diagnostic: &Diagnostic,
    message: &str,
    tail: &str,
    style: &Style,
) {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let _ = write!(out, "::{command} title={}", property(&diagnostic.rule));
    if let Some(file) = run.files.get(diagnostic.primary.file) {
        let span = diagnostic.primary.span;
        // A stretch that ends with its line is of that line, not of the next.
        let kept = span.of_text(&file.text).trim_end_matches(['\n', '\r']).len() as u32;
        let (start, end) = (file.position(span.start), file.position(span.start + kept));
        let path = format!("{}{}", style.prefix, file.path);
        let _ = write!(out, ",file={},line={},endLine={}", property(&path), start.line, end.line);
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
    }
    let room = MESSAGE.saturating_sub(tail.encode_utf16().count() + 1);
    let mut units = 0;
    let mut kept = String::new();
    for character in message.chars() {
        units += character.len_utf16();
        if units > room {
            kept.push('…');
            break;
        }
        kept.push(character);
    }
    let _ = writeln!(out, "::{}{}", data(&kept), data(tail));
}

/// Escapes the text of a command: the percent sign first. Controls are shown by name, so that no
/// carriage return is left to escape.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| window::visible(line, false)).collect();
    lines.join("\n").replace('%', "%25").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
