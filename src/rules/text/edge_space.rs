//! `text/edge-space`: a translation starts or ends with a space and its source does not, or has lost the
//! one that keeps it from the next.

use crate::{
    bitext::{SegmentPair, Side},
    diagnostic::Safety,
    locale::Family,
    rules::{Ctx, Rule, options::Options},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(EdgeSpace)
}

struct EdgeSpace;

impl Rule for EdgeSpace {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for segment in cx.bitext.odd_segments() {
            check(segment, cx);
        }
    }
}

fn check(segment: &SegmentPair, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let span = segment.target;
    let target = bitext.text(Side::Target, span);
    let source = bitext.text(Side::Source, segment.source);
    let spaces = [' ', '\u{a0}', '\t'];
    let starts = target.starts_with(spaces) && !source.starts_with(char::is_whitespace);
    let ends = target.ends_with(spaces) && !source.ends_with(char::is_whitespace);
    let lost = source.ends_with(spaces) && !target.ends_with(char::is_whitespace);
    if !(starts || ends || lost) || segment.damaged {
        return;
    }
    let words = target.trim_matches(spaces);
    if words.is_empty() || source.trim().is_empty() {
        return;
    }
    let inner = Span::of(target, words).shifted(span.start);
    if starts {
        let place = Span { start: span.start, end: inner.start };
        cx.report(place, "the translation starts with a space, its source does not")
            .help("remove the space")
            .detail("start")
            .fix(Safety::Safe, place, "");
    }
    if ends {
        let place = Span { start: inner.end, end: span.end };
        cx.report(place, "the translation ends with a space, its source does not")
            .help("remove the space")
            .detail("end")
            .fix(Safety::Safe, place, "");
    }
    let next = bitext.target_facts.char_after(span.end);
    let glued = next.is_some_and(char::is_alphanumeric)
        && !bitext.target_data.family(Family::NoSpacesBetweenWords);
    if lost && glued {
        let last = target.chars().next_back().map_or(0, |c| c.len_utf8() as u32);
        let place = Span { start: span.end - last, end: span.end };
        cx.report(place, "the space at the end is lost, and the next sentence follows directly")
            .help("put the space back")
            .detail("lost")
            .source(segment.source, "ends with a space")
            .fix(Safety::Safe, Span { start: span.end, end: span.end }, " ");
    }
}
