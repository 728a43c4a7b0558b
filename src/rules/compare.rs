//! What the rules compare that hold the regions and directives of target and source side by side.

use super::{Ctx, attributes, quote::quote, regions::own_problems};
use crate::{
    ast::{Attribute, ProblemKind, RegionKind},
    bitext::{Bitext, BlockPair, Match, Side, Verdict},
    facts::{Fact, FactKind},
};

/// Reports regions of a kind within one of the same kind.
pub(super) fn report_nested(cx: &mut Ctx<'_, '_>, kind: RegionKind, noun: &str) {
    let bitext = cx.bitext;
    for problem in own_problems(bitext) {
        if problem.kind != ProblemKind::NestedRegion(kind) {
            continue;
        }
        // An outer one without end is not meant to hold this one.
        let unclosed = own_problems(bitext).into_iter().any(|it| {
            it.kind == ProblemKind::UnclosedRegion(kind) && Some(it.span) == problem.related
        });
        if unclosed {
            continue;
        }
        let written = quote(problem.span.of_text(bitext.target.text));
        let finding = cx.report(problem.span, format!("the {noun} {written} stands in another"));
        finding.help(format!("end the outer {noun} before this one begins"));
        if let Some(outer) = problem.related {
            finding.also(outer, "the outer one");
        }
    }
}

/// A text without its white space.
pub(super) fn spaceless(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Reports directives that are gone, and attributes not meant for translation that differ; `wanted`
/// takes the names of directives in lower case. Destinations have rules of their own.
pub(super) fn report_changed(cx: &mut Ctx<'_, '_>, pair: &BlockPair, wanted: fn(&str) -> bool) {
    let bitext = cx.bitext;
    for (matched, source) in directives(bitext, pair, wanted) {
        if matched.verdict == Verdict::Missing {
            let place = bitext.counterpart(source.span).filter(|_| !source.is_image());
            let Some(place) = place else { continue };
            let written = bitext.text(Side::Source, source.span);
            cx.report(place, format!("{} is gone", quote(written)))
                .label("nothing of the kind here")
                .source(source.span, "the source has it")
                .detail(written)
                .fact(Side::Source, source.span)
                .help("put it back where the source has it");
            continue;
        }
        let what = format!("`{}`", source.directive_name());
        report_attributes(cx, matched, &what, |name| {
            !["source", "lightbox"].iter().any(|it| it.eq_ignore_ascii_case(name))
        });
    }
}

/// The directives of the source in a pair, with what became of them; `wanted` takes their names in
/// lower case. None where the segment is damaged, or both sides are the same bytes.
pub(super) fn directives<'b, 'a>(
    bitext: &'b Bitext<'a>,
    pair: &BlockPair,
    wanted: fn(&str) -> bool,
) -> impl Iterator<Item = (&'b Match, &'b Fact<'a>)> {
    let matches = if pair.shared { &[] } else { bitext.matches_of(pair) };
    matches.iter().filter_map(move |matched| {
        let source = bitext.source_fact(matched)?;
        let wanted = matched.kind == FactKind::Directive
            && wanted(source.directive_name())
            && !bitext.is_damaged(matched);
        wanted.then_some((matched, source))
    })
}

/// Reports the attributes of a directive that differ from the source's; `what` names the directive,
/// `wanted` takes the names of attributes.
pub(super) fn report_attributes(
    cx: &mut Ctx<'_, '_>,
    matched: &Match,
    what: &str,
    wanted: fn(&str) -> bool,
) {
    let bitext = cx.bitext;
    let ours = matched.target.and_then(|index| bitext.target_facts.directive(index));
    let facts = bitext.source_facts.as_ref();
    let theirs = matched.source.and_then(|index| facts?.directive(index));
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return };
    let changes = bitext.changed_attributes(&ours.attributes, &theirs.attributes);
    // One that stands in the place of another is told once, at what stands there.
    let instead = changes.iter().any(|change| change.source.is_none());
    let mut lost = changes.iter().filter(|change| change.target.is_none());
    let renamed = instead && lost.next().is_some() && lost.next().is_none();
    for change in changes.into_iter().filter(|it| !renamed || it.target.is_some()) {
        let name = change.source.map(|it| bitext.text(Side::Source, it.name));
        let same = |target: &Attribute, source: &Attribute| {
            let text = |side, it: &Attribute| {
                spaceless(it.value.map_or("", |value| bitext.text(side, value)))
            };
            text(Side::Target, target) == text(Side::Source, source)
        };
        // White space within a range means nothing.
        let spaces = name.is_some_and(|name| name.eq_ignore_ascii_case("range"))
            && change.target.zip(change.source).is_some_and(|(one, other)| same(one, other));
        if name.is_none_or(wanted) && !spaces {
            attributes::report(cx, what, (ours.span, theirs.span), change);
        }
    }
}
