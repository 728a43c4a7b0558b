//! The block level: one pass over the lines of an article. Containers that are open stand on a
//! stack; a line first continues as many of them as it can, then starts new blocks, and what is left
//! is the content of the open leaf (CommonMark 0.31.2, appendix "A parsing strategy").
//!
//! The answer is the tree without inlines, and the lines of those blocks that will have some, in
//! order: inlines need the link definitions of the whole article.

mod admonition;
mod definition;
mod directive;
mod fence;
mod flow;
mod footnote;
mod heading;
mod html_block;
mod indented;
mod line;
mod list;
mod quote;
mod shortcode;
mod table;
#[cfg(test)]
mod tests;
mod thematic_break;

use std::mem;

use crate::ast::{
    Alert, Alignment, Block, BlockKind, CodeBlock, Directive, Fence, Flavour, Footnote, Heading,
    Item, List, ProblemKind, Quote, Region, RegionKind, Row, SyntaxProblem, Table,
};
use crate::grammar::inline::Definitions;
use crate::grammar::template::Templates;
use crate::text::Span;

use directive::Colons;
use line::Line;
use shortcode::Alone;

/// How deep containers nest. Deeper ones stay text: what walks the tree may recurse, and a real
/// article does not come near.
const DEEPEST: usize = 100;

/// How many blocks and lines at most a list has room for from the start.
const MOST: usize = 1024;

/// The block level of an article.
pub(super) struct Read {
    /// Top-level blocks, without inlines.
    pub(super) blocks: Vec<Block>,
    /// Where references lead.
    pub(super) definitions: Definitions,
    /// Problems, in the order they were met.
    pub(super) problems: Vec<SyntaxProblem>,
    /// Lines of content, in order.
    pub(super) lines: Vec<Span>,
    /// For each paragraph, heading and HTML block in order, its part of `lines`.
    pub(super) contents: Vec<Span>,
    /// What a template engine reads.
    pub(super) templates: Templates,
}

/// Reads the blocks of `text` from byte `start` on.
pub(super) fn parse(text: &str, flavour: Flavour, start: usize) -> Read {
    let mut parser = Parser::new(text, flavour);
    parser.templates = Templates::of(text, flavour, start);
    let mut at = start;
    while at < text.len() {
        let line = Line::new(text, at);
        at = line.next;
        parser.line(line);
        if mem::take(&mut parser.title) {
            parser.close_leaf();
        }
        at = at.max(parser.skip);
    }
    parser.finish()
}

/// An open container.
struct Container {
    kind: ContainerKind,
    span: Span,
    blocks: Vec<Block>,
}

enum ContainerKind {
    Article,
    Quote(Option<Alert>),
    List(List),
    Item {
        marker: Span,
        task: Option<Span>,
        /// Columns that a line must be indented to belong to it.
        indent: usize,
    },
    Footnote(Span),
    /// A region that ends where its content is not indented any more.
    Indented(Box<Directive>),
    /// The last are the columns that its content is indented by: people indent what stands in rows
    /// and columns as far as they like.
    Region(RegionKind, Box<Directive>, usize),
}

/// The open block that holds lines.
#[derive(Default)]
enum Leaf {
    #[default]
    None,
    Paragraph,
    Fence {
        open: Span,
        info: Span,
        indent: usize,
    },
    Indented,
    Html(html_block::End),
    Table(Box<OpenTable>),
}

struct OpenTable {
    head: Row,
    delimiter: Span,
    alignments: Vec<Alignment>,
    rows: Vec<Row>,
}

/// Code whose lines start in the middle of a tab: the spaces that are left of it stand in no span.
struct Meant(String);

struct Parser<'t> {
    text: &'t str,
    flavour: Flavour,
    stack: Vec<Container>,
    /// How many block quotes are open, to pass blank lines quickly.
    quotes: usize,
    /// How many regions are open.
    regions: usize,
    /// How many of them are elements of JSX.
    elements: usize,
    /// What a template engine reads, and the first that the lines have not passed.
    templates: Templates,
    template: usize,
    /// The line is the title of an alert: what follows it is another paragraph.
    title: bool,
    /// Where the line after a construct starts that was read over several lines.
    skip: usize,
    /// A construct over several lines was looked for up to here and not found: until then only what
    /// ends on its line is looked for.
    seen: usize,
    leaf: Leaf,
    leaf_span: Span,
    /// Where the open leaf's lines start in `lines`.
    leaf_lines: usize,
    meant: Option<Meant>,
    lines: Vec<Span>,
    contents: Vec<Span>,
    definitions: Definitions,
    problems: Vec<SyntaxProblem>,
    /// The line before was blank; the number is the first container that this loosens.
    blank: Option<usize>,
    too_deep: bool,
    /// Openers without an end and lines that were meant as openers, by kind, the last of each.
    candidates: Vec<(RegionKind, Span)>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, flavour: Flavour) -> Parser<'t> {
        // About as many as there will be, so that a list seldom moves while it grows.
        let blocks = Vec::with_capacity((text.len() / 256).min(MOST));
        let lines = Vec::with_capacity((text.len() / 64).min(MOST));
        let contents = Vec::with_capacity((text.len() / 128).min(MOST));
        let article = Container { kind: ContainerKind::Article, span: Span::at(0), blocks };
        Parser {
            text,
            flavour,
            stack: vec![article],
            quotes: 0,
            regions: 0,
            elements: 0,
            templates: Templates::default(),
            template: 0,
            title: false,
            skip: 0,
            seen: 0,
            leaf: Leaf::None,
            leaf_span: Span::at(0),
            leaf_lines: 0,
            meant: None,
            lines,
            contents,
            definitions: Definitions::default(),
            problems: Vec::new(),
            blank: None,
            too_deep: false,
            candidates: Vec::new(),
        }
    }

    fn finish(mut self) -> Read {
        self.close_leaf();
        self.close_containers(1);
        let blocks = self.stack.pop().map_or_else(Vec::new, |article| article.blocks);
        Read {
            blocks,
            definitions: self.definitions,
            problems: self.problems,
            lines: self.lines,
            contents: self.contents,
            templates: self.templates,
        }
    }

    // One line.

    fn line(&mut self, mut line: Line<'t>) {
        let (matched, last_quote) = self.continue_containers(&mut line);
        if line.blank() {
            self.blank_line(line, matched, last_quote);
            return;
        }
        let all = matched == self.stack.len();
        if self.regions > 0 && line.byte() == b':' && self.end_region(line, matched) {
            self.blank = None;
            return;
        }
        if all {
            if self.continue_leaf(line) {
                self.blank = None;
                return;
            }
        } else if !matches!(self.leaf, Leaf::Paragraph) || self.ends_indented(matched) {
            self.close_leaf();
            self.close_containers(matched);
        }
        self.start_blocks(line, matched);
        self.blank = None;
    }

    /// Takes the prefixes of the open containers off a line. Gives how many of the stack continue,
    /// and the place of the innermost quote among them.
    fn continue_containers(&mut self, line: &mut Line<'t>) -> (usize, usize) {
        let (mut index, mut last_quote) = (1, 0);
        let free = self.indent_is_free();
        let depth = self.stack.len();
        while index < depth {
            // Nothing is left of the line: only a quote, or an item that has nothing yet, ends.
            if line.at == line.end && self.quotes == 0 {
                let empty = self.empty_item();
                return (if empty { depth - 1 } else { depth }, last_quote);
            }
            let empty = index + 1 == depth && self.empty_item();
            let Some(container) = self.stack.get_mut(index) else { break };
            match container.kind {
                ContainerKind::Region(_, _, columns) => {
                    line.skip_columns(columns.min(line.indent()));
                }
                ContainerKind::Article | ContainerKind::List(_) => {}
                ContainerKind::Quote(_) => {
                    if line.indent() > 3 && !free || line.byte() != b'>' {
                        break;
                    }
                    take_quote_marker(line);
                    container.span.end = line.next as u32;
                    last_quote = index;
                }
                ContainerKind::Item { indent, .. } => {
                    if line.indent() >= indent {
                        line.skip_columns(indent);
                    } else if line.blank() && !empty {
                        line.skip_columns(line.indent());
                    } else {
                        break;
                    }
                }
                ContainerKind::Footnote(_) | ContainerKind::Indented(_) => {
                    if line.indent() >= indented::INDENT {
                        line.skip_columns(indented::INDENT);
                    } else if line.blank() {
                        line.skip_columns(line.indent());
                    } else {
                        break;
                    }
                }
            }
            index += 1;
        }
        (index, last_quote)
    }

    /// Whether one of the containers beyond the `matched` ones takes no line that is not indented, not
    /// even one that continues a paragraph.
    fn ends_indented(&self, matched: usize) -> bool {
        let indented = |it: &Container| matches!(it.kind, ContainerKind::Indented(_));
        self.flavour == Flavour::MkDocs
            && self.stack.get(matched..).is_some_and(|beyond| beyond.iter().any(indented))
    }

    /// Whether the innermost container is an item in which nothing stands yet.
    fn empty_item(&self) -> bool {
        matches!(self.leaf, Leaf::None)
            && self.stack.last().is_some_and(|top| {
                matches!(top.kind, ContainerKind::Item { .. }) && top.blocks.is_empty()
            })
    }

    fn blank_line(&mut self, line: Line<'t>, matched: usize, last_quote: usize) {
        if matched < self.stack.len() {
            self.close_leaf();
            self.close_containers(matched);
        } else {
            match self.leaf {
                Leaf::Fence { indent, .. } => {
                    self.code_line(line, indent);
                    self.blank = None;
                    return;
                }
                Leaf::Indented => self.code_line(line, 4),
                Leaf::Html(end) if end != html_block::End::Blank => self.html_line(line),
                _ => self.close_leaf(),
            }
        }
        // A blank line in a quote says nothing about the lists around the quote.
        self.blank = Some(last_quote + 1);
    }

    /// Gives the line to the open leaf if it takes it whatever stands there.
    fn continue_leaf(&mut self, line: Line<'t>) -> bool {
        match self.leaf {
            Leaf::Fence { open, info, indent } => {
                let far = line.indent() > 3 && !self.indent_is_free();
                let mark = if far { 0 } else { line.byte() };
                if matches!(mark, b'`' | b'~')
                    && let Ok((_, run)) = fence::close(line.rest(), open.of_text(self.text))
                {
                    self.leaf = Leaf::None;
                    let span = Span { start: self.leaf_span.start, end: line.next as u32 };
                    let close = Some(Span::of(self.text, run));
                    self.push_code(span, Some(Fence { open, info, close }));
                } else {
                    self.code_line(line, indent);
                }
                true
            }
            Leaf::Indented if line.indent() >= 4 => {
                self.code_line(line, 4);
                true
            }
            Leaf::Indented => {
                self.close_leaf();
                false
            }
            Leaf::Html(end) => {
                self.html_line(line);
                let content = self.text.get(line.nonspace..line.end).unwrap_or("");
                if html_block::ends(content, end) {
                    self.leaf = Leaf::None;
                    self.close_html();
                }
                true
            }
            Leaf::None | Leaf::Paragraph | Leaf::Table(_) => false,
        }
    }

    /// Starts the blocks that a line starts, and gives what is left to a paragraph or table.
    fn start_blocks(&mut self, mut line: Line<'t>, mut matched: usize) {
        // The containers that hold the line and were open before it: only these can end on it, and
        // none once the line has started one of its own.
        let mut before = matched;
        // Up to here the line is known to hold no thematic break: what spoils one spoils those that
        // start behind it too.
        let mut spoiled = 0;
        loop {
            if line.blank() {
                return;
            }
            let paragraph = matches!(self.leaf, Leaf::Paragraph);
            // A paragraph that the line's containers hold, against one it can only continue lazily.
            let interrupts = paragraph && matched == self.stack.len();
            if line.indent() > 3 && !self.indent_is_free() {
                if self.indented_directive(line, matched, before) {
                    return;
                }
                if paragraph {
                    break;
                }
                if !self.indented_content(&mut line, matched) {
                    self.indented_code(line, matched);
                    return;
                }
            }
            let rest = line.rest();
            match line.byte() {
                b'>' => {
                    if self.deep(line) {
                        break;
                    }
                    self.start_block(matched);
                    matched = self.open_quote(&mut line);
                    before = 0;
                    continue;
                }
                b'#' => {
                    if let Ok((_, found)) = heading::atx(rest) {
                        self.start_block(matched);
                        self.marked_heading(line, &found);
                        return;
                    }
                }
                b'`' | b'~' => {
                    if let Ok((_, (open, info))) = fence::open(rest) {
                        self.start_block(matched);
                        let (open, info) = (Span::of(self.text, open), Span::of(self.text, info));
                        let indent = line.indent();
                        self.open_leaf(
                            Leaf::Fence { open, info, indent },
                            line.nonspace,
                            line.next,
                        );
                        return;
                    }
                }
                b'<' | b'{' if self.flavour.jsx() && self.flow(line, matched, before) => return,
                b'{' if !self.templates.found.is_empty() => {
                    match self.shortcodes(&mut line, matched, before) {
                        Alone::All => return,
                        Alone::No => {}
                        Alone::Some => {
                            matched = self.stack.len();
                            before = 0;
                            continue;
                        }
                    }
                }
                b'i' | b'e' if self.flavour.jsx() && self.module(line) => return,
                b'<' => {
                    let comment = !self.flavour.jsx() || rest.starts_with("<!--");
                    if let Some(end) = html_block::start(rest, paragraph).filter(|_| comment) {
                        self.start_block(matched);
                        self.open_leaf(Leaf::Html(end), line.at, line.next);
                        self.html_line(line);
                        if html_block::ends(rest, end) {
                            self.leaf = Leaf::None;
                            self.close_html();
                        }
                        return;
                    }
                }
                b'!' | b'?' | b'=' if self.indented(line, matched) => return,
                b'=' if interrupts && self.underline(line) => return,
                b'-' if interrupts && (self.underline(line) || self.table(line)) => return,
                b'|' if interrupts && self.table(line) => return,
                b':' => {
                    if interrupts && self.table(line) {
                        return;
                    }
                    if self.flavour.learn() && self.colons(line, matched, before)
                        || self.flavour.admonitions() && self.admonition(line, matched)
                    {
                        return;
                    }
                }
                b'[' => {
                    if self.flavour.gfm()
                        && let Ok((_, label)) = footnote::marker(rest)
                        && !self.deep(line)
                    {
                        self.start_block(matched);
                        matched = self.open_footnote(&mut line, label);
                        before = 0;
                        continue;
                    }
                    if self.flavour.learn() && self.bracket(line, matched) {
                        return;
                    }
                }
                // The lead byte of a full-width colon.
                0xEF if self.flavour.learn() => self.near(line),
                _ => {}
            }
            if matches!(line.byte(), b'*' | b'-' | b'_') && spoiled <= line.nonspace {
                match thematic_break::spoiler(rest) {
                    None => {
                        self.start_block(matched);
                        self.push(line.span_from(line.nonspace), BlockKind::ThematicBreak);
                        return;
                    }
                    Some(length) => spoiled = line.nonspace + length,
                }
            }
            if matches!(line.byte(), b'*' | b'-' | b'+' | b'0'..=b'9')
                && let Some((after, marker)) = list::marker(rest)
            {
                let empty = after.trim_start_matches([' ', '\t']).is_empty();
                let text = interrupts && (empty || marker.start.is_some_and(|start| start != 1));
                if !text && !self.deep(line) {
                    matched = self.open_item(&mut line, &marker, matched);
                    before = 0;
                    continue;
                }
            }
            break;
        }
        self.content(line, matched);
    }

    /// Gives a line that starts nothing to the open paragraph or table, or to a new paragraph.
    fn content(&mut self, mut line: Line<'t>, matched: usize) {
        match &mut self.leaf {
            Leaf::Paragraph => {}
            Leaf::Table(table) => {
                let span = Span::new(line.nonspace, line.next);
                let content = Span::new(line.nonspace, line.end);
                let columns = table.alignments.len();
                table.rows.push(table::row(self.text, content, span, columns));
                self.leaf_span.end = line.next as u32;
                return;
            }
            _ => {
                self.start_block(matched);
                self.open_leaf(Leaf::Paragraph, line.nonspace, line.next);
                self.task(&mut line);
                self.leaf_span.start = line.nonspace as u32;
            }
        }
        if !self.templates.found.is_empty()
            && let Some((end, index, count)) = self.trailing_ends(&line)
        {
            self.leaf_span.end = end as u32;
            self.lines.push(Span::new(line.nonspace, end));
            self.end_at_text(index, count, line);
            return;
        }
        self.leaf_span.end = line.next as u32;
        self.lines.push(line.span_from(line.nonspace));
    }

    /// Takes the `[ ]` of a task off the first line of an item.
    fn task(&mut self, line: &mut Line<'t>) {
        if !self.flavour.gfm() || line.byte() != b'[' {
            return;
        }
        let Some(top) = self.stack.last_mut() else { return };
        let ContainerKind::Item { task, .. } = &mut top.kind else { return };
        if !top.blocks.is_empty() || task.is_some() {
            return;
        }
        if let Ok((_, mark)) = list::task(line.rest()) {
            *task = Some(Span::of(self.text, mark));
            line.skip_marker(mark.len());
        }
    }

    // Containers.

    /// Whether another container would nest too deep; says so once.
    fn deep(&mut self, line: Line<'t>) -> bool {
        // A list and its item are two.
        if self.stack.len() + 2 <= DEEPEST {
            return false;
        }
        if !self.too_deep {
            self.too_deep = true;
            let span = Span::new(line.nonspace, line.end);
            self.problem(span, ProblemKind::TooDeep, None);
        }
        true
    }

    fn open(&mut self, kind: ContainerKind, start: usize, end: usize) -> usize {
        match kind {
            ContainerKind::Quote(_) => self.quotes += 1,
            ContainerKind::Region(kind, ..) => {
                self.regions += 1;
                self.elements += usize::from(kind == RegionKind::Element);
            }
            _ => {}
        }
        self.stack.push(Container { kind, span: Span::new(start, end), blocks: Vec::new() });
        self.stack.len()
    }

    fn open_quote(&mut self, line: &mut Line<'t>) -> usize {
        let start = line.nonspace;
        take_quote_marker(line);
        let mut alert = None;
        // The marker of an alert: of Microsoft Learn and GitHub; Docusaurus and Starlight show it too.
        if self.flavour.gfm()
            && line.indent() < 4
            && line.byte() == b'['
            && let Ok((_, mut found)) = quote::alert(self.text, line.rest())
        {
            if self.flavour == Flavour::Hugo && found.kind.is_some() {
                self.title = found.trailing.take().is_some();
            }
            line.skip_marker(found.span.len());
            alert = Some(found);
        }
        self.open(ContainerKind::Quote(alert), start, line.next)
    }

    fn open_footnote(&mut self, line: &mut Line<'t>, label: &str) -> usize {
        let start = line.nonspace;
        self.definitions.add_footnote(label);
        let label = Span::of(self.text, label);
        let end = label.end as usize + 2;
        line.skip_marker(end - start);
        line.skip_columns(line.indent());
        self.open(ContainerKind::Footnote(label), start, line.next)
    }

    /// Opens a block of Python-Markdown whose content is indented.
    fn indented(&mut self, line: Line<'t>, matched: usize) -> bool {
        if self.flavour != Flavour::MkDocs {
            return false;
        }
        let Ok((_, open)) = indented::open(self.text, line.rest()) else { return false };
        if self.deep(line) {
            return false;
        }
        self.start_block(matched);
        self.open(ContainerKind::Indented(Box::new(open)), line.nonspace, line.next);
        true
    }

    fn open_item(
        &mut self,
        line: &mut Line<'t>,
        marker: &list::Marker<'t>,
        matched: usize,
    ) -> usize {
        let start = line.nonspace;
        self.close_leaf();
        self.close_containers(matched);
        let depth = self.stack.len();
        let loosens = self.blank.is_some_and(|from| depth > from);
        let same = match self.stack.last_mut().map(|top| &mut top.kind) {
            Some(ContainerKind::List(list))
                if list.delimiter == marker.delimiter
                    && list.start.is_some() == marker.start.is_some() =>
            {
                list.tight &= !loosens;
                true
            }
            _ => false,
        };
        if !same {
            self.start_block(depth);
            let list = List {
                start: marker.start,
                delimiter: marker.delimiter,
                tight: true,
                items: Vec::new(),
            };
            self.open(ContainerKind::List(list), start, line.next);
        }
        let marker_indent = line.indent();
        line.skip_marker(marker.text.len());
        // Content starts after one to four columns; more are indented code, none a blank line.
        let columns = if line.blank() || line.indent() > 4 { 1 } else { line.indent() };
        if line.blank() {
            line.skip_columns(line.indent());
        } else {
            line.skip_columns(columns);
        }
        let kind = ContainerKind::Item {
            marker: Span::of(self.text, marker.text),
            task: None,
            indent: marker_indent + marker.text.len() + columns,
        };
        self.open(kind, start, line.next)
    }

    /// Closes containers until `keep` are left.
    fn close_containers(&mut self, keep: usize) {
        while self.stack.len() > keep.max(1) {
            self.close_container(None);
        }
    }

    /// Closes the innermost container, with its end directive if it is a region that has one.
    fn close_container(&mut self, close: Option<Directive>) {
        let Some(Container { kind, span, blocks }) = self.stack.pop() else { return };
        match kind {
            ContainerKind::Article => {}
            ContainerKind::Quote(alert) => {
                self.quotes -= 1;
                self.push(span, BlockKind::Quote(Quote { alert, blocks }));
            }
            ContainerKind::List(list) => self.push(span, BlockKind::List(list)),
            ContainerKind::Item { marker, task, .. } => {
                if let Some(parent) = self.stack.last_mut()
                    && let ContainerKind::List(list) = &mut parent.kind
                {
                    parent.span.end = parent.span.end.max(span.end);
                    list.items.push(Item { span, marker, task, blocks });
                }
            }
            ContainerKind::Footnote(label) => {
                self.push(span, BlockKind::Footnote(Footnote { label, blocks }));
            }
            ContainerKind::Indented(open) => {
                let kind = RegionKind::Admonition;
                let region = Region { kind, open: *open, blocks, close: None };
                self.push(span, BlockKind::Region(Box::new(region)));
            }
            ContainerKind::Region(kind, open, _) => {
                self.regions -= 1;
                self.elements -= usize::from(kind == RegionKind::Element);
                if close.is_none() && matches!(kind, RegionKind::Shortcode | RegionKind::Liquid) {
                    // Its end is somewhere else: the engine finds it there.
                    self.dissolve(*open, span, blocks);
                    return;
                }
                if close.is_none() {
                    self.problem(open.span, ProblemKind::UnclosedRegion(kind), None);
                    self.candidate(kind, open.span);
                    if kind == RegionKind::Element {
                        self.dissolve(*open, span, blocks);
                        return;
                    }
                }
                let region = Region { kind, open: *open, blocks, close };
                self.push(span, BlockKind::Region(Box::new(region)));
            }
        }
    }

    // Leaves.

    /// Makes room for a block in the container that the line has reached: closes the leaf, the
    /// containers beyond, and a list, which holds items only.
    fn start_block(&mut self, matched: usize) {
        self.close_leaf();
        self.close_containers(matched);
        if matches!(self.stack.last(), Some(Container { kind: ContainerKind::List(_), .. })) {
            self.close_container(None);
        }
        let top = self.stack.len() - 1;
        let second = self.stack.last().is_some_and(|container| {
            matches!(container.kind, ContainerKind::Item { .. }) && !container.blocks.is_empty()
        });
        if second
            && self.blank.is_some_and(|from| top >= from)
            && let Some(ContainerKind::List(list)) =
                self.stack.get_mut(top - 1).map(|list| &mut list.kind)
        {
            list.tight = false;
        }
    }

    fn open_leaf(&mut self, leaf: Leaf, start: usize, end: usize) {
        self.leaf = leaf;
        self.leaf_span = Span::new(start, end);
        self.leaf_lines = self.lines.len();
    }

    fn push(&mut self, span: Span, kind: BlockKind) {
        if let Some(top) = self.stack.last_mut() {
            top.span.end = top.span.end.max(span.end);
            if top.blocks.capacity() == 0 {
                // Most items hold one block.
                top.blocks.reserve_exact(1);
            }
            top.blocks.push(Block { span, kind });
        }
    }

    fn problem(&mut self, span: Span, kind: ProblemKind, related: Option<Span>) {
        self.problems.push(SyntaxProblem { span, kind, related });
    }

    fn close_leaf(&mut self) {
        match mem::take(&mut self.leaf) {
            Leaf::None => {}
            Leaf::Paragraph => self.close_paragraph(),
            Leaf::Fence { open, info, .. } => {
                self.problem(open, ProblemKind::UnclosedFence, None);
                self.push_code(self.leaf_span, Some(Fence { open, info, close: None }));
            }
            Leaf::Indented => self.close_indented(),
            Leaf::Html(_) => self.close_html(),
            Leaf::Table(table) => {
                let OpenTable { head, delimiter, alignments, rows } = *table;
                let table = Table { head, delimiter, alignments, rows };
                self.push(self.leaf_span, BlockKind::Table(table));
            }
        }
    }

    /// Takes the definitions off the start of the open paragraph. The rest of it stays open, with
    /// `leaf_lines` and `leaf_span` moved; answers whether there is a rest.
    fn take_definitions(&mut self) -> bool {
        let lines = self.lines.get(self.leaf_lines..).unwrap_or_default();
        let found = definition::definitions(self.text, lines, &mut self.definitions);
        let mut taken = 0;
        for (index, after) in found {
            let span = lines_span(&self.lines, self.leaf_lines + taken, self.leaf_lines + after);
            self.push(span, BlockKind::Definition(index));
            taken = after;
        }
        self.leaf_lines += taken;
        match self.lines.get(self.leaf_lines) {
            Some(first) => {
                self.leaf_span.start = first.start;
                true
            }
            None => false,
        }
    }

    /// Ends the content that starts at `leaf_lines`: trims its last line and keeps its place.
    fn keep_content(&mut self) {
        if let Some(last) = self.lines.last_mut() {
            let mut kept = last.of_text(self.text).as_bytes();
            while let [rest @ .., b' ' | b'\t' | b'\n' | b'\r'] = kept {
                kept = rest;
            }
            last.end = last.start + kept.len() as u32;
        }
        self.contents.push(Span::new(self.leaf_lines, self.lines.len()));
    }

    fn close_paragraph(&mut self) {
        if self.take_definitions() {
            self.keep_content();
            self.push(self.leaf_span, BlockKind::Paragraph(Vec::new()));
        }
    }

    /// A paragraph that the line underlines becomes a heading.
    fn underline(&mut self, line: Line<'t>) -> bool {
        let Ok((_, level)) = heading::underline(line.rest()) else { return false };
        if !self.take_definitions() {
            // Only definitions stood there: the line is text, and starts the paragraph anew.
            self.leaf_span = Span::new(line.nonspace, line.next);
            return false;
        }
        self.leaf = Leaf::None;
        self.keep_content();
        let span = Span { start: self.leaf_span.start, end: line.next as u32 };
        let id = self.heading_id();
        let heading = Heading { level, setext: true, content: Vec::new(), id };
        self.push(span, BlockKind::Heading(heading));
        true
    }

    fn marked_heading(&mut self, line: Line<'t>, found: &heading::Atx<'t>) {
        self.leaf_lines = self.lines.len();
        self.lines.push(Span::of(self.text, found.content));
        self.contents.push(Span::new(self.leaf_lines, self.lines.len()));
        let id = self.heading_id();
        let heading = Heading { level: found.level, setext: false, content: Vec::new(), id };
        self.push(line.span_from(line.nonspace), BlockKind::Heading(heading));
    }

    /// Takes a `{#id}` off the end of the content kept last.
    fn heading_id(&mut self) -> Option<Span> {
        if !self.flavour.heading_ids() {
            return None;
        }
        let last = self.lines.last_mut()?;
        let content = last.of_text(self.text);
        let found = heading::trailing_id(content);
        let (before, id) = found.or_else(|| match self.flavour {
            Flavour::Hugo | Flavour::MkDocs => heading::spaced_id(content),
            Flavour::Mdx | Flavour::Docusaurus => heading::commented_id(content),
            _ => None,
        })?;
        last.end = last.start + before.len() as u32;
        Some(Span::of(self.text, id))
    }

    // Code.

    fn indented_code(&mut self, line: Line<'t>, matched: usize) {
        self.start_block(matched);
        self.open_leaf(Leaf::Indented, line.nonspace, line.next);
        self.code_line(line, 4);
        if let Some(first) = self.lines.get(self.leaf_lines) {
            self.leaf_span.start = first.start;
        }
    }

    fn code_line(&mut self, mut line: Line<'t>, indent: usize) {
        line.skip_columns(indent);
        let (spaces, at) = line.cut_tab();
        let span = line.span_from(at);
        if spaces > 0 && self.meant.is_none() {
            let before = self.lines.get(self.leaf_lines..).unwrap_or_default();
            self.meant = Some(Meant(before.iter().map(|line| line.of_text(self.text)).collect()));
        }
        if let Some(Meant(meant)) = &mut self.meant {
            meant.extend(std::iter::repeat_n(' ', spaces));
            meant.push_str(span.of_text(self.text));
        }
        self.lines.push(span);
        self.leaf_span.end = line.next as u32;
    }

    fn close_indented(&mut self) {
        while self.lines.len() > self.leaf_lines + 1
            && self.lines.last().is_some_and(|line| is_blank(line.of_text(self.text)))
        {
            let dropped = self.lines.pop().map_or(0, Span::len);
            if let Some(Meant(meant)) = &mut self.meant {
                meant.truncate(meant.len() - dropped);
            }
        }
        let end = self.lines.last().map_or(self.leaf_span.end, |line| line.end);
        self.push_code(Span { start: self.leaf_span.start, end }, None);
    }

    fn push_code(&mut self, span: Span, fence: Option<Fence>) {
        let lines = self.lines.get(self.leaf_lines..).unwrap_or_default().to_vec();
        self.lines.truncate(self.leaf_lines);
        let meant = self.meant.take().map(|Meant(meant)| meant.into());
        self.push(span, BlockKind::Code(CodeBlock { fence, lines, meant }));
    }

    // HTML.

    fn html_line(&mut self, line: Line<'t>) {
        let (_, at) = line.cut_tab();
        self.lines.push(line.span_from(at));
        self.leaf_span.end = line.next as u32;
    }

    fn close_html(&mut self) {
        if let Some(first) = self.lines.get(self.leaf_lines) {
            self.leaf_span.start = first.start;
        }
        self.keep_content();
        self.push(self.leaf_span, BlockKind::Html(Vec::new()));
    }

    // Tables.

    /// Makes the last line of the open paragraph a table's header if the line is a delimiter row of
    /// the same width.
    fn table(&mut self, line: Line<'t>) -> bool {
        if !self.flavour.gfm() {
            return false;
        }
        let Some(alignments) = table::delimiter_row(line.rest()) else { return false };
        let content = self.lines.get(self.leaf_lines..).unwrap_or_default();
        let Some(&head) = content.last() else { return false };
        let kept = head.of_text(self.text).trim_end_matches(['\n', '\r']);
        let content = Span::of(self.text, kept);
        let width = table::width(self.text, content);
        if width != alignments.len() {
            // Dashes alone may be anything.
            if width > 1 && alignments.len() > 1 {
                let span = Span { start: content.start, end: line.span_from(line.nonspace).end };
                self.problem(span, ProblemKind::TableHead, None);
            }
            return false;
        }
        self.lines.pop();
        let start = head.start as usize;
        self.leaf = Leaf::None;
        if self.lines.len() > self.leaf_lines {
            self.leaf_span.end = head.start;
            if let Some(last) = self.lines.last() {
                self.leaf_span.end = last.end;
            }
            self.close_paragraph();
        }
        let table = OpenTable {
            head: table::row(self.text, content, head, width),
            delimiter: Span::new(line.nonspace, line.end),
            alignments,
            rows: Vec::new(),
        };
        self.open_leaf(Leaf::Table(Box::new(table)), start, line.next);
        true
    }

    // Directives of Microsoft Learn.

    /// A directive that is indented like code: within rows and columns it is one all the same, for
    /// people indent them.
    fn indented_directive(&mut self, line: Line<'t>, matched: usize, before: usize) -> bool {
        if self.regions == 0 || line.byte() != b':' || !self.flavour.learn() {
            return false;
        }
        let within = self.stack.last().is_some_and(|top| {
            matches!(top.kind, ContainerKind::Region(RegionKind::Row | RegionKind::Column, ..))
        });
        within && self.colons(line, matched, before)
    }

    /// The first content of a row or column, indented like code: it and what follows it is text all
    /// the same.
    fn indented_content(&mut self, line: &mut Line<'t>, matched: usize) -> bool {
        if self.regions == 0 || matched < self.stack.len() {
            return false;
        }
        let Some(top) = self.stack.last_mut().filter(|top| top.blocks.is_empty()) else {
            return false;
        };
        let ContainerKind::Region(RegionKind::Row | RegionKind::Column, _, columns) = &mut top.kind
        else {
            return false;
        };
        *columns += line.indent();
        line.skip_columns(line.indent());
        true
    }

    /// Reads a line of colons; answers whether it was a directive. `before` of the `matched`
    /// containers were open before the line.
    fn colons(&mut self, line: Line<'t>, matched: usize, before: usize) -> bool {
        match directive::colons(self.text, line.rest()) {
            None => false,
            Some(Colons::Near(kind, span)) => {
                self.problem(span, ProblemKind::NearDirective(kind), None);
                self.candidate(kind, span);
                false
            }
            Some(Colons::Leaf(directive)) => {
                self.start_block(matched);
                let span = line.span_from(line.nonspace);
                self.push(span, BlockKind::Directive(Box::new(directive)));
                true
            }
            Some(Colons::End(kind, directive)) => {
                let open = if before == matched { matched } else { 0 };
                self.lone_end(line, (matched, open), kind, directive);
                true
            }
            Some(Colons::Open(kind, directive)) => {
                if self.deep(line) {
                    return false;
                }
                self.start_block(matched);
                if let Some(outer) = self.region(self.stack.len(), kind, None) {
                    let related = self.opener(outer);
                    self.problem(directive.span, ProblemKind::NestedRegion(kind), related);
                }
                self.open(
                    ContainerKind::Region(kind, Box::new(directive), 0),
                    line.nonspace,
                    line.next,
                );
                true
            }
        }
    }

    /// The innermost of the first `within` containers that is a region of `kind` with so many
    /// colons, `None` for any number.
    fn region(&self, within: usize, kind: RegionKind, colons: Option<u8>) -> Option<usize> {
        let held = self.stack.get(..within).unwrap_or(&self.stack);
        // A line with the mark of a quote is the quote's; it cannot end what holds the quote.
        let quote = |container: &&Container| matches!(container.kind, ContainerKind::Quote(_));
        let from = held.len() - held.iter().rev().take_while(|container| !quote(container)).count();
        let inner = held.get(from..)?.iter().rposition(|container| match &container.kind {
            ContainerKind::Region(open_kind, open, _) => {
                *open_kind == kind && colons.is_none_or(|colons| colons == open.colons)
            }
            _ => false,
        })?;
        Some(from + inner)
    }

    fn opener(&self, index: usize) -> Option<Span> {
        match &self.stack.get(index)?.kind {
            ContainerKind::Region(_, open, _) => Some(open.span),
            _ => None,
        }
    }

    /// Ends a region whose end the line is, whatever is open inside: the build looks for the end
    /// before it looks at the blocks within, code and comments included.
    fn end_region(&mut self, line: Line<'t>, matched: usize) -> bool {
        if !self.flavour.learn() {
            return self.end_admonition(line, matched);
        }
        let Some((kind, directive)) = directive::end(self.text, line.rest()) else { return false };
        let Some(index) = self.region(matched, kind, Some(directive.colons)) else { return false };
        self.finish_region(line, index, directive);
        true
    }

    fn finish_region(&mut self, line: Line<'t>, index: usize, directive: Directive) {
        self.close_leaf();
        self.close_containers(index + 1);
        if let Some(region) = self.stack.last_mut() {
            region.span.end = line.next as u32;
        }
        self.close_container(Some(directive));
    }

    /// An end that fits no region exactly: the end of a region with another number of colons, or
    /// of none. It may end one of the first `open` of the `matched` containers.
    fn lone_end(
        &mut self,
        line: Line<'t>,
        (matched, open): (usize, usize),
        kind: RegionKind,
        directive: Directive,
    ) {
        let colons = directive.colons;
        let exact = self.region(open, kind, Some(colons));
        if let Some(index) = exact.or_else(|| self.region(open, kind, None)) {
            if exact.is_none() {
                let related = self.opener(index);
                self.problem(directive.span, ProblemKind::ColonMismatch(kind), related);
            }
            self.finish_region(line, index, directive);
            return;
        }
        self.start_block(matched);
        let place = self.candidates.iter().position(|(known, _)| *known == kind);
        let related = place.map(|place| self.candidates.swap_remove(place).1);
        self.problem(directive.span, ProblemKind::OrphanEnd(kind), related);
        let span = line.span_from(line.nonspace);
        self.push(span, BlockKind::Directive(Box::new(directive)));
    }

    /// Remembers an opener that found no end, or a line meant as one, for an end without opener.
    fn candidate(&mut self, kind: RegionKind, span: Span) {
        match self.candidates.iter_mut().find(|(known, _)| *known == kind) {
            Some(known) => known.1 = span,
            None => self.candidates.push((kind, span)),
        }
    }

    /// Notes a line of full-width colons.
    fn near(&mut self, line: Line<'t>) {
        if let Some(Colons::Near(kind, span)) = directive::near(self.text, line.rest()) {
            self.problem(span, ProblemKind::NearDirective(kind), None);
            self.candidate(kind, span);
        }
    }

    /// Reads a directive in brackets on a line of its own.
    fn bracket(&mut self, line: Line<'t>, matched: usize) -> bool {
        let rest = line.rest();
        if !rest.starts_with("[!") {
            return false;
        }
        let quote = matched.checked_sub(1).and_then(|index| self.stack.get(index));
        let quoted = quote.is_some_and(|c| matches!(c.kind, ContainerKind::Quote(_)));
        let mut found = directive::bracket(self.text, rest);
        if found.is_err() && quoted {
            found = directive::quoted(self.text, rest);
        }
        let Ok((_, directive)) = found else { return false };
        self.start_block(matched);
        let span = line.span_from(line.nonspace);
        self.push(span, BlockKind::Directive(Box::new(directive)));
        true
    }
}

/// Takes `>` and the white space that belongs to it.
fn take_quote_marker(line: &mut Line<'_>) {
    line.skip_marker(1);
    line.skip_columns(1);
}

fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

fn lines_span(lines: &[Span], from: usize, to: usize) -> Span {
    match (lines.get(from), lines.get(..to).and_then(<[Span]>::last)) {
        (Some(first), Some(last)) if first.start <= last.end => first.join(*last),
        _ => Span::at(0),
    }
}
