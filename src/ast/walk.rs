//! Walking the tree: every node, and the leaves that tile the text.
use super::{Block, Inline, Span};
/// A node.
#[derive(Clone, Copy, Debug)]
pub enum NodeRef<'a> {
    /// b
    Block(&'a Block),
    /// i
    Inline(&'a Inline),
}
/// Leaf kinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeafKind {
    /// Markup
    Markup,
}
/// Leaf.
#[derive(Clone, Copy, Debug)]
pub struct Leaf {
    /// span
    pub span: Span,
    /// kind
    pub kind: LeafKind,
}
