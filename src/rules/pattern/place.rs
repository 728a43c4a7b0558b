//! Where a declarative rule looks, and the text it sees there: without markup, code and addresses, a
//! no-break space as a space, escapes and entities as what they mean, each character with its place.

use crate::{
    ast::{BlockKind, Inline, InlineKind},
    bitext::{Bitext, Side},
    facts::{Fact, FactKind, View, ViewKind},
    text::Span,
};

/// A place that `in` names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// The running text of paragraphs, headings, cells and HTML.
    Prose,
    /// The running text of headings.
    Heading,
    /// The running text of table cells.
    Cell,
    /// The text of a fact: link texts, alternative texts, code spans, emphasis.
    Fact(FactKind),
    /// Destinations of links and images.
    Destination,
    /// Code blocks, line by line.
    CodeBlock,
    /// Values of the front matter; of one key, if one is named.
    FrontMatter(Option<String>),
}

/// The words of `in`.
pub(super) const WORDS: &[&str] = &[
    "prose",
    "heading",
    "cell",
    "link-text",
    "alt",
    "code",
    "strong",
    "emphasis",
    "destination",
    "code-block",
    "front-matter",
];

impl Place {
    /// The place of a word, or of `front-matter.KEY`.
    pub(super) fn of(word: &str) -> Option<Place> {
        Some(match word {
            "prose" => Place::Prose,
            "heading" => Place::Heading,
            "cell" => Place::Cell,
            "link-text" => Place::Fact(FactKind::Link),
            "alt" => Place::Fact(FactKind::Image),
            "code" => Place::Fact(FactKind::Code),
            "strong" => Place::Fact(FactKind::Strong),
            "emphasis" => Place::Fact(FactKind::Emphasis),
            "destination" => Place::Destination,
            "code-block" => Place::CodeBlock,
            "front-matter" => Place::FrontMatter(None),
            _ => Place::FrontMatter(Some(word.strip_prefix("front-matter.")?.to_owned())),
        })
    }

    /// Adds the stretches of a view that lie in this place.
    fn stretches(&self, bitext: &Bitext<'_>, side: Side, view: &View<'_>, out: &mut Vec<Stretch>) {
        let Some(facts) = bitext.facts(side) else { return };
        let whole = facts.article.text;
        match self {
            Place::Prose if !view.content.is_empty() => out.push(Stretch::of(whole, view.content)),
            Place::Heading if matches!(view.kind, ViewKind::Heading(_)) => {
                out.push(Stretch::of(whole, view.content));
            }
            Place::Cell if matches!(view.kind, ViewKind::Cell | ViewKind::HeadCell) => {
                out.push(Stretch::of(whole, view.content));
            }
            Place::Fact(kind) => {
                let wanted = facts.facts_in(view).iter().filter(|fact| fact.kind == *kind);
                out.extend(wanted.map(|fact| match inlines(fact) {
                    Some(inlines) => Stretch::of(whole, inlines),
                    None => Stretch::literal(whole, fact.text),
                }));
            }
            Place::Destination => out.extend(facts.facts_in(view).iter().filter_map(|fact| {
                match fact.node.map(|node| &node.kind) {
                    Some(InlineKind::Link(link) | InlineKind::Image(link)) => {
                        Some(Stretch::literal(whole, link.destination))
                    }
                    Some(InlineKind::Autolink(address)) => Some(Stretch::literal(whole, *address)),
                    _ => None,
                }
            })),
            Place::CodeBlock => {
                if let Some(BlockKind::Code(code)) = view.block.map(|block| &block.kind) {
                    out.extend(code.lines.iter().map(|line| Stretch::literal(whole, *line)));
                }
            }
            Place::FrontMatter(key) if view.kind == ViewKind::FrontMatter => {
                let front = facts.article.front_matter.as_ref();
                let entry = front.and_then(|front| {
                    front.entries.iter().find(|entry| entry.value.span.contains(view.span))
                });
                let named = entry.map(|entry| entry.key.meaning(whole));
                if key.is_none() || key.as_deref() == named {
                    out.push(Stretch::literal(whole, view.span));
                }
            }
            _ => {}
        }
    }
}

/// The stretches of a view that lie in one of some places.
pub(super) fn stretches(
    bitext: &Bitext<'_>,
    side: Side,
    view: Option<&View<'_>>,
    places: &[Place],
) -> Vec<Stretch> {
    let mut out = Vec::new();
    if let Some(view) = view {
        for place in places {
            place.stretches(bitext, side, view, &mut out);
        }
    }
    out
}

fn inlines<'a>(fact: &Fact<'a>) -> Option<&'a [Inline]> {
    match &fact.node?.kind {
        InlineKind::Link(link) | InlineKind::Image(link) => Some(&link.content),
        InlineKind::Strong(content) | InlineKind::Emphasis(content) => Some(content),
        _ => None,
    }
}

/// A text as a rule sees it, with the place of each part.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    /// The text.
    pub(super) text: String,
    pieces: Vec<Piece>,
}

/// A part of a stretch.
#[derive(Debug)]
struct Piece {
    /// Where it starts in the stretch's text.
    at: usize,
    /// Where it stands in the article.
    span: Span,
    /// Whether the two are the same bytes.
    literal: bool,
}

/// Stands for what is not text: code, images, tags, addresses.
const OBJECT: &str = "\u{fffc}";

impl Stretch {
    /// A stretch of the article as it is written.
    fn literal(whole: &str, span: Span) -> Stretch {
        let mut this = Stretch::default();
        this.push(span.of_text(whole).trim_end_matches(['\n', '\r']), span, true);
        this
    }

    /// The running text of inlines.
    fn of(whole: &str, inlines: &[Inline]) -> Stretch {
        let mut this = Stretch::default();
        this.add(whole, inlines);
        this
    }

    fn add(&mut self, whole: &str, inlines: &[Inline]) {
        for inline in inlines {
            let written = inline.span.of_text(whole);
            match &inline.kind {
                InlineKind::Text => self.add_text(written, inline.span.start),
                InlineKind::Escape => self.push(written.get(1..).unwrap_or(""), inline.span, false),
                InlineKind::Entity(entity) => {
                    let meant: String =
                        [Some(entity.first), entity.second].iter().flatten().collect();
                    self.push(if meant == "\u{a0}" { " " } else { &meant }, inline.span, false);
                }
                InlineKind::SoftBreak | InlineKind::HardBreak => self.push(" ", inline.span, false),
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Strikethrough(inner) => self.add(whole, inner),
                InlineKind::Link(link) => self.add(whole, &link.content),
                InlineKind::Comment => {}
                _ => self.push(OBJECT, inline.span, false),
            }
        }
    }

    /// Adds text; no-break spaces become spaces, soft hyphens go.
    fn add_text(&mut self, text: &str, start: u32) {
        let mut from = 0;
        let special = |c: char| matches!(c, '\u{a0}' | '\u{202f}' | '\u{ad}');
        for (at, found) in text.match_indices(special) {
            let here = start as usize + at;
            self.push(&text[from..at], Span::new(start as usize + from, here), true);
            from = at + found.len();
            let meant = if found == "\u{ad}" { "" } else { " " };
            self.push(meant, Span::new(here, here + found.len()), false);
        }
        let end = start as usize + text.len();
        self.push(&text[from..], Span::new(start as usize + from, end), true);
    }

    fn push(&mut self, text: &str, span: Span, literal: bool) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), span, literal });
            self.text.push_str(text);
        }
    }

    /// The place in the article of a part of the text that is not empty.
    pub(super) fn span(&self, part: std::ops::Range<usize>) -> Span {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ast::Flavour, facts::Facts, grammar};

    /// What a pattern sees in the first view of an article, and the place of a part of it.
    fn seen(text: &str, part: &str) -> (String, String) {
        let article = grammar::parse(text, Flavour::Learn);
        let facts = Facts::of(&article);
        let stretch = Stretch::of(text, facts.views[0].content);
        let at = stretch.text.find(part).unwrap();
        let span = stretch.span(at..at + part.len());
        (stretch.text, span.of_text(text).to_owned())
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

    #[test]
    fn every_word_of_the_list_is_a_place() {
        assert!(WORDS.iter().all(|word| Place::of(word).is_some()));
        assert_eq!(Place::of("front-matter.title"), Some(Place::FrontMatter(Some("title".into()))));
        assert_eq!(Place::of("titel"), None);
    }
}
