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
    bytes::complete::{tag, take_until},
    combinator::recognize,
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
            let (after, attribute) = attribute(rest)?;
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

/// Reads an opening or closing tag; gives what is left behind it too.
pub(crate) fn any_tag(input: &str) -> Option<(&str, Tag<'_>)> {
    let inner = input.strip_prefix('<')?;
    match inner.strip_prefix('/') {
        Some(inner) => closing_tag(inner),
        None => open_tag(inner),
    }
}

/// Reads an opening tag with its attributes, behind the `<`.
fn open_tag(inner: &str) -> Option<(&str, Tag<'_>)> {
    let (name, tail) = tag_name(inner)?;
    let (mut rest, mut count) = (tail, 0);
    while let Some((after, _)) = attribute(rest) {
        count += 1;
        rest = after;
    }
    let rest = behind_space(rest);
    let behind_slash = rest.strip_prefix('/');
    let rest = behind_slash.unwrap_or(rest).strip_prefix('>')?;
    let self_closing = behind_slash.is_some();
    Some((rest, Tag { name, closing: false, self_closing, count, tail }))
}

/// Reads a closing tag, behind the `</`.
fn closing_tag(inner: &str) -> Option<(&str, Tag<'_>)> {
    let (name, rest) = tag_name(inner)?;
    let rest = behind_space(rest).strip_prefix('>')?;
    Some((rest, Tag { name, closing: true, self_closing: false, count: 0, tail: "" }))
}

/// The name of a tag, a letter, then letters, digits and hyphens, and what is left behind it.
fn tag_name(input: &str) -> Option<(&str, &str)> {
    let found = split_behind(input, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    input.as_bytes().first()?.is_ascii_alphabetic().then_some(found)
}

/// Reads an attribute and the white space before it; gives what is left behind it too.
fn attribute(input: &str) -> Option<(&str, TagAttribute<'_>)> {
    let start = behind_space(input);
    let first = *start.as_bytes().first()?;
    let starts_name = first.is_ascii_alphabetic() || matches!(first, b'_' | b':');
    if start.len() == input.len() || !starts_name {
        return None;
    }
    let (name, rest) = split_behind(start, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-')
    });
    let value = behind_space(rest).strip_prefix('=');
    let value = value.and_then(|value| attribute_value(behind_space(value)));
    let (rest, quote, value) = match value {
        Some((rest, quote, value)) => (rest, quote, Some(value)),
        None => (rest, None, None),
    };
    let whole = start.get(..start.len() - rest.len()).unwrap_or("");
    Some((rest, TagAttribute { whole, name, value, quote }))
}

/// Reads a value; gives what is left behind it, its quote, if any, and what it holds.
fn attribute_value(input: &str) -> Option<(&str, Option<char>, &str)> {
    let quote = *input.as_bytes().first()?;
    if matches!(quote, b'"' | b'\'') {
        let inner = input.get(1..)?;
        let end = memchr::memchr(quote, inner.as_bytes())?;
        return Some((inner.get(end + 1..)?, Some(char::from(quote)), inner.get(..end)?));
    }
    let (value, rest) = split_behind(input, |byte| {
        !is_white_space(byte) && !matches!(byte, b'"' | b'\'' | b'=' | b'<' | b'>' | b'`')
    });
    (!value.is_empty()).then_some((rest, None, value))
}

/// The bytes at the start of `input` that `takes` holds for, and what is left behind them. It holds
/// for all or none of the bytes beyond ASCII, so that the cut is one between characters.
#[inline]
fn split_behind(input: &str, takes: impl Fn(u8) -> bool) -> (&str, &str) {
    let length = input.bytes().position(|byte| !takes(byte)).unwrap_or(input.len());
    input.split_at_checked(length).unwrap_or((input, ""))
}

fn behind_space(input: &str) -> &str {
    split_behind(input, is_white_space).1
}

fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    fn shape(input: &str) -> Option<String> {
        let (rest, tag) = any_tag(input)?;
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
