//! What MDX, Docusaurus and Starlight have on lines of their own: tags of JSX, expressions in braces,
//! `import` and `export`, and the lines of admonitions. A tag or expression may run over several
//! lines; more of them may stand on one.

use super::{ContainerKind, Leaf, Line, Parser, admonition};
use crate::ast::{
    Attribute, Block, BlockKind, Directive, DirectiveSyntax, Flavour, ProblemKind, RegionKind,
};
use crate::grammar::jsx;
use crate::text::Span;

/// Elements of HTML that have no end.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// What stands alone.
enum Flow {
    Tag(Directive),
    Expression(Span),
}

impl<'t> Parser<'t> {
    /// Whether indentation means nothing where the parser stands: MDX has no indented code, and a
    /// Docusaurus site that has some does not indent it within JSX.
    pub(super) fn indent_is_free(&self) -> bool {
        match self.flavour {
            Flavour::Mdx => true,
            Flavour::Docusaurus => self.elements > 0,
            _ => false,
        }
    }

    /// Reads tags and expressions that fill the line, and lines after it where one ends there.
    /// `before` of the `matched` containers were open before the line.
    pub(super) fn flow(&mut self, line: Line<'t>, matched: usize, before: usize) -> bool {
        let Some(found) = self.flow_items(line) else { return false };
        // A line that starts a container of its own ends none around it.
        let from = if before == matched { 0 } else { matched };
        self.start_block(matched);
        let next = found.last().map_or(line.next, |item| self.after(item.span().end));
        let mut items = found.into_iter().peekable();
        while let Some(item) = items.next() {
            let Span { start, .. } = item.span();
            let end = items.peek().map_or(next, |item| item.span().start as usize);
            let span = Span::new(start as usize, end);
            match item {
                Flow::Tag(tag) if tag.closing => self.end_element(tag, span, from),
                Flow::Tag(tag) => {
                    let name = tag.name.of_text(self.text);
                    if tag.self_closing || VOID.contains(&name) || self.deep(line) {
                        self.push(span, BlockKind::Directive(Box::new(tag)));
                    } else {
                        let kind = ContainerKind::Region(RegionKind::Element, Box::new(tag), 0);
                        self.open(kind, start as usize, end);
                    }
                }
                Flow::Expression(inside) => {
                    let at = self.lines.len();
                    self.lines.push(inside);
                    self.contents.push(Span::new(at, at + 1));
                    self.push(span, BlockKind::Html(Vec::new()));
                }
            }
        }
        self.skip = next;
        true
    }

    /// The tags and expressions from the start of the line to the end of a line.
    fn flow_items(&mut self, line: Line<'t>) -> Option<Vec<Flow>> {
        // The prefix of a quote would stand within what runs over lines.
        let alone = self.quotes > 0 || line.nonspace < self.seen;
        let whole = if alone { line.rest() } else { self.text.get(line.nonspace..)? };
        let mut items = Vec::new();
        let mut rest = whole;
        loop {
            let after = if rest.starts_with('<') {
                match jsx::any_tag(rest) {
                    Ok((after, tag)) => {
                        let span = self.between(rest, after);
                        items.push(Flow::Tag(self.tag(&tag, span)));
                        after
                    }
                    Err(jsx::Seen(seen)) => {
                        self.saw(rest, seen);
                        return None;
                    }
                }
            } else if rest.starts_with('{') {
                let Some((after, _)) = jsx::braces(rest) else {
                    self.saw(rest, rest.len());
                    return None;
                };
                items.push(Flow::Expression(self.between(rest, after)));
                after
            } else {
                self.saw(rest, 0);
                return None;
            };
            rest = after.trim_start_matches([' ', '\t']);
            if rest.is_empty() || rest.starts_with(['\n', '\r']) {
                return Some(items);
            }
        }
    }

    /// Remembers that `length` bytes of `rest` were looked at in vain.
    fn saw(&mut self, rest: &str, length: usize) {
        self.seen = self.seen.max(Span::of(self.text, rest).start as usize + length);
    }

    fn between(&self, from: &str, to: &str) -> Span {
        let start = Span::of(self.text, from).start as usize;
        Span::new(start, start + (from.len() - to.len()))
    }

    fn tag(&self, tag: &jsx::Tag<'_>, span: Span) -> Directive {
        let attributes = tag.attributes.iter().map(|attribute| Attribute {
            span: Span::of(self.text, attribute.whole),
            name: Span::of(self.text, attribute.name),
            value: attribute.value.map(|value| Span::of(self.text, value)),
            quote: attribute.quote,
        });
        Directive {
            span,
            syntax: DirectiveSyntax::Tag,
            name: Span::of(self.text, tag.name),
            colons: 0,
            self_closing: tag.self_closing,
            closing: tag.closing,
            attributes: attributes.collect(),
            label: None,
            destination: None,
        }
    }

    /// Where the line after byte `end` starts, or `end` where something else stands on the line.
    pub(super) fn after(&self, end: u32) -> usize {
        let line = Line::new(self.text, end as usize);
        if line.blank() { line.next } else { end as usize }
    }

    /// Ends the innermost element of the tag's name, and what stands open in it, save the first
    /// `from` containers.
    fn end_element(&mut self, tag: Directive, span: Span, from: usize) {
        let name = tag.name.of_text(self.text);
        let inner = |container: &&super::Container| match &container.kind {
            ContainerKind::Region(RegionKind::Element, open, _) => {
                open.name.of_text(self.text) != name
            }
            ContainerKind::Quote(_) => false,
            _ => true,
        };
        let above = self.stack.iter().rev().take_while(inner).count();
        let index = self.stack.len().checked_sub(above + 1);
        let is_region = |index: &usize| {
            if *index < from {
                return false;
            }
            let found = self.stack.get(*index).map(|container| &container.kind);
            matches!(found, Some(ContainerKind::Region(RegionKind::Element, ..)))
        };
        let Some(index) = index.filter(is_region) else {
            self.problem(tag.span, ProblemKind::OrphanEnd(RegionKind::Element), None);
            self.push(span, BlockKind::Directive(Box::new(tag)));
            return;
        };
        self.close_containers(index + 1);
        if let Some(region) = self.stack.last_mut() {
            region.span.end = span.end;
        }
        self.close_container(Some(tag));
    }

    /// Gives what a region without end holds to the container around, behind its opening line.
    pub(super) fn dissolve(&mut self, open: Directive, span: Span, blocks: Vec<Block>) {
        let end = self.after(open.span.end);
        let line = Span::new(span.start as usize, end.min(span.end as usize));
        self.push(line, BlockKind::Directive(Box::new(open)));
        if let Some(top) = self.stack.last_mut() {
            top.span.end = top.span.end.max(span.end);
            top.blocks.extend(blocks);
        }
    }

    /// Reads `import` and `export` at the start of a line that no container of Markdown holds; to MDX,
    /// the tags around are none.
    pub(super) fn module(&mut self, line: Line<'t>) -> bool {
        let element = |held: &super::Container| {
            matches!(held.kind, ContainerKind::Region(RegionKind::Element, ..))
        };
        let free = self.stack.iter().skip(1).all(element) && matches!(self.leaf, Leaf::None);
        if !free || line.indent() > 0 || !jsx::starts_module(line.rest()) {
            return false;
        }
        let ahead = self.text.get(line.nonspace..).filter(|_| line.nonspace >= self.seen);
        let whole = ahead.unwrap_or(line.rest());
        let found = jsx::module(whole);
        let end = if let Some(found) = found {
            self.after(Span::of(self.text, found).end)
        } else {
            self.saw(whole, whole.len());
            line.next
        };
        self.push(Span::new(line.nonspace, end), BlockKind::Module);
        self.skip = end;
        true
    }

    /// Reads the opening line of an admonition, or an end that ends none.
    pub(super) fn admonition(&mut self, line: Line<'t>, matched: usize) -> bool {
        if let Ok((_, open)) =
            admonition::open(self.text, line.rest(), self.flavour == Flavour::VitePress)
        {
            if self.deep(line) {
                return false;
            }
            self.start_block(matched);
            let kind = ContainerKind::Region(RegionKind::Admonition, Box::new(open), 0);
            self.open(kind, line.nonspace, line.next);
            return true;
        }
        let Some(close) = admonition::close(self.text, line.rest()) else { return false };
        self.start_block(matched);
        let kind = ProblemKind::OrphanEnd(RegionKind::Admonition);
        self.problem(close.span, kind, None);
        self.push(line.span_from(line.nonspace), BlockKind::Directive(Box::new(close)));
        true
    }

    /// Ends the outermost admonition of the first `matched` containers that the line's colons
    /// suffice for, whatever is open inside: the plugin looks for the end before it looks at the
    /// blocks within.
    pub(super) fn end_admonition(&mut self, line: Line<'t>, matched: usize) -> bool {
        if line.indent() > 3 && !self.indent_is_free() {
            return false;
        }
        let Some(close) = admonition::close(self.text, line.rest()) else { return false };
        let held = self.stack.get(..matched).unwrap_or(&self.stack);
        let quote = held.iter().rposition(|it| matches!(it.kind, ContainerKind::Quote(_)));
        let from = quote.map_or(0, |quote| quote + 1);
        let is_enough = |container: &super::Container| match &container.kind {
            ContainerKind::Region(RegionKind::Admonition, open, _) => open.colons <= close.colons,
            _ => false,
        };
        let found = held.get(from..).unwrap_or_default().iter().position(is_enough);
        let Some(index) = found else { return false };
        self.finish_region(line, from + index, close);
        true
    }
}

impl Flow {
    fn span(&self) -> Span {
        match self {
            Flow::Tag(tag) => tag.span,
            Flow::Expression(span) => *span,
        }
    }
}
