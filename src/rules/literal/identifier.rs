//! `literal/identifier`: a name of code is gone.

use crate::{
    bitext::{Fault, Side},
    facts::{FactKind, VerbatimKind},
    rules::{Ctx, Rule, lost::LostRule, options::Options},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(LostRule::new(
        |_| "name",
        |lost, cx| {
            let name = cx.bitext.text(Side::Source, lost.source);
            lost.kind == VerbatimKind::Identifier
                && lost.fault == Fault::Gone
                && !is_placeholder(lost.source, cx)
                && (name.contains(['.', '_']) || is_code_elsewhere(name, cx))
        },
        "put the name back, unchanged",
    ))
}

/// Whether code of the source is the name or has it, so that it is one of code in the prose too.
fn is_code_elsewhere(name: &str, cx: &Ctx<'_, '_>) -> bool {
    let spans = cx.bitext.source_facts.as_ref().is_some_and(|facts| {
        facts.facts.iter().any(|fact| fact.kind == FactKind::Code && fact.key == name)
    });
    spans || is_in_blocks(name, cx)
}

/// Whether a code block of the source has the name as a whole.
fn is_in_blocks(name: &str, cx: &Ctx<'_, '_>) -> bool {
    let bitext = cx.bitext;
    bitext.code_pairs().any(|(_, _, code)| {
        code.lines.iter().any(|line| {
            let line = bitext.text(Side::Source, *line);
            let mut names = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            line.contains(name) && names.any(|it| it == name)
        })
    })
}

/// Whether a name is that of a placeholder in angle brackets, which has a rule of its own.
fn is_placeholder(name: Span, cx: &Ctx<'_, '_>) -> bool {
    cx.bitext.source_facts.as_ref().is_some_and(|facts| {
        facts.facts.iter().any(|it| it.kind == FactKind::Angle && it.span.contains(name))
    })
}
