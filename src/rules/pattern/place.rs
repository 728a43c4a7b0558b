//! Where a declarative rule looks.

use crate::{
    ast::{BlockKind, Inline, InlineKind},
    bitext::{Bitext, Side},
    facts::{Fact, FactKind, Facts, Running, View, ViewKind, push_running},
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

/// A stretch of an article that lies in a place.
enum Stretch<'f> {
    /// The running text of inlines.
    Inlines(&'f [Inline]),
    /// Bytes as they are written.
    Written(Span),
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

    /// Calls `each` for the stretches of a view that lie in this place; `within` are the view's facts.
    fn stretches<'f>(
        &self,
        facts: &Facts<'f>,
        view: &View<'f>,
        within: &[Fact<'f>],
        each: &mut impl FnMut(Stretch<'f>),
    ) {
        let whole = facts.article.text;
        match self {
            Place::Prose if !view.content.is_empty() => each(Stretch::Inlines(view.content)),
            Place::Heading if matches!(view.kind, ViewKind::Heading(_)) => {
                each(Stretch::Inlines(view.content));
            }
            Place::Cell if matches!(view.kind, ViewKind::Cell | ViewKind::HeadCell) => {
                each(Stretch::Inlines(view.content));
            }
            Place::Fact(kind) => {
                for fact in within.iter().filter(|fact| fact.kind == *kind) {
                    each(match inlines(fact) {
                        Some(inlines) => Stretch::Inlines(inlines),
                        None if fact.kind == FactKind::Tag => Stretch::Written(fact.span),
                        None => Stretch::Written(fact.text),
                    });
                }
            }
            Place::Destination => {
                for fact in within {
                    match fact.node.map(|node| &node.kind) {
                        Some(InlineKind::Link(link) | InlineKind::Image(link)) => {
                            each(Stretch::Written(link.destination));
                        }
                        Some(InlineKind::Autolink(address)) => each(Stretch::Written(*address)),
                        _ => {}
                    }
                }
            }
            Place::CodeBlock => {
                if let Some(BlockKind::Code(code)) = view.block.map(|block| &block.kind) {
                    code.lines.iter().for_each(|line| each(Stretch::Written(*line)));
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
                    each(Stretch::Written(view.span));
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
    if let (Some(view), Some(facts)) = (view, bitext.facts(side)) {
        let whole = facts.article.text;
        for place in places {
            place.stretches(facts, view, facts.facts_in(view), &mut |stretch| {
                out.push(match stretch {
                    Stretch::Inlines(inlines) => Running::of(whole, inlines),
                    Stretch::Written(span) => Running::literal(whole, span),
                });
            });
        }
    }
    out
}

/// All that lies in some places of an article, a line for each stretch: what is not in it is in no
/// view.
pub(super) fn lines<'p>(facts: &Facts<'_>, places: impl Iterator<Item = &'p Place>) -> String {
    let mut out = String::new();
    let mut each = |stretch: Stretch<'_>| {
        match stretch {
            Stretch::Inlines(inlines) => push_running(facts.article.text, inlines, &mut out),
            Stretch::Written(span) => out.push_str(span.of_text(facts.article.text)),
        }
        out.push('\n');
    };
    for place in places {
        if matches!(place, Place::Fact(_) | Place::Destination) {
            // What is of facts is of those of all views, whichever view is asked.
            if let Some(any) = facts.views.first() {
                place.stretches(facts, any, &facts.facts, &mut each);
            }
            continue;
        }
        // Values of the front matter come before all else.
        let front = |view: &&View<'_>| view.kind == ViewKind::FrontMatter;
        let all = !matches!(place, Place::FrontMatter(_));
        for view in facts.views.iter().take_while(|view| all || front(view)) {
            place.stretches(facts, view, &[], &mut each);
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
