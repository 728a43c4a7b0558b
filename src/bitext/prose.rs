//! What a stretch of prose says of its language: how many words it has, and how many of them only
//! one of the two languages has.
//!
//! Words in quotation marks, in short emphasized runs (names of buttons, menus and values), in elements
//! that are not to be translated, in alternative texts and in the article's `no-loc` terms are no
//! prose. A function word that both languages have tells nothing, and neither does one within a name written
//! in title case (`Centre for Tools and Parts`).

use super::{Bitext, Side};
use crate::{
    ast::{Article, ValueKind},
    facts::{FactKind, Word, WordFlags},
    locale::{Script, is_native_letter},
    text::Span,
};

/// Runs in strong or plain emphasis of at most this many words are names of things, not prose.
const LABEL_WORDS: usize = 4;

/// Words looked at on either side of a function word to tell whether it is part of a name.
const REACH: usize = 6;

/// Counts of a stretch of prose; see [`Bitext::prose`].
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Prose {
    /// Words with letters.
    pub words: u32,
    /// Those that start with a capital letter or look like a name of code.
    pub names: u32,
    /// Function words of the source language that are no words of the target's, outside names.
    pub source: u32,
    /// Function words of the target language, those that the source's has too included.
    pub target: u32,
    /// Words with a letter of the target's script; all words where both languages share it.
    pub native: u32,
}

impl Prose {
    /// Whether function words of the source language make up `percent` of the words or more.
    pub fn has_source_share(self, percent: u32) -> bool {
        self.source * 100 >= self.words * percent
    }
}

/// A word that is prose, with whether it tells of the source language.
#[derive(Clone, Copy, Debug)]
pub struct ProseWord {
    /// The word.
    pub word: Word,
    /// A function word of the source language alone, outside names.
    pub telling: bool,
}

impl Bitext<'_> {
    /// Whether any word of a stretch is a function word of the source language and not of the
    /// target's: what nearly no stretch of a translation holds, so rules ask this first.
    pub fn may_be_source_language(&self, side: Side, span: Span) -> bool {
        match side {
            Side::Target => {
                let next = self.evidence.partition_point(|start| *start < span.start);
                self.evidence.get(next).is_some_and(|start| *start < span.end)
            }
            Side::Source => self.words(side, span).iter().any(|word| is_evidence(*word)),
        }
    }

    /// Whether the target is written in a script that the source's language does not use.
    pub fn is_other_script(&self) -> bool {
        let (target, source) = (&self.target_data.scripts, &self.source_data.scripts);
        !target.is_empty() && !source.is_empty() && !target.iter().any(|one| source.contains(one))
    }

    /// Counts the prose of a stretch of a side.
    pub fn prose(&self, side: Side, span: Span) -> Prose {
        let mut prose = Prose::default();
        let other_script = self.is_other_script();
        self.each_prose_word(side, span, |ProseWord { word, telling }| {
            prose.words += 1;
            prose.names += u32::from(word.is(WordFlags::CAPITAL.with(WordFlags::IDENTIFIER)));
            prose.source += u32::from(telling);
            let target =
                word.is(WordFlags::TARGET_FUNCTION) && !word.is(WordFlags::SOURCE_FUNCTION);
            prose.target += u32::from(target);
            prose.native += u32::from(!other_script || self.is_native(side, word));
        });
        prose
    }

    /// Calls `each` for the words of a stretch that are prose, in order.
    pub fn each_prose_word(&self, side: Side, span: Span, mut each: impl FnMut(ProseWord)) {
        let Some(facts) = self.facts(side) else { return };
        let mut marked;
        let words = match side {
            Side::Target => facts.words_in(span),
            // Words of the source carry no marks: few stretches of it are ever looked at.
            Side::Source => {
                marked = facts.words_in(span).to_vec();
                self.known.mark(facts.article.text, &mut marked);
                &marked
            }
        };
        let apart = WordFlags::QUOTED.with(WordFlags::NO_TRANSLATE).with(WordFlags::ALT);
        let emphasized = WordFlags::STRONG.with(WordFlags::EMPHASIS);
        let mixed = words.iter().any(|word| word.is(emphasized))
            && !words.iter().all(|word| word.is(emphasized));
        let mut labels = facts.facts_at(span).iter().filter(|fact| {
            mixed
                && matches!(fact.kind, FactKind::Strong | FactKind::Emphasis)
                && facts.words_in(fact.span).len() <= LABEL_WORDS
        });
        let mut label = labels.next();
        let terms = self.terms_in(side, span);
        for (at, &word) in words.iter().enumerate() {
            while label.is_some_and(|label| label.span.end <= word.span.start) {
                label = labels.next();
            }
            let kept = label.is_some_and(|label| label.span.contains(word.span))
                || terms.iter().any(|term| term.contains(word.span));
            if word.is(apart.with(WordFlags::NUMBER)) || kept {
                continue;
            }
            let telling = is_telling(facts.article.text, words, at);
            each(ProseWord { word, telling });
        }
    }

    /// Whether two stretches have the same words, letter case and what stands between them aside.
    pub fn same_words(&self, target: Span, source: Span) -> bool {
        self.are_same_words(self.words(Side::Target, target), self.words(Side::Source, source))
    }

    /// Likewise for words of the target and of the source.
    pub fn are_same_words(&self, ours: &[Word], theirs: &[Word]) -> bool {
        ours.len() == theirs.len()
            && ours.iter().zip(theirs).all(|(one, other)| {
                let texts =
                    || (self.text(Side::Target, one.span), self.text(Side::Source, other.span));
                same_word(*one, *other, texts)
            })
    }

    /// Whether a stretch of the target is followed by its rendering in brackets ("Set up backups
    /// (Back-ups instellen)"), which the source has not: then it stands there as a name.
    pub fn is_rendered_in_brackets(&self, stretch: Span, target: Span, source: Span) -> bool {
        let after = Span { start: stretch.end, end: target.end.max(stretch.end) };
        let rest = self.text(Side::Target, after);
        // The link or emphasis that the stretch ends in may close before the bracket.
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "*_\"'”’".contains(c));
        let count = |text: &str| text.matches(['(', '（']).count();
        // What repeats the stretch renders nothing; a name in it may stay.
        let own = self.words(Side::Target, stretch);
        let behind = self.words(Side::Target, after);
        let behind = behind.get(..own.len().min(2 * REACH).min(behind.len())).unwrap_or(&[]);
        let repeated = behind.iter().filter(|word| {
            let text = |word: Word| self.text(Side::Target, word.span);
            own.iter().any(|other| same_word(**word, *other, || (text(**word), text(*other))))
        });
        let repeats = repeated.count() * 2 > behind.len();
        rest.starts_with(['(', '（'])
            && !repeats
            && count(self.text(Side::Target, target)) > count(self.text(Side::Source, source))
    }

    /// Whether a word of a side holds a letter of the target's script.
    fn is_native(&self, side: Side, word: Word) -> bool {
        if self.target_data.written_in(Script::Latin) {
            return !word.is(WordFlags::NOT_LATIN);
        }
        word.is(WordFlags::NOT_LATIN)
            && self.text(side, word.span).chars().any(|c| is_native_letter(c, self.target_data))
    }

    /// Where the article's `no-loc` terms stand in a stretch; looked for only where the article has
    /// some.
    fn terms_in(&self, side: Side, span: Span) -> Vec<Span> {
        let mut found = Vec::new();
        for term in &self.kept_terms {
            let text = self.text(side, span);
            for (at, _) in text.match_indices(*term) {
                let start = span.start as usize + at;
                found.push(Span::new(start, start + term.len()));
            }
        }
        found
    }
}

/// The terms of an article's `no-loc` list.
pub(super) fn kept_terms<'a>(article: &'a Article<'a>) -> Vec<&'a str> {
    let Some(front_matter) = &article.front_matter else { return Vec::new() };
    let entry = front_matter.get(article.text, "no-loc");
    let Some(ValueKind::List(terms)) = entry.map(|entry| &entry.value.kind) else {
        return Vec::new();
    };
    let terms = terms.iter().filter_map(|term| term.scalar(article.text));
    terms.filter(|term| !term.is_empty()).collect()
}

/// What a function word of the source language alone is marked as.
pub(super) const EVIDENCE: WordFlags = WordFlags::SOURCE_FUNCTION;

/// Whether a word is a function word of the source language alone.
pub(super) fn is_evidence(word: Word) -> bool {
    word.is(EVIDENCE)
}

/// Whether the word at `at` of a stretch's words tells of the source language: a function word of it
/// alone, outside names.
pub(super) fn is_telling(text: &str, words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|&word| {
        is_evidence(word) && !is_letter(text, word) && !in_name(text, words, at)
    })
}

/// Whether a word of one letter is the letter itself (`a - z`) rather than an article before a word.
fn is_letter(text: &str, word: Word) -> bool {
    let after = text.get(word.span.end as usize..).unwrap_or("");
    word.span.len() == 1
        && !after.strip_prefix(char::is_whitespace).is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '_' | '[' | '`'))
        })
}

/// Whether the function word at `at` stands within a name in title case: the nearest words before and
/// after it that are neither function words nor numbers start with capitals, and nothing but spaces
/// stands between.
fn in_name(text: &str, words: &[Word], at: usize) -> bool {
    let touches = |one: usize, other: usize| match (words.get(one), words.get(other)) {
        (Some(one), Some(other)) if one.span.end <= other.span.start => {
            let between = Span { start: one.span.end, end: other.span.start }.of_text(text);
            between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '&'))
        }
        _ => false,
    };
    let small = WordFlags::SOURCE_FUNCTION.with(WordFlags::TARGET_FUNCTION).with(WordFlags::NUMBER);
    let name = WordFlags::CAPITAL.with(WordFlags::IDENTIFIER);
    let mut before = None;
    for next in (at.saturating_sub(REACH)..at).rev() {
        let Some(word) = words.get(next).filter(|_| touches(next, next + 1)) else { break };
        if !word.is(small) {
            before = Some(word.is(name));
            break;
        }
    }
    let mut after = None;
    for next in at + 1..=at + REACH {
        let Some(word) = words.get(next).filter(|_| touches(next - 1, next)) else { break };
        if !word.is(small) {
            after = Some(word.is(name));
            // At the start of a title every word up to its end must be written large.
            if before.is_some() || after == Some(false) {
                break;
            }
        }
    }
    let first_of_title =
        before.is_none() && words.get(at).is_some_and(|it| it.is(WordFlags::CAPITAL));
    after == Some(true) && (before == Some(true) || first_of_title)
}

/// Whether two words are the same but for case; `texts` gives them as they are written.
fn same_word<'t>(one: Word, other: Word, texts: impl FnOnce() -> (&'t str, &'t str)) -> bool {
    one.key == other.key && (one.key.is_exact() || same_letters(texts()))
}

/// Likewise, by their texts.
fn same_letters((one, other): (&str, &str)) -> bool {
    one == other
        || one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}
