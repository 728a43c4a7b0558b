//! Code spans (`CommonMark` 0.31.2 §6.1): a run of backticks up to the next run of the same length.
//!
//! ``Use ``SELECT `Name` `` here`` holds one. A run without its like is text.

use super::scan::Scan;
use crate::ast::{CodeSpan, InlineKind};

impl Scan<'_, '_> {
    /// At a backtick: a code span, or the run as text.
    pub(super) fn code(&mut self, at: usize) -> usize {
        let open = at + run(self.bytes(), at);
        let Some(close) = self.closing_run(open, open - at) else { return open };
        let end = close + (open - at);
        let meant = self.meant_code(self.written.get(open..close).unwrap_or(""));
        let content = self.span(open, close);
        self.leaf(at, end, InlineKind::Code(CodeSpan { content, meant }))
    }

    /// Start of the first run of exactly `length` backticks at or after `from`. A search that fails
    /// has seen every run to the end, and what it saw answers the later ones.
    fn closing_run(&mut self, from: usize, length: usize) -> Option<usize> {
        if let Some(last) = &self.backticks
            && last.get(length).is_none_or(|&last| last < from)
        {
            return None;
        }
        let bytes = self.bytes();
        let mut last = Vec::new();
        let mut at = from;
        while let Some(ahead) = memchr::memchr(b'`', bytes.get(at..)?) {
            let start = at + ahead;
            let found = run(bytes, start);
            if found == length {
                return Some(start);
            }
            if self.backticks.is_none() {
                if last.len() <= found {
                    last.resize(found + 1, 0);
                }
                if let Some(last) = last.get_mut(found) {
                    *last = start;
                }
            }
            at = start + found;
        }
        self.backticks.get_or_insert(last);
        None
    }

    /// The content of a code span as a reader gets it, where that differs: line endings are spaces,
    /// the white space at the start of a line is gone, one space is taken off both ends if both
    /// have one and something else is there, and `\|` means `|` in table cells.
    fn meant_code(&self, written: &str) -> Option<Box<str>> {
        let has_pipe = self.is_cell && written.contains("\\|");
        let has_line = memchr::memchr2(b'\n', b'\r', written.as_bytes()).is_some();
        if !has_pipe && !has_line {
            let stripped = strip(written);
            return (stripped.len() != written.len()).then(|| stripped.into());
        }
        let mut meant = String::with_capacity(written.len());
        let mut lines = written.split('\n');
        meant.extend(lines.next());
        for line in lines {
            if meant.ends_with('\r') {
                meant.pop();
            }
            meant.push(' ');
            meant.push_str(line.trim_start_matches([' ', '\t']));
        }
        // What is left of carriage returns are line endings of their own.
        let meant = meant.replace('\r', " ");
        let meant = if has_pipe { meant.replace("\\|", "|") } else { meant };
        Some(strip(&meant).into())
    }
}

/// Length of the run of the byte at `at`.
pub(super) fn run(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().take_while(|&byte| Some(byte) == rest.first()).count()
}

fn strip(code: &str) -> &str {
    match code.strip_prefix(' ').and_then(|code| code.strip_suffix(' ')) {
        Some(stripped) if code.bytes().any(|byte| byte != b' ') => stripped,
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{in_cell, in_lines, plain};

    #[test]
    fn spans() {
        assert_eq!(plain("`a` ``b ` c``"), r#"code"a" " " code"b ` c""#);
        assert_eq!(plain("`` ` ``"), r#"code" ` "="`""#);
        assert_eq!(plain("` ` `  `"), r#"code" " " " code"  ""#, "spaces alone stay");
        assert_eq!(plain("` a`"), r#"code" a""#);
        assert_eq!(plain("*a`*`"), r#""*a" code"*""#, "code binds tighter");
        assert_eq!(plain(r"`a\`b`"), r#"code"a\\" "b`""#);
    }

    #[test]
    fn runs_without_their_like() {
        assert_eq!(plain("``a` b"), r#""``a` b""#);
        assert_eq!(plain("``` a `b`"), r#""``` a " code"b""#);
        assert_eq!(plain("` `` ` ``` `` x ``"), r#"code" `` "="``" " ``` " code" x "="x""#);
    }

    #[test]
    fn over_lines() {
        assert_eq!(plain("`a\nb`"), r#"code"a\nb"="a b""#);
        assert_eq!(plain("`a\r\n  b\rc `"), r#"code"a\r\n  b\rc "="a b c ""#);
        assert_eq!(in_lines("> `a\n> b`", &["`a\n", "b`"]), r#"code"a\n> b"="a b""#);
    }

    #[test]
    fn pipes_in_cells() {
        assert_eq!(in_cell(r"`a \| b`"), r#"code"a \\| b"="a | b""#);
        assert_eq!(plain(r"`a \| b`"), r#"code"a \\| b""#);
    }
}
