//! What starts and ends a block of raw HTML: the seven conditions of CommonMark 0.31.2 §4.6.

use crate::grammar::html::any_tag;

/// What ends the block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// `</script>`, `</pre>`, `</style>` or `</textarea>` on the line.
    Raw,
    /// This text on the line.
    Text(&'static str),
    /// A blank line.
    Blank,
}

/// Which end belongs to the block that a line's rest, starting with `<`, starts; `None` if it starts
/// none. `paragraph` says that an open paragraph would be interrupted, which a lone tag cannot do.
pub(super) fn start(rest: &str, paragraph: bool) -> Option<End> {
    let bytes = rest.as_bytes();
    let second = bytes.get(1).copied()?;
    match second {
        b'!' => {
            if rest.starts_with("<!--") {
                Some(End::Text("-->"))
            } else if rest.starts_with("<![CDATA[") {
                Some(End::Text("]]>"))
            } else {
                bytes.get(2).is_some_and(u8::is_ascii_alphabetic).then_some(End::Text(">"))
            }
        }
        b'?' => Some(End::Text("?>")),
        b'/' | b'a'..=b'z' | b'A'..=b'Z' => {
            let (name, after) = tag_name(rest)?;
            let closing = second == b'/';
            let bound = after.is_empty() || after.starts_with([' ', '\t', '>']);
            if !closing && bound && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
                return Some(End::Raw);
            }
            if (bound || after.starts_with("/>")) && is_block(name) {
                return Some(End::Blank);
            }
            (!paragraph && lone_tag(rest)).then_some(End::Blank)
        }
        _ => None,
    }
}

/// Whether a line ends the block.
pub(super) fn ends(line: &str, end: End) -> bool {
    match end {
        End::Raw => {
            let bytes = line.as_bytes();
            memchr::memchr_iter(b'<', bytes).any(|at| {
                let tail = line.get(at..).unwrap_or("");
                tail.starts_with("</")
                    && tag_name(tail).is_some_and(|(name, after)| {
                        after.starts_with('>')
                            && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name))
                    })
            })
        }
        End::Text(text) => memchr::memmem::find(line.as_bytes(), text.as_bytes()).is_some(),
        End::Blank => false,
    }
}

/// The name of the tag that `rest` starts with, and what follows it.
fn tag_name(rest: &str) -> Option<(&str, &str)> {
    let name = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'))?;
    let length =
        name.bytes().position(|b| !b.is_ascii_alphanumeric() && b != b'-').unwrap_or(name.len());
    name.split_at_checked(length)
}

/// A complete opening or closing tag on one line and nothing after it.
fn lone_tag(rest: &str) -> bool {
    any_tag(rest).is_some_and(|(after, _)| after.bytes().all(|byte| matches!(byte, b' ' | b'\t')))
}

const RAW: [&str; 4] = ["script", "pre", "style", "textarea"];

fn is_block(name: &str) -> bool {
    let mut lower = [0; 10];
    let Some(slot) = lower.get_mut(..name.len()) else { return false };
    slot.copy_from_slice(name.as_bytes());
    slot.make_ascii_lowercase();
    BLOCK.binary_search_by(|known| known.as_bytes().cmp(slot)).is_ok()
}

/// The names of condition 6, sorted.
const BLOCK: [&str; 62] = [
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted() {
        assert!(BLOCK.is_sorted());
    }

    #[test]
    fn seven_conditions() {
        assert_eq!(start("<PRE>", true), Some(End::Raw));
        assert_eq!(start("<!-- a", true), Some(End::Text("-->")));
        assert_eq!(start("<?php", true), Some(End::Text("?>")));
        assert_eq!(start("<!DOCTYPE html>", true), Some(End::Text(">")));
        assert_eq!(start("<![CDATA[", true), Some(End::Text("]]>")));
        assert_eq!(start("</div", true), Some(End::Blank));
        assert_eq!(start("<hr/>", true), Some(End::Blank));
        assert_eq!(start("<a href=\"x\" b>  ", false), Some(End::Blank));
        assert_eq!(start("<a href=\"x\">", true), None, "a lone tag interrupts no paragraph");
        assert_eq!(start("<a name=\"x\"></a>", false), None, "two tags");
        assert_eq!(start("<divx foo", false), None);
        assert_eq!(start("<https://a.example>", false), None);
    }

    #[test]
    fn ends_of_raw_text() {
        assert!(ends("x</Style> y", End::Raw));
        assert!(!ends("x</styles>", End::Raw));
        assert!(ends("``` -->", End::Text("-->")));
    }
}
