//! JSX as MDX has it: tags, expressions in braces, `import` and `export`. Used within lines and by
//! the block level.
//!
//! ```text
//! tag        = '<' '/'? name? attribute* white-space? '/'? '>'        <Card title="Start" {...rest} />
//! name       = identifier (('.' | ':') identifier)*
//! attribute  = white-space (name (white-space? '=' white-space? value)? | braces)
//! value      = '"' … '"' | "'" … "'" | braces
//! braces     = '{' script '}'                 braces, strings, templates and comments balanced
//! ```
//!
//! White space may hold line endings. The parsers give slices of their input.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{take_till, take_while},
    character::complete::{char, satisfy},
    combinator::{opt, recognize},
    multi::many0_count,
    sequence::{delimited, pair, preceded},
};

use super::Parsed;

/// A tag, in slices of the input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tag<'s> {
    /// The name as written; empty for a fragment.
    pub(crate) name: &'s str,
    /// `</name>`.
    pub(crate) closing: bool,
    /// `<name/>`.
    pub(crate) self_closing: bool,
    /// Attributes in order.
    pub(crate) attributes: Vec<Attribute<'s>>,
}

/// An attribute of a tag, in slices of the input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Attribute<'s> {
    /// All of it, from the name to the closing quote or brace.
    pub(crate) whole: &'s str,
    /// The name; empty for `{...spread}`.
    pub(crate) name: &'s str,
    /// The value without quotes or braces; `None` for a bare name.
    pub(crate) value: Option<&'s str>,
    /// The quote around the value, `{` for braces.
    pub(crate) quote: Option<char>,
}

/// Why no tag stands there: how many bytes of the input were looked at, at most.
pub(crate) struct Seen(pub(crate) usize);

/// Reads an opening or closing tag. Who reads on after a failure must not look at the same bytes
/// again and again: the error says how far this one looked.
pub(crate) fn any_tag(input: &str) -> Result<(&str, Tag<'_>), Seen> {
    let head: Parsed<'_, _> = pair(preceded(char('<'), opt(char('/'))), opt(name)).parse(input);
    let Ok((mut rest, (slash, name))) = head else { return Err(Seen(1)) };
    let name = name.unwrap_or_else(|| rest.get(..0).unwrap_or(""));
    let closing = slash.is_some();
    let mut attributes = Vec::new();
    loop {
        let ahead = rest.trim_start_matches(is_space);
        if closing || name.is_empty() || ahead.len() == rest.len() {
            break;
        }
        match attribute(ahead) {
            Ok((after, attribute)) => {
                attributes.push(attribute);
                rest = after;
            }
            // A value that has begun and does not end was searched to the end.
            Err(true) => return Err(Seen(input.len())),
            Err(false) => break,
        }
    }
    let end: Parsed<'_, _> =
        delimited(take_while(is_space), opt(char('/')), pair(take_while(is_space), char('>')))
            .parse(rest);
    match end {
        Ok((after, slash))
            if !(closing && slash.is_some()) && (!name.is_empty() || rest.starts_with('>')) =>
        {
            let self_closing = slash.is_some();
            Ok((after, Tag { name, closing, self_closing, attributes }))
        }
        _ => {
            let ahead = rest.trim_start_matches(is_space);
            Err(Seen((input.len() - ahead.len() + 2).min(input.len())))
        }
    }
}

/// Reads a name: identifiers with dots or one colon between.
fn name(input: &str) -> Parsed<'_, &str> {
    let more = pair(alt((char('.'), char(':'))), identifier);
    recognize(pair(identifier, many0_count(more))).parse(input)
}

fn identifier(input: &str) -> Parsed<'_, &str> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-');
    let first = satisfy(|c| c.is_alphabetic() || matches!(c, '_' | '$'));
    recognize(pair(first, take_while(part))).parse(input)
}

/// Reads an attribute; the error says whether a value without end began.
fn attribute(input: &str) -> Result<(&str, Attribute<'_>), bool> {
    let whole = |rest: &str| input.get(..input.len() - rest.len()).unwrap_or("");
    if input.starts_with('{') {
        let (rest, inner) = braces(input).ok_or(true)?;
        let (value, quote) = (Some(inner), Some('{'));
        let name = input.get(..0).unwrap_or("");
        return Ok((rest, Attribute { whole: whole(rest), name, value, quote }));
    }
    let Ok((after, name)) = name(input) else { return Err(false) };
    let equals: Parsed<'_, _> =
        delimited(take_while(is_space), char('='), take_while(is_space)).parse(after);
    let Ok((start, _)) = equals else {
        return Ok((after, Attribute { whole: name, name, value: None, quote: None }));
    };
    let quote = start.chars().next();
    let (rest, value) = match quote {
        Some(quote @ ('"' | '\'')) => {
            let string: Parsed<'_, _> =
                delimited(char(quote), take_till(|c| c == quote), char(quote)).parse(start);
            string.map_err(|_| true)?
        }
        Some('{') => braces(start).ok_or(true)?,
        _ => return Err(false),
    };
    Ok((rest, Attribute { whole: whole(rest), name, value: Some(value), quote }))
}

/// Reads a script in braces, whose own braces, strings, templates and comments are respected; gives
/// what stands between the braces, and looks to the end of the input where they do not end.
pub(crate) fn braces(input: &str) -> Option<(&str, &str)> {
    let inside = input.strip_prefix('{')?;
    let mut script = Script::default();
    script
        .run(inside, |at, script| {
            (script.open.is_empty() && inside.as_bytes().get(at) == Some(&b'}')).then_some(at)
        })
        .and_then(|end| Some((inside.get(end + 1..)?, inside.get(..end)?)))
}

/// Reads a simple `{…}` without braces within, on one line.
pub(crate) fn simple_braces(input: &str) -> Option<(&str, &str)> {
    let parsed: Parsed<'_, _> =
        delimited(char('{'), take_till(|c| matches!(c, '{' | '}' | '\n' | '\r')), char('}'))
            .parse(input);
    parsed.ok()
}

/// Whether the text between braces is a comment and nothing else.
pub(crate) fn is_comment(inner: &str) -> bool {
    let inner = inner.trim();
    inner.starts_with("/*") && inner.find("*/").is_some_and(|at| at >= 2 && at + 2 == inner.len())
}

/// Reads an `import` or `export` up to a blank line that no brace, bracket or template holds;
/// `None` where the text does not begin with one, or one does not end. A failure has looked at all
/// of the input.
pub(crate) fn module(input: &str) -> Option<&str> {
    if !starts_module(input) {
        return None;
    }
    let bytes = input.as_bytes();
    let mut script = Script { brackets: true, ..Script::default() };
    let end = script.run(input, |at, script| {
        let ends = matches!(bytes.get(at), Some(b'\n' | b'\r'))
            && script.open.is_empty()
            && is_blank_ahead(input.get(at..).unwrap_or(""));
        ends.then_some(at)
    });
    match end {
        Some(end) => input.get(..end),
        None => script.open.is_empty().then_some(input),
    }
}

/// Whether a text starts as an import or export does, and as no sentence does.
pub(crate) fn starts_module(input: &str) -> bool {
    let word = |rest: &str, words: &[&str]| {
        words.iter().any(|word| {
            rest.strip_prefix(word).is_some_and(|after| {
                !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-'))
            })
        })
    };
    let line = input.split(['\n', '\r']).next().unwrap_or("");
    if let Some(rest) = line.strip_prefix("import") {
        let ahead = rest.trim_start_matches([' ', '\t']);
        return ahead.starts_with(['{', '"', '\'', '*'])
            || ahead.len() < rest.len()
                && ahead.split_once([' ', ',']).is_some_and(|(name, after)| {
                    let after = after.trim_start();
                    identifier(name).is_ok_and(|(rest, _)| rest.is_empty())
                        && (word(after, &["from"])
                            || after.starts_with('{')
                            || after.starts_with('*'))
                });
    }
    line.strip_prefix("export").is_some_and(|rest| {
        let ahead = rest.trim_start_matches([' ', '\t']);
        ahead.starts_with(['{', '*'])
            || ahead.len() < rest.len()
                && word(
                    ahead,
                    &["const", "let", "var", "function", "class", "default", "async", "type"],
                )
    })
}

/// Whether after a line ending at the start of `rest` a blank line or the end comes.
fn is_blank_ahead(rest: &str) -> bool {
    let after = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
    let ahead = after.unwrap_or(rest).trim_start_matches([' ', '\t']);
    ahead.is_empty() || ahead.starts_with(['\n', '\r'])
}

/// Where a pass over a script is.
#[derive(Default)]
struct Script {
    /// Open braces, brackets and templates, innermost last.
    open: Vec<u8>,
    /// Whether round and square brackets count.
    brackets: bool,
}

impl Script {
    /// Passes over a script until `ends` answers for the place of a byte of code; strings, templates
    /// and comments are passed over as a whole.
    fn run(
        &mut self,
        input: &str,
        ends: impl Fn(usize, &Script) -> Option<usize>,
    ) -> Option<usize> {
        let bytes = input.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.open.last() == Some(&b'`') {
                match byte {
                    b'\\' => at += 1,
                    b'`' => drop(self.open.pop()),
                    b'$' if bytes.get(at + 1) == Some(&b'{') => {
                        self.open.push(b'{');
                        at += 1;
                    }
                    _ => {}
                }
                at += 1;
                continue;
            }
            if let Some(found) = ends(at, self) {
                return Some(found);
            }
            match byte {
                b'{' | b'`' => self.open.push(byte),
                b'(' | b'[' if self.brackets => self.open.push(byte),
                b'}' => self.close(b'{'),
                b')' => self.close(b'('),
                b']' => self.close(b'['),
                b'"' | b'\'' => {
                    // An apostrophe of text within a tag has no like on its line.
                    let rest = input.get(at + 1..).unwrap_or("");
                    if let Some(length) = string(rest, byte) {
                        at += length;
                    }
                }
                b'/' if bytes.get(at + 1) == Some(&b'*') => {
                    let rest = bytes.get(at + 2..)?;
                    at += 3 + memchr::memmem::find(rest, b"*/")?;
                }
                b'/' if bytes.get(at + 1) == Some(&b'/') => {
                    let rest = bytes.get(at..)?;
                    // The line ending itself is code.
                    at += memchr::memchr2(b'\n', b'\r', rest)?.saturating_sub(1);
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn close(&mut self, open: u8) {
        if self.open.last() == Some(&open) {
            self.open.pop();
        }
    }
}

/// Length of what a string on one line holds and its end, if it ends.
fn string(rest: &str, quote: u8) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 0;
    loop {
        let ahead = bytes
            .get(at..)?
            .iter()
            .position(|&byte| byte == quote || matches!(byte, b'\\' | b'\n' | b'\r'))?;
        at += ahead + 1;
        match bytes.get(at - 1) {
            Some(b'\\') => at += 1,
            Some(&byte) if byte == quote => return Some(at),
            _ => return None,
        }
    }
}

/// White space between the parts of a tag.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(input: &str) -> Option<String> {
        let (rest, tag) = any_tag(input).ok()?;
        let attributes: Vec<String> = tag
            .attributes
            .iter()
            .map(|it| format!("{}={:?}{:?}", it.name, it.quote, it.value))
            .collect();
        let slashes = (if tag.closing { "/" } else { "" }, if tag.self_closing { "/" } else { "" });
        Some(format!("{}{}{attributes:?}{}|{rest}", slashes.0, tag.name, slashes.1))
    }

    #[test]
    fn tags() {
        let is = |input: &str, expected: &str| {
            assert_eq!(shape(input).as_deref(), Some(expected), "{input}");
        };
        is("<Tabs>a", "Tabs[]|a");
        is("</Tabs >", "/Tabs[]|");
        is("<>a", "[]|a");
        is("</>", "/[]|");
        assert!(shape("<A\n  b={{ c: '}' }}\n  {...d}\n  e\n/>").is_some());
        let Ok((_, tag)) = any_tag("<A b={`${x}}`} {...c} d>") else { panic!("no tag") };
        let values: Vec<_> = tag.attributes.iter().map(|it| (it.name, it.value)).collect();
        assert_eq!(values, [("b", Some("`${x}}`")), ("", Some("...c")), ("d", None)]);
        for none in ["<https://a>", "<a@b.c>", "< a>", "<1>", "<a b=c>", "<a b='>", "<a {b>", "<a"]
        {
            assert_eq!(shape(none), None, "{none}");
        }
    }

    #[test]
    fn scripts_in_braces() {
        let inner = |input| braces(input).map(|(_, inner)| inner);
        assert_eq!(inner("{a}b}"), Some("a"));
        assert_eq!(inner("{ {a: '}'} } b"), Some(" {a: '}'} "));
        assert_eq!(inner("{`a ${b} }`}"), Some("`a ${b} }`"));
        assert_eq!(inner("{/* } */}"), Some("/* } */"));
        assert_eq!(inner("{a // }\n}"), Some("a // }\n"));
        assert_eq!(inner("{<p>don't</p>}"), Some("<p>don't</p>"));
        assert_eq!(inner("{a"), None);
        assert!(is_comment(" /* a */ ") && !is_comment("/* a */ b /* c */") && !is_comment("/*/"));
    }

    #[test]
    fn modules() {
        assert_eq!(module("import a from 'b';\n\nc"), Some("import a from 'b';"));
        assert_eq!(
            module("export const a = {\n\n  b,\n};\n\nc"),
            Some("export const a = {\n\n  b,\n};")
        );
        assert_eq!(module("import 'a';"), Some("import 'a';"));
        assert_eq!(module("import { a,\n b } from 'c'\n"), Some("import { a,\n b } from 'c'"));
        for none in ["import the file", "export the data first", "important", "exported const a"] {
            assert_eq!(module(none), None, "{none}");
        }
    }
}
