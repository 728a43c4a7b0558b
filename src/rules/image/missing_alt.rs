//! `image/missing-alt`: an image lost its alternative text.

use crate::{
    bitext::{BlockPair, Looks, Side},
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MissingAlt)
}

struct MissingAlt;

impl Rule for MissingAlt {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Image])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            let (FactKind::Image, Some(target), Some(source)) =
                (matched.kind, bitext.target_fact(matched), bitext.source_fact(matched))
            else {
                continue;
            };
            let is = bitext.text(Side::Target, target.text);
            let was = bitext.text(Side::Source, source.text);
            let says = |text: &str| text.chars().any(char::is_alphanumeric);
            if says(is) || !says(was) || bitext.is_damaged(matched) {
                continue;
            }
            cx.report(
                target.span,
                format!("the image {} has lost its alternative text", quote(target.path())),
            )
            .source(source.text, "the text of the source's image")
            .detail(was)
            .fact(Side::Source, source.span)
            .help("put the translated words between the brackets, and remove them from where they stand now");
        }
    }
}
