//! Pairing the blocks of the two projections of a side-by-side file.

use super::{Bitext, BlockPair, SegmentPair, Side};
use crate::{
    facts::Facts,
    grammar::sxs::{Halves, PairProblemKind, Places, Projection, Split},
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
    let mut pairs = if in_step(bitext, source_facts, split) {
        let count = source_facts.views.len() as u32;
        (0..count).map(|view| pair(Some(view), Some(view))).collect()
    } else {
        merged(bitext, source_facts, split)
    };
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

/// Whether the views of the two sides go together one by one, as in nearly every file: where each begins
/// with the same byte, or in the same segment, as its counterpart, the two share that byte of the file or
/// the start of that segment.
fn in_step(bitext: &Bitext<'_>, source_facts: &Facts<'_>, split: &Split) -> bool {
    let (ours, theirs) = (&bitext.target_facts.views, &source_facts.views);
    let mut targets = Starts::new(Side::Target, &bitext.segments, &split.target);
    let mut sources = Starts::new(Side::Source, &bitext.segments, &split.source);
    let mut views = ours.iter().zip(theirs);
    ours.len() == theirs.len()
        && views.all(|(one, other)| targets.of(one.span.start) == sources.of(other.span.start))
}

/// Tells where in the file a view begins: from the start of a segment, or with a byte between.
struct Starts<'b> {
    segments: Segments<'b>,
    places: Places<'b>,
}

impl<'b> Starts<'b> {
    fn new(side: Side, all: &'b [SegmentPair], projection: &'b Projection) -> Starts<'b> {
        Starts { segments: Segments::new(side, all), places: projection.places() }
    }

    /// The start of the segment that an offset lies in, else the byte it stands at; and which.
    fn of(&mut self, offset: u32) -> (bool, u32) {
        match self.segments.at(offset) {
            Some(file) => (true, file.start),
            None => (false, self.places.to_file(Span { start: offset, end: offset }).start),
        }
    }
}

/// The pairs of views that share a byte of the file, and those that share none with any.
fn merged(bitext: &Bitext<'_>, source_facts: &Facts<'_>, split: &Split) -> Vec<BlockPair> {
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
    pairs
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ast::Flavour,
        bitext::Languages,
        grammar::{self, sxs},
        locale::Locale,
    };

    /// The views of a pair.
    type Views = (Option<u32>, Option<u32>);

    /// The pairs of a file by [`merged`], and whether it is [`in_step`].
    fn paired(text: &str) -> (Vec<Views>, bool) {
        let split = sxs::split(text).unwrap();
        let parse = |text| grammar::parse(text, Flavour::Learn);
        let (target, source) = (parse(&split.target.text), parse(&split.source.text));
        let locale = |tag| Locale::parse(tag).unwrap();
        let languages = Languages { target: Some(locale("nl-NL")), source: locale("en-US") };
        let facts = (Facts::of(&target), Facts::of(&source));
        let bitext = Bitext::side_by_side(text, &split, facts.0, facts.1, languages);
        let source_facts = bitext.source_facts.as_ref().unwrap();
        let views = |pairs: &[BlockPair]| -> Vec<_> {
            pairs.iter().map(|it| (it.target, it.source)).collect()
        };
        let merged = views(&merged(&bitext, source_facts, &split));
        assert_eq!(merged, views(&bitext.pairs), "{text:?}");
        (merged, in_step(&bitext, source_facts, &split))
    }

    fn segment(id: u32, target: &str, source: &str) -> String {
        format!(
            "<span data-ttu-id=\"0a1b2-{id}\">{target}</span><span class=\"sxs-lookup\"><span \
             data-stu-id=\"0a1b2-{id}\">{source}</span></span>"
        )
    }

    #[test]
    fn views_in_step_are_those_that_share_a_byte() {
        let (one, two) = (segment(1, "Een.", "One."), segment(2, "Twee.", "Two."));
        let head = segment(3, "Kop", "Head");
        let (empty, bare) = (segment(4, "", "Four."), segment(5, "Vijf.", ""));
        let text =
            format!("# {head}\n\n{one} {two}\n\n- {one}\n- {two}\n\n| a |\n|---|\n| {one} |\n");
        let (pairs, step) = paired(&text);
        assert!(step && pairs.len() == 6, "{pairs:?}");
        for text in [
            format!("{empty}\n\n{one}\n"),
            format!("{one}\n\n{bare}\n\n{two}\n"),
            format!("{empty}{bare}\n\n---\n\n{two}\n"),
            format!("---\ntitle:\na: b\n---\n\n{one}\n"),
            format!("{}\n\n{two}\n", segment(6, "Zes.\n\nZeven.", "Six.")),
            format!("{}\n\n{two}\n", segment(6, "# Zes", "Six\n\n- a\n- b")),
            format!("{} x\n\n{two}\n", segment(6, &one, "Six")),
        ] {
            let (pairs, step) = paired(&text);
            let each = |it: &Views| it.0.is_some() && it.0 == it.1;
            assert!(!step || pairs.iter().all(each), "{text:?}: {pairs:?}");
        }
    }
}
