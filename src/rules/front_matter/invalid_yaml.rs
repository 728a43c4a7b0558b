//! `front-matter/invalid-yaml`: the front matter is no YAML, or no mapping.

use crate::{
    ast::{FrontMatter, ScalarStyle, ValueKind, YamlProblemKind},
    diagnostic::Safety,
    grammar::front_matter,
    rules::{Ctx, Rule, options::Options},
    text::Span,
};

struct InvalidYaml;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(InvalidYaml)
}

impl Rule for InvalidYaml {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let article = cx.target();
        let Some(front) = &article.front_matter else { return };
        for problem in &front.problems {
            if !matches!(problem.kind, YamlProblemKind::Invalid | YamlProblemKind::NotAMapping) {
                continue;
            }
            let finding = cx
                .report(problem.span, format!("the front matter is no YAML: {}", problem.message))
                .help("mend this line; until then the page has no title, no description and no other metadata");
            if let Some(other) = problem.related {
                finding.also(other, "together with this");
            }
            if let Some((span, new)) = quoted(front, article.text, problem.span) {
                finding.fix(Safety::Safe, span, new);
            }
        }
    }
}

/// The value on the line of a fault in quotes, if it is one line of plain text that is right then.
fn quoted(front: &FrontMatter, text: &str, fault: Span) -> Option<(Span, String)> {
    let entry = front.entries.iter().rev().find(|it| it.key.span.start <= fault.start)?;
    let ValueKind::Scalar(scalar) = &entry.value.kind else { return None };
    let value = scalar.span.of_text(text);
    let one_line = !value.is_empty() && !value.contains('\n');
    if scalar.style != ScalarStyle::Plain || !one_line || !scalar.span.contains(fault) {
        return None;
    }
    let meant = meant(value)?;
    let new = format!("\"{}\"", meant.replace('\\', "\\\\").replace('"', "\\\""));
    let line = format!("---\n{}: {new}\n---\n", entry.key.span.of_text(text));
    let read = front_matter::parse(&line)?;
    let right = read.problems.is_empty()
        && read.entries.first().and_then(|entry| entry.value.scalar(&line)) == Some(&meant);
    right.then_some((scalar.span, new))
}

/// What a value was meant to say, if it is certain that it was meant as text.
fn meant(value: &str) -> Option<String> {
    let first = value.chars().next()?;
    let inner = value.get(first.len_utf8()..)?;
    match first {
        '\'' | '"' => Some(inner.strip_suffix(first)?.replace("''", "'")),
        // Words behind the bracket show that it opens no list.
        '[' | '{' => inner.find([']', '}']).and_then(|at| inner.get(at + 1..)).and_then(|rest| {
            rest.trim_start().starts_with(char::is_alphabetic).then(|| value.to_owned())
        }),
        '|' | '>' => None,
        _ => Some(value.to_owned()),
    }
}
