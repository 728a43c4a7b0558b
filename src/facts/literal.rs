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

/// Whether a text holds no character that [`collapse`] changes; one with control characters may be all
/// right, too.
fn is_collapsed(text: &str) -> bool {
    eights(text, |_| {}).is_some()
}

/// A bit in each of eight bytes: the highest, which no byte of ASCII has.
const HIGHEST: u64 = 0x8080_8080_8080_8080;

/// Hands out a text eight bytes at a time, the first byte lowest, and what is left over, which is less
/// than that; `None` where [`collapse`] may change the text: see [`is_collapsed`].
pub(crate) fn eights(text: &str, mut each: impl FnMut(u64)) -> Option<&[u8]> {
    let bytes = text.as_bytes();
    // Of each byte the highest bit: of those beyond ASCII, of what is odd in ASCII, and of the spaces
    // in the eight bytes before; no space may be first.
    let (mut beyond, mut odd, mut before) = (0, 0, HIGHEST);
    let mut look = |eight: u64| {
        // Without the highest bits, no sum or difference of two bytes reaches into the next byte.
        let low = eight & !HIGHEST;
        let spaces = HIGHEST.wrapping_sub(low ^ 0x2020_2020_2020_2020) & !eight & HIGHEST;
        let control = !low.wrapping_add(0x6060_6060_6060_6060) & !eight;
        odd |= control | spaces & (spaces << 8 | before >> 56);
        beyond |= eight;
        before = spaces;
    };
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let eight = chunk.try_into().map_or(0, u64::from_le_bytes);
        look(eight);
        each(eight);
    }
    let rest = chunks.remainder();
    // Letters that are all right stand in for what is missing of eight.
    let letters = u64::from_le_bytes([b'a'; 8]);
    look(match bytes.last_chunk() {
        // The last eight bytes, without those that were looked at.
        Some(last) => {
            let old = 64 - 8 * rest.len() as u32;
            let new = u64::from_le_bytes(*last).checked_shr(old).unwrap_or(0);
            new | letters.checked_shl(64 - old).unwrap_or(0)
        }
        None => rest.iter().rev().fold(letters, |sum, &byte| sum << 8 | u64::from(byte)),
    });
    let changes = |c: char| !c.is_ascii() && (c.is_whitespace() || c == '\u{ad}');
    let same = odd & HIGHEST == 0
        && bytes.last() != Some(&b' ')
        && (beyond & HIGHEST == 0 || !text.contains(changes));
    same.then_some(rest)
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
        assert!(is_collapsed("een twee") && is_collapsed("~ a ! b } c"));
        assert!(is_collapsed("één – twee’s") && is_collapsed("バックアップ"));
        assert!(
            !is_collapsed("バックアップ\u{3000}a") && !is_collapsed("é  é") && !is_collapsed("é ")
        );
    }

    #[test]
    fn each_place_of_a_text_is_looked_at() {
        for length in 0..40 {
            let plain = "a".repeat(length);
            assert_eq!(collapse(&plain), plain);
            assert!(is_collapsed(&plain), "{plain:?}");
            for at in 0..length {
                for odd in ["\n", "\t", "\0", "\u{1f}", "\u{a0}", "\u{ad}", "\u{2003}", "  "] {
                    let mut text = plain.clone();
                    text.replace_range(at..=at, odd);
                    assert!(!is_collapsed(&text), "{text:?}");
                }
                for even in ["!", " ", "~", "A", "\u{7f}", "é", "’", "𝒳"] {
                    let mut text = plain.clone();
                    text.replace_range(at..=at, even);
                    let at_end = even == " " && (at == 0 || at + 1 == length);
                    assert_eq!(is_collapsed(&text), !at_end, "{text:?}");
                }
            }
        }
    }
}
