//! Blocks of Python-Markdown whose content is indented by four columns: admonitions (`!!! note`,
//! `!!! warning "Title"`), details (`??? note`, open with `???+`) and content tabs (`=== "Title"`), as
//! MkDocs sites have them.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, take_while1},
    character::complete::{char, space0, space1},
    combinator::{eof, opt, recognize, verify},
    multi::separated_list1,
    sequence::{delimited, pair, preceded},
};

use crate::ast::{Directive, DirectiveSyntax};
use crate::grammar::Parsed;
use crate::text::Span;

/// Columns that a line must be indented to belong to such a block.
pub(super) const INDENT: usize = 4;

/// Reads the opening line, which fills a line's rest. The name is that of the types, or the marks where
/// there are none.
pub(super) fn open<'t>(text: &str, rest: &'t str) -> Parsed<'t, Directive> {
    let (after, (name, title)) = alt((tab, admonition, details)).parse(rest)?;
    let (after, _) = (space0, eof).parse(after)?;
    Ok((
        after,
        Directive {
            span: Span::of(text, rest.trim_end_matches([' ', '\t'])),
            syntax: DirectiveSyntax::Indented,
            name: Span::of(text, name),
            colons: 0,
            self_closing: false,
            closing: false,
            attributes: Vec::new(),
            label: title.map(|title| Span::of(text, title)),
            destination: None,
        },
    ))
}

/// `=== "Title"`; `+` and `!` say which tab is open and where the tabs begin.
fn tab(rest: &str) -> Parsed<'_, (&str, Option<&str>)> {
    let flags = opt(alt((tag("+!"), tag("!+"), tag("+"), tag("!"))));
    let (after, name) = recognize(pair(tag("==="), flags)).parse(rest)?;
    let (after, title) = preceded(space1, title).parse(after)?;
    Ok((after, (name, Some(title))))
}

/// `!!! type "Title"`.
fn admonition(rest: &str) -> Parsed<'_, (&str, Option<&str>)> {
    (preceded((tag("!!!"), space0), types), opt(preceded(space1, title))).parse(rest)
}

/// `??? type "Title"`; one of the two may be missing.
fn details(rest: &str) -> Parsed<'_, (&str, Option<&str>)> {
    let (after, marks) = recognize(pair(tag("???"), opt(char('+')))).parse(rest)?;
    let (after, name) = opt(preceded(space0, types)).parse(after)?;
    let (after, title) = opt(preceded(space1, title)).parse(after)?;
    if name.is_none() && title.is_none() {
        return Err(nom::Err::Error(()));
    }
    Ok((after, (name.unwrap_or(marks), title)))
}

/// Names with spaces between them: the type, and classes.
fn types(rest: &str) -> Parsed<'_, &str> {
    let name = take_while1(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let starts = |all: &str| all.starts_with(char::is_alphabetic);
    verify(recognize(separated_list1(space1, name)), starts).parse(rest)
}

/// A text in quotation marks; gives what is inside.
fn title(rest: &str) -> Parsed<'_, &str> {
    delimited(char('"'), recognize(opt(take_while1(|c| c != '"'))), char('"')).parse(rest)
}

#[cfg(test)]
mod tests {
    use super::open;

    fn read(line: &str) -> Option<(&str, Option<&str>)> {
        let (_, found) = open(line, line).ok()?;
        Some((found.name.of_text(line), found.label.map(|label| label.of_text(line))))
    }

    #[test]
    fn openings() {
        assert_eq!(read("!!! note"), Some(("note", None)));
        assert_eq!(read("!!! ملاحظة"), Some(("ملاحظة", None)));
        assert_eq!(
            read("!!! danger inline end \"Do not\"  "),
            Some(("danger inline end", Some("Do not")))
        );
        assert_eq!(read("!!!note \"\""), Some(("note", Some(""))));
        assert_eq!(read("???+ tip"), Some(("tip", None)));
        assert_eq!(read("??? \"More\""), Some(("???", Some("More"))));
        assert_eq!(read("=== \"Python\""), Some(("===", Some("Python"))));
        assert_eq!(read("===+ \"Rust\""), Some(("===+", Some("Rust"))));
        for none in
            ["!!!", "!!! note \"open", "??? ", "===", "=== x", "!!! note: text", "====\"x\""]
        {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
