//! Anchors: the places of an article that a fragment leads to.

use super::{Fact, FactKind, Facts, View, ViewKind};
use crate::{
    ast::{Attribute, BlockKind, HtmlTag, InlineKind},
    grammar::slug,
    text::Span,
};
use std::collections::{BTreeMap, BTreeSet};

/// A place that was given a name by hand or by a tool.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anchor<'a> {
    /// The tag or `{#id}`, in the article's text.
    pub span: Span,
    /// The bytes of the name.
    pub value: Span,
    /// The name.
    pub name: &'a str,
    /// Whether it stands in a heading.
    pub in_heading: bool,
    /// Whether it is an `<a>` that leads nowhere, rather than another element with an `id`.
    pub is_tag: bool,
}

impl<'a> Facts<'a> {
    /// The anchors of the article, in order: `<a name>`, `id` of any element, `{#id}` of headings.
    pub fn anchors(&self) -> impl Iterator<Item = Anchor<'a>> {
        // Of a view without tags only a heading's own id is one.
        let is_tag = |fact: &Fact<'_>| fact.kind == FactKind::Tag;
        let may_have = move |view: &&View<'a>| {
            matches!(view.kind, ViewKind::Heading(_)) || self.facts_in(view).iter().any(is_tag)
        };
        self.views.iter().filter(may_have).flat_map(|view| self.anchors_in(view))
    }

    /// The anchors of a view; who wants the first alone need not look for the others.
    pub fn anchors_in(&self, view: &View<'a>) -> impl Iterator<Item = Anchor<'a>> {
        let in_heading = matches!(view.kind, ViewKind::Heading(_));
        let block = view.block.map(|it| &it.kind);
        let tags = self.facts_in(view).iter().filter(|it| it.kind == FactKind::Tag);
        let named = tags.filter_map(move |fact| {
            let (value, is_tag) = match (fact.node.map(|node| &node.kind), block) {
                (Some(InlineKind::Html(tag)), _) => self.name_of(tag),
                (None, Some(BlockKind::Directive(tag))) => {
                    self.named(tag.name, tag.closing, &tag.attributes)
                }
                (None, Some(BlockKind::Region(region))) => {
                    self.named(region.open.name, false, &region.open.attributes)
                }
                _ => None,
            }?;
            Some(Anchor { span: fact.span, value, name: self.text(value), in_heading, is_tag })
        });
        let id = match block {
            Some(BlockKind::Heading(heading)) => heading.id.filter(|_| in_heading),
            _ => None,
        };
        let id = id.map(|value| {
            let name = self.text(value);
            Anchor { span: value, value, name, in_heading, is_tag: false }
        });
        named.chain(id)
    }

    fn name_of(&self, tag: &HtmlTag) -> Option<(Span, bool)> {
        self.named(tag.name, tag.closing, &tag.attributes)
    }

    fn named(&self, name: Span, closing: bool, attributes: &[Attribute]) -> Option<(Span, bool)> {
        let text = self.article.text;
        if closing || attributes.is_empty() {
            return None;
        }
        let is_a = name.of_text(text).eq_ignore_ascii_case("a");
        let has = |wanted: &str| {
            let named =
                attributes.iter().find(|it| it.name.of_text(text).eq_ignore_ascii_case(wanted));
            named.and_then(|it| it.value).filter(|value| !value.is_empty())
        };
        let name = if is_a { has("name").or_else(|| has("id")) } else { has("id") };
        name.map(|value| (value, is_a && has("href").is_none()))
    }

    /// The bytes of a heading behind its first anchors: what its slug is made of.
    pub fn heading_text(&self, view: &View<'a>) -> Span {
        let mut start = view.text().start;
        let mut open = false;
        for inline in view.content {
            match &inline.kind {
                InlineKind::Html(tag)
                    if !tag.closing && self.name_of(tag).is_some_and(|it| it.1) =>
                {
                    open = !tag.self_closing;
                }
                InlineKind::Html(tag) if tag.closing && open => open = false,
                InlineKind::Text if inline.span.of_text(self.article.text).trim().is_empty() => {
                    continue;
                }
                _ => break,
            }
            start = inline.span.end;
        }
        Span { start: start.min(view.text().end), end: view.text().end }
    }

    /// The names that a fragment may have in this article, in lower case, each with the index of the
    /// view it leads to; where several have a name, the first. Makes a new map: ask once an article.
    pub fn named_views(&self) -> BTreeMap<String, u32> {
        let mut names = BTreeMap::new();
        for (index, view) in self.views.iter().enumerate() {
            let mut add = |name: String| {
                names.entry(name).or_insert(index as u32);
            };
            for anchor in self.anchors_in(view) {
                add(anchor.name.to_lowercase());
            }
            if matches!(view.kind, ViewKind::Heading(_)) {
                let raw = self.text(self.heading_text(view));
                add(slug::slug(raw));
                add(spoken(raw));
            }
        }
        names
    }

    /// Every name that a fragment may have in this article, in lower case: anchors, and the slugs of
    /// headings as the usual renderers make them. Makes a new set: ask once an article.
    pub fn fragments(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> =
            self.anchors().map(|anchor| anchor.name.to_lowercase()).collect();
        let headings = self.views.iter().filter(|it| matches!(it.kind, ViewKind::Heading(_)));
        for heading in headings {
            names.extend(self.names_of_heading(heading));
        }
        names
    }

    /// The slugs of a heading, as the usual renderers make them of its title.
    pub fn names_of_heading(&self, heading: &View<'_>) -> [String; 2] {
        let raw = self.text(self.heading_text(heading));
        [slug::slug(raw), spoken(raw)]
    }
}

/// The slug of a heading as GitHub makes it: like [`slug::slug`], with the letters of every script.
fn spoken(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len());
    let mut rest = heading.trim();
    loop {
        let link = rest.find("](");
        let (text, after) = rest.split_at_checked(link.unwrap_or(rest.len())).unwrap_or((rest, ""));
        for c in text.chars() {
            if c.is_whitespace() {
                out.push('-');
            } else if c.is_alphanumeric() || c == '_' || c == '-' {
                out.extend(c.to_lowercase());
            }
        }
        // What stands in the parentheses is no part of what is read.
        match after.find(')') {
            Some(end) => rest = after.get(end + 1..).unwrap_or(""),
            None => return out,
        }
    }
}

/// Whether a fragment leads to one of the names that [`Facts::fragments`] gives.
pub fn is_fragment(names: &BTreeSet<String>, name: &str) -> bool {
    spellings(name).any(|name| names.contains(&name))
}

/// How a fragment may be spelled in a list of names: decoded and in lower case, and without the number
/// that a heading gets whose name stands twice.
pub(crate) fn spellings(fragment: &str) -> impl Iterator<Item = String> {
    let name = decoded(fragment).to_lowercase();
    let stem = name.rsplit_once('-').and_then(|(stem, number)| {
        let counted = number.len() < 3 && number.parse::<u8>().is_ok();
        counted.then(|| stem.to_owned())
    });
    std::iter::once(name).chain(stem)
}

/// A fragment without percent encoding; as it is where it decodes to no text.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let byte = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        rest = if let Some(byte) = byte {
            bytes.push(byte);
            after.get(2..).unwrap_or("")
        } else {
            bytes.push(b'%');
            after
        };
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn letters_of_every_script_stay() {
        assert_eq!(spoken("Café öffnen, [bitte](x.md)!"), "café-öffnen-bitte");
        assert_eq!(spoken("バックアップの設定"), "バックアップの設定");
        assert_eq!(spoken("Half [a](b"), "half-a");
    }
}
