//! Quoting text in messages.

use crate::{
    facts::{collapse, collapsed, is_invisible},
    text::Span,
};
use std::{borrow::Cow, fmt::Write as _};

/// Longest quotation in code points, marks aside.
const LONGEST: usize = 60;
/// Code points kept of the end of a longer one.
const END: usize = 18;
/// Code points kept before the place where two texts differ.
const BEFORE: usize = 18;

/// The text as a message quotes it: white space collapsed, the middle of a long one left out, between
/// backticks, or between quotation marks where it holds backticks itself.
pub(crate) fn quote(text: &str) -> String {
    let text = collapsed(text.trim());
    let count = text.chars().count();
    let shown = if count <= LONGEST {
        text
    } else {
        let start: String = text.chars().take(LONGEST - END - 1).collect();
        let end: String = text.chars().skip(count - END).collect();
        Cow::Owned(format!("{}…{}", start.trim_end(), end.trim_start()))
    };
    if shown.contains('`') { format!("“{shown}”") } else { format!("`{shown}`") }
}

/// Two texts that differ as a message quotes them beside each other. Where they look the same, what
/// cannot be seen of them is shown by name.
pub(crate) fn quote_both(one: &str, other: &str) -> (String, String) {
    let plain = (quote(one), quote(other));
    if plain.0 != plain.1 || one == other {
        return plain;
    }
    let (one, other) = (named(one), named(other));
    let shown = (quote(&one), quote(&other));
    if shown.0 == shown.1 { quote_apart(&one, &other) } else { shown }
}

/// The text with the white space that is no common one, and the characters that show nothing, by name.
fn named(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let name = match c {
            ' ' | '\n' | '\r' | '\t' => "",
            '\u{a0}' => "NBSP",
            '\u{ad}' => "SHY",
            '\u{202f}' => "NNBSP",
            '\u{3000}' => "IDSP",
            _ if c.is_whitespace() || is_invisible(c) => {
                let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
                continue;
            }
            _ => "",
        };
        if name.is_empty() {
            out.push(c);
        } else {
            let _ = write!(out, "⟨{name}⟩");
        }
    }
    out
}

/// Two texts as a message quotes them beside each other: of long ones the part where their words differ,
/// with a few words before it. Letter case and punctuation make no difference.
pub(crate) fn quote_apart(one: &str, other: &str) -> (String, String) {
    let (one, other) = (collapse(one.trim()), collapse(other.trim()));
    let long = |text: &str| text.chars().count() > LONGEST;
    if !long(&one) && !long(&other) {
        return (quote(&one), quote(&other));
    }
    let same = |(a, b): &((usize, &str), (usize, &str))| {
        let lower = |word: &str| word.chars().flat_map(char::to_lowercase).collect::<String>();
        lower(a.1) == lower(b.1)
    };
    let differing = words(&one).zip(words(&other)).find(|pair| !same(pair));
    let (first, second) =
        differing.map_or((one.len(), other.len()), |((first, a), (second, b))| {
            // Where words are not told apart by spaces, a word is most of the text.
            let alike = a.char_indices().zip(b.chars()).find(|((_, a), b)| a != b);
            let alike = alike.map_or(0, |((at, _), _)| at);
            let alike = if alike > LONGEST / 2 { alike } else { 0 };
            (first + alike, second + alike)
        });
    (from(&one, first), from(&other, second))
}

/// The words of a text with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (Span::of(text, word).start as usize, word))
}

/// A text as a message quotes it, from a few words before an offset on.
fn from(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or("");
    let start = before.char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    let lead = before.get(start..).unwrap_or("");
    let start =
        if start == 0 { 0 } else { lead.find(' ').map_or(start, |space| start + space + 1) };
    let rest = text.get(start..).unwrap_or("");
    let shown: String = rest.chars().take(LONGEST - 2).collect();
    let end = if shown.len() < rest.len() { "…" } else { "" };
    let lead = if start > 0 { "…" } else { "" };
    let (open, close) = if shown.contains('`') { ("“", "”") } else { ("`", "`") };
    format!("{open}{lead}{}{end}{close}", shown.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_lose_their_middle() {
        assert_eq!(quote(" a\n b "), "`a b`");
        assert_eq!(quote("the `x` option"), "“the `x` option”");
        let long = quote(&"wort ".repeat(40));
        assert_eq!(long, "`wort wort wort wort wort wort wort wort w…ort wort wort wort`");
    }

    #[test]
    fn what_looks_the_same_is_told_apart() {
        let both = |one, other| {
            let (one, other) = quote_both(one, other);
            format!("{one} {other}")
        };
        assert_eq!(both("a b", "a c"), "`a b` `a c`");
        assert_eq!(both("git add", "git\u{a0}add"), "`git add` `git⟨NBSP⟩add`");
        assert_eq!(both("1\u{202f}000", "1\u{a0}000"), "`1⟨NNBSP⟩000` `1⟨NBSP⟩000`");
        assert_eq!(both("--name", "--na\u{ad}me"), "`--name` `--na⟨SHY⟩me`");
        let long = "wort ".repeat(40);
        let (one, other) = quote_both(&format!("{long}a {long}"), &format!("{long}a\u{a0}{long}"));
        assert_ne!(one, other);
    }

    #[test]
    fn texts_that_differ_late_show_where() {
        assert_eq!(quote_apart("a b", "a c"), ("`a b`".to_owned(), "`a c`".to_owned()));
        let (one, other) =
            quote_apart(&format!("{}eins zu", "wort ".repeat(30)), &"wort ".repeat(31));
        assert_eq!((&*one, &*other), ("`…wort wort wort eins zu`", "`…wort wort wort wort`"));
        let (one, other) = quote_apart(
            &format!("Liste: {} und so weiter", "wort ".repeat(20)),
            &format!("liste {} oder so weiter", "Wort, ".repeat(20)),
        );
        assert_eq!(one, "`…wort wort wort und so weiter`");
        assert_eq!(other, "`…Wort, Wort, Wort, oder so weiter`");
        let (one, other) = quote_apart(&"日本語".repeat(40), &"日本".repeat(9));
        assert_eq!(one, format!("`{}…`", "日本語".repeat(40).chars().take(58).collect::<String>()));
        assert_eq!(other, "`日本日本日本日本日本日本日本日本日本`");
    }
}
