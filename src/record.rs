//! Floor 0: `serde` for the project's own YAML without derive macros. [`record!`] makes a struct that
//! reads itself from a mapping with fixed keys, [`words!`] an enumeration that reads itself from a
//! word. Unknown keys and words are errors that name the nearest known one.

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
    use serde::Deserialize as _;

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
}
