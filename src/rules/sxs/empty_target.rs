//! `sxs/empty-target`: a pair has no text in its target.

use crate::{
    bitext::{SegmentPair, Side},
    diagnostic::Safety,
    facts::is_blank,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

struct EmptyTarget;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(EmptyTarget)
}

impl Rule for EmptyTarget {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for segment in cx.bitext.odd_segments() {
            check(segment, cx);
        }
    }
}

fn check(segment: &SegmentPair, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let target = bitext.text(Side::Target, segment.target);
    if segment.damaged || !is_blank(target) {
        return;
    }
    if bitext.words(Side::Source, segment.source).is_empty() {
        return;
    }
    let source = bitext.text(Side::Source, segment.source);
    let message = format!("the translation of {} is empty", quote(source));
    // An empty stretch has no place of its own: it stands behind the tag that holds the id.
    let rest = Span { start: segment.id.end, end: segment.file.end };
    let tag = rest.of_text(bitext.file).find('>').map_or(0, |at| at as u32 + 1);
    let start = segment.id.end + tag;
    let hole = Span { start, end: start + target.len() as u32 };
    cx.report_in_file(segment.file, message)
        .source(segment.source, "not translated")
        .help("translate the sentence")
        .fix_in_file(Safety::Unsafe, hole, source);
}
