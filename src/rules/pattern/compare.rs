//! The kinds `forbid`, `require`, `same` and `count`.

use super::{
    Find, Hit, Pattern,
    place::{Place, lines, stretches},
};
use crate::{
    bitext::{Bitext, BlockPair, Side},
    facts::View,
    rules::Ctx,
    text::Span,
};

/// How many blocks away a match still counts as moved rather than lost.
const NEARBY: usize = 3;

pub(super) fn forbid(pattern: &Pattern, find: &Find, unless_in_source: bool, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    // Nearly no article has a match: one search of all its prose and one of what else is searched
    // tell that.
    let facts = &bitext.target_facts;
    let mut elsewhere = pattern.places.iter().filter(|place| !place.is_running_text()).peekable();
    let has_elsewhere = elsewhere.peek().is_some() && find.may_be_in(&lines(facts, elsewhere));
    let has_prose =
        pattern.places.iter().any(Place::is_running_text) && find.may_be_in(facts.running_text());
    if !has_prose && !has_elsewhere {
        return;
    }
    let searched = |place: &&Place| if place.is_running_text() { has_prose } else { has_elsewhere };
    for pair in &bitext.pairs {
        let view = bitext.target_view(pair);
        let mut places = pattern.places.iter().filter(searched);
        let mut hits = find.all(&stretches(bitext, Side::Target, view, &mut places));
        if unless_in_source && !hits.is_empty() {
            let mut source = pattern.hits(cx, Side::Source, bitext.source_view(pair), find);
            take_equal(&mut hits, &mut source);
        }
        for hit in hits {
            pattern.report(cx, hit.span, &[("match", &hit.text)]).detail(hit.text);
        }
    }
}

/// An article in which nothing is found.
pub(super) fn require(pattern: &Pattern, find: &Find, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let views = &bitext.target_facts.views;
    let found =
        views.iter().any(|view| !pattern.hits(cx, Side::Target, Some(view), find).is_empty());
    let first = views.iter().find(|view| !view.content.is_empty()).or(views.first());
    if let (false, Some(view)) = (found, first) {
        pattern.report(cx, place(bitext, view), &[("match", "")]);
    }
}

pub(super) fn require_when(
    pattern: &Pattern,
    find: &Find,
    when: &Find,
    pair: &BlockPair,
    cx: &mut Ctx<'_, '_>,
) {
    let bitext = cx.bitext;
    let Some(view) = bitext.target_view(pair) else { return };
    let calls = pattern.hits(cx, Side::Source, bitext.source_view(pair), when);
    let Some(call) = calls.into_iter().next() else { return };
    if pattern.hits(cx, Side::Target, Some(view), find).is_empty() {
        let span = missing_place(bitext, call.span, view);
        pattern
            .report(cx, span, &[("match", &call.text)])
            .source(call.span, "the source's text")
            .detail(call.text)
            .fact(Side::Source, call.span);
    }
}

pub(super) fn count(
    pattern: &Pattern,
    find: &Find,
    source: &Find,
    pair: &BlockPair,
    cx: &mut Ctx<'_, '_>,
) {
    let bitext = cx.bitext;
    let (Some(target_view), Some(source_view)) =
        (bitext.target_view(pair), bitext.source_view(pair))
    else {
        return;
    };
    let hits = pattern.hits(cx, Side::Target, Some(target_view), find);
    let wanted = pattern.hits(cx, Side::Source, Some(source_view), source);
    if hits.len() == wanted.len() {
        return;
    }
    let span = match (hits.first(), hits.last()) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => place(bitext, target_view),
    };
    let (count, source_count) = (hits.len().to_string(), wanted.len().to_string());
    let fields = [("count", count.as_str()), ("source-count", source_count.as_str())];
    let finding = pattern.report(cx, span, &fields).detail(format!("{count} {source_count}"));
    for hit in wanted {
        finding.source(hit.span, "in the source");
    }
}

/// What stands on one side of the article only; what has moved to a block nearby stands on both.
pub(super) fn same(pattern: &Pattern, find: &Find, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    if bitext.source.is_none() {
        return;
    }
    let mut left: Vec<(Vec<Hit>, Vec<Hit>)> = Vec::with_capacity(bitext.pairs.len());
    for pair in &bitext.pairs {
        let mut target = pattern.hits(cx, Side::Target, bitext.target_view(pair), find);
        let mut source = pattern.hits(cx, Side::Source, bitext.source_view(pair), find);
        take_equal(&mut target, &mut source);
        left.push((target, source));
    }
    for index in 0..left.len() {
        for other in index.saturating_sub(NEARBY)..(index + NEARBY + 1).min(left.len()) {
            let mut source =
                left.get_mut(index).map(|it| std::mem::take(&mut it.1)).unwrap_or_default();
            if let Some((target, _)) = left.get_mut(other) {
                take_equal(target, &mut source);
            }
            if let Some(it) = left.get_mut(index) {
                it.1 = source;
            }
        }
    }
    for ((target, source), pair) in left.into_iter().zip(&bitext.pairs) {
        for hit in target {
            pattern
                .report(cx, hit.span, &[("match", &hit.text), ("side", "target")])
                .detail(hit.text);
        }
        let Some(view) = bitext.target_view(pair) else { continue };
        for hit in source {
            let span = missing_place(bitext, hit.span, view);
            pattern
                .report(cx, span, &[("match", &hit.text), ("side", "source")])
                .source(hit.span, "in the source")
                .detail(hit.text)
                .fact(Side::Source, hit.span);
        }
    }
}

/// Takes hits of equal text out of both lists, one for one.
fn take_equal(target: &mut Vec<Hit>, source: &mut Vec<Hit>) {
    target.retain(|hit| {
        let equal = source.iter().position(|other| other.text == hit.text);
        equal.map(|index| source.remove(index)).is_none()
    });
}

/// Where to report what the target lacks: in the segment that belongs to the source's place, else in
/// the block.
pub(super) fn missing_place(bitext: &Bitext<'_>, source: Span, view: &View<'_>) -> Span {
    match bitext.segment_at(Side::Source, source.start) {
        Some(segment) if !segment.target.is_empty() => segment.target,
        _ => place(bitext, view),
    }
}

/// The content of a view, without markers and line ending.
fn place(bitext: &Bitext<'_>, view: &View<'_>) -> Span {
    if let (Some(first), Some(last)) = (view.content.first(), view.content.last()) {
        return first.span.join(last.span);
    }
    let text = bitext.text(Side::Target, view.span).trim_end();
    Span::new(view.span.start as usize, view.span.start as usize + text.len())
}
