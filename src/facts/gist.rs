//! What a view says, made alike, for telling whether a later version of an article says something
//! else.

use super::{Facts, View, ViewKind, collapse, is_translated_attribute};
use crate::{
    ast::{Attribute, BlockKind, Directive, HtmlTag, Inline, InlineKind},
    text::Span,
};

/// Attributes of directives and components that lead somewhere, as a destination does.
const DESTINATIONS: [&str; 8] =
    ["href", "src", "source", "link", "lightbox", "to", "url", "poster"];

impl<'a> Facts<'a> {
    /// What a view says: its text and markup, but for white space, destinations, anchors, comments
    /// and the choice between ways to write the same thing (`*` or `_`, an escape or an entity). Empty
    /// for a reference definition, which is a destination and nothing else.
    pub fn gist(&self, view: &View<'a>) -> String {
        let mut out = String::new();
        match (view.kind, view.block.map(|block| &block.kind)) {
            (ViewKind::Definition, _) => {}
            (ViewKind::Break, _) => out.push_str("---"),
            (ViewKind::Code, Some(BlockKind::Code(code))) => match &code.meant {
                Some(meant) => out.push_str(meant),
                None => code.lines.iter().for_each(|line| out.push_str(self.text(*line))),
            },
            (ViewKind::Directive, Some(BlockKind::Directive(directive))) => {
                self.directive_gist(directive, &mut out);
            }
            (ViewKind::Directive, Some(BlockKind::Region(region))) => {
                self.directive_gist(&region.open, &mut out);
            }
            _ if view.content.is_empty() => out.push_str(self.text(view.span)),
            _ => self.inlines_gist(view.content, &mut out),
        }
        collapse(&out)
    }

    fn inlines_gist(&self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            let mut around = |marks: [&str; 2], content: &[Inline]| {
                out.push_str(marks[0]);
                self.inlines_gist(content, out);
                out.push_str(marks[1]);
            };
            match &inline.kind {
                InlineKind::Emphasis(content) => around(["*", "*"], content),
                InlineKind::Strong(content) => around(["**", "**"], content),
                InlineKind::Strikethrough(content) => around(["~~", "~~"], content),
                InlineKind::Link(link) => around(["[", "]"], &link.content),
                InlineKind::Image(link) => around(["![", "]"], &link.content),
                InlineKind::Autolink(_) | InlineKind::BareUrl => out.push_str("<>"),
                InlineKind::Text
                | InlineKind::Xref(_)
                | InlineKind::FootnoteReference(_)
                | InlineKind::Expression(_) => out.push_str(self.text(inline.span)),
                InlineKind::Escape => out.push_str(self.text(inline.span).trim_start_matches('\\')),
                InlineKind::Entity(entity) => {
                    out.push(entity.first);
                    out.extend(entity.second);
                }
                InlineKind::SoftBreak => out.push(' '),
                InlineKind::HardBreak => out.push_str("<br>"),
                InlineKind::Code(code) => {
                    out.push('`');
                    out.push_str(code.meant.as_deref().unwrap_or(self.text(code.content)));
                    out.push('`');
                }
                InlineKind::Html(tag) => self.tag_gist(tag, out),
                InlineKind::Comment => {}
                InlineKind::Directive(directive) => self.directive_gist(directive, out),
            }
        }
    }

    /// A tag with what its attributes say to the reader. `<a>` is a link or an anchor.
    fn tag_gist(&self, tag: &HtmlTag, out: &mut String) {
        let name = self.text(tag.name);
        if name.eq_ignore_ascii_case("a") {
            return;
        }
        out.push_str(if tag.closing { "</" } else { "<" });
        out.push_str(&name.to_ascii_lowercase());
        self.attributes_gist(&tag.attributes, is_translated_attribute, out);
        out.push('>');
    }

    fn directive_gist(&self, directive: &Directive, out: &mut String) {
        out.push_str(if directive.closing { ":::/" } else { ":::" });
        out.push_str(self.text(directive.name));
        let leads_nowhere =
            |name: &str| !DESTINATIONS.iter().any(|known| name.eq_ignore_ascii_case(known));
        self.attributes_gist(&directive.attributes, leads_nowhere, out);
        if let Some(label) = directive.label {
            out.push(' ');
            out.push_str(self.text(label));
        }
    }

    fn attributes_gist(
        &self,
        attributes: &[Attribute],
        wanted: impl Fn(&str) -> bool,
        out: &mut String,
    ) {
        let said = |span: Option<Span>| span.map_or("", |span| self.text(span));
        for attribute in attributes.iter().filter(|it| wanted(self.text(it.name))) {
            out.push(' ');
            out.push_str(self.text(attribute.name));
            out.push('=');
            out.push_str(said(attribute.value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ast::Flavour, grammar};

    fn gist(text: &str) -> String {
        let article = grammar::parse(text, Flavour::Learn);
        let facts = Facts::of(&article);
        facts.views.iter().map(|view| facts.gist(view)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_same_thing_written_in_two_ways() {
        for (one, other) in [
            ("Open *all*\nof it.", "Open _all_ of  it."),
            ("See [the plan](a.md).", "See [the plan](../b/c.md#x 'T')."),
            ("See ![the plan](a.png).", "See ![the plan](b.png)."),
            ("See <https://contoso.com/a>.", "See https://contoso.com/b."),
            ("## Plans", "Plans\n-----"),
            ("## <a name=\"x\"></a>Plans", "## Plans"),
            ("a \\* b &amp; c", "a * b & c"),
            ("a <!-- x --> b", "a b"),
            ("<p class=\"a\">x</p>", "<p class=\"b\">x</p>"),
            (
                ":::image type=\"content\" source=\"a.png\" alt-text=\"Plan\":::",
                ":::image type=\"content\" source=\"b.png\" alt-text=\"Plan\":::",
            ),
            ("[a]: x.md", "[a]: y.md"),
            ("    a\n    b", "```\na\nb\n```"),
        ] {
            assert_eq!(gist(one), gist(other), "{one} / {other}");
        }
    }

    #[test]
    fn what_says_something_else() {
        for (one, other) in [
            ("Open all.", "Open none."),
            ("Open *all*.", "Open all."),
            ("See ![the plan](a.png).", "See ![the old plan](a.png)."),
            ("See `a`.", "See `b`."),
            ("<img alt=\"a\">", "<img alt=\"b\">"),
            (":::image source=\"a\" alt-text=\"a\":::", ":::image source=\"a\" alt-text=\"b\":::"),
            ("```\na\n```", "```\nb\n```"),
            ("&lt;x&gt;", "&lt;y&gt;"),
        ] {
            assert_ne!(gist(one), gist(other), "{one} / {other}");
        }
    }
}
