//! Thematic breaks: three or more of one of `*`, `-`, `_` with white space between (CommonMark
//! 0.31.2 §4.1).

/// Whether `rest`, which starts with `*`, `-` or `_`, is a thematic break.
pub(super) fn is_break(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let Some(&mark) = bytes.first() else { return false };
    let mut marks = 0;
    for &byte in bytes {
        if byte == mark {
            marks += 1;
        } else if byte != b' ' && byte != b'\t' {
            return false;
        }
    }
    marks >= 3
}

#[cfg(test)]
mod tests {
    use super::is_break;

    #[test]
    fn marks_of_one_kind() {
        for line in ["---", "* * *", "_ \t__  "] {
            assert!(is_break(line), "{line:?}");
        }
        for line in ["--", "--*", "- - x", "** a"] {
            assert!(!is_break(line), "{line:?}");
        }
    }
}
