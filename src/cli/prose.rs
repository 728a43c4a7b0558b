//! The prose of an article for spelling and grammar checkers: a line for each block, without markup,
//! and a map from lines back to the file.

use crate::{
    ast::{Article, Inline, InlineKind},
    facts::Facts,
    text::{Position, Span},
};
use std::fmt::Write as _;

/// Prose and its map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Prose {
    /// A line for each heading, paragraph and cell that has words.
    pub(super) text: String,
    /// For each line of the text, separated by tabs: its number, line and column of the block in the
    /// file, and the bytes of the file it covers, as `start..end`.
    pub(super) map: String,
}

/// The prose of an article; `place` gives the place in the file of a span of its text.
pub(super) fn prose(article: &Article<'_>, place: impl Fn(Span) -> (Position, Span)) -> Prose {
    let facts = Facts::of(article);
    let mut prose = Prose { text: String::new(), map: String::new() };
    let mut number = 0;
    for view in &facts.views {
        let mut line = String::new();
        push(&mut line, article.text, view.content);
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            continue;
        }
        number += 1;
        let first = view.content.first().map_or(view.span, |inline| inline.span);
        let last = view.content.last().map_or(view.span, |inline| inline.span);
        let (position, span) = place(first.join(last));
        let Position { line: at, column, .. } = position;
        let _ = writeln!(prose.map, "{number}\t{at}:{column}\t{}..{}", span.start, span.end);
        prose.text.push_str(&line);
        prose.text.push('\n');
    }
    prose
}

fn push(out: &mut String, text: &str, content: &[Inline]) {
    // An explicit stack: emphasis nests as deep as an article likes.
    let mut stack = vec![content.iter()];
    while let Some(inlines) = stack.last_mut() {
        let Some(inline) = inlines.next() else {
            stack.pop();
            continue;
        };
        match &inline.kind {
            InlineKind::Text | InlineKind::BareUrl => {
                out.push_str(inline.span.of_text(text));
            }
            InlineKind::Escape => {
                out.push_str(inline.span.of_text(text).strip_prefix('\\').unwrap_or(""));
            }
            InlineKind::Entity(entity) => {
                out.push(entity.first);
                out.extend(entity.second);
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Code(code) => {
                out.push_str(code.meant.as_deref().unwrap_or_else(|| code.content.of_text(text)));
            }
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content) => stack.push(content.iter()),
            InlineKind::Link(link) | InlineKind::Image(link) => stack.push(link.content.iter()),
            InlineKind::Autolink(address) => out.push_str(address.of_text(text)),
            // A break between words, in case the tag was one.
            InlineKind::Html(tag) if tag.name.of_text(text).eq_ignore_ascii_case("br") => {
                out.push(' ');
            }
            InlineKind::Xref(_)
            | InlineKind::Html(_)
            | InlineKind::Comment
            | InlineKind::FootnoteReference(_)
            | InlineKind::Directive(_)
            | InlineKind::Expression(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ast::Flavour, grammar, text::SourceFile};

    #[test]
    fn a_line_for_each_block() {
        let text = "# A *b* `c`\n\nd [e **f**](g)\nh\\* &amp; <b>i</b>\n\n```\ncode\n```\n\n- j\n";
        let article = grammar::parse(text, Flavour::Gfm);
        let file = SourceFile::new("a.md", text);
        let prose = prose(&article, |span| (file.position(span.start), span));
        assert_eq!(prose.text, "A b c\nd e f h* & i\nj\n");
        assert_eq!(prose.map, "1\t1:3\t2..11\n2\t3:1\t13..46\n3\t10:3\t64..65\n");
    }
}
