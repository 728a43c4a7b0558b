//! `front-matter/unclosed`: a fence of the front matter is missing, damaged or not where it belongs.

use crate::{
    ast::YamlProblemKind,
    diagnostic::Safety,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

struct Unclosed;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Unclosed)
}

impl Rule for Unclosed {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let article = cx.target();
        let Some(front) = &article.front_matter else { return };
        for problem in &front.problems {
            let span = problem.span;
            let damaged = span.of_text(article.text);
            let missing = damaged.is_empty() || damaged.trim_end() == "---";
            let (message, help, place, new) = match problem.kind {
                YamlProblemKind::Unclosed if missing => (
                    "nothing closes the front matter that starts here".to_owned(),
                    "write a line of three hyphens below the last key",
                    Span { start: front.body.end, end: front.body.end },
                    "---\n",
                ),
                YamlProblemKind::Unopened if missing => (
                    "these keys are no front matter: no line of three hyphens stands before them"
                        .to_owned(),
                    "write a line of three hyphens above the first key",
                    Span { start: front.body.start, end: front.body.start },
                    "---\n",
                ),
                YamlProblemKind::Unclosed | YamlProblemKind::Unopened => (
                    format!("{} is no fence of the front matter", quote(damaged)),
                    "write three hyphens and nothing else",
                    span,
                    "---",
                ),
                YamlProblemKind::NotAtStart => (
                    format!("{}, so it is none", problem.message),
                    "let the three hyphens be the first characters of the file",
                    span,
                    "",
                ),
                _ => continue,
            };
            cx.report(span, message).help(help).fix(Safety::Safe, place, new);
        }
    }
}
