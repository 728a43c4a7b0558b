//! `link/missing`: the source links, the target does not.

use crate::{
    bitext::{BlockPair, Looks, Side, Verdict},
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Missing)
}

struct Missing;

impl Rule for Missing {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Link, FactKind::Url, FactKind::Xref]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.target.is_none() {
            return;
        }
        for matched in bitext.matches_of(pair) {
            let Some(source) = bitext.source_fact(matched).filter(|source| source.is_link()) else {
                continue;
            };
            if matched.verdict != Verdict::Missing || bitext.is_damaged(matched) {
                continue;
            }
            let Some(place) = bitext.counterpart(source.span) else { continue };
            let text = bitext.text(Side::Source, source.text);
            let message = if text.trim().is_empty() || text == source.key {
                format!("the link to {} is gone", quote(&source.key))
            } else {
                format!("the link {} to {} is gone", quote(text), quote(&source.key))
            };
            cx.report(place, message)
                .label("no link here")
                .source(source.span, "the source links")
                .detail(&*source.key)
                .fact(Side::Source, source.span)
                .help(format!("link the translated words to {}", quote(&source.key)));
        }
    }
}
