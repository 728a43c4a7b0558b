//! `untranslated/attribute`: an attribute that is meant for the reader stayed in the source language.

use crate::{
    bitext::{Bitext, Side},
    facts::is_translated_attribute,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Untranslated)
}

struct Untranslated;

impl Rule for Untranslated {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let facts = bitext.target_facts.facts.iter().zip(0..);
        for (fact, index) in facts.filter(|(fact, _)| fact.is_directive()) {
            for attribute in bitext.target_facts.attributes(index) {
                let name = bitext.text(Side::Target, attribute.name);
                let Some(value) = attribute.value else { continue };
                // Alternative texts have a rule of their own, and `text` of `no-loc` stays as it is.
                let other =
                    ["alt", "alt-text", "content"].iter().any(|it| it.eq_ignore_ascii_case(name))
                        || fact.directive_name() == "no-loc";
                // What stands in braces is a script.
                if other
                    || attribute.quote == Some('{')
                    || !is_translated_attribute(name)
                    || bitext.is_untranslated()
                {
                    continue;
                }
                let same = in_source(bitext, value);
                let left = bitext.is_source_language_value(value, same.is_some())
                    || same.is_some() && are_words(bitext, value);
                if !left {
                    continue;
                }
                let language = bitext.source_language();
                let said = bitext.text(Side::Target, value);
                let finding =
                    cx.report(value, format!("`{name}` is left in {language}: {}", quote(said)));
                finding
                    .label(format!("still {language}"))
                    .help("translate the value: readers see it, or hear it read out");
                if let Some(same) = same {
                    finding.source(same, "the source says the same");
                }
            }
        }
    }
}

/// Where the source says the same as a value, in a source that is a file of its own: the halves of a
/// side-by-side article share what stands outside of pairs.
fn in_source(bitext: &Bitext<'_>, value: Span) -> Option<Span> {
    let source = bitext.source.filter(|_| bitext.is_two_files())?;
    let said = bitext.text(Side::Target, value);
    let at = source.text.find(said)?;
    let end = at + said.len();
    let outside = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let whole = outside(source.text.get(..at)?.chars().next_back())
        && outside(source.text.get(end..)?.chars().next());
    whole.then(|| Span::new(at, end))
}

/// Whether a value is words of a language rather than names: two or more, one at least in lower case.
fn are_words(bitext: &Bitext<'_>, value: Span) -> bool {
    let counts = bitext.prose_of_value(value);
    counts.words >= 2 && counts.names < counts.words
}
