//! Articles that say what is to be found in them, for examples on rule pages and for fixtures.
//!
//! Lines that begin with `//~` belong to the test; they are taken out before the article is read.
//!
//! ```text
//! //~^ link/empty-text "[](a.md)"      found on the line of the article above: rule and text, from the first quote to the last
//! //~^^ sxs/unclosed-span "a … z"      two lines above; a text over several lines by its first and last words
//! //~ nothing                          nothing is found
//! //~ only: link/empty-text            rules that run (fixtures)
//! //~ options: { min-words: 3 }        options of the rule that the fixture or page is about
//! //~ locale: nl-NL                    locale of the target
//! //~ source-locale: en-US             locale of the source
//! //~ path: docs/nl-nl/start.md        path of the article
//! //~ flavor: hugo                     how the article is read, where its name does not say it
//! //~ unverified: no commit is recorded  why nothing says that the source is the right version
//! //~ orphaned: `a.md` is not there     why a translation has no source
//! ```

use super::read::{ReadError, advice};
use crate::text::Span;
use std::fmt::Write as _;

/// An article without its `//~` lines, and what these say.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marked {
    /// The article.
    pub text: String,
    /// What is to be found, in order of the `//~` lines.
    pub expected: Vec<Expected>,
    /// Whether a line says that nothing is found.
    pub nothing: bool,
    /// Settings: key, value, place of the value in the marked text.
    pub settings: Vec<(String, String, Span)>,
    /// Lines of `text` behind which a setting or `nothing` stands, with that `//~` line.
    kept: Vec<(usize, String)>,
}

/// Something that is to be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    /// Id of the rule.
    pub rule: String,
    /// Line of [`Marked::text`] on which the finding starts, from 0.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// The `//~` line: bytes of the marked text; of the page, in an example of a page.
    pub at: Span,
}

/// Something that was found, in the terms of `//~` lines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Id of the rule.
    pub rule: String,
    /// Line on which it starts, from 0.
    pub line: usize,
    /// Its text.
    pub text: String,
}

/// Keys of settings.
const SETTINGS: &[&str] =
    &["only", "options", "locale", "source-locale", "path", "unverified", "orphaned", "flavor"];

impl Marked {
    /// Takes the `//~` lines out of a text. Errors tell which of them cannot be read, by their place in
    /// the marked text.
    pub fn read(marked: &str) -> (Marked, Vec<ReadError>) {
        let mut this = Marked::default();
        let mut errors = Vec::new();
        let mut lines = 0;
        for line in marked.split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']);
            let Some(words) = bare.strip_prefix("//~") else {
                this.text.push_str(line);
                lines += 1;
                continue;
            };
            let at = Span::of(marked, bare);
            if let Err(message) = this.mark(words, lines, at) {
                let help = words
                    .trim()
                    .split_once(':')
                    .map(|(key, _)| advice(key, SETTINGS.iter().copied()));
                errors.push(ReadError { span: at, message, help });
            } else if !words.starts_with('^') {
                this.kept.push((lines, bare.to_owned()));
            }
        }
        if this.nothing
            && let Some(first) = this.expected.first()
        {
            let message = "one line says that nothing is found, another what is found".to_owned();
            errors.push(ReadError { span: first.at, message, help: None });
        }
        (this, errors)
    }

    /// Reads what stands behind `//~`; `lines` of the article stand above it.
    fn mark(&mut self, words: &str, lines: usize, at: Span) -> Result<(), String> {
        let carets = words.len() - words.trim_start_matches('^').len();
        let (_, rest) = words.split_at(carets);
        let rest = rest.trim();
        if carets > 0 {
            let line = lines.checked_sub(carets).ok_or("no line stands so far above")?;
            let open = rest.find('"').ok_or("the text found is missing: `//~^ rule \"text\"`")?;
            let close = rest
                .rfind('"')
                .filter(|close| *close > open)
                .ok_or("the closing quote is missing")?;
            let rule = rest.get(..open).unwrap_or("").trim().to_owned();
            let text = rest.get(open + 1..close).unwrap_or("").to_owned();
            self.expected.push(Expected { rule, line, text, at });
        } else if rest == "nothing" {
            self.nothing = true;
        } else {
            let (key, value) =
                rest.split_once(':').ok_or_else(|| format!("unknown word `{rest}`"))?;
            if !SETTINGS.contains(&key) {
                return Err(format!("unknown key `{key}`"));
            }
            let value = value.trim();
            let end = at.end as usize;
            let place = Span::new(end - value.len(), end);
            self.settings.push((key.to_owned(), value.to_owned(), place));
        }
        Ok(())
    }

    /// The value of a setting.
    pub fn setting(&self, key: &str) -> Option<&str> {
        self.settings.iter().find(|(known, ..)| known == key).map(|(_, value, _)| value.as_str())
    }

    /// What is to be found and was not, and what was found and is not to be.
    pub fn compare(&self, found: &[Found]) -> Vec<Difference> {
        let mut left: Vec<&Found> = found.iter().collect();
        let mut differences = Vec::new();
        for expected in &self.expected {
            let met = left.iter().position(|found| {
                found.rule == expected.rule
                    && found.line == expected.line
                    && says(&expected.text, &found.text)
            });
            match met {
                Some(index) => _ = left.remove(index),
                None => differences.push(Difference::Missing(expected.clone())),
            }
        }
        differences.extend(left.into_iter().cloned().map(Difference::Unexpected));
        differences
    }

    /// The article with `//~` lines that say what was found; settings stay where they are.
    pub fn render(&self, found: &[Found]) -> String {
        let mut out = String::new();
        let mut kept = self
            .kept
            .iter()
            .filter(|(_, line)| line.trim_start_matches("//~").trim() != "nothing")
            .peekable();
        let mut add_kept = |out: &mut String, upto: usize| {
            while let Some((_, line)) = kept.next_if(|(at, _)| *at <= upto) {
                out.push_str(line);
                out.push('\n');
            }
        };
        add_kept(&mut out, 0);
        if found.is_empty() {
            out.push_str("//~ nothing\n");
        }
        for (index, line) in self.text.split_inclusive('\n').enumerate() {
            out.push_str(line);
            for found in found.iter().filter(|found| found.line == index) {
                if !out.ends_with('\n') {
                    out.push('\n');
                }
                let text = shortened(&found.text);
                writeln!(out, "//~^ {} \"{text}\"", found.rule).expect("a string takes all");
            }
            add_kept(&mut out, index + 1);
        }
        out
    }
}

/// How what was expected and what was found differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Difference {
    /// Expected and not found.
    Missing(Expected),
    /// Found and not expected.
    Unexpected(Found),
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (what, line, rule, text) = match self {
            Difference::Missing(it) => ("not found", it.line, &it.rule, &it.text),
            Difference::Unexpected(it) => ("not expected", it.line, &it.rule, &it.text),
        };
        write!(f, "{what}: {rule} {:?} on line {}", shortened(text), line + 1)
    }
}

/// Whether the text of a `//~` line means a found text.
fn says(expected: &str, found: &str) -> bool {
    expected == found
        || expected.split_once(" … ").is_some_and(|(first, last)| {
            found.len() >= first.len() + last.len()
                && found.starts_with(first)
                && found.ends_with(last)
        })
}

/// A text over several lines by its first and last words.
fn shortened(text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let first: String =
        text.trim_start_matches('\n').chars().take_while(|c| *c != '\n').take(40).collect();
    let mut last: Vec<char> = text.chars().rev().take_while(|c| *c != '\n').take(40).collect();
    last.reverse();
    format!("{} … {}", first.trim_end(), last.into_iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rule: &str, line: usize, text: &str) -> Found {
        Found { rule: rule.into(), line, text: text.into() }
    }

    #[test]
    fn marks_leave_the_article() {
        let (marked, errors) = Marked::read(
            "//~ locale: nl-NL\none\r\ntwo \"x\"\n//~^ a/b \"say \"x\"\"\n//~^^ a/c \"one\"\nthree",
        );
        assert_eq!(errors, []);
        assert_eq!(marked.text, "one\r\ntwo \"x\"\nthree");
        assert_eq!(marked.setting("locale"), Some("nl-NL"));
        let expected: Vec<_> = marked
            .expected
            .iter()
            .map(|it| (it.rule.as_str(), it.line, it.text.as_str()))
            .collect();
        assert_eq!(expected, [("a/b", 1, "say \"x\""), ("a/c", 0, "one")]);
    }

    #[test]
    fn wrong_marks_are_told() {
        let (_, errors) =
            Marked::read("//~^ a/b \"x\"\nx\n//~ lokale: nl\n//~^ a/b\n//~ nothing\n");
        let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert_eq!(errors[1].help.as_deref(), Some("did you mean `locale`?"));
        let (_, errors) = Marked::read("x\n//~^ a/b \"x\"\n//~ nothing\n");
        assert_eq!(errors.len(), 1, "it cannot be both");
    }

    #[test]
    fn each_is_met_once() {
        let (marked, _) = Marked::read("x x\n//~^ a/b \"x\"\ny\n//~^ a/b \"y … z\"\n");
        assert_eq!(marked.compare(&[found("a/b", 0, "x"), found("a/b", 1, "y\nand z")]), []);
        let twice = [found("a/b", 0, "x"), found("a/b", 0, "x"), found("a/b", 1, "y\nz")];
        let differences = marked.compare(&twice);
        assert_eq!(differences, [Difference::Unexpected(found("a/b", 0, "x"))]);
        assert_eq!(marked.compare(&[]).len(), 2);
        let overlapping = Marked::read("x\n//~^ a/b \"one two … two\"\n").0;
        assert_eq!(overlapping.compare(&[found("a/b", 0, "one two")]).len(), 2, "words count once");
    }

    #[test]
    fn rendering_gives_marks_that_are_met() {
        let (marked, _) = Marked::read("//~ locale: nl-NL\none\n//~ nothing\ntwo\nthree");
        let found = [found("a/b", 0, "one\ntwo"), found("a/c", 2, "three")];
        let rendered = marked.render(&found);
        assert_eq!(
            rendered,
            "//~ locale: nl-NL\none\n//~^ a/b \"one … two\"\ntwo\nthree\n//~^ a/c \"three\"\n"
        );
        assert_eq!(Marked::read(&rendered).0.compare(&found), []);
        let clean = marked.render(&[]);
        assert_eq!(clean, "//~ locale: nl-NL\n//~ nothing\none\ntwo\nthree");
    }
}
