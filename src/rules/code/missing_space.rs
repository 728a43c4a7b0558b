//! `code/missing-space`: a letter touches a code span in the target but not in the source.

use crate::{
    bitext::{BlockPair, Side},
    diagnostic::Safety,
    facts::FactKind,
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
            let (FactKind::Code, Some(code), Some(source)) =
                (matched.kind, bitext.target_fact(matched), bitext.source_fact(matched))
            else {
                continue;
            };
            if bitext.is_damaged(matched) || bitext.target_facts.is_torn(code.span.start) {
                continue;
            }
            let touch = bitext.touch(code, Some(source));
            let before = touch.before.map(|letters| {
                (letters, "before", Span { start: letters.start, end: code.span.start + 1 })
            });
            let after = touch.after.map(|letters| {
                (letters, "after", Span { start: code.span.end - 1, end: letters.end })
            });
            for (letters, end, place) in before.into_iter().chain(after) {
                let word = bitext.text(Side::Target, letters);
                let shown = quote(&code.key);
                let (message, at) = if end == "before" {
                    (format!("no space between “{word}” and the code {shown}"), code.span.start)
                } else {
                    (format!("no space between the code {shown} and “{word}”"), code.span.end)
                };
                cx.report(place, message)
                    .label("a space belongs here")
                    .source(source.span, "no letter touches it in the source")
                    .help(format!("put a space {end} the code"))
                    .detail(end)
                    .fix(Safety::Safe, Span { start: at, end: at }, " ");
            }
        }
    }
}
