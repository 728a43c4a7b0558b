//! The function words of the two languages, and which words of a text are some of them.

use crate::{
    facts::{KeyMap, Word, WordFlags, WordKey},
    locale::{LocaleData, WordSet},
};
use std::sync::{Mutex, PoisonError};

/// The function words of a target and a source language, for marking the words of a text.
#[derive(Debug)]
pub(super) struct FunctionWords {
    /// The marks of each: [`WordFlags::SOURCE_FUNCTION`], [`WordFlags::TARGET_FUNCTION`], [`INEXACT`].
    marks: KeyMap<WordFlags>,
    /// Those that their keys do not tell from all other words.
    inexact: WordSet,
}

/// What a word that is a name has.
const NAME: WordFlags = WordFlags::NUMBER.with(WordFlags::IDENTIFIER).with(WordFlags::ALL_CAPS);

/// Marks a word that its key does not tell from all others; no word of a text has it.
const INEXACT: WordFlags = WordFlags(1 << 15);

impl FunctionWords {
    /// The function words of two languages. Each pair of languages is worked out once a run.
    pub(super) fn of(
        target: &'static LocaleData,
        source: &'static LocaleData,
    ) -> &'static FunctionWords {
        type Known = Vec<(&'static LocaleData, &'static LocaleData, &'static FunctionWords)>;
        static KNOWN: Mutex<Known> = Mutex::new(Vec::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let same = known
            .iter()
            .find(|known| std::ptr::eq(known.0, target) && std::ptr::eq(known.1, source));
        if let Some((.., words)) = same {
            return words;
        }
        let words: &'static FunctionWords = Box::leak(Box::new(FunctionWords::new(target, source)));
        known.push((target, source, words));
        words
    }

    fn new(target: &LocaleData, source: &LocaleData) -> FunctionWords {
        let telling = source.function_words_not_shared_with(target);
        let mut marks: KeyMap<WordFlags> =
            KeyMap::for_words(telling.len() + target.function_words.len());
        let sets = [
            (&telling, WordFlags::SOURCE_FUNCTION),
            (&target.function_words, WordFlags::TARGET_FUNCTION),
        ];
        let mut inexact: Vec<&str> = Vec::new();
        for (set, flag) in sets {
            for word in set.iter() {
                let key = WordKey::of(word);
                let flag = if key.is_exact() { flag } else { flag.with(INEXACT) };
                if let Some(mark) = marks.entry(key) {
                    *mark = mark.with(flag);
                }
                if !key.is_exact() {
                    inexact.push(word);
                }
            }
        }
        FunctionWords { marks, inexact: WordSet::new(inexact) }
    }

    /// Sets the marks of words of a text, and gives where those start that are function words of the source
    /// language alone. Words in capitals are names (`IT`, `WHO`).
    pub(super) fn mark(&self, text: &str, words: &mut [Word]) -> Vec<u32> {
        let mut of_source = Vec::new();
        for word in words {
            if word.is(NAME) {
                continue;
            }
            let mut marks = self.marks.get(word.key);
            // Few are not told by their keys. Whether a word has marks nobody can foretell: asked first,
            // it would cost more than all the rest.
            if marks.has(INEXACT) || word.is(WordFlags::INNER_CAPITAL) {
                let holds =
                    marks == WordFlags::default() || self.holds(word.span.of_text(text), *word);
                marks = if holds { marks.without(INEXACT) } else { WordFlags::default() };
            }
            word.flags = word.flags.with(marks);
            if marks.has(WordFlags::SOURCE_FUNCTION) {
                of_source.push(word.span.start);
            }
        }
        of_source
    }

    /// Whether a word is one of them, by its text too: one with the key of a word that its key does not
    /// tell, or with a capital inside.
    #[cold]
    fn holds(&self, written: &str, word: Word) -> bool {
        // `THe` is no word, while `Из-За` is one in a title.
        if word.is(WordFlags::INNER_CAPITAL) && written.starts_with(|c: char| c.is_ascii()) {
            return false;
        }
        let lower: String = written.chars().flat_map(char::to_lowercase).collect();
        word.key.is_exact() || self.inexact.contains(&lower)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{facts::Facts, locale, text::Span};

    /// The words of a text that are function words of the target or, in brackets, of the source.
    fn marked(text: &str, target: &str, source: &str) -> Vec<String> {
        let mut words = Facts::words_of_value(text, Span::new(0, text.len()));
        FunctionWords::of(locale::data(target), locale::data(source)).mark(text, &mut words);
        let shown = words.iter().filter_map(|word| {
            let text = word.span.of_text(text);
            let (ours, theirs) =
                (word.is(WordFlags::TARGET_FUNCTION), word.is(WordFlags::SOURCE_FUNCTION));
            match (ours, theirs) {
                (true, _) => Some(text.to_owned()),
                (_, true) => Some(format!("({text})")),
                _ => None,
            }
        });
        shown.collect()
    }

    #[test]
    fn function_words_of_both_languages_are_marked() {
        assert_eq!(
            marked("Het huis of THE which IT, Which zwischen", "nl", "en"),
            ["Het", "of", "(which)", "(Which)"]
        );
        assert_eq!(marked("zwischen Zwischen ZWischen Für für", "de", "en").len(), 4);
    }

    #[test]
    fn a_capital_inside_makes_no_function_word_but_in_a_title() {
        assert_eq!(marked("THe tHe The", "nl", "en"), ["(The)"]);
        assert_eq!(marked("Из-За из-за", "ru", "en"), ["Из-За", "из-за"]);
    }
}
