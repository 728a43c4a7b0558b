//! Texts made alike before they are compared.

/// The text with each run of white space as one space, none at its ends, no-break spaces as spaces
/// and without soft hyphens; for comparing and for fingerprints.
pub fn collapse(text: &str) -> String {
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
    out
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
}
