//! `text/merge-marker`: lines that Git wrote where two versions conflict.
//!
//! The tree shows them as what Markdown takes them for: `<<<<<<<` as text at the start of a line,
//! `=======` as text or as the underline of a heading, `>>>>>>>` as seven quotes within each other.

use crate::{
    ast::{Article, Block, BlockKind, Inline, InlineKind},
    rules::{Ctx, Rule, options::Options},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MergeMarker)
}

struct MergeMarker;

impl Rule for MergeMarker {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        // Without one of these there is nothing to report; nearly no article needs the search.
        let text = cx.target().text.as_bytes();
        let has = |mark: Mark| memchr::memmem::find(text, mark.run().as_bytes()).is_some();
        if !has(Mark::Start) && !has(Mark::End) {
            return;
        }
        let mut search = Search { article: cx.target(), found: Vec::new() };
        search.blocks(&cx.target().blocks);
        let mut found = search.found;
        found.sort_by_key(|(_, line)| line.start);
        let mut at = 0;
        while let Some(&(mark, line)) = found.get(at) {
            at += 1;
            if mark != Mark::Start && mark != Mark::End {
                continue;
            }
            let written = line.of_text(cx.target().text);
            let message = format!("`{written}` was left from a conflict of two versions");
            let finding = cx.report(line, message);
            finding
                .detail(mark.run())
                .help("keep the version that is right, and delete the other and the marks");
            // One conflict is one fault.
            let rest = found.get(at..).unwrap_or(&[]);
            let end = rest.iter().position(|(mark, _)| *mark == Mark::End);
            let next = rest.iter().position(|(mark, _)| *mark == Mark::Start);
            if let Some(end) =
                end.filter(|end| mark == Mark::Start && next.is_none_or(|it| *end < it))
            {
                for (_, line) in rest.get(..=end).unwrap_or(&[]) {
                    finding.also(*line, "and this line");
                }
                at += end + 1;
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Start,
    /// Before the common ancestor, in Git's style `diff3`.
    Base,
    Middle,
    End,
}

impl Mark {
    fn run(self) -> &'static str {
        match self {
            Mark::Start => "<<<<<<<",
            Mark::Base => "|||||||",
            Mark::Middle => "=======",
            Mark::End => ">>>>>>>",
        }
    }

    /// The mark that a line is.
    fn of(line: &str) -> Option<Mark> {
        let starts = |mark: Mark| {
            line.strip_prefix(mark.run())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        match line.as_bytes().first()? {
            b'<' if starts(Mark::Start) => Some(Mark::Start),
            b'|' if starts(Mark::Base) => Some(Mark::Base),
            b'=' if line.trim_end() == Mark::Middle.run() => Some(Mark::Middle),
            b'>' if starts(Mark::End) => Some(Mark::End),
            _ => None,
        }
    }
}

struct Search<'s> {
    article: &'s Article<'s>,
    found: Vec<(Mark, Span)>,
}

impl Search<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(heading) => {
                    self.inlines(&heading.content);
                    if heading.setext {
                        self.underline(block);
                    }
                }
                BlockKind::Paragraph(content) | BlockKind::Html(content) => self.inlines(content),
                BlockKind::List(list) => {
                    list.items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                BlockKind::Quote(quote) => {
                    self.line(block.span.start as usize);
                    self.blocks(&quote.blocks);
                }
                BlockKind::Table(table) => {
                    for cell in
                        table.head.cells.iter().chain(table.rows.iter().flat_map(|row| &row.cells))
                    {
                        self.inlines(&cell.content);
                    }
                }
                BlockKind::Footnote(footnote) => self.blocks(&footnote.blocks),
                BlockKind::Region(region) => self.blocks(&region.blocks),
                BlockKind::Code(_)
                | BlockKind::ThematicBreak
                | BlockKind::Definition(_)
                | BlockKind::Directive(_)
                | BlockKind::Module => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            if let InlineKind::Text = inline.kind {
                self.line(inline.span.start as usize);
            }
        }
    }

    /// The underline of a heading: the last line of the block.
    fn underline(&mut self, heading: &Block) {
        let text = heading.span.of_text(self.article.text).trim_end();
        if let Some(at) = text.rfind('\n') {
            self.line(heading.span.start as usize + at + 1);
        }
    }

    /// Notes the mark that starts at a place, if a line starts there.
    fn line(&mut self, at: usize) {
        let text = self.article.text;
        if at > 0 && text.as_bytes().get(at - 1) != Some(&b'\n') {
            return;
        }
        let line = text.get(at..).unwrap_or("").lines().next().unwrap_or("").trim_end();
        if let Some(mark) = Mark::of(line) {
            self.found.push((mark, Span::new(at, at + line.len())));
        }
    }
}
