//! The examples on a rule page.
//!
//! ````text
//! ```markdown fail nl-NL       an article with a fault; `//~` lines say what is found (see `expect`)
//! ```markdown pass nl-NL       an article without
//! ```markdown source           behind either: the source of a translation that is a file of its own
//! ```markdown source today     behind that: the source as it is today, of which that is an earlier version
//! ```markdown file docs/b.md    behind either: another article of the tree, found by that path
//! ```yaml options              behind either: options of the rule
//! ````
//!
//! `mdx` instead of `markdown` makes the article an `.mdx` file.

use super::{
    body::Fenced,
    expect::Marked,
    read::{ReadError, Reader},
};
use crate::text::Span;

/// An example of a page.
#[derive(Clone, PartialEq, Debug)]
pub struct Example {
    /// Whether it shows the fault or correct text.
    pub kind: ExampleKind,
    /// Locale of the target, as written.
    pub locale: String,
    /// Whether it is an `.mdx` file.
    pub mdx: bool,
    /// The article.
    pub target: Marked,
    /// The source that is a file of its own.
    pub source: Option<Marked>,
    /// A later version of that source.
    pub today: Option<Marked>,
    /// Other articles of the tree, with their paths.
    pub files: Vec<(String, Marked)>,
    /// Options of the rule, as a YAML mapping.
    pub options: Option<String>,
    /// The words behind its opening fence, in the page.
    pub at: Span,
}

/// What an example shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExampleKind {
    /// The rule reports something.
    Fail,
    /// The rule reports nothing.
    Pass,
}

/// Reads the fences of the section `Examples` of the page of rule `id`.
pub(super) fn read(reader: &mut Reader<'_>, fences: &[Fenced<'_>], id: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for fence in fences {
        let at = Span::of(reader.text, fence.info);
        let words: Vec<&str> = fence.info.split_whitespace().collect();
        match *words.as_slice() {
            [language @ ("markdown" | "mdx"), kind @ ("fail" | "pass"), locale] => {
                let kind = if kind == "fail" { ExampleKind::Fail } else { ExampleKind::Pass };
                let target = marked(reader, fence);
                let example = Example {
                    kind,
                    locale: locale.to_owned(),
                    mdx: language == "mdx",
                    target,
                    source: None,
                    today: None,
                    files: Vec::new(),
                    options: None,
                    at,
                };
                examples.push(example);
            }
            ["markdown" | "mdx", "source"] => {
                let source = marked(reader, fence);
                match examples.last_mut().filter(|last| last.source.is_none()) {
                    Some(last) => last.source = Some(source),
                    None => reader.error(at, "a source without an example before it"),
                }
            }
            ["markdown" | "mdx", "source", "today"] => {
                let today = marked(reader, fence);
                let open = |last: &&mut Example| last.source.is_some() && last.today.is_none();
                match examples.last_mut().filter(open) {
                    Some(last) => last.today = Some(today),
                    None => reader.error(at, "a later source without a source before it"),
                }
            }
            ["markdown" | "mdx", "file", path] => {
                let article = marked(reader, fence);
                match examples.last_mut() {
                    Some(last) => last.files.push((path.to_owned(), article)),
                    None => reader.error(at, "a further article without an example before it"),
                }
            }
            ["yaml", "options"] => match examples.last_mut().filter(|last| last.options.is_none()) {
                Some(last) => last.options = Some(fence.content.to_owned()),
                None => reader.error(at, "options without an example before them"),
            },
            _ => reader.error_help(
                at,
                format!("`{}` is no example", fence.info),
                "write `markdown fail nl-NL`, `markdown pass nl-NL`, `markdown source`, `markdown source today`, `markdown file PATH` or `yaml options`",
            ),
        }
    }
    for example in &examples {
        check(reader, example, id);
    }
    examples
}

fn marked(reader: &mut Reader<'_>, fence: &Fenced<'_>) -> Marked {
    let (mut marked, errors) = Marked::read(fence.content);
    let start = Span::of(reader.text, fence.content).start;
    for error in errors {
        reader.errors.push(ReadError { span: error.span.shifted(start), ..error });
    }
    for expected in &mut marked.expected {
        expected.at = expected.at.shifted(start);
    }
    marked
}

fn check(reader: &mut Reader<'_>, example: &Example, id: &str) {
    let files = || example.files.iter().map(|(_, article)| article);
    let sides = || std::iter::once(&example.target).chain(&example.source).chain(files());
    let expected = sides().flat_map(|side| &side.expected);
    match example.kind {
        ExampleKind::Fail if expected.clone().next().is_none() => {
            let help = format!("write `//~^ {id} \"text found\"` below the line of the fault");
            reader.error_help(example.at, "the example does not say what is found", help);
        }
        ExampleKind::Pass if expected.clone().next().is_some() => {
            reader.error(example.at, "an example that passes expects a finding");
        }
        _ => {}
    }
    for other in expected.filter(|expected| expected.rule != id) {
        reader.error(
            other.at,
            format!("the examples of this page are about `{id}`, not `{}`", other.rule),
        );
    }
}
