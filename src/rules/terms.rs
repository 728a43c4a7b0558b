//! Finding a term in a text.

use crate::text::Span;

/// How a term may stand in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Case {
    /// As it is written.
    Exact,
    /// With capitals or without.
    Any,
}

/// The first place of a term in a text, as whole words; a term that ends in `*` stands for all that
/// begin so. Every kind of space is one, and a hyphen may stand for it.
pub(super) fn find(text: &str, term: &str, case: Case) -> Option<Span> {
    let stem = term.strip_suffix('*');
    find_part(text, stem.unwrap_or(term), case, stem.is_some())
}

/// Likewise, with `open` for a term that may go on.
pub(super) fn find_part(text: &str, term: &str, case: Case, open: bool) -> Option<Span> {
    let first = term.chars().next()?;
    let is_there = |at: usize| {
        let before = text.get(..at).and_then(|rest| rest.chars().next_back());
        if before.is_some_and(joins_latin) {
            return None;
        }
        let end = end_of(text, at, term, case)?;
        let after = text.get(end..).and_then(|rest| rest.chars().next());
        let whole = open || !after.is_some_and(joins_latin) || !term.ends_with(joins_latin);
        whole.then(|| Span::new(at, end))
    };
    let (bytes, byte) = (text.as_bytes(), first as u32 as u8);
    // Of the letters of ASCII, `k` alone has a capital beyond it: the sign of kelvins.
    if !first.is_ascii() || case == Case::Any && first.eq_ignore_ascii_case(&'k') {
        let starts =
            |c: char| c == first || case == Case::Any && c.to_lowercase().eq(first.to_lowercase());
        let mut all = text.char_indices().filter(|(_, c)| starts(*c));
        return all.find_map(|(at, _)| is_there(at));
    }
    if case == Case::Exact {
        return memchr::memchr_iter(byte, bytes).find_map(is_there);
    }
    let (small, large) = (byte.to_ascii_lowercase(), byte.to_ascii_uppercase());
    memchr::memchr2_iter(small, large, bytes).find_map(is_there)
}

/// Whether a text holds another, for many short ones: made for each pair, a searcher of strings costs
/// more than the search.
pub(super) fn holds(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let Some(first) = part.first() else { return true };
    memchr::memchr_iter(*first, text)
        .any(|at| text.get(at..).is_some_and(|rest| rest.starts_with(part)))
}

/// Where a term that starts at `at` ends.
pub(super) fn end_of(text: &str, at: usize, term: &str, case: Case) -> Option<usize> {
    if case == Case::Exact {
        return end_of_exact(text, at, term);
    }
    let mut rest = text.get(at..)?.char_indices();
    let mut end = at;
    for wanted in term.chars() {
        let (offset, found) = rest.next()?;
        let same = found == wanted
            || is_gap(wanted, found)
            || found.to_lowercase().eq(wanted.to_lowercase())
            // The capitals of the two letters i of Turkish.
            || matches!((found, wanted), ('I', 'ı') | ('İ', 'i'));
        if !same {
            return None;
        }
        end = at + offset + found.len_utf8();
    }
    Some(end)
}

/// Likewise for a term with its own capitals, which is the same bytes but for its spaces.
fn end_of_exact(text: &str, at: usize, term: &str) -> Option<usize> {
    let mut end = at;
    for wanted in term.bytes() {
        if text.as_bytes().get(end) == Some(&wanted) {
            end += 1;
            continue;
        }
        let found = text.get(end..)?.chars().next()?;
        if !is_gap(wanted.into(), found) {
            return None;
        }
        end += found.len_utf8();
    }
    Some(end)
}

/// Whether what stands in a text may stand there for a character of a term, a space.
fn is_gap(wanted: char, found: char) -> bool {
    wanted == ' ' && (found.is_whitespace() || found == '-')
}

/// Whether a character next to a term makes both one word: letters and digits of scripts with spaces
/// between words.
pub(super) fn joins_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || c.is_alphanumeric() && c < '\u{530}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_whole_words() {
        assert_eq!(find("in windows-release", "Windows", Case::Any), Some(Span::new(3, 10)));
        assert_eq!(find("EF\u{a0}Core", "EF Core", Case::Exact), Some(Span::new(0, 8)));
        assert_eq!(find("Windowsen", "Windows", Case::Exact), None);
        assert_eq!(find("dashboards", "Dashboard*", Case::Any), Some(Span::new(0, 9)));
        assert_eq!(find("ÇALIŞMA ALANI", "çalışma alanı", Case::Any), Some(Span::new(0, 15)));
        assert_eq!(find("はWindowsを", "Windows", Case::Exact), Some(Span::new(3, 10)));
        assert_eq!(find("1 \u{212a}elvin", "kelvin", Case::Any), Some(Span::new(2, 10)));
        assert_eq!(find("de azure-APP", "Azure App", Case::Any), Some(Span::new(3, 12)));
        assert!(holds("een Word-bestand", "Word") && holds("a", "") && holds("WoWord", "Word"));
        assert!(!holds("een word", "Word") && !holds("Wor", "Word"));
    }
}
