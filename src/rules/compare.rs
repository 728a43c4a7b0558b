//! What the rules compare that hold the regions and directives of target and source side by side.

use super::{Ctx, attributes, quote::quote, regions::own_problems};
use crate::{
    ast::{ProblemKind, RegionKind},
    bitext::{BlockPair, Side, Verdict},
    facts::FactKind,
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

/// Reports directives that are gone, and attributes not meant for translation that differ; `wanted`
/// takes the names of directives in lower case. Destinations have rules of their own.
pub(super) fn report_changed(cx: &mut Ctx<'_, '_>, pair: &BlockPair, wanted: fn(&str) -> bool) {
    let bitext = cx.bitext;
    if pair.shared {
        return;
    }
    for matched in bitext.matches_of(pair) {
        let Some(source) = bitext.source_fact(matched) else { continue };
        if matched.kind != FactKind::Directive
            || !wanted(source.directive_name())
            || bitext.is_damaged(matched)
        {
            continue;
        }
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
        let ours = matched.target.and_then(|index| bitext.target_facts.directive(index));
        let facts = bitext.source_facts.as_ref();
        let theirs = matched.source.and_then(|index| facts?.directive(index));
        let (Some(ours), Some(theirs)) = (ours, theirs) else { continue };
        let what = format!("`{}`", source.directive_name());
        for change in bitext.changed_attributes(&ours.attributes, &theirs.attributes) {
            let name = change.source.map(|it| bitext.text(Side::Source, it.name));
            let path = name.is_some_and(|name| {
                ["source", "lightbox"].iter().any(|it| it.eq_ignore_ascii_case(name))
            });
            if !path {
                attributes::report(cx, &what, (ours.span, theirs.span), change);
            }
        }
    }
}
