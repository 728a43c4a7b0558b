//! The proof that a tree is lossless: nodes lie in order within their parents, on boundaries of
//! characters; the inlines of a block tile its content; and where nothing of the tree stands there
//! is nothing but the characters of the markup that belongs there, so that no prose is lost.

use super::{
    Article, Block, BlockKind, CodeBlock, Definition, Directive, DirectiveSyntax, HtmlTag, Inline,
    InlineKind, Item, Link, Row, Table,
};
use crate::text::Span;

/// A place at which a tree is not what it should be: a fault of the grammar, never of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Violation {
    /// Bytes of the article's text.
    pub span: Span,
    /// What should be there, or how.
    pub expected: &'static str,
}

impl Article<'_> {
    /// Every violation of what the tree promises; none for a tree that the grammar made.
    pub fn check(&self) -> Vec<Violation> {
        let mut check = Check { article: self, is_quoted: false, violations: Vec::new() };
        let mut start = 0;
        if let Some(front_matter) = &self.front_matter {
            let before = Span { start: 0, end: front_matter.span.start };
            let is_space = |c: char| c.is_whitespace() || c == '\u{feff}';
            let holds = check.text(before).chars().all(is_space);
            check.expect(before, holds, "white space before the front matter");
            check.within(front_matter.span, front_matter.body);
            start = front_matter.span.end;
        } else if self.text.starts_with('\u{feff}') {
            start = '\u{feff}'.len_utf8() as u32;
        }
        let whole = Span { start, end: self.text.len() as u32 };
        check.blocks(whole, &self.blocks);
        for problem in &self.problems {
            check.within(Span::new(0, self.text.len()), problem.span);
        }
        let mut at = 0;
        for leaf in self.leaves() {
            if leaf.span.start != at || leaf.span.is_empty() {
                check.report(leaf.span, "leaves that tile the text");
            }
            at = leaf.span.end;
        }
        if at as usize != self.text.len() {
            check.report(Span::at(at as usize), "leaves up to the end of the text");
        }
        check.violations
    }
}

struct Check<'a> {
    article: &'a Article<'a>,
    /// Within a block quote, whose `>` may stand at the start of any line.
    is_quoted: bool,
    violations: Vec<Violation>,
}

impl Check<'_> {
    fn report(&mut self, span: Span, expected: &'static str) {
        self.violations.push(Violation { span, expected });
    }

    fn expect(&mut self, span: Span, holds: bool, expected: &'static str) {
        if !holds {
            self.report(span, expected);
        }
    }

    /// The text of a span, which must be in order and on boundaries.
    fn text(&mut self, span: Span) -> &str {
        let text = self.article.text.get(span.range());
        if text.is_none() {
            self.report(span, "a span on boundaries of characters, in order");
        }
        self.article.text.get(span.range()).unwrap_or("")
    }

    fn within(&mut self, outer: Span, inner: Span) {
        self.text(inner);
        self.expect(inner, outer.contains(inner), "a span within its parent");
    }

    /// White space, containers' prefixes and the characters of `marks` only.
    fn made_of(&mut self, span: Span, marks: &str, expected: &'static str) {
        let is_quoted = self.is_quoted;
        let is_markup = |c: char| {
            matches!(c, ' ' | '\t' | '\n' | '\r') || (is_quoted && c == '>') || marks.contains(c)
        };
        let holds = self.text(span).chars().all(is_markup);
        self.expect(span, holds, expected);
    }

    /// From `from` to `to` there is white space and prefixes only.
    fn blank(&mut self, from: u32, to: u32) {
        self.made_of(Span { start: from, end: to }, "", "nothing but white space and prefixes");
    }

    /// Text that is exactly one of these.
    fn one_of(&mut self, span: Span, words: &[&str], expected: &'static str) {
        let text = self.text(span);
        let holds = words.contains(&text);
        self.expect(span, holds, expected);
    }

    fn blocks(&mut self, whole: Span, blocks: &[Block]) {
        let mut at = whole.start;
        for block in blocks {
            self.within(whole, block.span);
            self.expect(block.span, !block.span.is_empty(), "a block that is not empty");
            self.blank(at, block.span.start);
            self.block(block);
            at = block.span.end;
        }
        self.blank(at, whole.end);
    }

    fn block(&mut self, block: &Block) {
        let Span { start, end } = block.span;
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Html(content) => {
                let at = self.inlines(start, content);
                self.expect(block.span, at > start, "a paragraph that is not empty");
                self.blank(at, end);
            }
            BlockKind::Heading(heading) => {
                let first = heading.content.first().map_or(start, |inline| inline.span.start);
                if heading.setext {
                    self.expect(block.span, first == start, "content from the start");
                } else {
                    let marks = Span { start, end: first };
                    self.made_of(marks, "#", "the marks of a heading");
                }
                let at = self.inlines(first, &heading.content);
                let id = heading.id.map_or(Span { start: at, end: at }, |id| id);
                self.made_of(Span { start: at, end: id.start }, "{/*#", "the opening of an id");
                let marks = if heading.setext { "*/}=-" } else { "*/}#" };
                let tail = Span { start: id.end, end };
                self.made_of(tail, marks, "the end of a heading");
            }
            BlockKind::List(list) => {
                let mut at = start;
                for item in &list.items {
                    self.within(block.span, item.span);
                    self.blank(at, item.span.start);
                    self.item(item);
                    at = item.span.end;
                }
                self.blank(at, end);
            }
            BlockKind::Quote(quote) => {
                let was_quoted = std::mem::replace(&mut self.is_quoted, true);
                let mut at = start;
                if let Some(alert) = &quote.alert {
                    self.blank(at, alert.span.start);
                    self.within(alert.span, alert.keyword);
                    let open = Span { start: alert.span.start, end: alert.keyword.start };
                    self.one_of(open, &["[!"], "the opening of an alert");
                    let close = Span { start: alert.keyword.end, end: alert.span.end };
                    self.one_of(close, &["]"], "the end of an alert");
                    at = alert.span.end;
                }
                self.blocks(Span { start: at, end }, &quote.blocks);
                self.is_quoted = was_quoted;
            }
            BlockKind::Code(code) => self.code(block.span, code),
            BlockKind::Table(table) => self.table(block.span, table),
            BlockKind::ThematicBreak => {
                self.made_of(block.span, "*-_", "a thematic break");
            }
            BlockKind::Definition(index) => match self.article.definitions.get(*index as usize) {
                Some(definition) => self.definition(block.span, definition),
                None => self.report(block.span, "a definition of that index"),
            },
            BlockKind::Footnote(footnote) => {
                self.within(block.span, footnote.label);
                let open = Span { start, end: footnote.label.start };
                self.one_of(open, &["[^"], "the opening of a footnote");
                let close = Span { start: footnote.label.end, end: footnote.label.end + 2 };
                self.one_of(close, &["]:"], "the end of a footnote's label");
                self.blocks(Span { start: close.end, end }, &footnote.blocks);
            }
            BlockKind::Region(region) => {
                self.directive(block.span, &region.open);
                self.blank(start, region.open.span.start);
                let inside_end = region.close.as_ref().map_or(end, |close| close.span.start);
                let inside = Span { start: region.open.span.end, end: inside_end };
                self.blocks(inside, &region.blocks);
                if let Some(close) = &region.close {
                    self.directive(block.span, close);
                    self.blank(close.span.end, end);
                }
            }
            BlockKind::Directive(directive) => {
                self.directive(block.span, directive);
                self.blank(start, directive.span.start);
                self.blank(directive.span.end, end);
            }
            BlockKind::Module => {
                let text = self.text(block.span);
                let holds = text.starts_with("import") || text.starts_with("export");
                self.expect(block.span, holds, "an import or export");
            }
        }
    }

    fn item(&mut self, item: &Item) {
        self.within(item.span, item.marker);
        self.expect(item.span, item.marker.start == item.span.start, "a marker at the start");
        self.made_of(item.marker, "-*+.)0123456789", "the marker of an item");
        let mut at = item.marker.end;
        if let Some(task) = item.task {
            self.blank(at, task.start);
            self.one_of(task, &["[ ]", "[x]", "[X]"], "the box of a task");
            at = task.end;
        }
        self.blocks(Span { start: at, end: item.span.end }, &item.blocks);
    }

    fn code(&mut self, whole: Span, code: &CodeBlock) {
        let mut at = whole.start;
        if let Some(fence) = &code.fence {
            self.within(whole, fence.open);
            self.blank(at, fence.open.start);
            self.made_of(fence.open, "`~", "an opening fence");
            self.blank(fence.open.end, fence.info.start);
            at = fence.info.end;
        }
        for &line in &code.lines {
            self.within(whole, line);
            self.blank(at, line.start);
            at = line.end;
        }
        if let Some(close) = code.fence.as_ref().and_then(|fence| fence.close) {
            self.within(whole, close);
            self.blank(at, close.start);
            self.made_of(close, "`~", "a closing fence");
            at = close.end;
        }
        self.blank(at, whole.end);
    }

    fn table(&mut self, whole: Span, table: &Table) {
        self.row(whole, &table.head);
        self.blank(whole.start, table.head.span.start);
        self.within(whole, table.delimiter);
        self.blank(table.head.span.end, table.delimiter.start);
        self.made_of(table.delimiter, "|-:", "a delimiter row");
        let mut at = table.delimiter.end;
        for row in &table.rows {
            self.blank(at, row.span.start);
            self.row(whole, row);
            at = row.span.end;
        }
        self.blank(at, whole.end);
    }

    fn row(&mut self, table: Span, row: &Row) {
        self.within(table, row.span);
        let mut at = row.span.start;
        for cell in &row.cells {
            self.within(row.span, cell.span);
            let gap = Span { start: at, end: cell.span.start };
            self.made_of(gap, "|", "pipes between cells");
            at = self.inlines(cell.span.start, &cell.content);
            self.expect(cell.span, at == cell.span.end, "inlines that fill the cell");
        }
        let gap = Span { start: at, end: row.span.end };
        self.made_of(gap, "|", "pipes after the cells");
    }

    fn definition(&mut self, whole: Span, definition: &Definition) {
        let Definition { span, label, destination, title, .. } = definition;
        self.within(whole, *span);
        self.one_of(Span { start: span.start, end: label.start }, &["["], "an opening bracket");
        let gap = Span { start: label.end, end: destination.start };
        self.made_of(gap, "]:<", "a colon before the destination");
        let mut at = destination.end;
        if let Some(title) = title {
            let gap = Span { start: at, end: title.start };
            self.made_of(gap, ">\"'(", "a quote before the title");
            at = title.end;
        }
        self.made_of(Span { start: at, end: whole.end }, ">\"')", "the end of a definition");
    }

    fn directive(&mut self, whole: Span, directive: &Directive) {
        self.within(whole, directive.span);
        self.within(directive.span, directive.name);
        let parts = [directive.label, directive.destination];
        for part in parts.into_iter().flatten() {
            self.within(directive.span, part);
        }
        let mut at = directive.name.end;
        if let (Some(label), Some(first)) = (directive.label, directive.attributes.first())
            && label.end <= first.span.start
        {
            at = at.max(label.end);
        }
        for attribute in &directive.attributes {
            self.within(directive.span, attribute.span);
            let gap = Span { start: at, end: attribute.span.start };
            // Liquid has operators between its arguments.
            if directive.syntax == DirectiveSyntax::Liquid {
                self.text(gap);
            } else {
                self.made_of(gap, "[]{", "white space between attributes");
            }
            at = attribute.span.end;
            self.within(attribute.span, attribute.name);
            if let Some(value) = attribute.value {
                self.within(attribute.span, value);
            }
        }
    }

    /// Inlines that start at `at` and leave nothing between them; gives where the last one ends.
    fn inlines(&mut self, mut at: u32, inlines: &[Inline]) -> u32 {
        for inline in inlines {
            let span = inline.span;
            self.expect(span, span.start == at, "an inline right after the one before");
            self.text(span);
            self.expect(span, !span.is_empty(), "an inline that is not empty");
            self.inline(inline);
            at = span.end;
        }
        at
    }

    fn inline(&mut self, inline: &Inline) {
        let span = inline.span;
        match &inline.kind {
            InlineKind::Text | InlineKind::BareUrl => {}
            InlineKind::Escape => {
                let holds = span.len() == 2 && self.text(span).starts_with('\\');
                self.expect(span, holds, "a backslash and what it escapes");
            }
            InlineKind::Entity(_) => {
                let text = self.text(span);
                let holds = text.starts_with('&') && text.ends_with(';');
                self.expect(span, holds, "a character reference");
            }
            InlineKind::SoftBreak => self.made_of(span, "", "a line break"),
            InlineKind::HardBreak => self.made_of(span, "\\", "a hard line break"),
            InlineKind::Code(code) => {
                self.within(span, code.content);
                let open = Span { start: span.start, end: code.content.start };
                let close = Span { start: code.content.end, end: span.end };
                let holds = open.len() == close.len()
                    && !open.is_empty()
                    && self.text(open).bytes().all(|byte| byte == b'`')
                    && self.text(close).bytes().all(|byte| byte == b'`');
                self.expect(span, holds, "equal runs of backticks around code");
            }
            InlineKind::Emphasis(content) => self.emphasis(span, content, &["*", "_"]),
            InlineKind::Strong(content) => self.emphasis(span, content, &["**", "__"]),
            InlineKind::Strikethrough(content) => self.emphasis(span, content, &["~", "~~"]),
            InlineKind::Link(link) => self.link(span, link, "["),
            InlineKind::Image(link) => self.link(span, link, "!["),
            InlineKind::Autolink(address) => {
                self.enclosed(span, *address, &["<"], &[">"]);
            }
            InlineKind::Xref(uid) => {
                let text = self.text(span);
                if text.starts_with('<') {
                    let open = Span { start: span.start, end: uid.start };
                    let holds = self.text(open).eq_ignore_ascii_case("<xref:");
                    self.expect(open, holds, "the opening of a cross reference");
                    self.within(span, *uid);
                    self.one_of(Span { start: uid.end, end: span.end }, &[">"], "its end");
                } else {
                    self.enclosed(span, *uid, &["@", "@\"", "@'"], &["", "\"", "'"]);
                }
            }
            InlineKind::Html(tag) => self.tag(span, tag),
            InlineKind::Comment => {
                let text = self.text(span);
                let holds = ["<!", "<?", "{"].iter().any(|open| text.starts_with(open));
                self.expect(span, holds, "a comment or its like");
            }
            InlineKind::Expression(inner) => {
                self.enclosed(span, *inner, &["{", "{{"], &["}", "}}"]);
            }
            InlineKind::FootnoteReference(label) => {
                self.enclosed(span, *label, &["[^"], &["]"]);
            }
            InlineKind::Directive(directive) => {
                self.expect(span, directive.span == span, "a directive that fills its inline");
                self.directive(span, directive);
            }
        }
    }

    /// `inside` with one of `open` before it and one of `close` behind it fills `whole`.
    fn enclosed(&mut self, whole: Span, inside: Span, open: &[&str], close: &[&str]) {
        self.within(whole, inside);
        self.one_of(Span { start: whole.start, end: inside.start }, open, "an opening mark");
        self.one_of(Span { start: inside.end, end: whole.end }, close, "a closing mark");
    }

    fn emphasis(&mut self, span: Span, content: &[Inline], marks: &[&str]) {
        let start = content.first().map_or(span.start, |inline| inline.span.start);
        let end = self.inlines(start, content);
        self.enclosed(span, Span { start, end: end.max(start) }, marks, marks);
        let (open, close) = (start - span.start, span.end.saturating_sub(end));
        self.expect(span, open == close, "marks of one length");
    }

    fn link(&mut self, span: Span, link: &Link, open: &str) {
        self.within(span, link.text);
        self.one_of(Span { start: span.start, end: link.text.start }, &[open], "a bracket");
        let end = self.inlines(link.text.start, &link.content);
        self.expect(link.text, end == link.text.end, "inlines that fill the link's text");
        let behind = Span { start: link.text.end, end: span.end };
        match link.reference {
            Some(reference) if reference.label == link.text => {
                self.one_of(behind, &["]", "][]"], "the end of a reference");
            }
            Some(reference) => self.enclosed(behind, reference.label, &["]["], &["]"]),
            None => {
                self.within(behind, link.destination);
                let gap = Span { start: behind.start, end: link.destination.start };
                self.made_of(gap, "](<", "a bracket before the destination");
                let mut at = link.destination.end;
                if let Some(title) = link.title {
                    self.within(behind, title);
                    let gap = Span { start: at, end: title.start };
                    self.made_of(gap, ">\"'(", "a quote before the title");
                    at = title.end;
                }
                let gap = Span { start: at, end: behind.end };
                self.made_of(gap, ">\"')", "the end of a link");
            }
        }
    }

    fn tag(&mut self, span: Span, tag: &HtmlTag) {
        let text = self.text(span);
        let holds = text.starts_with('<') && text.ends_with('>');
        self.expect(span, holds, "angle brackets around a tag");
        self.within(span, tag.name);
        let mut at = tag.name.end;
        for attribute in &tag.attributes {
            self.within(span, attribute.span);
            self.blank(at, attribute.span.start);
            self.within(attribute.span, attribute.name);
            if let Some(value) = attribute.value {
                self.within(attribute.span, value);
            }
            at = attribute.span.end;
        }
        self.made_of(Span { start: at, end: span.end }, "/>", "the end of a tag");
    }
}
