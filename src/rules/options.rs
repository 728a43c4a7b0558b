//! Options of rules: declared in the page's front matter, given in the configuration, read by the
//! check as [`Options`].
//!
//! ```yaml
//! options:
//!   min-words: { type: integer, default: 4, min: 1, about: shortest text that is looked at }
//!   keys: { type: list, default: [title], about: front-matter keys that are compared }
//! ```

use super::read::{ReadError, Reader, advice};
use crate::{ast::Entry, text::Span};
use std::collections::BTreeMap;

/// An option that a rule takes.
#[derive(Clone, PartialEq, Debug)]
pub struct OptionSpec {
    /// Its name in the configuration.
    pub name: String,
    /// What values it takes.
    pub kind: OptionKind,
    /// The value where none is given.
    pub default: OptionValue,
    /// What it does, in a few words.
    pub about: String,
}

/// Kinds of values.
#[derive(Clone, PartialEq, Debug)]
pub enum OptionKind {
    /// A whole number within bounds, both included.
    Integer {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// A number within bounds, both included.
    Number {
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
    },
    /// `true` or `false`.
    Boolean,
    /// A text.
    Text,
    /// A list of texts.
    List,
    /// Texts by name; a value may be one text or a list. Paths of files that hold them may stand in
    /// their place.
    Map,
    /// One of some words.
    Word {
        /// The words.
        allowed: Vec<String>,
    },
    /// A list of some words.
    Words {
        /// The words.
        allowed: Vec<String>,
    },
}

/// A value of an option.
#[derive(Clone, PartialEq, Debug)]
#[expect(missing_docs, reason = "the variants are those of OptionKind; words are texts")]
pub enum OptionValue {
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Text(String),
    List(Vec<String>),
    Map(BTreeMap<String, Vec<String>>),
    Files(Vec<MapFile>),
}

/// A file that holds the texts of a map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MapFile {
    /// Its path as written.
    pub path: String,
    /// Where it is written.
    pub at: Span,
    /// The file of the source's texts that have the same keys, where the file has keys: path and place.
    pub source: Option<(String, Span)>,
}

/// The values of a rule's options, every declared one there.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Options {
    values: Vec<(String, OptionValue)>,
}

impl Options {
    /// The defaults.
    pub fn defaults(specs: &[OptionSpec]) -> Options {
        let values = specs.iter().map(|spec| (spec.name.clone(), spec.default.clone())).collect();
        Options { values }
    }

    /// The values given in a configuration over the defaults. The entries are those of the rule's
    /// settings that are options (the caller keeps back its own keys); their spans, like those of the
    /// errors, count bytes of `text`.
    pub fn read<'e>(
        specs: &[OptionSpec],
        text: &str,
        entries: impl IntoIterator<Item = &'e Entry>,
    ) -> Result<Options, Vec<ReadError>> {
        let mut reader = Reader::new(text);
        let mut options = Options::defaults(specs);
        for entry in entries {
            let name = reader.key(entry);
            let Some(index) = specs.iter().position(|spec| spec.name == name) else {
                let message = format!("unknown option `{name}`");
                let help = if specs.is_empty() {
                    "this rule takes no options".to_owned()
                } else {
                    advice(name, specs.iter().map(|spec| spec.name.as_str()))
                };
                reader.error_help(entry.key.span, message, help);
                continue;
            };
            let given = specs[index].kind.value(&mut reader, &entry.value, name);
            if let (Some(given), Some(slot)) = (given, options.values.get_mut(index)) {
                slot.1 = given;
            }
        }
        reader.finish(Some(options))
    }

    /// The maps that are to be read from files: the name of the option, and the files.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[MapFile])> {
        self.values.iter().filter_map(|(name, value)| match value {
            OptionValue::Files(files) => Some((name.as_str(), files.as_slice())),
            _ => None,
        })
    }

    /// Gives an option the map that its files hold.
    pub fn fill(&mut self, name: &str, map: BTreeMap<String, Vec<String>>) {
        if let Some((_, value)) = self.values.iter_mut().find(|(known, _)| known == name) {
            *value = OptionValue::Map(map);
        }
    }

    /// The value of an option that the page declares.
    fn get(&self, name: &str) -> Option<&OptionValue> {
        let value = self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        debug_assert!(value.is_some(), "the page declares no option `{name}`");
        value
    }

    /// A whole number.
    pub fn integer(&self, name: &str) -> i64 {
        match self.get(name) {
            Some(OptionValue::Integer(value)) => *value,
            _ => 0,
        }
    }

    /// A whole number as a count; 0 for a negative one.
    pub fn count(&self, name: &str) -> usize {
        usize::try_from(self.integer(name)).unwrap_or(0)
    }

    /// A number.
    pub fn number(&self, name: &str) -> f64 {
        match self.get(name) {
            Some(OptionValue::Number(value)) => *value,
            _ => 0.0,
        }
    }

    /// `true` or `false`.
    pub fn boolean(&self, name: &str) -> bool {
        matches!(self.get(name), Some(OptionValue::Boolean(true)))
    }

    /// A text or word.
    pub fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(OptionValue::Text(value)) => value,
            _ => "",
        }
    }

    /// A list of texts or words.
    pub fn list(&self, name: &str) -> &[String] {
        match self.get(name) {
            Some(OptionValue::List(value)) => value,
            _ => &[],
        }
    }

    /// Texts by name.
    pub fn map(&self, name: &str) -> &BTreeMap<String, Vec<String>> {
        static EMPTY: BTreeMap<String, Vec<String>> = BTreeMap::new();
        match self.get(name) {
            Some(OptionValue::Map(value)) => value,
            _ => &EMPTY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{option_kind, read::Reader};
    use super::*;
    use crate::grammar::front_matter;

    fn yaml(text: &str) -> Vec<Entry> {
        let (entries, problems) = front_matter::mapping(text, 0);
        assert_eq!(problems, []);
        entries
    }

    fn specs(text: &str) -> (Vec<OptionSpec>, Vec<String>) {
        let text = format!("options:\n{text}");
        let entries = yaml(&text);
        let mut reader = Reader::new(&text);
        let specs = option_kind::read_specs(&mut reader, &entries[0].value);
        (specs, reader.errors.into_iter().map(|error| error.message).collect())
    }

    const ALL: &str = "
  words: { type: integer, default: 4, min: 1, max: 9, about: a }
  share: { type: number, default: 0.5, min: 0, about: a }
  strict: { type: boolean, default: false, about: a }
  keys: { type: list, default: [title], about: a }
  mode: { type: word, default: all, values: [all, some], about: a }
  forms: { type: map, default: {}, about: a }
";

    #[test]
    fn values_over_defaults() {
        let (specs, errors) = specs(ALL);
        assert_eq!(errors, [""; 0]);
        let text = "words: 7\nforms: { page: [pagina, blad], file: bestand }\n";
        let options = Options::read(&specs, text, &yaml(text)).unwrap();
        assert_eq!(options.integer("words"), 7);
        assert!((options.number("share") - 0.5).abs() < 1e-9);
        assert!(!options.boolean("strict"));
        assert_eq!(options.list("keys"), ["title"]);
        assert_eq!(options.text("mode"), "all");
        assert_eq!(options.map("forms")["page"], ["pagina", "blad"]);
        assert_eq!(options.map("forms")["file"], ["bestand"]);
    }

    #[test]
    fn errors_with_place_and_type() {
        let (specs, _) = specs(ALL);
        let text =
            "words: vier\nshare: -1\nstrict: yes\nmod: all\nmode: al\nkeys: { a: b }\nwords: 12";
        let (entries, _) = front_matter::mapping(text, 0);
        let errors = Options::read(&specs, text, &entries).unwrap_err();
        let told: Vec<_> = errors
            .iter()
            .map(|it| (it.span.of_text(text), it.message.as_str(), it.help.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                ("vier", "`words` must be a whole number, found `vier`", None),
                ("-1", "`share` must be a number of at least 0, found `-1`", None),
                ("yes", "`strict` must be `true` or `false`, found `yes`", None),
                ("mod", "unknown option `mod`", Some("did you mean `mode`?")),
                ("al", "unknown value `al` for `mode`", Some("did you mean `all`?")),
                ("{ a: b }", "`keys` must be a list of texts, found a mapping", None),
                ("12", "`words` must be a whole number from 1 to 9, found `12`", None),
            ]
        );
    }

    #[test]
    fn declarations_are_checked() {
        let (_, errors) = specs(
            "  a: { type: integer, default: x, about: a }\n  b: { type: int }\n  c: { type: word, default: x, about: c }\n",
        );
        assert_eq!(
            errors,
            [
                "`default` must be a whole number, found `x`",
                "option `b` has no `default`",
                "option `b` has no `about`",
                "unknown value `int` for `type`",
                "option `c` has no `values`",
            ]
        );
    }
}
