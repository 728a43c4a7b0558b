//! `moniker/moved-content`: a block stands under another moniker than in the source.

use crate::{
    ast::{Article, Attribute, Block, BlockKind, Region, RegionKind},
    bitext::{BlockPair, Side},
    facts::{FactKind, ViewKind},
    rules::{Ctx, Rule, compare::spaceless, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MovedContent)
}

struct MovedContent;

/// A stretch under a moniker: its bytes and the range that the fence names.
type Under<'a> = (Span, &'a str);

impl Rule for MovedContent {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(source) = bitext.source.filter(|_| bitext.is_two_files()) else { return };
        let (own, theirs) = (monikers(bitext.target), monikers(source));
        if own.is_empty() && theirs.is_empty() {
            return;
        }
        let changed = changed_ranges(cx);
        // Blocks that follow each other and moved together are one fault.
        let mut last: Option<(Option<&str>, Option<&str>)> = None;
        for pair in &bitext.pairs {
            let Some((target, source)) = views(cx, pair) else { continue };
            let (is, was) = (range_at(&own, target), range_at(&theirs, source));
            // Where a fence has another range, its text has not moved.
            let (is_now, was_then) = (is.map(spaceless), was.map(spaceless));
            let same = is_now == was_then
                || changed
                    .iter()
                    .any(|(is, was)| is_now.as_ref() == Some(is) && was_then.as_ref() == Some(was));
            if same || last == Some((is, was)) {
                last = if same { None } else { last };
                continue;
            }
            last = Some((is, was));
            let under = |range: Option<&str>| match range {
                Some(range) => format!("under the moniker {}", quote(range)),
                None => "under no moniker".to_owned(),
            };
            let message = format!("this stands {}, in the source {}", under(is), under(was));
            cx.report(target, message)
                .source(source, "where the source has it")
                .detail(was.unwrap_or(""))
                .help("move the block, or the fence, to where the source has it");
        }
    }
}

/// The ranges of fences that differ from those of their counterparts: now, and in the source.
fn changed_ranges(cx: &Ctx<'_, '_>) -> Vec<(String, String)> {
    let bitext = cx.bitext;
    let mut found = Vec::new();
    for matched in bitext.matches.iter().filter(|it| it.kind == FactKind::Directive) {
        let (Some(ours), Some(theirs)) = (
            matched.target.and_then(|it| bitext.target_facts.directive(it)),
            matched.source.and_then(|it| bitext.source_facts.as_ref()?.directive(it)),
        ) else {
            continue;
        };
        let is_range = |side, it: &Attribute| {
            bitext.text(side, it.name).eq_ignore_ascii_case("range").then_some(it.value).flatten()
        };
        let ours = ours.attributes.iter().find_map(|it| is_range(Side::Target, it));
        let theirs = theirs.attributes.iter().find_map(|it| is_range(Side::Source, it));
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            let pair = (
                spaceless(bitext.text(Side::Target, ours)),
                spaceless(bitext.text(Side::Source, theirs)),
            );
            if pair.0 != pair.1 {
                found.push(pair);
            }
        }
    }
    found
}

/// The spans of a pair of blocks that both sides have.
fn views(cx: &Ctx<'_, '_>, pair: &BlockPair) -> Option<(Span, Span)> {
    let (target, source) = (cx.bitext.target_view(pair)?, cx.bitext.source_view(pair)?);
    let compared = !matches!(target.kind, ViewKind::FrontMatter | ViewKind::Directive);
    let blank = cx.bitext.text(Side::Target, target.span).trim().is_empty();
    (compared && !blank).then(|| (target.text(), source.text()))
}

/// The stretches of an article under monikers, outer before inner.
fn monikers<'a>(article: &'a Article<'a>) -> Vec<Under<'a>> {
    let mut found = Vec::new();
    collect(article, &article.blocks, &mut found);
    found
}

fn collect<'a>(article: &'a Article<'a>, blocks: &'a [Block], found: &mut Vec<Under<'a>>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Region(region) => {
                if region.kind == RegionKind::Moniker {
                    found.push((block.span, range(article, region)));
                }
                collect(article, &region.blocks, found);
            }
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| collect(article, &item.blocks, found));
            }
            BlockKind::Quote(quote) => collect(article, &quote.blocks, found),
            _ => {}
        }
    }
}

fn range<'a>(article: &Article<'a>, region: &Region) -> &'a str {
    let named = region
        .open
        .attributes
        .iter()
        .find(|attribute| attribute.name.of_text(article.text).eq_ignore_ascii_case("range"));
    named.and_then(|attribute| attribute.value).map_or("", |value| value.of_text(article.text))
}

/// The range that holds for a place: that of the innermost moniker.
fn range_at<'a>(monikers: &[Under<'a>], place: Span) -> Option<&'a str> {
    monikers.iter().rfind(|(span, _)| span.contains(place)).map(|(_, range)| *range)
}
