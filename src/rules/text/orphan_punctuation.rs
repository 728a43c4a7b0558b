//! `text/orphan-punctuation`: brackets or commas with nothing between, in the target only.

use crate::{
    bitext::Side,
    facts::MarkKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(OrphanPunctuation)
}

struct OrphanPunctuation;

impl Rule for OrphanPunctuation {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let mut last = 0;
        for (mark, stretch) in bitext.extra_marks(|kind| kind == MarkKind::Orphan) {
            let Some(source) = stretch.source else { continue };
            let text = bitext.text(Side::Target, mark.span);
            // A name with its `()` that became a word of prose.
            if text == "()" && bitext.text(Side::Source, source).contains("()") {
                continue;
            }
            // Of several in a row the first is reported.
            let goes_on = mark.span.start < last;
            last = mark.span.end;
            if goes_on {
                continue;
            }
            let around = bitext.with_neighbours(mark.span, stretch.target);
            let message = format!(
                "nothing stands between the punctuation {} in {}",
                quote(text),
                quote(bitext.text(Side::Target, around))
            );
            cx.report(mark.span, message)
                .label("something is missing here")
                .source(source, "no such gap in the source")
                .help("put what belongs here back in its place, or remove the punctuation")
                .detail(text.replace(' ', ""));
        }
    }
}
