//! Which commit of its source a translation says that it was made from.

use crate::{
    ast::{Entry, FrontMatter, ScalarStyle, Value, ValueKind},
    text::Span,
};

/// The keys of front matters that name the commit of the source, those within a mapping behind a dot.
pub const REVISION_KEYS: [&str; 3] =
    ["ms.sourcegitcommit", "default_lang_commit", "l10n.sourceCommit"];

/// What a front matter says of the source's commit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revision<'a> {
    /// The key, the mapping it stands in before a dot.
    pub key: &'a str,
    /// The value's bytes in the article's text, without quotes.
    pub span: Span,
    /// What it says, which need not be a commit.
    pub value: &'a str,
}

impl Revision<'_> {
    /// The commit: 4 to 64 hexadecimal digits.
    pub fn commit(&self) -> Option<&str> {
        let is_commit = (4..=64).contains(&self.value.len())
            && self.value.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_commit.then_some(self.value)
    }
}

/// What the front matter of an article says of its source's commit: under `key` if one is given, else
/// under the first of [`REVISION_KEYS`] that is there. `text` is the article's text.
pub fn revision<'a>(
    front: &'a FrontMatter,
    text: &'a str,
    key: Option<&'a str>,
) -> Option<Revision<'a>> {
    let usual = REVISION_KEYS.iter().copied().filter(|_| key.is_none());
    key.into_iter().chain(usual).find_map(|key| {
        let span = inner(value(&front.entries, text, key)?)?;
        Some(Revision { key, span, value: span.of_text(text) })
    })
}

/// The value of a key: its own, or behind a dot that of a key within its mapping.
fn value<'e>(entries: &'e [Entry], text: &str, key: &str) -> Option<&'e Value> {
    let of = |entries: &'e [Entry], key: &str| {
        entries.iter().find(|entry| entry.key.meaning(text) == key).map(|entry| &entry.value)
    };
    if let Some(value) = of(entries, key) {
        return Some(value);
    }
    let (outer, inner) = key.split_once('.')?;
    let ValueKind::Map(entries) = &of(entries, outer)?.kind else { return None };
    of(entries, inner)
}

/// The bytes of a scalar between its quotes.
fn inner(value: &Value) -> Option<Span> {
    let ValueKind::Scalar(scalar) = &value.kind else { return None };
    let Span { start, end } = scalar.span;
    Some(match scalar.style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted if end >= start + 2 => {
            Span { start: start + 1, end: end - 1 }
        }
        _ => scalar.span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::front_matter::parse;

    fn found(text: &str, key: Option<&str>) -> Option<(String, String, Option<String>)> {
        let front = parse(text)?;
        let it = revision(&front, text, key)?;
        assert_eq!(it.span.of_text(text), it.value);
        Some((it.key.to_owned(), it.value.to_owned(), it.commit().map(str::to_owned)))
    }

    #[test]
    fn the_usual_keys_and_others() {
        let of = |text: &str, key| found(text, key).map(|(key, value, _)| (key, value));
        let is = |key: &str, value: &str| Some((key.to_owned(), value.to_owned()));
        let text = "---\ntitle: A\ndefault_lang_commit: 0a1b2c3 # patched\n---\n";
        assert_eq!(of(text, None), is("default_lang_commit", "0a1b2c3"));
        assert_eq!(of(text, Some("title")), is("title", "A"));
        assert_eq!(of(text, Some("other")), None);
        let nested = "---\nl10n:\n  sourceCommit: '0a1b2c3'\n---\n";
        assert_eq!(of(nested, None), is("l10n.sourceCommit", "0a1b2c3"));
        assert_eq!(of("---\nl10n: x\n---\n", None), None);
        let toml = "+++\ntitle = \"A\"\ndefault_lang_commit = \"0a1b2c3\"\n[t]\nx = \"y\"\n+++\n";
        assert_eq!(of(toml, None), is("default_lang_commit", "0a1b2c3"));
        assert_eq!(of(toml, Some("x")), None);
    }

    #[test]
    fn only_hexadecimal_digits_are_a_commit() {
        let of = |value: &str| {
            let text = format!("---\nms.sourcegitcommit: {value}\n---\n");
            found(&text, None).and_then(|(_, _, commit)| commit)
        };
        assert_eq!(of("12e4").as_deref(), Some("12e4"), "as it is written");
        assert_eq!(of("\"0A1b2c3\"").as_deref(), Some("0A1b2c3"));
        assert_eq!(of("abc"), None);
        assert_eq!(of("--output=x"), None);
        assert_eq!(of("HEAD"), None);
        assert_eq!(of("<commit>"), None);
        assert_eq!(of(&"a".repeat(65)), None);
    }
}
