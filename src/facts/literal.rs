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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_soft_hyphens() {
        assert_eq!(collapse(" a\u{a0}\n b\u{ad}c "), "a bc");
    }
}
