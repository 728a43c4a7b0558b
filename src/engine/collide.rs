//! One fault, one finding: of two findings that collide, the one whose page yields goes.

use super::Active;
use crate::{
    bitext::{Bitext, Side},
    rules::{Finding, Place},
    text::Span,
};
use std::collections::BTreeMap;

/// Where a finding stands, so that findings of one pair can be compared.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Segment(u32),
    View(u32),
    File,
}

/// Drops the findings that yield. Two collide when their spans overlap, or when they rest on the
/// same fact.
pub(super) fn settle(bitext: &Bitext<'_>, rules: &[Active<'_>], found: &mut Vec<(usize, Finding)>) {
    let yields: Vec<Vec<usize>> = rules
        .iter()
        .map(|active| {
            let stronger = |other: &Active<'_>| active.meta.yields_to.contains(&other.meta.id);
            rules
                .iter()
                .enumerate()
                .filter(|(_, other)| stronger(other))
                .map(|(index, _)| index)
                .collect()
        })
        .collect();
    if yields.iter().all(Vec::is_empty) {
        return;
    }
    let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for (index, (_, finding)) in found.iter().enumerate() {
        groups.entry(group(bitext, finding)).or_default().push(index);
    }
    let mut drop = vec![false; found.len()];
    for (group, members) in &groups {
        let pair = matches!(group, Group::Segment(_));
        for &weak in members {
            let Some((rule, finding)) = found.get(weak) else { continue };
            let Some(stronger) = yields.get(*rule).filter(|list| !list.is_empty()) else {
                continue;
            };
            let gone = members.iter().any(|&strong| {
                found.get(strong).is_some_and(|(other_rule, other)| {
                    strong != weak && stronger.contains(other_rule) && collide(finding, other, pair)
                })
            });
            if let Some(flag) = drop.get_mut(weak) {
                *flag = gone;
            }
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
                yields.get(*rule).is_some_and(|list| rules.iter().any(|it| list.contains(it)));
            if let Some(flag) = drop.get_mut(index).filter(|_| weak) {
                *flag = true;
            }
        }
    }
    let mut flags = drop.iter();
    found.retain(|_| !flags.next().copied().unwrap_or(false));
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
