//! Aligning two sequences of units: anchors that stand once on either side first, the longest chain
//! of them in order; between two anchors, the best-scoring alignment, in which a block may be merged
//! with its neighbour; last, what has moved elsewhere.
//!
//! The alignment between anchors is that of Needleman and Wunsch with Gotoh's cost for opening a gap,
//! lengths weighed as by Gale and Church. Where a stretch between anchors is too long for a table of all combinations, only those
//! near its diagonal are looked at, so that no input costs more than linear time and a sort.

use super::units::{Unit, UnitKind};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Combinations of blocks that are looked at for one article; beyond it, those near the diagonal.
const BUDGET: usize = 2_000_000;
/// Blocks on either side of the diagonal that are looked at where not all can be.
const BAND: usize = 24;

/// One step of an alignment. Indices count units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// A target unit and its source unit.
    Both(usize, usize),
    /// A target unit that renders a source unit and the one after it.
    Merged(usize, usize),
    /// A target unit that with the one after it renders a source unit.
    Split(usize, usize),
    /// A target unit and the source unit that stands elsewhere in the order.
    Moved(usize, usize),
    /// A target unit without counterpart.
    Target(usize),
    /// A source unit without counterpart.
    Source(usize),
}

/// Aligns two sequences. Every unit is in one step; target units come in order, and so do source
/// units but for those that moved.
pub(super) fn align(target: &[Unit], source: &[Unit]) -> Vec<Step> {
    let work = Work { target, source, ratio: ratio(target, source), named: named(target, source) };
    let mut steps = Vec::with_capacity(target.len().max(source.len()));
    let (mut t, mut s) = (0, 0);
    let mut budget = BUDGET;
    let chain = work.anchors();
    for (next_t, next_s) in chain.into_iter().chain([(target.len(), source.len())]) {
        work.gap(t..next_t, s..next_s, &mut budget, &mut steps);
        if next_t < target.len() {
            steps.push(Step::Both(next_t, next_s));
        }
        (t, s) = (next_t + 1, next_s + 1);
    }
    work.part(&mut steps);
    work.moved(&mut steps, &mut budget);
    steps
}

/// Characters of a text that weigh as much as what is known of its writing beforehand.
const PRIOR: f64 = 2_000.0;

/// Length of the target for each character of the source: what is usual between their writings, moved
/// towards what the two texts say. Blocks that are gone must not make all others look too long.
fn ratio(target: &[Unit], source: &[Unit]) -> f64 {
    let sum = |units: &[Unit], of: fn(&Unit) -> u32| -> f64 {
        units.iter().map(|unit| f64::from(of(unit))).sum()
    };
    let (own, theirs) = (sum(target, |it| it.length), sum(source, |it| it.length));
    // Ideographs and syllables say in one character what takes two or three letters.
    let dense = |units: &[Unit], all: f64| sum(units, |it| it.dense) > 0.3 * all;
    let usual = match (dense(target, own), dense(source, theirs)) {
        (true, false) => 0.5,
        (false, true) => 2.0,
        _ => 1.1,
    };
    ((own + PRIOR * usual) / (theirs + PRIOR)).clamp(usual * 0.7, usual * 1.4)
}

struct Work<'u> {
    target: &'u [Unit],
    source: &'u [Unit],
    /// Length of the target for each character of the source.
    ratio: f64,
    /// Names of headings that each side has once: they belong together wherever they stand.
    named: HashSet<u64>,
}

/// What a unit can be found by, of several kinds.
type Key = (UnitKind, u8, u64);

/// `all` takes tokens that are too short to be found by in a whole article, too.
fn keys(unit: &Unit, all: bool) -> impl Iterator<Item = Key> {
    let name = unit.name.map(|name| (unit.kind, 0, name));
    let text = unit.text.map(|text| (unit.kind, 1, text));
    let tokens = (unit.telling || all && !unit.tokens.is_empty()).then(|| {
        let fold = |hash: u64, token: &u64| (hash ^ token).wrapping_mul(0x0100_0000_01b3);
        (unit.kind, 2, unit.tokens.iter().fold(0, fold))
    });
    name.into_iter().chain(text).chain(tokens)
}

/// The units of a sequence, within what `wanted` takes, by the keys that only one of them has.
fn unique(
    units: &[Unit],
    all: bool,
    wanted: impl Fn(usize) -> bool,
) -> HashMap<Key, Option<usize>> {
    let mut found: HashMap<Key, Option<usize>> = HashMap::with_capacity(units.len());
    for (index, unit) in units.iter().enumerate().filter(|(index, _)| wanted(*index)) {
        for key in keys(unit, all) {
            found.entry(key).and_modify(|it| *it = None).or_insert(Some(index));
        }
    }
    found
}

/// The names of headings that each of two sequences has once.
fn named(target: &[Unit], source: &[Unit]) -> HashSet<u64> {
    let once = |units: &[Unit]| -> HashSet<u64> {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        let headings = units.iter().filter(|unit| unit.kind == UnitKind::Heading);
        for name in headings.filter_map(|unit| unit.name) {
            *counts.entry(name).or_default() += 1;
        }
        counts.into_iter().filter(|(_, count)| *count == 1).map(|(name, _)| name).collect()
    };
    let theirs = once(source);
    once(target).into_iter().filter(|name| theirs.contains(name)).collect()
}

impl Work<'_> {
    /// Pairs of units that are each other's for certain, in order on both sides.
    fn anchors(&self) -> Vec<(usize, usize)> {
        longest_chain(&self.candidates(false, |_| true, |_| true))
    }

    /// Pairs of units, of those wanted, that have a key in common which no other unit has.
    fn candidates(
        &self,
        all: bool,
        wanted_target: impl Fn(usize) -> bool,
        wanted_source: impl Fn(usize) -> bool,
    ) -> Vec<(usize, usize)> {
        let sources = unique(self.source, all, wanted_source);
        let targets = unique(self.target, all, wanted_target);
        let mut pairs: Vec<(usize, usize)> = targets
            .into_iter()
            .filter_map(|(key, target)| Some((target?, sources.get(&key).copied().flatten()?)))
            .filter(|&(target, source)| self.score(target, source).is_some_and(|it| it > 0.0))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    fn is_named(&self, name: Option<u64>) -> bool {
        name.is_some_and(|name| self.named.contains(&name))
    }

    /// How well two units go together; `None` where one cannot be the other's translation.
    fn score(&self, target: usize, source: usize) -> Option<f64> {
        let (target, source) = (self.target.get(target)?, self.source.get(source)?);
        if target.kind != source.kind {
            return None;
        }
        let mut score = 1.0;
        score += if target.path == source.path { 0.5 } else { -0.4 };
        if target.kind == UnitKind::Heading {
            score += if target.level == source.level { 1.0 } else { -0.5 };
            if target.name.is_some() && target.name == source.name {
                score += 4.0;
            } else if self.is_named(target.name) || self.is_named(source.name) {
                return None;
            }
        }
        if target.text.is_some() && target.text == source.text {
            score += 3.0;
        }
        score += tokens(&target.tokens, &source.tokens);
        let (own, theirs) = (&target.beginnings, &source.beginnings);
        let alike = common(own, theirs);
        if alike > 0 {
            score += f64::from(alike) / f64::from(own.len().max(theirs.len()) as u32 + 2);
        }
        // What code and rules hold is no prose: its length says little.
        if !matches!(target.kind, UnitKind::Break | UnitKind::Directive) {
            score -= self.length(f64::from(target.length), f64::from(source.length));
        }
        Some(score)
    }

    /// What the lengths of two units have against them: 0 to 1.
    fn length(&self, target: f64, source: f64) -> f64 {
        const SMALL: f64 = 15.0;
        // Within this much, one translation is as likely as another.
        const USUAL: f64 = 0.15;
        let off = ((target + SMALL) / (source * self.ratio + SMALL)).ln().abs() - USUAL;
        (off.max(0.0) * off.max(0.0)).min(1.0)
    }

    /// How well `one` goes together with two units that follow each other, `first` and the next.
    fn merged(one: &Unit, first: &Unit, second: &Unit, factor: f64) -> Option<f64> {
        let alike = |other: &Unit| other.kind == UnitKind::Paragraph && other.path == one.path;
        let apart = first.container != second.container
            || first.text.is_some() && first.text == second.text;
        if one.kind != UnitKind::Paragraph || !alike(first) || !alike(second) || apart {
            return None;
        }
        let mut both = first.tokens.clone();
        both.extend(&second.tokens);
        both.sort_unstable();
        let length = f64::from(first.length + second.length);
        // Both must be a part that would be missed, and the length has to fit well.
        let least = f64::from(first.length.min(second.length));
        let off = ((f64::from(one.length) + 5.0) / (length * factor + 5.0)).ln().abs();
        (off < 0.25 && least * 4.0 >= length).then(|| 1.8 + tokens(&one.tokens, &both) - 3.0 * off)
    }

    /// Aligns what stands between two anchors.
    fn gap(
        &self,
        target: Range<usize>,
        source: Range<usize>,
        budget: &mut usize,
        steps: &mut Vec<Step>,
    ) {
        if target.is_empty() || source.is_empty() {
            steps.extend(target.map(Step::Target));
            steps.extend(source.map(Step::Source));
            return;
        }
        let cells = target.len().saturating_mul(source.len());
        let band = if cells <= *budget { usize::MAX } else { BAND };
        *budget = budget.saturating_sub(cells);
        steps.extend(Table::fill(self, target, source, band).trace());
    }

    /// Parts what stands in sections of different names that both sides have: their blocks have been
    /// laid side by side because the sections stand in another order.
    fn part(&self, steps: &mut Vec<Step>) {
        let sections = |units: &[Unit]| -> Vec<Option<u64>> {
            let mut open = None;
            let section = |unit: &Unit| {
                if unit.kind == UnitKind::Heading {
                    open = unit.name.filter(|name| self.named.contains(name));
                }
                open
            };
            units.iter().map(section).collect()
        };
        let (own, theirs) = (sections(self.target), sections(self.source));
        let section = |list: &[Option<u64>], index: usize| list.get(index).copied().flatten();
        // Names of sections that stand side by side.
        let in_place: HashSet<u64> = steps
            .iter()
            .filter_map(|step| match *step {
                Step::Both(target, _) => self.target.get(target),
                _ => None,
            })
            .filter(|unit| unit.kind == UnitKind::Heading)
            .filter_map(|unit| unit.name)
            .collect();
        let away = |name: Option<u64>| name.is_some_and(|name| !in_place.contains(&name));
        let mut parted = Vec::with_capacity(steps.len());
        for step in steps.drain(..) {
            if let Step::Both(target, source) = step {
                let (one, other) = (section(&own, target), section(&theirs, source));
                let named = one.is_some() && other.is_some();
                if one != other && (named || away(one) || away(other)) {
                    parted.extend([Step::Target(target), Step::Source(source)]);
                    continue;
                }
            }
            parted.push(step);
        }
        *steps = parted;
    }

    /// Finds steps of units without counterpart whose counterpart stands elsewhere, and what stands
    /// in a row with them.
    fn moved(&self, steps: &mut Vec<Step>, budget: &mut usize) {
        let mut lone = [vec![false; self.target.len()], vec![false; self.source.len()]];
        for step in steps.iter() {
            let slot = match *step {
                Step::Target(index) => lone[0].get_mut(index),
                Step::Source(index) => lone[1].get_mut(index),
                _ => None,
            };
            if let Some(slot) = slot {
                *slot = true;
            }
        }
        let [targets, sources] = &lone;
        let is = |list: &[bool], index: usize| list.get(index).copied().unwrap_or(false);
        let pairs = self.candidates(true, |index| is(targets, index), |index| is(sources, index));
        let run = |list: &[bool], at: usize| {
            let start = (0..at).rev().take_while(|&index| is(list, index)).last().unwrap_or(at);
            let end = (at..list.len()).take_while(|&index| is(list, index)).last();
            start..end.map_or(at, |end| end + 1)
        };
        let mut partner: Vec<Option<usize>> = vec![None; self.target.len()];
        let mut taken = vec![false; self.source.len()];
        let mut done = 0;
        for (target, source) in pairs {
            if target < done || partner.get(target).is_some_and(Option::is_some) {
                continue;
            }
            let (own, other) = (run(targets, target), run(sources, source));
            done = own.end;
            let mut inner = Vec::new();
            self.gap(own, other, budget, &mut inner);
            for step in inner {
                let Step::Both(target, source) = step else { continue };
                if let (Some(slot), Some(flag)) = (partner.get_mut(target), taken.get_mut(source))
                    && !*flag
                {
                    *slot = Some(source);
                    *flag = true;
                }
            }
        }
        steps.retain_mut(|step| match *step {
            Step::Target(index) => {
                if let Some(source) = partner.get(index).copied().flatten() {
                    *step = Step::Moved(index, source);
                }
                true
            }
            Step::Source(index) => !is(&taken, index),
            _ => true,
        });
    }
}

/// How well two sorted lists of tokens go together: -0.7 to 3.
fn tokens(target: &[u64], source: &[u64]) -> f64 {
    if target.is_empty() && source.is_empty() {
        return 0.0;
    }
    let common = common(target, source);
    if common == 0 {
        return if target.is_empty() || source.is_empty() { -0.4 } else { -0.7 };
    }
    let all = f64::from(target.len().max(source.len()) as u32);
    // Much in common says more than a little that is all there is.
    3.0 * f64::from(common) / (all + 1.0)
}

/// How many elements two sorted lists have in common.
fn common(one: &[u64], other: &[u64]) -> u32 {
    let mut count = 0;
    let (mut one, mut other) = (one, other);
    while let (Some((first, rest)), Some((second, others))) =
        (one.split_first(), other.split_first())
    {
        match first.cmp(second) {
            std::cmp::Ordering::Less => one = rest,
            std::cmp::Ordering::Greater => other = others,
            std::cmp::Ordering::Equal => {
                count += 1;
                (one, other) = (rest, others);
            }
        }
    }
    count
}

/// The longest chain of pairs that is in order on both sides; `pairs` are in order of both numbers.
fn longest_chain(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the pair with the least second number that ends a chain of it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    // Of pairs with one first number the last is looked at first, so that no two are chained.
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by_key(|&index| {
        pairs.get(index).map(|(first, second)| (*first, std::cmp::Reverse(*second)))
    });
    let sorted: Vec<(usize, usize)> =
        order.iter().filter_map(|&it| pairs.get(it).copied()).collect();
    for (index, (_, second)) in sorted.iter().enumerate() {
        let length = ends.partition_point(|&end| sorted.get(end).is_some_and(|it| it.1 < *second));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        if length == ends.len() {
            ends.push(index);
        } else if let Some(end) = ends.get_mut(length) {
            *end = index;
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut last = ends.last().copied();
    while let Some(index) = last {
        chain.extend(sorted.get(index));
        last = before.get(index).copied().flatten();
    }
    chain.reverse();
    chain
}

/// What an alignment ends with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    /// Units that go together.
    Match,
    /// A target unit without counterpart.
    Target,
    /// A source unit without counterpart.
    Source,
}

/// The last step of the best alignment that ends in some way, and what the one before it ends with.
#[derive(Clone, Copy)]
struct Way {
    step: Move,
    before: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Move {
    Start,
    Both,
    Merged,
    Split,
    Lone,
}

/// The best alignments of the first units of either side, by what they end with.
#[derive(Clone, Copy)]
struct Cell {
    scores: [f64; 3],
    ways: [Way; 3],
}

const NOWHERE: Cell = Cell {
    scores: [f64::NEG_INFINITY; 3],
    ways: [Way { step: Move::Start, before: End::Match }; 3],
};

impl Cell {
    /// The best score, and what it ends with: of equal ones, the units that come first go together.
    fn best(&self) -> (f64, End) {
        let [matched, target, source] = self.scores;
        let best = [(target, End::Target), (source, End::Source), (matched, End::Match)];
        best.into_iter()
            .reduce(|one, other| if other.0 > one.0 { other } else { one })
            .unwrap_or((f64::NEG_INFINITY, End::Match))
    }

    fn score(&self, end: End) -> f64 {
        self.scores.get(end as usize).copied().unwrap_or(f64::NEG_INFINITY)
    }

    fn way(&self, end: End) -> Way {
        self.ways.get(end as usize).copied().unwrap_or(NOWHERE.ways[0])
    }

    fn offer(&mut self, end: End, score: f64, step: Move, before: End) {
        if let (Some(old), Some(way)) =
            (self.scores.get_mut(end as usize), self.ways.get_mut(end as usize))
            && score > *old
        {
            *old = score;
            *way = Way { step, before };
        }
    }
}

/// What it costs that blocks without counterpart begin at a unit: one long run of them is likelier
/// than two short ones, and a section is likelier than parts of two.
fn opening(unit: Option<&Unit>) -> f64 {
    if unit.is_some_and(|unit| unit.kind == UnitKind::Heading) { 0.3 } else { 0.5 }
}

/// All alignments of two stretches, or those near the diagonal.
struct Table {
    target: Range<usize>,
    source: Range<usize>,
    /// One row for each number of target units, from its first column on.
    rows: Vec<(usize, Vec<Cell>)>,
}

impl Table {
    /// `band` is how far from the diagonal columns are looked at.
    fn fill(work: &Work<'_>, target: Range<usize>, source: Range<usize>, band: usize) -> Table {
        let (rows, columns) = (target.len(), source.len());
        let window = |row: usize| {
            if band == usize::MAX {
                return (0, columns);
            }
            let middle = row * columns / rows.max(1);
            // Rows that follow each other must overlap.
            let wide = band + columns / rows.max(1) + 1;
            (middle.saturating_sub(wide), (middle + wide).min(columns))
        };
        let mut table = Table { target, source, rows: Vec::with_capacity(rows + 1) };
        for row in 0..=rows {
            let (first, end) = window(row);
            table.rows.push((first, Vec::with_capacity(end + 1 - first)));
            for column in first..=end {
                let cell = table.cell(work, row, column);
                if let Some((_, cells)) = table.rows.last_mut() {
                    cells.push(cell);
                }
            }
        }
        table
    }

    fn at(&self, row: usize, column: usize) -> Cell {
        let found = self
            .rows
            .get(row)
            .and_then(|(first, cells)| cells.get(column.checked_sub(*first)?).copied());
        found.unwrap_or(NOWHERE)
    }

    fn cell(&self, work: &Work<'_>, row: usize, column: usize) -> Cell {
        let mut cell = NOWHERE;
        if row == 0 && column == 0 {
            cell.offer(End::Match, 0.0, Move::Start, End::Match);
            return cell;
        }
        let (t, s) = (self.target.start + row, self.source.start + column);
        if row > 0 && column > 0 {
            let (from, before) = self.at(row - 1, column - 1).best();
            if from > f64::NEG_INFINITY
                && let Some(score) = work.score(t - 1, s - 1)
            {
                cell.offer(End::Match, from + score, Move::Both, before);
            }
            let (target, source) = (work.target.get(t - 1), work.source.get(s - 1));
            if column > 1
                && let (Some(one), Some(second)) = (target, source)
                && let Some(first) = work.source.get(s - 2)
                && let Some(score) = Work::merged(one, first, second, work.ratio)
            {
                let (from, before) = self.at(row - 1, column - 2).best();
                cell.offer(End::Match, from + score, Move::Merged, before);
            }
            if row > 1
                && let (Some(second), Some(one)) = (target, source)
                && let Some(first) = work.target.get(t - 2)
                && let Some(score) = Work::merged(one, first, second, 1.0 / work.ratio)
            {
                let (from, before) = self.at(row - 2, column - 1).best();
                cell.offer(End::Match, from + score, Move::Split, before);
            }
        }
        for (end, there, from, unit) in [
            (
                End::Target,
                row > 0,
                (row.wrapping_sub(1), column),
                work.target.get(t.wrapping_sub(1)),
            ),
            (
                End::Source,
                column > 0,
                (row, column.wrapping_sub(1)),
                work.source.get(s.wrapping_sub(1)),
            ),
        ] {
            if !there {
                continue;
            }
            let from = self.at(from.0, from.1);
            cell.offer(end, from.score(end), Move::Lone, end);
            cell.offer(end, from.score(End::Match) - opening(unit), Move::Lone, End::Match);
            // Blocks of both sides without counterpart make one region.
            let other = if end == End::Target { End::Source } else { End::Target };
            cell.offer(end, from.score(other), Move::Lone, other);
        }
        cell
    }

    /// The steps of the best alignment.
    fn trace(&self) -> Vec<Step> {
        let (mut row, mut column) = (self.target.len(), self.source.len());
        let mut end = self.at(row, column).best().1;
        let mut steps = Vec::with_capacity(row.max(column));
        while row > 0 || column > 0 {
            let way = self.at(row, column).way(end);
            let (t, s) = (self.target.start + row, self.source.start + column);
            let (step, rows, columns) = match (way.step, end) {
                (Move::Both, _) if row > 0 && column > 0 => (Step::Both(t - 1, s - 1), 1, 1),
                (Move::Merged, _) if row > 0 && column > 1 => (Step::Merged(t - 1, s - 2), 1, 2),
                (Move::Split, _) if row > 1 && column > 0 => (Step::Split(t - 2, s - 1), 2, 1),
                (_, End::Source) if column > 0 => (Step::Source(s - 1), 0, 1),
                _ if row > 0 => (Step::Target(t - 1), 1, 0),
                _ => (Step::Source(s - 1), 0, 1),
            };
            steps.push(step);
            (row, column, end) = (row - rows, column - columns, way.before);
        }
        steps.reverse();
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs that have nothing by which one could be told from another.
    fn paragraphs(count: usize) -> Vec<Unit> {
        let one = Unit {
            views: 0..1,
            kind: UnitKind::Paragraph,
            level: 0,
            path: 0,
            container: 0,
            tokens: Vec::new(),
            beginnings: Vec::new(),
            telling: false,
            name: None,
            text: None,
            length: 40,
            dense: 0,
        };
        vec![one; count]
    }

    /// Cells of the table that aligning two sequences without anchors needs.
    fn cells(target: usize, source: usize) -> usize {
        let (target, source) = (paragraphs(target), paragraphs(source));
        let named = HashSet::new();
        let work = Work { target: &target, source: &source, ratio: 1.0, named };
        let band = if target.len() * source.len() <= BUDGET { usize::MAX } else { BAND };
        let table = Table::fill(&work, 0..target.len(), 0..source.len(), band);
        table.rows.iter().map(|(_, cells)| cells.len()).sum()
    }

    #[test]
    fn cost_is_bounded_by_the_budget_and_then_grows_with_the_length() {
        assert!(cells(1_000, 1_000) <= BUDGET);
        let (one, two) = (cells(3_000, 3_000), cells(6_000, 6_000));
        assert!(two <= 2 * one + 2 * BAND * BAND, "{one} cells, then {two}");
        assert!(one <= 3_000 * (2 * BAND + 6), "{one} cells");
    }

    #[test]
    fn near_the_diagonal_every_unit_still_has_a_step() {
        for (targets, sources) in [(3_000, 3_000), (3_000, 1_000), (1_000, 3_000)] {
            let (target, source) = (paragraphs(targets), paragraphs(sources));
            let steps = align(&target, &source);
            let both = steps.iter().filter(|step| matches!(step, Step::Both(..))).count();
            assert!(both >= targets.min(sources) * 9 / 10, "{both} of {targets} and {sources}");
        }
    }
}
