//! `link/misplaced-punctuation`: the point of the sentence slipped into the text of a link.

use crate::{
    bitext::{BlockPair, Side},
    diagnostic::Safety,
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MisplacedPunctuation)
}

struct MisplacedPunctuation;

impl Rule for MisplacedPunctuation {
    fn pair(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            let (Some(target), Some(source)) =
                (bitext.target_fact(matched), bitext.source_fact(matched))
            else {
                continue;
            };
            if matched.kind != FactKind::Link || bitext.is_damaged(matched) {
                continue;
            }
            let Some((inside, mark)) = bitext.slipped_punctuation(target, source) else {
                continue;
            };
            let text = quote(bitext.text(Side::Target, target.text));
            let end = crate::text::Span { start: target.span.end, end: target.span.end };
            cx.report(inside, format!("`{mark}` belongs behind the link {text}"))
                .help(format!("move `{mark}` behind the link, as in the source"))
                .source(source.span, "it stands behind in the source")
                .detail(mark)
                .fix(Safety::Safe, inside, "")
                .fix(Safety::Safe, end, mark);
        }
    }
}
