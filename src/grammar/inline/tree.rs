//! From the leaves and nests of a pass to the tree: what lies between them becomes text.

use std::cmp::Reverse;

use super::bare;
use crate::{
    ast::{Inline, InlineKind, Link, ProblemKind, SyntaxProblem},
    text::Span,
};

/// Nests deeper than this stay text, so that no walk over the tree runs out of stack.
const DEPTH: usize = 100;

/// Emphasis or a link: markup around inlines.
#[derive(Debug)]
pub(super) struct Nest {
    /// All of it.
    pub(super) span: Span,
    /// Between the markup.
    pub(super) inner: Span,
    pub(super) kind: NestKind,
}

/// Kinds of nests. The content of a link is empty until the tree is built.
#[derive(Debug)]
pub(super) enum NestKind {
    Emphasis,
    Strong,
    Strikethrough,
    Link(Box<Link>),
    Image(Box<Link>),
}

/// What building uses, empty between two trees.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    out: Vec<Inline>,
    stack: Vec<(Nest, usize)>,
}

impl Scratch {
    /// Builds the inlines that tile `whole`, and empties both lists. `leaves` are in order; `nests`
    /// in any order, each within or beside each other. With `addresses`, text outside links is
    /// searched for bare addresses.
    pub(super) fn build(
        &mut self,
        text: &str,
        whole: Span,
        leaves: &mut Vec<Inline>,
        nests: &mut Vec<Nest>,
        addresses: bool,
        problems: &mut Vec<SyntaxProblem>,
    ) -> Vec<Inline> {
        let Scratch { out, stack } = self;
        let mut builder = Builder { text, addresses, links: 0, at: whole.start, out, stack };
        // The first one last, so that each can be taken off the end.
        nests.sort_unstable_by_key(|nest| Reverse(nest.span.start));
        let mut too_deep = false;
        for leaf in leaves.drain(..) {
            while let Some(nest) = nests.pop_if(|nest| nest.span.start < leaf.span.start) {
                builder.open(nest, &mut too_deep, problems);
            }
            builder.close_before(leaf.span.start);
            builder.text_until(leaf.span.start);
            builder.at = leaf.span.end;
            builder.out.push(leaf);
        }
        while let Some(nest) = nests.pop() {
            builder.open(nest, &mut too_deep, problems);
        }
        builder.close_before(u32::MAX);
        builder.text_until(whole.end);
        // The list keeps its room for the next tree.
        out.split_off(0)
    }
}

struct Builder<'s> {
    text: &'s str,
    addresses: bool,
    /// Links and images that are open.
    links: usize,
    /// Everything before is in the tree.
    at: u32,
    /// Children of the open nests, those of the innermost last.
    out: &'s mut Vec<Inline>,
    /// Open nests, each with the place in `out` where its children start.
    stack: &'s mut Vec<(Nest, usize)>,
}

impl Builder<'_> {
    fn open(&mut self, nest: Nest, too_deep: &mut bool, problems: &mut Vec<SyntaxProblem>) {
        self.close_before(nest.span.start);
        if self.stack.len() >= DEPTH {
            // Its markup stays between the leaves and so becomes text.
            if !*too_deep {
                *too_deep = true;
                let kind = ProblemKind::TooDeep;
                problems.push(SyntaxProblem { span: nest.span, kind, related: None });
            }
            return;
        }
        self.text_until(nest.span.start);
        self.at = nest.inner.start;
        self.links += usize::from(nest.kind.is_link());
        self.stack.push((nest, self.out.len()));
    }

    /// Closes the nests that end at or before `end`.
    fn close_before(&mut self, end: u32) {
        while let Some((nest, children)) = self.stack.pop_if(|(nest, _)| nest.span.end <= end) {
            self.text_until(nest.inner.end);
            self.at = nest.span.end;
            self.links -= usize::from(nest.kind.is_link());
            let content = self.out.split_off(children);
            let kind = match nest.kind {
                NestKind::Emphasis => InlineKind::Emphasis(content),
                NestKind::Strong => InlineKind::Strong(content),
                NestKind::Strikethrough => InlineKind::Strikethrough(content),
                NestKind::Link(mut link) => {
                    link.content = content;
                    InlineKind::Link(link)
                }
                NestKind::Image(mut link) => {
                    link.content = content;
                    InlineKind::Image(link)
                }
            };
            self.out.push(Inline { span: nest.span, kind });
        }
    }

    fn text_until(&mut self, end: u32) {
        if self.at < end {
            let span = Span { start: self.at, end };
            if self.addresses && self.links == 0 {
                bare::split(self.text, span, self.out);
            } else {
                self.out.push(Inline { span, kind: InlineKind::Text });
            }
            self.at = end;
        }
    }
}

impl NestKind {
    fn is_link(&self) -> bool {
        matches!(self, NestKind::Link(_) | NestKind::Image(_))
    }
}
