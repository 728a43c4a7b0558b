//! One fault, one finding: of two findings that collide, the one whose page yields goes.

use super::Active;
use crate::{
    bitext::{Bitext, Side},
    rules::{Finding, Place},
    text::Span,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where a finding stands, so that findings of one pair can be compared.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Segment(u32),
    View(u32),
    File,
}

/// Findings of a group that one is compared with, in order of place on either side: what collides
/// stands close together, and a block with a hundred thousand findings must not cost their square.
const NEAR: usize = 100;

/// Drops the findings that yield. Two collide when their spans overlap, or when they rest on the
/// same fact.
pub(super) fn settle(bitext: &Bitext<'_>, rules: &[Active<'_>], found: &mut Vec<(usize, Finding)>) {
    let yields = yields(rules, found);
    if yields.is_empty() {
        return;
    }
    let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for (index, (_, finding)) in found.iter().enumerate() {
        groups.entry(group(bitext, finding)).or_default().push(index);
    }
    let mut drop = vec![false; found.len()];
    for (group, members) in &mut groups {
        let pair = matches!(group, Group::Segment(_));
        members.sort_by_key(|&index| found.get(index).map(|(_, finding)| finding.span));
        for (position, &weak) in members.iter().enumerate() {
            let Some((rule, finding)) = found.get(weak) else { continue };
            let Some(stronger) = yields.get(rule) else { continue };
            let near = members.iter().skip(position.saturating_sub(NEAR)).take(2 * NEAR);
            let gone = near.clone().any(|&strong| {
                found.get(strong).is_some_and(|(other_rule, other)| {
                    strong != weak && stronger.contains(other_rule) && collide(finding, other, pair)
                })
            });
            if let Some(flag) = drop.get_mut(weak) {
                *flag = gone;
            }
        }
    }
    // What encloses a segment, or stands within what does, is in another group than it.
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&index| found.get(index).map(|(_, finding)| (place(finding), finding.span)));
    for (position, &weak) in order.iter().enumerate() {
        let Some((rule, finding)) = found.get(weak) else { continue };
        let Some(stronger) = yields.get(rule) else { continue };
        let near = order.iter().skip(position.saturating_sub(NEAR)).take(2 * NEAR);
        let gone = near.clone().any(|&strong| {
            found.get(strong).is_some_and(|(other_rule, other)| {
                strong != weak
                    && stronger.contains(other_rule)
                    && finding.place == other.place
                    && finding.span.overlaps(other.span)
            })
        });
        if let Some(flag) = drop.get_mut(weak).filter(|_| gone) {
            *flag = true;
        }
    }
    // Findings about one fact may stand far apart: an opener that is none, and the end that lacks it.
    let mut facts: BTreeMap<(Side, Span), Vec<usize>> = BTreeMap::new();
    for (index, (_, finding)) in found.iter().enumerate() {
        if let Some(fact) = finding.fact {
            facts.entry(fact).or_default().push(index);
        }
    }
    for members in facts.values() {
        let rules: Vec<usize> =
            members.iter().filter_map(|&index| Some(found.get(index)?.0)).collect();
        for (&index, rule) in members.iter().zip(&rules) {
            let weak =
                yields.get(rule).is_some_and(|list| rules.iter().any(|it| list.contains(it)));
            if let Some(flag) = drop.get_mut(index).filter(|_| weak) {
                *flag = true;
            }
        }
    }
    let mut flags = drop.iter();
    found.retain(|_| !flags.next().copied().unwrap_or(false));
}

/// The rules that found something and yield to others that did, each with those.
fn yields(rules: &[Active<'_>], found: &[(usize, Finding)]) -> BTreeMap<usize, Vec<usize>> {
    let present: BTreeSet<usize> = found.iter().map(|(rule, _)| *rule).collect();
    let id = |index: &usize| rules.get(*index).map(|active| &active.meta.id);
    let weak = present.iter().filter_map(|index| {
        let to = &rules.get(*index)?.meta.yields_to;
        let stronger = present.iter().filter(|other| id(other).is_some_and(|id| to.contains(id)));
        Some((*index, stronger.copied().collect::<Vec<usize>>()))
    });
    weak.filter(|(_, stronger)| !stronger.is_empty()).collect()
}

fn group(bitext: &Bitext<'_>, finding: &Finding) -> Group {
    let side = match finding.place {
        Place::Text(side) => side,
        Place::File => {
            let next = bitext.segments.partition_point(|it| it.file.start <= finding.span.start);
            let segment = next.checked_sub(1).filter(|&index| {
                bitext.segments.get(index).is_some_and(|it| it.file.overlaps(finding.span))
            });
            return segment.map_or(Group::File, |index| Group::Segment(index as u32));
        }
    };
    if let Some(segment) = bitext.segment_index_at(side, finding.span.start) {
        return Group::Segment(segment);
    }
    let view = bitext.facts(side).and_then(|facts| facts.view_at(finding.span.start));
    // Views are numbered apart on either side; findings on the source alone are few.
    view.map_or(Group::File, |view| Group::View(view as u32 * 2 + u32::from(side == Side::Source)))
}

/// A number for the text that a finding stands in.
fn place(finding: &Finding) -> u8 {
    match finding.place {
        Place::Text(Side::Target) => 0,
        Place::Text(Side::Source) => 1,
        Place::File => 2,
    }
}

/// `pair` says that both stand in the same pair of a side-by-side file.
fn collide(one: &Finding, other: &Finding, pair: bool) -> bool {
    let places = |finding: &Finding| -> Vec<(Place, Span)> {
        let related = finding.related.iter().map(|(place, span, _)| (*place, *span));
        std::iter::once((finding.place, finding.span)).chain(related).collect()
    };
    if one.fact.is_some() && one.fact == other.fact {
        return true;
    }
    if one.place == other.place && one.span.overlaps(other.span) {
        return true;
    }
    // What is wrong with the tags of a pair is wrong with all of it.
    if pair && (one.place == Place::File) != (other.place == Place::File) {
        return true;
    }
    // A finding about something missing stands on the whole segment; what it misses is its evidence.
    let fact = one.fact.or(other.fact);
    fact.is_some_and(|(side, span)| {
        let at_fact = |finding: &Finding| places(finding).contains(&(Place::Text(side), span));
        at_fact(one) && at_fact(other)
    })
}
