//! Fills the inlines into the tree that the block level made.

use super::inline::{self, Cx};
use crate::{
    ast::{Block, BlockKind, Inline, InlineKind, Row},
    text::Span,
};

/// Gives each block that holds inlines its own. `contents` has, for each paragraph, heading and HTML
/// block in order, its part of `lines`.
pub(super) fn fill(cx: Cx<'_>, lines: &[Span], contents: &[Span], blocks: &mut [Block]) {
    Filler { cx, lines, contents: contents.iter() }.blocks(blocks);
}

struct Filler<'a> {
    cx: Cx<'a>,
    lines: &'a [Span],
    contents: std::slice::Iter<'a, Span>,
}

impl<'a> Filler<'a> {
    fn next(&mut self) -> &'a [Span] {
        let range = self.contents.next();
        range.and_then(|range| self.lines.get(range.range())).unwrap_or_default()
    }

    fn prose(&mut self) -> Vec<Inline> {
        let lines = self.next();
        inline::parse(&mut self.cx, lines)
    }

    fn row(&mut self, row: &mut Row) {
        for cell in &mut row.cells {
            cell.content = inline::cell(&mut self.cx, cell.span);
        }
    }

    /// Containers nest no deeper than the block level lets them, so this may recurse.
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match &mut block.kind {
                BlockKind::Heading(heading) => heading.content = self.prose(),
                BlockKind::Paragraph(content) => *content = self.prose(),
                BlockKind::Html(content) => {
                    let lines = self.next();
                    *content = split_at_prefixes(inline::html(&mut self.cx, lines), lines);
                }
                BlockKind::List(list) => {
                    for item in &mut list.items {
                        self.blocks(&mut item.blocks);
                    }
                }
                BlockKind::Quote(quote) => self.blocks(&mut quote.blocks),
                BlockKind::Footnote(footnote) => self.blocks(&mut footnote.blocks),
                BlockKind::Region(region) => self.blocks(&mut region.blocks),
                BlockKind::Table(table) => {
                    self.row(&mut table.head);
                    for row in &mut table.rows {
                        self.row(row);
                    }
                }
                BlockKind::Code(_)
                | BlockKind::ThematicBreak
                | BlockKind::Definition(_)
                | BlockKind::Directive(_)
                | BlockKind::Module => {}
            }
        }
    }
}

/// Cuts the text of an HTML block where a container's prefix stands in it: the prefix is markup of
/// the container, so it becomes a break, as between the lines of a paragraph.
fn split_at_prefixes(inlines: Vec<Inline>, lines: &[Span]) -> Vec<Inline> {
    let is_whole = lines.windows(2).all(|pair| matches!(pair, [a, b] if a.end == b.start));
    if is_whole {
        return inlines;
    }
    let mut split = Vec::with_capacity(inlines.len() + lines.len());
    let mut gaps = lines.windows(2).filter_map(|pair| match pair {
        [line, next] if line.end < next.start => Some(Span { start: line.end, end: next.start }),
        _ => None,
    });
    let mut gap = gaps.next();
    for inline in inlines {
        let mut rest = inline.span;
        while let Some(prefix) = gap.filter(|prefix| prefix.start < rest.end) {
            if inline.kind == InlineKind::Text && rest.contains(prefix) {
                if rest.start < prefix.start {
                    let span = Span { start: rest.start, end: prefix.start };
                    split.push(Inline { span, kind: InlineKind::Text });
                }
                split.push(Inline { span: prefix, kind: InlineKind::SoftBreak });
                rest.start = prefix.end;
            }
            gap = gaps.next();
        }
        if !rest.is_empty() {
            split.push(Inline { span: rest, kind: inline.kind });
        }
    }
    split
}
