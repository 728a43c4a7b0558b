//! Floor 2: locales. [`Locale`] is a language tag as BCP 47 (RFC 5646) spells it, [`data`] what
//! `rules/locales/` says of its language, with the fall-back of BCP 47 (`pt-BR` to `pt`, `zh-TW` to
//! `zh-Hant`), and [`script_of`] tells the script of a character.
//!
//! The files are embedded in the program and each is read once, when its locale is first asked for: a
//! run over one article reads two of them.

use std::{borrow::Cow, collections::BTreeMap, fmt, sync::OnceLock};

use serde::{Deserialize, Deserializer, de};

use crate::{
    ast::AlertKind,
    record::{Keyed, record, words},
};

// ---- tags ----

/// A language tag in the case BCP 47 recommends: `nl-NL`, `zh-Hant-TW`, `es-419`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Locale {
    tag: Box<str>,
}

impl Locale {
    /// The locale that `tag` names, if documentation sites use it (the list is
    /// `rules/locales/known.yaml`), so that a folder called `src` is none. Case does not count, and `_`
    /// is taken for `-`.
    pub fn parse(tag: &str) -> Option<Locale> {
        // Most of what is asked for is no locale: the list is quicker to ask than the parts of a tag.
        if Locale::is_known(tag) { Locale::normalize(tag) } else { None }
    }

    /// Whether [`Locale::parse`] gives a locale.
    pub fn is_known(tag: &str) -> bool {
        let mut lower = [0; LONGEST_KNOWN];
        let Some(lower) = lower.get_mut(..tag.len()) else { return false };
        for (to, byte) in lower.iter_mut().zip(tag.bytes()) {
            *to = if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
        }
        std::str::from_utf8(lower).is_ok_and(|lower| known().contains(lower))
    }

    /// The locale that `tag` names, known or not, for a tag that a person has written into a
    /// configuration: language, script, region and variants as RFC 5646 shapes them. Case does not count,
    /// `_` is taken for `-`, and replaced codes (`iw`, `in`, `ji`, `mo`, `zh-cht`) give what replaced them.
    /// `None` if it is no language tag.
    pub fn normalize(tag: &str) -> Option<Locale> {
        let lower = tag.trim().replace('_', "-").to_ascii_lowercase();
        let mut parts = lower.split('-');
        let language = parts.next()?;
        if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let language = match language {
            "iw" => "he",
            "in" => "id",
            "ji" => "yi",
            "mo" => "ro",
            other => other,
        };
        let mut out = String::with_capacity(lower.len() + 2);
        out.push_str(language);
        // Script, region and variants come in this order; the number says what may still follow.
        let mut stage = 0;
        for part in parts {
            let letters = part.bytes().all(|b| b.is_ascii_lowercase());
            let digits = part.bytes().all(|b| b.is_ascii_digit());
            out.push('-');
            match part.len() {
                3 if stage == 0 && language == "zh" && matches!(part, "cht" | "chs") => {
                    out.push_str(if part == "cht" { "Hant" } else { "Hans" });
                    stage = 1;
                }
                4 if stage == 0 && letters => {
                    let (first, rest) = part.split_at(1);
                    out.push_str(&first.to_ascii_uppercase());
                    out.push_str(rest);
                    stage = 1;
                }
                2 if stage <= 1 && letters => {
                    out.push_str(&part.to_ascii_uppercase());
                    stage = 2;
                }
                3 if stage <= 1 && digits => {
                    out.push_str(part);
                    stage = 2;
                }
                4 if part.as_bytes().first().is_some_and(u8::is_ascii_digit)
                    && part.bytes().all(|b| b.is_ascii_alphanumeric()) =>
                {
                    out.push_str(part);
                    stage = 3;
                }
                5..=8 if part.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                    out.push_str(part);
                    stage = 3;
                }
                _ => return None,
            }
        }
        Some(Locale { tag: out.into_boxed_str() })
    }

    /// Whether it is `wider` or a kind of it: `es-MX` is within `es`.
    pub fn is_within(&self, wider: &Locale) -> bool {
        let rest = self.tag.strip_prefix(&*wider.tag);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// The tag in the case BCP 47 recommends.
    pub fn as_str(&self) -> &str {
        &self.tag
    }

    /// The language: `zh` of `zh-Hant-TW`.
    pub fn language(&self) -> &str {
        self.tag.split('-').next().unwrap_or(&self.tag)
    }

    /// The script, where the tag names it: `Hant` of `zh-Hant-TW`.
    pub fn script(&self) -> Option<&str> {
        self.tag
            .split('-')
            .skip(1)
            .find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
    }

    /// The region, where the tag names it: `TW` of `zh-Hant-TW`, `419` of `es-419`.
    pub fn region(&self) -> Option<&str> {
        self.tag.split('-').skip(1).find(|part| {
            part.len() == 2 || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
        })
    }

    /// What is known of its language; see [`data`].
    pub fn data(&self) -> &'static LocaleData {
        find(&self.tag)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

record! {
    /// `rules/locales/known.yaml`.
    struct Known {
        languages: Words = "languages";
        regional: Words = "regional";
    }
}

/// The tags documentation sites use, in lower case.
fn known() -> &'static WordSet {
    static KNOWN: OnceLock<WordSet> = OnceLock::new();
    KNOWN.get_or_init(|| {
        // A test reads the same file and fails where it does not parse.
        serde_yaml::from_str::<Known>(include_str!("../rules/locales/known.yaml"))
            .map(|known| WordSet::new(known.languages.list.into_iter().chain(known.regional.list)))
            .unwrap_or_default()
    })
}

/// Bytes that the longest of them may have.
const LONGEST_KNOWN: usize = 16;

// ---- scripts ----

words! {
    /// Scripts, coarsely: those that the locales with data are written in, by their ISO 15924 codes.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
    pub enum Script {
        /// Latin, the full-width letters included.
        Latin = "Latn",
        /// Cyrillic.
        Cyrillic = "Cyrl",
        /// Greek.
        Greek = "Grek",
        /// Arabic letters of any language.
        Arabic = "Arab",
        /// Hebrew.
        Hebrew = "Hebr",
        /// Chinese characters, simplified, traditional or Japanese.
        Han = "Hani",
        /// Hiragana.
        Hiragana = "Hira",
        /// Katakana, the half-width letters and the mark of length included.
        Katakana = "Kana",
        /// Korean syllables and letters.
        Hangul = "Hang",
        /// Thai.
        Thai = "Thai",
        /// Devanagari.
        Devanagari = "Deva",
        /// Letters of any other script.
        Other = "Zzzz",
        /// What all scripts share: digits, punctuation, space, symbols, combining marks.
        Common = "Zyyy",
    }
}

/// The script of a character; digits and punctuation are [`Script::Common`], those of one script
/// (native digits, the Arabic comma) included.
pub fn script_of(c: char) -> Script {
    if c.is_ascii() {
        return if c.is_ascii_alphabetic() { Script::Latin } else { Script::Common };
    }
    let script = match c as u32 {
        0x370..=0x3ff | 0x1f00..=0x1fff => Script::Greek,
        0x400..=0x52f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => Script::Cyrillic,
        0x591..=0x5ff | 0xfb1d..=0xfb4f => Script::Hebrew,
        0x610..=0x6ff | 0x750..=0x77f | 0x870..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfefc => {
            Script::Arabic
        }
        0x900..=0x97f | 0xa8e0..=0xa8ff => Script::Devanagari,
        0xe01..=0xe7f => Script::Thai,
        0x1100..=0x11ff | 0x3131..=0x318e | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xffa0..=0xffdc => {
            Script::Hangul
        }
        0x3041..=0x309f => Script::Hiragana,
        0x30a1..=0x30fa | 0x30fc..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9f => Script::Katakana,
        0x2e80..=0x2fdf
        | 0x3005
        | 0x3007
        | 0x3021..=0x3029
        | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff
        | 0xf900..=0xfaff
        | 0x2_0000..=0x3_134f => Script::Han,
        0xaa
        | 0xba
        | 0xc0..=0x2af
        | 0x1d00..=0x1dbf
        | 0x1e00..=0x1eff
        | 0x2c60..=0x2c7f
        | 0xa720..=0xa7ff
        | 0xab30..=0xab6f
        | 0xfb00..=0xfb06
        | 0xff21..=0xff3a
        | 0xff41..=0xff5a => Script::Latin,
        _ => Script::Other,
    };
    // The blocks hold digits and punctuation too; vowel signs of Thai and Devanagari are alphabetic.
    if c.is_alphabetic() { script } else { Script::Common }
}

/// Whether `c` is a letter of a script that the language of `data` is written in; `false` for a locale
/// without data.
pub fn is_native_letter(c: char, data: &LocaleData) -> bool {
    data.scripts.contains(&script_of(c))
}

/// The zeros of ten digits in a row: Arabic, Persian, Devanagari, Bengali, Gurmukhi, Gujarati,
/// Tamil, Telugu, Kannada, Malayalam, Thai, Lao, Myanmar, Khmer, full-width.
const ZEROS: [u32; 15] = [
    0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040,
    0x17e0, 0xff10,
];

/// The value of a decimal digit of any of the scripts whose locales have data, the full-width digits
/// included; `None` for any other character.
pub fn digit_of(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.is_ascii_digit().then(|| c as u8 - b'0');
    }
    let code = c as u32;
    ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)).map(|&zero| (code - zero) as u8)
}

// ---- data ----

words! {
    /// What several languages have in common and rules look at.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
    pub enum Family {
        /// Words are not separated by spaces.
        NoSpacesBetweenWords = "no-spaces-between-words",
        /// Particles stand right after a link, code or bold run (Korean 를, Japanese を).
        ParticlesFollowMarkup = "particles-follow-markup",
        /// Endings join a name directly, with `'`, `-` or `:` (Finnish `Wordissa`, `URL:n`).
        SuffixesJoin = "suffixes-join",
        /// Written from right to left.
        RightToLeft = "right-to-left",
        /// Letters have no upper and lower case.
        NoCase = "no-case",
        /// Prefixes join the next word, so a letter may touch the link or bold run after it.
        PrefixesJoinWord = "prefixes-join-word",
        /// A space (often a no-break space) stands before `:`, `;`, `!`, `?` and inside « ».
        SpaceBeforePunctuation = "space-before-punctuation",
        /// A word may stand twice by grammar (reduplication), whichever it is.
        WordsMayDouble = "words-may-double",
        /// Italic type is not used for emphasis.
        NoItalics = "no-italics",
        /// Nouns are written with a capital letter.
        NounsCapitalized = "nouns-capitalized",
    }
}

/// A set of words for many look-ups: each costs a few nanoseconds, most of them none at all.
#[derive(Clone, Debug, Default)]
pub struct WordSet {
    /// In the order given, without repetitions.
    list: Vec<Box<str>>,
    /// Open addressing by [`hash`]: index into `list` plus one, zero where free. A power of two long.
    slots: Vec<u16>,
}

impl WordSet {
    /// A set of words; repetitions are dropped.
    pub fn new<W: Into<Box<str>>>(words: impl IntoIterator<Item = W>) -> WordSet {
        let words: Vec<Box<str>> = words.into_iter().map(Into::into).collect();
        let mut set = WordSet {
            list: Vec::with_capacity(words.len()),
            slots: vec![0; (words.len() * 4).next_power_of_two().max(4)],
        };
        for word in words {
            if set.list.len() < usize::from(u16::MAX)
                && let Err(free) = set.look(&word)
                && let Some(slot) = set.slots.get_mut(free)
            {
                set.list.push(word);
                *slot = set.list.len() as u16;
            }
        }
        set
    }

    /// Whether `word` is one of them, exactly as written.
    pub fn contains(&self, word: &str) -> bool {
        self.look(word).is_ok()
    }

    /// The words in the order given.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(AsRef::as_ref)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Index into `list`, or the slot that is free for the word.
    fn look(&self, word: &str) -> Result<usize, usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash(word) as usize & mask;
        // At most a quarter of the slots is taken, so a free one comes soon.
        for _ in 0..self.slots.len() {
            match self.slots.get(at) {
                None | Some(0) => return Err(at),
                Some(&index) => {
                    let index = usize::from(index) - 1;
                    if self.list.get(index).is_some_and(|known| &**known == word) {
                        return Ok(index);
                    }
                }
            }
            at = (at + 1) & mask;
        }
        Err(usize::MAX)
    }
}

/// Mixes the length with the first and the last eight bytes, which tell words apart.
fn hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let ends = bytes.first_chunk().zip(bytes.last_chunk());
    let (first, last) = ends.map_or_else(
        || {
            let all = bytes.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
            (all, all)
        },
        |(first, last)| (u64::from_le_bytes(*first), u64::from_be_bytes(*last)),
    );
    let mixed = (first ^ last.rotate_left(29))
        .wrapping_add(bytes.len() as u64)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 32)
}

/// Words as a file writes them: one string of words with white space between them, or a list, whose
/// items may hold white space.
#[derive(Clone, Default, Debug)]
struct Words {
    list: Vec<Box<str>>,
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Words, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Words;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("words with spaces between them, or a list of words")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Words, E> {
                Ok(Words { list: text.split_whitespace().map(Into::into).collect() })
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Words, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element::<Cow<'de, str>>()? {
                    list.push(item.into());
                }
                Ok(Words { list })
            }
        }
        from.deserialize_any(Visitor)
    }
}

record! {
    /// A file of `rules/locales/` as it is written; its README says what each key means.
    struct File {
        name: String = "name";
        script: Vec<Script> = "script";
        families: Vec<Family> = "families", default Vec::new();
        prefix_letters: String = "prefix-letters", default String::new();
        function_words: Words = "function-words", default Words::default();
        look_alikes: Words = "look-alikes", default Words::default();
        doubling_words: Words = "doubling-words", default Words::default();
        conjunctions: Words = "conjunctions", default Words::default();
        quotes: Words = "quotes";
        decimal: String = "decimal";
        thousands: Words = "thousands", default Words::default();
        digits: String = "digits", default String::new();
        multipliers: BTreeMap<String, u64> = "multipliers", default BTreeMap::new();
        ordinals: Words = "ordinals", default Words::default();
        am: Words = "am", default Words::default();
        pm: Words = "pm", default Words::default();
        sentence_ends: String = "sentence-ends", default ".!?".to_string();
        joiners_allowed: Vec<String> = "joiners-allowed", default Vec::new();
        list_markers: String = "list-markers", default String::new();
        alerts: BTreeMap<String, Words> = "alerts";
        yes: Words = "true-words";
        no: Words = "false-words";
        front_matter_keys: BTreeMap<String, Words> = "front-matter-keys", default BTreeMap::new();
    }
}

/// What is known of a language: one file of `rules/locales/`, or nothing (then every set is empty and
/// every question is answered with no).
#[derive(Debug, Default)]
pub struct LocaleData {
    /// The tag the file is named after, in lower case (`zh-hant`); empty for a locale without data.
    pub tag: &'static str,
    /// The name of the language in English.
    pub name: String,
    /// The scripts its letters are of.
    pub scripts: Vec<Script>,
    /// What it has in common with other languages.
    pub families: Vec<Family>,
    /// For [`Family::PrefixesJoinWord`], the letters that may join the next word.
    pub prefix_letters: Vec<char>,
    /// The most frequent words of the closed classes (articles, pronouns, prepositions, conjunctions,
    /// auxiliaries), in lower case.
    pub function_words: WordSet,
    /// Words that are written like function words of English and stand in its texts.
    pub look_alikes: WordSet,
    /// Words that often stand twice in a row and are right, in lower case.
    pub doubling_words: WordSet,
    /// The words for “and” and “or”, in lower case.
    pub conjunctions: WordSet,
    /// Pairs of quotation marks it accepts, the usual one first; opening and closing.
    pub quotes: Vec<(char, char)>,
    /// The decimal mark.
    pub decimal: char,
    /// Marks that group thousands; a space stands for every kind of space.
    pub thousands: Vec<char>,
    /// Its own ten digits from zero, where it has some.
    pub digits: Vec<char>,
    /// Words that multiply the number before them (万, Mio.), with the factor.
    pub multipliers: Vec<(String, u64)>,
    /// What follows (or, for 第, precedes) the digits of an ordinal number.
    pub ordinals: Vec<Box<str>>,
    /// Words for the hours before noon.
    pub am: Vec<Box<str>>,
    /// Words for the hours after noon.
    pub pm: Vec<Box<str>>,
    /// Marks that end a sentence.
    pub sentence_ends: Vec<char>,
    /// Invisible characters that belong to its spelling.
    pub joiners_allowed: Vec<char>,
    /// Characters set at the start of a list item by hand instead of Markdown's markers.
    pub list_markers: Vec<char>,
    alerts: Vec<(AlertKind, String)>,
    yes: Vec<Box<str>>,
    no: Vec<Box<str>>,
    front_matter_keys: Keyed<String>,
}

impl LocaleData {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.tag.is_empty()
    }

    /// Whether `word`, in lower case, is a function word.
    pub fn is_function_word(&self, word: &str) -> bool {
        self.function_words.contains(word)
    }

    /// Whether `word`, in lower case, may stand twice in a row.
    pub fn may_double(&self, word: &str) -> bool {
        self.family(Family::WordsMayDouble) || self.doubling_words.contains(word)
    }

    /// The function words that tell this language from `other`: without those that are function words
    /// of `other` or look like a word of it. Makes a new set: ask once for a pair of languages.
    pub fn function_words_not_shared_with(&self, other: &LocaleData) -> WordSet {
        WordSet::new(self.function_words.iter().filter(|word| {
            !other.function_words.contains(word) && !other.look_alikes.contains(word)
        }))
    }

    /// Whether the language is of a family.
    pub fn family(&self, family: Family) -> bool {
        self.families.contains(&family)
    }

    /// Whether it is written in `script`.
    pub fn written_in(&self, script: Script) -> bool {
        self.scripts.contains(&script)
    }

    /// The alert that `word` translates (`HINWEIS`: note), letter case aside.
    pub fn alert(&self, word: &str) -> Option<AlertKind> {
        let word = word.to_lowercase();
        self.alerts.iter().find(|(_, known)| *known == word).map(|&(kind, _)| kind)
    }

    /// The boolean that `word` translates (`waar`: true), letter case aside.
    pub fn boolean(&self, word: &str) -> Option<bool> {
        let word = lower(word);
        if self.yes.iter().any(|known| **known == *word) {
            Some(true)
        } else {
            self.no.iter().any(|known| **known == *word).then_some(false)
        }
    }

    /// The key of a front matter that `key` translates (`titel`: `title`), letter case aside.
    pub fn front_matter_key(&self, key: &str) -> Option<&str> {
        self.front_matter_keys.get(&lower(key)).map(String::as_str)
    }

    fn of_file(tag: &'static str, file: File) -> Result<LocaleData, String> {
        let mut alerts = Vec::new();
        for (keyword, renderings) in file.alerts {
            let kind = match keyword.as_str() {
                "NOTE" => AlertKind::Note,
                "TIP" => AlertKind::Tip,
                "IMPORTANT" => AlertKind::Important,
                "CAUTION" => AlertKind::Caution,
                "WARNING" => AlertKind::Warning,
                other => return Err(format!("`{other}` is no alert")),
            };
            alerts.extend(renderings.list.iter().map(|word| (kind, word.to_lowercase())));
        }
        let mut front_matter_keys = BTreeMap::new();
        for (key, renderings) in file.front_matter_keys {
            for word in renderings.list {
                front_matter_keys.insert(word.to_lowercase(), key.clone());
            }
        }
        let one = |text: &str| {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Ok(c),
                _ => Err(format!("`{text}` is not one character")),
            }
        };
        let quotes = file.quotes.list.iter().map(|pair| {
            let mut chars = pair.chars();
            match (chars.next(), chars.next(), chars.next()) {
                (Some(open), Some(close), None) => Ok((open, close)),
                _ => Err(format!("`{pair}` is not an opening and a closing mark")),
            }
        });
        let joiners = file.joiners_allowed.iter().map(|code| {
            code.strip_prefix("U+")
                .and_then(|hex| u32::from_str_radix(hex, 16).ok())
                .and_then(char::from_u32)
                .ok_or_else(|| format!("`{code}` is not a code point such as U+200C"))
        });
        Ok(LocaleData {
            tag,
            name: file.name,
            scripts: file.script,
            families: file.families,
            prefix_letters: file.prefix_letters.chars().filter(|c| *c != ' ').collect(),
            function_words: WordSet::new(file.function_words.list),
            look_alikes: WordSet::new(file.look_alikes.list),
            doubling_words: WordSet::new(file.doubling_words.list),
            conjunctions: WordSet::new(file.conjunctions.list),
            quotes: quotes.collect::<Result<_, _>>()?,
            decimal: one(&file.decimal)?,
            thousands: file
                .thousands
                .list
                .iter()
                .map(|mark| if &**mark == "space" { Ok(' ') } else { one(mark) })
                .collect::<Result<_, _>>()?,
            digits: file.digits.chars().collect(),
            multipliers: file.multipliers.into_iter().collect(),
            ordinals: file.ordinals.list,
            am: file.am.list,
            pm: file.pm.list,
            sentence_ends: file.sentence_ends.chars().filter(|c| *c != ' ').collect(),
            joiners_allowed: joiners.collect::<Result<_, _>>()?,
            list_markers: file.list_markers.chars().filter(|c| *c != ' ').collect(),
            alerts,
            yes: file.yes.list,
            no: file.no.list,
            front_matter_keys: front_matter_keys.into(),
        })
    }
}

/// The embedded files and what was read of each, in the order of their tags.
macro_rules! locale_files {
    ($($tag:literal)*) => {
        const FILES: &[(&str, &str)] =
            &[$(($tag, include_str!(concat!("../rules/locales/", $tag, ".yaml")))),*];
        static READ: [OnceLock<LocaleData>; FILES.len()] =
            [const { OnceLock::new() }; FILES.len()];
    };
}

locale_files! {
    "ar" "bg" "ca" "cs" "da" "de" "el" "en" "es" "et" "fa" "fi" "fr" "he" "hi" "hr" "hu" "id"
    "it" "ja" "km" "ko" "lo" "lt" "lv" "my" "nb" "nl" "pl" "pt" "ro" "ru" "sk" "sl" "sv" "th"
    "tr" "uk" "ur" "vi" "zh-hans" "zh-hant"
}

/// What `rules/locales/` says of the language of `locale` (a tag in any case): the data of the tag
/// itself, or of the nearest less special one, or nothing. A tag that names a script never falls back to
/// data of another script.
pub fn data(locale: &str) -> &'static LocaleData {
    match Locale::normalize(locale) {
        Some(locale) => locale.data(),
        None => nothing(),
    }
}

/// The tags that have data of their own, in lower case and in order.
pub fn tags() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|&(tag, _)| tag)
}

/// The function words of the data of a tag of [`tags`], in the order of its file, without the rest of
/// it: for who asks about the words of all languages, since to read every file takes longer than to check
/// an article.
pub fn function_words(tag: &str) -> impl Iterator<Item = &'static str> {
    // A test holds what is found so against what is read of each file.
    let file = FILES.iter().find(|(known, _)| *known == tag).map_or("", |(_, text)| text);
    let words = file.split_once("\nfunction-words: >-\n").map_or("", |(_, words)| words);
    words.lines().take_while(|line| line.starts_with(' ')).flat_map(str::split_whitespace)
}

/// Whether words stand without spaces between them in the language of a tag of [`tags`]; likewise.
pub fn is_spaceless(tag: &str) -> bool {
    let file = FILES.iter().find(|(known, _)| *known == tag).map_or("", |(_, text)| text);
    let families = file.lines().find(|line| line.starts_with("families:")).unwrap_or("");
    families.contains(Family::NoSpacesBetweenWords.word())
}

fn nothing() -> &'static LocaleData {
    static NOTHING: OnceLock<LocaleData> = OnceLock::new();
    NOTHING.get_or_init(|| LocaleData { decimal: '.', ..LocaleData::default() })
}

/// [`data`] for a tag in the case of BCP 47.
fn find(tag: &str) -> &'static LocaleData {
    let mut current = tag;
    loop {
        let lower = current.to_ascii_lowercase();
        if let Ok(index) = FILES.binary_search_by(|&(known, _)| (*known).cmp(&lower)) {
            let data = read(index);
            return if fits(tag, data) { data } else { nothing() };
        }
        match parent(current) {
            Some(next) => current = next,
            None => return nothing(),
        }
    }
}

/// Whether `data` is of the script that the tag names, if it names one.
fn fits(tag: &str, data: &LocaleData) -> bool {
    let is_script = |part: &&str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic());
    let Some(script) = tag.split('-').skip(1).find(is_script) else { return true };
    let script = if matches!(script, "Hans" | "Hant") { "Hani" } else { script };
    Script::of_word(script).is_some_and(|script| data.written_in(script))
}

/// The next less special tag, as the parent locales of CLDR have it.
fn parent(tag: &str) -> Option<&str> {
    match tag {
        "zh" => Some("zh-Hans"),
        "zh-TW" | "zh-HK" | "zh-MO" => Some("zh-Hant"),
        "no" | "nn" => Some("nb"),
        "tl" => Some("fil"),
        _ => tag.rsplit_once('-').map(|(rest, _)| rest),
    }
}

fn read(index: usize) -> &'static LocaleData {
    let (Some(cell), Some(&(tag, text))) = (READ.get(index), FILES.get(index)) else {
        return nothing();
    };
    // A test reads every file and fails where one has a fault.
    cell.get_or_init(|| parse(tag, text).unwrap_or_default())
}

fn parse(tag: &'static str, text: &str) -> Result<LocaleData, String> {
    let file = serde_yaml::from_str::<File>(text).map_err(|error| format!("{tag}: {error}"))?;
    LocaleData::of_file(tag, file).map_err(|error| format!("{tag}: {error}"))
}

/// A word in lower case; most are.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, fs};

    use super::*;

    fn canonical(tag: &str) -> Option<String> {
        Locale::parse(tag).map(|locale| locale.to_string())
    }

    #[test]
    fn tags_are_written_as_bcp_47_does() {
        for (written, expected) in [
            ("nl-nl", "nl-NL"),
            ("NL", "nl"),
            ("pt_BR", "pt-BR"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("zh-cht", "zh-Hant"),
            ("es-419", "es-419"),
            ("ca-ES-VALENCIA", "ca-ES-valencia"),
            ("iw", "he"),
            ("in-id", "id-ID"),
            ("qps-ploc", "qps-Ploc"),
        ] {
            assert_eq!(canonical(written).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn folders_are_no_locales() {
        for word in
            ["src", "docs", "ts", "in", "api", "img", "lib", "nl-xx", "", "-", "nl-", "en--us"]
        {
            assert_eq!(canonical(word), None, "{word}");
        }
        let any = Locale::normalize("nl-xx").map(|locale| locale.to_string());
        assert_eq!(any.as_deref(), Some("nl-XX"), "well-formed, though no site uses it");
        for word in ["n", "nl-", "docs", "nl--nl", "nl-nl-nl", "nl/nl", "ドイツ", "en-latn-arab"]
        {
            assert_eq!(Locale::normalize(word), None, "{word}");
        }
    }

    #[test]
    fn parts_of_a_tag() {
        let locale = Locale::parse("zh-hant-tw").unwrap();
        assert_eq!(
            (locale.language(), locale.script(), locale.region()),
            ("zh", Some("Hant"), Some("TW"))
        );
        let locale = Locale::parse("es-419").unwrap();
        assert_eq!(
            (locale.language(), locale.script(), locale.region()),
            ("es", None, Some("419"))
        );
    }

    #[test]
    fn known_tags_parse_and_stand_once() {
        let known_file: Known =
            serde_yaml::from_str(include_str!("../rules/locales/known.yaml")).unwrap();
        let all: Vec<_> =
            known_file.languages.list.iter().chain(&known_file.regional.list).collect();
        assert_eq!(all.len(), known().len(), "a tag stands twice");
        for tag in all {
            assert!(Locale::parse(tag).is_some(), "{tag}");
            assert_eq!(**tag, *tag.to_ascii_lowercase());
            assert!(tag.len() <= LONGEST_KNOWN, "{tag}");
        }
        for (tag, _) in FILES {
            assert!(Locale::parse(tag).is_some(), "{tag} has data and is not known");
        }
    }

    #[test]
    fn every_file_is_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/locales");
        let mut on_disk: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".yaml").map(str::to_string))
            .filter(|name| name != "known")
            .collect();
        on_disk.sort();
        assert_eq!(
            on_disk,
            tags().collect::<Vec<_>>(),
            "the list in this file and the folder differ"
        );
        for &(tag, text) in FILES {
            if let Err(error) = parse(tag, text) {
                panic!("{error}");
            }
        }
    }

    #[test]
    fn words_that_are_read_alone_are_those_of_the_file() {
        for tag in tags() {
            let data = data(tag);
            let alone: Vec<&str> = function_words(tag).collect();
            assert_eq!(alone, data.function_words.iter().collect::<Vec<_>>(), "{tag}");
            assert_eq!(is_spaceless(tag), data.family(Family::NoSpacesBetweenWords), "{tag}");
        }
        assert!(is_spaceless("ja") && function_words("nl").any(|word| word == "aan"));
    }

    #[test]
    fn words_are_sorted_lower_case_and_in_the_script_of_the_language() {
        for &(tag, text) in FILES {
            let data = parse(tag, text).unwrap();
            for (what, set) in [
                ("function-words", &data.function_words),
                ("look-alikes", &data.look_alikes),
                ("doubling-words", &data.doubling_words),
            ] {
                let words: Vec<_> = set.iter().collect();
                let written = text
                    .split_once(&format!("\n{what}: >-\n"))
                    .map_or("", |(_, rest)| rest)
                    .lines()
                    .take_while(|line| line.starts_with(' '))
                    .flat_map(str::split_whitespace);
                assert_eq!(
                    written.collect::<Vec<_>>(),
                    words,
                    "{tag}: {what}: a word stands twice"
                );
                assert!(words.is_sorted(), "{tag}: {what} are not sorted");
                for word in words {
                    assert_eq!(word, word.to_lowercase(), "{tag}: {what}");
                    assert!(!word.contains(['\'', '’']), "{tag}: {what}: {word}");
                    assert!(
                        what == "look-alikes" || word.chars().any(|c| is_native_letter(c, &data)),
                        "{tag}: {what}: {word}"
                    );
                }
            }
            // Of Khmer, Lao and Burmese only spacing and signs are known.
            let count = data.function_words.len();
            assert!(count >= 60 || data.scripts == [Script::Other] && count == 0, "{tag}: {count}");
            assert!(!data.quotes.is_empty() && !data.sentence_ends.is_empty(), "{tag}");
            assert_eq!(
                data.family(Family::PrefixesJoinWord),
                !data.prefix_letters.is_empty(),
                "{tag}: prefixes and their letters go together"
            );
            if !data.digits.is_empty() {
                let values: Vec<_> = data.digits.iter().map(|&c| digit_of(c)).collect();
                assert_eq!(values, (0..10).map(Some).collect::<Vec<_>>(), "{tag}");
            }
        }
    }

    #[test]
    fn renderings_are_of_one_thing_and_none_is_the_thing_itself() {
        let keywords = ["NOTE", "TIP", "IMPORTANT", "CAUTION", "WARNING"];
        for &(tag, text) in FILES {
            let data = parse(tag, text).unwrap();
            let mut seen = HashSet::new();
            for (_, word) in &data.alerts {
                assert!(seen.insert(word), "{tag}: `{word}` renders two alerts");
                assert!(!keywords.contains(&&*word.to_uppercase()) || tag == "en", "{tag}: {word}");
            }
            for keyword in keywords {
                assert!(text.contains(&format!("  {keyword}: [")), "{tag}: {keyword}");
            }
            for word in &data.yes {
                assert!(!data.no.contains(word), "{tag}: {word}");
                assert_eq!(data.boolean(word), Some(true), "{tag}: {word} is not in lower case");
            }
            let file: File = serde_yaml::from_str(text).unwrap();
            let renderings = file.front_matter_keys.values().flat_map(|words| &words.list);
            assert_eq!(
                renderings.count(),
                data.front_matter_keys.iter().count(),
                "{tag}: a key renders two"
            );
            for (rendering, key) in data.front_matter_keys.iter() {
                assert!(
                    !file.front_matter_keys.contains_key(rendering),
                    "{tag}: {rendering}: {key}"
                );
            }
        }
    }

    #[test]
    fn fall_back() {
        for (written, expected) in [
            ("nl-NL", "nl"),
            ("NL_be", "nl"),
            ("de-DE-1996", "de"),
            ("ja-JP", "ja"),
            ("xx", ""),
            ("not a tag", ""),
            ("ru-Latn", ""),
            ("ru-Cyrl-RU", "ru"),
            ("pt-BR", "pt"),
            ("zh", "zh-hans"),
            ("zh-CN", "zh-hans"),
            ("zh-TW", "zh-hant"),
            ("zh_hk", "zh-hant"),
            ("zh-Hant-TW", "zh-hant"),
            ("zh-chs", "zh-hans"),
            ("no", "nb"),
            ("no-NO", "nb"),
            ("nn-NO", "nb"),
            ("iw-IL", "he"),
            ("in", "id"),
        ] {
            assert_eq!(data(written).tag, expected, "{written}");
        }
        assert!(data("xx").is_empty());
        assert!(!data("xx").is_function_word("de"));
    }

    #[test]
    fn english_words_that_are_dutch_or_german_do_not_count() {
        let en = data("en");
        for other in ["nl", "de"] {
            let words = en.function_words_not_shared_with(data(other));
            for shared in ["in", "of", "an", "was", "will", "all", "so", "die", "also", "is"] {
                assert!(!words.contains(shared), "{shared} counts as English beside {other}");
            }
            for telling in [
                "the", "and", "to", "for", "with", "that", "you", "your", "have", "which", "before",
            ] {
                assert!(words.contains(telling), "{telling} does not count beside {other}");
            }
        }
        let beside_dutch = en.function_words_not_shared_with(data("nl"));
        assert!(!beside_dutch.contains("we") && !beside_dutch.contains("over"));
        assert!(en.function_words_not_shared_with(data("ja")).contains("in"));
    }

    #[test]
    fn lookups() {
        assert_eq!(data("de").alert("Hinweis"), Some(AlertKind::Note));
        assert_eq!(data("nl").alert("WAARSCHUWING"), Some(AlertKind::Warning));
        assert_eq!(data("nl").alert("NOTE"), None, "a keyword is no translation");
        assert_eq!(data("nl").boolean("Waar"), Some(true));
        assert_eq!(data("nl").boolean("onwaar"), Some(false));
        assert_eq!(data("nl").boolean("true"), None);
        assert_eq!(data("nl").front_matter_key("Titel"), Some("title"));
        assert_eq!(data("nl").front_matter_key("title"), None);
        assert!(data("de").may_double("sie") && !data("de").may_double("und"));
        assert!(data("ja").family(Family::NoSpacesBetweenWords));
        assert_eq!(
            data("ja").multipliers.iter().find(|(word, _)| word == "万").map(|m| m.1),
            Some(10_000)
        );
    }

    #[test]
    fn scripts() {
        for (c, script) in [
            ('a', Script::Latin),
            ('ß', Script::Latin),
            ('ż', Script::Latin),
            ('Ａ', Script::Latin),
            ('я', Script::Cyrillic),
            ('ω', Script::Greek),
            ('ب', Script::Arabic),
            ('پ', Script::Arabic),
            ('ש', Script::Hebrew),
            ('語', Script::Han),
            ('の', Script::Hiragana),
            ('ア', Script::Katakana),
            ('ー', Script::Katakana),
            ('한', Script::Hangul),
            ('ไ', Script::Thai),
            ('ा', Script::Devanagari),
            ('ქ', Script::Other),
            ('7', Script::Common),
            ('٣', Script::Common),
            ('،', Script::Common),
            ('。', Script::Common),
            ('×', Script::Common),
            (' ', Script::Common),
        ] {
            assert_eq!(script_of(c), script, "{c}");
        }
        assert!(is_native_letter('語', data("ja")) && !is_native_letter('a', data("ja")));
        assert!(!is_native_letter('a', data("xx")));
        assert_eq!(
            (digit_of('7'), digit_of('٣'), digit_of('３'), digit_of('三')),
            (Some(7), Some(3), Some(3), None)
        );
    }

    #[test]
    fn word_sets_find_what_they_hold_and_nothing_else() {
        let words: Vec<String> = (0..3000).map(|n| format!("{}-{n}", n % 7)).collect();
        let set = WordSet::new(words.iter().chain(&words).map(String::as_str));
        assert_eq!(set.len(), words.len());
        assert!(words.iter().all(|word| set.contains(word)));
        assert!(!set.contains("") && !set.contains("0-3000") && !set.contains("0-"));
        assert!(!WordSet::default().contains("a"), "an empty set");
    }
}
