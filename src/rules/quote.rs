//! Quoting text in messages.

use crate::facts::collapse;

/// Longest quotation in code points, marks aside.
const LONGEST: usize = 60;
/// Code points kept of the end of a longer one.
const END: usize = 18;

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
}
