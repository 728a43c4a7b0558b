//! What the rules share that report punctuation which slipped into a link or emphasis.

use super::{Ctx, quote::quote};
use crate::{
    bitext::{BlockPair, Side},
    diagnostic::Safety,
    facts::{Fact, FactKind},
    text::Span,
};

/// Reports the marks of punctuation that stand at the end of a fact's text in the target and behind the
/// fact in the source. `noun` says what a fact is called, `text` which part of it is quoted, `behind`
/// where the mark goes.
pub(super) fn report(
    cx: &mut Ctx<'_, '_>,
    pair: &BlockPair,
    kinds: &[FactKind],
    (noun, behind): (&str, &str),
    text: fn(&Fact<'_>) -> Span,
) {
    let bitext = cx.bitext;
    for (matched, target, source) in bitext.on_both_sides(pair) {
        if !kinds.contains(&matched.kind) {
            continue;
        }
        let Some((inside, mark)) = bitext.slipped_punctuation(target, source) else { continue };
        let shown = quote(bitext.text(Side::Target, text(target)));
        cx.report(inside, format!("`{mark}` belongs behind the {noun} {shown}"))
            .help(format!("move `{mark}` behind {behind}, as in the source"))
            .source(source.span, "it stands behind in the source")
            .detail(mark)
            .fix(Safety::Safe, inside, "")
            .fix(Safety::Safe, Span { start: target.span.end, end: target.span.end }, mark);
    }
}
