//! Names of products: the packs of `rules/terms/`, and the names that start at a word.

use super::{
    read::Reader,
    terms::{Case, end_of},
};
use crate::{
    ast::{Entry, ValueKind},
    facts::{KeyMap, Word, WordFlags, WordKey},
    grammar::front_matter,
};
use std::{collections::BTreeMap, sync::OnceLock};

/// The packs: path and text.
const PACKS: &[(&str, &str)] = &[
    ("rules/terms/developer.yaml", include_str!("../../rules/terms/developer.yaml")),
    ("rules/terms/microsoft.yaml", include_str!("../../rules/terms/microsoft.yaml")),
];

/// A name of a product.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// As its maker writes it.
    pub(super) written: String,
    /// Other right forms: locale or `*`, form.
    pub(super) forms: Vec<(String, String)>,
    /// Bytes of the letters and digits it starts with; none where it starts with a point.
    head: usize,
}

impl Name {
    /// Where the name ends that starts at `at`, offsets in bytes of `text`; for a name that
    /// [`Names::at`] gave for the word there, whose start is then known to be the same.
    pub(super) fn end_at(&self, text: &str, at: usize) -> Option<usize> {
        end_of(text, at + self.head, self.written.get(self.head..)?, Case::Exact)
    }

    /// The letter or digit behind the character after the start, where one has to stand there.
    fn next(&self) -> Option<u8> {
        let next = self.written.as_bytes().get(self.head + 1).filter(|_| self.head > 0);
        next.copied().filter(u8::is_ascii_alphanumeric)
    }
}

/// The names that start with the same letters and digits, each list longest first.
#[derive(Debug, Default)]
struct Start {
    all: Vec<Name>,
    /// Many names have their first word in common, and the letter behind the space tells most apart: by
    /// that letter, the names that may stand there.
    by_next: BTreeMap<u8, Vec<Name>>,
    /// Those that may stand there whatever the letter is.
    whatever: Vec<Name>,
}

impl Start {
    fn new(mut all: Vec<Name>) -> Start {
        all.sort_by_key(|name| std::cmp::Reverse(name.written.len()));
        let those = |next: Option<u8>| -> Vec<Name> {
            let fits = |name: &&Name| name.next().is_none_or(|own| Some(own) == next);
            all.iter().filter(fits).cloned().collect()
        };
        let letters = all.iter().filter_map(Name::next);
        let by_next = letters.map(|next| (next, those(Some(next)))).collect();
        Start { by_next, whatever: those(None), all }
    }

    /// The names that may stand before what follows their start.
    fn before(&self, following: &[u8]) -> &[Name] {
        match following {
            [space, next, ..] if space.is_ascii() => {
                self.by_next.get(next).unwrap_or(&self.whatever)
            }
            _ => &self.all,
        }
    }
}

/// All names, found by their first word.
#[derive(Debug)]
pub(super) struct Names {
    /// By the letters and digits that names start with, letter case aside: one more than the place of the
    /// first of their starts.
    places: KeyMap<u16>,
    /// The names of each start, by its key and the start itself; starts that differ in case alone stand
    /// together.
    starts: Vec<(WordKey, Box<str>, Start)>,
}

impl Names {
    /// The names of the packs.
    pub(super) fn shipped() -> &'static Names {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| Names::new(PACKS.iter().flat_map(|(_, text)| read(text).0)))
    }

    fn new(names: impl Iterator<Item = Name>) -> Names {
        let mut by_start: BTreeMap<(u64, Box<str>), Vec<Name>> = BTreeMap::new();
        for name in names {
            let start = start_of(name.written.trim_start_matches('.'));
            let key = WordKey::of(start).number();
            by_start.entry((key, start.into())).or_default().push(name);
        }
        let starts: Vec<(WordKey, Box<str>, Start)> = by_start
            .into_iter()
            .map(|((_, start), names)| (WordKey::of(&start), start, Start::new(names)))
            .collect();
        let mut places = KeyMap::for_words(starts.len());
        for (place, (key, ..)) in (1..).zip(&starts) {
            if let Some(first) = places.entry(*key)
                && *first == 0
            {
                *first = place;
            }
        }
        Names { places, starts }
    }

    /// The names that start as a word of the text does and may go on as the text does, longest first.
    #[inline]
    pub(super) fn at(&self, text: &str, word: Word) -> &[Name] {
        // Most words start no name, as their keys tell.
        if !word.is(WordFlags::MIXED) && self.places.get(word.key) == 0 {
            return &[];
        }
        self.at_start(text, word)
    }

    /// Likewise, for a word that may start a name.
    fn at_start(&self, text: &str, word: Word) -> &[Name] {
        let mut start = word.span.of_text(text);
        let mut key = word.key;
        if word.is(WordFlags::MIXED) {
            start = start_of(start);
            key = WordKey::of(start);
        }
        let Some(first) = self.places.get(key).checked_sub(1) else { return &[] };
        let alike = self.starts.get(usize::from(first)..).unwrap_or_default().iter();
        let found =
            alike.take_while(|(known, ..)| *known == key).find(|(_, known, _)| **known == *start);
        let following = text.as_bytes().get(word.span.start as usize + start.len()..);
        found.map_or(&[], |(.., names)| names.before(following.unwrap_or_default()))
    }
}

/// The letters and digits that a text starts with.
fn start_of(text: &str) -> &str {
    let end = text.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Reads a pack; errors are for a test.
fn read(text: &str) -> (Vec<Name>, usize) {
    let (entries, problems) = front_matter::mapping(text, 0);
    let mut reader = Reader::new(text);
    reader.yaml_problems(&problems);
    let names = entries.iter().map(|entry| name(&mut reader, entry)).collect();
    (names, reader.errors.len())
}

fn name(reader: &mut Reader<'_>, entry: &Entry) -> Name {
    let name = reader.key(entry).to_owned();
    let mut forms = Vec::new();
    if let ValueKind::Map(locales) = &entry.value.kind {
        for locale in locales {
            let tag = reader.key(locale).to_owned();
            let list = reader.list(&locale.value, &tag).unwrap_or_default();
            forms.extend(list.into_iter().map(|form| (tag.clone(), form)));
        }
    } else {
        let _ = reader.map(&entry.value, &name);
    }
    let head = start_of(&name).len();
    Name { written: name, forms, head }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{facts::Facts, text::Span};

    #[test]
    fn packs_can_be_read_and_hold_each_name_once() {
        let mut all: Vec<String> = Vec::new();
        for (path, text) in PACKS {
            let (names, errors) = read(text);
            assert!(errors == 0 && names.len() > 20, "{path}: {errors} errors");
            all.extend(names.into_iter().map(|name| name.written));
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn longest_names_come_first() {
        let names = |text: &str| -> Vec<&str> {
            let word = Facts::words_of_value(text, Span::new(0, 5))[0];
            let found = Names::shipped().at(text, word);
            found.iter().map(|name| &*name.written).collect()
        };
        let all = names("Azure");
        assert!(all.len() > 5 && all.last() == Some(&"Azure"), "{all:?}");
        for word in all.iter().filter(|name| name.len() > 7) {
            let few = names(word);
            assert!(few.contains(word) && few.last() == all.last(), "{word}: {few:?}");
            assert!(few.len() < all.len());
        }
        assert!(names("azure").is_empty());
    }
}
