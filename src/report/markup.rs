//! Text in XML and HTML: escaped, with marks.

use super::block::Block;

/// Escapes text for element content and for attributes in double quotes. Characters that XML 1.0
/// does not know at all become U+FFFD; line ends and tabs in attributes are references, because a
/// parser would make blanks of them.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

/// A stretch of a text between the ends of marks.
pub(super) struct Stretch<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Whether a mark covers it: the first label's, or another's.
    pub(super) mark: Option<Strength>,
}

/// Which label a mark is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Strength {
    /// One that gives evidence.
    Secondary,
    /// The one the finding is about.
    Primary,
}

/// Cuts the text of a block at the ends of its marks. An empty mark is an empty stretch.
pub(super) fn stretches<'b>(block: &'b Block<'_>) -> Vec<Stretch<'b>> {
    let text = block.text.as_str();
    let strength = |primary: bool| if primary { Strength::Primary } else { Strength::Secondary };
    let mut ends: Vec<usize> = vec![0, text.len()];
    for label in &block.labels {
        ends.extend([label.range.start, label.range.end]);
    }
    ends.sort_unstable();
    ends.dedup();
    let empty = |at: usize| {
        let labels = block.labels.iter().filter(move |it| it.range.is_empty());
        labels.filter(|it| it.range.start == at).map(|it| strength(it.primary)).max()
    };
    let mut out = Vec::new();
    for (index, &start) in ends.iter().enumerate() {
        if let Some(mark) = empty(start) {
            out.push(Stretch { text: "", mark: Some(mark) });
        }
        let Some(&end) = ends.get(index + 1) else { break };
        let covers =
            block.labels.iter().filter(|it| it.range.start <= start && end <= it.range.end);
        let mark = covers.map(|it| strength(it.primary)).max();
        if let Some(text) = text.get(start..end).filter(|text| !text.is_empty()) {
            out.push(Stretch { text, mark });
        }
    }
    out
}

/// Cuts a message at its code spans: text, and whether it is code. A run of backticks is closed by
/// the next run of the same length, as in Markdown; one blank on both sides of code is not of it.
pub(super) fn code_spans(text: &str) -> Vec<(&str, bool)> {
    let run = |text: &str| text.len() - text.trim_start_matches('`').len();
    let mut out = Vec::new();
    let mut rest = text;
    let mut plain = 0;
    while let Some(at) = rest.get(plain..).and_then(|text| text.find('`')) {
        let open = plain + at;
        let length = run(rest.get(open..).unwrap_or(""));
        let inside = rest.get(open + length..).unwrap_or("");
        let mut close = 0;
        let end = loop {
            let Some(at) = inside.get(close..).and_then(|text| text.find('`')) else { break None };
            let found = run(inside.get(close + at..).unwrap_or(""));
            if found == length {
                break Some(close + at);
            }
            close += at + found;
        };
        let Some(end) = end else {
            plain = open + length;
            continue;
        };
        let code = inside.get(..end).unwrap_or("");
        let bare = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
        out.push((rest.get(..open).unwrap_or(""), false));
        out.push((bare.filter(|bare| !bare.trim().is_empty()).unwrap_or(code), true));
        rest = inside.get(end + length..).unwrap_or("");
        plain = 0;
    }
    out.push((rest, false));
    out.retain(|(text, code)| *code || !text.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_of_a_message() {
        let spans = code_spans("the fence ```` ```c ```` and `x` or `` ` `` but no `y");
        let expected = [
            ("the fence ", false),
            ("```c", true),
            (" and ", false),
            ("x", true),
            (" or ", false),
            ("`", true),
            (" but no `y", false),
        ];
        assert_eq!(spans, expected);
        assert_eq!(code_spans("``` a"), [("``` a", false)]);
        assert!(code_spans("").is_empty());
    }

    #[test]
    fn nothing_is_left_to_be_read_as_markup() {
        assert_eq!(
            escape("<a b='\"'>&\u{1b}\u{ffff}"),
            "&lt;a b=&#39;&quot;&#39;&gt;&amp;\u{fffd}\u{fffd}"
        );
        assert_eq!(escape("a\r\n\tb"), "a&#13;&#10;&#9;b");
        assert_eq!(escape("日本 👩‍👩‍👧"), "日本 👩‍👩‍👧");
    }
}
