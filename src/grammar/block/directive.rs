//! Directives of Microsoft Learn on lines of their own: `::: moniker range="…"`, `:::row:::`,
//! `:::image …:::`, `[!INCLUDE [text](path)]`, `[!code-csharp[text](path)]`, `[!VIDEO address]`,
//! `[!div class="…"]`.
//!
//! Only what the publishing build accepts is a directive. A line that was meant as one stays text,
//! and [`near`] says so.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, tag_no_case, take_till, take_while, take_while_m_n, take_while1},
    character::complete::{char, satisfy, space0, space1},
    combinator::{eof, opt, recognize, verify},
    multi::fold_many0,
    sequence::{delimited, preceded, terminated},
};

use crate::ast::{Attribute, Directive, DirectiveSyntax, RegionKind};
use crate::grammar::Parsed;
use crate::text::Span;

/// What a line of colons is.
pub(super) enum Colons {
    /// The start of a region.
    Open(RegionKind, Directive),
    /// The end of one.
    End(RegionKind, Directive),
    /// A directive without content.
    Leaf(Directive),
    /// A line that is nearly a directive, with all of it but the white space around.
    Near(RegionKind, Span),
}

/// Reads a line's rest that starts with colons; `None` for text.
pub(super) fn colons(text: &str, rest: &str) -> Option<Colons> {
    let Ok((after, mut directive)) = triple_colon(text, rest) else { return near(text, rest) };
    let name = directive.name.of_text(text);
    let alone = after.trim_matches([' ', '\t']).is_empty();
    if let Some(kind) = end_of(name) {
        directive.closing = true;
        let well_formed = alone && directive.attributes.is_empty();
        return if well_formed { Some(Colons::End(kind, directive)) } else { near(text, rest) };
    }
    let kind = named(name);
    let leaf = ["image", "video", "code", "form"].iter().any(|n| n.eq_ignore_ascii_case(name));
    if !alone {
        // Within a line, a directive that closes itself is an inline.
        return if leaf && directive.self_closing { None } else { near(text, rest) };
    }
    match kind {
        Some(RegionKind::Moniker) => {
            let [range] = directive.attributes.as_slice() else { return near(text, rest) };
            let named_range = range.name.of_text(text).eq_ignore_ascii_case("range");
            if !named_range || directive.self_closing {
                return near(text, rest);
            }
            Some(Colons::Open(RegionKind::Moniker, directive))
        }
        Some(RegionKind::Image) if !is_complex(text, &directive) => Some(Colons::Leaf(directive)),
        Some(RegionKind::Form) if directive.self_closing => Some(Colons::Leaf(directive)),
        Some(kind) => Some(Colons::Open(kind, directive)),
        None if leaf => Some(Colons::Leaf(directive)),
        None if name.eq_ignore_ascii_case("no-loc") => None,
        None => near(text, rest),
    }
}

/// The end directive in a line's rest, if it is one and nothing else.
pub(super) fn end(text: &str, rest: &str) -> Option<(RegionKind, Directive)> {
    match colons(text, rest)? {
        Colons::End(kind, directive) => Some((kind, directive)),
        _ => None,
    }
}

fn is_complex(text: &str, directive: &Directive) -> bool {
    directive.attributes.iter().any(|attribute| {
        attribute.name.of_text(text).eq_ignore_ascii_case("type")
            && attribute.value.is_some_and(|v| v.of_text(text).eq_ignore_ascii_case("complex"))
    })
}

const REGIONS: [(&str, RegionKind); 6] = [
    ("moniker", RegionKind::Moniker),
    ("zone", RegionKind::Zone),
    ("row", RegionKind::Row),
    ("column", RegionKind::Column),
    ("image", RegionKind::Image),
    ("form", RegionKind::Form),
];

fn named(name: &str) -> Option<RegionKind> {
    REGIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, kind)| kind)
}

fn end_of(name: &str) -> Option<RegionKind> {
    let (stem, end) = name.split_at_checked(name.len().checked_sub(4)?)?;
    if end.eq_ignore_ascii_case("-end") { named(stem) } else { None }
}

/// Whether a line's rest was meant as a directive: two colons before a known name, a known name with
/// something wrong after it, or an unknown name after three colons. Full-width colons count.
pub(super) fn near(text: &str, rest: &str) -> Option<Colons> {
    let bare = rest.trim_start_matches([':', '：']);
    let count = rest.get(..rest.len() - bare.len()).map_or(0, |run| run.chars().count());
    let word = bare.trim_start_matches([' ', '\t']);
    let length =
        word.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(word.len());
    let word = word.get(..length).unwrap_or("");
    // These may stand within a line, where odd quotes are taken for quotes: a directive, if not one
    // of the block level.
    let may_be_inline = ["image", "video", "no-loc"].iter().any(|n| n.eq_ignore_ascii_case(word));
    if may_be_inline && bare.contains(":::") {
        return None;
    }
    let starts =
        |known: &str| word.get(..known.len()).is_some_and(|stem| stem.eq_ignore_ascii_case(known));
    let found = REGIONS.iter().find(|(known, _)| starts(known));
    let kind = match found {
        // Two colons and a word that merely starts like a name are prose.
        Some(&(known, kind)) if count >= 3 || (count == 2 && known.len() == length) => kind,
        Some(&(known, kind))
            if count == 2 && word.get(known.len()..).is_some_and(|tail| tail.starts_with('-')) =>
        {
            kind
        }
        None if count >= 3 && !word.is_empty() => RegionKind::Other,
        _ => return None,
    };
    Some(Colons::Near(kind, Span::of(text, rest.trim_end_matches([' ', '\t']))))
}

/// Reads `::: name attribute="value" … :::`, the closing colons optional, at the start of `rest`.
pub(super) fn triple_colon<'t>(text: &str, rest: &'t str) -> Parsed<'t, Directive> {
    let (after, run) = take_while_m_n(3, usize::MAX, |c| c == ':').parse(rest)?;
    let (after, _) = space0.parse(after)?;
    let (after, name) = recognize((
        satisfy(|c| c.is_ascii_alphabetic()),
        take_while(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_'),
    ))
    .parse(after)?;
    let (after, attributes) = attributes(text, after)?;
    let (after, close) = opt(preceded(space0, tag(":::"))).parse(after)?;
    let start = Span::of(text, rest).start as usize;
    let end = Span::of(text, after).start as usize;
    let directive = Directive {
        span: Span::new(start, end),
        syntax: DirectiveSyntax::Colons,
        name: Span::of(text, name),
        colons: u8::try_from(run.len()).unwrap_or(u8::MAX),
        self_closing: close.is_some(),
        closing: false,
        attributes,
        label: None,
        destination: None,
    };
    Ok((after, directive))
}

/// Reads `name="value"` any number of times, white space before each.
fn attributes<'t>(text: &str, rest: &'t str) -> Parsed<'t, Vec<Attribute>> {
    let name = take_while1(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let value = delimited(tag("=\""), take_till(|c| c == '"'), char('"'));
    let attribute = preceded(space1, (name, value));
    fold_many0(attribute, Vec::new, |mut list, (name, value): (&str, &str)| {
        let (name, value) = (Span::of(text, name), Span::of(text, value));
        let span = Span { start: name.start, end: value.end + 1 };
        list.push(Attribute { span, name, value: Some(value), quote: Some('"') });
        list
    })
    .parse(rest)
}

/// Reads `[!INCLUDE [text](path)]` or `[!code-language[text](path)]` that fills a line's rest.
pub(super) fn bracket<'t>(text: &str, rest: &'t str) -> Parsed<'t, Directive> {
    let word =
        take_while1(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '#'));
    let name = verify(word, |name: &str| {
        name.eq_ignore_ascii_case("include")
            || name.get(..4).is_some_and(|stem| stem.eq_ignore_ascii_case("code"))
                && name.get(4..).is_some_and(|tail| tail.is_empty() || tail.starts_with('-'))
    });
    let (after, name) = delimited(tag("[!"), name, space0).parse(rest)?;
    let (after, label) = balanced('[', ']').parse(after)?;
    let (after, target) = preceded(space0, balanced('(', ')')).parse(after)?;
    let (after, _) = (space0, char(']')).parse(after)?;
    let span = Span::new(Span::of(text, rest).start as usize, Span::of(text, after).start as usize);
    (space0, eof).parse(after)?;
    // A title may follow the path.
    let path = target.trim_matches([' ', '\t']);
    let path = path.split_once(" \"").map_or(path, |(path, _)| path.trim_end());
    let path = path.strip_prefix('<').and_then(|p| p.strip_suffix('>')).unwrap_or(path);
    let directive = Directive {
        span,
        syntax: DirectiveSyntax::Brackets,
        name: Span::of(text, name),
        colons: 0,
        self_closing: true,
        closing: false,
        attributes: Vec::new(),
        label: Some(Span::of(text, label)),
        destination: Some(Span::of(text, path)),
    };
    Ok(("", directive))
}

/// Reads `[!VIDEO address]` or `[!div class="…"]` that fills the rest of a line in a quote.
pub(super) fn quoted<'t>(text: &str, rest: &'t str) -> Parsed<'t, Directive> {
    let (after, name) =
        preceded(tag("[!"), alt((tag_no_case("video"), tag_no_case("div")))).parse(rest)?;
    let name: &str = name;
    let (after, (attributes, destination)) = if name.eq_ignore_ascii_case("div") {
        attributes(text, after).map(|(after, list)| (after, (list, None)))?
    } else {
        let address = take_while1(|c: char| !c.is_whitespace() && c != ']');
        let (after, address) = preceded(space1, address).parse(after)?;
        (after, (Vec::new(), Some(Span::of(text, address))))
    };
    let (after, _) = (space0, char(']')).parse(after)?;
    let span = Span::new(Span::of(text, rest).start as usize, Span::of(text, after).start as usize);
    (space0, eof).parse(after)?;
    let directive = Directive {
        span,
        syntax: DirectiveSyntax::Brackets,
        name: Span::of(text, name),
        colons: 0,
        self_closing: true,
        closing: false,
        attributes,
        label: None,
        destination,
    };
    Ok(("", directive))
}

/// Reads a bracketed text with balanced brackets inside; backslashes escape. Gives what is inside.
fn balanced<'t>(open: char, close: char) -> impl Parser<&'t str, Output = &'t str, Error = ()> {
    let inside = move |rest: &'t str| -> Parsed<'t, &'t str> {
        let (mut depth, mut escaped) = (0_usize, false);
        for (at, c) in rest.char_indices() {
            if escaped {
                escaped = false;
            } else if c == '\\' {
                escaped = true;
            } else if c == open {
                depth += 1;
            } else if c == close {
                if depth == 0 {
                    return rest
                        .split_at_checked(at)
                        .map(|(inside, after)| (after, inside))
                        .ok_or(nom::Err::Error(()));
                }
                depth -= 1;
            }
        }
        Err(nom::Err::Error(()))
    };
    terminated(preceded(char(open), inside), char(close))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(line: &str) -> String {
        match colons(line, line) {
            None => "text".to_owned(),
            Some(Colons::Open(kind, directive)) => {
                format!("open {kind:?} {} {}", directive.colons, directive.attributes.len())
            }
            Some(Colons::End(kind, directive)) => format!("end {kind:?} {}", directive.colons),
            Some(Colons::Leaf(directive)) => format!("leaf {}", directive.name.of_text(line)),
            Some(Colons::Near(kind, _)) => format!("near {kind:?}"),
        }
    }

    #[test]
    fn regions() {
        assert_eq!(word("::: moniker range=\"a || b\""), "open Moniker 3 1");
        assert_eq!(word("::::Moniker Range=\"a\"  "), "open Moniker 4 1");
        assert_eq!(word(":::moniker-end"), "end Moniker 3");
        assert_eq!(word(":::row:::"), "open Row 3 0");
        assert_eq!(word(":::column span=\"2\":::"), "open Column 3 1");
        assert_eq!(word(":::column-end:::"), "end Column 3");
        assert_eq!(word("::: zone target=\"docs\" pivot=\"a\""), "open Zone 3 2");
        assert_eq!(word(":::image type=\"complex\" source=\"a.png\":::"), "open Image 3 2");
        assert_eq!(word(":::image source=\"a.png\" alt-text=\"a\":::"), "leaf image");
        assert_eq!(word(":::image type=\"icon\" source=\"a.png\"::: and text"), "text", "inline");
    }

    #[test]
    fn near_misses_are_text() {
        for line in [
            ":: moniker range=\"a\"",
            ":::moniker range='a'",
            "::: moniker range=\"a\" text",
            "::: moniker range = \"a\"",
            "::: moniker range=“a”",
            "::: moniker-ende",
            "::: moniker-end text",
            "：：： moniker range=\"a\"",
            "::: moniker",
            "::: moniker range=\"a\" :::",
        ] {
            assert_eq!(word(line), "near Moniker", "{line}");
        }
        assert_eq!(word("::: afbeelding source=\"a\":::"), "near Other");
        assert_eq!(word(":::image source='a':::"), "text", "an inline");
        assert_eq!(word(":::image source='a'"), "near Image");
        assert_eq!(word(":: not a directive"), "text");
        assert_eq!(word(":::"), "text");
    }

    #[test]
    fn brackets() {
        let read = |line: &str| {
            bracket(line, line).or_else(|_| quoted(line, line)).ok().map(|(_, d)| {
                let part = |span: Option<Span>| span.map_or("", |s| s.of_text(line)).to_owned();
                (part(Some(d.name)), part(d.label), part(d.destination))
            })
        };
        let found = |a: &str, b: &str, c: &str| Some((a.into(), b.into(), c.into()));
        assert_eq!(read("[!INCLUDE [a [b]](x/y.md)] "), found("INCLUDE", "a [b]", "x/y.md"));
        assert_eq!(read("[!include[a](y.md \"t\")]"), found("include", "a", "y.md"));
        assert_eq!(
            read("[!code-csharp[Main](../a/b.cs?name=c&highlight=1)]"),
            found("code-csharp", "Main", "../a/b.cs?name=c&highlight=1")
        );
        assert_eq!(read("[!VIDEO https://v.example/x]"), found("VIDEO", "", "https://v.example/x"));
        assert_eq!(read("[!div class=\"checklist\"]"), found("div", "", ""));
        assert_eq!(read("[!INCLUDE [a](b)] [!INCLUDE [c](d)]"), None, "two on a line are inlines");
        assert_eq!(read("[!NOTE]"), None);
        assert_eq!(read("[!codex[a](b)]"), None);
    }
}
