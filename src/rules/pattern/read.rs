//! Reads the `match` of a page.

use super::{
    Kind, Pattern,
    find::{Find, Template},
    place::{self, Place},
    terms,
};
use crate::{
    ast::{Entry, Value},
    rules::read::{Reader, advice},
    text::Span,
};

/// A kind of pattern: its word, the keys it takes besides the common ones, the fields of its
/// message, and the message where the page has none.
struct Shape {
    keys: &'static [&'static str],
    fields: &'static [&'static str],
    message: &'static str,
}

const COMMON: &[&str] =
    &["kind", "in", "locales", "except-locales", "ignore-case", "message", "help"];

const KINDS: &[(&str, &Shape)] = &[
    (
        "forbid",
        &Shape {
            keys: &["pattern", "words", "unless-in-source"],
            fields: &["match"],
            message: "`{match}` must not stand here",
        },
    ),
    (
        "require",
        &Shape {
            keys: &["pattern", "words", "when"],
            fields: &["match"],
            message: "what the source calls for is missing here",
        },
    ),
    (
        "same",
        &Shape {
            keys: &["pattern", "words"],
            fields: &["match", "side"],
            message: "`{match}` stands in the {side} only",
        },
    ),
    (
        "count",
        &Shape {
            keys: &["pattern", "words", "source-pattern"],
            fields: &["count", "source-count"],
            message: "found {count} times, {source-count} times in the source",
        },
    ),
    (
        "term",
        &Shape {
            keys: &["terms"],
            fields: &["match", "forms"],
            message: "`{match}` of the source is not rendered as {forms}",
        },
    ),
    (
        "keep",
        &Shape {
            keys: &["words"],
            fields: &["match"],
            message: "`{match}` of the source is missing or changed",
        },
    ),
];

impl Pattern {
    /// Reads the `match` of a page; errors go to the reader.
    pub(in crate::rules) fn read(reader: &mut Reader<'_>, value: &Value) -> Option<Pattern> {
        let entries = reader.map(value, "match")?;
        let at = Span::new(value.span.start as usize, value.span.start as usize);
        let Some(kind) = reader.get(entries, "kind") else {
            reader.error(at, "`match` has no `kind`");
            return None;
        };
        let words: Vec<_> = KINDS.iter().map(|(word, shape)| (*word, (*word, *shape))).collect();
        let (word, shape) = reader.word(kind, "kind", &words)?;
        let keys: Vec<&str> = COMMON.iter().chain(shape.keys).copied().collect();
        reader.only(entries, &keys);
        let ignore_case = flag(reader, entries, "ignore-case", false);
        let places = places(reader, entries);
        let message = match reader.get(entries, "message") {
            Some(value) => Template::read(reader, value, shape.fields),
            None => Some(Template::new(shape.message)),
        };
        let help = reader.get(entries, "help");
        let help = help.and_then(|value| reader.filled(value, "help"));
        let mut list = |key| {
            let value = reader.get(entries, key);
            value.and_then(|value| reader.list(value, key)).unwrap_or_default()
        };
        let (locales, except) = (list("locales"), list("except-locales"));
        let kind = match word {
            "term" => Kind::Term(terms::read_terms(reader, entries, at, ignore_case)?),
            "keep" => Kind::Keep(terms::read_keep(reader, entries, at)?),
            _ => {
                let find = Find::read(reader, entries, at, ignore_case)?;
                let mut other = |key| {
                    let value = reader.get(entries, key)?;
                    Find::pattern(reader, value, ignore_case)
                };
                match word {
                    "require" => Kind::Require { find, when: other("when") },
                    "same" => Kind::Same { find },
                    "count" => {
                        let source = other("source-pattern").unwrap_or_else(|| find.clone());
                        Kind::Count { find, source }
                    }
                    _ => {
                        let unless_in_source = flag(reader, entries, "unless-in-source", true);
                        Kind::Forbid { find, unless_in_source }
                    }
                }
            }
        };
        Some(Pattern { kind, places: places?, locales, except, message: message?, help })
    }
}

fn flag(reader: &mut Reader<'_>, entries: &[Entry], key: &str, default: bool) -> bool {
    let value = reader.get(entries, key);
    value.and_then(|value| reader.boolean(value, key)).unwrap_or(default)
}

fn places(reader: &mut Reader<'_>, entries: &[Entry]) -> Option<Vec<Place>> {
    let Some(value) = reader.get(entries, "in") else { return Some(vec![Place::Prose]) };
    let mut places = Vec::new();
    for (at, word) in reader.spanned_list(value, "in")? {
        let place = Place::of(&word);
        if place.is_none() {
            let help = advice(&word, place::WORDS.iter().copied());
            reader.error_help(at, format!("unknown place `{word}`"), help);
        }
        places.extend(place);
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::front_matter;

    fn errors(yaml: &str) -> Vec<String> {
        let text = format!("match:\n{yaml}");
        let (entries, problems) = front_matter::mapping(&text, 0);
        assert_eq!(problems, []);
        let mut reader = Reader::new(&text);
        Pattern::read(&mut reader, &entries[0].value);
        let quoted = |error: crate::rules::read::ReadError| {
            format!("{}: {}", error.span.of_text(&text), error.message)
        };
        reader.errors.into_iter().map(quoted).collect()
    }

    #[test]
    fn wrong_patterns_are_told_at_their_place() {
        assert_eq!(
            errors("  kind: forbid\n  words: [a]\n  in: [alt, front-matter.title]\n"),
            [""; 0]
        );
        assert_eq!(errors("  words: [a]\n"), [": `match` has no `kind`"]);
        assert_eq!(errors("  kind: forbit\n"), ["forbit: unknown value `forbit` for `kind`"]);
        assert_eq!(
            errors("  kind: keep\n  words: [a]\n  pattern: b\n"),
            ["pattern: unknown key `pattern`"]
        );
        assert_eq!(
            errors("  kind: same\n"),
            [": say what to look for: either `pattern` or `words`"]
        );
        assert_eq!(
            errors("  kind: forbid\n  words: [a]\n  in: prosa\n  message: 'no {word}'\n"),
            ["prosa: unknown place `prosa`", "'no {word}': `{word}` stands for nothing"]
        );
        assert_eq!(errors("  kind: term\n  terms: { a: [] }\n"), ["[]: `a` has no forms"]);
    }

    #[test]
    fn patterns_are_bounded() {
        assert_eq!(
            errors("  kind: same\n  pattern: '(a'\n"),
            ["'(a': the pattern cannot be read: unclosed group"]
        );
        assert_eq!(
            errors("  kind: same\n  pattern: 'a*'\n"),
            ["'a*': the pattern also matches the empty text"]
        );
        let huge = errors("  kind: same\n  pattern: '\\w{1000}'\n");
        assert!(huge[0].contains("size limit"), "{huge:?}");
        let deep = format!("  kind: same\n  pattern: '{}a{}'\n", "(".repeat(60), ")".repeat(60));
        assert!(errors(&deep)[0].contains("nest"), "{:?}", errors(&deep));
    }
}
