//! `sxs/empty-source`: a pair has no text in its source.

use crate::{
    bitext::{SegmentPair, Side},
    facts::is_blank,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

struct EmptySource;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(EmptySource)
}

impl Rule for EmptySource {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for segment in cx.bitext.odd_segments() {
            check(segment, cx);
        }
    }
}

fn check(segment: &SegmentPair, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let source = bitext.text(Side::Source, segment.source);
    if segment.damaged || !is_blank(source) || bitext.words(Side::Target, segment.target).is_empty()
    {
        return;
    }
    let target = quote(bitext.text(Side::Target, segment.target));
    cx.report(segment.target, format!("{target} translates an empty source"))
        .help("take the pair out if the source has no such text, or put its source back");
}
