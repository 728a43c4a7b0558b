//! `code/missing-space`: a letter touches a code span in the target but not in the source.

use crate::{
    bitext::{BlockPair, Looks},
    diagnostic::Safety,
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote, touching},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MissingSpace)
}

struct MissingSpace;

impl Rule for MissingSpace {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Code])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            let (FactKind::Code, Some(code), Some(source)) =
                (matched.kind, bitext.target_fact(matched), bitext.source_fact(matched))
            else {
                continue;
            };
            if bitext.is_damaged(matched) || bitext.target_facts.is_torn(code.span.start) {
                continue;
            }
            let shown = || format!("the code {}", quote(&code.key));
            touching::report(cx, code, Some(source), shown, "the code", |_, _| Safety::Safe);
        }
    }
}
