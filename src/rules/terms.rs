//! Names and terms: the packs of `rules/terms/`, and finding a term in a text.

use super::read::Reader;
use crate::{
    ast::{Entry, ValueKind},
    grammar::front_matter,
    locale::WordSet,
    text::Span,
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
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The letters and digits that names start with.
    starts: WordSet,
    /// The names of each start.
    lists: Vec<Start>,
    /// By the first two letters of a start, the lengths there are, a bit each; see [`by_letters`].
    lengths: Vec<u32>,
}

impl Names {
    /// The names of the packs.
    pub(super) fn shipped() -> &'static Names {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| Names::new(PACKS.iter().flat_map(|(_, text)| read(text).0)))
    }

    fn new(names: impl Iterator<Item = Name>) -> Names {
        let mut by_start: BTreeMap<Box<str>, Vec<Name>> = BTreeMap::new();
        let mut lengths = vec![0; LETTERS];
        for name in names {
            let start = start_of(name.written.trim_start_matches('.'));
            let mut letters = start.bytes();
            let letters = (letters.next().unwrap_or(0), letters.next().unwrap_or(0));
            if let Some(lengths) = lengths.get_mut(by_letters(letters.0, letters.1)) {
                *lengths |= 1 << start.len().min(31);
            }
            by_start.entry(start.into()).or_default().push(name);
        }
        let (starts, lists): (Vec<Box<str>>, Vec<Vec<Name>>) = by_start.into_iter().unzip();
        let lists = lists.into_iter().map(Start::new).collect();
        Names { starts: WordSet::new(starts), lists, lengths }
    }

    /// The names that start as a word of the text does and may go on as the text does, longest first.
    pub(super) fn at(&self, text: &str, word: Span) -> &[Name] {
        let (at, word) = (word.start as usize, word.of_text(text));
        let mut letters = word.bytes();
        let first = letters.next().unwrap_or(0);
        let lengths = |second| self.lengths.get(by_letters(first, second)).copied().unwrap_or(0);
        // Names of one letter have no second one.
        let lengths = lengths(0) | lengths(letters.next().unwrap_or(0));
        if lengths == 0 {
            return &[];
        }
        let start = start_of(word);
        if lengths >> start.len().min(31) & 1 == 0 {
            return &[];
        }
        let index = self.starts.position(start);
        let following = text.as_bytes().get(at + start.len()..).unwrap_or_default();
        index.and_then(|index| self.lists.get(index)).map_or(&[], |it| it.before(following))
    }
}

/// Where the lengths are noted of the starts with two letters, the second zero for one of one letter. What
/// else the bits of two letters stand for makes a place too full, and nothing wrong.
fn by_letters(first: u8, second: u8) -> usize {
    usize::from(first & 63) << 6 | usize::from(second & 63)
}

/// How many places there are by [`by_letters`].
const LETTERS: usize = 64 * 64;

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

/// How a term may stand in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Case {
    /// As it is written.
    Exact,
    /// With capitals or without.
    Any,
}

/// The first place of a term in a text, as whole words; a term that ends in `*` stands for all that
/// begin so. Every kind of space is one, and a hyphen may stand for it.
pub(super) fn find(text: &str, term: &str, case: Case) -> Option<Span> {
    let stem = term.strip_suffix('*');
    find_part(text, stem.unwrap_or(term), case, stem.is_some())
}

/// Likewise, with `open` for a term that may go on.
pub(super) fn find_part(text: &str, term: &str, case: Case, open: bool) -> Option<Span> {
    let first = term.chars().next()?;
    let is_there = |at: usize| {
        let before = text.get(..at).and_then(|rest| rest.chars().next_back());
        if before.is_some_and(joins_latin) {
            return None;
        }
        let end = end_of(text, at, term, case)?;
        let after = text.get(end..).and_then(|rest| rest.chars().next());
        let whole = open || !after.is_some_and(joins_latin) || !term.ends_with(joins_latin);
        whole.then(|| Span::new(at, end))
    };
    let (bytes, byte) = (text.as_bytes(), first as u32 as u8);
    // Of the letters of ASCII, `k` alone has a capital beyond it: the sign of kelvins.
    if !first.is_ascii() || case == Case::Any && first.eq_ignore_ascii_case(&'k') {
        let starts =
            |c: char| c == first || case == Case::Any && c.to_lowercase().eq(first.to_lowercase());
        let mut all = text.char_indices().filter(|(_, c)| starts(*c));
        return all.find_map(|(at, _)| is_there(at));
    }
    if case == Case::Exact {
        return memchr::memchr_iter(byte, bytes).find_map(is_there);
    }
    let (small, large) = (byte.to_ascii_lowercase(), byte.to_ascii_uppercase());
    memchr::memchr2_iter(small, large, bytes).find_map(is_there)
}

/// Whether a text holds another, for many short ones: made for each pair, a searcher of strings costs
/// more than the search.
pub(super) fn holds(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let Some(first) = part.first() else { return true };
    memchr::memchr_iter(*first, text)
        .any(|at| text.get(at..).is_some_and(|rest| rest.starts_with(part)))
}

/// Where a term that starts at `at` ends.
pub(super) fn end_of(text: &str, at: usize, term: &str, case: Case) -> Option<usize> {
    let mut rest = text.get(at..)?.char_indices();
    let mut end = at;
    for wanted in term.chars() {
        let (offset, found) = rest.next()?;
        let same = found == wanted
            || wanted == ' ' && (found.is_whitespace() || found == '-')
            || case == Case::Any
                && (found.to_lowercase().eq(wanted.to_lowercase())
                    // The capitals of the two letters i of Turkish.
                    || matches!((found, wanted), ('I', 'ı') | ('İ', 'i')));
        if !same {
            return None;
        }
        end = at + offset + found.len_utf8();
    }
    Some(end)
}

/// Whether a character next to a term makes both one word: letters and digits of scripts with spaces
/// between words.
pub(super) fn joins_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || c.is_alphanumeric() && c < '\u{530}'
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let found = Names::shipped().at(text, Span::new(0, 5));
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

    #[test]
    fn terms_are_whole_words() {
        assert_eq!(find("in windows-release", "Windows", Case::Any), Some(Span::new(3, 10)));
        assert_eq!(find("EF\u{a0}Core", "EF Core", Case::Exact), Some(Span::new(0, 8)));
        assert_eq!(find("Windowsen", "Windows", Case::Exact), None);
        assert_eq!(find("dashboards", "Dashboard*", Case::Any), Some(Span::new(0, 9)));
        assert_eq!(find("ÇALIŞMA ALANI", "çalışma alanı", Case::Any), Some(Span::new(0, 15)));
        assert_eq!(find("はWindowsを", "Windows", Case::Exact), Some(Span::new(3, 10)));
        assert_eq!(find("1 \u{212a}elvin", "kelvin", Case::Any), Some(Span::new(2, 10)));
        assert_eq!(find("de azure-APP", "Azure App", Case::Any), Some(Span::new(3, 12)));
        assert!(holds("een Word-bestand", "Word") && holds("a", "") && holds("WoWord", "Word"));
        assert!(!holds("een word", "Word") && !holds("Wor", "Word"));
    }
}
