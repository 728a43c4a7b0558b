//! Links and images, inline and by reference (`CommonMark` 0.31.2 §6.3, §6.4), and the parsers of
//! their parts, which reference definitions are made of too.
//!
//! ```text
//! link        = '[' text ']' ( '(' destination? title? ')' | label | '[]' )?
//! image       = '!' link
//! destination = '<' … '>' | characters but white space and controls, parentheses balanced
//! title       = '"' … '"' | "'" … "'" | '(' … ')'
//! ```
//!
//! `Zie [Aan de slag](/learn/start "Begin") en ![logo][img]`. Brackets go onto a stack; at each `]` the
//! innermost opener becomes a link or is text for good, so no text is read twice.

use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::take_while,
    character::complete::char,
    combinator::{opt, verify},
    sequence::{delimited, preceded},
};

use super::{
    scan::Scan,
    tree::{Nest, NestKind},
};
use crate::{
    ast::{InlineKind, Link, Reference},
    text::Span,
};

/// Parentheses nest no deeper in a destination; the specification asks for three at least.
const PARENTHESES: u32 = 32;

/// Bytes between the brackets of a label; the specification counts characters, at most 999.
const LABEL: usize = 999;

/// A `[` or `![` that may open a link or an image.
#[derive(Debug)]
pub(super) struct Bracket {
    is_image: bool,
    /// Where the markup starts.
    start: usize,
    /// Where the text starts.
    inner: usize,
    /// How many delimiter runs stood before.
    delimiters: usize,
    /// Whether another bracket opened within: then the text is no label.
    holds_another: bool,
}

/// What follows the text of a link.
struct Tail {
    end: usize,
    destination: Span,
    meant: Option<Box<str>>,
    title: Option<Span>,
    reference: Option<Reference>,
}

impl Scan<'_, '_> {
    /// At `!`: the opener of an image, or text.
    pub(super) fn bang(&mut self, at: usize) -> usize {
        if self.byte(at + 1) != Some(b'[') || self.footnote_reference(at + 1).is_some() {
            return at + 1;
        }
        self.push_bracket(at, at + 2)
    }

    /// At `[`: a construct that is known by what follows, or the opener of a link.
    pub(super) fn open_bracket(&mut self, at: usize) -> usize {
        match self.byte(at + 1) {
            Some(b'^') => {
                if let Some((label, end)) = self.footnote_reference(at) {
                    return self.leaf(at, end, InlineKind::FootnoteReference(label));
                }
            }
            Some(b'!') if self.flavour.learn() => {
                if let Some((directive, end)) = self.bracket_directive(at) {
                    return self.leaf(at, end, InlineKind::Directive(Box::new(directive)));
                }
            }
            _ => {}
        }
        self.push_bracket(at, at + 1)
    }

    fn push_bracket(&mut self, start: usize, inner: usize) -> usize {
        if let Some(outer) = self.brackets.last_mut() {
            outer.holds_another = true;
        }
        let is_image = inner - start == 2;
        let delimiters = self.delimiters.len();
        self.brackets.push(Bracket { is_image, start, inner, delimiters, holds_another: false });
        inner
    }

    /// At `]`: closes the innermost open bracket as a link or image, or as text.
    pub(super) fn close_bracket(&mut self, at: usize) -> usize {
        let Some(bracket) = self.brackets.pop() else { return at + 1 };
        let is_dead = !bracket.is_image && self.brackets.len() < self.links_from;
        self.links_from = self.links_from.min(self.brackets.len());
        if is_dead {
            return at + 1;
        }
        let Some(tail) = self.inline_tail(at + 1).or_else(|| self.reference_tail(&bracket, at))
        else {
            return at + 1;
        };
        self.close_emphasis(bracket.delimiters);
        let Tail { end, destination, meant, title, reference } = tail;
        let span = self.span(bracket.start, end);
        let inner = self.span(bracket.inner, at);
        let content = Vec::new();
        let link = Box::new(Link { text: inner, content, destination, meant, title, reference });
        let kind = if bracket.is_image {
            NestKind::Image(link)
        } else {
            // No link in a link: the brackets that are open can become images only.
            self.links_from = self.brackets.len();
            NestKind::Link(link)
        };
        self.nests.push(Nest { span, inner, kind });
        self.floor = end;
        end
    }

    /// `(destination "title")` at `at`.
    fn inline_tail(&self, at: usize) -> Option<Tail> {
        let rest = self.from(at).strip_prefix('(')?;
        let rest = skip_space(rest);
        let (rest, destination) = link_destination(rest).unwrap_or((rest, rest.get(..0)?));
        let (rest, title) = opt(preceded(space, link_title)).parse(rest).unwrap_or((rest, None));
        let rest = skip_space(rest).strip_prefix(')')?;
        Some(Tail {
            end: self.offset_of_rest(rest),
            destination: self.span_of(destination),
            meant: self.meant_destination(destination),
            title: title.map(|title| self.span_of(title)),
            reference: None,
        })
    }

    /// The reference that the text of `bracket`, which ends at `close`, makes with what follows.
    fn reference_tail(&self, bracket: &Bracket, close: usize) -> Option<Tail> {
        let text = self.between(bracket.inner, close);
        let after = self.from(close + 1);
        let (rest, label) = if let Ok((rest, label)) = link_label(after) {
            (rest, label)
        } else if bracket.holds_another || text.len() > LABEL {
            return None;
        } else {
            (after.strip_prefix("[]").unwrap_or(after), text)
        };
        let index = self.definitions.find(label)?;
        let definition = self.definitions.get(index)?;
        Some(Tail {
            end: self.offset_of_rest(rest),
            destination: definition.destination,
            meant: definition.meant.clone(),
            title: definition.title,
            reference: Some(Reference { definition: index, label: self.span_of(label) }),
        })
    }
}

/// Reads a link label, brackets included; gives what is between them.
///
/// It holds at least one character that is not white space, at most 999 bytes, and no bracket
/// without a backslash.
pub(crate) fn link_label(input: &str) -> IResult<&str, &str, ()> {
    delimited(
        char('['),
        verify(until_unescaped(|byte| matches!(byte, b'[' | b']')), |label: &str| {
            label.len() <= LABEL && label.bytes().any(|byte| !is_space(byte))
        }),
        char(']'),
    )
    .parse(input)
}

/// Reads a link destination; gives it without angle brackets. An empty one has angle brackets.
pub(crate) fn link_destination(input: &str) -> IResult<&str, &str, ()> {
    if input.starts_with('<') {
        let is_end = |byte| matches!(byte, b'<' | b'>' | b'\n' | b'\r');
        delimited(char('<'), until_unescaped(is_end), char('>')).parse(input)
    } else {
        bare_destination(input)
    }
}

/// 1 if a byte may mean something in a destination without angle brackets.
fn marks_destination(byte: u8) -> u8 {
    u8::from(byte <= b' ')
        | u8::from(byte == 0x7f)
        | u8::from(byte == b'\\')
        | u8::from(byte == b'(')
        | u8::from(byte == b')')
}

fn bare_destination(input: &str) -> IResult<&str, &str, ()> {
    let bytes = input.as_bytes();
    // Where none of many bytes does, which the compiler sees of all at once, they are passed together.
    let is_plain = |chunk: &&[u8; 16]| {
        chunk.iter().fold(0, |marked, &byte| marked | marks_destination(byte)) == 0
    };
    let mut at = 16 * bytes.as_chunks().0.iter().take_while(is_plain).count();
    let mut open = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'(' if open == PARENTHESES => return Err(nom::Err::Error(())),
            b'(' => open += 1,
            b')' if open == 0 => break,
            b')' => open -= 1,
            b' ' => break,
            byte if byte.is_ascii_control() => break,
            _ => {}
        }
        at += 1;
    }
    match input.split_at_checked(at) {
        Some((destination, rest)) if at > 0 && open == 0 => Ok((rest, destination)),
        _ => Err(nom::Err::Error(())),
    }
}

/// Reads a link title; gives it without quotes. It may run over line endings.
pub(crate) fn link_title(input: &str) -> IResult<&str, &str, ()> {
    alt((
        delimited(char('"'), until_unescaped(|byte| byte == b'"'), char('"')),
        delimited(char('\''), until_unescaped(|byte| byte == b'\''), char('\'')),
        delimited(char('('), until_unescaped(|byte| matches!(byte, b'(' | b')')), char(')')),
    ))
    .parse(input)
}

/// Takes everything up to a byte, which must be ASCII, that `is_end` holds for and no backslash
/// escapes, or the end of input.
fn until_unescaped<'s>(
    is_end: impl Fn(u8) -> bool,
) -> impl Parser<&'s str, Output = &'s str, Error = ()> {
    move |input: &'s str| {
        let bytes = input.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte == b'\\' && bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) {
                at += 1;
            } else if is_end(byte) {
                break;
            }
            at += 1;
        }
        let (taken, rest) = input.split_at_checked(at).ok_or(nom::Err::Error(()))?;
        Ok((rest, taken))
    }
}

/// White space of at least one byte.
fn space(input: &str) -> IResult<&str, &str, ()> {
    verify(take_while(|char: char| char.is_ascii() && is_space(char as u8)), |space: &str| {
        !space.is_empty()
    })
    .parse(input)
}

fn skip_space(input: &str) -> &str {
    input.trim_start_matches([' ', '\t', '\n', '\r'])
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::super::tests::{defined, plain};

    #[test]
    fn inline_links() {
        assert_eq!(plain("[a](b)"), r#"link("a")->"b""#);
        assert_eq!(plain("[a]()"), r#"link("a")->"""#);
        assert_eq!(plain("[](b)"), r#"link()->"b""#);
        assert_eq!(plain("[a](<b c>)"), r#"link("a")->"b c""#);
        assert_eq!(plain("[a](b c)"), r#""[a](b c)""#);
        assert_eq!(plain("[a] (b)"), r#""[a] (b)""#);
        assert_eq!(plain("[a](b(c(d))e)"), r#"link("a")->"b(c(d))e""#);
        assert_eq!(plain("[a](b(c)"), r#""[a](b(c)""#);
        assert_eq!(plain(r"[a](b\)&amp;)"), r#"link("a")->"b\\)&amp;"="b)&""#);
        assert_eq!(plain("[a](\nb\n 'c\"d'\n)"), r#"link("a")->"b" title"c\"d""#);
        assert_eq!(plain("[a](b \"c\" d)"), r#""[a](b \"c\" d)""#);
        assert_eq!(plain("[a](b (c))"), r#"link("a")->"b" title"c""#);
        assert_eq!(plain("[a](b\"c\")"), r#"link("a")->"b\"c\"""#);
    }

    #[test]
    fn brackets_within() {
        assert_eq!(plain("[a [b] c](d)"), r#"link("a [b] c")->"d""#);
        assert_eq!(plain("[a [b](c) d](e)"), r#""[a " link("b")->"c" " d](e)""#);
        assert_eq!(plain("[![a](b)](c)"), r#"link(image("a")->"b")->"c""#);
        assert_eq!(plain("![a [b](c)](d)"), r#"image("a " link("b")->"c")->"d""#);
        assert_eq!(plain("![[[a](b)](c)](d)"), r#"image("[" link("a")->"b" "](c)")->"d""#);
        assert_eq!(plain("[a](b)](c) [d](e)"), r#"link("a")->"b" "](c) " link("d")->"e""#);
        assert_eq!(plain("[a`](b)`"), r#""[a" code"](b)""#);
        assert_eq!(plain("[a<b c=\"](d)\">"), r#""[a" tag"b" c="](d)""#);
        assert_eq!(plain(r"[a\](b)"), r#""[a" esc"\\]" "(b)""#);
    }

    #[test]
    fn references() {
        let labels = ["foo", "bar \u{df}"];
        let parse = |text| defined(&labels, text);
        assert_eq!(parse("[x][foo]"), r#"link("x")#0"#);
        assert_eq!(parse("[Foo][] [*foo*]"), r#"link("Foo")#0 " [" em("foo") "]""#);
        assert_eq!(
            parse("[FOO]: [bar\n SS]"),
            "link(\"FOO\")#0 \": \" link(\"bar\" soft\"\\n \" \"SS\")#1"
        );
        assert_eq!(parse("[foo][nope]"), r#""[foo][nope]""#, "a label that leads nowhere");
        assert_eq!(parse("[nope][foo][]"), r#"link("nope")#0 "[]""#);
        assert_eq!(parse("![foo]!"), r#"image("foo")#0 "!""#);
        assert_eq!(parse("[foo](not a link)"), r#"link("foo")#0 "(not a link)""#);
        assert_eq!(parse("[a [foo] b][foo]"), r#""[a " link("foo")#0 " b]" link("foo")#0"#);
        assert_eq!(parse("[foo][ ]"), r#"link("foo")#0 "[ ]""#);
        assert_eq!(parse(r"[foo\] [[foo]]"), r#""[foo" esc"\\]" " [" link("foo")#0 "]""#);
    }
}
