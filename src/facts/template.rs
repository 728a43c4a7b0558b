//! Keys of what a template engine or MDX reads: see `FactKind::Template`.

use super::{destination, is_translated_attribute, may_differ};
use crate::ast::Attribute;

/// Whether a tag of JSX names a component rather than an element of HTML.
pub(super) fn is_component(name: &str) -> bool {
    name.is_empty() || name.contains('.') || name.starts_with(|c: char| !c.is_lowercase())
}

/// Name and arguments.
pub(super) fn key(text: &str, name: &str, closing: bool, attributes: &[Attribute]) -> String {
    let mut key = format!("{}{name}", if closing { "/" } else { "" });
    for attribute in attributes {
        let name = attribute.name.of_text(text);
        if is_translated_attribute(name) || may_differ(name) {
            continue;
        }
        let value = attribute.value.map(|value| value.of_text(text));
        let words = value.is_some_and(|value| is_words(value, attribute.quote));
        if name.is_empty() && words {
            continue;
        }
        key.push(' ');
        key.push_str(name);
        // A site names its own arguments for the reader as it likes (`cta`, `heading`).
        let Some(value) = value.filter(|_| !words) else { continue };
        if !name.is_empty() {
            key.push('=');
        }
        if attribute.quote == Some('{') {
            key.push_str(&expression_key(&without_strings(value)));
        } else if value.contains('/') || value.starts_with('#') {
            let page = value.split('#').next().unwrap_or("");
            key.push_str(&destination::key(page));
        } else {
            key.push_str(value);
        }
    }
    key
}

/// An expression in braces, with single spaces.
pub(super) fn expression_key(inner: &str) -> String {
    format!("{{{}}}", joined(inner))
}

/// `import` or `export` with the names that it binds and the file that they come from; its folder may
/// differ, for a translation stands in another one.
pub(super) fn module_key(text: &str) -> String {
    let first = text.split(['\n', '\r']).next().unwrap_or("");
    if text.starts_with("import") {
        let Some((names, from)) = text.rsplit_once("from") else { return joined(first) };
        let path = from.split(['"', '\'']).nth(1).unwrap_or("");
        let file = path.rsplit('/').next().unwrap_or("");
        return format!("{} {file}", joined(names));
    }
    joined(first.split('=').next().unwrap_or(""))
}

/// An expression without what its strings and comments hold: that is for the reader as often as not.
fn without_strings(expression: &str) -> String {
    let mut out = String::with_capacity(expression.len());
    let mut rest = expression;
    while let Some(at) = rest.find(['"', '\'', '`', '/']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (inner, end) = match from.as_bytes() {
            [b'/', b'*', ..] => (2, from.find("*/").map(|at| at + 2)),
            [b'/', b'/', ..] => (2, from.find('\n')),
            [b'/', ..] => {
                out.push('/');
                rest = from.get(1..).unwrap_or("");
                continue;
            }
            [quote, ..] => (1, closing(from, *quote)),
            [] => break,
        };
        if inner == 1 {
            out.push_str("''");
        }
        rest = end.and_then(|end| from.get(end..)).unwrap_or("");
    }
    out.push_str(rest);
    // A comma before the end of a list means nothing.
    joined(&out).replace(", ]", " ]").replace(", }", " }")
}

/// The offset behind the end of a string that starts with a quote.
fn closing(text: &str, quote: u8) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        if byte == quote && !escaped {
            return Some(at + 1);
        }
        escaped = byte == b'\\' && !escaped;
    }
    None
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether an argument by position reads like words for the reader and not like a name or path.
fn is_words(value: &str, quote: Option<char>) -> bool {
    let capital = value.starts_with(char::is_uppercase)
        && value.chars().all(|c| c.is_alphabetic() || c.is_whitespace());
    quote != Some('{') && (!value.is_ascii() || value.contains(char::is_whitespace) || capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules() {
        assert_eq!(module_key("import { A,\n  B } from '../a.js';"), "import { A, B } a.js");
        assert_eq!(module_key("import './a.css';"), "import './a.css';");
        assert_eq!(module_key("export const a = {\n  b,\n};"), "export const a");
    }

    #[test]
    fn strings_of_an_expression_do_not_count() {
        let one = "[{ label: 'It\\'s', n: 2 / 1 }, /* a */ ]";
        assert_eq!(without_strings(one), "[{ label: '', n: 2 / 1 } ]");
        assert_eq!(
            without_strings("[{ label: \"Nun\", n: 2 / 1 }]").replace(" ]", "]"),
            "[{ label: '', n: 2 / 1 }]"
        );
        assert_eq!(without_strings("`open"), "''");
    }

    #[test]
    fn words_are_left_out() {
        assert!(is_words("Windows", None) && is_words("Fenêtre", None));
        assert!(is_words("a tab", Some('"')));
        assert!(!is_words("versions.api", None) && !is_words("java", None));
    }
}
