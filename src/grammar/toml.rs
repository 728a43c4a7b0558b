//! The grammar of TOML, for front matter between `+++` lines: keys and values with spans.
//!
//! ```text
//! line   = key '=' value | '[' key ']' | '[[' key ']]'
//! key    = (bare | string) ('.' (bare | string))*
//! value  = string | number, date or word | '[' (value ',')* ']' | '{' (key '=' value ',')* '}'
//! string = '"' … '"' | "'" … "'" | '"""' … '"""' | "'''" … "'''"
//! ```
//!
//! A table is an entry with a map; a dotted key is one key as written. What is no such line is a
//! problem, and the lines after it are read all the same.

use std::collections::HashMap;

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{is_not, tag, take_until, take_while, take_while1},
    character::complete::{anychar, char},
    combinator::{opt, recognize},
    multi::{many0_count, separated_list1},
    sequence::{delimited, pair, preceded, terminated},
};

use super::Parsed;
use crate::ast::{Entry, Scalar, ScalarStyle, Value, ValueKind, YamlProblem, YamlProblemKind};
use crate::text::Span;

/// The deepest nesting of lists and tables that is read.
const DEEPEST: usize = 64;

/// After so many faults the rest is not read.
const MAX_FAULTS: usize = 100;

/// Reads what stands in a span: the entries in order, and what is wrong.
pub(super) fn read(text: &str, body: Span) -> (Vec<Entry>, Vec<YamlProblem>) {
    let mut reader = Reader { text, entries: Vec::new(), table: None, problems: Vec::new() };
    let mut rest = body.of_text(text);
    while reader.problems.len() < MAX_FAULTS {
        rest = skip_lines(rest);
        if rest.is_empty() {
            break;
        }
        rest = reader.line(rest);
    }
    reader.close_table();
    let Reader { entries, mut problems, .. } = reader;
    duplicates(text, &entries, &mut problems);
    (entries, problems)
}

struct Reader<'t> {
    text: &'t str,
    entries: Vec<Entry>,
    /// The open table: its key, whether it is one of a list, where it starts, its entries.
    table: Option<(Scalar, bool, Span, Vec<Entry>)>,
    problems: Vec<YamlProblem>,
}

impl<'t> Reader<'t> {
    /// Reads a line, or the lines of a value; gives what follows.
    fn line(&mut self, rest: &'t str) -> &'t str {
        let text = self.text;
        if rest.starts_with('[') {
            let header: Parsed<'_, _> = header(rest);
            if let Ok((after, (key, many))) = header
                && let Some(after) = end_of_line(after)
            {
                self.close_table();
                let key = scalar_of_key(text, key);
                let span = Span::of(text, rest.get(..rest.len() - after.len()).unwrap_or(""));
                self.table = Some((key, many, span, Vec::new()));
                return after;
            }
        } else if let Ok((after, entry)) = entry(text, rest, 0)
            && let Some(after) = end_of_line(after)
        {
            if let Some((_, _, span, entries)) = &mut self.table {
                span.end = entry.value.span.end;
                entries.push(entry);
            } else {
                self.entries.push(entry);
            }
            return after;
        }
        let line = rest.split(['\n', '\r']).next().unwrap_or("");
        self.problems.push(YamlProblem {
            span: Span::of(text, line.trim_end()),
            kind: YamlProblemKind::Invalid,
            message: "this line is no key with a value, nor the head of a table".to_owned(),
            related: None,
        });
        rest.get(line.len()..).unwrap_or("")
    }

    fn close_table(&mut self) {
        let Some((key, many, span, entries)) = self.table.take() else { return };
        let map = Value { span, kind: ValueKind::Map(entries) };
        if !many {
            self.entries.push(Entry { key, value: map });
            return;
        }
        if let Some(Entry { key: last, value }) = self.entries.last_mut()
            && last.meaning(self.text) == key.meaning(self.text)
            && let ValueKind::List(list) = &mut value.kind
        {
            value.span.end = span.end;
            list.push(map);
            return;
        }
        self.entries.push(Entry { key, value: Value { span, kind: ValueKind::List(vec![map]) } });
    }
}

fn header(rest: &str) -> Parsed<'_, (&str, bool)> {
    let one = |open: &'static str, close: &'static str| {
        delimited(
            pair(tag(open), take_while(is_blank)),
            key,
            pair(take_while(is_blank), tag(close)),
        )
    };
    alt((one("[[", "]]").map(|key| (key, true)), one("[", "]").map(|key| (key, false)))).parse(rest)
}

/// Reads a key, dots included.
fn key(rest: &str) -> Parsed<'_, &str> {
    let bare = take_while1(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let part = alt((bare, recognize(basic), recognize(literal)));
    let dot = delimited(take_while(is_blank), char('.'), take_while(is_blank));
    recognize(separated_list1(dot, part)).parse(rest)
}

fn entry<'t>(text: &str, rest: &'t str, depth: usize) -> Parsed<'t, Entry> {
    let equals = delimited(take_while(is_blank), char('='), take_while(is_blank));
    let (rest, key) = terminated(key, equals).parse(rest)?;
    let (rest, value) = value(text, rest, depth)?;
    Ok((rest, Entry { key: scalar_of_key(text, key), value }))
}

fn scalar_of_key(text: &str, key: &str) -> Scalar {
    let inside = |quote: char| {
        let inner = key.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote)).then_some(inner)
    };
    let (style, meant) = if let Some(inner) = inside('"') {
        (ScalarStyle::DoubleQuoted, Some(meant(inner)))
    } else if let Some(inner) = inside('\'') {
        (ScalarStyle::SingleQuoted, Some(inner.into()))
    } else {
        (ScalarStyle::Plain, None)
    };
    Scalar { span: Span::of(text, key), style, meant }
}

/// Reads a value; nesting is followed to a limit.
fn value<'t>(text: &str, rest: &'t str, depth: usize) -> Parsed<'t, Value> {
    let found = |after: &str, kind| {
        let span = Span::of(text, rest.get(..rest.len() - after.len()).unwrap_or(""));
        Value { span, kind }
    };
    let scalar = |after: &str, style, meant| {
        let span = Span::of(text, rest.get(..rest.len() - after.len()).unwrap_or(""));
        found(after, ValueKind::Scalar(Scalar { span, style, meant }))
    };
    if depth > DEEPEST {
        return Err(nom::Err::Error(()));
    }
    match rest.as_bytes().first() {
        Some(b'[') => {
            let (after, list) = list(text, rest, depth)?;
            Ok((after, found(after, ValueKind::List(list))))
        }
        Some(b'{') => {
            let (after, map) = map(text, rest, depth)?;
            Ok((after, found(after, ValueKind::Map(map))))
        }
        Some(b'"') if rest.starts_with("\"\"\"") => {
            let string = delimited(tag("\"\"\""), take_until("\"\"\""), tag("\"\"\""));
            let (after, inner) = { string }.parse(rest)?;
            let inner: &str = inner;
            let inner = inner.strip_prefix("\r\n").or(inner.strip_prefix('\n')).unwrap_or(inner);
            Ok((after, scalar(after, ScalarStyle::Literal, Some(meant(inner)))))
        }
        Some(b'\'') if rest.starts_with("'''") => {
            let string = delimited(tag("'''"), take_until("'''"), tag("'''"));
            let (after, inner) = { string }.parse(rest)?;
            let inner: &str = inner;
            let inner = inner.strip_prefix("\r\n").or(inner.strip_prefix('\n')).unwrap_or(inner);
            Ok((after, scalar(after, ScalarStyle::Literal, Some(inner.into()))))
        }
        Some(b'"') => {
            let (after, inner) = basic(rest)?;
            Ok((after, scalar(after, ScalarStyle::DoubleQuoted, Some(meant(inner)))))
        }
        Some(b'\'') => {
            let (after, inner) = literal(rest)?;
            Ok((after, scalar(after, ScalarStyle::SingleQuoted, Some(inner.into()))))
        }
        _ => {
            let word = take_while1(|c: char| c.is_ascii_alphanumeric() || "+-_.:".contains(c));
            // A date and a time may have a space between them.
            let time = preceded(
                char(' '),
                take_while1(|c: char| c.is_ascii_digit() || "+-.:Z".contains(c)),
            );
            let (after, _) = pair(word, opt(time)).parse(rest)?;
            Ok((after, scalar(after, ScalarStyle::Plain, None)))
        }
    }
}

fn list<'t>(text: &str, rest: &'t str, depth: usize) -> Parsed<'t, Vec<Value>> {
    let (mut rest, _) = char('[').parse(rest)?;
    let mut list = Vec::new();
    loop {
        rest = skip_lines(rest);
        if let Some(after) = rest.strip_prefix(']') {
            return Ok((after, list));
        }
        let (after, one) = value(text, rest, depth + 1)?;
        list.push(one);
        rest = skip_lines(after);
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None if rest.starts_with(']') => {}
            None => return Err(nom::Err::Error(())),
        }
    }
}

fn map<'t>(text: &str, rest: &'t str, depth: usize) -> Parsed<'t, Vec<Entry>> {
    let (mut rest, _) = char('{').parse(rest)?;
    let mut entries = Vec::new();
    loop {
        rest = rest.trim_start_matches(is_blank);
        if let Some(after) = rest.strip_prefix('}') {
            return Ok((after, entries));
        }
        let (after, one) = entry(text, rest, depth + 1)?;
        entries.push(one);
        rest = after.trim_start_matches(is_blank);
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None if rest.starts_with('}') => {}
            None => return Err(nom::Err::Error(())),
        }
    }
}

/// Reads `"…"` on one line; gives what is inside.
fn basic(rest: &str) -> Parsed<'_, &str> {
    let escape = recognize(pair(char('\\'), anychar));
    let inside = recognize(many0_count(alt((is_not("\"\\\n\r"), escape))));
    delimited(char('"'), inside, char('"')).parse(rest)
}

/// Reads `'…'` on one line; gives what is inside.
fn literal(rest: &str) -> Parsed<'_, &str> {
    let inside = take_while(|c| !matches!(c, '\'' | '\n' | '\r'));
    delimited(char('\''), inside, char('\'')).parse(rest)
}

/// What a string with escapes says.
fn meant(inner: &str) -> Box<str> {
    if !inner.contains('\\') {
        return inner.into();
    }
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut chars = after.chars();
        let Some(escape) = chars.next() else { break };
        rest = chars.as_str();
        match escape {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'u' | 'U' => {
                let length = if escape == 'u' { 4 } else { 8 };
                let code = rest.get(..length).and_then(|code| u32::from_str_radix(code, 16).ok());
                if let Some(c) = code.and_then(char::from_u32) {
                    out.push(c);
                    rest = rest.get(length..).unwrap_or("");
                }
            }
            // A line ending behind a backslash goes with the white space after it.
            '\n' | '\r' => rest = rest.trim_start(),
            other => out.push(other),
        }
    }
    out.push_str(rest);
    out.into()
}

/// Skips white space, line endings and comments.
fn skip_lines(mut rest: &str) -> &str {
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        if !rest.starts_with('#') {
            return rest;
        }
        rest = rest.find('\n').and_then(|at| rest.get(at..)).unwrap_or("");
    }
}

/// What follows the line where nothing but a comment is left of it.
fn end_of_line(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(is_blank);
    (rest.is_empty() || rest.starts_with(['\n', '\r', '#'])).then_some(rest)
}

/// Notes keys that stand twice in one table.
fn duplicates(text: &str, entries: &[Entry], problems: &mut Vec<YamlProblem>) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for entry in entries {
        let key = entry.key.meaning(text);
        if let Some(&related) = first.get(key) {
            problems.push(YamlProblem {
                span: entry.key.span,
                kind: YamlProblemKind::DuplicateKey,
                message: "this key stands twice".to_owned(),
                related: Some(related),
            });
        } else {
            first.insert(key, entry.key.span);
        }
        let tables: &[Value] = match &entry.value.kind {
            ValueKind::List(list) => list,
            ValueKind::Map(_) => std::slice::from_ref(&entry.value),
            _ => &[],
        };
        for table in tables {
            // Nesting is bounded where it is read.
            if let ValueKind::Map(inner) = &table.kind {
                duplicates(text, inner, problems);
            }
        }
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let (entries, problems) = read(text, Span::new(0, text.len()));
        let mut out: Vec<String> = entries.iter().map(|entry| one(text, entry)).collect();
        out.extend(problems.iter().map(|it| format!("!{:?} {:?}", it.kind, it.span.of_text(text))));
        out.join("; ")
    }

    fn one(text: &str, entry: &Entry) -> String {
        format!("{}={}", entry.key.meaning(text), written(text, &entry.value))
    }

    fn written(text: &str, value: &Value) -> String {
        match &value.kind {
            ValueKind::Scalar(scalar) => format!("{:?}", scalar.meaning(text)),
            ValueKind::List(list) => {
                let list: Vec<_> = list.iter().map(|value| written(text, value)).collect();
                format!("[{}]", list.join(","))
            }
            ValueKind::Map(map) => {
                let map: Vec<_> = map.iter().map(|entry| one(text, entry)).collect();
                format!("{{{}}}", map.join(","))
            }
            ValueKind::Alias => String::new(),
        }
    }

    #[test]
    fn values() {
        assert_eq!(shape("a = \"b \\\"c\\\" \\u00e9\" # d\n"), "a=\"b \\\"c\\\" é\"");
        assert_eq!(shape("a = 'b\\c'\nd-e = 1.5\n"), "a=\"b\\\\c\"; d-e=\"1.5\"");
        assert_eq!(shape("date = 2024-01-02 03:04:05Z\n"), "date=\"2024-01-02 03:04:05Z\"");
        assert_eq!(shape("a = [\"b\", # c\n 'd',\n]\n"), "a=[\"b\",\"d\"]");
        assert_eq!(shape("a = { b = 1, \"c\" = [2] }"), "a={b=\"1\",c=[\"2\"]}");
        assert_eq!(shape("a = \"\"\"\nb \"c\"\n\"\"\""), "a=\"b \\\"c\\\"\\n\"");
        assert_eq!(shape("a = '''b\\c''' # d"), "a=\"b\\\\c\"");
    }

    #[test]
    fn tables() {
        assert_eq!(shape("a = 1\n[b]\nc = 2\n[d.e]\n"), "a=\"1\"; b={c=\"2\"}; d.e={}");
        assert_eq!(shape("[[a]]\nb = 1\n[[a]]\nb = 2"), "a=[{b=\"1\"},{b=\"2\"}]");
    }

    #[test]
    fn faults() {
        assert_eq!(shape("a b\nc = 1"), "c=\"1\"; !Invalid \"a b\"");
        assert_eq!(shape("a = 1\na = 2"), "a=\"1\"; a=\"2\"; !DuplicateKey \"a\"");
        assert_eq!(shape("a = \"b\nc = 1"), "c=\"1\"; !Invalid \"a = \\\"b\"");
        assert_eq!(shape(&format!("a = {}", "[".repeat(200))).matches("!Invalid").count(), 1);
    }
}
