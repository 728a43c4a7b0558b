//! Pairing the blocks of two articles that are files of their own: the translation beside its source.
//!
//! What has no counterpart is told region by region ([`Unaligned`]), so that a section that is gone
//! is one finding; the facts in it are neither missing nor extra.

use super::{
    Bitext, BlockPair,
    align::pair,
    sequence::{Step, align},
    units::{Reading, Unit, UnitKind, rows, units},
};
use crate::{ast::ValueKind, facts::ViewKind};
use std::{collections::BTreeMap, ops::Range};

/// Blocks of one side that follow each other and have no counterpart, or whose counterpart stands
/// elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unaligned {
    /// What became of them.
    pub kind: UnalignedKind,
    /// The target's blocks, as indices into its [`crate::facts::Facts::views`]. Empty where it has
    /// none: the start is then the view before which they would stand.
    pub target: Range<u32>,
    /// The source's blocks, likewise.
    pub source: Range<u32>,
    /// Number of blocks of the target. A table is one, and so is a row where the table itself has a
    /// counterpart.
    pub target_blocks: u32,
    /// Number of blocks of the source, likewise.
    pub source_blocks: u32,
}

/// What became of blocks without counterpart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnalignedKind {
    /// The source has them, the target does not.
    Missing,
    /// The target has them, the source does not.
    Added,
    /// Both have blocks here that are not each other's.
    Replaced,
    /// They stand at another place of the article.
    Moved,
    /// Two blocks of the source are one in the target.
    Merged,
    /// A block of the source is two in the target.
    Split,
}

/// Fills in the pairs and the regions without counterpart.
pub(super) fn run(bitext: &mut Bitext<'_>) {
    run_with(bitext, Reading::Translation);
}

/// Likewise for two versions of an article in one language.
pub(super) fn run_versions(bitext: &mut Bitext<'_>) {
    run_with(bitext, Reading::Versions);
}

fn run_with(bitext: &mut Bitext<'_>, reading: Reading) {
    let Some(source_facts) = &bitext.source_facts else { return };
    let mut found = Found { pairs: front_matter(bitext), unaligned: Vec::new(), reading };
    let (target, source) = (units(&bitext.target_facts, reading), units(source_facts, reading));
    found.steps(bitext, &target, &source, &align(&target, &source));
    bitext.pairs = found.pairs;
    bitext.unaligned = found.unaligned;
}

/// Values of the front matter, key by key.
fn front_matter(bitext: &Bitext<'_>) -> Vec<BlockPair> {
    let views = |side| -> Vec<(String, u32)> {
        let front = bitext.article(side).and_then(|article| article.front_matter.as_ref());
        let scalars = front.into_iter().flat_map(|it| &it.entries);
        let scalars = scalars.filter(|it| matches!(it.value.kind, ValueKind::Scalar(_)));
        let facts = bitext.facts(side);
        let views = facts.into_iter().flat_map(|facts| &facts.views);
        let views = views.take_while(|view| view.kind == ViewKind::FrontMatter);
        scalars
            .zip(views)
            .enumerate()
            .map(|(index, (entry, _))| (bitext.text(side, entry.key.span).to_owned(), index as u32))
            .collect()
    };
    let (targets, sources) = (views(super::Side::Target), views(super::Side::Source));
    let mut by_key: BTreeMap<&str, u32> = BTreeMap::new();
    for (key, view) in &sources {
        by_key.entry(key).or_insert(*view);
    }
    let mut pairs: Vec<BlockPair> =
        targets.iter().map(|(key, view)| pair(Some(*view), by_key.remove(key.as_str()))).collect();
    let paired: Vec<u32> = pairs.iter().filter_map(|pair| pair.source).collect();
    let lone = sources.iter().filter(|(_, view)| !paired.contains(view));
    pairs.extend(lone.map(|(_, view)| pair(None, Some(*view))));
    pairs
}

struct Found {
    pairs: Vec<BlockPair>,
    unaligned: Vec<Unaligned>,
    reading: Reading,
}

impl Found {
    fn steps(&mut self, bitext: &Bitext<'_>, target: &[Unit], source: &[Unit], steps: &[Step]) {
        let mut region: Option<Unaligned> = None;
        // Where the next region stands on either side.
        let (mut next_target, mut next_source) = (start(target), start(source));
        for step in steps {
            let (kind, targets, sources) = match *step {
                Step::Both(t, s) => {
                    self.unaligned.extend(region.take());
                    if let (Some(one), Some(other)) = (target.get(t), source.get(s)) {
                        self.both(bitext, one, other);
                    }
                    (next_target, next_source) = (end(target, t), end(source, s));
                    continue;
                }
                Step::Target(t) => (UnalignedKind::Added, t..t + 1, 0..0),
                Step::Source(s) => (UnalignedKind::Missing, 0..0, s..s + 1),
                Step::Moved(t, s) => (UnalignedKind::Moved, t..t + 1, s..s + 1),
                Step::Merged(t, s) => (UnalignedKind::Merged, t..t + 1, s..s + 2),
                Step::Split(t, s) => (UnalignedKind::Split, t..t + 2, s..s + 1),
            };
            let (own, other) = (target.get(targets.clone()), source.get(sources.clone()));
            let (own, other) = (own.unwrap_or(&[]), other.unwrap_or(&[]));
            // Of blocks that were merged or split, the first of either side go together.
            let paired = own.first().zip(other.first());
            if let Some((one, first)) = paired {
                self.both(bitext, one, first);
            }
            let rest = usize::from(paired.is_some());
            for unit in own.iter().skip(rest) {
                self.lone(Some(unit), None);
            }
            for unit in other.iter().skip(rest) {
                self.lone(None, Some(unit));
            }
            let span = |units: &[Unit], next: u32| match (units.first(), units.last()) {
                (Some(first), Some(last)) => first.views.start..last.views.end,
                _ => next..next,
            };
            let added = Unaligned {
                kind,
                target: span(own, next_target),
                source: span(other, next_source),
                target_blocks: own.len() as u32,
                source_blocks: other.len() as u32,
            };
            match &mut region {
                Some(open) if joins(open, &added) => join(open, &added),
                _ => {
                    self.unaligned.extend(region.take());
                    region = Some(added);
                }
            }
            if let Some(last) = targets.last() {
                next_target = end(target, last);
            }
            if let Some(last) = sources.last().filter(|_| kind != UnalignedKind::Moved) {
                next_source = end(source, last);
            }
        }
        self.unaligned.extend(region);
    }

    /// Two units that belong together, view by view; the cells of tables row by row.
    fn both(&mut self, bitext: &Bitext<'_>, target: &Unit, source: &Unit) {
        match target.kind {
            UnitKind::Table => {
                let Some(source_facts) = &bitext.source_facts else { return };
                let targets = rows(&bitext.target_facts, &target.views, self.reading);
                let sources = rows(source_facts, &source.views, self.reading);
                let steps = if targets.len() == sources.len() {
                    (0..targets.len()).map(|row| Step::Both(row, row)).collect()
                } else {
                    align(&targets, &sources)
                };
                self.steps(bitext, &targets, &sources, &steps);
            }
            _ => self.views(&target.views, &source.views),
        }
    }

    fn views(&mut self, target: &Range<u32>, source: &Range<u32>) {
        let (mut targets, mut sources) = (target.clone(), source.clone());
        loop {
            match (targets.next(), sources.next()) {
                (None, None) => break,
                (target, source) => self.pairs.push(pair(target, source)),
            }
        }
    }

    fn lone(&mut self, target: Option<&Unit>, source: Option<&Unit>) {
        let views = |unit: Option<&Unit>| unit.map_or(0..0, |unit| unit.views.clone());
        self.views(&views(target), &views(source));
    }
}

/// Whether a region goes on: the blocks follow each other, and those that moved, merged or were split
/// keep to themselves.
fn joins(open: &Unaligned, added: &Unaligned) -> bool {
    use UnalignedKind::{Added, Merged, Missing, Moved, Replaced, Split};
    match (open.kind, added.kind) {
        (Moved, Moved) => {
            added.target.start == open.target.end && added.source.start == open.source.end
        }
        (Merged | Split | Moved, _) | (_, Merged | Split | Moved) => false,
        (Missing | Added | Replaced, Missing | Added | Replaced) => true,
    }
}

fn join(open: &mut Unaligned, added: &Unaligned) {
    for (one, other) in [(&mut open.target, &added.target), (&mut open.source, &added.source)] {
        if one.start >= one.end {
            *one = other.clone();
        } else if other.start < other.end {
            one.end = other.end;
        }
    }
    open.target_blocks += added.target_blocks;
    open.source_blocks += added.source_blocks;
    if open.kind != UnalignedKind::Moved {
        open.kind = match (open.target_blocks > 0, open.source_blocks > 0) {
            (true, true) => UnalignedKind::Replaced,
            (true, false) => UnalignedKind::Added,
            _ => UnalignedKind::Missing,
        };
    }
}

fn start(units: &[Unit]) -> u32 {
    units.first().map_or(0, |unit| unit.views.start)
}

fn end(units: &[Unit], index: usize) -> u32 {
    units.get(index).map_or(0, |unit| unit.views.end)
}
