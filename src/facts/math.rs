//! Formulas in the text: `$…$` and `$$…$$`.

use crate::text::Span;

/// Longest formula, in bytes.
const LONGEST: usize = 2000;

/// The formulas of a stretch, in order. A dollar sign is an amount or a variable as often as not, so
/// what stands between two must look like a formula: hold a command, an exponent, an index or a
/// relation, and touch the signs.
pub(super) fn formulas(text: &str, span: Span) -> Vec<Span> {
    let stretch = span.of_text(text);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = next_sign(stretch, from) {
        let double = stretch.get(open + 1..).is_some_and(|rest| rest.starts_with('$'));
        let sign = if double { "$$" } else { "$" };
        let start = open + sign.len();
        let rest = stretch.get(start..).unwrap_or("");
        let limit = rest.len().min(LONGEST);
        let close = if double {
            memchr::memmem::find(&rest.as_bytes()[..limit], b"$$")
        } else {
            next_sign(rest, 0).filter(|close| *close < limit)
        };
        // A sign that has no partner within reach is told again by none after it.
        let Some(close) = close else {
            from = start;
            if double {
                continue;
            }
            break;
        };
        let inner = rest.get(..close).unwrap_or("");
        let end = start + close + sign.len();
        if is_formula(inner, double) && (double || is_apart(stretch, open, end)) {
            found.push(Span::new(open, end).shifted(span.start));
            from = end;
        } else {
            // The sign that closed nothing may open a formula.
            from = start + close;
        }
    }
    found
}

/// What tells a formula from others: white space aside, and the words that `\text{…}` sets as such, which
/// are translated.
pub(super) fn key(formula: &str) -> String {
    const WORDS: &str = "\\text{";
    let mut key = String::with_capacity(formula.len());
    let mut rest = formula;
    while let Some(at) = rest.find(WORDS) {
        let (before, from) = rest.split_at(at + WORDS.len());
        key.push_str(before);
        rest = from.find('}').and_then(|end| from.get(end..)).unwrap_or("");
    }
    key.push_str(rest);
    key.retain(|c| !c.is_whitespace());
    key
}

/// The next dollar sign that is not escaped.
fn next_sign(text: &str, mut from: usize) -> Option<usize> {
    loop {
        let at = from + memchr::memchr(b'$', text.as_bytes().get(from..)?)?;
        if !text.get(..at).unwrap_or("").ends_with('\\') {
            return Some(at);
        }
        from = at + 1;
    }
}

fn is_formula(inner: &str, double: bool) -> bool {
    let touches =
        double || !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
    // An escaped underscore is none of a formula, and neither index nor exponent stands alone.
    let bytes = inner.as_bytes();
    let command = bytes.windows(3).any(|three| {
        matches!(three, [before, b'^' | b'_', next]
            if *before != b'\\' && !before.is_ascii_whitespace() && !next.is_ascii_whitespace())
    }) || bytes
        .windows(2)
        .any(|two| matches!(two, [b'\\', next] if next.is_ascii_alphabetic()));
    let mut letters = inner.chars().filter(|c| c.is_alphabetic());
    let variable = letters.next().is_some() && letters.next().is_none();
    let relation = inner.contains(['=', '<', '>', '≤', '≥', '∈', '+']);
    let word = inner.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 3);
    touches && !inner.is_empty() && (command || variable || relation && !word)
}

/// Whether no letter or digit stands directly before or behind.
fn is_apart(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '{' | '(' | '_' | '\\'))
    };
    let before = text.get(..start).and_then(|it| it.chars().next_back());
    !before.is_some_and(|c| c.is_ascii_alphanumeric())
        && !joins(text.get(end..).and_then(|it| it.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        formulas(text, Span::new(0, text.len())).into_iter().map(|it| it.of_text(text)).collect()
    }

    #[test]
    fn words_of_a_formula_do_not_count() {
        assert_eq!(key("$a = b \\text{ if } c$"), key("$a=b\\text{wenn}c$"));
        assert_ne!(key("$a \\text{if} c$"), key("$a \\text{if} d$"));
        assert_eq!(key("$\\text{a$"), "$\\text{");
    }

    #[test]
    fn formulas_are_told_from_amounts_and_variables() {
        assert_eq!(
            read("Say $x$, $a_1 + b^2$ and $$\\sum x$$."),
            ["$x$", "$a_1 + b^2$", "$$\\sum x$$"]
        );
        assert_eq!(read("From $5 to $10, or US$3 = $4."), [""; 0]);
        assert_eq!(read("Set $name=$value and ${x}_$y, $(a) and $b."), [""; 0]);
        assert_eq!(read("It costs $5, where $n \\le 3$."), ["$n \\le 3$"]);
        assert_eq!(read("\\$x_1\\$ and $$ and $"), [""; 0]);
        assert_eq!(read("{$\\_.Kind -eq 1 -and ($\\_.City=$_.Town)}"), [""; 0]);
    }
}
