//! `sync/missing-block`: blocks of the source have no counterpart in the translation.

use crate::{
    bitext::{Side, Unaligned, UnalignedKind},
    diagnostic::{Confidence, Severity},
    rules::{
        Ctx, Rule,
        gaps::{at_gap, first_words, is_lacking, named},
        options::Options,
    },
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MissingBlock)
}

struct MissingBlock;

impl Rule for MissingBlock {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for region in &bitext.unaligned {
            if is_lacking(region) {
                missing(cx, region);
            } else if region.kind == UnalignedKind::Merged
                && let Some((place, source)) = at_gap(bitext, region)
            {
                let words = first_words(bitext, Side::Target, place);
                cx.report(place, format!("two blocks of the source are one here: {words}"))
                    .source(source, "the first of them")
                    .severity(Severity::Info)
                    .confidence(Confidence::Low)
                    .help("keep the source's paragraphs apart, if the page allows it");
            }
        }
    }
}

fn missing(cx: &mut Ctx<'_, '_>, region: &Unaligned) {
    let bitext = cx.bitext;
    let Some((place, source)) = at_gap(bitext, region) else { return };
    let words = first_words(bitext, Side::Source, source);
    let gone = named(region.source_blocks);
    let message = if region.kind == UnalignedKind::Replaced {
        format!(
            "{gone} of the source, from {words} on, {} no counterpart among {} here",
            if region.source_blocks == 1 { "has" } else { "have" },
            named(region.target_blocks)
        )
    } else {
        format!(
            "{gone} of the source {} missing here, from {words} on",
            if region.source_blocks == 1 { "is" } else { "are" }
        )
    };
    cx.report(place, message)
        .source(source, "the source's blocks begin here")
        .detail(words)
        .help("translate what the source says here, or say why it is left out");
}
