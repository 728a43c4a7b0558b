//! The grammar of front matter: the block of YAML between `---` lines at the start of an article (or
//! of TOML between `+++` lines), with a span for every key and value.
//!
//! [`parse`] finds the block and reads it, [`yaml`] reads any other YAML with spans: settings, rule
//! pages. Both see YAML 1.2 as granit-parser reads it, and nothing else of the program knows that
//! crate. Lines of the kind `key: value`, which are nearly all of what stands in articles, are read
//! by `flat`, which gives exactly what granit would give or nothing.
//!
//! What is no YAML is read once more entry by entry, so that one bad line does not hide the others
//! and its cause can be told in words (`explain`). Aliases are never expanded, nesting ends at
//! [`MAX_DEPTH`] and a text at [`MAX_BYTES`], so that no text costs more than its length.

use super::toml;
use crate::ast::{
    Entry, FrontMatter, FrontMatterKind, Scalar, ScalarStyle, Value, ValueKind, YamlProblem,
    YamlProblemKind,
};
use crate::text::Span;
use granit_parser::{ErrorKind, Event, Parser, options};
use memchr::{memchr, memchr_iter, memchr2};
use std::collections::HashMap;

/// The most bytes of YAML that are read.
pub const MAX_BYTES: usize = 1 << 20;

/// The deepest nesting of lists and of mappings that is read.
pub const MAX_DEPTH: usize = 64;

/// After so many faults the rest of a front matter is not read.
const MAX_FAULTS: usize = 100;

/// The front matter of an article; `None` where there is none. Spans count bytes of `text`.
///
/// An article that starts with a thematic break has none: what follows the first `---` must look
/// like YAML, and where no second `---` closes it must look much like it. A byte order mark and blank
/// lines may stand before it (which is a problem that the block then holds).
pub fn parse(text: &str) -> Option<FrontMatter> {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let start = skip_blank_lines(text, mark);
    let opening = line_at(text, start);
    let content = opening.of_text(text).trim_end();
    let mut front_matter = match content {
        "---" => yaml_block(text, opening)?,
        "+++" => toml_block(text, opening)?,
        _ => unopened_block(text, opening)?,
    };
    if start > 0 {
        let before = if mark > 0 { "a byte order mark stands" } else { "blank lines stand" };
        front_matter.problems.push(YamlProblem {
            span: Span::new(0, if mark > 0 { mark } else { start }),
            kind: YamlProblemKind::NotAtStart,
            message: format!("{before} before the front matter"),
            related: None,
        });
    }
    front_matter.problems.sort_by_key(|problem| problem.span);
    Some(front_matter)
}

/// Reads a text as one YAML document: its value (`None` for an empty document and for one that does
/// not parse) and what is wrong with it. Spans count bytes of the text in which `text` starts at byte
/// `offset`; that larger text is also the one to hand to [`Scalar::meaning`].
pub fn yaml(text: &str, offset: u32) -> (Option<Value>, Vec<YamlProblem>) {
    let mut problems = Vec::new();
    if let Some(problem) = too_large(text, offset) {
        return (None, vec![problem]);
    }
    let value = match document(text, offset, &mut problems) {
        Ok(value) => value,
        Err(fault) => {
            problems.push(explain(text, offset, &fault));
            None
        }
    };
    if let Some(value) = &value {
        duplicate_keys(text, offset, [value], &mut problems);
    }
    (value, problems)
}

/// Reads a text as one YAML mapping: its entries, and what is wrong with it; that it is no mapping is
/// a problem too, an empty document is not. Spans as for [`yaml`].
pub fn mapping(text: &str, offset: u32) -> (Vec<Entry>, Vec<YamlProblem>) {
    let (value, mut problems) = yaml(text, offset);
    match value {
        Some(Value { kind: ValueKind::Map(entries), .. }) => return (entries, problems),
        Some(value) => problems.push(YamlProblem {
            span: value.span,
            kind: YamlProblemKind::NotAMapping,
            message: "this is no mapping of keys to values".to_string(),
            related: None,
        }),
        None => {}
    }
    (Vec::new(), problems)
}

// Finding the block.

/// The line at `start`, its ending included.
fn line_at(text: &str, start: usize) -> Span {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    Span::new(start, start + memchr(b'\n', rest).map_or(rest.len(), |at| at + 1))
}

/// The start of the first line at or after `start` that is not blank; `start` if all are.
fn skip_blank_lines(text: &str, start: usize) -> usize {
    let mut at = start;
    while at < text.len() {
        let line = line_at(text, at);
        if !line.of_text(text).trim().is_empty() {
            return at;
        }
        at = line.end as usize;
    }
    start
}

/// The line that consists of `fence` and white space, behind the line that ends at `from`.
fn closing_line(text: &str, from: usize, fence: &str) -> Option<Span> {
    let bytes = text.as_bytes();
    let before = from.checked_sub(1)?;
    memchr_iter(b'\n', bytes.get(before..)?).map(|at| before + at + 1).find_map(|start| {
        let rest = text.get(start..)?.strip_prefix(fence)?;
        let line = line_at(text, start);
        rest.get(..line.len() - fence.len())?.trim_ascii().is_empty().then_some(line)
    })
}

/// A block that opens with `---`.
fn yaml_block(text: &str, opening: Span) -> Option<FrontMatter> {
    let start = opening.end as usize;
    let Some(closing) = closing_line(text, start, "---") else {
        return unclosed_block(text, opening, text.len());
    };
    let body = Span { start: opening.end, end: closing.start };
    let words = || body.of_text(text).lines().filter(|line| !line.trim().is_empty());
    let first = words().find(|line| !line.starts_with('#')).unwrap_or("").trim_start();
    let likely = body.is_empty()
        || key_of(first).is_some()
        || nearly_key(first)
        || (first.starts_with('{') && first.trim_end().ends_with('}'));
    // How many lines are keys, and how many are not.
    let counts = || {
        let keys = words().filter(|line| key_of(line).is_some()).count();
        (keys, words().count() - keys)
    };
    // Prose between two thematic breaks is no front matter; a few odd lines among keys are.
    if !likely && matches!(counts(), (keys, others) if keys == 0 || keys < others) {
        return None;
    }
    let mut front_matter = FrontMatter {
        span: Span { start: opening.start, end: closing.end },
        body,
        kind: FrontMatterKind::Yaml,
        closed: true,
        entries: Vec::new(),
        problems: Vec::new(),
    };
    read_body(text, &mut front_matter);
    let invalid = |problem: &YamlProblem| problem.kind != YamlProblemKind::DuplicateKey;
    if !front_matter.problems.iter().any(invalid) {
        return Some(front_matter);
    }
    let small = first.starts_with(|c: char| c.is_ascii_lowercase());
    if !small && matches!(counts(), (keys, others) if keys <= others) {
        return None;
    }
    if let Some(unclosed) = unclosed_block(text, opening, closing.start as usize) {
        // The `---` that seems to close it is a thematic break further down.
        let after = Span { start: unclosed.span.end, end: closing.start }.of_text(text);
        let prose = after.lines().any(|line| line.starts_with('#') || line.trim().is_empty());
        if prose && after.lines().any(|line| !line.trim().is_empty()) {
            return Some(unclosed);
        }
    }
    Some(front_matter)
}

/// A block that opens with `---` and is not closed before `limit`, if it looks much like one.
fn unclosed_block(text: &str, opening: Span, limit: usize) -> Option<FrontMatter> {
    let start = opening.end as usize;
    let (end, keys) = yaml_lines(text, start, limit);
    let first = line_at(text, start).of_text(text);
    let written_small = first.starts_with(|c: char| c.is_ascii_lowercase());
    if keys == 0 || (keys == 1 && !written_small) {
        return None;
    }
    let body = Span::new(start, end);
    let next = line_at(text, end);
    let damaged = damaged_fence(next.of_text(text));
    let mut front_matter = FrontMatter {
        span: Span { start: opening.start, end: if damaged { next.end } else { body.end } },
        body,
        kind: FrontMatterKind::Yaml,
        closed: false,
        entries: Vec::new(),
        problems: Vec::new(),
    };
    read_body(text, &mut front_matter);
    front_matter.problems.push(if damaged {
        let fence = next.of_text(text).trim_end();
        unclosed(Span::of(text, fence), "this line should be three hyphens and nothing else")
    } else {
        let fence = opening.of_text(text).trim_end();
        unclosed(Span::of(text, fence), "no line of three hyphens closes the front matter")
    });
    Some(front_matter)
}

fn unclosed(span: Span, message: &str) -> YamlProblem {
    let kind = YamlProblemKind::Unclosed;
    YamlProblem { span, kind, message: message.to_string(), related: None }
}

/// A block whose opening `---` is missing or damaged: at least two lines of lower-case keys, nothing
/// else, and a closing `---`.
fn unopened_block(text: &str, first: Span) -> Option<FrontMatter> {
    let damaged = damaged_fence(first.of_text(text));
    let body_start = if damaged { first.end } else { first.start };
    let small = |line: &str| line.starts_with(|c: char| c.is_ascii_lowercase());
    let key = line_at(text, body_start as usize).of_text(text);
    if !small(key) || key_of(key).is_none() {
        return None;
    }
    let closing = closing_line(text, first.end as usize, "---")?;
    let body = Span { start: body_start, end: closing.start };
    let (end, keys) = yaml_lines(text, body.start as usize, body.end as usize);
    let blank = body.of_text(text).lines().any(|line| line.trim().is_empty());
    if keys < 2 || blank || end != body.end as usize {
        return None;
    }
    let mut front_matter = FrontMatter {
        span: Span { start: first.start, end: closing.end },
        body,
        kind: FrontMatterKind::Yaml,
        closed: true,
        entries: Vec::new(),
        problems: Vec::new(),
    };
    read_body(text, &mut front_matter);
    let (span, message) = if damaged {
        let fence = Span::of(text, first.of_text(text).trim_end());
        (fence, "this line should be three hyphens and nothing else")
    } else {
        (Span::at(first.start as usize), "no line of three hyphens opens the front matter")
    };
    let kind = YamlProblemKind::Unopened;
    front_matter.problems.push(YamlProblem {
        span,
        kind,
        message: message.to_string(),
        related: None,
    });
    Some(front_matter)
}

/// A block of TOML.
fn toml_block(text: &str, opening: Span) -> Option<FrontMatter> {
    let start = opening.end as usize;
    let looks = |line: &str| {
        line.starts_with(['[', '#'])
            || line.split_once('=').is_some_and(|(key, _)| !key.trim().is_empty())
    };
    let mut end = start;
    let closing = closing_line(text, start, "+++");
    if closing.is_none() {
        while end < text.len() && looks(line_at(text, end).of_text(text)) {
            end = line_at(text, end).end as usize;
        }
        if end == start {
            return None;
        }
    }
    let body = Span::new(start, closing.map_or(end, |closing| closing.start as usize));
    let fence = Span::of(text, opening.of_text(text).trim_end());
    let (entries, mut problems) = match too_large(body.of_text(text), body.start) {
        Some(problem) => (Vec::new(), vec![problem]),
        None => toml::read(text, body),
    };
    if closing.is_none() {
        problems.push(unclosed(fence, "no line of three plus signs closes the front matter"));
    }
    Some(FrontMatter {
        span: Span { start: opening.start, end: closing.map_or(body.end, |closing| closing.end) },
        body,
        kind: FrontMatterKind::Toml,
        closed: closing.is_some(),
        entries,
        problems,
    })
}

/// How far the lines from `start` look like YAML (the end of the last one), and how many of them are
/// keys. Headings and what follows a blank line, unless it is a key in lower case, do not.
fn yaml_lines(text: &str, start: usize, limit: usize) -> (usize, usize) {
    let (mut end, mut keys) = (start, 0);
    let mut after_blank = false;
    let mut at = start;
    while at < limit {
        let span = line_at(text, at);
        at = span.end as usize;
        let line = span.of_text(text).trim_end();
        if line.is_empty() {
            after_blank = true;
            continue;
        }
        let key = key_of(line).is_some() || nearly_key(line);
        let small = line.starts_with(|c: char| c.is_ascii_lowercase());
        let goes_on = keys > 0
            && !after_blank
            && !damaged_fence(line)
            && (line.starts_with([' ', '\t', ']', '}']) || line.starts_with("- ") || line == "-");
        if !(key && (small || !after_blank) || goes_on) {
            break;
        }
        keys += usize::from(key);
        after_blank = false;
        end = at.min(limit);
    }
    (end, keys)
}

/// The key of a line `key: …` or `key:`: without white space, quoted or of the characters that keys
/// are made of.
fn key_of(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let colon = match line.find(": ").or_else(|| line.find(":\t")) {
        Some(at) => at,
        None => line.strip_suffix(':')?.len(),
    };
    let key = line.get(..colon)?;
    let quotes = ['"', '\''];
    let bare = quotes
        .iter()
        .find_map(|&quote| key.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(key);
    let of_keys = |c: char| c.is_alphanumeric() || "_.-:/$@".contains(c);
    let starts = bare.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
    (starts && bare.len() <= 128 && bare.chars().all(of_keys)).then_some(key)
}

/// Whether a line is a key in ASCII whose colon is full-width or lacks its space.
fn nearly_key(line: &str) -> bool {
    misspelt_colon(line).is_some()
}

/// The colon of such a line, as bytes of the line.
fn misspelt_colon(line: &str) -> Option<Span> {
    let key = line.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_.-".contains(b)).count();
    let rest = line.get(key..)?;
    if key == 0 || line.starts_with('-') {
        return None;
    }
    if rest.starts_with('：') {
        return Some(Span::new(key, key + '：'.len_utf8()));
    }
    let value = rest.strip_prefix(':')?;
    let spaced = value.is_empty() || value.starts_with([' ', '\t', '/', ':']);
    (!spaced && !value.trim_end().ends_with(':')).then(|| Span::new(key, key + 1))
}

/// Whether a line is made of hyphens or their look-alikes and was meant as a fence.
fn damaged_fence(line: &str) -> bool {
    let line = line.trim();
    let dash =
        |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '=' | '_');
    // Typographic replacement makes one long dash of three hyphens.
    let long = line.chars().next().is_some_and(|c| c != '-' && c != '=' && c != '_');
    !line.is_empty() && line != "---" && (long || line.len() > 1) && line.chars().all(dash)
        || line == "- - -"
}

// Reading the body.

/// A body that does not parse: where, and what granit says.
struct Fault {
    /// Byte of the text that was read.
    at: usize,
    kind: ErrorKind,
}

/// Reads the body of a block of YAML into its entries and problems.
fn read_body(text: &str, front_matter: &mut FrontMatter) {
    let body = front_matter.body.of_text(text);
    let offset = front_matter.body.start;
    if let Some(problem) = too_large(body, offset) {
        front_matter.problems.push(problem);
        return;
    }
    let problems = &mut front_matter.problems;
    front_matter.entries = match flat(body, offset) {
        Some(entries) => entries,
        None => entries(body, offset, problems),
    };
    let values = front_matter.entries.iter().map(|entry| &entry.value);
    duplicate_entries(text, 0, &front_matter.entries, problems);
    duplicate_keys(text, 0, values, problems);
}

fn too_large(text: &str, offset: u32) -> Option<YamlProblem> {
    (text.len() > MAX_BYTES).then(|| YamlProblem {
        span: Span::new(0, line_at(text, 0).of_text(text).trim_end().len()).shifted(offset),
        kind: YamlProblemKind::Invalid,
        message: format!("more than {MAX_BYTES} bytes of YAML are not read"),
        related: None,
    })
}

/// The entries of a mapping, read by granit; entry by entry where it is no mapping as a whole.
fn entries(body: &str, offset: u32, problems: &mut Vec<YamlProblem>) -> Vec<Entry> {
    let mut own = Vec::new();
    let whole = document(body, offset, &mut own);
    let whole = match whole {
        Ok(None) => {
            problems.append(&mut own);
            return Vec::new();
        }
        Ok(Some(Value { kind: ValueKind::Map(entries), .. })) => {
            problems.append(&mut own);
            return entries;
        }
        Ok(Some(value)) => YamlProblem {
            span: value.span,
            kind: YamlProblemKind::NotAMapping,
            message: "the front matter holds no keys".to_string(),
            related: None,
        },
        Err(fault) => explain(body, offset, &fault),
    };
    let before = problems.len();
    let mut entries = Vec::new();
    for chunk in chunks(body) {
        let part = chunk.of_text(body);
        let at = offset + chunk.start;
        let told = problems.len();
        if told - before >= MAX_FAULTS {
            break;
        }
        if let Some(mut part) = flat(part, at) {
            entries.append(&mut part);
            continue;
        }
        match document(part, at, problems) {
            Ok(Some(Value { kind: ValueKind::Map(mut part), .. })) => entries.append(&mut part),
            Ok(None) => {}
            Ok(Some(value)) => problems.push(no_entry(part, at, &value)),
            Err(fault) => {
                problems.truncate(told);
                problems.push(explain(part, at, &fault));
                entries.extend(meant_entry(part, at));
            }
        }
    }
    if problems.len() == before || whole.kind == YamlProblemKind::NotAMapping && entries.is_empty()
    {
        problems.truncate(before);
        problems.push(whole);
    }
    entries
}

/// A body cut at its keys in the first column; lines before the first are a part of their own.
fn chunks(body: &str) -> Vec<Span> {
    let mut chunks: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let line = line_at(body, at);
        at = line.end as usize;
        let text = line.of_text(body);
        let starts = key_of(text).is_some() || nearly_key(text);
        match chunks.last_mut() {
            Some(chunk) if !starts => chunk.end = line.end,
            _ => chunks.push(line),
        }
    }
    chunks
}

/// What is meant by an entry that is no YAML: its key, and the rest of its line as it stands.
fn meant_entry(part: &str, offset: u32) -> Option<Entry> {
    let line = line_at(part, 0).of_text(part);
    let key = key_of(line)?;
    let rest = line.get(key.len() + 1..)?.trim();
    let value = if rest.is_empty() { part.get(key.len() + 1..key.len() + 1)? } else { rest };
    Some(Entry {
        key: scalar(part, offset, key, ScalarStyle::Plain, None),
        value: scalar_value(scalar(part, offset, value, ScalarStyle::Plain, None)),
    })
}

fn scalar(whole: &str, offset: u32, part: &str, style: ScalarStyle, meant: Option<&str>) -> Scalar {
    Scalar { span: Span::of(whole, part).shifted(offset), style, meant: meant.map(Box::from) }
}

fn scalar_value(scalar: Scalar) -> Value {
    Value { span: scalar.span, kind: ValueKind::Scalar(scalar) }
}

/// Reads `key: value` lines and simple lists under a key, where no construct of YAML but those is
/// met; else nothing, and granit reads the body.
///
/// Values are plain (they start with a letter, digit, or a character that is no indicator anywhere;
/// no `: `, no ` #`) or quoted without escapes, on one line.
fn flat(body: &str, offset: u32) -> Option<Vec<Entry>> {
    // As many as there are lines: fewer where some hold lists.
    let lines = memchr_iter(b'\n', body.as_bytes()).count();
    let mut entries: Vec<Entry> = Vec::with_capacity(lines + 1);
    // Of the list that the last entry opened.
    let mut item_indent = 0;
    let mut at = 0;
    while at < body.len() {
        let line = line_at(body, at);
        at = line.end as usize;
        let line = line.of_text(body);
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let unindented = line.trim_start_matches(' ');
        if unindented.is_empty() {
            continue;
        }
        let indent = line.len() - unindented.len();
        if let Some(item) = unindented.strip_prefix("- ") {
            let value = flat_value(body, offset, item.trim_matches(' '))?;
            let last = &mut entries.last_mut()?.value;
            match &mut last.kind {
                // An item in a list of one indentation, or the first item after a key.
                ValueKind::List(items) if indent == item_indent => {
                    last.span.end = value.span.end;
                    items.push(value);
                }
                ValueKind::Scalar(nothing)
                    if nothing.span.is_empty() && nothing.style == ScalarStyle::Plain =>
                {
                    item_indent = indent;
                    last.span = Span {
                        start: Span::of(body, unindented).shifted(offset).start,
                        end: value.span.end,
                    };
                    last.kind = ValueKind::List(vec![value]);
                }
                _ => return None,
            }
            continue;
        }
        if indent > 0 {
            return None;
        }
        let key = flat_key(line)?;
        let rest = line.get(key.len() + 1..)?;
        let value = rest.trim_matches(' ');
        let value = if value.is_empty() {
            let nothing = rest.get(..0)?;
            scalar_value(scalar(body, offset, nothing, ScalarStyle::Plain, None))
        } else if rest.starts_with(' ') {
            flat_value(body, offset, value)?
        } else {
            return None;
        };
        entries.push(Entry { key: scalar(body, offset, key, ScalarStyle::Plain, None), value });
    }
    Some(entries)
}

/// The key of a line: letters, digits, `_`, `.` and `-` of ASCII, a letter or `_` first, up to a
/// colon.
fn flat_key(line: &str) -> Option<&str> {
    let colon = memchr(b':', line.as_bytes())?;
    let key = line.get(..colon)?;
    let starts = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let rest = key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
    (starts && rest && key.len() <= 512).then_some(key)
}

/// A trimmed, non-empty value on one line that can only be read in one way.
fn flat_value(body: &str, offset: u32, value: &str) -> Option<Value> {
    let (first, rest) = (value.as_bytes().first()?, value.get(1..));
    // U+0085, U+2028, U+2029 and U+FEFF are left to granit, with all else below and around them, and so
    // are controls. The compiler looks at many bytes at once where none ends the search.
    let special = value.bytes().fold(0, |special, b| {
        special
            | u8::from(b < b' ')
            | u8::from(b == 0x7f)
            | u8::from(b == 0xc2)
            | u8::from(b == 0xe2)
            | u8::from(b == 0xef)
    });
    if special != 0 {
        let odd = |c: char| {
            c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        };
        if value.chars().any(odd) {
            return None;
        }
    }
    let style = match first {
        b'"' => ScalarStyle::DoubleQuoted,
        b'\'' => ScalarStyle::SingleQuoted,
        b'-' | b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!'
        | b'|' | b'>' | b'%' | b'@' | b'`' | b'=' | b'~' | b'<' => return None,
        _ => ScalarStyle::Plain,
    };
    if style != ScalarStyle::Plain {
        let quote = char::from(*first);
        let inner = rest?.strip_suffix(quote)?;
        if memchr2(*first, b'\\', inner.as_bytes()).is_some() {
            return None;
        }
        return Some(scalar_value(scalar(body, offset, value, style, Some(inner))));
    }
    let bytes = value.as_bytes();
    let mut from = 0;
    while let Some(at) = memchr2(b':', b'#', bytes.get(from..)?).map(|at| from + at) {
        let neighbour = match bytes.get(at)? {
            b':' => bytes.get(at + 1),
            _ => at.checked_sub(1).and_then(|before| bytes.get(before)),
        };
        if matches!(neighbour, None | Some(b' ')) {
            return None;
        }
        from = at + 1;
    }
    Some(scalar_value(scalar(body, offset, value, style, None)))
}

/// A collection that is being read.
struct Open {
    span: Span,
    /// For a mapping, its entries and the key that waits for its value.
    map: Option<(Vec<Entry>, Option<Scalar>)>,
    items: Vec<Value>,
}

/// Reads one document with granit. Duplicate keys are not looked for here.
fn document(
    text: &str,
    offset: u32,
    problems: &mut Vec<YamlProblem>,
) -> Result<Option<Value>, Fault> {
    let settings = options! {
        emit_unresolved_aliases: true,
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut root: Option<Value> = None;
    let mut stack: Vec<Open> = Vec::new();
    for event in Parser::new_from_str_with_options(text, settings) {
        let (event, place) = event.map_err(|error| Fault {
            at: error.marker().byte_offset().unwrap_or(text.len()).min(text.len()),
            kind: error.kind().clone(),
        })?;
        let place = place
            .byte_range()
            .map_or(Span::at(text.len()), |range| Span::new(range.start, range.end));
        let value = match event {
            Event::MappingStart(..) => {
                let map = Some((Vec::new(), None));
                stack.push(Open { span: place.shifted(offset), map, items: Vec::new() });
                continue;
            }
            Event::SequenceStart(..) => {
                let place = list_start(text, place, offset, stack.last());
                stack.push(Open { span: place.shifted(offset), map: None, items: Vec::new() });
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let Some(open) = stack.pop() else { continue };
                closed(open, place.shifted(offset))
            }
            Event::Scalar(meant, style, ..) => written(text, offset, place, &meant, style),
            Event::Alias(_) => Value { span: place.shifted(offset), kind: ValueKind::Alias },
            Event::UnresolvedAlias(_) => {
                problems.push(YamlProblem {
                    span: place.shifted(offset),
                    kind: YamlProblemKind::Invalid,
                    message: "a value that starts with * refers to an anchor, and there is none; put it in quotes"
                        .to_string(),
                    related: None,
                });
                Value { span: place.shifted(offset), kind: ValueKind::Alias }
            }
            Event::DocumentStart(..) if root.is_some() => {
                problems.push(YamlProblem {
                    span: place.shifted(offset),
                    kind: YamlProblemKind::Invalid,
                    message: "a second document starts here".to_string(),
                    related: None,
                });
                break;
            }
            _ => continue,
        };
        match stack.last_mut() {
            None => root = Some(value),
            Some(Open { map: None, items, .. }) => items.push(value),
            Some(Open { map: Some((entries, key)), .. }) => match key.take() {
                None => *key = Some(as_key(value)),
                Some(key) => entries.push(Entry { key, value }),
            },
        }
    }
    Ok(root)
}

/// The first dash of a list whose start granit puts at `place`. For a list that stands under its key
/// without indentation that is behind the dash, so it is looked for from the key on, past white space,
/// comments, anchors and tags.
fn list_start(text: &str, place: Span, offset: u32, parent: Option<&Open>) -> Span {
    let Some(Open { map: Some((_, Some(key))), .. }) = parent else { return place };
    let from = (key.span.end - offset.min(key.span.end)) as usize;
    let between = text.get(from..place.end as usize).unwrap_or("").trim_ascii_start();
    let mut rest = between.strip_prefix(':').unwrap_or(between);
    loop {
        rest = rest.trim_ascii_start();
        rest = match rest.as_bytes().first() {
            Some(b'#') => {
                rest.get(memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())..).unwrap_or("")
            }
            Some(b'&' | b'!') => rest.trim_start_matches(|c: char| !c.is_ascii_whitespace()),
            Some(b'-') => return Span::at(Span::of(text, rest).start as usize),
            _ => return place,
        };
    }
}

/// A value that stands as a key. Keys that are no scalars keep their place alone.
fn as_key(value: Value) -> Scalar {
    match value.kind {
        ValueKind::Scalar(scalar) => scalar,
        _ => Scalar { span: value.span, style: ScalarStyle::Plain, meant: None },
    }
}

/// A collection whose end event stands at `end`: that of a flow collection is its bracket, that of a
/// block collection lies wherever the next token is.
fn closed(open: Open, end: Span) -> Value {
    let last = match &open.map {
        Some((entries, _)) => {
            entries.last().map(|entry| entry.value.span.end.max(entry.key.span.end))
        }
        None => open.items.last().map(|item| item.span.end),
    };
    let last = if end.is_empty() { last.unwrap_or(open.span.end) } else { end.end };
    let span = Span { start: open.span.start, end: last.max(open.span.end) };
    let kind = match open.map {
        Some((entries, _)) => ValueKind::Map(entries),
        None => ValueKind::List(open.items),
    };
    Value { span, kind }
}

/// A scalar as granit tells it.
fn written(
    text: &str,
    offset: u32,
    place: Span,
    meant: &str,
    style: granit_parser::ScalarStyle,
) -> Value {
    let style = match style {
        granit_parser::ScalarStyle::SingleQuoted => ScalarStyle::SingleQuoted,
        granit_parser::ScalarStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
        granit_parser::ScalarStyle::Literal => ScalarStyle::Literal,
        granit_parser::ScalarStyle::Folded => ScalarStyle::Folded,
        granit_parser::ScalarStyle::Plain => ScalarStyle::Plain,
    };
    if place.is_empty() && style == ScalarStyle::Plain {
        // What is not written stands for granit at the end of the key: it belongs behind the colon.
        let after = text.get(place.end as usize..).unwrap_or("");
        let colon = after.trim_ascii_start().strip_prefix(':').map(|rest| text.len() - rest.len());
        let span = Span::at(colon.unwrap_or(place.end as usize)).shifted(offset);
        return scalar_value(Scalar { span, style, meant: None });
    }
    let words = match style {
        // The last line ending, and blank lines after it, are no part of what is written.
        ScalarStyle::Literal | ScalarStyle::Folded => place.of_text(text).trim_end(),
        _ => place.of_text(text),
    };
    let span = Span { start: place.start, end: place.start + words.len() as u32 };
    let meant = (meant != words).then(|| Box::from(meant));
    scalar_value(Scalar { span: span.shifted(offset), style, meant })
}

/// Tells keys that stand twice in one of the mappings within some values. `text` starts at `offset`.
fn duplicate_keys<'v>(
    text: &str,
    offset: u32,
    values: impl IntoIterator<Item = &'v Value>,
    problems: &mut Vec<YamlProblem>,
) {
    let mut open: Vec<&Value> = values.into_iter().collect();
    while let Some(value) = open.pop() {
        match &value.kind {
            ValueKind::List(items) => open.extend(items),
            ValueKind::Map(entries) => {
                duplicate_entries(text, offset, entries, problems);
                open.extend(entries.iter().map(|entry| &entry.value));
            }
            ValueKind::Scalar(_) | ValueKind::Alias => {}
        }
    }
}

fn duplicate_entries(text: &str, offset: u32, entries: &[Entry], problems: &mut Vec<YamlProblem>) {
    let written = |span: Span| {
        let (start, end) = (span.start.saturating_sub(offset), span.end.saturating_sub(offset));
        Span { start, end }.of_text(text)
    };
    let keys: Vec<&str> = entries
        .iter()
        .map(|entry| entry.key.meant.as_deref().unwrap_or_else(|| written(entry.key.span)))
        .collect();
    // The usual handful of keys is compared pair by pair, which costs less than hashing them.
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (index, (entry, key)) in entries.iter().zip(&keys).enumerate() {
        let first = if keys.len() <= 32 {
            keys.iter().position(|other| other == key).unwrap_or(index)
        } else {
            *seen.entry(key).or_insert(index)
        };
        // Several mappings may be merged into one.
        if first < index && *key != "<<" {
            problems.push(YamlProblem {
                span: entry.key.span,
                kind: YamlProblemKind::DuplicateKey,
                message: "the key stands here for the second time".to_string(),
                related: entries.get(first).map(|first| first.key.span),
            });
        }
    }
}

// Saying what is wrong.

/// Quotation marks of typography, which quote nothing in YAML.
const TYPOGRAPHIC: [char; 14] =
    ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '‹', '›', '「', '『', '＂'];

fn invalid(span: Span, offset: u32, message: impl Into<String>) -> YamlProblem {
    let kind = YamlProblemKind::Invalid;
    YamlProblem { span: span.shifted(offset), kind, message: message.into(), related: None }
}

/// The character at a byte of the text, as a span.
fn character(text: &str, at: usize) -> Span {
    let len = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Span::new(at, at + len)
}

/// An entry of the front matter that is no `key: value`.
fn no_entry(part: &str, offset: u32, value: &Value) -> YamlProblem {
    if let Some(colon) = misspelt_colon(line_at(part, 0).of_text(part)) {
        return misspelt(part, offset, colon);
    }
    YamlProblem {
        span: value.span,
        kind: YamlProblemKind::Invalid,
        message: "this is neither a key with a value nor part of one".to_string(),
        related: None,
    }
}

fn misspelt(part: &str, offset: u32, colon: Span) -> YamlProblem {
    let message = match colon.of_text(part) {
        ":" => "a space is missing after the colon of the key",
        _ => "a full-width colon stands after the key, where YAML wants a colon and a space",
    };
    invalid(colon, offset, message)
}

/// Says what granit's fault means for the person who wrote the text, and where the cause is.
fn explain(text: &str, offset: u32, fault: &Fault) -> YamlProblem {
    let at = fault.at;
    let before = text.get(..at).unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = line_at(text, line_start).of_text(text).trim_end();
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    if let Some(tab) = line.get(..indent).and_then(|indent| indent.find('\t')) {
        let tabs = Span::new(line_start + tab, line_start + indent);
        return invalid(tabs, offset, "a tab indents this line, where YAML wants spaces");
    }
    // The fault may be found at the end of what a line before began.
    let previous = before.get(..line_start.saturating_sub(1)).unwrap_or("");
    let previous = Span::of(
        text,
        previous.get(previous.rfind('\n').map_or(0, |newline| newline + 1)..).unwrap_or(""),
    );
    let own = Span::new(line_start, line_start + line.len());
    for candidate in [own, previous] {
        if let Some(colon) = misspelt_colon(candidate.of_text(text)) {
            return misspelt(text, offset, colon.shifted(candidate.start));
        }
    }
    let value =
        line.find(": ").map_or("", |colon| line.get(colon + 2..).unwrap_or("").trim_start());
    let value_start = line_start + line.len() - value.len();
    let first = value.chars().next();
    if first.is_some_and(|c| TYPOGRAPHIC.contains(&c)) {
        let message =
            "the value stands in typographic quotation marks, which quote nothing in YAML";
        return invalid(character(text, value_start), offset, message);
    }
    let place = character(text, at);
    let after_value = at > value_start;
    match &fault.kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            invalid(place, offset, "the quotation mark that opens here is never closed")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar => {
            let apostrophe = character(text, at.saturating_sub(1));
            let letter = place.of_text(text).chars().all(char::is_alphabetic);
            if letter && apostrophe.of_text(text) == "'" {
                let message = "an apostrophe ends the value here; within single quotation marks it is written twice";
                invalid(apostrophe, offset, message)
            } else {
                invalid(place, offset, "text follows the closing quotation mark")
            }
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            let message =
                "text follows the closing quotation mark; one within the value needs a backslash";
            invalid(place, offset, message)
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            let rest = text.get(at..).unwrap_or("");
            let known = |c: char| "0abtnvfre \"/\\N_LPxuU\n\r\t".contains(c);
            let mut chars = rest.char_indices().peekable();
            let mut found = place;
            while let Some((index, c)) = chars.next() {
                let Some(&(_, next)) = chars.peek() else { break };
                if c == '\\' {
                    if !known(next) {
                        found = Span::new(at + index, at + index + 1 + next.len_utf8());
                        break;
                    }
                    chars.next();
                }
            }
            let message =
                "a backslash within double quotation marks begins an escape, and this is none";
            invalid(found, offset, message)
        }
        ErrorKind::UnclosedFlowCollection { .. } => {
            invalid(place, offset, "the bracket that opens here is never closed")
        }
        ErrorKind::MismatchedFlowCollectionEnd { .. } | ErrorKind::MisplacedFlowCollectionEnd => {
            invalid(place, offset, "this bracket closes nothing")
        }
        ErrorKind::RecursionLimitExceeded => {
            invalid(place, offset, "lists and mappings are nested too deeply")
        }
        ErrorKind::BomInsideDocument => {
            invalid(place, offset, "a byte order mark stands within the text")
        }
        ErrorKind::BlockSequenceEntryNotAllowed => {
            invalid(place, offset, "a list begins on a line of its own, below its key")
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            invalid(place, offset, "control characters are not allowed")
        }
        ErrorKind::UnexpectedCharacter { character } => invalid(
            place,
            offset,
            format!("a value that starts with {character} needs quotation marks"),
        ),
        _ if after_value && first.is_some_and(|c| "*&![]{}|>%@`".contains(c)) => {
            let message =
                format!("a value that starts with {} needs quotation marks", first.unwrap_or(' '));
            invalid(character(text, value_start), offset, message)
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement
            if indent > 0 && !after_value =>
        {
            invalid(place, offset, "a key is indented below one that has a value already")
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => invalid(
            place,
            offset,
            "a colon and a space within a value need quotation marks around it",
        ),
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry => invalid(
            own,
            offset,
            "this line does not stand at the indentation of those it belongs to",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            invalid(own, offset, "this line is no key with a value: a colon is missing")
        }
        kind => invalid(place, offset, kind.to_string().to_lowercase().trim_end_matches('.')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What granit says of a body, as entries; `None` where it is no plain mapping or not in order.
    fn judged(body: &str) -> Option<Vec<Entry>> {
        let mut problems = Vec::new();
        match document(body, 0, &mut problems) {
            Ok(None) => Some(Vec::new()),
            Ok(Some(Value { kind: ValueKind::Map(entries), .. })) => Some(entries),
            _ => None,
        }
    }

    fn agrees(body: &str) -> bool {
        flat(body, 0).is_none_or(|entries| Some(entries) == judged(body))
    }

    fn spans(entries: &[Entry], text: &str) -> Vec<(String, String)> {
        let value = |entry: &Entry| entry.value.span.of_text(text).to_string();
        entries.iter().map(|entry| (entry.key.meaning(text).to_string(), value(entry))).collect()
    }

    /// Kinds and messages of the problems of an article with the text each stands at.
    fn faults(text: &str) -> Vec<(YamlProblemKind, String, String)> {
        let front_matter = parse(text).expect("front matter");
        let of = |span: Span| span.of_text(text).to_string();
        let problems = front_matter.problems.into_iter();
        problems.map(|problem| (problem.kind, of(problem.span), problem.message)).collect()
    }

    #[test]
    fn both_readers_agree_on_lines() {
        let bodies = [
            "a: b c  \nlist:\n- x\n- y z\nempty:\nq: 'it'\nd: \"x: y # z\"\n",
            "a:\n\n  - x\n\n  - 'y'\nb:\n",
            "a: b\r\nlist:\r\n  - x\r\nempty:\r\n",
            "a: b#c:d\nb: é ü ’\nc: 12:30\n",
            "title: \"a\"",
            "a:",
            "",
            "\n\n",
        ];
        for body in bodies {
            let entries = flat(body, 0).unwrap_or_else(|| panic!("too hard: {body:?}"));
            assert_eq!(Some(entries), judged(body), "{body:?}");
        }
    }

    #[test]
    fn what_is_not_simple_is_left_to_granit() {
        let bodies = [
            "a: b: c\n",
            "a: b # c\n",
            "a: b\n  c\n",
            "a: |\n  b\n",
            "a: 'it''s'\n",
            "a: [b]\n",
            "a: *b\n",
            "a: b\n- c\n",
            "a:\n  - b\n - c\n",
            "a:\n- b: c\n",
            "a: b:\n",
            "a: \u{feff}b\n",
            "a:\tb\n",
            "a: \"b\\n\"\n",
            "a: 'b' c\n",
            "a:b\n",
            "a:\n  b: c\n",
            "- a\n",
            "a: ~\n",
        ];
        for body in bodies {
            assert_eq!(flat(body, 0), None, "{body:?}");
        }
    }

    /// Every article below a folder.
    fn articles(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                articles(&path, found);
            } else if path.extension().is_some_and(|end| end == "md" || end == "mdx") {
                found.extend(std::fs::read_to_string(&path));
            }
        }
    }

    #[test]
    fn both_readers_agree_on_real_articles() {
        let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
        let corpus = std::env::var_os("LOCLINT_CORPUS").map_or(beside, std::path::PathBuf::from);
        if !corpus.is_dir() {
            println!("skipped: no corpus");
            return;
        }
        let mut texts = Vec::new();
        articles(&corpus, &mut texts);
        let (mut simple, mut all) = (0, 0);
        for text in &texts {
            let Some(front_matter) = parse(text) else { continue };
            let body = front_matter.body.of_text(text);
            assert!(agrees(body), "{body}");
            assert_eq!(front_matter.problems, [], "{body}");
            all += 1;
            simple += usize::from(flat(body, 0).is_some());
        }
        println!("{simple} of {all} are flat");
        assert!(simple * 10 > all * 8, "the short way is the usual one: {simple} of {all}");
    }

    proptest! {
        #[test]
        fn both_readers_agree(lines in prop::collection::vec(line(), 0..8)) {
            let body = lines.concat();
            prop_assert!(agrees(&body), "{:?}", body);
        }

        #[test]
        fn no_text_is_too_odd(lines in prop::collection::vec(line(), 0..8), fence in "(---|[+]{3}|--|—|\u{feff}---)?\n?", end in "(---\n.*)?") {
            let text = format!("{fence}{}{end}", lines.concat());
            if let Some(front_matter) = parse(&text) {
                prop_assert!(front_matter.span.contains(front_matter.body));
                prop_assert!(text.get(front_matter.span.range()).is_some());
                for entry in &front_matter.entries {
                    prop_assert!(front_matter.body.contains(entry.key.span), "{:?}", text);
                    prop_assert!(front_matter.body.contains(entry.value.span), "{:?}", text);
                }
                for problem in &front_matter.problems {
                    prop_assert!(text.get(problem.span.range()).is_some(), "{:?}", text);
                }
            }
        }
    }

    /// Lines that are front matter, nearly so, or not at all.
    fn line() -> impl Strategy<Value = String> {
        let word = "[a-z \"':#\\[\\]{}&*!|>%@`~<=,?é“：\u{85}\u{2028}\u{feff}\t.0-9-]{0,8}";
        let key = "[ ]{0,2}[a-zA-Z_.0-9-]{1,4}:[ ]{0,2}";
        let end = "[ ]{0,2}\r?\n";
        prop_oneof![
            4 => (key, word, end).prop_map(|(key, word, end)| key + &word + &end),
            2 => ("[a-z]{1,3}: ", "[a-z.][a-z :#'\"-]{0,6}", end).prop_map(|(key, word, end)| key + &word + &end),
            2 => ("[ ]{0,3}- ", word, end).prop_map(|(dash, word, end)| dash + &word + &end),
            1 => (word, end).prop_map(|(word, end)| word + &end),
        ]
    }

    #[test]
    fn spans_of_every_kind_of_value() {
        let text = "---\na: b c\nlist:\n- x\n-\nm:\n  k: v\nf: [a, {b: c}]\nq: 'it''s'\nlit: |\n  one\n  two\n\nlast:\n---\nbody\n";
        let front_matter = parse(text).expect("front matter");
        assert_eq!(
            spans(&front_matter.entries, text),
            [
                ("a", "b c"),
                ("list", "- x\n-"),
                ("m", "k: v"),
                ("f", "[a, {b: c}]"),
                ("q", "'it''s'"),
                ("lit", "one\n  two"),
                ("last", ""),
            ]
            .map(|(key, value)| (key.to_string(), value.to_string()))
        );
        assert_eq!(front_matter.scalar(text, "q"), Some("it's"));
        assert_eq!(front_matter.scalar(text, "lit"), Some("one\ntwo\n"));
        let last = front_matter.get(text, "last").expect("an entry");
        assert_eq!(last.value.span, Span::at(last.key.span.end as usize + 1));
        assert_eq!(front_matter.span.end as usize, text.find("body").expect("the body"));
        assert_eq!(front_matter.problems, []);
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        let texts = [
            "---\nSome prose here.\n",
            "---\n\nSome prose.\n\n---\nmore\n",
            "---\n# Heading\n\ntext\n\n---\n",
            "---\nNote: prose with a colon.\n\nAnd more of it.\n",
            "---\nNote: prose with a colon.\n\nAnd more of it.\n\n---\n",
            "---\n\n---\n",
            "----\n- a\n",
            "---",
            "",
            "text\n---\ntitle: x\n---\n",
            "Title: x\n---\n",
        ];
        for text in texts {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn causes_are_told() {
        use YamlProblemKind::{DuplicateKey, Invalid, NotAtStart, Unclosed, Unopened};
        let expected = [
            (
                "---\ntitle: Teams: a tour\nlang: nl\n---\n",
                Invalid,
                ":",
                "a colon and a space within a value",
            ),
            ("---\ntitle:\n\t- x\n---\n", Invalid, "\t", "a tab"),
            ("---\ntitle: “Teams: a tour”\n---\n", Invalid, "“", "typographic"),
            ("---\ntitle：Teams\nlang: nl\n---\n", Invalid, "：", "full-width"),
            ("---\nlang: nl\ntitle：Teams\n---\n", Invalid, "：", "full-width"),
            ("---\nlang: nl\ntitle:Teams\n---\n", Invalid, ":", "a space is missing"),
            ("---\ntitle: \"Teams\nlang: nl\n---\n", Invalid, "\"", "never closed"),
            ("---\ntitle: 'It's new'\nlang: nl\n---\n", Invalid, "'", "an apostrophe"),
            ("---\ntitle: \"a\" tour\n---\n", Invalid, "t", "follows the closing"),
            ("---\ntitle: @mention\n---\n", Invalid, "@", "starts with @"),
            ("---\ntitle: [Teams] tour\n---\n", Invalid, "[", "starts with ["),
            ("---\ntitle: *Teams* tour\nlang: nl\n---\n", Invalid, "*", "starts with *"),
            ("---\ntitle: \"a \\q\"\n---\n", Invalid, "\\q", "a backslash"),
            ("---\nlang: nl\ntitle: a\nlang: de\n---\n", DuplicateKey, "lang", "second time"),
            ("---\ntitle: a\nlang: nl\n\n# Heading\n", Unclosed, "---", "no line of three hyphens"),
            (
                "---\ntitle: a\nlang: nl\n\n# Heading\n\ntext\n\n---\nmore\n",
                Unclosed,
                "---",
                "no line of three",
            ),
            (
                "---\ntitle: a\nlang: nl\n--\n\n# Heading\n",
                Unclosed,
                "--",
                "should be three hyphens",
            ),
            ("---\ntitle: a\nlang: nl\n—\n\n# Heading\n", Unclosed, "—", "should be three hyphens"),
            ("—\ntitle: a\nlang: nl\n---\n", Unopened, "—", "should be three hyphens"),
            ("title: a\nlang: nl\n---\n", Unopened, "", "opens the front matter"),
            ("\u{feff}---\ntitle: a\n---\n", NotAtStart, "\u{feff}", "byte order mark"),
            ("\n\n---\ntitle: a\n---\n", NotAtStart, "\n\n", "blank lines"),
        ];
        for (text, kind, at, message) in expected {
            let found = faults(text);
            let [(found_kind, found_at, found_message), rest @ ..] = found.as_slice() else {
                panic!("{text:?} has no problem")
            };
            assert_eq!((*found_kind, found_at.as_str()), (kind, at), "{text:?}: {found_message}");
            assert!(found_message.contains(message), "{text:?}: {found_message}");
            assert!(
                rest.iter().all(|(_, _, other)| other.contains("starts with")),
                "{text:?}: {rest:?}"
            );
        }
    }

    #[test]
    fn one_bad_entry_hides_no_other() {
        let text = "---\ntitle: Teams: a tour\nlang: nl\nauthor: 'x' y\nlist:\n  - a\n---\n";
        let front_matter = parse(text).expect("front matter");
        assert_eq!(front_matter.problems.len(), 2);
        assert_eq!(front_matter.scalar(text, "title"), Some("Teams: a tour"));
        assert_eq!(front_matter.scalar(text, "lang"), Some("nl"));
        assert_eq!(front_matter.entries.len(), 4);
    }

    #[test]
    fn unclosed_front_matter_ends_with_its_lines() {
        let text = "---\ntitle: a\nlist:\n- b\nlang: nl\n\n# Heading\n\ntext\n";
        let front_matter = parse(text).expect("front matter");
        assert!(!front_matter.closed);
        assert_eq!(front_matter.span.of_text(text), "---\ntitle: a\nlist:\n- b\nlang: nl\n");
        assert_eq!(front_matter.entries.len(), 3);
    }

    #[test]
    fn toml_between_plus_signs() {
        let text = "+++\ntitle = \"a\"\n+++\nbody\n";
        let front_matter = parse(text).expect("front matter");
        assert_eq!(front_matter.kind, FrontMatterKind::Toml);
        assert_eq!(front_matter.body.of_text(text), "title = \"a\"\n");
        assert_eq!(front_matter.scalar(text, "title"), Some("a"));
        assert_eq!(front_matter.problems, []);
        assert_eq!(parse("+++\nprose\n"), None);
    }

    #[test]
    fn other_texts_keep_their_offset() {
        let whole = "options:\n  a: [b, c]\n  a: d\n";
        let (value, problems) = yaml(&whole[9..], 9);
        let value = value.expect("a value");
        assert_eq!(value.span.of_text(whole), "a: [b, c]\n  a: d");
        assert_eq!(problems.len(), 1);
        assert_eq!(
            problems.first().and_then(|problem| problem.related).map(|span| span.start),
            Some(11)
        );
    }

    #[test]
    fn hostile_yaml_ends_soon() {
        let bomb = (0..40).fold("a0: &a0 [x]\n".to_string(), |text, level| {
            text + &format!("a{}: &a{} [*a{level}, *a{level}]\n", level + 1, level + 1)
        });
        assert!(parse(&format!("---\n{bomb}---\n")).is_some_and(|found| found.problems.is_empty()));
        for deep in
            ["[".repeat(100_000), "- ".repeat(20_000), "? ".repeat(20_000), "{a: ".repeat(50_000)]
        {
            let (value, problems) = yaml(&deep, 0);
            assert!(value.is_none() && problems.len() == 1, "{}", deep.len());
        }
        let large = format!("---\ntitle: a\n{}---\n", "k: v\n".repeat(300_000));
        let found = parse(&large).expect("front matter");
        assert!(found.entries.is_empty() && found.problems.len() == 1);
    }
}
