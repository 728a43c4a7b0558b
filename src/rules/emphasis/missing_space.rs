//! `emphasis/missing-space`: a letter touches emphasis in the target but not in the source.

use crate::{
    bitext::{BlockPair, Looks, Side},
    diagnostic::Safety,
    facts::{Fact, FactKind, WordFlags},
    rules::{Ctx, Rule, options::Options, quote::quote, touching},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MissingSpace)
}

struct MissingSpace;

impl Rule for MissingSpace {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Strong, FactKind::Emphasis])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (matched, target, source) in bitext.on_both_sides(pair) {
            if matches!(matched.kind, FactKind::Strong | FactKind::Emphasis) {
                check(target, source, cx);
            }
        }
    }
}

fn check<'a>(emphasis: &Fact<'a>, source: &Fact<'a>, cx: &mut Ctx<'_, 'a>) {
    let bitext = cx.bitext;
    let shown = || quote(bitext.text(Side::Target, emphasis.span));
    let help = "it, or take the whole word into the emphasis";
    touching::report(cx, emphasis, Some(source), shown, help, |cx, letters| {
        // What is no word by itself may be the rest of one.
        let words = cx.bitext.words(Side::Target, letters);
        let alone = words.first().is_some_and(|word| word.is(WordFlags::TARGET_FUNCTION));
        if alone { Safety::Safe } else { Safety::Unsafe }
    });
}
