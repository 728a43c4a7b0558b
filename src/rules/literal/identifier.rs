//! `literal/identifier`: a name of code is gone.

use crate::{
    bitext::{Fault, Side},
    facts::{FactKind, VerbatimKind},
    rules::{Ctx, Rule, lost::LostRule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(LostRule::new(
        |_| "name",
        |lost, cx| {
            let name = cx.bitext.text(Side::Source, lost.source);
            lost.kind == VerbatimKind::Identifier
                && lost.fault == Fault::Gone
                && (name.contains(['.', '_']) || is_code_elsewhere(name, cx))
        },
        "put the name back, unchanged",
    ))
}

/// Whether a code span of the source is the name, so that it is one of code in the prose too.
fn is_code_elsewhere(name: &str, cx: &Ctx<'_, '_>) -> bool {
    cx.bitext.source_facts.as_ref().is_some_and(|facts| {
        facts.facts.iter().any(|fact| fact.kind == FactKind::Code && fact.key == name)
    })
}
