//! Letters that touch a link, code span or emphasis in the target and not in the source.
//!
//! Which of them are right depends on the language: see the families of `rules/locales/`.

use super::Bitext;
use crate::{
    facts::Fact,
    locale::{Family, Script, script_of},
    text::Span,
};

/// Most letters of a prefix that a language of the prefixing family puts before a name.
const LONGEST_PREFIX: usize = 3;

/// Runs of letters that touch a fact of the target where a space belongs.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Touch {
    /// Letters directly before it.
    pub before: Option<Span>,
    /// Letters directly after it.
    pub after: Option<Span>,
}

impl<'a> Bitext<'a> {
    /// The letters that touch a fact of the target, where the target's language wants a space there
    /// and the source's fact, if there is one, is not touched on that end either.
    ///
    /// A single letter behind the fact is taken for an ending (`[VM](u)s`) unless it is a word, and so are two where there
    /// is no source to tell. In a language without data nothing is said of what follows.
    pub fn touch(&self, fact: &Fact<'a>, source: Option<&Fact<'a>>) -> Touch {
        let data = self.target_data;
        if data.family(Family::NoSpacesBetweenWords) {
            return Touch::default();
        }
        let theirs = source.zip(self.source_facts.as_ref());
        let before = self.target_facts.letters_before(fact.span.start);
        let before = before.filter(|letters| {
            theirs.is_none_or(|(source, facts)| facts.letters_before(source.span.start).is_none())
                && !self.is_prefix(*letters)
        });
        let endings = data.is_empty()
            || data.family(Family::ParticlesFollowMarkup)
            || data.family(Family::SuffixesJoin);
        let after = self.target_facts.letters_after(fact.span.end).filter(|_| !endings);
        let after = after.filter(|letters| {
            let text = self.target_facts.text(*letters);
            let longest_ending = if theirs.is_some() { 1 } else { 2 };
            // A single letter may be a word: Spanish `y`, French `à`, Russian `и`.
            (text.chars().nth(longest_ending).is_some()
                || longest_ending == 1 && data.is_function_word(text))
                && theirs
                    .is_none_or(|(source, facts)| facts.letters_after(source.span.end).is_none())
        });
        Touch { before, after }
    }

    /// Whether letters before a name are a prefix that the target's language joins to it, or may be
    /// one for all that is known of it.
    fn is_prefix(&self, letters: Span) -> bool {
        let text = self.target_facts.text(letters);
        let data = self.target_data;
        if data.is_empty() {
            let joined =
                |c| !matches!(script_of(c), Script::Latin | Script::Cyrillic | Script::Greek);
            return text.chars().any(joined);
        }
        data.family(Family::PrefixesJoinWord)
            && text.chars().count() <= LONGEST_PREFIX
            && text.chars().all(|c| data.prefix_letters.contains(&c))
    }
}
