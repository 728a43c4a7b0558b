//! Walking the tree: every node in the order of the text, and the leaves that tile the text.

use super::{Article, Block, BlockKind, Cell, Directive, Inline, InlineKind, Item, Link, Row};
use crate::text::Span;

/// A node of the tree.
#[derive(Clone, Copy, Debug)]
pub enum NodeRef<'a> {
    /// A block.
    Block(&'a Block),
    /// An item of a list.
    Item(&'a Item),
    /// A row of a table.
    Row(&'a Row),
    /// A cell of a row.
    Cell(&'a Cell),
    /// The directive that opens or closes a region.
    Directive(&'a Directive),
    /// An inline.
    Inline(&'a Inline),
}

impl<'a> NodeRef<'a> {
    /// The bytes of the article's text that the node covers.
    pub fn span(self) -> Span {
        match self {
            NodeRef::Block(block) => block.span,
            NodeRef::Item(item) => item.span,
            NodeRef::Row(row) => row.span,
            NodeRef::Cell(cell) => cell.span,
            NodeRef::Directive(directive) => directive.span,
            NodeRef::Inline(inline) => inline.span,
        }
    }

    /// The nodes right below, in the order of the text.
    pub fn children(self) -> Vec<NodeRef<'a>> {
        let mut children = Vec::new();
        self.push_children(&mut children);
        children
    }

    fn push_children(self, out: &mut Vec<NodeRef<'a>>) {
        match self {
            NodeRef::Block(block) => match &block.kind {
                BlockKind::Heading(heading) => out.extend(inlines(&heading.content)),
                BlockKind::Paragraph(content) | BlockKind::Html(content) => {
                    out.extend(inlines(content));
                }
                BlockKind::List(list) => out.extend(list.items.iter().map(NodeRef::Item)),
                BlockKind::Quote(quote) => out.extend(blocks(&quote.blocks)),
                BlockKind::Footnote(footnote) => out.extend(blocks(&footnote.blocks)),
                BlockKind::Table(table) => {
                    out.push(NodeRef::Row(&table.head));
                    out.extend(table.rows.iter().map(NodeRef::Row));
                }
                BlockKind::Region(region) => {
                    out.push(NodeRef::Directive(&region.open));
                    out.extend(blocks(&region.blocks));
                    out.extend(region.close.as_ref().map(NodeRef::Directive));
                }
                BlockKind::Code(_)
                | BlockKind::ThematicBreak
                | BlockKind::Definition(_)
                | BlockKind::Directive(_)
                | BlockKind::Module => {}
            },
            NodeRef::Item(item) => out.extend(blocks(&item.blocks)),
            NodeRef::Row(row) => out.extend(row.cells.iter().map(NodeRef::Cell)),
            NodeRef::Cell(cell) => out.extend(inlines(&cell.content)),
            NodeRef::Directive(_) => {}
            NodeRef::Inline(inline) => out.extend(inlines(inline.children())),
        }
    }
}

impl Inline {
    /// The inlines within: of emphasis, of a link or of an image; none within others.
    pub fn children(&self) -> &[Inline] {
        match &self.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content) => content,
            InlineKind::Link(link) | InlineKind::Image(link) => &link.content,
            _ => &[],
        }
    }
}

impl Article<'_> {
    /// Visits all blocks, outer ones before those within them. Inlines are not looked at.
    pub fn visit_blocks<'a>(&'a self, each: &mut impl FnMut(&'a Block)) {
        visit_blocks(&self.blocks, each);
    }
}

/// Visits blocks and those within them, outer ones first. Inlines are not looked at.
pub fn visit_blocks<'a>(blocks: &'a [Block], each: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        each(block);
        match &block.kind {
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| visit_blocks(&item.blocks, each));
            }
            BlockKind::Quote(quote) => visit_blocks(&quote.blocks, each),
            BlockKind::Footnote(note) => visit_blocks(&note.blocks, each),
            BlockKind::Region(region) => visit_blocks(&region.blocks, each),
            _ => {}
        }
    }
}

/// Whether a block of the given span holds nothing but comments; `text` is the article's.
pub fn only_comments(text: &str, span: Span, content: &[Inline]) -> bool {
    let mut at = span.start;
    let mut comments = 0;
    for inline in content {
        let gap = Span { start: at, end: inline.span.start.max(at) };
        let blank = |span: Span| span.of_text(text).trim().is_empty();
        at = inline.span.end;
        match inline.kind {
            InlineKind::Comment => comments += 1,
            _ if blank(inline.span) => {}
            _ => return false,
        }
        if !blank(gap) {
            return false;
        }
    }
    comments > 0 && Span { start: at, end: span.end.max(at) }.of_text(text).trim().is_empty()
}

fn blocks(blocks: &[Block]) -> impl Iterator<Item = NodeRef<'_>> {
    blocks.iter().map(NodeRef::Block)
}

fn inlines(inlines: &[Inline]) -> impl Iterator<Item = NodeRef<'_>> {
    inlines.iter().map(NodeRef::Inline)
}

/// A stretch of an article's text that no node divides further.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Leaf {
    /// Bytes of the article's text.
    pub span: Span,
    /// What stands there.
    pub kind: LeafKind,
}

/// Kinds of leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeafKind {
    /// The front matter with its fences.
    FrontMatter,
    /// Literal text.
    Text,
    /// A backslash and what it escapes.
    Escape,
    /// A character reference.
    Entity,
    /// A line ending within a paragraph, with the prefix of the next line.
    Break,
    /// A line of a code block, or what stands between the backticks of a code span.
    Code,
    /// The info string of a fence.
    Info,
    /// A tag of HTML.
    Tag,
    /// A comment or another thing of HTML that is not shown.
    Comment,
    /// A destination or an address in the text.
    Address,
    /// The title of a link.
    Title,
    /// The label of a reference, definition or footnote, and the id of a heading.
    Label,
    /// A directive, or the marker of an alert.
    Directive,
    /// An expression, `import` or `export`.
    Expression,
    /// The box of a task.
    Task,
    /// All between: markers, brackets, pipes, white space.
    Markup,
}

impl Article<'_> {
    /// Every node in the order of the text, each before those within it.
    pub fn nodes(&self) -> impl Iterator<Item = NodeRef<'_>> {
        let mut stack: Vec<NodeRef<'_>> = blocks(&self.blocks).collect();
        stack.reverse();
        std::iter::from_fn(move || {
            let node = stack.pop()?;
            let from = stack.len();
            node.push_children(&mut stack);
            if let Some(children) = stack.get_mut(from..) {
                children.reverse();
            }
            Some(node)
        })
    }

    /// The leaves in order. They tile the text: the first starts at 0, each where the one before
    /// ends, and the last ends where the text ends.
    pub fn leaves(&self) -> Vec<Leaf> {
        let mut leaves = Leaves { article: self, out: Vec::new(), at: 0 };
        if let Some(front_matter) = &self.front_matter {
            leaves.leaf(front_matter.span, LeafKind::FrontMatter);
        }
        for block in &self.blocks {
            leaves.node(NodeRef::Block(block));
        }
        leaves.leaf(Span::at(self.text.len()), LeafKind::Markup);
        leaves.out
    }
}

struct Leaves<'a> {
    article: &'a Article<'a>,
    out: Vec<Leaf>,
    /// Where the last leaf ends.
    at: u32,
}

impl Leaves<'_> {
    /// Adds a leaf, and markup for what lies before it. A tree that is not in order loses the part
    /// of a leaf that lies behind, never the tiling.
    fn leaf(&mut self, span: Span, kind: LeafKind) {
        let end = span.end.max(self.at);
        let start = span.start.clamp(self.at, end);
        if self.at < start {
            let span = Span { start: self.at, end: start };
            self.out.push(Leaf { span, kind: LeafKind::Markup });
        }
        if start < end {
            self.out.push(Leaf { span: Span { start, end }, kind });
        }
        self.at = end;
    }

    fn leaf_if(&mut self, span: Option<Span>, kind: LeafKind) {
        if let Some(span) = span {
            self.leaf(span, kind);
        }
    }

    /// The grammar bounds how deep nodes nest, so this may recurse.
    fn node(&mut self, node: NodeRef<'_>) {
        match node {
            NodeRef::Item(item) => self.leaf_if(item.task, LeafKind::Task),
            NodeRef::Directive(directive) => self.leaf(directive.span, LeafKind::Directive),
            NodeRef::Block(block) => self.before(block),
            NodeRef::Row(_) | NodeRef::Cell(_) => {}
            NodeRef::Inline(inline) => self.inline(inline),
        }
        for child in node.children() {
            self.node(child);
        }
        match node {
            NodeRef::Block(Block { kind: BlockKind::Heading(heading), .. }) => {
                self.leaf_if(heading.id, LeafKind::Label);
            }
            NodeRef::Inline(Inline {
                kind: InlineKind::Link(link) | InlineKind::Image(link),
                span,
            }) => self.after_link(link, *span),
            _ => {}
        }
    }

    fn before(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Quote(quote) => {
                self.leaf_if(quote.alert.as_ref().map(|alert| alert.span), LeafKind::Directive);
            }
            BlockKind::Code(code) => {
                if let Some(fence) = &code.fence {
                    self.leaf(fence.info, LeafKind::Info);
                }
                for &line in &code.lines {
                    self.leaf(line, LeafKind::Code);
                }
            }
            BlockKind::Footnote(footnote) => self.leaf(footnote.label, LeafKind::Label),
            BlockKind::Definition(index) => {
                let Some(definition) = self.article.definitions.get(*index as usize) else {
                    return;
                };
                self.leaf(definition.label, LeafKind::Label);
                self.leaf(definition.destination, LeafKind::Address);
                self.leaf_if(definition.title, LeafKind::Title);
            }
            BlockKind::Directive(directive) => self.leaf(directive.span, LeafKind::Directive),
            BlockKind::Module => self.leaf(block.span, LeafKind::Expression),
            _ => {}
        }
    }

    fn inline(&mut self, inline: &Inline) {
        let span = inline.span;
        match &inline.kind {
            InlineKind::Text => self.leaf(span, LeafKind::Text),
            InlineKind::Escape => self.leaf(span, LeafKind::Escape),
            InlineKind::Entity(_) => self.leaf(span, LeafKind::Entity),
            InlineKind::SoftBreak | InlineKind::HardBreak => self.leaf(span, LeafKind::Break),
            InlineKind::Code(code) => self.leaf(code.content, LeafKind::Code),
            InlineKind::Autolink(address) | InlineKind::Xref(address) => {
                self.leaf(*address, LeafKind::Address);
            }
            InlineKind::BareUrl => self.leaf(span, LeafKind::Address),
            InlineKind::Html(_) => self.leaf(span, LeafKind::Tag),
            InlineKind::Comment => self.leaf(span, LeafKind::Comment),
            InlineKind::FootnoteReference(label) => self.leaf(*label, LeafKind::Label),
            InlineKind::Directive(_) => self.leaf(span, LeafKind::Directive),
            InlineKind::Expression(_) => self.leaf(span, LeafKind::Expression),
            InlineKind::Emphasis(_)
            | InlineKind::Strong(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Link(_)
            | InlineKind::Image(_) => {}
        }
    }

    /// What stands behind a link's text: a destination with its title, or a label.
    fn after_link(&mut self, link: &Link, span: Span) {
        match link.reference {
            Some(reference) if reference.label != link.text => {
                self.leaf(reference.label, LeafKind::Label);
            }
            Some(_) => {}
            None => {
                self.leaf(link.destination, LeafKind::Address);
                self.leaf_if(link.title, LeafKind::Title);
            }
        }
        self.leaf(Span { start: span.end, end: span.end }, LeafKind::Markup);
    }
}
