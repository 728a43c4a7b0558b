//! `emphasis/missing-space`: a letter touches emphasis in the target but not in the source.

use crate::{
    bitext::{BlockPair, Side},
    diagnostic::Safety,
    facts::{Fact, FactKind, WordFlags},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MissingSpace)
}

struct MissingSpace;

impl Rule for MissingSpace {
    fn pair(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            if matches!(matched.kind, FactKind::Strong | FactKind::Emphasis)
                && let (Some(target), Some(source)) =
                    (bitext.target_fact(matched), bitext.source_fact(matched))
                && !bitext.is_damaged(matched)
            {
                check(target, source, cx);
            }
        }
    }
}

fn check<'a>(emphasis: &Fact<'a>, source: &Fact<'a>, cx: &mut Ctx<'_, 'a>) {
    let touch = cx.bitext.touch(emphasis, Some(source));
    let ends = [(touch.before, "before"), (touch.after, "after")];
    for (letters, end) in ends.into_iter().filter_map(|(letters, end)| Some((letters?, end))) {
        let bitext = cx.bitext;
        let word = bitext.text(Side::Target, letters);
        let text = quote(bitext.text(Side::Target, emphasis.span));
        let (message, at) = if end == "before" {
            (format!("no space between `{word}` and {text}"), emphasis.span.start)
        } else {
            (format!("no space between {text} and `{word}`"), emphasis.span.end)
        };
        // The letters with the asterisk they touch.
        let place = if end == "before" {
            Span { start: letters.start, end: at + 1 }
        } else {
            Span { start: at - 1, end: letters.end }
        };
        // What is no word by itself may be the rest of one.
        let words = bitext.words(Side::Target, letters);
        let alone = words.first().is_some_and(|word| word.is(WordFlags::TARGET_FUNCTION));
        let safety = if alone { Safety::Safe } else { Safety::Unsafe };
        cx.report(place, message)
            .label("a space belongs here")
            .source(source.span, "no letter touches it in the source")
            .help(format!("put a space {end} it, or take the whole word into the emphasis"))
            .detail(end)
            .fix(safety, Span { start: at, end: at }, " ");
    }
}
