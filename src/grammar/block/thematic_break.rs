//! Thematic breaks: three or more of one of `*`, `-`, `_` with white space between (CommonMark
//! 0.31.2 §4.1).

/// How far into `rest`, which starts with `*`, `-` or `_`, something stands that makes it no thematic
/// break; `None` for a break. Too few marks count as something at the end.
pub(super) fn spoiler(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mark = bytes.first();
    let mut marks = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if Some(byte) == mark {
            marks += 1;
        } else if !matches!(byte, b' ' | b'\t') {
            return Some(at);
        }
    }
    (marks < 3).then_some(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::spoiler;

    #[test]
    fn marks_of_one_kind() {
        for line in ["---", "* * *", "_ \t__  "] {
            assert_eq!(spoiler(line), None, "{line:?}");
        }
        assert_eq!(spoiler("--"), Some(2));
        assert_eq!(spoiler("--*"), Some(2));
        assert_eq!(spoiler("- - x"), Some(4));
    }
}
