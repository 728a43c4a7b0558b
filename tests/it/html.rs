//! A renderer to HTML, for the examples of the Markdown specifications alone: it writes what their
//! reference implementation writes.

use std::fmt::Write;

use loclint::{
    ast::{
        Alignment, Article, Block, BlockKind, Footnote, Inline, InlineKind, Item, Link, List, Row,
        Table,
    },
    text::Span,
};

/// The article as HTML.
pub(crate) fn render(article: &Article<'_>) -> String {
    let mut renderer =
        Renderer { article, out: String::new(), footnotes: Vec::new(), numbers: Vec::new() };
    renderer.collect_footnotes(&article.blocks);
    renderer.blocks(&article.blocks, false);
    renderer.footnote_section();
    renderer.out
}

struct Renderer<'a> {
    article: &'a Article<'a>,
    out: String,
    footnotes: Vec<&'a Footnote>,
    /// Labels of footnotes in the order of their first references.
    numbers: Vec<&'a str>,
}

impl<'a> Renderer<'a> {
    fn text(&self, span: Span) -> &'a str {
        span.of_text(self.article.text)
    }

    fn collect_footnotes(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            if let BlockKind::Footnote(footnote) = &block.kind {
                self.footnotes.push(footnote);
            }
        }
    }

    fn fresh_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn blocks(&mut self, blocks: &'a [Block], tight: bool) {
        for block in blocks {
            self.block(block, tight);
        }
    }

    fn block(&mut self, block: &'a Block, tight: bool) {
        let is_inline = tight && matches!(block.kind, BlockKind::Paragraph(_));
        if !is_inline {
            self.fresh_line();
        }
        match &block.kind {
            BlockKind::Heading(heading) => {
                write!(self.out, "<h{}>", heading.level).unwrap();
                self.inlines(&heading.content);
                writeln!(self.out, "</h{}>", heading.level).unwrap();
            }
            BlockKind::Paragraph(content) if tight => self.inlines(content),
            BlockKind::Paragraph(content) => {
                self.out.push_str("<p>");
                self.inlines(content);
                self.out.push_str("</p>\n");
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote(quote) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(&quote.blocks, false);
                self.fresh_line();
                self.out.push_str("</blockquote>\n");
            }
            BlockKind::Code(code) => {
                let info = code.fence.as_ref().map_or("", |fence| self.text(fence.info));
                let word = unescaped(info);
                match word.split_whitespace().next() {
                    Some(word) => {
                        write!(self.out, "<pre><code class=\"language-{}\">", escaped(word))
                            .unwrap();
                    }
                    None => self.out.push_str("<pre><code>"),
                }
                let lines: String = code.lines.iter().map(|&line| self.text(line)).collect();
                let mut content = code.meant.as_deref().unwrap_or(&lines).replace('\r', "");
                if !content.is_empty() && !content.ends_with('\n') {
                    content.push('\n');
                }
                self.out.push_str(&escaped(&content));
                self.out.push_str("</code></pre>\n");
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Html(content) => {
                for inline in content {
                    match inline.kind {
                        // A container's prefix.
                        InlineKind::SoftBreak => {}
                        _ => self.out.push_str(self.text(inline.span)),
                    }
                }
                self.out.push('\n');
            }
            BlockKind::ThematicBreak => self.out.push_str("<hr />\n"),
            BlockKind::Definition(_) | BlockKind::Footnote(_) => {}
            BlockKind::Region(_) | BlockKind::Directive(_) | BlockKind::Module => {
                unreachable!("not in the flavours of the specifications")
            }
        }
    }

    fn list(&mut self, list: &'a List) {
        let tag = if list.start.is_some() { "ol" } else { "ul" };
        match list.start {
            Some(start) if start != 1 => writeln!(self.out, "<ol start=\"{start}\">").unwrap(),
            _ => writeln!(self.out, "<{tag}>").unwrap(),
        }
        for item in &list.items {
            self.item(item, list.tight);
        }
        writeln!(self.out, "</{tag}>").unwrap();
    }

    fn item(&mut self, item: &'a Item, tight: bool) {
        self.out.push_str("<li>");
        if let Some(task) = item.task {
            let checked = if self.text(task) == "[ ]" { "" } else { "checked=\"\" " };
            write!(self.out, "<input type=\"checkbox\" {checked}disabled=\"\" /> ").unwrap();
        }
        if tight {
            self.blocks(&item.blocks, true);
        } else if !item.blocks.is_empty() {
            self.out.push('\n');
            self.blocks(&item.blocks, false);
        }
        self.out.push_str("</li>\n");
    }

    fn table(&mut self, table: &'a Table) {
        self.out.push_str("<table>\n<thead>\n");
        self.row(&table.head, &table.alignments, "th");
        self.out.push_str("</thead>\n");
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>\n");
            for row in &table.rows {
                self.row(row, &table.alignments, "td");
            }
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn row(&mut self, row: &'a Row, alignments: &[Alignment], tag: &str) {
        self.out.push_str("<tr>\n");
        for (index, alignment) in alignments.iter().enumerate() {
            let align = match alignment {
                Alignment::None => "",
                Alignment::Left => " align=\"left\"",
                Alignment::Center => " align=\"center\"",
                Alignment::Right => " align=\"right\"",
            };
            write!(self.out, "<{tag}{align}>").unwrap();
            if let Some(cell) = row.cells.get(index) {
                self.inlines(&cell.content);
            }
            writeln!(self.out, "</{tag}>").unwrap();
        }
        self.out.push_str("</tr>\n");
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        let written = self.text(inline.span);
        match &inline.kind {
            InlineKind::Text => self.out.push_str(&escaped(written)),
            InlineKind::Escape => self.out.push_str(&escaped(written.get(1..).unwrap_or(""))),
            InlineKind::Entity(entity) => {
                let meant: String = [Some(entity.first), entity.second].iter().flatten().collect();
                self.out.push_str(&escaped(&meant));
            }
            InlineKind::SoftBreak => self.out.push('\n'),
            InlineKind::HardBreak => self.out.push_str("<br />\n"),
            InlineKind::Code(code) => {
                let content = code.meant.as_deref().unwrap_or_else(|| self.text(code.content));
                write!(self.out, "<code>{}</code>", escaped(content)).unwrap();
            }
            InlineKind::Emphasis(content) => self.element("em", content),
            InlineKind::Strong(content) => self.element("strong", content),
            InlineKind::Strikethrough(content) => self.element("del", content),
            InlineKind::Link(link) => {
                write!(self.out, "<a href=\"{}\"", self.destination(link)).unwrap();
                self.title(link);
                self.out.push('>');
                self.inlines(&link.content);
                self.out.push_str("</a>");
            }
            InlineKind::Image(link) => {
                let alt = escaped(&self.plain(&link.content));
                write!(self.out, "<img src=\"{}\" alt=\"{alt}\"", self.destination(link)).unwrap();
                self.title(link);
                self.out.push_str(" />");
            }
            InlineKind::Autolink(address) => {
                let address = self.text(*address);
                let scheme = address.find([':', '@']).map(|at| address.as_bytes()[at]);
                let mail = if scheme == Some(b':') { "" } else { "mailto:" };
                let href = encoded(address);
                write!(self.out, "<a href=\"{mail}{href}\">{}</a>", escaped(address)).unwrap();
            }
            InlineKind::BareUrl => {
                let scheme = if written.starts_with("www.") {
                    "http://"
                } else if written.contains("://")
                    || written.starts_with("mailto:")
                    || written.starts_with("xmpp:")
                {
                    ""
                } else {
                    "mailto:"
                };
                let href = encoded(written);
                write!(self.out, "<a href=\"{scheme}{href}\">{}</a>", escaped(written)).unwrap();
            }
            InlineKind::Html(_) | InlineKind::Comment => self.out.push_str(written),
            InlineKind::FootnoteReference(label) => {
                let label = self.text(*label);
                let known = self.numbers.iter().position(|known| *known == label);
                let number = known.unwrap_or_else(|| {
                    self.numbers.push(label);
                    self.numbers.len() - 1
                }) + 1;
                // The reference implementation gives later references an id of their own; the
                // examples that are rendered here count from 1 in each part.
                write!(
                    self.out,
                    "<sup class=\"footnote-ref\"><a href=\"#fn{number}\" id=\"fnref{number}\">{number}</a></sup>"
                )
                .unwrap();
            }
            InlineKind::Xref(_) | InlineKind::Directive(_) | InlineKind::Expression(_) => {
                unreachable!("not in the flavours of the specifications")
            }
        }
    }

    fn element(&mut self, tag: &str, content: &'a [Inline]) {
        write!(self.out, "<{tag}>").unwrap();
        self.inlines(content);
        write!(self.out, "</{tag}>").unwrap();
    }

    fn destination(&self, link: &Link) -> String {
        encoded(link.meant.as_deref().unwrap_or_else(|| self.text(link.destination)))
    }

    fn title(&mut self, link: &'a Link) {
        if let Some(title) = link.title {
            let title = escaped(&unescaped(self.text(title)));
            write!(self.out, " title=\"{title}\"").unwrap();
        }
    }

    /// What an image shows where it cannot be shown: its text without markup.
    fn plain(&self, inlines: &'a [Inline]) -> String {
        let mut out = String::new();
        for inline in inlines {
            match &inline.kind {
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content) => out.push_str(&self.plain(content)),
                InlineKind::Link(link) | InlineKind::Image(link) => {
                    out.push_str(&self.plain(&link.content));
                }
                InlineKind::Code(code) => {
                    out.push_str(code.meant.as_deref().unwrap_or_else(|| self.text(code.content)));
                }
                InlineKind::Escape => out.push_str(&self.text(inline.span)[1..]),
                InlineKind::Entity(entity) => {
                    out.extend([Some(entity.first), entity.second].iter().flatten());
                }
                InlineKind::SoftBreak | InlineKind::HardBreak => out.push('\n'),
                InlineKind::Html(_) | InlineKind::Comment => {}
                _ => out.push_str(self.text(inline.span)),
            }
        }
        out
    }

    fn footnote_section(&mut self) {
        if self.numbers.is_empty() {
            return;
        }
        self.fresh_line();
        self.out.push_str("<section class=\"footnotes\">\n<ol>\n");
        for (index, label) in self.numbers.clone().into_iter().enumerate() {
            let number = index + 1;
            let Some(footnote) =
                self.footnotes.iter().copied().find(|footnote| self.text(footnote.label) == label)
            else {
                continue;
            };
            writeln!(self.out, "<li id=\"fn{number}\">").unwrap();
            self.blocks(&footnote.blocks, false);
            let back = format!("<a href=\"#fnref{number}\" class=\"footnote-backref\">↩</a>");
            match self.out.strip_suffix("</p>\n") {
                Some(paragraph) => self.out = format!("{paragraph} {back}</p>\n"),
                None => writeln!(self.out, "{back}").unwrap(),
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

/// Backslash escapes and character references replaced.
fn unescaped(written: &str) -> String {
    loclint::grammar::unescape(written).map_or_else(|| written.to_owned(), String::from)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// An address as it stands in an attribute: what no address holds is percent-encoded.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ if b"-_.+!*(),%#@?=;:/$~".contains(&byte) => out.push(char::from(byte)),
            _ => write!(out, "%{byte:02X}").unwrap(),
        }
    }
    out
}
