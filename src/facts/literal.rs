//! Texts made alike before they are compared.

use std::borrow::Cow;

/// The text with each run of white space as one space, none at its ends, no-break spaces as spaces
/// and without soft hyphens; for comparing and for fingerprints.
pub fn collapse(text: &str) -> String {
    collapsed(text).into_owned()
}

/// Likewise; nearly every text is what it would become, and then is given back as it is.
pub fn collapsed(text: &str) -> Cow<'_, str> {
    if is_collapsed(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = true;
        } else if c != '\u{ad}' {
            if space && !out.is_empty() {
                out.push(' ');
            }
            space = false;
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether a text holds no character that [`collapse`] changes, as far as a quick look tells: one with
/// letters beyond ASCII may be all right, too.
fn is_collapsed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let at_end = |byte: Option<&u8>| byte == Some(&b' ');
    // Without an early end these walks take many bytes at a time.
    let odd = |sum: u8, byte: &u8| sum | u8::from(byte.wrapping_sub(b' ') >= 0x7f - b' ');
    let doubled =
        |sum: u8, (one, other): (&u8, &u8)| sum | u8::from((one ^ b' ') | (other ^ b' ') == 0);
    bytes.iter().fold(0, odd) == 0
        && !at_end(bytes.first())
        && !at_end(bytes.last())
        && bytes.iter().zip(bytes.iter().skip(1)).fold(0, doubled) == 0
}

/// Whether a text shows nothing: white space and soft hyphens only.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_soft_hyphens() {
        assert!(is_blank(" \u{ad}\u{a0}") && !is_blank(" a"));
        assert_eq!(collapse(" a\u{a0}\n b\u{ad}c "), "a bc");
    }

    #[test]
    fn texts_that_stay_as_they_are() {
        for same in ["", "a", "een twee", "één"] {
            assert_eq!(collapse(same), same);
        }
        for (text, wanted) in
            [(" a", "a"), ("a ", "a"), ("a  b", "a b"), ("a\tb", "a b"), (" ", "")]
        {
            assert_eq!(collapse(text), wanted);
            assert!(!is_collapsed(text), "{text:?}");
        }
        assert!(is_collapsed("een twee"));
    }
}
