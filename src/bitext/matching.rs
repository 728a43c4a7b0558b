//! Matching the facts of the two sides: once, for all rules.
//!
//! Within a pair of blocks, equal keys are matched first in the same segment, then in the block;
//! what is left over is looked for in blocks nearby; what is still left is paired with something
//! close to it in the same place; the rest is missing or extra. Every step sorts or walks lists, so
//! a block of n facts costs n log n.

use super::{Bitext, BlockPair, FactIndex, Match, SegmentPair, Side, Verdict};
use crate::{
    ast::InlineKind,
    facts::{Fact, FactKind, collapse},
    text::Span,
};
use std::{borrow::Cow, collections::BTreeMap};

/// How many pairs of blocks away a fact still counts as moved rather than lost: a sentence may be
/// pulled into the item or cell before or after, seldom further.
const NEARBY: u32 = 3;

/// Leftover facts of a block that are compared each with each; in blocks with more, in order only.
const COMPARED: usize = 12;

/// Leftover facts of a block that are looked for in the text of the other side.
const SEARCHED: usize = 16;

/// Longest code span, in bytes, that is looked through for others it has swallowed.
const LONGEST_FUSED: usize = 400;

/// Characters of a placeholder or destination that are compared with text in which it may be torn.
const LONGEST_TORN: usize = 200;

/// A fact that has no equal yet.
#[derive(Clone, Copy)]
struct Open {
    pair: u32,
    fact: FactIndex,
    segment: Option<u32>,
}

pub(super) fn run(bitext: &mut Bitext<'_>) {
    bitext.fact_segments =
        [segments_of_facts(bitext, Side::Target), segments_of_facts(bitext, Side::Source)];
    let mut found: Vec<(u32, Match)> = Vec::with_capacity(bitext.target_facts.facts.len());
    let (mut targets, mut sources): (Vec<Open>, Vec<Open>) = (Vec::new(), Vec::new());
    for index in 0..bitext.pairs.len() as u32 {
        within_pair(bitext, index, &mut found, &mut targets, &mut sources);
    }
    let in_order = found.is_sorted_by_key(|(pair, matched)| (*pair, matched.target));
    let settled = in_order && targets.is_empty() && sources.is_empty();
    if !targets.is_empty() && !sources.is_empty() {
        nearby(bitext, &mut found, &mut targets, &mut sources);
        changed(bitext, &mut found, &mut targets, &mut sources);
    }
    fused(bitext, &mut found, &mut targets, &mut sources);
    for (leftover, side) in [(&sources, Side::Source), (&targets, Side::Target)] {
        for same_pair in leftover.chunk_by(|one, other| one.pair == other.pair) {
            // What a region without counterpart holds is told by the region.
            let pair = same_pair.first().and_then(|open| bitext.pairs.get(open.pair as usize));
            let lone = |pair: &BlockPair| pair.target.is_none() || pair.source.is_none();
            if bitext.is_two_files() && pair.is_some_and(lone) {
                continue;
            }
            for (count, &open) in same_pair.iter().enumerate() {
                // Looking through the text costs its length for each: in a block that lost more than
                // this, where something stands otherwise matters to nobody.
                let elsewhere = match side {
                    _ if count >= SEARCHED => None,
                    Side::Source => plain(bitext, open),
                    Side::Target => torn(bitext, open),
                };
                found
                    .push((open.pair, Match { plain: elsewhere, ..unmatched(bitext, open, side) }));
            }
        }
    }
    if !settled {
        found.sort_by_key(|(pair, matched)| (*pair, order(bitext, matched)));
    }
    let mut next = 0;
    for (index, pair) in bitext.pairs.iter_mut().enumerate() {
        let start = next;
        while found.get(next).is_some_and(|(pair, _)| *pair as usize == index) {
            next += 1;
        }
        pair.matches = start as u32..next as u32;
    }
    bitext.matches = found.into_iter().map(|(_, matched)| matched).collect();
}

/// Facts in order of the target; what only the source has comes at the end.
fn order(bitext: &Bitext<'_>, matched: &Match) -> (u32, u32) {
    let target = bitext.target_fact(matched).map_or(u32::MAX, |fact| fact.span.start);
    (target, bitext.source_fact(matched).map_or(u32::MAX, |fact| fact.span.start))
}

fn within_pair(
    bitext: &Bitext<'_>,
    index: u32,
    found: &mut Vec<(u32, Match)>,
    targets: &mut Vec<Open>,
    sources: &mut Vec<Open>,
) {
    let Some(pair) = bitext.pairs.get(index as usize) else { return };
    let range =
        |view: Option<&crate::facts::View<'_>>| view.map_or(0..0, |view| view.facts.clone());
    let (target, source) = (range(bitext.target_view(pair)), range(bitext.source_view(pair)));
    if target.is_empty() && source.is_empty() {
        return;
    }
    let same_length = target.len() == source.len();
    if same_length && target.clone().zip(source.clone()).all(|(t, s)| equal(bitext, t, s)) {
        found.extend(target.zip(source).map(|(t, s)| {
            let segment = segment_of(bitext, Side::Source, s);
            let kept = kept(bitext, Verdict::Kept, t, s, segment);
            (index, kept)
        }));
        return;
    }
    let open = |side: Side, fact: FactIndex| Open {
        pair: index,
        fact,
        segment: segment_of(bitext, side, fact),
    };
    let mut left: Vec<Open> = target.map(|fact| open(Side::Target, fact)).collect();
    let mut right: Vec<Open> = source.map(|fact| open(Side::Source, fact)).collect();
    // Where the source itself is not sure what is code, nothing can be said of the target's.
    if bitext.source_view(pair).is_some_and(|view| view.stray_backtick) {
        let is_code = |side: Side, open: &Open| {
            fact(bitext, side, open.fact).is_some_and(|fact| fact.kind == FactKind::Code)
        };
        left.retain(|open| !is_code(Side::Target, open));
        right.retain(|open| !is_code(Side::Source, open));
    }
    for same_segment in [true, false] {
        let matched = take_equal(bitext, &mut left, &mut right, |open| {
            if same_segment { open.segment } else { None }
        });
        let verdict = if same_segment { Verdict::Kept } else { Verdict::Moved };
        found.extend(
            matched
                .into_iter()
                .map(|(t, s)| (index, kept(bitext, verdict, t.fact, s.fact, s.segment))),
        );
    }
    same_places(bitext, index, found, &mut left, &mut right);
    targets.extend(left);
    sources.extend(right);
}

/// Takes links and images out of both lists whose destinations are written otherwise and lead to the
/// same place.
fn same_places(
    bitext: &Bitext<'_>,
    pair: u32,
    found: &mut Vec<(u32, Match)>,
    left: &mut Vec<Open>,
    right: &mut Vec<Open>,
) {
    let leads = |fact: &Fact<'_>| matches!(class(fact), FactKind::Link | FactKind::Image);
    let mut compared = 0;
    right.retain(|open| {
        let source = fact(bitext, Side::Source, open.fact).filter(|it| leads(it));
        let Some(source) = source else { return true };
        let position = left.iter().take(SEARCHED).position(|other| {
            compared += 1;
            compared < SEARCHED * SEARCHED
                && fact(bitext, Side::Target, other.fact).is_some_and(|target| {
                    leads(target)
                        && class(target) == class(source)
                        && bitext.leads_to_same(target, source)
                })
        });
        let Some(position) = position else { return true };
        let target = left.remove(position);
        found.push((pair, kept(bitext, Verdict::Kept, target.fact, open.fact, open.segment)));
        false
    });
}

fn kept(
    bitext: &Bitext<'_>,
    verdict: Verdict,
    target: FactIndex,
    source: FactIndex,
    segment: Option<u32>,
) -> Match {
    let kind = fact(bitext, Side::Target, target).map_or(FactKind::Tag, |fact| fact.kind);
    Match { kind, verdict, target: Some(target), source: Some(source), segment, plain: None }
}

fn unmatched(bitext: &Bitext<'_>, open: Open, side: Side) -> Match {
    let kind = fact(bitext, side, open.fact).map_or(FactKind::Tag, |fact| fact.kind);
    let (verdict, target, source) = match side {
        Side::Target => (Verdict::Extra, Some(open.fact), None),
        Side::Source => (Verdict::Missing, None, Some(open.fact)),
    };
    Match { kind, verdict, target, source, segment: open.segment, plain: None }
}

fn fact<'b, 'a>(bitext: &'b Bitext<'a>, side: Side, index: FactIndex) -> Option<&'b Fact<'a>> {
    bitext.facts(side)?.facts.get(index as usize)
}

fn segment_of(bitext: &Bitext<'_>, side: Side, index: FactIndex) -> Option<u32> {
    let [target, source] = &bitext.fact_segments;
    let list = if side == Side::Target { target } else { source };
    list.get(index as usize).copied().flatten()
}

/// The segment of every fact of a side, in one pass: both are in order of place.
fn segments_of_facts(bitext: &Bitext<'_>, side: Side) -> Vec<Option<u32>> {
    let span = |segment: &SegmentPair| match side {
        Side::Target => segment.target,
        Side::Source => segment.source,
    };
    let mut next = 0;
    let facts = bitext.facts(side).map_or(&[][..], |facts| &facts.facts);
    facts
        .iter()
        .map(|fact| {
            let at = fact.span.start;
            while bitext.segments.get(next).is_some_and(|segment| span(segment).start <= at) {
                next += 1;
            }
            let index = next.checked_sub(1)?;
            bitext.segments.get(index).filter(|segment| at < span(segment).end)?;
            Some(index as u32)
        })
        .collect()
}

/// Whether two facts have the same kind, key and segment.
fn equal(bitext: &Bitext<'_>, target: FactIndex, source: FactIndex) -> bool {
    let (Some(one), Some(other)) =
        (fact(bitext, Side::Target, target), fact(bitext, Side::Source, source))
    else {
        return false;
    };
    one.kind == other.kind
        && one.key == other.key
        && segment_of(bitext, Side::Target, target) == segment_of(bitext, Side::Source, source)
}

/// Kinds that stand for each other: an address may be written as a link with text, bare or in angle
/// brackets.
fn class(fact: &Fact<'_>) -> FactKind {
    match fact.kind {
        FactKind::Url => FactKind::Link,
        kind => kind,
    }
}

/// What two facts have in common that count as the same: the key, in code without the names of
/// metavariables, for `{verb}`, `<name>` and `[NAME]` may be translated.
fn common<'f>(fact: &'f Fact<'_>) -> Cow<'f, str> {
    if fact.kind == FactKind::Code {
        without_metavariables(&fact.key)
    } else {
        Cow::Borrowed(&*fact.key)
    }
}

/// The code with `{…}`, `<…>`, `[…]` emptied where they hold words and no name stands before them.
fn without_metavariables(code: &str) -> Cow<'_, str> {
    if !code.contains(['{', '<', '[']) {
        return Cow::Borrowed(code);
    }
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(['{', '<', '[']) {
        let (before, from) = rest.split_at(at);
        let closer = match from.as_bytes().first() {
            Some(b'{') => '}',
            Some(b'<') => '>',
            _ => ']',
        };
        out.push_str(before);
        let inner = from.get(1..).unwrap_or("");
        let end = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, ' ' | '_' | '-')));
        let words = end.and_then(|end| Some((inner.get(..end)?, inner.get(end..)?)));
        let words = words.filter(|(words, after)| {
            after.starts_with(closer)
                && words.chars().any(char::is_alphabetic)
                && !before.ends_with(char::is_alphanumeric)
        });
        out.push_str(from.get(..1).unwrap_or(""));
        rest = words.map_or(inner, |(_, after)| after);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Takes facts of equal kind, key and `place` out of both lists, the first with the first.
fn take_equal(
    bitext: &Bitext<'_>,
    left: &mut Vec<Open>,
    right: &mut Vec<Open>,
    place: impl Fn(&Open) -> Option<u32>,
) -> Vec<(Open, Open)> {
    let mut waiting: BTreeMap<(FactKind, Cow<'_, str>, Option<u32>), Vec<usize>> = BTreeMap::new();
    for (position, open) in left.iter().enumerate().rev() {
        if let Some(fact) = fact(bitext, Side::Target, open.fact) {
            waiting.entry((class(fact), common(fact), place(open))).or_default().push(position);
        }
    }
    let mut taken = vec![false; left.len()];
    let mut matched = Vec::new();
    right.retain(|open| {
        let Some(fact) = fact(bitext, Side::Source, open.fact) else { return true };
        let Some(position) =
            waiting.get_mut(&(class(fact), common(fact), place(open))).and_then(Vec::pop)
        else {
            return true;
        };
        if let (Some(flag), Some(other)) = (taken.get_mut(position), left.get(position)) {
            *flag = true;
            matched.push((*other, *open));
        }
        false
    });
    let mut flags = taken.iter();
    left.retain(|_| !flags.next().copied().unwrap_or(false));
    matched
}

/// Matches leftovers of equal key whose pairs are near each other.
fn nearby(
    bitext: &Bitext<'_>,
    found: &mut Vec<(u32, Match)>,
    targets: &mut Vec<Open>,
    sources: &mut Vec<Open>,
) {
    let mut waiting: BTreeMap<(FactKind, Cow<'_, str>), Vec<usize>> = BTreeMap::new();
    for (position, open) in targets.iter().enumerate() {
        if let Some(fact) =
            fact(bitext, Side::Target, open.fact).filter(|fact| !fact.key.is_empty())
        {
            waiting.entry((class(fact), common(fact))).or_default().push(position);
        }
    }
    let mut taken = vec![false; targets.len()];
    sources.retain(|open| {
        let Some(fact) = fact(bitext, Side::Source, open.fact) else { return true };
        let Some(positions) = waiting.get(&(class(fact), common(fact))) else { return true };
        // Both lists are in order of the pairs: the window is found by halving.
        let from = positions.partition_point(|&at| {
            targets.get(at).is_some_and(|other| other.pair + NEARBY < open.pair)
        });
        let near = positions.get(from..).unwrap_or(&[]).iter().copied().take_while(|&at| {
            targets.get(at).is_some_and(|other| other.pair <= open.pair + NEARBY)
        });
        let mut free = near.take(COMPARED).filter(|&at| !taken.get(at).copied().unwrap_or(true));
        let Some(at) = free.next() else { return true };
        if let (Some(flag), Some(other)) = (taken.get_mut(at), targets.get(at)) {
            *flag = true;
            found.push((
                open.pair,
                kept(bitext, Verdict::Moved, other.fact, open.fact, open.segment),
            ));
        }
        false
    });
    let mut flags = taken.iter();
    targets.retain(|_| !flags.next().copied().unwrap_or(false));
}

/// Pairs leftovers of one block and kind that are close to each other.
fn changed(
    bitext: &Bitext<'_>,
    found: &mut Vec<(u32, Match)>,
    targets: &mut Vec<Open>,
    sources: &mut Vec<Open>,
) {
    let (mut taken_targets, mut taken_sources) =
        (vec![false; targets.len()], vec![false; sources.len()]);
    let mut from = 0;
    let mut start = 0;
    while start < sources.len() {
        let Some(pair) = sources.get(start).map(|open| open.pair) else { break };
        let count = sources.iter().skip(start).take_while(|open| open.pair == pair).count();
        while targets.get(from).is_some_and(|open| open.pair < pair) {
            from += 1;
        }
        let others = targets.iter().skip(from).take_while(|open| open.pair == pair).count();
        let mut candidates: Vec<(u32, usize, usize)> = Vec::new();
        for (s, source) in sources.iter().enumerate().skip(start).take(count) {
            for (t, target) in targets.iter().enumerate().skip(from).take(others) {
                // Both lists are walked in order where they are too long to compare each with each.
                let in_order = count <= COMPARED && others <= COMPARED || s - start == t - from;
                if in_order && let Some(distance) = closeness(bitext, *target, *source) {
                    candidates.push((distance, s, t));
                }
                if !in_order && t - from > s - start {
                    break;
                }
            }
        }
        candidates.sort_unstable();
        for (_, s, t) in candidates {
            if taken_sources.get(s) == Some(&false) && taken_targets.get(t) == Some(&false) {
                if let (Some(source), Some(target)) = (sources.get(s), targets.get(t)) {
                    let verdict = Verdict::Changed;
                    found.push((
                        pair,
                        kept(bitext, verdict, target.fact, source.fact, source.segment),
                    ));
                }
                taken_sources.get_mut(s).into_iter().for_each(|flag| *flag = true);
                taken_targets.get_mut(t).into_iter().for_each(|flag| *flag = true);
            }
        }
        start += count;
    }
    let mut flags = taken_sources.iter();
    sources.retain(|_| !flags.next().copied().unwrap_or(false));
    let mut flags = taken_targets.iter();
    targets.retain(|_| !flags.next().copied().unwrap_or(false));
}

/// How far a fact of the target is from one of the source, if it can be the same one changed: less
/// is closer. A link or image may have any other destination; a code span or placeholder must be
/// more alike than not.
fn closeness(bitext: &Bitext<'_>, target: Open, source: Open) -> Option<u32> {
    let (one, other) =
        (fact(bitext, Side::Target, target.fact)?, fact(bitext, Side::Source, source.fact)?);
    if class(one) != class(other) || one.directive_name() != other.directive_name() {
        return None;
    }
    // Another segment of the block is possible, and less likely than any in the same.
    let away = if target.segment == source.segment { 0 } else { 1000 };
    let alike = similarity(&one.key, &other.key);
    match one.kind {
        FactKind::Link | FactKind::Image | FactKind::Url | FactKind::Xref | FactKind::Directive => {
            let same_text = collapse(bitext.text(Side::Target, one.text))
                == collapse(bitext.text(Side::Source, other.text));
            Some(away + 500 - alike / 2 + if same_text { 0 } else { 300 })
        }
        FactKind::Code | FactKind::Placeholder => (alike >= 500).then(|| away + 1000 - alike),
        // A description may be translated whole, and of a formula or a shortcode anything may have
        // changed.
        FactKind::Angle | FactKind::Math | FactKind::Template => {
            (target.segment == source.segment).then(|| 1000 - alike)
        }
        FactKind::Tag | FactKind::Strong | FactKind::Emphasis | FactKind::Footnote => None,
    }
}

/// 0 (nothing in common) to 1000 (equal but for case and spaces), of the first 64 characters.
fn similarity(one: &str, other: &str) -> u32 {
    let fold = |text: &str| -> Vec<char> {
        text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).take(64).collect()
    };
    let (one, other) = (fold(one), fold(other));
    let longest = one.len().max(other.len());
    if longest == 0 {
        return 1000;
    }
    let distance = strsim::generic_levenshtein(&one, &other);
    (1000 * (longest - distance.min(longest)) / longest) as u32
}

/// Code spans of the source that a code span of the target has swallowed: where the words between
/// two of them are gone, their backticks meet and they read as one span.
fn fused(
    bitext: &Bitext<'_>,
    found: &mut Vec<(u32, Match)>,
    targets: &mut Vec<Open>,
    sources: &mut Vec<Open>,
) {
    let mut swallowing: Vec<FactIndex> = Vec::new();
    sources.retain(|open| {
        let lost = fact(bitext, Side::Source, open.fact);
        let Some(lost) = lost.filter(|fact| fact.kind == FactKind::Code) else { return true };
        let segment = open.segment.and_then(|index| bitext.segments.get(index as usize));
        let Some(pair) = bitext.pairs.get(open.pair as usize) else { return true };
        let Some(view) = bitext.target_view(pair) else { return true };
        let within = segment.map_or(view.span, |segment| segment.target);
        let mut candidates = view.facts.clone().take(COMPARED * COMPARED);
        let swallower = candidates.find(|&index| {
            fact(bitext, Side::Target, index).is_some_and(|fact| {
                fact.kind == FactKind::Code
                    && within.contains(fact.span)
                    && fact.key.len() <= LONGEST_FUSED
                    && fact.key.contains("``")
                    && fact.key.split('`').any(|part| part.trim() == lost.key.trim())
            })
        });
        let Some(index) = swallower else { return true };
        swallowing.push(index);
        found.push((open.pair, kept(bitext, Verdict::Changed, index, open.fact, open.segment)));
        false
    });
    if !swallowing.is_empty() {
        targets.retain(|open| !swallowing.contains(&open.fact));
    }
}

/// Where an extra placeholder or destination of the target stands in the source after all: torn by
/// spaces, or in a link whose syntax is broken there.
fn torn(bitext: &Bitext<'_>, open: Open) -> Option<Span> {
    let extra = fact(bitext, Side::Target, open.fact).filter(|fact| {
        matches!(fact.kind, FactKind::Placeholder | FactKind::Link | FactKind::Image)
    })?;
    let pair = bitext.pairs.get(open.pair as usize)?;
    let within = match open.segment.and_then(|segment| bitext.segments.get(segment as usize)) {
        Some(segment) => segment.source,
        None => bitext.source_view(pair)?.span,
    };
    let found = bitext.find_torn(Side::Source, within, &extra.key)?;
    // One that is whole there has its own counterpart.
    let facts = bitext.source_facts.as_ref()?.facts_at(found);
    let whole = facts.iter().any(|it| it.kind == extra.kind && it.span == found);
    (!whole).then_some(found)
}

impl Bitext<'_> {
    /// Where a stretch of a side holds a text, which spaces or backslashes may tear.
    pub fn find_torn(&self, side: Side, within: Span, looked_for: &str) -> Option<Span> {
        let text = self.text(side, within);
        let first = looked_for.chars().next()?;
        text.match_indices(first).find_map(|(at, _)| {
            let mut wanted = looked_for.chars();
            let mut next = wanted.next();
            // Spaces may stand in between, but not more text than what is looked for is long, twice.
            let longest = (2 * looked_for.len()).min(LONGEST_TORN);
            for (offset, c) in text.get(at..)?.char_indices().take(longest) {
                if Some(c) == next {
                    next = wanted.next();
                } else if !c.is_whitespace() && c != '\\' {
                    return None;
                }
                if next.is_none() {
                    let start = within.start as usize + at;
                    return Some(Span::new(start, start + offset + c.len_utf8()));
                }
            }
            None
        })
    }
}

/// Where the text of a missing code span stands in the target as plain text, or a missing
/// placeholder or shortcode, which may stand in code there.
fn plain(bitext: &Bitext<'_>, open: Open) -> Option<Span> {
    let lost = fact(bitext, Side::Source, open.fact).filter(|fact| {
        matches!(fact.kind, FactKind::Code | FactKind::Placeholder | FactKind::Template)
    })?;
    let pair = bitext.pairs.get(open.pair as usize)?;
    let wanted: &str = if lost.kind == FactKind::Template {
        bitext.text(Side::Source, lost.span)
    } else {
        lost.key.trim()
    };
    if wanted.is_empty() {
        return None;
    }
    let within = match open.segment.and_then(|segment| bitext.segments.get(segment as usize)) {
        Some(segment) => segment.target,
        None => bitext.target_view(pair)?.span,
    };
    if matches!(lost.kind, FactKind::Placeholder | FactKind::Template) {
        let at = bitext.text(Side::Target, within).find(wanted)?;
        return Some(Span::new(at, at + wanted.len()).shifted(within.start));
    }
    let view = bitext.target_view(pair)?;
    find_in_text(bitext, view.content, within, wanted)
}

/// The first place of `wanted` in the literal text of `inlines` within a span; not inside a word.
fn find_in_text(
    bitext: &Bitext<'_>,
    inlines: &[crate::ast::Inline],
    within: Span,
    wanted: &str,
) -> Option<Span> {
    inlines.iter().filter(|inline| inline.span.overlaps(within)).find_map(|inline| {
        match &inline.kind {
            InlineKind::Text => {
                let text = bitext.text(Side::Target, inline.span);
                let at = text.find(wanted)?;
                let start = inline.span.start as usize + at;
                let before = text.get(..at)?.chars().next_back();
                let after = text.get(at + wanted.len()..)?.chars().next();
                let whole = !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_alphanumeric);
                whole.then(|| Span::new(start, start + wanted.len()))
            }
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content) => find_in_text(bitext, content, within, wanted),
            InlineKind::Link(link) => find_in_text(bitext, &link.content, within, wanted),
            _ => None,
        }
    })
}
