//! Shortcodes of Hugo and tags of Liquid: what a template engine reads before the text is Markdown.
//! They may stand anywhere, even within a destination or a tag of HTML, so [`Templates`] finds them
//! in the whole text first and sees which are pairs.
//!
//! ```text
//! shortcode = '{{<' '/'? name argument* '/'? '>}}'           {{< tab "Linux" lang=sh >}} … {{< /tab >}}
//!           | '{{%' '/'? name argument* '/'? '%}}'
//! comment   = '{{/*' … '*/}}'
//! shown     = '{{</*' … '*/>}}' | '{{%/*' … '*/%}}'          a shortcode that the page shows as it is
//! tag       = '{%' '-'? name argument* '-'? '%}'              {% note %} … {% endnote %}
//! output    = '{{' … '}}'
//! argument  = (name ('=' | ':' white-space?))? value
//! value     = '"' … '"' | "'" … "'" | '`' … '`' | characters but white space
//! ```
//!
//! White space may hold line endings; strings in `"` may not.

use std::collections::HashMap;

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{is_not, tag, take_till, take_until, take_while, take_while1},
    character::complete::{anychar, char, one_of},
    combinator::{opt, recognize, verify},
    multi::many0_count,
    sequence::{delimited, pair, preceded},
};

use super::Parsed;
use crate::ast::{Attribute, Directive, DirectiveSyntax, Flavour};
use crate::text::Span;

/// What a template engine reads in an article, in order of place.
#[derive(Debug, Default)]
pub(crate) struct Templates {
    pub(crate) found: Vec<Found>,
}

/// One of them.
#[derive(Debug)]
pub(crate) struct Found {
    /// All of it.
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    /// Index of the end that belongs to an opening tag, or the other way round.
    pub(crate) partner: Option<usize>,
    /// Whether nothing but white space and others stand before it on its line.
    pub(crate) starts_line: bool,
    /// Whether nothing but white space and others stand behind it on its line.
    pub(crate) ends_line: bool,
    /// For an opening tag without an end: whether others of its name have one.
    pub(crate) is_missed: bool,
}

/// What it is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A shortcode or tag.
    Tag(Box<Directive>),
    /// An output, or a shortcode that the page shows: what stands between the outer braces.
    Output(Span),
    /// A comment.
    Comment,
}

impl Found {
    /// Its shortcode or tag.
    pub(crate) fn tag(&self) -> Option<&Directive> {
        match &self.kind {
            Kind::Tag(tag) => Some(tag),
            _ => None,
        }
    }

    pub(crate) fn is_end(&self) -> bool {
        self.tag().is_some_and(|tag| tag.closing)
    }
}

impl Templates {
    /// Finds what the engine of a flavour reads from byte `start` of a text on.
    pub(crate) fn of(text: &str, flavour: Flavour, start: usize) -> Templates {
        let read = match flavour {
            Flavour::Hugo => hugo,
            Flavour::Liquid => liquid,
            _ => return Templates::default(),
        };
        let mut found = Vec::new();
        let mut at = start;
        let mut missing = Missing::default();
        while let Some(ahead) =
            text.as_bytes().get(at..).and_then(|rest| memchr::memchr(b'{', rest))
        {
            let here = at + ahead;
            let Some((end, kind)) =
                text.get(here..).and_then(|rest| read(text, rest, &mut missing))
            else {
                at = here + 1;
                continue;
            };
            let span = Span::new(here, end);
            let raw = matches!(&kind, Kind::Tag(tag) if tag.syntax == DirectiveSyntax::Liquid
                && tag.name.of_text(text) == "raw");
            found.push(Found {
                span,
                kind,
                partner: None,
                starts_line: false,
                ends_line: false,
                is_missed: false,
            });
            at = end;
            if raw && !missing.raw {
                // What follows is text up to the end.
                match text.get(at..).and_then(end_of_raw) {
                    Some(length) => at += length,
                    None => missing.raw = true,
                }
            }
        }
        let mut templates = Templates { found };
        templates.pair(text);
        templates.place(text, start);
        templates
    }

    /// Sees which stand at the start or end of their lines.
    fn place(&mut self, text: &str, start: usize) {
        let is_blank = |c: char| matches!(c, ' ' | '\t');
        let (mut floor, mut starts) = (start, true);
        for found in &mut self.found {
            let gap = text.get(floor..found.span.start as usize).unwrap_or("");
            let gap = gap.trim_end_matches(is_blank);
            starts = gap.ends_with(['\n', '\r']) || gap.is_empty() && starts;
            found.starts_line = starts;
            floor = found.span.end as usize;
        }
        let (mut ceiling, mut ends) = (text.len(), true);
        for found in self.found.iter_mut().rev() {
            let gap = text.get(found.span.end as usize..ceiling).unwrap_or("");
            let gap = gap.trim_start_matches(is_blank);
            ends = gap.starts_with(['\n', '\r']) || gap.is_empty() && ends;
            found.ends_line = ends;
            ceiling = found.span.start as usize;
        }
    }

    /// Puts each end to the innermost opening tag of its name; those between have none.
    fn pair(&mut self, text: &str) {
        let mut open: Vec<usize> = Vec::new();
        // Of each name, how many are open, and whether one has an end.
        let mut names: HashMap<&str, (usize, bool)> = HashMap::new();
        for index in 0..self.found.len() {
            let Some(tag) = self.found.get(index).and_then(Found::tag) else { continue };
            let name = paired_name(tag, text);
            if !tag.closing {
                if !tag.self_closing {
                    open.push(index);
                    names.entry(name).or_default().0 += 1;
                }
                continue;
            }
            if names.get(name).is_none_or(|known| known.0 == 0) {
                continue;
            }
            while let Some(last) = open.pop() {
                let Some(tag) = self.found.get(last).and_then(Found::tag) else { break };
                let other = paired_name(tag, text);
                let known = names.entry(other).or_default();
                known.0 -= 1;
                if other == name {
                    known.1 = true;
                    for (one, partner) in [(last, index), (index, last)] {
                        if let Some(one) = self.found.get_mut(one) {
                            one.partner = Some(partner);
                        }
                    }
                    break;
                }
            }
        }
        for found in &mut self.found {
            let Some(tag) = found.tag() else { continue };
            let missed = !tag.closing
                && !tag.self_closing
                && found.partner.is_none()
                && names.get(paired_name(tag, text)).is_some_and(|known| known.1);
            found.is_missed = missed;
        }
    }

    /// Those that start within a span.
    pub(crate) fn within(&self, span: Span) -> &[Found] {
        if self.found.is_empty() {
            return &[];
        }
        let from = self.found.partition_point(|it| it.span.start < span.start);
        let to = self.found.partition_point(|it| it.span.start < span.end);
        self.found.get(from..to).unwrap_or(&[])
    }
}

/// The name that an opening tag and its end have in common.
fn paired_name<'t>(tag: &Directive, text: &'t str) -> &'t str {
    let name = tag.name.of_text(text);
    match tag.syntax {
        DirectiveSyntax::Liquid if tag.closing => name.get(3..).unwrap_or(name),
        _ => name,
    }
}

/// Which ends are known to be missing from here on.
#[derive(Default)]
struct Missing {
    comment: bool,
    tag: bool,
    output: bool,
    raw: bool,
}

fn hugo(text: &str, rest: &str, missing: &mut Missing) -> Option<(usize, Kind)> {
    let start = Span::of(text, rest).start as usize;
    let end = |after: &str| start + (rest.len() - after.len());
    if rest.starts_with("{{/*") {
        if missing.comment {
            return None;
        }
        let comment: Parsed<'_, _> = (tag("{{/*"), take_until("*/}}"), tag("*/}}")).parse(rest);
        missing.comment = comment.is_err();
        return comment.ok().map(|(after, _)| (end(after), Kind::Comment));
    }
    if let Ok((after, inner)) = shown(rest) {
        return Some((end(after), Kind::Output(Span::of(text, inner))));
    }
    for (open, close, syntax) in [
        ("{{<", ">}}", DirectiveSyntax::Shortcode),
        ("{{%", "%}}", DirectiveSyntax::MarkdownShortcode),
    ] {
        if rest.starts_with(open) {
            let (after, found) = shortcode(open, close, rest).ok()?;
            return Some((
                end(after),
                Kind::Tag(Box::new(found.directive(text, syntax, rest, after))),
            ));
        }
    }
    None
}

/// Reads `{{</* … */>}}` on one line; gives what stands between the outer braces.
fn shown(rest: &str) -> Parsed<'_, &str> {
    let one = |open: &'static str, close: &'static str| {
        let line = take_while(|c: char| !matches!(c, '\n' | '\r' | '*'));
        recognize((tag(open), line, tag(close)))
    };
    delimited(tag("{{"), alt((one("</*", "*/>"), one("%/*", "*/%"))), tag("}}")).parse(rest)
}

/// A tag in slices of the input.
struct Parts<'s> {
    name: &'s str,
    closing: bool,
    self_closing: bool,
    arguments: Vec<Argument<'s>>,
}

struct Argument<'s> {
    whole: &'s str,
    name: &'s str,
    value: &'s str,
    quote: Option<char>,
}

impl Parts<'_> {
    fn directive(&self, text: &str, syntax: DirectiveSyntax, rest: &str, after: &str) -> Directive {
        let start = Span::of(text, rest).start as usize;
        let attributes = self.arguments.iter().map(|argument| Attribute {
            span: Span::of(text, argument.whole),
            name: Span::of(text, argument.name),
            value: Some(Span::of(text, argument.value)),
            quote: argument.quote,
        });
        let attributes: Vec<Attribute> = attributes.collect();
        let leads = ["ref", "relref", "link", "post_url"].contains(&self.name);
        let path = |it: &&Attribute| it.name.is_empty() || it.name.of_text(text) == "path";
        let destination = attributes.iter().find(path).and_then(|it| it.value);
        Directive {
            span: Span::new(start, start + (rest.len() - after.len())),
            syntax,
            name: Span::of(text, self.name),
            colons: 0,
            self_closing: self.self_closing,
            closing: self.closing,
            attributes,
            label: None,
            destination: destination.filter(|_| leads && !self.closing),
        }
    }
}

/// Reads a shortcode between two marks.
fn shortcode<'s>(open: &'static str, close: &'static str, rest: &'s str) -> Parsed<'s, Parts<'s>> {
    let name = take_while1(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'));
    let mut head = (tag(open), take_while(is_space), opt(char('/')), take_while(is_space), name);
    let (mut rest, (_, _, slash, _, name)) = head.parse(rest)?;
    // A slash at the end of the name closes the shortcode, as one behind white space does.
    let mut bare: &str = name;
    if rest.starts_with(close) && bare.ends_with('/') {
        bare = bare.strip_suffix('/').unwrap_or(bare);
    }
    let mut self_closing = bare.len() < name.len();
    let mut arguments = Vec::new();
    loop {
        let (ahead, _) = take_while(is_space).parse(rest)?;
        let end: Parsed<'_, _> = pair(opt(char('/')), tag(close)).parse(ahead);
        if let Ok((after, (slash_at_end, _))) = end {
            self_closing |= slash_at_end.is_some();
            let closing = slash.is_some();
            return Ok((after, Parts { name: bare, closing, self_closing, arguments }));
        }
        let (after, argument) = argument(ahead, "=", close)?;
        arguments.push(argument);
        rest = after;
    }
}

/// Reads an argument; `close` ends a value without quotes.
fn argument<'s>(rest: &'s str, equals: &'static str, close: &str) -> Parsed<'s, Argument<'s>> {
    let name = take_while1(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let equals = (take_while(is_space), one_of(equals), take_while(is_space));
    let mut named = opt((name, equals).map(|(name, _)| name));
    let (start, name): (_, Option<&str>) = named.parse(rest)?;
    let (after, (quote, value)) = value(start, close)?;
    let whole = rest.get(..rest.len() - after.len()).unwrap_or("");
    let name = name.unwrap_or_else(|| rest.get(..0).unwrap_or(""));
    Ok((after, Argument { whole, name, value, quote }))
}

fn value<'s>(start: &'s str, close: &str) -> Parsed<'s, (Option<char>, &'s str)> {
    if start.starts_with('"') {
        let piece = alt((is_not("\"\\\n\r"), recognize((char('\\'), anychar))));
        let inside = recognize(many0_count(piece));
        return delimited(char('"'), inside, char('"')).map(|v| (Some('"'), v)).parse(start);
    }
    if let Some(quote @ ('`' | '\'')) = start.chars().next() {
        let inside = take_till(move |c| c == quote || quote == '\'' && matches!(c, '\n' | '\r'));
        let string: Parsed<'_, _> = delimited(char(quote), inside, char(quote)).parse(start);
        if let Ok((after, value)) = string {
            return Ok((after, (Some(quote), value)));
        }
        if quote == '`' {
            return Err(nom::Err::Error(()));
        }
    }
    // Another opening brace is another tag's.
    let end = start
        .char_indices()
        .find(|&(at, c)| {
            is_space(c)
                || matches!(c, '{' | '"' | '`')
                || close.starts_with(c)
                    && start.get(at..).is_some_and(|rest| rest.starts_with(close))
        })
        .map_or(start.len(), |(at, _)| at);
    match start.split_at_checked(end) {
        Some((value, after)) if end > 0 => Ok((after, (None, value))),
        _ => Err(nom::Err::Error(())),
    }
}

fn liquid(text: &str, rest: &str, missing: &mut Missing) -> Option<(usize, Kind)> {
    let start = Span::of(text, rest).start as usize;
    let end = |after: &str| start + (rest.len() - after.len());
    if rest.starts_with("{%") && !missing.tag {
        let whole: Parsed<'_, &str> =
            recognize((tag("{%"), take_until("%}"), tag("%}"))).parse(rest);
        let Ok((after, whole)) = whole else {
            missing.tag = true;
            return None;
        };
        let parts = liquid_tag(whole)?;
        let directive = parts.directive(text, DirectiveSyntax::Liquid, rest, after);
        return Some((end(after), Kind::Tag(Box::new(directive))));
    }
    if rest.starts_with("{{") && !missing.output {
        let output: Parsed<'_, &str> =
            delimited(tag("{{"), take_until("}}"), tag("}}")).parse(rest);
        missing.output = output.is_err();
        return output.ok().map(|(after, inner)| (end(after), Kind::Output(Span::of(text, inner))));
    }
    None
}

/// Reads the parts of `{% … %}`. What is no argument is left out: Liquid has operators.
fn liquid_tag(whole: &str) -> Option<Parts<'_>> {
    let inside = whole.strip_prefix("{%")?.strip_suffix("%}")?;
    let inside = inside.strip_prefix('-').unwrap_or(inside);
    let inside = inside.strip_suffix(['-', '/']).unwrap_or(inside);
    let self_closing = whole.ends_with("/%}");
    let name = take_while1(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let named: Parsed<'_, _> = preceded(
        take_while(is_space),
        verify(pair(opt(char('/')), name), |(_, name): &(_, &str)| !name.starts_with('-')),
    )
    .parse(inside);
    let (mut rest, (slash, name)) = named.ok()?;
    let mut arguments = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c| is_space(c) || matches!(c, ',' | '|'));
        if rest.is_empty() {
            break;
        }
        let found = argument(rest, "=:", "%}");
        let Ok((after, argument)) = found else {
            let next = rest.char_indices().nth(1).map_or(rest.len(), |(at, _)| at);
            rest = rest.get(next..).unwrap_or("");
            continue;
        };
        arguments.push(argument);
        rest = after;
    }
    let is_end = |name: &str| name.len() > 3 && name.starts_with("end");
    let closing = slash.is_some() || is_end(name);
    Some(Parts { name, closing, self_closing, arguments })
}

/// How many bytes stand before `{% endraw %}`.
fn end_of_raw(rest: &str) -> Option<usize> {
    memchr::memmem::find_iter(rest.as_bytes(), b"{%").find(|&at| {
        let inside = rest.get(at + 2..).unwrap_or("").trim_start_matches('-').trim_start();
        inside.starts_with("endraw")
    })
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, flavour: Flavour) -> Vec<String> {
        let templates = Templates::of(text, flavour, 0);
        let one = |found: &Found| match &found.kind {
            Kind::Comment => "comment".to_owned(),
            Kind::Output(inner) => format!("out {:?}", inner.of_text(text)),
            Kind::Tag(tag) => {
                let slash = if tag.closing { "/" } else { "" };
                let list = tag.attributes.iter().map(|it| {
                    let value = it.value.map_or("", |value| value.of_text(text));
                    format!(" {}={value:?}", it.name.of_text(text))
                });
                let list: String = list.collect();
                let pair = found.partner.map_or(String::new(), |partner| format!(" #{partner}"));
                let missed = if found.is_missed { " missed" } else { "" };
                let end = if tag.self_closing { "/" } else { "" };
                format!("{slash}{}{list}{end}{pair}{missed}", tag.name.of_text(text))
            }
        };
        templates.found.iter().map(one).collect()
    }

    #[test]
    fn shortcodes() {
        let hugo = |text| read(text, Flavour::Hugo);
        assert_eq!(hugo("a {{< b >}} {{%c%}}"), ["b", "c"]);
        assert_eq!(
            hugo("{{< a/b \"c \\\"d\" e=f g=`h\ni` >}}"),
            ["a/b =\"c \\\\\\\"d\" e=\"f\" g=\"h\\ni\""]
        );
        assert_eq!(hugo("{{% a\n  b=\"c\"\n%}}{{< / a >}}"), ["a b=\"c\" #1", "/a #0"]);
        assert_eq!(hugo("{{< a />}}{{< b c>}}"), ["a/", "b =\"c\""]);
        assert_eq!(hugo("{{</* a */>}} {{/* b */}}"), ["out \"</* a */>\"", "comment"]);
        assert_eq!(hugo("{{ .Values }} {{< a {{< b >}}"), ["b"]);
        assert_eq!(
            hugo("{{< a >}}{{< b >}}{{< b >}}{{< /b >}}{{< /a >}}{{< /c >}}"),
            ["a #4", "b missed", "b #3", "/b #2", "/a #0", "/c"]
        );
    }

    #[test]
    fn tags_of_liquid() {
        let liquid = |text| read(text, Flavour::Liquid);
        assert_eq!(liquid("{% note %}a{% endnote %}"), ["note #1", "/endnote #0"]);
        assert_eq!(liquid("{{ a | b: 'c' }}"), ["out \" a | b: 'c' \""]);
        assert_eq!(
            liquid("{%- include a.html b=\"c\" d: e -%}"),
            ["include =\"a.html\" b=\"c\" d=\"e\""]
        );
        assert_eq!(
            liquid("{% raw %}{{ a }}{% endraw %}{{b}}"),
            ["raw #1", "/endraw #0", "out \"b\""]
        );
        assert_eq!(liquid("{% a {{ b"), [""; 0]);
    }
}
