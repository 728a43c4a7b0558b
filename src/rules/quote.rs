//! Quoting text in messages.

use crate::facts::collapse;

/// Longest quotation in code points, marks aside.
const LONGEST: usize = 60;
/// Code points kept of the end of a longer one.
const END: usize = 18;
/// Code points kept before the place where two texts differ.
const BEFORE: usize = 18;

/// The text as a message quotes it: white space collapsed, the middle of a long one left out, between
/// backticks, or between quotation marks where it holds backticks itself.
pub(crate) fn quote(text: &str) -> String {
    let text = collapse(text.trim());
    let count = text.chars().count();
    let shown = if count <= LONGEST {
        text.clone()
    } else {
        let start: String = text.chars().take(LONGEST - END - 1).collect();
        let end: String = text.chars().skip(count - END).collect();
        format!("{}…{}", start.trim_end(), end.trim_start())
    };
    if shown.contains('`') { format!("“{shown}”") } else { format!("`{shown}`") }
}

/// Two texts as a message quotes them beside each other: of long ones the part where they differ, with a
/// few words before it.
pub(crate) fn quote_apart(one: &str, other: &str) -> (String, String) {
    let (one, other) = (collapse(one.trim()), collapse(other.trim()));
    let long = |text: &str| text.chars().count() > LONGEST;
    if !long(&one) && !long(&other) {
        return (quote(&one), quote(&other));
    }
    let same = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    let at = same.map_or(one.len().min(other.len()), |((at, _), _)| at);
    // What is before the difference is the same on both sides, so one place serves for both.
    let start =
        one.get(..at).unwrap_or("").char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    let word = one.get(start..at).unwrap_or("").find(' ').map_or(start, |space| start + space + 1);
    let from = if start == 0 { 0 } else { word };
    let cut = |text: &str| {
        let rest = text.get(from..).unwrap_or("");
        let shown: String = rest.chars().take(LONGEST - 2).collect();
        let end = if shown.len() < rest.len() { "…" } else { "" };
        let lead = if from > 0 { "…" } else { "" };
        let mark = if shown.contains('`') { ("“", "”") } else { ("`", "`") };
        format!("{}{lead}{}{end}{}", mark.0, shown.trim_end(), mark.1)
    };
    (cut(&one), cut(&other))
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
    fn texts_that_differ_late_show_where() {
        assert_eq!(quote_apart("a b", "a c"), ("`a b`".to_owned(), "`a c`".to_owned()));
        let (one, other) =
            quote_apart(&format!("{}eins zu", "wort ".repeat(30)), &"wort ".repeat(31));
        assert_eq!(one, "`…wort wort wort eins zu`");
        assert_eq!(other, "`…wort wort wort wort`");
        let (one, other) = quote_apart(&"日本語".repeat(40), &"日本".repeat(9));
        assert_eq!(
            one,
            format!("`{}…`", &"日本語".repeat(40).chars().take(58).collect::<String>())
        );
        assert_eq!(other, "`日本日本日本日本日本日本日本日本日本`");
    }
}
