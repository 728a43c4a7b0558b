//! Admonitions of Docusaurus, asides of Starlight: `:::note`, `:::note Title`, `:::note[Title]`,
//! `:::tip{icon="star"}`; containers of `VitePress`: `::: tip Title`; each up to a line of as many colons
//! or more.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{take_till, take_while, take_while_m_n, take_while1},
    character::complete::{char, satisfy, space0, space1},
    combinator::{eof, opt, recognize, verify},
    sequence::{delimited, pair, preceded, terminated},
};

use crate::ast::{Attribute, Directive, DirectiveSyntax};
use crate::grammar::Parsed;
use crate::text::Span;

/// Reads the opening line of an admonition, which fills a line's rest; with `spaced`, white space may
/// stand before its name.
pub(super) fn open<'t>(text: &str, rest: &'t str, spaced: bool) -> Parsed<'t, Directive> {
    let colons = take_while_m_n(3, usize::MAX, |c| c == ':');
    let mark = terminated(colons, verify(space0, move |gap: &str| spaced || gap.is_empty()));
    let letters = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let name = recognize(pair(satisfy(char::is_alphabetic), take_while(letters)));
    let (after, (run, name)) = (mark, name).parse(rest)?;
    let run: &str = run;
    let (after, label) = opt(label).parse(after)?;
    let (after, attributes) = opt(attributes).parse(after)?;
    let (after, title) = match label {
        Some(_) => (after, None),
        None => opt(preceded(space1, take_while1(|_| true))).parse(after)?,
    };
    let title: Option<&str> = title.filter(|title: &&str| !title.trim().is_empty());
    let (after, _) = (space0, opt(eof)).parse(after)?;
    if !after.is_empty() {
        return Err(nom::Err::Error(()));
    }
    let attributes = attributes.unwrap_or_default();
    let attributes = attributes.into_iter().map(|(whole, name, value)| Attribute {
        span: Span::of(text, whole),
        name: Span::of(text, name),
        value: value.map(|(_, value)| Span::of(text, value)),
        quote: value.and_then(|(quote, _)| quote),
    });
    let directive = Directive {
        span: Span::of(text, rest.trim_end_matches([' ', '\t'])),
        syntax: DirectiveSyntax::Colons,
        name: Span::of(text, name),
        colons: u8::try_from(run.len()).unwrap_or(u8::MAX),
        self_closing: false,
        closing: false,
        attributes: attributes.collect(),
        label: label.or(title.map(str::trim)).map(|label| Span::of(text, label)),
        destination: None,
    };
    Ok((after, directive))
}

/// Reads the closing line, colons and nothing else.
pub(super) fn close(text: &str, rest: &str) -> Option<Directive> {
    let run = rest.trim_end_matches([' ', '\t']);
    if run.len() < 3 || run.bytes().any(|byte| byte != b':') {
        return None;
    }
    let span = Span::of(text, run);
    Some(Directive {
        span,
        syntax: DirectiveSyntax::Colons,
        name: Span { start: span.end, end: span.end },
        colons: u8::try_from(run.len()).unwrap_or(u8::MAX),
        self_closing: false,
        closing: true,
        attributes: Vec::new(),
        label: None,
        destination: None,
    })
}

/// Reads `[Title]`, brackets balanced; gives what is inside.
fn label(rest: &str) -> Parsed<'_, &str> {
    let inside = |rest| {
        let (mut depth, mut escaped) = (0_usize, false);
        let rest: &str = rest;
        for (at, c) in rest.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => depth += 1,
                ']' if depth == 0 => {
                    let parts = rest.split_at_checked(at).ok_or(nom::Err::Error(()))?;
                    return Ok((parts.1, parts.0));
                }
                ']' => depth -= 1,
                _ => {}
            }
        }
        Err(nom::Err::Error(()))
    };
    delimited(char('['), inside, char(']')).parse(rest)
}

type Written<'t> = (&'t str, &'t str, Option<(Option<char>, &'t str)>);

/// Reads `{name="value" .class #id}`.
fn attributes(rest: &str) -> Parsed<'_, Vec<Written<'_>>> {
    let (mut rest, _) = char('{').parse(rest)?;
    let mut list = Vec::new();
    loop {
        let (after, _) = space0.parse(rest)?;
        let close: Parsed<'_, _> = char('}').parse(after);
        if let Ok((after, _)) = close {
            return Ok((after, list));
        }
        let name = take_while1(|c: char| !c.is_whitespace() && !"=\"'{}".contains(c));
        let bare = take_while1(|c: char| !c.is_whitespace() && !"\"'{}".contains(c));
        let value = alt((
            delimited(char('"'), take_till(|c| c == '"'), char('"')).map(|v| (Some('"'), v)),
            delimited(char('\''), take_till(|c| c == '\''), char('\'')).map(|v| (Some('\''), v)),
            bare.map(|v| (None, v)),
        ));
        let (next, (name, value)) = (name, opt(preceded(char('='), value))).parse(after)?;
        list.push((after.get(..after.len() - next.len()).unwrap_or(""), name, value));
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers() {
        let read = |line: &str| {
            let (_, it) = open(line, line, false).ok()?;
            let label = it.label.map_or("", |label| label.of_text(line));
            let list: Vec<_> = it.attributes.iter().map(|it| it.span.of_text(line)).collect();
            Some(format!("{} {} {label:?} {list:?}", it.colons, it.name.of_text(line)))
        };
        assert_eq!(read(":::note").as_deref(), Some("3 note \"\" []"));
        assert_eq!(read("::::tip Mind the gap ").as_deref(), Some("4 tip \"Mind the gap\" []"));
        assert_eq!(read(":::tip[A [b] c]").as_deref(), Some("3 tip \"A [b] c\" []"));
        assert_eq!(
            read(":::tip[A]{icon=\"b c\" .d}").as_deref(),
            Some("3 tip \"A\" [\"icon=\\\"b c\\\"\", \".d\"]")
        );
        for none in ["::: note", ":::", ":::1", "::note", ":::note[a] b", ":::note[a", ":::note{a"]
        {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn closers() {
        assert_eq!(close("::::  ", "::::  ").map(|it| it.colons), Some(4));
        assert_eq!(close("::", "::"), None);
        assert_eq!(close("::: a", "::: a"), None);
    }
}
