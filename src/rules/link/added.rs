//! `link/added`: the target links where the source does not.

use crate::{
    bitext::{BlockPair, Looks, Side, Verdict},
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Added)
}

struct Added;

impl Rule for Added {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Link, FactKind::Url, FactKind::Xref]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.source.is_none() {
            return;
        }
        for matched in bitext.matches_of(pair) {
            let Some(target) = bitext.target_fact(matched).filter(|target| target.is_link()) else {
                continue;
            };
            if matched.verdict != Verdict::Extra
                || matched.plain.is_some()
                || bitext.is_damaged(matched)
            {
                continue;
            }
            let message = format!("the source has no link to {}", quote(&target.key));
            cx.report(target.span, message)
                .label("only in the target")
                .detail(&*target.key)
                .fact(Side::Target, target.span)
                .help("remove the link, unless the reader of this language needs it");
        }
    }
}
