//! The inline level: what stands within the text of one block. Nothing here looks beyond it.
//!
//! [`parse`] reads a paragraph or heading, [`cell`] a cell of a table, [`html`] the content of an
//! HTML block. One forward pass jumps from trigger byte to trigger byte; the `match` in
//! [`Scan::run`] is the whole language, and each construct has a file of its own. What no construct
//! takes is text.
//!
//! The pass collects leaves (code, tags, breaks, …) and nests (emphasis, links), both with spans in
//! the article; `tree` then puts them together and fills what lies between with text.

mod autolink;
mod bare;
mod breaks;
mod code;
mod definitions;
mod directive;
mod emphasis;
mod escape;
mod footnote;
mod html;
mod link;
mod punctuation;
mod scan;
mod template;
mod tree;
mod xref;

pub(crate) use definitions::Definitions;
pub use escape::unescape;
pub(crate) use link::{link_destination, link_label, link_title};

use self::scan::{Content, Scan, Scratch, Triggers};
use crate::{
    ast::{Flavour, Inline, SyntaxProblem},
    grammar::template::Templates,
    text::Span,
};

/// What the inline level needs to know beside the lines.
#[derive(Debug)]
pub(crate) struct Cx<'a> {
    /// The article's text, which all spans count bytes of.
    pub(crate) text: &'a str,
    /// Which constructs there are.
    pub(crate) flavour: Flavour,
    /// Where link and footnote references lead.
    pub(crate) definitions: &'a Definitions,
    /// What a template engine reads.
    pub(crate) templates: &'a Templates,
    /// Takes what looks wrong.
    pub(crate) problems: &'a mut Vec<SyntaxProblem>,
    triggers: &'static Triggers,
    scratch: Scratch,
}

impl<'a> Cx<'a> {
    /// For the blocks of an article with this text; `problems` takes what looks wrong.
    pub(crate) fn new(
        text: &'a str,
        flavour: Flavour,
        definitions: &'a Definitions,
        templates: &'a Templates,
        problems: &'a mut Vec<SyntaxProblem>,
    ) -> Cx<'a> {
        let (triggers, scratch) = (Triggers::of(text, flavour), Scratch::default());
        Cx { text, flavour, definitions, templates, problems, triggers, scratch }
    }
}

/// Reads the inlines of a paragraph or heading.
///
/// `lines` are its content lines in order, without containers' prefixes, each with its line ending
/// except the last, white space at both ends of the whole trimmed. The inlines tile the bytes from
/// the start of the first line to the end of the last, prefixes between the lines included.
pub(crate) fn parse(cx: &mut Cx<'_>, lines: &[Span]) -> Vec<Inline> {
    Scan::over(cx, lines, Content::Prose)
}

/// Reads the inlines of a table cell, as [`parse`] does; `\|` in its code spans means `|`.
pub(crate) fn cell(cx: &mut Cx<'_>, content: Span) -> Vec<Inline> {
    Scan::over(cx, &[content], Content::Cell)
}

/// Reads the content of an HTML block: tags, comments, and the text between them as it is.
///
/// `lines` are its lines in order without containers' prefixes; the inlines tile them as those of
/// [`parse`] do. A comment without end reaches to the end of the block, and a problem says so.
pub(crate) fn html(cx: &mut Cx<'_>, lines: &[Span]) -> Vec<Inline> {
    Scan::over(cx, lines, Content::Html)
}

impl Scan<'_, '_> {
    /// The pass over the text from its first trigger on. To add a construct: its first byte in
    /// `scan::Triggers`, its line here.
    fn run(&mut self, mut trigger: Option<(usize, u8)>) {
        let flavour = self.flavour;
        while let Some((found, byte)) = trigger {
            let at = match byte {
                b'\n' | b'\r' => self.line_ending(found),
                b'\\' => self.escape(found),
                b'&' => self.entity(found),
                b'`' => self.code(found),
                b'*' | b'_' => self.delimiter_run(found, byte),
                b'!' => self.bang(found),
                b'[' => self.open_bracket(found),
                b']' => self.close_bracket(found),
                b'<' => self.angle(found),
                b'{' if flavour.jsx() => self.brace(found),
                b'~' if flavour.gfm() => self.delimiter_run(found, byte),
                b':' if flavour.gfm() => self.colon(found),
                b'w' if flavour.gfm() => self.bare_www(found),
                b'@' if flavour.gfm() => self.at_sign(found),
                _ => found + 1,
            };
            trigger = self.next_trigger(at);
        }
        self.close_emphasis(0);
    }
}

#[cfg(test)]
mod tests {
    //! What the tests of the constructs share: a compact dump that checks the tiling as it goes.

    use std::fmt::Write;

    use super::*;
    use crate::ast::{Attribute, Definition, InlineKind, Link};

    /// The inlines of a text in the flavour of Microsoft Learn.
    pub(super) fn plain(text: &str) -> String {
        dumped(Flavour::Learn, &[], text, &[Span::new(0, text.len())], parse)
    }

    pub(super) fn hugo(text: &str) -> String {
        dumped(Flavour::Hugo, &[], text, &[Span::new(0, text.len())], parse)
    }

    pub(super) fn hugo_html(text: &str) -> String {
        dumped(Flavour::Hugo, &[], text, &[Span::new(0, text.len())], super::html)
    }

    pub(super) fn liquid(text: &str) -> String {
        dumped(Flavour::Liquid, &[], text, &[Span::new(0, text.len())], parse)
    }

    pub(super) fn mdx(text: &str) -> String {
        dumped(Flavour::Mdx, &[], text, &[Span::new(0, text.len())], parse)
    }

    pub(super) fn gfm(text: &str) -> String {
        dumped(Flavour::Gfm, &[], text, &[Span::new(0, text.len())], parse)
    }

    pub(super) fn commonmark(text: &str) -> String {
        dumped(Flavour::CommonMark, &[], text, &[Span::new(0, text.len())], parse)
    }

    /// With definitions of these labels; those that start with `^` are footnotes.
    pub(super) fn defined(labels: &[&str], text: &str) -> String {
        dumped(Flavour::Learn, labels, text, &[Span::new(0, text.len())], parse)
    }

    pub(super) fn in_cell(text: &str) -> String {
        dumped(Flavour::Learn, &[], text, &[Span::new(0, text.len())], |cx, lines| {
            cell(cx, lines[0])
        })
    }

    /// With prefixes between the lines.
    pub(super) fn in_lines(text: &str, lines: &[&str]) -> String {
        dumped(Flavour::Learn, &[], text, &places(text, lines), parse)
    }

    pub(super) fn html(text: &str) -> String {
        dumped(Flavour::Learn, &[], text, &[Span::new(0, text.len())], super::html)
    }

    pub(super) fn html_lines(text: &str, lines: &[&str]) -> String {
        dumped(Flavour::Learn, &[], text, &places(text, lines), super::html)
    }

    fn places(text: &str, lines: &[&str]) -> Vec<Span> {
        let mut at = 0;
        let place = |line: &&str| {
            let start = at + text[at..].find(line).unwrap();
            at = start + line.len();
            Span::new(start, at)
        };
        lines.iter().map(place).collect()
    }

    fn dumped(
        flavour: Flavour,
        labels: &[&str],
        text: &str,
        lines: &[Span],
        parse: impl Fn(&mut Cx<'_>, &[Span]) -> Vec<Inline>,
    ) -> String {
        let mut definitions = Definitions::default();
        for label in labels {
            if let Some(label) = label.strip_prefix('^') {
                definitions.add_footnote(label);
            } else {
                let (at, meant) = (Span::at(0), None);
                let definition =
                    Definition { span: at, label: at, destination: at, meant, title: None };
                definitions.add(label, definition);
            }
        }
        let mut problems = Vec::new();
        let templates = Templates::of(text, flavour, 0);
        let mut cx = Cx::new(text, flavour, &definitions, &templates, &mut problems);
        let inlines = parse(&mut cx, lines);
        let whole = lines[0].join(lines[lines.len() - 1]);
        let mut out = String::new();
        dump(text, whole, &inlines, &mut out);
        for problem in problems {
            write!(out, " !{:?}{:?}", problem.kind, problem.span.of_text(text)).unwrap();
        }
        out
    }

    fn dump(text: &str, whole: Span, inlines: &[Inline], out: &mut String) {
        let mut at = whole.start;
        for (index, inline) in inlines.iter().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            assert_eq!(inline.span.start, at, "{text:?}: a hole or an overlap at {inline:?}");
            at = inline.span.end;
            one(text, inline, out);
        }
        assert_eq!(at, whole.end, "{text:?}: the inlines end before the text does");
    }

    fn one(text: &str, inline: &Inline, out: &mut String) {
        let span = inline.span;
        let of = |span: Span| format!("{:?}", &text[span.range()]);
        let inner = |width: u32| Span { start: span.start + width, end: span.end - width };
        match &inline.kind {
            InlineKind::Text => write!(out, "{}", of(span)),
            InlineKind::Escape => write!(out, "esc{}", of(span)),
            InlineKind::Entity(entity) => {
                let meant: String =
                    [Some(entity.first), entity.second].into_iter().flatten().collect();
                write!(out, "&{meant:?}")
            }
            InlineKind::SoftBreak => write!(out, "soft{}", of(span)),
            InlineKind::HardBreak => write!(out, "hard{}", of(span)),
            InlineKind::Code(code) => {
                write!(out, "code{}", of(code.content)).unwrap();
                code.meant.as_ref().map_or(Ok(()), |meant| write!(out, "={meant:?}"))
            }
            InlineKind::Emphasis(content) => nest("em", text, inner(1), content, out),
            InlineKind::Strong(content) => nest("strong", text, inner(2), content, out),
            InlineKind::Strikethrough(content) => {
                let width = 1 + u32::from(text[span.range()].starts_with("~~"));
                nest("del", text, inner(width), content, out)
            }
            InlineKind::Link(link) => a_link("link", text, link, out),
            InlineKind::Image(link) => a_link("image", text, link, out),
            InlineKind::Autolink(address) => write!(out, "auto{}", of(*address)),
            InlineKind::BareUrl => write!(out, "url{}", of(span)),
            InlineKind::Xref(uid) => write!(out, "xref{}", of(*uid)),
            InlineKind::Html(tag) => {
                let slash = if tag.closing { "/" } else { "" };
                write!(out, "tag{slash}{}", of(tag.name)).unwrap();
                attributes(text, &tag.attributes, out);
                write!(out, "{}", if tag.self_closing { "/" } else { "" })
            }
            InlineKind::Comment => write!(out, "comment{}", of(span)),
            InlineKind::FootnoteReference(label) => write!(out, "note{}", of(*label)),
            InlineKind::Directive(directive) => {
                assert_eq!(directive.span, span);
                write!(out, "dir{}", of(directive.name)).unwrap();
                if let Some(label) = directive.label {
                    write!(out, "[{}]", of(label)).unwrap();
                }
                if let Some(destination) = directive.destination {
                    write!(out, "({})", of(destination)).unwrap();
                }
                attributes(text, &directive.attributes, out);
                Ok(())
            }
            InlineKind::Expression(inner) => write!(out, "expr{}", of(*inner)),
        }
        .unwrap();
    }

    fn attributes(text: &str, attributes: &[Attribute], out: &mut String) {
        for Attribute { name, value, .. } in attributes {
            write!(out, " {}", &text[name.range()]).unwrap();
            if let Some(value) = value {
                write!(out, "={:?}", &text[value.range()]).unwrap();
            }
        }
    }

    fn nest(
        name: &str,
        text: &str,
        inner: Span,
        content: &[Inline],
        out: &mut String,
    ) -> std::fmt::Result {
        write!(out, "{name}(").unwrap();
        dump(text, inner, content, out);
        write!(out, ")")
    }

    fn a_link(name: &str, text: &str, link: &Link, out: &mut String) -> std::fmt::Result {
        nest(name, text, link.text, &link.content, out).unwrap();
        if let Some(reference) = link.reference {
            return write!(out, "#{}", reference.definition);
        }
        write!(out, "->{:?}", &text[link.destination.range()]).unwrap();
        if let Some(meant) = &link.meant {
            write!(out, "={meant:?}").unwrap();
        }
        link.title.map_or(Ok(()), |title| write!(out, " title{:?}", &text[title.range()]))
    }
}
