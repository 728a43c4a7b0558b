//! Character references: `&amp;`, `&#228;`, `&#xE4;` (`CommonMark` 0.31.2 §2.5).
//!
//! `entities.txt` beside this file lists the named references of HTML that end with a semicolon, one
//! a line: the name and the one or two code points it stands for, sorted by bytes of the name. A
//! name that is not listed, or one without semicolon, is text.

use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{tag, take_while, take_while_m_n},
    combinator::{map_opt, peek},
    sequence::{delimited, terminated},
};

use crate::ast::Entity;

/// `name code` lines, sorted by name.
static NAMES: &str = include_str!("entities.txt");

/// Reads a character reference at the start of `input`: what it stands for.
///
/// A number of no character, or zero, stands for U+FFFD, as the specification wants.
pub(crate) fn entity(input: &str) -> IResult<&str, Entity, ()> {
    delimited(tag("&"), alt((numeric, named)), tag(";")).parse(input)
}

fn numeric(input: &str) -> IResult<&str, Entity, ()> {
    let (input, _) = tag("#")(input)?;
    let (input, code) = match input.as_bytes().first() {
        Some(b'x' | b'X') => {
            let digits = input.get(1..).unwrap_or("");
            map_opt(take_while_m_n(1, 6, |char: char| char.is_ascii_hexdigit()), |digits| {
                u32::from_str_radix(digits, 16).ok()
            })
            .parse(digits)?
        }
        _ => map_opt(take_while_m_n(1, 7, |char: char| char.is_ascii_digit()), |digits: &str| {
            digits.parse::<u32>().ok()
        })
        .parse(input)?,
    };
    let first = char::from_u32(code).filter(|&char| char != '\0').unwrap_or('\u{fffd}');
    Ok((input, Entity { first, second: None }))
}

fn named(input: &str) -> IResult<&str, Entity, ()> {
    // Many a name is no reference: without the semicolon it need not be looked for.
    let name = terminated(take_while(|char: char| char.is_ascii_alphanumeric()), peek(tag(";")));
    map_opt(name, |name| usual(name).or_else(|| look_up(name))).parse(input)
}

/// What one of the few names stands for that nearly all references have.
fn usual(name: &str) -> Option<Entity> {
    let first = match name {
        "amp" => '&',
        "gt" => '>',
        "lt" => '<',
        "nbsp" => '\u{a0}',
        "quot" => '"',
        _ => return None,
    };
    Some(Entity { first, second: None })
}

/// What a name stands for. Searches the sorted lines by bytes: cut in the middle, go back to the
/// start of that line, compare.
fn look_up(name: &str) -> Option<Entity> {
    let mut lines = NAMES;
    while !lines.is_empty() {
        let middle = lines.len() / 2;
        let start = memchr::memrchr(b'\n', lines.as_bytes().get(..middle)?).map_or(0, |at| at + 1);
        let end = start + memchr::memchr(b'\n', lines.as_bytes().get(start..)?)?;
        let (key, codes) = lines.get(start..end)?.split_once(' ')?;
        match name.cmp(key) {
            std::cmp::Ordering::Less => lines = lines.get(..start)?,
            std::cmp::Ordering::Greater => lines = lines.get(end + 1..)?,
            std::cmp::Ordering::Equal => {
                let mut chars = codes
                    .split(' ')
                    .filter_map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
                return Some(Entity { first: chars.next()?, second: chars.next() });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(input: &str) -> Option<String> {
        let (rest, entity) = entity(input).ok()?;
        assert_eq!(rest, "");
        Some(entity.second.into_iter().fold(entity.first.to_string(), |mut all, char| {
            all.push(char);
            all
        }))
    }

    #[test]
    fn every_listed_name_is_found() {
        for line in NAMES.lines() {
            let (name, _) = line.split_once(' ').unwrap();
            assert!(look_up(name).is_some(), "{name}");
            assert!(usual(name).is_none() || usual(name) == look_up(name), "{name}");
        }
        assert_eq!(NAMES.lines().count(), 2125);
    }

    #[test]
    fn names_and_numbers() {
        assert_eq!(meant("&amp;").as_deref(), Some("&"));
        assert_eq!(meant("&AElig;").as_deref(), Some("Æ"));
        assert_eq!(meant("&zwnj;").as_deref(), Some("\u{200c}"));
        assert_eq!(meant("&ngE;").as_deref(), Some("≧\u{338}"), "two characters");
        assert_eq!(meant("&#39;").as_deref(), Some("'"));
        assert_eq!(meant("&#x22;").as_deref(), Some("\""));
        assert_eq!(meant("&#X1F600;").as_deref(), Some("😀"));
        assert_eq!(meant("&#0;").as_deref(), Some("\u{fffd}"));
        assert_eq!(meant("&#xD800;").as_deref(), Some("\u{fffd}"));
    }

    #[test]
    fn no_references() {
        for input in [
            "&",
            "&;",
            "&#;",
            "&#x;",
            "&x;",
            "&nbsp",
            "&copy ;",
            "&AMPER;",
            "&#87654321;",
            "&#abcdef0;",
            "&hi?;",
            "& amp;",
            "&é;",
            "",
        ] {
            assert_eq!(meant(input), None, "{input}");
        }
    }
}
