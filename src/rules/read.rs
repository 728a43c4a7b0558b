//! Reads settings from spanned YAML: rule pages, options and presets. A `Reader` collects every
//! error with its place instead of stopping at the first.

use crate::{
    ast::{Entry, Value, ValueKind, YamlProblem},
    text::Span,
};

/// Something wrong with a text that people write for the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadError {
    /// Bytes of the text that was read.
    pub span: Span,
    /// What is wrong: lower case, no full stop, the wrong words quoted.
    pub message: String,
    /// What to do, where something better than "correct it" can be said.
    pub help: Option<String>,
}

/// A text and what was found wrong with it.
pub(crate) struct Reader<'t> {
    /// The text that all spans count bytes of.
    pub(crate) text: &'t str,
    /// Errors in the order found.
    pub(crate) errors: Vec<ReadError>,
}

impl<'t> Reader<'t> {
    /// A reader of a text without errors so far.
    pub(crate) fn new(text: &'t str) -> Self {
        Reader { text, errors: Vec::new() }
    }

    /// The errors sorted by place, or `value` if there are none.
    pub(crate) fn finish<T>(mut self, value: Option<T>) -> Result<T, Vec<ReadError>> {
        self.errors.sort_by_key(|error| error.span);
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(self.errors),
        }
    }

    /// Notes an error.
    pub(crate) fn error(&mut self, span: Span, message: impl Into<String>) {
        self.errors.push(ReadError { span, message: message.into(), help: None });
    }

    /// Notes an error with advice.
    pub(crate) fn error_help(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let help = Some(help.into());
        self.errors.push(ReadError { span, message: message.into(), help });
    }

    /// Takes over what the YAML grammar found.
    pub(crate) fn yaml_problems(&mut self, problems: &[YamlProblem]) {
        for problem in problems {
            self.error(problem.span, problem.message.clone());
        }
    }

    /// What a key says.
    pub(crate) fn key<'e>(&self, entry: &'e Entry) -> &'e str
    where
        't: 'e,
    {
        entry.key.meaning(self.text)
    }

    /// Notes each key that is not among `known`, with the nearest one.
    pub(crate) fn only(&mut self, entries: &[Entry], known: &[&str]) {
        for entry in entries {
            let key = self.key(entry);
            if !known.contains(&key) {
                let message = format!("unknown key `{key}`");
                let help = advice(key, known.iter().copied());
                self.error_help(entry.key.span, message, help);
            }
        }
    }

    /// The value of a key among `entries`.
    pub(crate) fn get<'e>(&self, entries: &'e [Entry], key: &str) -> Option<&'e Value> {
        entries.iter().find(|entry| entry.key.meaning(self.text) == key).map(|entry| &entry.value)
    }

    /// A text; notes an error for a list or mapping.
    pub(crate) fn text(&mut self, value: &Value, what: &str) -> Option<String> {
        if let Some(text) = value.scalar(self.text) {
            return Some(text.to_owned());
        }
        self.wrong(value, what, "a text");
        None
    }

    /// A text that is not blank.
    pub(crate) fn filled(&mut self, value: &Value, what: &str) -> Option<String> {
        let text = self.text(value, what)?;
        if text.trim().is_empty() {
            self.error(value.span, format!("`{what}` is empty"));
            return None;
        }
        Some(text)
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&mut self, value: &Value, what: &str) -> Option<bool> {
        match value.scalar(self.text) {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => {
                self.wrong(value, what, "`true` or `false`");
                None
            }
        }
    }

    /// A list of texts; one text counts as a list of one.
    pub(crate) fn list(&mut self, value: &Value, what: &str) -> Option<Vec<String>> {
        Some(self.spanned_list(value, what)?.into_iter().map(|(_, text)| text).collect())
    }

    /// Likewise, each text with its place.
    pub(crate) fn spanned_list(
        &mut self,
        value: &Value,
        what: &str,
    ) -> Option<Vec<(Span, String)>> {
        match &value.kind {
            ValueKind::Scalar(_) => {
                let text = self.text(value, what)?;
                Some(if value.span.is_empty() { Vec::new() } else { vec![(value.span, text)] })
            }
            ValueKind::List(values) => {
                values.iter().map(|item| Some((item.span, self.text(item, what)?))).collect()
            }
            ValueKind::Map(_) | ValueKind::Alias => {
                self.wrong(value, what, "a list of texts");
                None
            }
        }
    }

    /// The entries of a mapping; an absent value counts as an empty one.
    pub(crate) fn map<'e>(&mut self, value: &'e Value, what: &str) -> Option<&'e [Entry]> {
        match &value.kind {
            ValueKind::Map(entries) => Some(entries),
            ValueKind::Scalar(_) if value.span.is_empty() => Some(&[]),
            _ => {
                self.wrong(value, what, "a mapping");
                None
            }
        }
    }

    /// One of some words.
    pub(crate) fn word<T: Copy>(
        &mut self,
        value: &Value,
        what: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let names = || words.iter().map(|(word, _)| *word);
        let written = value.scalar(self.text).unwrap_or_default();
        if let Some((_, meant)) = words.iter().find(|(word, _)| *word == written) {
            return Some(*meant);
        }
        if value.scalar(self.text).is_none() || written.is_empty() {
            self.wrong(value, what, &one_of(names()));
        } else {
            let message = format!("unknown value `{written}` for `{what}`");
            self.error_help(value.span, message, advice(written, names()));
        }
        None
    }

    /// Notes that a value is not of the kind expected.
    pub(crate) fn wrong(&mut self, value: &Value, what: &str, expected: &str) {
        let found = match &value.kind {
            ValueKind::Scalar(scalar) if scalar.span.is_empty() => "nothing".to_owned(),
            ValueKind::Scalar(scalar) => format!("`{}`", scalar.meaning(self.text)),
            ValueKind::List(_) => "a list".to_owned(),
            ValueKind::Map(_) => "a mapping".to_owned(),
            ValueKind::Alias => "an alias".to_owned(),
        };
        self.error(value.span, format!("`{what}` must be {expected}, found {found}"));
    }
}

/// "did you mean …?" where a known word is near, else the known words.
pub(crate) fn advice<'k>(wrong: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    match nearest(wrong, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", one_of(known)),
    }
}

/// The known word that is most like a wrong one, if any is like it at all.
pub(crate) fn nearest<'k>(wrong: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .map(|word| (strsim::normalized_damerau_levenshtein(wrong, word), word))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, word)| word)
}

fn one_of<'k>(words: impl Iterator<Item = &'k str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
