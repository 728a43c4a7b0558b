//! Files of strings: what a product calls its buttons and menus, or a glossary. The ending says how one
//! is read: JSON, YAML, `.properties`, `.resx`, XLIFF. Reading the file is the caller's.

use crate::{
    ast::{Entry, ValueKind},
    grammar::front_matter,
    rules::read::{ReadError, Reader},
    text::Span,
};
use serde_json::Value;
use std::borrow::Cow;

/// Endings of the files that can be read.
const ENDINGS: [&str; 7] = ["json", "yaml", "yml", "properties", "resx", "xlf", "xliff"];

/// A string of a file: its key, and what it says. In a file of two languages the key is what it says in
/// the source's.
pub type Entries = Vec<(String, Vec<String>)>;

/// The strings of a file, in its order.
///
/// # Errors
/// What is wrong, with spans in bytes of `text`; an ending that is not known.
pub fn strings(path: &str, text: &str) -> Result<Entries, Vec<ReadError>> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    // A byte order mark is no part of what it says.
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = (text.len() - body.len()) as u32;
    let read = match ending.as_str() {
        "json" => json(body),
        "yaml" | "yml" => yaml(body),
        "properties" => Ok(properties(body)),
        "resx" => resx(body),
        "xlf" | "xliff" => xliff(body),
        _ => Err(vec![ReadError {
            span: Span::default(),
            message: format!("strings cannot be read from `.{ending}`"),
            help: Some(format!("take a file that ends in one of {}", ENDINGS.join(", "))),
        }]),
    };
    read.map_err(|errors| {
        let moved = |mut error: ReadError| {
            error.span = error.span.shifted(skipped);
            error
        };
        errors.into_iter().map(moved).collect()
    })
}

fn json(text: &str) -> Result<Entries, Vec<ReadError>> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let start: usize = line.map(str::len).sum();
        let mut at = (start + error.column().saturating_sub(1)).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or("").to_owned();
        vec![ReadError {
            span: Span::new(at, at),
            message: format!("this is no JSON: {message}"),
            help: Some("write an object whose values are texts".to_owned()),
        }]
    })?;
    let mut found = Vec::new();
    flatten("", &value, &mut found);
    Ok(found)
}

/// The texts of an object; keys of objects within it are joined by a full stop.
fn flatten(prefix: &str, value: &Value, found: &mut Entries) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
                flatten(&key, value, found);
            }
        }
        Value::String(text) => found.push((prefix.to_owned(), vec![text.clone()])),
        Value::Array(items) => {
            let texts = items.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            found.push((prefix.to_owned(), texts));
        }
        _ => {}
    }
}

fn yaml(text: &str) -> Result<Entries, Vec<ReadError>> {
    fn flatten(reader: &mut Reader<'_>, prefix: &str, entries: &[Entry], found: &mut Entries) {
        for entry in entries {
            let key = reader.key(entry).to_owned();
            let key = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
            match &entry.value.kind {
                ValueKind::Map(inner) => flatten(reader, &key, inner, found),
                _ => found.extend(reader.list(&entry.value, &key).map(|texts| (key, texts))),
            }
        }
    }
    let (entries, problems) = front_matter::mapping(text, 0);
    let mut reader = Reader::new(text);
    reader.yaml_problems(&problems);
    let mut found = Vec::new();
    flatten(&mut reader, "", &entries, &mut found);
    reader.finish(Some(found))
}

/// `key = value`; a backslash at the end of a line joins the next one.
fn properties(text: &str) -> Entries {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let line = line.trim_start();
        if line.is_empty() || line.starts_with(['#', '!']) {
            continue;
        }
        let mut whole = line.to_owned();
        while (whole.len() - whole.trim_end_matches('\\').len()) % 2 == 1 {
            whole.pop();
            let Some(next) = lines.next() else { break };
            whole.push_str(next.trim_start());
        }
        let mut escaped = false;
        let end = whole.find(|c: char| {
            let ends = !escaped && (matches!(c, '=' | ':') || c.is_whitespace());
            escaped = c == '\\' && !escaped;
            ends
        });
        let (key, rest) = whole.split_at(end.unwrap_or(whole.len()));
        let rest = rest.trim_start();
        let value = rest.strip_prefix(['=', ':']).unwrap_or(rest).trim_start();
        found.push((unescaped(key), vec![unescaped(value)]));
    }
    found
}

/// A text of a `.properties` file without its backslashes.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'r' | 't') => out.push(' '),
            Some('u') => {
                let digits: String = chars.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                out.push(code.unwrap_or('\u{fffd}'));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

fn resx(text: &str) -> Result<Entries, Vec<ReadError>> {
    let mut found = Vec::new();
    for element in elements(text, "data") {
        let (tag, content) = element?;
        // What has a type is a picture or the like.
        let (Some(name), None) = (attribute(tag, "name"), attribute(tag, "type")) else { continue };
        if let Some(value) = elements(content, "value").next() {
            found
                .push((name, vec![plain(value.map_err(|errors| moved(text, content, errors))?.1)]));
        }
    }
    Ok(found)
}

fn xliff(text: &str) -> Result<Entries, Vec<ReadError>> {
    let mut found = Vec::new();
    // Each source is followed by its target; what is not translated yet has none.
    let mut targets = elements(text, "target").peekable();
    let mut sources = elements(text, "source").peekable();
    let start = |content: &str| Span::of(text, content).start;
    while let Some(source) = sources.next() {
        let (_, source) = source?;
        let next = match sources.peek() {
            Some(Ok((_, next))) => start(next),
            _ => u32::MAX,
        };
        let before = |it: &Result<(&str, &str), _>| {
            it.as_ref().map_or(true, |(_, target)| start(target) < next)
        };
        while let Some(target) = targets.next_if(before) {
            let (_, target) = target?;
            if start(target) > start(source) && !target.is_empty() {
                found.push((plain(source), vec![plain(target)]));
            }
        }
    }
    Ok(found)
}

/// The errors of a part of a text, as errors of the text.
fn moved(text: &str, part: &str, errors: Vec<ReadError>) -> Vec<ReadError> {
    let start = Span::of(text, part).start;
    let moved = |error: ReadError| ReadError { span: error.span.shifted(start), ..error };
    errors.into_iter().map(moved).collect()
}

/// The elements of a name in a text of XML, each as its opening tag and its content, in order; they do
/// not hold each other. An error is told where one has no end, and ends the list.
fn elements<'t>(
    text: &'t str,
    name: &'t str,
) -> impl Iterator<Item = Result<(&'t str, &'t str), Vec<ReadError>>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let open = at + rest.find('<')?;
            let rest = text.get(open..)?;
            if rest.starts_with("<!--") {
                at = open + rest.find("-->")?;
                continue;
            }
            at = open + 1;
            let ends = |c: char| c == '>' || c == '/' || c.is_whitespace();
            let Some(after) = rest.get(1..)?.strip_prefix(name) else { continue };
            if !after.starts_with(ends) {
                continue;
            }
            let tag_end = open + rest.find('>')? + 1;
            let tag = text.get(open..tag_end)?;
            at = tag_end;
            if tag.ends_with("/>") {
                return Some(Ok((tag, text.get(tag_end..tag_end)?)));
            }
            let content = text.get(tag_end..)?;
            let Some(close) = content.find(&format!("</{name}>")) else {
                at = text.len();
                return Some(Err(vec![ReadError {
                    span: Span::new(open, tag_end),
                    message: format!("`<{name}>` has no end"),
                    help: Some(format!("put `</{name}>` behind its content")),
                }]));
            };
            at = tag_end + close;
            return Some(Ok((tag, content.get(..close)?)));
        }
    })
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest.get(..at)?.ends_with(char::is_whitespace);
        rest = rest.get(at + name.len()..)?;
        if let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| before) {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return Some(plain(value.get(1..)?.split(quote).next()?));
        }
    }
}

/// The text of a content of XML: without tags, references read.
fn plain(content: &str) -> String {
    let content: Cow<'_, str> = match content.trim().strip_prefix("<![CDATA[") {
        Some(data) => return data.trim_end_matches("]]>").to_owned(),
        None => Cow::Borrowed(content),
    };
    let mut out = String::with_capacity(content.len());
    let mut rest = &*content;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = if from.starts_with('<') { '>' } else { ';' };
        let Some(length) = from.find(end) else {
            out.push_str(from);
            return out;
        };
        let inner = from.get(1..length).unwrap_or("");
        if end == ';' {
            let code = |digits: &str, base| {
                u32::from_str_radix(digits, base).ok().and_then(char::from_u32)
            };
            let read = match inner {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => match (inner.strip_prefix("#x"), inner.strip_prefix('#')) {
                    (Some(hex), _) => code(hex, 16),
                    (None, Some(decimal)) => code(decimal, 10),
                    _ => None,
                },
            };
            out.extend(read);
        }
        rest = from.get(length + 1..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, text: &str) -> Vec<(String, String)> {
        let entries = strings(path, text).unwrap();
        entries.into_iter().map(|(key, values)| (key, values.join("|"))).collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn each_kind_of_file() {
        let json = "\u{feff}{\"Save\": \"Opslaan\", \"menu\": {\"open\": [\"Openen\", \"Open\"]}}";
        assert_eq!(
            read("a.json", json),
            pairs(&[("Save", "Opslaan"), ("menu.open", "Openen|Open")])
        );
        let yaml = "Save: Opslaan\nmenu:\n  open: [Openen, Open]\n";
        assert_eq!(
            read("a.YML", yaml),
            pairs(&[("Save", "Opslaan"), ("menu.open", "Openen|Open")])
        );
        let properties = "# menu\nsave = Opsl\\u0061an\nlong: a \\\n   b\nkey\\ two=c\n";
        assert_eq!(
            read("nl.properties", properties),
            pairs(&[("save", "Opslaan"), ("long", "a b"), ("key two", "c")])
        );
        let resx = "<root><!-- <data name=\"no\"> --><data name=\"Save\" xml:space=\"preserve\">\n\
                    <value>Opslaan &amp; sluiten</value><comment>x</comment></data>\
                    <data name=\"Icon\" type=\"bitmap\"><value>AA</value></data></root>";
        assert_eq!(read("nl.resx", resx), pairs(&[("Save", "Opslaan & sluiten")]));
        let xliff = "<xliff><trans-unit id=\"1\"><source>Save</source><target>Opslaan</target>\
                     </trans-unit><trans-unit id=\"2\"><source>Open</source></trans-unit>\
                     <trans-unit id=\"3\"><source>Cut <x id=\"1\"/></source><target>Knippen</target>\
                     </trans-unit></xliff>";
        assert_eq!(read("nl.xlf", xliff), pairs(&[("Save", "Opslaan"), ("Cut ", "Knippen")]));
    }

    #[test]
    fn errors_have_places() {
        let text = "{\n  \"Save\": Opslaan\n}";
        let errors = strings("a.json", text).unwrap_err();
        assert_eq!(&text[errors[0].span.start as usize..][..7], "Opslaan");
        assert!(errors[0].message.starts_with("this is no JSON"), "{errors:?}");
        let text = "<root><data name=\"a\"><value>b</root>";
        let errors = strings("a.resx", text).unwrap_err();
        assert_eq!(errors[0].span.of_text(text), "<data name=\"a\">");
        let text = "<root><data name=\"a\"><value>b</data></root>";
        let errors = strings("a.resx", text).unwrap_err();
        assert_eq!(errors[0].span.of_text(text), "<value>");
        assert!(strings("a.csv", "a").unwrap_err()[0].help.as_ref().unwrap().contains("json"));
    }
}
