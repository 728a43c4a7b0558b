//! Directives of Microsoft Learn within a line.
//!
//! ```text
//! brackets = '[!' name '[' label ']' '(' path title? ')' ']'      [!INCLUDE [intro](includes/intro.md)]
//!          | '[!VIDEO ' address ']'                                [!code-csharp[Main](Program.cs?name=main)]
//! colons   = ':::' name attribute* ':::'                           :::image type="icon" source="ok.png":::
//! ```
//!
//! White space may stand before the label and between the attributes. The name is read in any case;
//! with colons it is one of those that stand within lines. A directive stays on its line.

use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{tag, take_till, take_while, take_while1},
    character::complete::{anychar, char, space0},
    combinator::{opt, recognize, verify},
    sequence::{delimited, pair, preceded, terminated},
};

use super::scan::Scan;
use crate::{
    ast::{Attribute, Directive, DirectiveSyntax},
    grammar::html::TagAttribute,
};

/// Brackets nest no deeper in a label, parentheses no deeper in a path.
const DEPTH: usize = 8;

/// The directives with colons that may stand within a line.
const INLINE: [&str; 3] = ["image", "no-loc", "video"];

impl Scan<'_, '_> {
    /// At `[!`: a directive and where it ends.
    pub(super) fn bracket_directive(&self, at: usize) -> Option<(Directive, usize)> {
        let (rest, (name, label, destination)) = brackets(self.from(at)).ok()?;
        let end = self.offset_of_rest(rest);
        let directive = Directive {
            span: self.span(at, end),
            syntax: DirectiveSyntax::Brackets,
            name: self.span_of(name),
            colons: 0,
            self_closing: false,
            closing: false,
            attributes: Vec::new(),
            label: label.map(|label| self.span_of(label)),
            destination: Some(self.span_of(destination)),
        };
        Some((directive, end))
    }

    /// At `:::`: a directive and where it ends.
    pub(super) fn colon_directive(&self, at: usize) -> Option<(Directive, usize)> {
        let (rest, (name, attributes)) = colons(self.from(at)).ok()?;
        let end = self.offset_of_rest(rest);
        let attributes = attributes
            .into_iter()
            .map(|attribute| Attribute {
                span: self.span_of(attribute.whole),
                name: self.span_of(attribute.name),
                value: attribute.value.map(|value| self.span_of(value)),
                quote: attribute.quote,
            })
            .collect();
        let directive = Directive {
            span: self.span(at, end),
            syntax: DirectiveSyntax::Colons,
            name: self.span_of(name),
            colons: 3,
            self_closing: true,
            closing: false,
            attributes,
            label: None,
            destination: None,
        };
        Some((directive, end))
    }
}

type Brackets<'s> = (&'s str, Option<&'s str>, &'s str);

fn brackets(input: &str) -> IResult<&str, Brackets<'_>, ()> {
    delimited(tag("[!"), alt((video, labelled)), pair(space0, char(']'))).parse(input)
}

fn video(input: &str) -> IResult<&str, Brackets<'_>, ()> {
    (
        verify(directive_name, |name: &str| name.eq_ignore_ascii_case("VIDEO")),
        preceded(
            take_while1(is_blank),
            take_while1(|char: char| !char.is_whitespace() && !matches!(char, '[' | ']')),
        ),
    )
        .map(|(name, address)| (name, None, address))
        .parse(input)
}

fn labelled(input: &str) -> IResult<&str, Brackets<'_>, ()> {
    let (rest, (name, _, label, path)) =
        (directive_name, space0, balanced('[', ']'), balanced('(', ')')).parse(input)?;
    Ok((rest, (name, Some(label), without_title(path))))
}

fn directive_name(input: &str) -> IResult<&str, &str, ()> {
    verify(
        take_while1(|char: char| char.is_ascii_alphanumeric() || "-_+#.".contains(char)),
        |name: &str| name.starts_with(|char: char| char.is_ascii_alphabetic()),
    )
    .parse(input)
}

/// Reads what two delimiters enclose on one line, balanced.
fn balanced<'s>(open: char, close: char) -> impl Parser<&'s str, Output = &'s str, Error = ()> {
    let inner = move |input: &'s str| {
        let mut depth = 0;
        for (at, char) in input.char_indices() {
            if char == close {
                let Some(outer) = usize::checked_sub(depth, 1) else {
                    return Ok((input.get(at..).unwrap_or(""), input.get(..at).unwrap_or("")));
                };
                depth = outer;
            } else if char == open {
                depth += 1;
            }
            if depth > DEPTH || matches!(char, '\n' | '\r') {
                break;
            }
        }
        Err(nom::Err::Error(()))
    };
    delimited(char(open), inner, char(close))
}

/// A path without white space around, and without the title in quotes after it.
fn without_title(path: &str) -> &str {
    let path = path.trim_matches(is_blank);
    let titled = path.strip_suffix('"').and_then(|path| path.rsplit_once(" \""));
    titled.map_or(path, |(path, _)| path.trim_end_matches(is_blank))
}

fn colons(input: &str) -> IResult<&str, (&str, Vec<TagAttribute<'_>>), ()> {
    let (mut rest, name) = preceded(
        pair(tag(":::"), space0),
        verify(directive_name, |name: &str| {
            INLINE.iter().any(|known| known.eq_ignore_ascii_case(name))
        }),
    )
    .parse(input)?;
    let mut attributes = Vec::new();
    while let Ok((after, attribute)) = attribute(rest) {
        attributes.push(attribute);
        rest = after;
    }
    let (rest, _) = pair(space0, tag(":::")).parse(rest)?;
    Ok((rest, (name, attributes)))
}

/// Reads an attribute and the blanks before it.
fn attribute(input: &str) -> IResult<&str, TagAttribute<'_>, ()> {
    let (start, _) = space0(input)?;
    let name = recognize(pair(
        verify(anychar, char::is_ascii_alphabetic),
        take_while(|char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_')),
    ));
    let equals = (space0, char('='), space0);
    let (rest, (name, value)) = (name, opt(preceded(equals, value))).parse(start)?;
    let whole = start.get(..start.len() - rest.len()).unwrap_or("");
    let (quote, value) = value.map_or((None, None), |(quote, value)| (quote, Some(value)));
    Ok((rest, TagAttribute { whole, name, value, quote }))
}

/// Reads a value: its opening quote, if any, and what it holds. Typographic quotes are taken for
/// quotes; a rule may say that they are wrong.
fn value(input: &str) -> IResult<&str, (Option<char>, &str), ()> {
    let opening = input.chars().next().unwrap_or(' ');
    let is_typographic = |char: char| "“”„‟«»‘’‚‹›".contains(char);
    let is_line_end = |char: char| matches!(char, '\n' | '\r');
    if matches!(opening, '"' | '\'') {
        let inner = take_till(|char: char| char == opening || is_line_end(char));
        delimited(char(opening), inner, char(opening))
            .map(|value| (Some(opening), value))
            .parse(input)
    } else if is_typographic(opening) {
        let inner = take_till(|char: char| is_typographic(char) || is_line_end(char));
        preceded(anychar, terminated(inner, verify(anychar, |&char| is_typographic(char))))
            .map(|value| (Some(opening), value))
            .parse(input)
    } else {
        take_while1(|char: char| !char.is_whitespace() && !matches!(char, '"' | '\'' | ':'))
            .map(|value| (None, value))
            .parse(input)
    }
}

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t')
}

#[cfg(test)]
mod tests {
    use super::super::tests::{gfm, plain};

    #[test]
    fn brackets() {
        assert_eq!(
            plain("a [!INCLUDE [b c](../d.md)] e"),
            r#""a " dir"INCLUDE"["b c"]("../d.md") " e""#
        );
        assert_eq!(plain("[!include[b](c (d).md \"t\") ]"), r#"dir"include"["b"]("c (d).md")"#);
        assert_eq!(
            plain("[!code-csharp[](a.cs?name=b&c=1,2)]"),
            r#"dir"code-csharp"[""]("a.cs?name=b&c=1,2")"#
        );
        assert_eq!(plain("[!VIDEO https://a/b]"), r#"dir"VIDEO"("https://a/b")"#);
    }

    #[test]
    fn no_brackets() {
        assert_eq!(plain("[!NOTE] a"), r#""[!NOTE] a""#);
        assert_eq!(plain("[!INCLUDE [b](c)"), r#""[!INCLUDE " link("b")->"c""#);
        assert_eq!(plain("[!INCLUDE [b]\n(c)]"), r#""[!INCLUDE [b]" soft"\n" "(c)]""#);
        assert_eq!(gfm("[!INCLUDE [b](c)]"), r#""[!INCLUDE " link("b")->"c" "]""#);
    }

    #[test]
    fn colons() {
        assert_eq!(
            plain("a:::image type=\"icon\" source='b.png' border=false:::c"),
            r#""a" dir"image" type="icon" source="b.png" border="false" "c""#
        );
        assert_eq!(plain(":::no-loc text=\"*A:::B*\"::: d"), r#"dir"no-loc" text="*A:::B*" " d""#);
        assert_eq!(plain("::: image alt=“a b” :::"), r#"dir"image" alt="a b""#);
    }

    #[test]
    fn no_colons() {
        for text in
            [":::image", ":::image a=\"b:::", ":::row:::", ":::image a=\n\"b\":::", ":::", "::::"]
        {
            assert_eq!(plain(text).matches("dir").count(), 0, "{text}");
        }
        assert_eq!(gfm(":::image a=\"b\":::"), r#"":::image a=\"b\":::""#);
    }
}
