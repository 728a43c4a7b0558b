//! The languages that a word may be of: all function words there are, with those that have them.

use crate::locale::{self, LocaleData, WordSet};
use std::{collections::BTreeMap, sync::OnceLock};

/// Languages as a set: a bit each, by their places in [`Table::tags`].
pub(super) type Languages = u64;

/// The function words of all languages, each with the languages it belongs to.
pub(super) struct Table {
    /// The tags of the languages that have data.
    pub(super) tags: Vec<&'static str>,
    words: WordSet,
    /// The languages of each word, by its place among the words.
    languages: Vec<Languages>,
    /// The letters beyond ASCII in them, likewise.
    letters: BTreeMap<char, Languages>,
}

/// The two languages of an article among those of the table.
#[derive(Clone, Copy)]
pub(super) struct Homes {
    /// The two themselves.
    own: Languages,
    /// With those that are the same language in another script or region.
    pub(super) all: Languages,
}

/// What a word says of the language of its text.
pub(super) enum Tells {
    /// It is a function word of one of the two languages: all that have it.
    Ours(Languages),
    /// The languages whose function word it is, or that alone have one of its letters; mostly none.
    Others(Languages),
}

impl Homes {
    /// The languages of the data of the two.
    pub(super) fn of(table: &Table, two: [&LocaleData; 2]) -> Homes {
        let mut homes = Homes { own: 0, all: 0 };
        for data in two {
            let language = base(data.tag);
            for (bit, tag) in table.tags.iter().enumerate() {
                let rest = tag.strip_prefix(language);
                if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-')) {
                    homes.all |= 1 << bit;
                    homes.own |= Languages::from(*tag == data.tag) << bit;
                }
            }
        }
        homes
    }
}

impl Table {
    /// What a word in lower case says.
    pub(super) fn tells(&self, word: &str, homes: Homes) -> Tells {
        // Single letters name things in every language.
        let long = word.chars().nth(1).is_some();
        let known = self.words.position(word).and_then(|at| self.languages.get(at));
        let known = known.copied().unwrap_or(0);
        if known & homes.own != 0 {
            return if long { Tells::Ours(known) } else { Tells::Others(0) };
        }
        let strange = word.chars().filter(|c| !c.is_ascii()).filter_map(|c| self.letters.get(&c));
        let strange = strange.filter(|languages| *languages & homes.all == 0);
        let known = if long { known } else { 0 };
        Tells::Others(strange.fold(known, |all, languages| all | languages))
    }
}

/// The table; made when it is first asked for.
pub(super) fn languages() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let tags: Vec<&'static str> = locale::tags().collect();
        let words = WordSet::new(tags.iter().copied().flat_map(locale::function_words));
        let mut languages = vec![0; words.len()];
        let mut letters: BTreeMap<char, Languages> = BTreeMap::new();
        for (language, tag) in tags.iter().enumerate() {
            let glued = locale::is_spaceless(tag);
            for word in locale::function_words(tag) {
                let place = words.position(word).and_then(|at| languages.get_mut(at));
                if let Some(those) = place {
                    *those |= 1 << language;
                }
                // Of a script of many thousand signs the words hold only some.
                if glued {
                    continue;
                }
                for c in word.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
                    *letters.entry(c).or_default() |= 1 << language;
                }
            }
        }
        Table { tags, words, languages, letters }
    })
}

/// The language of a locale.
fn base(tag: &str) -> &str {
    tag.split('-').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_a_bit_and_each_word_its_languages() {
        let table = languages();
        assert!(table.tags.len() <= Languages::BITS as usize);
        for (language, tag) in table.tags.iter().enumerate() {
            for word in locale::data(tag).function_words.iter() {
                let at = table.words.position(word).unwrap();
                assert!(table.languages[at] >> language & 1 == 1, "{tag}: {word}");
            }
        }
    }
}
