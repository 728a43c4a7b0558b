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
        if name.is_empty() && value.is_some_and(|value| is_words(value, attribute.quote)) {
            continue;
        }
        key.push(' ');
        key.push_str(name);
        let Some(value) = value else { continue };
        if !name.is_empty() {
            key.push('=');
        }
        if attribute.quote == Some('{') {
            key.push_str(&expression_key(value));
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

/// `import` or `export` with the names that it binds: where they come from may differ, for a
/// translation stands in another folder.
pub(super) fn module_key(text: &str) -> String {
    let first = text.split(['\n', '\r']).next().unwrap_or("");
    if text.starts_with("import") {
        let names = text.rsplit_once("from").map_or(first, |(names, _)| names);
        return joined(names);
    }
    joined(first.split('=').next().unwrap_or(""))
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
        assert_eq!(module_key("import { A,\n  B } from '../a.js';"), "import { A, B }");
        assert_eq!(module_key("import './a.css';"), "import './a.css';");
        assert_eq!(module_key("export const a = {\n  b,\n};"), "export const a");
    }

    #[test]
    fn words_are_left_out() {
        assert!(is_words("Windows", None) && is_words("Fenêtre", None));
        assert!(is_words("a tab", Some('"')));
        assert!(!is_words("versions.api", None) && !is_words("java", None));
    }
}
