//! What a declarative rule looks for, and what it says of it.

use crate::{
    ast::{Entry, Value},
    facts::Running,
    rules::read::Reader,
    text::Span,
};
use regex::{Regex, RegexBuilder};

/// Compiled size of a pattern in bytes, so that a page of a project cannot take up the memory.
const SIZE_LIMIT: usize = 1 << 20;

/// A pattern or a list of words.
#[derive(Clone, Debug)]
pub(super) struct Find {
    regex: Regex,
    /// Whether it asks where a text begins or ends.
    anchored: bool,
}

/// A place where something was found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Hit {
    /// The text as the rule sees it.
    pub(super) text: String,
    /// Where it stands in the article.
    pub(super) span: Span,
}

impl Find {
    fn new(regex: Regex) -> Find {
        let pattern = regex.as_str();
        let anchored = ["^", "$", r"\A", r"\z"].iter().any(|anchor| pattern.contains(anchor));
        Find { regex, anchored }
    }

    /// A regular expression in the syntax of the crate `regex`.
    pub(super) fn pattern(
        reader: &mut Reader<'_>,
        value: &Value,
        ignore_case: bool,
    ) -> Option<Find> {
        let pattern = reader.filled(value, "pattern")?;
        match build(&pattern, ignore_case) {
            Ok(regex) if regex.is_match("") => {
                reader.error(value.span, "the pattern also matches the empty text");
                None
            }
            Ok(regex) => Some(Find::new(regex)),
            Err(error) => {
                let error = error.to_string();
                let reason = error.lines().last().unwrap_or("").trim_start_matches("error: ");
                reader.error(value.span, format!("the pattern cannot be read: {reason}"));
                None
            }
        }
    }

    /// One of some words, as whole words. A word that ends in `*` stands for all that begin so.
    pub(super) fn words<'w>(
        words: impl IntoIterator<Item = &'w str>,
        ignore_case: bool,
    ) -> Option<Find> {
        let mut words: Vec<&str> =
            words.into_iter().filter(|word| !word.trim().is_empty()).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let words: Vec<String> = words.into_iter().map(whole_word).collect();
        if words.is_empty() {
            return None;
        }
        build(&words.join("|"), ignore_case).ok().map(Find::new)
    }

    /// What `pattern` or `words` among the entries says; an error where neither or both stand there.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        entries: &[Entry],
        at: Span,
        ignore_case: bool,
    ) -> Option<Find> {
        match (reader.get(entries, "pattern"), reader.get(entries, "words")) {
            (Some(value), None) => Find::pattern(reader, value, ignore_case),
            (None, Some(value)) => {
                let words = reader.list(value, "words")?;
                let found = Find::words(words.iter().map(String::as_str), ignore_case);
                if found.is_none() {
                    reader.error(value.span, "`words` is empty");
                }
                found
            }
            _ => {
                reader.error(at, "say what to look for: either `pattern` or `words`");
                None
            }
        }
    }

    /// Whether it may be found in one of some texts, of which `lines` is made, one a line. That a text
    /// begins or ends is no matter to a pattern that does not ask for it: the end of a line is no part
    /// of a word either.
    pub(super) fn may_be_in(&self, lines: &str) -> bool {
        self.anchored || self.regex.is_match(lines)
    }

    /// Where it is found, in order.
    pub(super) fn all(&self, stretches: &[Running]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for stretch in stretches {
            for found in self.regex.find_iter(&stretch.text).filter(|found| !found.is_empty()) {
                let span = stretch.span(found.range());
                hits.push(Hit { text: found.as_str().to_owned(), span });
            }
        }
        hits
    }
}

fn build(pattern: &str, ignore_case: bool) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern)
        .case_insensitive(ignore_case)
        .size_limit(SIZE_LIMIT)
        .dfa_size_limit(SIZE_LIMIT)
        .nest_limit(50)
        .build()
}

/// The pattern of a word: bounded where it begins or ends with a letter of a script that puts spaces
/// between words.
fn whole_word(word: &str) -> String {
    let bounded = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    let stem = word.strip_suffix('*').unwrap_or(word);
    let open = if bounded(stem.chars().next()) { r"\b" } else { "" };
    let close = match stem.chars().next_back() {
        _ if stem.len() < word.len() => r"\w*",
        last if bounded(last) => r"\b",
        _ => "",
    };
    format!("{open}{}{close}", regex::escape(stem).replace(' ', r"\s+"))
}

/// Letters of scripts without spaces between words: Thai, Lao, Myanmar, Khmer, kana, ideographs.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A message with places for what was found.
#[derive(Clone, Debug)]
pub(super) struct Template(String);

impl Template {
    /// Reads a message; `fields` are the names that may stand in braces.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        value: &Value,
        fields: &[&str],
    ) -> Option<Template> {
        let text = reader.filled(value, "message")?;
        for part in text.split('{').skip(1) {
            let name = part.split('}').next().unwrap_or("");
            if !fields.contains(&name) {
                let known: Vec<_> = fields.iter().map(|field| format!("`{{{field}}}`")).collect();
                let message = format!("`{{{name}}}` stands for nothing");
                reader.error_help(value.span, message, format!("known: {}", known.join(", ")));
                return None;
            }
        }
        Some(Template(text))
    }

    /// A message of the program.
    pub(super) fn new(text: &str) -> Template {
        Template(text.to_owned())
    }

    /// The message with its fields filled in.
    pub(super) fn fill(&self, fields: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(
                fields.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value),
            );
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(words: &[&str], text: &str) -> Vec<String> {
        let find = Find::words(words.iter().copied(), true).unwrap();
        find.regex.find_iter(text).map(|found| found.as_str().to_owned()).collect()
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(finds(&["hier"], "Hier, hierheen en dathier"), ["Hier"]);
        assert_eq!(finds(&["hier*"], "Hier, hierheen en dathier"), ["Hier", "hierheen"]);
        assert_eq!(finds(&["klik", "klik hier"], "klik  hier"), ["klik  hier"], "the longer first");
        assert_eq!(finds(&["C#", ".NET"], "C# en .NET"), ["C#", ".NET"]);
        assert_eq!(finds(&["設定"], "この設定を"), ["設定"], "no spaces between words");
        assert!(Find::words(["", " "], true).is_none());
    }

    #[test]
    fn messages_are_filled() {
        let message = Template::new("`{match}` and {side}");
        assert_eq!(message.fill(&[("match", "{side}"), ("side", "x")]), "`{side}` and x");
    }
}
