//! Pairs of blocks of a kind: most are paragraphs, items and cells, and the rules about headings and
//! code need not walk them.

use super::{Bitext, BlockPair};
use crate::{
    ast::CodeBlock,
    facts::{MarkKind, View, ViewKind},
};

/// Indices into [`Bitext::pairs`], in order.
#[derive(Default, Debug)]
pub(super) struct OfKind {
    headings: Vec<u32>,
    code: Vec<u32>,
}

impl<'a> Bitext<'a> {
    /// Notes which pairs are of a kind.
    pub(super) fn index_kinds(&mut self) {
        let mut of_kind = OfKind::default();
        for (pair, index) in self.pairs.iter().zip(0..) {
            let kind = |view: &View<'_>| view.kind;
            match (self.target_view(pair).map(kind), self.source_view(pair).map(kind)) {
                (Some(ViewKind::Heading(_)), Some(ViewKind::Heading(_))) => {
                    of_kind.headings.push(index);
                }
                (Some(ViewKind::Code), Some(ViewKind::Code)) => of_kind.code.push(index),
                _ => {}
            }
        }
        self.of_kind = of_kind;
    }

    /// The pairs of headings, each with the target's and the source's; none where both are the same bytes
    /// of one file.
    pub fn headings(&self) -> impl Iterator<Item = (&BlockPair, &View<'a>, &View<'a>)> {
        let pairs = self.pairs_at(&self.of_kind.headings).filter(|pair| !pair.shared);
        pairs.filter_map(|pair| Some((pair, self.target_view(pair)?, self.source_view(pair)?)))
    }

    /// The pairs of code blocks, each with the target's code and the source's.
    pub fn code_pairs(&self) -> impl Iterator<Item = (&BlockPair, &'a CodeBlock, &'a CodeBlock)> {
        self.pairs_at(&self.of_kind.code).filter_map(|pair| {
            let (target, source) = self.code_blocks(pair)?;
            Some((pair, target, source))
        })
    }

    fn pairs_at(&self, indices: &[u32]) -> impl Iterator<Item = &BlockPair> {
        indices.iter().filter_map(|index| self.pairs.get(*index as usize))
    }

    /// The pairs whose block of the target holds one of some marks, each with both views; none that lacks
    /// a side, or whose sides are the same bytes of one file.
    pub fn pairs_with(
        &self,
        wanted: impl Fn(MarkKind) -> bool,
    ) -> impl Iterator<Item = (&BlockPair, &View<'a>, &View<'a>)> {
        let marks = self.target_facts.marks.iter().filter(|mark| wanted(mark.kind));
        let starts: Vec<u32> = marks.map(|mark| mark.span.start).collect();
        let mut next = 0;
        let pairs = if starts.is_empty() { &[] } else { self.pairs.as_slice() };
        pairs.iter().filter(|pair| !pair.shared).filter_map(move |pair| {
            let (target, source) = (self.target_view(pair)?, self.source_view(pair)?);
            // The marks are in order of place, and nearly all pairs.
            let from = target.span.start;
            if next > 0 && starts.get(next - 1).is_some_and(|start| *start >= from) {
                next = starts.partition_point(|start| *start < from);
            }
            while starts.get(next).is_some_and(|start| *start < from) {
                next += 1;
            }
            starts.get(next).filter(|start| **start < target.span.end)?;
            Some((pair, target, source))
        })
    }

    /// Whether the pair grammar found one of a pair's segments damaged.
    pub fn has_damage(&self, pair: &BlockPair) -> bool {
        self.segments_of(pair).iter().any(|segment| segment.damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ast::Flavour,
        bitext::{Languages, Side},
        facts::Facts,
        grammar,
        locale::Locale,
    };

    #[test]
    fn pairs_by_what_they_are_and_hold() {
        let text = "# A\n\nOne (two).\n\n```\nx\n```\n\nThree.\n\n## B\n\nFour [five.\n";
        let (target, source) =
            (grammar::parse(text, Flavour::Learn), grammar::parse(text, Flavour::Learn));
        let locale = |tag| Locale::parse(tag).unwrap();
        let languages = Languages { target: Some(locale("nl-NL")), source: locale("en-US") };
        let bitext = Bitext::two_files(Facts::of(&target), Facts::of(&source), languages, None);
        let said = |view: &View<'_>| bitext.text(Side::Target, view.text());
        let headings: Vec<&str> = bitext.headings().map(|(_, view, _)| said(view)).collect();
        assert_eq!(headings, ["A", "B"]);
        assert_eq!(bitext.code_pairs().count(), 1);
        let brackets = bitext.pairs_with(|kind| matches!(kind, MarkKind::Bracket(_)));
        let brackets: Vec<&str> = brackets.map(|(_, view, _)| said(view)).collect();
        assert_eq!(brackets, ["One (two).", "Four [five."]);
        assert_eq!(bitext.pairs_with(|kind| kind == MarkKind::Residue).count(), 0);
    }
}
