//! The stretches of target and source that say the same and can be compared, with their words: found
//! once, when the first rule asks, for all rules.

use super::{Bitext, Side, prose};
use crate::{
    facts::{Word, WordFlags},
    text::Span,
};
use std::{cell::OnceCell, ops::Range};

/// What [`UnitWords::differ`] is about.
const MARKED: WordFlags = WordFlags::IDENTIFIER.with(WordFlags::NUMBER);

/// Segments before and after one in which a token may have moved.
const NEARBY: usize = 3;

/// Two stretches that say the same: a segment, or a pair of blocks where there are no segments.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// Bytes of the target article's text.
    pub target: Span,
    /// Bytes of the source article's text.
    pub source: Span,
    /// Index into [`Bitext::segments`].
    pub segment: Option<u32>,
}

/// A unit with its words.
#[derive(Clone, Copy, Debug)]
pub struct UnitWords<'b> {
    /// The two stretches.
    pub unit: Unit,
    /// The words of the target.
    pub target: &'b [Word],
    /// The words of the source.
    pub source: &'b [Word],
    /// Whether the source's numbers and identifiers are not, in order, those that the target starts
    /// with.
    pub differ: bool,
    /// Whether a word of the target tells of the source's language: see
    /// [`Bitext::may_be_source_language`].
    pub in_doubt: bool,
}

/// A unit, indices of its words, and what [`UnitWords`] says of them.
#[derive(Debug)]
pub(super) struct Placed {
    unit: Unit,
    target: Range<u32>,
    source: Range<u32>,
    differ: bool,
    in_doubt: bool,
}

/// See [`Bitext::units`].
pub(super) type Cache = OnceCell<Vec<Placed>>;

impl Bitext<'_> {
    /// The stretches that can be compared: undamaged segments with text on both sides, and pairs of
    /// prose without segments that are not the same bytes of one file.
    pub fn units(&self) -> impl Iterator<Item = UnitWords<'_>> {
        let ours = &self.target_facts.words;
        let theirs = self.source_facts.as_ref().map_or(&[][..], |facts| &facts.words);
        self.units.get_or_init(|| find(self)).iter().map(|placed| UnitWords {
            unit: placed.unit,
            target: part(ours, &placed.target),
            source: part(theirs, &placed.source),
            differ: placed.differ,
            in_doubt: placed.in_doubt,
        })
    }

    /// The stretch of the target in which something of a unit may have moved: the segments around,
    /// or the blocks.
    pub fn around(&self, unit: Unit) -> Span {
        self.around_on(Side::Target, unit)
    }

    /// Likewise of a side.
    pub fn around_on(&self, side: Side, unit: Unit) -> Span {
        let own = if side == Side::Target { unit.target } else { unit.source };
        let Some(segment) = unit.segment else {
            let Some(facts) = self.facts(side) else { return own };
            let Some(view) = facts.view_at(own.start) else { return own };
            let first = facts.views.get(view.saturating_sub(1)).map_or(own, |it| it.span);
            let last = facts.views.get(view + 1).map_or(own, |it| it.span);
            return first.join(own).join(last);
        };
        let at = segment as usize;
        let last = (at + NEARBY).min(self.segments.len().saturating_sub(1));
        let nearby = self.segments.get(at.saturating_sub(NEARBY)..=last).unwrap_or(&[]);
        let spans =
            nearby.iter().map(|it| if side == Side::Target { it.target } else { it.source });
        spans.reduce(Span::join).unwrap_or(own)
    }
}

fn find(bitext: &Bitext<'_>) -> Vec<Placed> {
    let Some(source_facts) = &bitext.source_facts else { return Vec::new() };
    let (ours, theirs) = (&bitext.target_facts.words, &source_facts.words);
    let mut targets = Walk { words: ours, next: 0 };
    let mut sources = Walk { words: theirs, next: 0 };
    let mut placed = |unit: Unit| {
        let (target, any) = targets.within(unit.target);
        let (source, other) = sources.within(unit.source);
        // Most have neither.
        let marked = any.with(other).has(MARKED);
        let differ = marked && differ(bitext, part(ours, &target), part(theirs, &source));
        Placed { unit, target, source, differ, in_doubt: any.has(prose::EVIDENCE) }
    };
    let mut found = Vec::with_capacity(bitext.segments.len());
    for (segment, index) in bitext.segments.iter().zip(0..) {
        let (target, source) = (segment.target, segment.source);
        if !segment.damaged && !target.is_empty() && !source.is_empty() {
            found.push(placed(Unit { target, source, segment: Some(index) }));
        }
    }
    for pair in bitext.pairs.iter().filter(|it| it.segments.is_empty() && !it.shared) {
        let (Some(target), Some(source)) = (bitext.target_view(pair), bitext.source_view(pair))
        else {
            continue;
        };
        if target.is_prose() {
            let (target, source) = (target.text(), source.text());
            found.push(placed(Unit { target, source, segment: None }));
        }
    }
    found
}

fn part<'w>(words: &'w [Word], range: &Range<u32>) -> &'w [Word] {
    words.get(range.start as usize..range.end as usize).unwrap_or(&[])
}

/// See [`UnitWords::differ`].
fn differ(bitext: &Bitext<'_>, targets: &[Word], sources: &[Word]) -> bool {
    let (ours, theirs) = (bitext.target.text, bitext.source.map_or("", |source| source.text));
    let mut others = targets.iter().filter(|word| word.is(MARKED));
    let same = |word: &Word| {
        others.next().is_some_and(|other| other.span.of_text(ours) == word.span.of_text(theirs))
    };
    !sources.iter().filter(|word| word.is(MARKED)).all(same)
}

/// Words of one side, walked in step with the units.
struct Walk<'w> {
    words: &'w [Word],
    next: usize,
}

impl Walk<'_> {
    /// The words within a span, and what they are all together. Units come in order of the target;
    /// where the source goes back, so does the walk.
    fn within(&mut self, span: Span) -> (Range<u32>, WordFlags) {
        let back = self.next.checked_sub(1).and_then(|it| self.words.get(it));
        if back.is_some_and(|word| word.span.start >= span.start) {
            self.next = self.words.partition_point(|word| word.span.start < span.start);
        }
        while self.words.get(self.next).is_some_and(|word| word.span.start < span.start) {
            self.next += 1;
        }
        let start = self.next;
        let rest = self.words.get(start..).unwrap_or_default();
        let within = rest.iter().take_while(|word| word.span.start < span.end);
        let (count, flags) = within.fold((0, WordFlags::default()), |(count, flags), word| {
            (count + 1, flags.with(word.flags))
        });
        self.next = start + count;
        (start as u32..self.next as u32, flags)
    }
}
