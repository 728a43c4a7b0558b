//! Numbers of the prose, so that the same number written in two languages is the same: native digits,
//! thousands groups, decimal marks and multipliers (`1.5 million`, 150万).

use super::{Word, WordFlags};
use crate::{
    locale::{LocaleData, digit_of},
    text::Span,
};

/// Most digits of a number; longer ones are no numbers to calculate with.
const MOST_DIGITS: u32 = 24;

/// A number in the prose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Number {
    /// Its digits without marks, multiplied where a multiplier stands behind it. A decimal mark does
    /// not count, for it may be a thousands mark in the other language: 2.5 is 25.
    pub value: u128,
    /// Its decimals: one or two digits behind its only mark, none without a mark; unknown where the mark
    /// may be one of thousands, and behind a multiplier.
    pub decimals: Option<u8>,
    /// Its bytes in the article's text.
    pub span: Span,
}

impl Number {
    /// Whether the two are the same number, as far as their marks tell.
    pub fn is_same(self, other: Number) -> bool {
        let differ = self.decimals.zip(other.decimals).is_some_and(|(one, other)| one != other);
        self.value == other.value && !differ
    }
}

/// Reads the numbers in the words of a stretch, in order.
pub fn numbers(text: &str, words: &[Word], data: &LocaleData, out: &mut Vec<Number>) {
    out.clear();
    // Most words are letters of ASCII.
    let odd = WordFlags::NUMBER.with(WordFlags::IDENTIFIER).with(WordFlags::MIXED);
    let words = words.iter().filter(|word| word.is(odd));
    let mut runs = words.flat_map(|word| digit_runs(text, word.span)).peekable();
    while let Some(first) = runs.next() {
        let mut span = first;
        let mut group = first;
        // Further groups that a mark joins to it.
        while let Some(&next) = runs.peek() {
            if !joined(text, group, next, data) {
                break;
            }
            span = span.join(next);
            group = next;
            runs.next();
        }
        if let Some((value, multiplied)) = value_of(text, span, data) {
            let decimals = if multiplied { None } else { decimals_of(span.of_text(text)) };
            out.push(Number { value, decimals, span });
        }
    }
}

/// The runs of digits in a stretch.
fn digit_runs(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let stretch = span.of_text(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = stretch.get(at..)?;
        let start = at + rest.find(|c| digit_of(c).is_some())?;
        let digits = stretch.get(start..)?;
        let length = digits.find(|c| digit_of(c).is_none()).unwrap_or(digits.len());
        at = start + length;
        Some(Span::new(start, at).shifted(span.start))
    })
}

/// Whether a mark between two runs of digits makes them one number.
fn joined(text: &str, one: Span, other: Span, data: &LocaleData) -> bool {
    if one.end >= other.start {
        return false;
    }
    let mark = Span { start: one.end, end: other.start }.of_text(text);
    let group = other.of_text(text).chars().count() == 3 && one.of_text(text).chars().count() <= 3;
    match mark {
        "." | "," | "\u{66b}" | "\u{66c}" | "\u{60c}" => true,
        "\u{a0}" | "\u{202f}" | "\u{2009}" | "'" | "’" => group,
        " " => group && data.thousands.contains(&' '),
        _ => false,
    }
}

/// How many digits of a number are decimals, where its marks tell.
fn decimals_of(written: &str) -> Option<u8> {
    let mut parts = written.split(|c| digit_of(c).is_none());
    let (_, tail) = (parts.next()?, parts.next());
    match tail.map(|tail| tail.chars().count()) {
        None => Some(0),
        Some(count @ 1..=2) if parts.next().is_none() => Some(count as u8),
        Some(_) => None,
    }
}

/// The value of a number with what multiplies it, and whether something does.
fn value_of(text: &str, span: Span, data: &LocaleData) -> Option<(u128, bool)> {
    let written = span.of_text(text);
    let mut value: u128 = 0;
    let mut count = 0;
    for digit in written.chars().filter_map(digit_of) {
        count += 1;
        if count > MOST_DIGITS {
            return None;
        }
        value = value * 10 + u128::from(digit);
    }
    let after = text.get(span.end as usize..).unwrap_or("");
    let after = after.strip_prefix([' ', '\u{a0}']).unwrap_or(after);
    let Some((word, factor)) = data.multipliers.iter().find(|(word, _)| after.starts_with(&**word))
    else {
        return Some((value, false));
    };
    // `million` is none in `millionaire`.
    let next = after.get(word.len()..).and_then(|rest| rest.chars().next());
    if word.ends_with(|c: char| c < '\u{2e80}') && next.is_some_and(char::is_alphabetic) {
        return Some((value, false));
    }
    // Decimals before a multiplier are decimals.
    let decimals =
        written.rsplit_once(['.', ',', '\u{66b}']).map_or(0, |(_, tail)| tail.chars().count());
    let scale = 10_u128.checked_pow(decimals as u32).filter(|_| decimals < 3).unwrap_or(1);
    value.checked_mul(u128::from(*factor)).map(|value| (value / scale, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{facts::lexer, locale};

    fn read(text: &str, tag: &str) -> Vec<u128> {
        let (mut words, mut found) = (Vec::new(), Vec::new());
        lexer::tokens(text, Span::new(0, text.len()), &mut |token| {
            if let lexer::Token::Word(word) = token {
                words.push(word);
            }
        });
        numbers(text, &words, locale::data(tag), &mut found);
        found.into_iter().map(|number| number.value).collect()
    }

    #[test]
    fn the_same_number_in_many_hands() {
        assert_eq!(read("1,000 and 2.5", "en"), [1000, 25]);
        assert_eq!(read("1.000 und 2,5", "de"), [1000, 25]);
        assert_eq!(read("1\u{a0}000 et 2,5", "fr"), [1000, 25]);
        assert_eq!(read("١٬٠٠٠", "ar"), [1000]);
        assert_eq!(read("約150万人、１０件", "ja"), [1_500_000, 10]);
        assert_eq!(read("1.5万", "ja"), [15_000]);
    }

    #[test]
    fn decimals_where_the_mark_tells() {
        let decimals = |text| decimals_of(text);
        assert_eq!(
            (decimals("25"), decimals("2,5"), decimals("2.50")),
            (Some(0), Some(1), Some(2))
        );
        assert_eq!((decimals("1,000"), decimals("1.00.000")), (None, None));
        let number = |value, decimals| Number { value, decimals, span: Span::at(0) };
        assert!(!number(25, Some(1)).is_same(number(25, Some(0))));
        assert!(number(1000, None).is_same(number(1000, Some(0))));
    }
}
