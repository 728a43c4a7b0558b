//! `image/missing`: an image of the source is gone.

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
        Looks::at(&[FactKind::Image, FactKind::Directive]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.target.is_none() {
            return;
        }
        for matched in bitext.matches_of(pair) {
            let Some(source) = bitext.source_fact(matched).filter(|source| source.is_image())
            else {
                continue;
            };
            if matched.verdict != Verdict::Missing || bitext.is_damaged(matched) {
                continue;
            }
            let Some(place) = bitext.counterpart(source.span) else { continue };
            cx.report(place, format!("the image {} is gone", quote(source.path())))
                .label("no image here")
                .source(source.span, "the source's image")
                .detail(source.path())
                .fact(Side::Source, source.span)
                .help("put the image back where the source has it");
        }
    }
}
