//! `text/line-break`: the target of a pair has more or fewer line breaks than its source.

use crate::{
    bitext::{SegmentPair, Side},
    rules::{Ctx, Rule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(LineBreak)
}

struct LineBreak;

impl Rule for LineBreak {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for segment in cx.bitext.odd_segments() {
            check(segment, cx);
        }
    }
}

fn check(segment: &SegmentPair, cx: &mut Ctx<'_, '_>) {
    if segment.damaged || segment.target.is_empty() {
        return;
    }
    let bitext = cx.bitext;
    // Most pairs stand on one line.
    if memchr::memchr(b'\n', segment.file.of_text(bitext.file).as_bytes()).is_none() {
        return;
    }
    let (target, source) =
        (bitext.text(Side::Target, segment.target), bitext.text(Side::Source, segment.source));
    let breaks = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let (ours, theirs) = (breaks(target), breaks(source));
    if ours == theirs || source.trim().is_empty() {
        return;
    }
    let lines = |count: usize| if count == 1 { "break" } else { "breaks" };
    let message =
        format!("the translation has {ours} line {} and its source {theirs}", lines(ours));
    cx.report(segment.target, message)
        .source(segment.source, "other lines in the source")
        .help("break the lines as the source does");
}
