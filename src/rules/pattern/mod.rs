//! Declarative rules: the `match` of a page.
//!
//! ```yaml
//! match:
//!   kind: forbid              # forbid | require | same | count | term | keep
//!   in: [prose, alt]          # where to look; prose if it is left out
//!   words: [klik hier]        # or `pattern`, a regular expression
//!   locales: [nl]             # or `except-locales`; all locales if both are left out
//!   message: '`{match}` says nothing about where the link leads'
//!   help: name the page that the link leads to
//! ```
//!
//! | kind | reports | besides |
//! | --- | --- | --- |
//! | `forbid` | each match in the target, unless the source has it too | `unless-in-source: false` |
//! | `require` | a target block without a match, where the source matches `when`; without `when`, an article without a match | `when` |
//! | `same` | what is matched on one side and not on the other | |
//! | `count` | blocks with another number of matches than the source's | `source-pattern` |
//! | `term` | a source term that none of its allowed forms renders | `terms` instead of `words` |
//! | `keep` | a listed word of the source that is gone from the target | |

mod compare;
mod find;
mod place;
mod terms;

use super::{
    Ctx, Rule,
    read::{Reader, advice},
};
use crate::{
    ast::{Entry, Value},
    bitext::{BlockPair, Side},
    facts::View,
    text::Span,
};
use find::{Find, Hit, Template};
use place::Place;
use terms::{Keep, Term};

/// The `match` of a page.
#[derive(Clone, Debug)]
pub struct Pattern {
    kind: Kind,
    places: Vec<Place>,
    locales: Vec<String>,
    except: Vec<String>,
    message: Template,
    help: Option<String>,
}

#[derive(Clone, Debug)]
enum Kind {
    Forbid { find: Find, unless_in_source: bool },
    Require { find: Find, when: Option<Find> },
    Same { find: Find },
    Count { find: Find, source: Find },
    Term(Vec<Term>),
    Keep(Vec<Keep>),
}

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
    pub(super) fn read(reader: &mut Reader<'_>, value: &Value) -> Option<Pattern> {
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

    /// Whether the rule concerns an article of a locale.
    fn concerns(&self, cx: &Ctx<'_, '_>) -> bool {
        let locale = cx.bitext.languages.target.as_ref().map_or("", |locale| locale.as_str());
        let any = |list: &[String]| list.iter().any(|wanted| covers(wanted, locale));
        (self.locales.is_empty() || any(&self.locales)) && !any(&self.except)
    }

    /// What is found in a view of a side.
    fn hits(&self, cx: &Ctx<'_, '_>, side: Side, view: Option<&View<'_>>, find: &Find) -> Vec<Hit> {
        find.all(&place::stretches(cx.bitext, side, view, &self.places))
    }

    /// Reports with the page's message and help.
    fn report<'c>(
        &self,
        cx: &'c mut Ctx<'_, '_>,
        span: Span,
        fields: &[(&str, &str)],
    ) -> &'c mut super::Finding {
        let finding = cx.report(span, self.message.fill(fields));
        match &self.help {
            Some(help) => finding.help(help),
            None => finding,
        }
    }
}

/// Whether a locale is the one wanted or a narrower one: `pt` covers `pt-BR`.
fn covers(wanted: &str, locale: &str) -> bool {
    let start = locale.get(..wanted.len()).unwrap_or("");
    start.eq_ignore_ascii_case(wanted)
        && locale.get(wanted.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
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

impl Rule for Pattern {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        if !self.concerns(cx) {
            return;
        }
        match &self.kind {
            Kind::Same { find } => compare::same(self, find, cx),
            Kind::Require { find, when: None } => compare::require(self, find, cx),
            _ => {}
        }
    }

    fn pair(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        if !self.concerns(cx) {
            return;
        }
        match &self.kind {
            Kind::Forbid { find, unless_in_source } => {
                compare::forbid(self, find, *unless_in_source, pair, cx);
            }
            Kind::Require { find, when: Some(when) } => {
                compare::require_when(self, find, when, pair, cx);
            }
            Kind::Count { find, source } => compare::count(self, find, source, pair, cx),
            Kind::Term(terms) => terms::term(self, terms, pair, cx),
            Kind::Keep(words) => terms::keep(self, words, pair, cx),
            Kind::Same { .. } | Kind::Require { when: None, .. } => {}
        }
    }
}

/// The check of a pattern.
pub(super) fn rule(pattern: Pattern) -> Box<dyn Rule> {
    Box::new(pattern)
}
