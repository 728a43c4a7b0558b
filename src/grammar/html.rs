//! Raw HTML as `CommonMark` 0.31.2 §6.6 defines it: tags with attributes, comments, processing
//! instructions, declarations, CDATA sections. Used within lines and for the conditions of HTML blocks.
//!
//! ```text
//! open tag    = '<' name attribute* white-space? '/'? '>'
//! closing tag = '</' name white-space? '>'
//! attribute   = white-space name (white-space? '=' white-space? value)?
//! ```
//!
//! `<span title="Kontoname" hidden>`: white space may hold line endings; whether a blank line may
//! stand in it was settled by the block level. The parsers give slices of their input.

use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{tag, take_till, take_until, take_while, take_while1},
    character::complete::char,
    combinator::{opt, recognize, verify},
    sequence::{delimited, pair, preceded},
};

/// A tag, in slices of the input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tag<'s> {
    /// The name as written.
    pub(crate) name: &'s str,
    /// `</name>`.
    pub(crate) closing: bool,
    /// `<name/>`.
    pub(crate) self_closing: bool,
    /// How many attributes it has.
    pub(crate) count: usize,
    /// What stands after the name, attributes first.
    tail: &'s str,
}

impl<'s> Tag<'s> {
    /// The attributes in order.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = TagAttribute<'s>> + use<'s> {
        let mut rest = self.tail;
        (0..self.count).map_while(move |_| {
            let (after, attribute) = attribute(rest).ok()?;
            rest = after;
            Some(attribute)
        })
    }
}

/// An attribute of a tag, in slices of the input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TagAttribute<'s> {
    /// All of it, from the name to the closing quote.
    pub(crate) whole: &'s str,
    /// The name.
    pub(crate) name: &'s str,
    /// The value without quotes; `None` for a bare name.
    pub(crate) value: Option<&'s str>,
    /// The quote around the value.
    pub(crate) quote: Option<char>,
}

/// What else may stand between `<` and `>`; each kind has its own end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unread {
    /// `<!-- … -->`, `<!-->`, `<!--->`.
    Comment,
    /// `<? … ?>`.
    Instruction,
    /// `<!X … >`.
    Declaration,
    /// `<![CDATA[ … ]]>`.
    Cdata,
}

impl Unread {
    /// The kind that `input` opens, if it opens one.
    pub(crate) fn opened_by(input: &str) -> Option<Unread> {
        let rest = input.strip_prefix('<')?;
        if rest.starts_with('?') {
            return Some(Unread::Instruction);
        }
        let rest = rest.strip_prefix('!')?;
        if rest.starts_with("--") {
            Some(Unread::Comment)
        } else if rest.starts_with("[CDATA[") {
            Some(Unread::Cdata)
        } else if rest.starts_with(|char: char| char.is_ascii_alphabetic()) {
            Some(Unread::Declaration)
        } else {
            None
        }
    }

    /// The bytes that end it.
    pub(crate) fn end(self) -> &'static str {
        match self {
            Unread::Comment => "-->",
            Unread::Instruction => "?>",
            Unread::Declaration => ">",
            Unread::Cdata => "]]>",
        }
    }

    /// Reads one of this kind, which `input` must open. Looks as far as the end of `input` where
    /// the end is missing: callers remember that.
    pub(crate) fn read(self, input: &str) -> IResult<&str, &str, ()> {
        let open = match self {
            Unread::Comment => {
                let short: IResult<&str, &str, ()> =
                    alt((tag("<!-->"), tag("<!--->"))).parse(input);
                if short.is_ok() {
                    return short;
                }
                "<!--"
            }
            Unread::Instruction => "<?",
            Unread::Declaration => "<!",
            Unread::Cdata => "<![CDATA[",
        };
        recognize((tag(open), take_until(self.end()), tag(self.end()))).parse(input)
    }
}

/// Reads an opening or closing tag.
pub(crate) fn any_tag(input: &str) -> IResult<&str, Tag<'_>, ()> {
    if input.starts_with("</") { closing_tag(input) } else { open_tag(input) }
}

/// Reads an opening tag with its attributes.
pub(crate) fn open_tag(input: &str) -> IResult<&str, Tag<'_>, ()> {
    let (tail, name) = preceded(char('<'), tag_name).parse(input)?;
    let (mut rest, mut count) = (tail, 0);
    while let Ok((after, _)) = attribute(rest) {
        count += 1;
        rest = after;
    }
    let (rest, slash) = delimited(white_space, opt(char('/')), char('>')).parse(rest)?;
    Ok((rest, Tag { name, closing: false, self_closing: slash.is_some(), count, tail }))
}

/// Reads a closing tag.
pub(crate) fn closing_tag(input: &str) -> IResult<&str, Tag<'_>, ()> {
    let (rest, name) = delimited(tag("</"), tag_name, pair(white_space, char('>'))).parse(input)?;
    Ok((rest, Tag { name, closing: true, self_closing: false, count: 0, tail: "" }))
}

/// Reads the name of a tag: a letter, then letters, digits and hyphens.
pub(crate) fn tag_name(input: &str) -> IResult<&str, &str, ()> {
    verify(take_while1(|char: char| char.is_ascii_alphanumeric() || char == '-'), |name: &str| {
        name.starts_with(|char: char| char.is_ascii_alphabetic())
    })
    .parse(input)
}

/// Reads an attribute and the white space before it.
fn attribute(input: &str) -> IResult<&str, TagAttribute<'_>, ()> {
    let (start, _) = take_while1(is_white_space)(input)?;
    let (rest, name) = verify(
        take_while1(|char: char| {
            char.is_ascii_alphanumeric() || matches!(char, '_' | ':' | '.' | '-')
        }),
        |name: &str| {
            name.starts_with(|char: char| char.is_ascii_alphabetic() || matches!(char, '_' | ':'))
        },
    )
    .parse(start)?;
    let (rest, value) =
        opt(preceded((white_space, char('='), white_space), attribute_value)).parse(rest)?;
    let whole = start.get(..start.len() - rest.len()).unwrap_or("");
    let (quote, value) = value.map_or((None, None), |(quote, value)| (quote, Some(value)));
    Ok((rest, TagAttribute { whole, name, value, quote }))
}

/// Reads a value: its quote, if any, and what it holds.
fn attribute_value(input: &str) -> IResult<&str, (Option<char>, &str), ()> {
    match input.as_bytes().first() {
        Some(b'"') => delimited(char('"'), take_till(|char| char == '"'), char('"'))
            .map(|value| (Some('"'), value))
            .parse(input),
        Some(b'\'') => delimited(char('\''), take_till(|char| char == '\''), char('\''))
            .map(|value| (Some('\''), value))
            .parse(input),
        _ => take_while1(|char| {
            !is_white_space(char) && !matches!(char, '"' | '\'' | '=' | '<' | '>' | '`')
        })
        .map(|value| (None, value))
        .parse(input),
    }
}

fn white_space(input: &str) -> IResult<&str, &str, ()> {
    take_while(is_white_space)(input)
}

fn is_white_space(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    fn shape(input: &str) -> Option<String> {
        let (rest, tag) = any_tag(input).ok()?;
        let mut out = String::from(if tag.closing { "/" } else { "" });
        out.push_str(tag.name);
        for TagAttribute { whole, name, value, quote } in tag.attributes() {
            assert!(whole.starts_with(name), "{whole}");
            write!(out, " {name}").unwrap();
            if let Some(value) = value {
                let quote = quote.map(String::from).unwrap_or_default();
                assert!(whole.ends_with(&format!("{value}{quote}")), "{whole}");
                write!(out, "={quote}{value}{quote}").unwrap();
            }
        }
        if tag.self_closing {
            out.push('/');
        }
        Some(format!("{out}|{rest}"))
    }

    #[test]
    fn tags() {
        for (input, expected) in [
            ("<br>x", "br|x"),
            ("<br/>", "br/|"),
            ("<br />", "br/|"),
            ("</span\n>", "/span|"),
            ("<a href=\"x\" title='y z' hidden>t", "a href=\"x\" title='y z' hidden|t"),
            ("<a  b = c\n_d:e.f-g=1>", "a b=c _d:e.f-g=1|"),
            ("<my-tag a=\"1\n2\"/>", "my-tag a=\"1\n2\"/|"),
            ("<a href=x/>", "a href=x/|"),
        ] {
            assert_eq!(shape(input).as_deref(), Some(expected), "{input}");
        }
    }

    #[test]
    fn no_tags() {
        for input in [
            "<",
            "<>",
            "< a>",
            "<33>",
            "<a",
            "<a b=\"c>",
            "<a b=>",
            "<a b='c'd>",
            "<a h*=\"x\">",
            "</a href=\"b\">",
            "<_>",
            "<a/ >",
            "<a b=\"c\"\"d\">",
            "",
        ] {
            assert_eq!(shape(input), None, "{input}");
        }
    }

    #[test]
    fn what_is_not_read() {
        for (input, expected) in [
            ("<!-- a -- b --> c", Some("<!-- a -- b -->")),
            ("<!--> c -->", Some("<!-->")),
            ("<!---> c -->", Some("<!--->")),
            ("<!-- open", None),
            ("<?php a > b ?>", Some("<?php a > b ?>")),
            ("<!DOCTYPE html>", Some("<!DOCTYPE html>")),
            ("<![CDATA[ > ]]]>", Some("<![CDATA[ > ]]]>")),
            ("<!1>", None),
            ("<a>", None),
        ] {
            let read = Unread::opened_by(input)
                .and_then(|kind| kind.read(input).ok())
                .map(|(_, whole)| whole);
            assert_eq!(read, expected, "{input}");
        }
    }
}
