//! `sync/added-block`: the translation has blocks that the source has not.

use crate::{
    bitext::{Side, UnalignedKind},
    diagnostic::Confidence,
    rules::{
        Ctx, Rule,
        gaps::{at_gap, first_words, named},
        options::Options,
    },
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(AddedBlock)
}

struct AddedBlock;

impl Rule for AddedBlock {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for region in &bitext.unaligned {
            let Some((place, source)) = at_gap(bitext, region) else { continue };
            let words = first_words(bitext, Side::Target, place);
            match region.kind {
                UnalignedKind::Added => {
                    let has = if region.target_blocks == 1 { "is" } else { "are" };
                    let added = named(region.target_blocks);
                    cx.report(place, format!("{added} {has} not in the source, from {words} on"))
                        .source(source, "they would stand here")
                        .detail(words)
                        .help(
                            "take out what the source does not say any more, or keep what is meant",
                        );
                }
                UnalignedKind::Split => {
                    cx.report(
                        place,
                        format!("one block of the source is two here, from {words} on"),
                    )
                    .source(source, "the source's block")
                    .detail(words)
                    .confidence(Confidence::Low)
                    .help("keep the source's paragraph in one, if the page allows it");
                }
                _ => {}
            }
        }
    }
}
