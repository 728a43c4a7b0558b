//! Rule pages: `rules/<group>/<name>.md` and the pages of a project. A page is Markdown with front
//! matter; the front matter is the rule's [`Meta`], the rest its text and examples ([`Body`]).

use super::{
    body::{self, Body},
    meta::{self, Meta},
    pattern::Pattern,
    quick,
    read::Reader,
};
use crate::{
    ast::{FrontMatter, Value},
    grammar::front_matter,
    text::Span,
};
use std::borrow::Cow;

pub use super::read::ReadError as PageError;

/// The page of a rule.
#[derive(Clone, Debug)]
pub struct Page {
    /// Metadata.
    pub meta: Meta,
    /// Path as given, with `/`.
    pub path: Cow<'static, str>,
    /// The whole page.
    pub text: Cow<'static, str>,
    /// The value of `match`, for a declarative rule.
    pub matching: Option<Value>,
    /// Where the body starts in `text`, in bytes.
    body: usize,
}

impl Page {
    /// Reads and checks a page; `path` ends in `<group>/<name>.md`. Errors give bytes of `text`.
    pub fn parse(
        path: impl Into<Cow<'static, str>>,
        text: impl Into<Cow<'static, str>>,
    ) -> Result<Page, Vec<PageError>> {
        let (path, text) = (path.into(), text.into());
        let mut reader = Reader::new(&text);
        let head = head(&mut reader, &path);
        if let Some((meta, matching, start)) = &head {
            body::read(&mut reader, *start, &meta.id, &meta.options);
            if let Some(value) = matching {
                Pattern::read(&mut reader, value);
            }
        }
        let (meta, matching, body) = reader.finish(head)?;
        Ok(Page { meta, path, text, matching, body })
    }

    /// Reads the front matter only; `None` if it cannot be read. For pages that tests have checked.
    pub(super) fn load(path: &'static str, text: &'static str) -> Option<Page> {
        let mut reader = Reader::new(text);
        let quick = id(&mut reader, path).and_then(|id| quick::read(&id, text));
        let (meta, matching, body) = quick.or_else(|| head(&mut reader, path))?;
        Some(Page { meta, path: Cow::Borrowed(path), text: Cow::Borrowed(text), matching, body })
    }

    /// The text, sections and examples. Empty where the page does not have them.
    pub fn body(&self) -> Body<'_> {
        body::read(&mut Reader::new(&self.text), self.body, &self.meta.id, &self.meta.options)
    }

    /// The Markdown below the front matter.
    pub fn markdown(&self) -> &str {
        self.text.get(self.body..).unwrap_or("").trim_start()
    }

    /// The pattern of a declarative rule.
    pub fn pattern(&self) -> Option<Pattern> {
        Pattern::read(&mut Reader::new(&self.text), self.matching.as_ref()?)
    }
}

/// Metadata, `match`, and the start of the body.
fn head(reader: &mut Reader<'_>, path: &str) -> Option<(Meta, Option<Value>, usize)> {
    let id = id(reader, path);
    let Some(front) = front_matter::parse(reader.text) else {
        reader.error_help(Span::at(0), "the page has no front matter", "start it with `---`");
        return None;
    };
    reader.yaml_problems(&front.problems);
    let meta = meta::read(reader, &id?, &front)?;
    let matching = reader.get(&front.entries, "match").cloned();
    Some((meta, matching, body_start(&front)))
}

fn body_start(front: &FrontMatter) -> usize {
    front.span.end as usize
}

/// The id that a path gives: its last folder and its name.
fn id(reader: &mut Reader<'_>, path: &str) -> Option<String> {
    let mut parts = path.strip_suffix(".md").unwrap_or(path).rsplit(['/', '\\']);
    let (name, group) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    if is_word(name) && is_word(group) {
        return Some(format!("{group}/{name}"));
    }
    reader.error_help(
        Span::at(0),
        format!("the path `{path}` gives no id"),
        "call the file `<group>/<name>.md`, both in lower-case letters, digits and hyphens",
    );
    None
}

fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "---\nsummary: a word stands there\nseverity: warning\nconfidence: low\nscope: block\nits: terminology\noptions:\n  words: { type: list, default: [a, b], about: words }\n---\n# term/word\nSays what.\n\n## Examples\n```markdown fail nl-NL\nEen woord.\n//~^ term/word \"woord\"\n```\n\n## Options\n`words`: words.\n";

    fn errors(text: &str) -> Vec<(String, String, Option<String>)> {
        let text = text.to_owned();
        let errors = Page::parse("rules/term/word.md", text.clone()).map(|_| ()).unwrap_err();
        let quoted =
            |error: PageError| (error.message, error.span.of_text(&text).to_owned(), error.help);
        errors.into_iter().map(quoted).collect()
    }

    fn messages(text: &str) -> Vec<String> {
        errors(text).into_iter().map(|(message, ..)| message).collect()
    }

    #[test]
    fn a_page() {
        let page = Page::parse("docs/rules/term/word.md", GOOD).unwrap();
        assert_eq!(&*page.meta.id, "term/word");
        assert_eq!(page.meta.group(), "term");
        assert_eq!(page.meta.options.len(), 1);
        let body = page.body();
        assert_eq!(body.about, "Says what.");
        assert_eq!(body.section("Options"), Some("`words`: words."));
        assert_eq!(body.examples.len(), 1);
        assert_eq!(body.examples[0].target.text, "Een woord.\n");
        assert_eq!(body.examples[0].target.expected[0].text, "woord");
    }

    #[test]
    fn all_errors_at_once_each_at_its_place() {
        let text = GOOD
            .replace("severity: warning", "severty: warning")
            .replace("confidence: low", "confidence: hihg")
            .replace("# term/word", "# term/wort");
        let found = errors(&text);
        let brief: Vec<_> =
            found.iter().map(|(message, at, _)| (message.as_str(), at.as_str())).collect();
        assert!(brief.contains(&("unknown key `severty`", "severty")), "{brief:?}");
        assert!(brief.contains(&("unknown value `hihg` for `confidence`", "hihg")), "{brief:?}");
        assert!(
            brief.iter().any(|(message, _)| *message == "key `severity` is missing"),
            "{brief:?}"
        );
        let help: Vec<_> = found.iter().filter_map(|(.., help)| help.as_deref()).collect();
        assert!(help.contains(&"did you mean `severity`?"), "{help:?}");
        assert!(help.contains(&"did you mean `high`?"), "{help:?}");
    }

    #[test]
    fn the_body_is_checked() {
        let title = messages(&GOOD.replace("# term/word", "# term/wort"));
        assert_eq!(title, ["the title is `term/wort`, the page is about `term/word`"]);
        let about = messages(&GOOD.replace("Says what.\n", ""));
        assert_eq!(about, ["the page does not say what the rule reports"]);
        let section = messages(&GOOD.replace("## Examples", "## Example"));
        assert_eq!(section, ["section `Examples` is missing", "unknown section `Example`"]);
        let option = messages(&GOOD.replace("`words`: words.", "None."));
        assert_eq!(option, ["section `Options` does not describe `words`"]);
        let silent = messages(&GOOD.replace("//~^ term/word \"woord\"\n", ""));
        assert_eq!(silent, ["the example does not say what is found"]);
        let foreign = messages(&GOOD.replace("//~^ term/word", "//~^ term/wort"));
        assert_eq!(foreign, ["the examples of this page are about `term/word`, not `term/wort`"]);
        let open = messages(&GOOD.replace("```\n\n## Options\n`words`: words.\n", ""));
        assert!(open.contains(&"this fence is never closed".to_owned()), "{open:?}");
    }

    #[test]
    fn yaml_errors_and_paths() {
        let broken = messages(&GOOD.replace("scope: block", "scope: [block"));
        assert!(!broken.is_empty());
        assert_eq!(messages("# term/word\n"), ["the page has no front matter"]);
        assert!(Page::parse("rules/Term/word.md", GOOD).is_err());
        assert!(Page::parse("word.md", GOOD).is_err());
    }
}
