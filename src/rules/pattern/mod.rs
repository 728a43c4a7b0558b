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
mod read;
mod terms;

use super::{Ctx, Rule};
use crate::{bitext::Side, facts::View, text::Span};
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

impl Pattern {
    /// Whether the rule concerns an article of a locale.
    fn concerns(&self, cx: &Ctx<'_, '_>) -> bool {
        let locale = cx.bitext.languages.target.as_ref().map_or("", |locale| locale.as_str());
        let any = |list: &[String]| list.iter().any(|wanted| covers(wanted, locale));
        (self.locales.is_empty() || any(&self.locales)) && !any(&self.except)
    }

    /// What is found in a view of a side.
    fn hits(&self, cx: &Ctx<'_, '_>, side: Side, view: Option<&View<'_>>, find: &Find) -> Vec<Hit> {
        find.all(&place::stretches(cx.bitext, side, view, &mut self.places.iter()))
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

impl Rule for Pattern {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        if !self.concerns(cx) {
            return;
        }
        let bitext = cx.bitext;
        match &self.kind {
            Kind::Forbid { find, unless_in_source } => {
                compare::forbid(self, find, *unless_in_source, cx);
            }
            Kind::Same { find } => compare::same(self, find, cx),
            Kind::Require { find, when: None } => compare::require(self, find, cx),
            Kind::Require { find, when: Some(when) } => {
                for pair in &bitext.pairs {
                    compare::require_when(self, find, when, pair, cx);
                }
            }
            Kind::Count { find, source } => {
                for pair in &bitext.pairs {
                    compare::count(self, find, source, pair, cx);
                }
            }
            Kind::Term(terms) => {
                for pair in &bitext.pairs {
                    terms::term(self, terms, pair, cx);
                }
            }
            Kind::Keep(words) => {
                for pair in &bitext.pairs {
                    terms::keep(self, words, pair, cx);
                }
            }
        }
    }
}

/// The check of a pattern.
pub(super) fn rule(pattern: Pattern) -> Box<dyn Rule> {
    Box::new(pattern)
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn locales_cover_narrower_ones() {
        assert!(covers("pt", "pt-BR") && covers("pt-br", "pt-BR"));
        assert!(!covers("pt-BR", "pt") && !covers("p", "pt") && !covers("pt", ""));
    }
}
