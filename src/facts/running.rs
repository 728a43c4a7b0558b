//! The running text of an article: without markup, code and addresses, a no-break space as a space,
//! escapes and entities as what they mean.

use super::{Facts, View};
use crate::{
    ast::{Inline, InlineKind},
    text::Span,
};

/// A stretch of running text, with the place of each part.
#[derive(Debug, Default)]
pub struct Running {
    /// The text.
    pub text: String,
    pieces: Vec<Piece>,
}

/// A part of a running text.
#[derive(Debug)]
struct Piece {
    /// Where it starts in the running text.
    at: usize,
    /// Where it stands in the article.
    span: Span,
    /// Whether the two are the same bytes.
    literal: bool,
}

/// Stands for what is not text: code, images, tags, addresses.
const OBJECT: &str = "\u{fffc}";

impl Running {
    /// A stretch of an article's text as it is written.
    pub fn literal(whole: &str, span: Span) -> Running {
        let mut this = Running::default();
        this.push(span.of_text(whole).trim_end_matches(['\n', '\r']), span, true);
        this
    }

    /// The running text of inlines; `whole` is the article's text.
    pub fn of(whole: &str, inlines: &[Inline]) -> Running {
        let mut this = Running::default();
        read(whole, inlines, true, &mut |text, span, literal| this.push(text, span, literal));
        this
    }

    fn push(&mut self, text: &str, span: Span, literal: bool) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), span, literal });
            self.text.push_str(text);
        }
    }

    /// The place in the article of a part of the text that is not empty.
    pub fn span(&self, part: std::ops::Range<usize>) -> Span {
        let piece = |at: usize| {
            let next = self.pieces.partition_point(|piece| piece.at <= at);
            self.pieces.get(next.saturating_sub(1))
        };
        let (Some(first), Some(last)) = (piece(part.start), piece(part.end.saturating_sub(1)))
        else {
            return Span::default();
        };
        let start = if first.literal {
            first.span.start + (part.start - first.at) as u32
        } else {
            first.span.start
        };
        let end = if last.literal {
            last.span.start + (part.end - last.at) as u32
        } else {
            last.span.end
        };
        Span { start, end: end.max(start) }
    }
}

/// Adds the running text of inlines to a text; `whole` is the article's.
pub fn push_running(whole: &str, inlines: &[Inline], out: &mut String) {
    read(whole, inlines, true, &mut |part, _, _| out.push_str(part));
}

impl Facts<'_> {
    /// The running text of the whole article, a line for each view that has inlines. What is nowhere in
    /// it is in no view, so that a search of each can be saved. Made when it is first asked for.
    pub fn running_text(&self) -> &str {
        self.running.get_or_init(|| {
            let whole = self.article.text;
            let mut text = String::with_capacity(whole.len());
            let is_odd = odd(whole).next().is_some();
            for View { content, .. } in self.views.iter().filter(|view| !view.content.is_empty()) {
                read(whole, content, is_odd, &mut |part, _, _| text.push_str(part));
                text.push('\n');
            }
            text
        })
    }
}

/// Calls `emit` for each part of the running text of inlines: the text, its place in the article, and
/// whether the two are the same bytes. `is_odd` says whether the article may hold characters that
/// [`odd`] finds.
fn read(whole: &str, inlines: &[Inline], is_odd: bool, emit: &mut impl FnMut(&str, Span, bool)) {
    for inline in inlines {
        let written = inline.span.of_text(whole);
        match &inline.kind {
            InlineKind::Text if is_odd => read_text(written, inline.span, emit),
            InlineKind::Text => emit(written, inline.span, true),
            InlineKind::Escape => emit(written.get(1..).unwrap_or(""), inline.span, false),
            InlineKind::Entity(entity) => {
                let meant: String = [Some(entity.first), entity.second].iter().flatten().collect();
                emit(if meant == "\u{a0}" { " " } else { &meant }, inline.span, false);
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => emit(" ", inline.span, false),
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Strikethrough(inner) => read(whole, inner, is_odd, emit),
            InlineKind::Link(link) => read(whole, &link.content, is_odd, emit),
            InlineKind::Comment => {}
            _ => emit(OBJECT, inline.span, false),
        }
    }
}

/// The characters of a text that are not shown as they are: where each starts and ends, in bytes, and
/// what is shown for it. No-break spaces become spaces, soft hyphens go.
fn odd(text: &str) -> impl Iterator<Item = (usize, usize, &'static str)> {
    let bytes = text.as_bytes();
    // The bytes that they start with.
    memchr::memchr2_iter(0xc2, 0xe2, bytes).filter_map(|at| match bytes.get(at..)? {
        [0xc2, 0xad, ..] => Some((at, at + 2, "")),
        [0xc2, 0xa0, ..] => Some((at, at + 2, " ")),
        [0xe2, 0x80, 0xaf, ..] => Some((at, at + 3, " ")),
        _ => None,
    })
}

/// Likewise for text.
fn read_text(text: &str, span: Span, emit: &mut impl FnMut(&str, Span, bool)) {
    let start = span.start as usize;
    let mut from = 0;
    for (at, after, meant) in odd(text) {
        emit(&text[from..at], Span::new(start + from, start + at), true);
        emit(meant, Span::new(start + at, start + after), false);
        from = after;
    }
    emit(&text[from..], Span::new(start + from, start + text.len()), true);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ast::Flavour, grammar};

    /// The running text of the first view of an article, and the place of a part of it.
    fn seen(text: &str, part: &str) -> (String, String) {
        let article = grammar::parse(text, Flavour::Learn);
        let facts = Facts::of(&article);
        let stretch = Running::of(text, facts.views[0].content);
        let at = stretch.text.find(part).unwrap();
        let span = stretch.span(at..at + part.len());
        (stretch.text, span.of_text(text).to_owned())
    }

    #[test]
    fn the_text_of_all_views_is_that_of_each() {
        let text =
            "# Een\u{a0}*kop*\n\n- twee `x`\n- &lt;drie\n\n| a | b |\n|---|---|\n| c | d |\n";
        let article = grammar::parse(text, Flavour::Learn);
        let facts = Facts::of(&article);
        assert_eq!(facts.running_text(), "Een kop\ntwee \u{fffc}\n<drie\na\nb\nc\nd\n");
    }

    #[test]
    fn markup_is_not_seen_and_places_are_kept() {
        let text = "Kies **Mijn\u{a0}site** en\n[de &amp; \\*](u.md) `x` in de lijst.";
        let (whole, place) = seen(text, "site en de & *");
        assert_eq!(whole, "Kies Mijn site en de & * \u{fffc} in de lijst.");
        assert_eq!(place, "site** en\n[de &amp; \\*");
        assert_eq!(seen(text, "Mijn site").1, "Mijn\u{a0}site");
        assert_eq!(seen("- drie\n  vier", "drie vier").1, "drie\n  vier");
        assert_eq!(seen("Auf\u{ad}gabe ab", "Aufgabe").1, "Auf\u{ad}gabe");
    }
}
