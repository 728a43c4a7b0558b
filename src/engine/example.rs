//! Runs the examples of rule pages: each has to report exactly what its `//~` lines say.

use super::{Active, Input, SourceInput, Today, lint_together};
use crate::{
    ast::Flavour,
    diagnostic::Diagnostic,
    grammar::front_matter,
    locale::Locale,
    rules::{
        example::Example,
        expect::{Difference, Found, Marked},
        options::Options,
        page::Page,
        registry::{Catalogue, Check},
    },
    text::{FileId, Span},
};

/// The version of the source that an example or fixture names by having a later one beside it.
pub const TODAY_SINCE: &str = "commit `1a2b3c4`";

/// Something wrong with an example.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExampleFailure {
    /// Where, in bytes of the page: the `//~` line, or the words behind the opening fence.
    pub span: Span,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

/// The flavour of examples and fixtures: what a line `//~ flavor: …` of the article says, that of
/// `.mdx` files, or the default one. `None` where the line names none.
pub fn flavour(article: &Marked, mdx: bool) -> Option<Flavour> {
    match article.setting("flavor") {
        Some(word) => Flavour::ALL.into_iter().find(|flavour| flavour.word() == word),
        None if mdx => Some(Flavour::Mdx),
        None => Some(Flavour::default()),
    }
}

/// Runs the examples of a page with its own rule alone; empty if each reports what it says. The
/// findings of rules that the program itself reports cannot be tried so, and count as right.
pub fn run_page(catalogue: &Catalogue, page: &Page) -> Vec<ExampleFailure> {
    if catalogue.check(page) == Check::Program {
        return Vec::new();
    }
    let examples = page.body().examples;
    examples.iter().flat_map(|example| run_example(catalogue, page, example)).collect()
}

fn run_example(catalogue: &Catalogue, page: &Page, example: &Example) -> Vec<ExampleFailure> {
    let fail = |span: Span, message: String| ExampleFailure { span, message };
    let Some(locale) = Locale::parse(&example.locale) else {
        return vec![fail(example.at, format!("`{}` is no locale", example.locale))];
    };
    let options = match options(page, example.options.as_deref()) {
        Ok(options) => options,
        Err(message) => return vec![fail(example.at, message)],
    };
    let rule = catalogue.build(page, &options);
    let active = Active { meta: &page.meta, rule: &*rule, severity: page.meta.severity };
    let source_locale = Locale::parse("en-us").expect("a locale");
    let Some(flavour) = flavour(&example.target, example.mdx) else {
        return vec![fail(example.at, "the line `//~ flavor:` names no flavor".to_owned())];
    };
    let path = example.target.setting("path").unwrap_or("article.md");
    let others = example.files.iter().map(|(path, article)| (path.as_str(), article));
    let articles: Vec<(&str, &Marked)> =
        std::iter::once((path, &example.target)).chain(others).collect();
    let inputs: Vec<(&str, Input<'_>)> = articles
        .iter()
        .enumerate()
        .map(|(index, (path, article))| {
            let input = Input {
                file: FileId(index as u32),
                text: &article.text,
                target_locale: Some(&locale),
                source_locale: &source_locale,
                flavour,
                source: example.source.as_ref().filter(|_| index == 0).map(|source| SourceInput {
                    file: FileId(articles.len() as u32),
                    text: &source.text,
                    flavour,
                    places: None,
                    unverified: example.target.setting("unverified"),
                    today: example
                        .today
                        .as_ref()
                        .map(|today| Today { text: &today.text, since: TODAY_SINCE }),
                    revision_key: None,
                }),
                orphaned: article.setting("orphaned"),
            };
            (*path, input)
        })
        .collect();
    let lists = lint_together(&inputs, &[active]);
    let each = articles.iter().zip(&lists);
    each.flat_map(|((_, article), list)| article.compare(&found(&article.text, list)))
        .map(|difference| match &difference {
            Difference::Missing(expected) => fail(expected.at, difference.to_string()),
            Difference::Unexpected(_) => fail(example.at, difference.to_string()),
        })
        .collect()
}

/// The options that a YAML mapping gives over the defaults of a page.
pub fn options(page: &Page, yaml: Option<&str>) -> Result<Options, String> {
    let Some(yaml) = yaml else { return Ok(Options::defaults(&page.meta.options)) };
    let (entries, problems) = front_matter::mapping(yaml, 0);
    if let Some(problem) = problems.first() {
        return Err(format!("the options cannot be read: {}", problem.message));
    }
    let options = Options::read(&page.meta.options, yaml, &entries).map_err(|errors| {
        let messages: Vec<_> = errors.into_iter().map(|error| error.message).collect();
        messages.join("; ")
    })?;
    if let Some((name, _)) = options.files().next() {
        return Err(format!("`{name}` must be a mapping: examples read no files"));
    }
    Ok(options)
}

/// Findings in the terms of `//~` lines; `text` is the file that their spans count bytes of.
pub fn found(text: &str, diagnostics: &[Diagnostic]) -> Vec<Found> {
    let line = |at: u32| text.as_bytes().iter().take(at as usize).filter(|b| **b == b'\n').count();
    let each = diagnostics.iter().map(|diagnostic| Found {
        rule: diagnostic.rule.to_string(),
        line: line(diagnostic.primary.span.start),
        text: diagnostic.primary.span.of_text(text).to_owned(),
    });
    each.collect()
}
