//! Where a declarative rule looks.

use crate::{
    ast::{BlockKind, Inline, InlineKind},
    bitext::{Bitext, Side},
    facts::{Fact, FactKind, Running, View, ViewKind},
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
    "tag",
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
            "tag" => Place::Fact(FactKind::Tag),
            "destination" => Place::Destination,
            "code-block" => Place::CodeBlock,
            "front-matter" => Place::FrontMatter(None),
            _ => Place::FrontMatter(Some(word.strip_prefix("front-matter.")?.to_owned())),
        })
    }

    /// Whether it is, in each view, all of the running text or none.
    pub(super) fn is_running_text(&self) -> bool {
        matches!(self, Place::Prose | Place::Heading | Place::Cell)
    }

    /// Adds the stretches of a view that lie in this place.
    fn stretches(&self, bitext: &Bitext<'_>, side: Side, view: &View<'_>, out: &mut Vec<Running>) {
        let Some(facts) = bitext.facts(side) else { return };
        let whole = facts.article.text;
        match self {
            Place::Prose if !view.content.is_empty() => out.push(Running::of(whole, view.content)),
            Place::Heading if matches!(view.kind, ViewKind::Heading(_)) => {
                out.push(Running::of(whole, view.content));
            }
            Place::Cell if matches!(view.kind, ViewKind::Cell | ViewKind::HeadCell) => {
                out.push(Running::of(whole, view.content));
            }
            Place::Fact(kind) => {
                let wanted = facts.facts_in(view).iter().filter(|fact| fact.kind == *kind);
                out.extend(wanted.map(|fact| match inlines(fact) {
                    Some(inlines) => Running::of(whole, inlines),
                    None if fact.kind == FactKind::Tag => Running::literal(whole, fact.span),
                    None => Running::literal(whole, fact.text),
                }));
            }
            Place::Destination => out.extend(facts.facts_in(view).iter().filter_map(|fact| {
                match fact.node.map(|node| &node.kind) {
                    Some(InlineKind::Link(link) | InlineKind::Image(link)) => {
                        Some(Running::literal(whole, link.destination))
                    }
                    Some(InlineKind::Autolink(address)) => Some(Running::literal(whole, *address)),
                    _ => None,
                }
            })),
            Place::CodeBlock => {
                if let Some(BlockKind::Code(code)) = view.block.map(|block| &block.kind) {
                    out.extend(code.lines.iter().map(|line| Running::literal(whole, *line)));
                }
            }
            Place::FrontMatter(key) if view.kind == ViewKind::FrontMatter => {
                let front = facts.article.front_matter.as_ref();
                let named = |key: &String| {
                    let mut entries = front.iter().flat_map(|front| &front.entries);
                    let entry = entries.find(|entry| entry.value.span.contains(view.span));
                    entry.is_some_and(|entry| entry.key.meaning(whole) == key)
                };
                if key.as_ref().is_none_or(named) {
                    out.push(Running::literal(whole, view.span));
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
    places: &mut dyn Iterator<Item = &Place>,
) -> Vec<Running> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_is_a_place() {
        assert!(WORDS.iter().all(|word| Place::of(word).is_some()));
        assert_eq!(Place::of("front-matter.title"), Some(Place::FrontMatter(Some("title".into()))));
        assert_eq!(Place::of("titel"), None);
    }
}
