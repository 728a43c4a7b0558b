//! The marker of a footnote definition: `[^label]:` (GFM as GitHub renders it).

use nom::{
    Parser,
    bytes::complete::{tag, take_while1},
    sequence::delimited,
};

use crate::grammar::Parsed;

/// Reads the label from a line's rest.
pub(super) fn marker(rest: &str) -> Parsed<'_, &str> {
    let label = take_while1(|c: char| !c.is_whitespace() && !matches!(c, '[' | ']' | '\0'));
    delimited(tag("[^"), label, tag("]:")).parse(rest)
}

#[cfg(test)]
mod tests {
    use super::marker;

    #[test]
    fn labels() {
        assert_eq!(marker("[^one]: text"), Ok((" text", "one")));
        assert!(marker("[^two words]: text").is_err());
        assert!(marker("[^one] text").is_err());
    }
}
