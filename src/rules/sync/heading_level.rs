//! `sync/heading-level`: headings have another level or order than the source's.

use crate::{
    bitext::{Bitext, BlockPair, Side, UnalignedKind},
    facts::ViewKind,
    rules::{
        Ctx, Rule,
        gaps::{at_gap, first_words},
        options::Options,
    },
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(HeadingLevel)
}

struct HeadingLevel;

/// Places that a finding shows besides its own, at most.
const SHOWN: usize = 4;

impl Rule for HeadingLevel {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        if !cx.bitext.is_two_files() {
            return;
        }
        levels(cx);
        order(cx);
    }
}

/// The level and the text of a heading.
type Heading = (u8, Span);

fn headings(bitext: &Bitext<'_>, pair: &BlockPair) -> Option<(Heading, Heading)> {
    let (target, source) = (bitext.target_view(pair)?, bitext.source_view(pair)?);
    match (target.kind, source.kind) {
        (ViewKind::Heading(own), ViewKind::Heading(other)) => {
            Some(((own, target.text()), (other, source.text())))
        }
        _ => None,
    }
}

/// Headings that follow each other and are off by as much are one fault.
fn levels(cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let mut runs: Vec<(i16, Vec<(Heading, Heading)>)> = Vec::new();
    for (own, other) in bitext.pairs.iter().filter_map(|pair| headings(bitext, pair)) {
        let off = i16::from(own.0) - i16::from(other.0);
        match runs.last_mut() {
            Some((same, run)) if *same == off => run.push((own, other)),
            _ => runs.push((off, vec![(own, other)])),
        }
    }
    for (_, run) in runs.iter().filter(|(off, _)| *off != 0) {
        let Some(((own, place), (other, source))) = run.first().copied() else { continue };
        let more = match run.len() {
            1 => String::new(),
            count => format!(", and so are the {} after it", count - 1),
        };
        let words = first_words(bitext, Side::Target, place);
        let message = format!(
            "the heading {words} is of level {own}, that of the source of level {other}{more}"
        );
        cx.report(place, message)
            .source(source, "the source's heading")
            .help(format!("begin the line with {}", "#".repeat(usize::from(other))));
    }
}

/// Sections that stand elsewhere: one finding an article, for one that moved moves the others.
fn order(cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let moved = bitext.unaligned.iter().filter(|it| it.kind == UnalignedKind::Moved);
    let places: Vec<(Span, Span)> = moved.filter_map(|it| at_gap(bitext, it)).collect();
    let Some((place, source)) = places.first().copied() else { return };
    let words = first_words(bitext, Side::Target, place);
    let message = match places.len() {
        1 => format!("{words} stands at another place than in the source"),
        count => format!("{count} parts stand in another order than in the source, {words} first"),
    };
    let finding = cx.report(place, message);
    finding.source(source, "where the source has it").detail("order");
    for (other, _) in places.iter().skip(1).take(SHOWN) {
        finding.also(*other, "and this");
    }
    finding.help("put the parts in the source's order, unless the language asks for another");
}
