//! Lines that were meant as a directive of three colons and are none: what is wrong with them, and
//! how they should read.
//!
//! ```text
//! line      = colons, [ "-" ], name, { attribute }, trailing
//! attribute = name, "=", quoted                 (white space where it should not be, any quotes)
//! ```

use nom::{
    Parser,
    bytes::complete::{tag, take_till, take_while, take_while1},
    character::complete::{one_of, satisfy, space0, space1},
    combinator::opt,
    sequence::{delimited, preceded},
};

use crate::grammar::Parsed;

/// What is wrong with a line that is nearly a directive; the first thing in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Flaw {
    /// Full-width colons.
    WideColons,
    /// Fewer than three colons.
    FewColons,
    /// The name is not spelled like one.
    Name,
    /// Quotes that are not `"`, or none.
    Quotes,
    /// White space before or after `=`.
    EqualsSpace,
    /// An attribute is missing or one too many.
    Attributes,
    /// Text after the directive.
    Trailing,
}

/// A line examined.
#[derive(Clone, PartialEq, Debug)]
pub struct Near {
    /// What is wrong with it; `None` for a line that is as it should be.
    pub flaw: Option<Flaw>,
    /// How it should read, where that is certain.
    pub mended: Option<String>,
}

/// Names of the directives that enclose blocks, and whether they close their line with colons.
const NAMES: &[(&str, bool)] =
    &[("moniker", false), ("zone", false), ("row", true), ("column", true)];

/// Examines a line without white space around it.
pub fn examine(line: &str) -> Near {
    let nothing = |flaw| Near { flaw: Some(flaw), mended: None };
    let Ok((rest, colons)) = colons(line) else { return nothing(Flaw::FewColons) };
    let count = colons.chars().count();
    let mut flaws = Vec::new();
    if colons.contains('：') {
        flaws.push(Flaw::WideColons);
    } else if count < 3 {
        flaws.push(Flaw::FewColons);
    }
    let Ok((rest, (gap, written))) = (space0, word).parse(rest) else { return nothing(Flaw::Name) };
    let Some((name, end)) = meant(written) else { return nothing(Flaw::Name) };
    if !written.eq_ignore_ascii_case(&format!("{name}{end}")) {
        flaws.push(Flaw::Name);
    }
    let (rest, attributes) = attributes(rest, &mut flaws);
    let (rest, closing) =
        (space0, opt(closing)).parse(rest).map_or((rest, None), |(rest, it)| (rest, it.1));
    let closes = NAMES.iter().any(|&(known, closes)| known == name && closes);
    let ranges = attributes.iter().filter(|(key, _)| key.eq_ignore_ascii_case("range")).count();
    let fits = if end == "-end" || name == "row" {
        attributes.is_empty()
    } else {
        name != "moniker" || ranges == 1 && attributes.len() == 1
    };
    if !fits {
        flaws.push(Flaw::Attributes);
    }
    let trailing = !rest.trim().is_empty();
    if trailing || closing.is_some() && !closes {
        flaws.push(Flaw::Trailing);
    }
    let mended = (fits && !trailing).then(|| {
        let gap = if gap.is_empty() && closes { "" } else { " " };
        let mut mended = format!("{}{gap}{name}{end}", ":".repeat(count.max(3)));
        for (key, value) in attributes {
            mended.extend([" ", key, "=\"", value, "\""]);
        }
        if closes {
            mended.push_str(":::");
        }
        mended
    });
    Near { flaw: flaws.into_iter().min(), mended }
}

fn colons(input: &str) -> Parsed<'_, &str> {
    take_while1(|c| matches!(c, ':' | '：')).parse(input)
}

fn closing(input: &str) -> Parsed<'_, &str> {
    tag(":::").parse(input)
}

fn word(input: &str) -> Parsed<'_, &str> {
    take_while1(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_')).parse(input)
}

/// The name a word stands for, and `-end` where it is an end: `moniker-ende`, `moniker_end`.
fn meant(word: &str) -> Option<(&'static str, &'static str)> {
    let lower = word.to_lowercase();
    let (name, tail) =
        NAMES.iter().find_map(|&(name, _)| Some((name, lower.strip_prefix(name)?)))?;
    let tail = tail.trim_start_matches(['-', '_']);
    match tail {
        "" => Some((name, "")),
        // A plural is a slip of the same length as a translated end.
        _ if tail.starts_with('e') && strsim::levenshtein(tail, "end") <= 2 => Some((name, "-end")),
        _ => None,
    }
}

/// Attributes as far as they can be read; what is wrong with them goes to `flaws`.
fn attributes<'t>(mut rest: &'t str, flaws: &mut Vec<Flaw>) -> (&'t str, Vec<(&'t str, &'t str)>) {
    let mut found = Vec::new();
    while let Ok((after, (key, before, behind, value, straight))) = attribute(rest) {
        if !straight {
            flaws.push(Flaw::Quotes);
        }
        if before || behind {
            flaws.push(Flaw::EqualsSpace);
        }
        found.push((key, value));
        rest = after;
    }
    (rest, found)
}

/// Key, whether white space stands before and after `=`, value, whether its quotes are straight.
fn attribute(input: &str) -> Parsed<'_, (&str, bool, bool, &str, bool)> {
    let (rest, (key, before, _, behind)) =
        (preceded(space1, word), space0, one_of("=＝"), space0).parse(input)?;
    let (before, behind) = (!before.is_empty(), !behind.is_empty());
    if let Ok((rest, value)) = straight(rest) {
        return Ok((rest, (key, before, behind, value, true)));
    }
    let (rest, value) = nom::branch::alt((crooked, bare)).parse(rest)?;
    Ok((rest, (key, before, behind, value, false)))
}

fn straight(input: &str) -> Parsed<'_, &str> {
    delimited(tag("\""), take_while(|c| c != '"'), tag("\"")).parse(input)
}

/// A value between quotes of any other kind, a straight one among them.
fn crooked(input: &str) -> Parsed<'_, &str> {
    let quote = |c: char| {
        matches!(
            c,
            '"' | '\''
                | '“'
                | '”'
                | '„'
                | '‟'
                | '«'
                | '»'
                | '‘'
                | '’'
                | '‚'
                | '＂'
                | '「'
                | '」'
                | '`'
        )
    };
    delimited(satisfy(quote), take_till(quote), satisfy(quote)).parse(input)
}

fn bare(input: &str) -> Parsed<'_, &str> {
    word.parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(line: &str) -> (Option<Flaw>, Option<String>) {
        let near = examine(line);
        (near.flaw, near.mended)
    }

    #[test]
    fn slips_are_mended() {
        let range = || Some("::: moniker range=\"v2\"".to_owned());
        for (line, flaw) in [
            (":: moniker range=\"v2\"", Flaw::FewColons),
            ("：：： moniker range=\"v2\"", Flaw::WideColons),
            (":::moniker range='v2'", Flaw::Quotes),
            ("::: moniker range=“v2”", Flaw::Quotes),
            ("::: moniker range=„v2“", Flaw::Quotes),
            ("::: moniker range=v2", Flaw::Quotes),
            ("::: moniker range = \"v2\"", Flaw::EqualsSpace),
            ("::: moniker range=\"v2\" :::", Flaw::Trailing),
        ] {
            assert_eq!(mended(line), (Some(flaw), range()), "{line}");
        }
        let end = Some(":::: moniker-end".to_owned());
        assert_eq!(mended(":::: moniker-ende"), (Some(Flaw::Name), end.clone()));
        assert_eq!(mended("::::moniker-end range=\"v2\"").1, None);
        assert_eq!(mended(":: zone-end"), (Some(Flaw::FewColons), Some("::: zone-end".to_owned())));
        assert_eq!(mended("::column span=\"2\":::").1.as_deref(), Some(":::column span=\"2\":::"));
    }

    #[test]
    fn what_is_not_certain_stays() {
        assert_eq!(mended("::: moniker range=\"v2\" Tekst"), (Some(Flaw::Trailing), None));
        assert_eq!(mended("::: moniker"), (Some(Flaw::Attributes), None));
        assert_eq!(mended("::: monikers range=\"v2\""), (Some(Flaw::Name), None));
        assert_eq!(mended("::: zonder"), (Some(Flaw::Name), None));
        assert_eq!(mended(""), (Some(Flaw::FewColons), None));
    }

    #[test]
    fn a_directive_has_no_flaw() {
        assert_eq!(mended("::: moniker range=\"v2\"").0, None);
        assert_eq!(mended(":::row:::"), (None, Some(":::row:::".to_owned())));
    }
}
