//! Backslash escapes and character references (`CommonMark` 0.31.2 §2.4, §2.5), within text and, by
//! [`unescape`], within destinations.

use super::scan::Scan;
use crate::{ast::InlineKind, grammar::entity::entity};

impl Scan<'_, '_> {
    /// At a backslash: an escape, a hard break, or text.
    pub(super) fn escape(&mut self, at: usize) -> usize {
        match self.byte(at + 1) {
            Some(b'\n' | b'\r') => {
                let end = self.next_line(at + 1);
                self.leaf(at, end, InlineKind::HardBreak)
            }
            Some(byte) if byte.is_ascii_punctuation() => self.leaf(at, at + 2, InlineKind::Escape),
            _ => at + 1,
        }
    }

    /// At `&`: a character reference, or text.
    pub(super) fn entity(&mut self, at: usize) -> usize {
        match entity(self.from(at)) {
            Ok((rest, entity)) => {
                self.leaf(at, self.offset_of_rest(rest), InlineKind::Entity(entity))
            }
            Err(_) => at + 1,
        }
    }
}

/// What a destination or title means: backslash escapes and character references replaced.
/// `None` where that is what stands there.
pub fn unescape(written: &str) -> Option<Box<str>> {
    let mut meant = String::new();
    let mut rest = written;
    while let Some(at) = memchr::memchr2(b'\\', b'&', rest.as_bytes()) {
        let (before, here) = rest.split_at(at);
        meant.push_str(before);
        let escaped = here
            .strip_prefix('\\')
            .filter(|after| after.bytes().next().is_some_and(|byte| byte.is_ascii_punctuation()));
        if let Some(after) = escaped {
            let (char, after) = after.split_at(1);
            meant.push_str(char);
            rest = after;
        } else if let Ok((after, entity)) = entity(here) {
            meant.push(entity.first);
            meant.extend(entity.second);
            rest = after;
        } else {
            let (char, after) = here.split_at(1);
            meant.push_str(char);
            rest = after;
        }
    }
    if meant.is_empty() && rest.len() == written.len() {
        return None;
    }
    meant.push_str(rest);
    (meant != written).then(|| meant.into_boxed_str())
}

#[cfg(test)]
mod tests {
    use super::{super::tests::plain, *};

    #[test]
    fn escapes() {
        assert_eq!(plain(r"\*a\* \a \"), r#"esc"\\*" "a" esc"\\*" " \\a \\""#);
        assert_eq!(plain(r"\\*a*"), r#"esc"\\\\" em("a")"#);
        assert_eq!(plain(r"\`a`b`"), r#"esc"\\`" "a" code"b""#);
        assert_eq!(plain(r"\<br> \&amp; \é"), r#"esc"\\<" "br> " esc"\\&" "amp; \\é""#);
    }

    #[test]
    fn entities() {
        assert_eq!(plain("a&nbsp;b &copy &#39;"), r#""a" &"\u{a0}" "b &copy " &"'""#);
        assert_eq!(plain("&#42;a&#42;"), r#"&"*" "a" &"*""#, "no markup by reference");
    }

    #[test]
    fn meant_texts() {
        assert_eq!(unescape("/a%20b?c=d"), None);
        assert_eq!(unescape(r"c:\dir&x"), None, "nothing to replace");
        assert_eq!(unescape(r"/a\*b&auml;").as_deref(), Some("/a*bä"));
        assert_eq!(unescape(r"\\").as_deref(), Some(r"\"));
        assert_eq!(unescape(""), None);
    }
}
