//! `link/empty-text`: a link of the target has no text where the source's has words.

use crate::{
    ast::{Inline, InlineKind},
    bitext::{Bitext, BlockPair, Looks, Match, Side},
    facts::{Fact, FactKind},
    rules::{Ctx, Rule, options::Options},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(EmptyText)
}

struct EmptyText;

impl Rule for EmptyText {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if bitext.source.is_some() {
            return;
        }
        for link in links(&bitext.target_facts.facts) {
            // Without a source, `[…]` and `[*]` may be meant.
            if content(link).is_empty() {
                report(cx, link, None);
            }
        }
    }

    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Link])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if bitext.source.is_none() || pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            if matched.kind != FactKind::Link || is_damaged(bitext, matched) {
                continue;
            }
            let (Some(link), source) = (bitext.target_fact(matched), bitext.source_fact(matched))
            else {
                continue;
            };
            let said = |link, side| says_something(bitext, side, content(link));
            if !said(link, Side::Target) && source.is_none_or(|source| said(source, Side::Source)) {
                report(cx, link, source);
            }
        }
    }
}

fn links<'f, 'a>(facts: &'f [Fact<'a>]) -> impl Iterator<Item = &'f Fact<'a>> {
    facts.iter().filter(|fact| fact.kind == FactKind::Link)
}

fn is_damaged(bitext: &Bitext<'_>, matched: &Match) -> bool {
    let segment = matched.segment.and_then(|index| bitext.segments.get(index as usize));
    segment.is_some_and(|segment| segment.damaged)
}

fn content<'a>(link: &Fact<'a>) -> &'a [Inline] {
    match link.node.map(|node| &node.kind) {
        Some(InlineKind::Link(link)) => &link.content,
        _ => &[],
    }
}

/// Whether inlines hold something to read or see: a letter, a digit, code, an image.
fn says_something(bitext: &Bitext<'_>, side: Side, inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Text | InlineKind::Escape => {
            bitext.text(side, inline.span).chars().any(|c| !is_mark(c))
        }
        InlineKind::Entity(entity) => !is_mark(entity.first),
        InlineKind::SoftBreak | InlineKind::HardBreak | InlineKind::Comment => false,
        InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => {
            says_something(bitext, side, inner)
        }
        InlineKind::Strikethrough(inner) => says_something(bitext, side, inner),
        InlineKind::Html(tag) => !bitext.text(side, tag.name).eq_ignore_ascii_case("br"),
        _ => true,
    })
}

/// White space, punctuation that ends or joins sentences, and the delimiters of emphasis that was left
/// over; symbols such as arrows are not meant.
fn is_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        || ".,;:!?*_'\"()-–—…·。、，．！？：；・「」。’‘“”«»،؛؟।".contains(c)
}

fn report(cx: &mut Ctx<'_, '_>, link: &Fact<'_>, source: Option<&Fact<'_>>) {
    let Some(InlineKind::Link(node)) = link.node.map(|node| &node.kind) else { return };
    let destination = cx.bitext.text(Side::Target, node.destination).to_owned();
    let text = cx.bitext.text(Side::Target, node.text).trim();
    let message = if text.is_empty() {
        format!("the link to `{destination}` has no text")
    } else {
        format!("the link to `{destination}` has only `{text}` as its text")
    };
    let (side, place) = source.map_or((Side::Target, link.span), |it| (Side::Source, it.span));
    let help = "put the translated words back between the brackets, and remove them from where they stand now";
    let finding = cx.report(link.span, message).detail(destination).fact(side, place);
    match source {
        Some(source) => finding.source(inside(source), "the link's text in the source").help(help),
        None => finding.help("write the link's text between the brackets"),
    };
}

/// The place of a link's text; the whole link where that is empty.
fn inside(link: &Fact<'_>) -> Span {
    if link.text.is_empty() { link.span } else { link.text }
}
