//! Characters that show nothing: controls, joiners, marks of direction.

use crate::text::Span;

/// A character that shows nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invisible {
    /// Its bytes in the article's text.
    pub span: Span,
    /// Which.
    pub character: char,
}

/// The invisible characters of a text, in order: all of the general categories Cc and Cf but tabs, line
/// endings and soft hyphens, and the two separators of lines and paragraphs.
pub(super) fn invisibles(text: &str) -> Vec<Invisible> {
    let mut found = Vec::new();
    // Of a chunk whose length it knows, the compiler tests many bytes at a time.
    let (chunks, rest) = text.as_bytes().as_chunks::<CHUNK>();
    for (index, chunk) in chunks.iter().enumerate() {
        // Nearly all chunks are printable ASCII; the test of a whole one takes a few instructions.
        let odd = chunk.iter().fold(0, |odd, &byte| {
            // Plain arithmetic, and no jumps.
            let text = byte.wrapping_sub(b' ') <= b'~' - b' ';
            let blank = u8::from(byte == b'\n') | u8::from(byte == b'\r') | u8::from(byte == b'\t');
            odd | 1 & !(u8::from(text) | blank)
        });
        if odd != 0 {
            in_chunk(text, index * CHUNK, chunk, &mut found);
        }
    }
    in_chunk(text, text.len() - rest.len(), rest, &mut found);
    found
}

/// Bytes that are tested together.
const CHUNK: usize = 64;

/// The invisible characters that start within a chunk, which starts at `from`.
fn in_chunk(text: &str, from: usize, chunk: &[u8], found: &mut Vec<Invisible>) {
    // They start with few bytes that other characters start with too.
    let suspicious = |byte: u8| matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 127 | 0xc2 | 0xd8 | 0xdb | 0xdc | 0xe1 | 0xe2 | 0xef);
    for (at, &byte) in (from..).zip(chunk) {
        if !suspicious(byte) {
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        if is_invisible(character) {
            found.push(Invisible { span: Span::new(at, at + character.len_utf8()), character });
        }
    }
}

/// Whether a character shows nothing: see [`invisibles`].
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
            | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_characters() {
        let text = "\u{feff}a\tb\r\n\u{200b}‘x’\u{ad}é\u{85}\u{202e}";
        let found: Vec<_> = invisibles(text).iter().map(|it| it.character).collect();
        assert_eq!(found, ['\u{feff}', '\u{200b}', '\u{85}', '\u{202e}']);
        for it in invisibles(text) {
            assert_eq!(it.span.of_text(text).chars().next(), Some(it.character));
        }
    }

    #[test]
    fn each_place_of_a_text_is_looked_at() {
        for at in 0..3 * CHUNK {
            let text = format!("{}\u{200b}{}", "a".repeat(at), "b".repeat(CHUNK));
            let found: Vec<Span> = invisibles(&text).iter().map(|it| it.span).collect();
            assert_eq!(found, [Span::new(at, at + 3)]);
        }
    }
}
