//! Footnote references: `[^label]`, where a footnote of that label is defined. `[^a-z]` in a text
//! about patterns is none.

use super::scan::Scan;
use crate::text::Span;

impl Scan<'_, '_> {
    /// At `[`: the label of a footnote reference, and where the reference ends. One that parentheses
    /// follow is a link instead.
    pub(super) fn footnote_reference(&self, at: usize) -> Option<(Span, usize)> {
        let rest = self.from(at).strip_prefix("[^").filter(|_| self.flavour.gfm())?;
        let is_end = |byte: u8| matches!(byte, b']' | b'[' | b' ' | b'\t' | b'\n' | b'\r');
        let (label, after) = rest.split_at_checked(rest.bytes().position(is_end)?)?;
        let after = after.strip_prefix(']').filter(|after| !after.starts_with('('))?;
        let is_defined = !label.is_empty() && self.definitions.has_footnote(label);
        is_defined.then(|| (self.span_of(label), self.offset_of_rest(after)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{commonmark, defined, plain};

    #[test]
    fn only_defined_ones() {
        let labels = ["^1", "^noot-a"];
        assert_eq!(defined(&labels, "a[^1], b[^Noot-A]"), r#""a" note"1" ", b" note"Noot-A""#);
        assert_eq!(
            defined(&labels, "![^1] [^1](b) [^2] [^1"),
            r#""!" note"1" " " link("^1")->"b" " [^2] [^1""#
        );
        assert_eq!(plain("[^1]"), r#""[^1]""#);
        assert_eq!(commonmark("[^1]"), r#""[^1]""#);
    }
}
