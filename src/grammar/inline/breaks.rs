//! Line endings within a block: soft breaks, and hard breaks made with two spaces or a backslash
//! (`CommonMark` 0.31.2 §6.7, §6.8).

use super::scan::Scan;
use crate::ast::InlineKind;

impl Scan<'_, '_> {
    /// At a line ending: takes it with the white space on both sides.
    pub(super) fn line_ending(&mut self, at: usize) -> usize {
        let before = self.between(self.floor, at);
        let kept = before.trim_end_matches([' ', '\t']);
        let kind =
            if before.ends_with("  ") { InlineKind::HardBreak } else { InlineKind::SoftBreak };
        self.leaf(self.floor + kept.len(), self.next_line(at), kind)
    }

    /// Where the text of the next line begins, seen from a line ending.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let rest = self.from(at);
        let rest = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix(['\n', '\r']))
            .unwrap_or(rest)
            .trim_start_matches([' ', '\t']);
        self.offset_of_rest(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{in_lines, plain};

    #[test]
    fn soft_and_hard() {
        assert_eq!(plain("a\nb"), r#""a" soft"\n" "b""#);
        assert_eq!(plain("a \t\r\n  b"), r#""a" soft" \t\r\n  " "b""#);
        assert_eq!(plain("a  \nb"), r#""a" hard"  \n" "b""#);
        assert_eq!(plain("a\\\n b"), r#""a" hard"\\\n " "b""#);
        assert_eq!(plain("a\rb\\"), r#""a" soft"\r" "b\\""#);
    }

    #[test]
    fn a_break_covers_the_prefix_of_the_next_line() {
        assert_eq!(
            in_lines("> one\n> *two\n> > x*", &["one\n", "*two\n", "x*"]),
            r#""one" soft"\n> " em("two" soft"\n> > " "x")"#
        );
    }
}
