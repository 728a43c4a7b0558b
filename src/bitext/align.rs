//! Pairing the blocks of the two projections of a side-by-side file.

use super::{Bitext, BlockPair, SegmentPair, Side};
use crate::{
    facts::Facts,
    grammar::sxs::{Halves, PairProblemKind, Projection, Split},
    text::Span,
};
use std::ops::Range;

/// Every view by itself.
pub(super) fn alone(bitext: &mut Bitext<'_>) {
    bitext.pairs =
        (0..bitext.target_facts.views.len() as u32).map(|view| pair(Some(view), None)).collect();
}

pub(super) fn pair(target: Option<u32>, source: Option<u32>) -> BlockPair {
    BlockPair { target, source, segments: 0..0, matches: 0..0, shared: false }
}

/// Pairs views of the two projections by their places in the file: a view reaches from the first
/// to the last byte of its shared text and of the pairs it has a part of, and two views that share
/// a byte belong together. Both sides are in order of the file, so one pass does.
pub(super) fn side_by_side(bitext: &mut Bitext<'_>, split: &Split) {
    bitext.segments = split
        .segments
        .iter()
        .map(|segment| SegmentPair {
            id: segment.id,
            target: segment.target,
            source: segment.source,
            file: segment.file,
            pair: None,
            damaged: segment.halves != Halves::Both,
        })
        .collect();
    for problem in &split.problems {
        let broken = matches!(
            problem.kind,
            PairProblemKind::Unclosed(_)
                | PairProblemKind::ClosedEarly(_)
                | PairProblemKind::Nested
        );
        if problem.kind == PairProblemKind::EscapedQuotes {
            let region = problem.related.unwrap_or(problem.span);
            let first = bitext.segments.partition_point(|it| it.file.end <= region.start);
            let rest = bitext.segments.get_mut(first..).unwrap_or_default();
            rest.iter_mut()
                .take_while(|segment| segment.file.start < region.end)
                .for_each(|segment| segment.damaged = true);
        }
        let segment = problem.segment.filter(|_| broken);
        if let Some(segment) = segment.and_then(|index| bitext.segments.get_mut(index as usize)) {
            segment.damaged = true;
        }
    }
    let Some(source_facts) = &bitext.source_facts else { return };
    let targets = extents(bitext, Side::Target, &bitext.target_facts, &split.target);
    let sources = extents(bitext, Side::Source, source_facts, &split.source);
    let mut pairs = Vec::with_capacity(targets.len());
    let (mut t, mut s) = (0, 0);
    loop {
        match (targets.get(t), sources.get(s)) {
            (Some(target), Some(source)) if target.overlaps(*source) => {
                pairs.push(pair(Some(t as u32), Some(s as u32)));
                t += 1;
                s += 1;
            }
            (Some(target), Some(source)) if target.end <= source.start => {
                pairs.push(pair(Some(t as u32), None));
                t += 1;
            }
            (_, Some(_)) => {
                pairs.push(pair(None, Some(s as u32)));
                s += 1;
            }
            (Some(_), None) => {
                pairs.push(pair(Some(t as u32), None));
                t += 1;
            }
            (None, None) => break,
        }
    }
    let mut next = 0;
    for (index, pair) in pairs.iter_mut().enumerate() {
        let Some(view) = pair.target.and_then(|view| bitext.target_facts.views.get(view as usize))
        else {
            pair.segments = next..next;
            continue;
        };
        while bitext
            .segments
            .get(next as usize)
            .is_some_and(|segment| segment.target.start < view.span.start)
        {
            next += 1;
        }
        let first = next;
        while let Some(segment) = bitext.segments.get_mut(next as usize) {
            if segment.target.start >= view.span.end {
                break;
            }
            segment.pair = Some(index as u32);
            next += 1;
        }
        pair.segments = first..next;
        pair.shared = first == next && pair.source.is_some() && split.target.is_shared(view.span);
    }
    bitext.pairs = pairs;
}

/// The bytes of the file that each view of a side has a part in.
fn extents(
    bitext: &Bitext<'_>,
    side: Side,
    facts: &Facts<'_>,
    projection: &Projection,
) -> Vec<Span> {
    // Views, pieces and segments are all in order of place, so each is walked once.
    let mut places = projection.places();
    let mut segments = Segments::new(side, &bitext.segments);
    facts
        .views
        .iter()
        .map(|view| {
            // The line ending belongs to the view and may already be text behind the last pair.
            let mut extent = places.to_file(view.span);
            if let Some(first) = segments.at(view.span.start) {
                extent.start = extent.start.min(first.start);
            }
            let last = view.span.end.saturating_sub(1).max(view.span.start);
            if let Some(last) = segments.at(last) {
                extent.end = extent.end.max(last.end);
            }
            extent
        })
        .collect()
}

/// [`Bitext::segment_at`] for offsets that mostly go forward.
struct Segments<'b> {
    side: Side,
    all: &'b [SegmentPair],
    /// Those behind the last one that starts at or before the offset asked for last.
    rest: &'b [SegmentPair],
    /// The offsets from the start of that segment to that of the next one.
    here: Range<u32>,
    /// Those of them that lie in the segment, and its bytes of the file.
    own: Range<u32>,
    file: Span,
}

impl<'b> Segments<'b> {
    fn new(side: Side, all: &'b [SegmentPair]) -> Segments<'b> {
        Segments { side, all, rest: all, here: 0..0, own: 0..0, file: Span::default() }
    }

    /// The segment's bytes of the file.
    #[inline]
    fn at(&mut self, offset: u32) -> Option<Span> {
        // Mostly it is the same segment.
        if !self.here.contains(&offset) {
            self.go(offset);
        }
        self.own.contains(&offset).then_some(self.file)
    }

    /// Goes to the last segment that starts at or before an offset.
    fn go(&mut self, offset: u32) {
        let side = self.side;
        let span = |segment: &SegmentPair| {
            if side == Side::Target { segment.target } else { segment.source }
        };
        if offset < self.here.start {
            let next = self.all.partition_point(|segment| span(segment).start <= offset);
            self.rest = self.all.get(next.saturating_sub(1)..).unwrap_or_default();
            (self.here, self.own) = (0..0, 0..0);
        }
        let mut last = None;
        self.here.end = u32::MAX;
        while let Some((segment, rest)) = self.rest.split_first() {
            if span(segment).start > offset {
                self.here.end = span(segment).start;
                break;
            }
            self.rest = rest;
            last = Some(segment);
        }
        if let Some(segment) = last {
            let own = span(segment);
            self.here.start = own.start;
            // An empty one holds the place it stands at.
            self.own = own.start..own.end.max(own.start + 1);
            self.file = segment.file;
        }
    }
}
