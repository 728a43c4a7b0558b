//! Floor 0: `serde` for the project's own YAML without derive macros. [`record!`] makes a struct that
//! reads itself from a mapping with fixed keys, [`words!`] an enumeration that reads itself from a
//! word. Unknown keys and words are errors that name the nearest known one. A [`Keyed`] is a mapping of
//! any keys that is asked often.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

/// Makes a struct and its `Deserialize`. A field is written `name: Type = "key", default expression;`;
/// a field without a default must be there. A key may not stand twice, and only the keys named are known.
///
/// The keys are kept in order as `KEYS`.
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $( $(#[$field_meta:meta])* $field_vis:vis $field:ident : $type:ty = $key:literal
           $(, default $default:expr)? );* $(;)?
    }) => {
        $(#[$meta])*
        $vis struct $name { $( $(#[$field_meta])* $field_vis $field: $type ),* }

        impl $name {
            /// The keys it is read from, in order.
            $vis const KEYS: &'static [&'static str] = &[$($key),*];
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Fields;
                impl<'de> ::serde::de::Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str("a mapping of ")?;
                        f.write_str(&$name::KEYS.join(", "))
                    }

                    fn visit_map<A: ::serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$name, A::Error> {
                        use ::serde::de::Error as _;
                        $( let mut $field: Option<$type> = None; )*
                        while let Some(key) = map.next_key::<::std::borrow::Cow<'de, str>>()? {
                            match &*key {
                                $( $key => {
                                    if $field.is_some() {
                                        return Err(A::Error::custom(
                                            concat!("key `", $key, "` stands twice"),
                                        ));
                                    }
                                    $field = Some(map.next_value()?);
                                } )*
                                other => return Err(A::Error::custom(
                                    $crate::record::unknown("key", other, $name::KEYS),
                                )),
                            }
                        }
                        Ok($name { $( $field: match $field {
                            Some(value) => value,
                            None => $crate::record::record!(@missing $key $(, $default)?),
                        } ),* })
                    }
                }
                from.deserialize_struct(stringify!($name), $name::KEYS, Fields)
            }
        }
    };
    (@missing $key:literal, $default:expr) => { $default };
    (@missing $key:literal) => {
        return Err(A::Error::custom(concat!("key `", $key, "` is missing")))
    };
}

/// Makes an enumeration of words: `Deserialize`, the word of each variant (`word`) and the variant of
/// a word (`of_word`), compared exactly. The words are kept in order as `WORDS`.
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),* $(,)?
    }) => {
        $(#[$meta])*
        $vis enum $name { $( $(#[$variant_meta])* $variant ),* }

        #[allow(dead_code, reason = "not every enumeration needs every direction")]
        impl $name {
            /// The words it is read from, in order.
            $vis const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word it is written as.
            $vis fn word(self) -> &'static str {
                match self { $( $name::$variant => $word ),* }
            }

            /// The variant written as `word`.
            $vis fn of_word(word: &str) -> Option<Self> {
                match word { $( $word => Some($name::$variant), )* _ => None }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = <::std::borrow::Cow<'de, str>>::deserialize(from)?;
                $name::of_word(&word).ok_or_else(|| {
                    ::serde::de::Error::custom(
                        $crate::record::unknown("word", &word, $name::WORDS),
                    )
                })
            }
        }
    };
}

pub(crate) use {record, words};

/// A word to be compared with many: nearly all that are as long differ in their ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Probe<'w> {
    ends: u64,
    word: &'w str,
}

impl<'w> Probe<'w> {
    /// Of a word as written.
    pub(crate) fn of(word: &'w str) -> Probe<'w> {
        Probe { ends: ends(word), word }
    }
}

/// The first and the last eight bytes of a word in one number; all bytes of a shorter one.
fn ends(word: &str) -> u64 {
    let bytes = word.as_bytes();
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29)
        }
        _ => bytes.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
    }
}

/// Values by key, in order of the keys. A key is looked for among those of its length alone: few words
/// that are asked for are one of the keys, and even of those hardly any other is as long.
#[derive(Debug, Default)]
pub(crate) struct Keyed<V> {
    entries: Vec<(String, V)>,
    /// Indices into `entries`, by bytes of the key, with the [`ends`] of the keys.
    by_length: Vec<Vec<(u64, u32)>>,
}

impl<V> Keyed<V> {
    /// The value of a key, exactly as written.
    pub(crate) fn get(&self, key: &str) -> Option<&V> {
        self.get_probe(Probe::of(key))
    }

    /// Likewise of a key that is compared with others as well.
    pub(crate) fn get_probe(&self, key: Probe<'_>) -> Option<&V> {
        let alike = self.as_long(key.word).filter(|(ends, _)| *ends == key.ends);
        let mut alike = alike.filter_map(|&(_, index)| self.entries.get(index as usize));
        alike.find(|(known, _)| known == key.word).map(|(_, value)| value)
    }

    /// The value of the first key that is written so, letter case of ASCII aside.
    pub(crate) fn get_in_any_case(&self, key: &str) -> Option<&V> {
        let known = self.as_long(key);
        let mut known = known.filter_map(|&(_, index)| self.entries.get(index as usize));
        known.find(|(known, _)| known.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    }

    /// All keys with their values, in order of the keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.entries.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The keys that have as many bytes as `key`, in order: their ends, and indices into `entries`.
    fn as_long(&self, key: &str) -> std::slice::Iter<'_, (u64, u32)> {
        self.by_length.get(key.len()).map_or(&[][..], Vec::as_slice).iter()
    }
}

impl<V> From<BTreeMap<String, V>> for Keyed<V> {
    fn from(map: BTreeMap<String, V>) -> Keyed<V> {
        let entries: Vec<(String, V)> = map.into_iter().collect();
        let longest = entries.iter().map(|(key, _)| key.len()).max();
        let mut by_length = vec![Vec::new(); longest.map_or(0, |longest| longest + 1)];
        for ((key, _), index) in entries.iter().zip(0..) {
            if let Some(indices) = by_length.get_mut(key.len()) {
                indices.push((ends(key), index));
            }
        }
        Keyed { entries, by_length }
    }
}

impl<V> From<Keyed<V>> for BTreeMap<String, V> {
    fn from(keyed: Keyed<V>) -> BTreeMap<String, V> {
        keyed.entries.into_iter().collect()
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Keyed<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Keyed<V>, D::Error> {
        BTreeMap::deserialize(from).map(Keyed::from)
    }
}

/// The one of `known` that `written` was probably meant to be: at most two edits away (one, for words
/// of up to four letters), letter case aside.
pub(crate) fn nearest<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    let lower = written.to_lowercase();
    let limit = if lower.chars().count() <= 4 { 1 } else { 2 };
    known
        .iter()
        .map(|&word| (strsim::osa_distance(&lower, &word.to_lowercase()), word))
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, word)| word)
}

/// The message for a key or word that is not known; `what` is "key" or "word".
pub(crate) fn unknown(what: &str, written: &str, known: &[&str]) -> String {
    match nearest(written, known) {
        Some(near) => format!("unknown {what} `{written}`; did you mean `{near}`?"),
        None => format!("unknown {what} `{written}`; known are {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize as _;

    use super::Keyed;

    words! {
        #[derive(Clone, Copy, PartialEq, Debug)]
        enum Colour { Red = "red", DarkBlue = "dark-blue" }
    }
    record! {
        #[derive(PartialEq, Debug)]
        struct Paint {
            name: String = "name";
            colour: Colour = "colour", default Colour::Red;
            coats: u8 = "number-of-coats", default 2;
        }
    }

    fn read(yaml: &str) -> Result<Paint, String> {
        serde_yaml::from_str(yaml).map_err(|error: serde_yaml::Error| error.to_string())
    }

    #[test]
    fn defaults_fill_what_is_not_written() {
        let paint = Paint { name: "door".to_string(), colour: Colour::DarkBlue, coats: 2 };
        assert_eq!(read("colour: dark-blue\nname: door\n"), Ok(paint));
        assert_eq!(Colour::of_word(Colour::DarkBlue.word()), Some(Colour::DarkBlue));
    }

    #[test]
    fn errors_name_the_key_and_the_nearest_known_one() {
        let error = |yaml| read(yaml).unwrap_err();
        assert!(error("colour: red\n").contains("key `name` is missing"));
        assert!(error("name: a\nname: b\n").contains("`name`"), "{}", error("name: a\nname: b\n"));
        assert!(error("name: a\ncolor: red\n").contains("did you mean `colour`?"));
        assert!(error("name: a\nzzz: 1\n").contains("known are name, colour, number-of-coats"));
        assert!(error("name: a\ncolour: Dark-Blu\n").contains("did you mean `dark-blue`?"));
        assert!(error("[1]\n").contains("a mapping of name"));
        let value = serde_yaml::Value::Null;
        assert!(Paint::deserialize(value).is_err(), "nothing is no record");
    }

    #[test]
    fn keys_are_found_as_written_or_in_any_case() {
        let words = ["b", "B", "title", "tItle", "", "größe"];
        let map: BTreeMap<String, usize> =
            words.iter().map(|it| (*it).to_owned()).zip(0..).collect();
        let keyed = Keyed::from(map.clone());
        for (at, word) in words.iter().enumerate() {
            assert_eq!(keyed.get(word), Some(&at), "{word}");
        }
        for other in ["c", "Title", "GRÖSSE", "größen and more"] {
            assert_eq!(keyed.get(other), None, "{other}");
        }
        assert_eq!(keyed.get_in_any_case("TITLE"), Some(&3), "the first in order: `tItle`");
        assert_eq!(keyed.get_in_any_case("titles"), None);
        assert!(keyed.iter().map(|(key, _)| key).eq(map.keys()));
        assert_eq!(BTreeMap::from(keyed), map);
        assert_eq!(Keyed::from(BTreeMap::<String, usize>::new()).get(""), None);
    }
}
