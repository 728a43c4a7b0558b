//! What the rules about blocks without counterpart share.

use crate::{
    bitext::{Bitext, Side, Unaligned, UnalignedKind},
    facts::View,
    rules::quote::quote,
    text::Span,
};

/// Code points of a block that a message quotes.
const QUOTED: usize = 40;

/// Where a region is shown on either side: its first block, or the block after which it would stand.
pub(super) fn at_gap(bitext: &Bitext<'_>, region: &Unaligned) -> Option<(Span, Span)> {
    let view = |side: Side, first: u32, there: bool| {
        let views = &bitext.facts(side)?.views;
        let at = if there { first } else { first.saturating_sub(1) };
        views.get(at as usize).or(views.last()).map(View::text)
    };
    let target = view(Side::Target, region.target.start, region.target_blocks > 0)?;
    let source = view(Side::Source, region.source.start, region.source_blocks > 0)?;
    Some((target, source))
}

/// How a stretch of a side begins, as a message quotes it.
pub(super) fn first_words(bitext: &Bitext<'_>, side: Side, span: Span) -> String {
    let words: Vec<&str> = bitext.text(side, span).split_whitespace().take(12).collect();
    let words = words.join(" ");
    let cut: String = words.chars().take(QUOTED).collect();
    quote(cut.trim_end_matches(|c: char| c.is_whitespace() || c == ','))
}

/// `a block`, `3 blocks`.
pub(super) fn named(blocks: u32) -> String {
    if blocks == 1 { "a block".to_owned() } else { format!("{blocks} blocks") }
}

/// Whether a region lacks something of the source.
pub(super) fn is_lacking(region: &Unaligned) -> bool {
    matches!(region.kind, UnalignedKind::Missing | UnalignedKind::Replaced)
}
