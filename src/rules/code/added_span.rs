//! `code/added-span`: code stands in the target where the source has none.

use crate::{
    bitext::{BlockPair, Looks, Side, Verdict},
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(AddedSpan)
}

struct AddedSpan;

impl Rule for AddedSpan {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Code]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared || pair.source.is_none() {
            return;
        }
        for matched in bitext.matches_of(pair) {
            if (matched.kind, matched.verdict) != (FactKind::Code, Verdict::Extra)
                || bitext.is_damaged(matched)
            {
                continue;
            }
            let Some(code) = bitext.target_fact(matched) else { continue };
            if code.key.trim().is_empty() || bitext.target_facts.is_torn(code.span.start) {
                continue;
            }
            cx.report(code.span, format!("the code {} is not in the source", quote(&code.key)))
                .detail(&*code.key)
                .fact(Side::Target, code.span)
                .help("take the backticks away, or the words, unless the translation needs them");
        }
    }
}
