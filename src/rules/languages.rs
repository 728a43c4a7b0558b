//! The languages that a word may be of: all function words there are, with those that have them.

use crate::{
    facts::{KeyMap, WordKey},
    locale::{self, LocaleData},
};
use std::{collections::BTreeMap, sync::OnceLock};

/// Languages as a set: a bit each, by their places in [`Table::tags`].
pub(super) type Languages = u64;

/// The function words of all languages, each with the languages it belongs to.
pub(super) struct Table {
    /// The tags of the languages that have data.
    pub(super) tags: Vec<&'static str>,
    /// The languages of each word. That another word has the same hash is too rare to matter where it
    /// takes several to tell a language.
    words: KeyMap<Languages>,
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
    /// What a word says, by its key and as it is written.
    pub(super) fn tells(&self, key: WordKey, word: &str, homes: Homes) -> Tells {
        // Single letters name things in every language.
        let long = word.len() > 1 && (word.is_ascii() || small(word).nth(1).is_some());
        let known = self.words.get(key);
        if known & homes.own != 0 {
            return if long { Tells::Ours(known) } else { Tells::Others(0) };
        }
        let known = if long { known } else { 0 };
        if word.is_ascii() {
            return Tells::Others(known);
        }
        let strange = small(word).filter(|c| !c.is_ascii()).filter_map(|c| self.letters.get(&c));
        let strange = strange.filter(|languages| *languages & homes.all == 0);
        Tells::Others(strange.fold(known, |all, languages| all | languages))
    }
}

/// The characters of a word in lower case.
fn small(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// The table; made when it is first asked for.
pub(super) fn languages() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let tags: Vec<&'static str> = locale::tags().collect();
        let lists: Vec<Vec<&str>> =
            tags.iter().map(|tag| locale::function_words(tag).collect()).collect();
        let mut words: KeyMap<Languages> = KeyMap::for_words(lists.iter().map(Vec::len).sum());
        let mut letters: BTreeMap<char, Languages> = BTreeMap::new();
        for (language, (tag, list)) in tags.iter().zip(&lists).enumerate() {
            for word in list {
                if let Some(those) = words.entry(WordKey::of(word)) {
                    *those |= 1 << language;
                }
            }
            // Of a script of many thousand signs the words hold only some.
            if locale::is_spaceless(tag) {
                continue;
            }
            let all = list.iter().flat_map(|word| word.chars());
            let mut own: Vec<char> = all.filter(|c| !c.is_ascii()).collect();
            own.sort_unstable();
            own.dedup();
            for c in own.into_iter().filter(|c| c.is_alphabetic()) {
                *letters.entry(c).or_default() |= 1 << language;
            }
        }
        Table { tags, words, letters }
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
                let languages = table.words.get(WordKey::of(word));
                assert!(languages >> language & 1 == 1, "{tag}: {word}");
            }
        }
    }
}
