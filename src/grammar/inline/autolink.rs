//! Autolinks: `<https://contoso.com>`, `<name@contoso.com>` (`CommonMark` 0.31.2 §6.5).
//!
//! ```text
//! autolink = '<' ( scheme ':' address | email ) '>'
//! scheme   = letter, then 1 to 31 letters, digits, '+', '.', '-'
//! address  = characters but controls, white space, '<', '>'
//! ```

use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{take_while, take_while_m_n, take_while1},
    character::complete::char,
    combinator::{recognize, verify},
    multi::separated_list1,
    sequence::delimited,
};

/// Reads an autolink; gives what is between the angle brackets.
pub(super) fn autolink(input: &str) -> IResult<&str, &str, ()> {
    delimited(char('<'), alt((address, email)), char('>')).parse(input)
}

fn address(input: &str) -> IResult<&str, &str, ()> {
    recognize((
        verify(
            take_while_m_n(2, 32, |char: char| {
                char.is_ascii_alphanumeric() || matches!(char, '+' | '.' | '-')
            }),
            |scheme: &str| scheme.starts_with(|char: char| char.is_ascii_alphabetic()),
        ),
        char(':'),
        take_while(|char: char| !char.is_ascii_control() && !matches!(char, ' ' | '<' | '>')),
    ))
    .parse(input)
}

fn email(input: &str) -> IResult<&str, &str, ()> {
    recognize((
        take_while1(|char: char| {
            char.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(char)
        }),
        char('@'),
        recognize(separated_list1(char('.'), host_label)),
    ))
    .parse(input)
}

fn host_label(input: &str) -> IResult<&str, &str, ()> {
    verify(
        take_while_m_n(1, 63, |char: char| char.is_ascii_alphanumeric() || char == '-'),
        |label: &str| !label.starts_with('-') && !label.ends_with('-'),
    )
    .parse(input)
}

#[cfg(test)]
mod tests {
    use super::super::tests::plain;

    #[test]
    fn addresses() {
        assert_eq!(plain("<http://a.b/c?d=e&f*g*>"), r#"auto"http://a.b/c?d=e&f*g*""#);
        assert_eq!(plain("<MAILTO:X@Y> <a+b:c>"), r#"auto"MAILTO:X@Y" " " auto"a+b:c""#);
        assert_eq!(plain(r"<https://a/\[b>"), r#"auto"https://a/\\[b""#, "no escapes within");
        for text in ["<https://a b>", "<m:abc>", "<>", "< https://a>", "<1a:b>", "<a.b.c>"] {
            assert_eq!(plain(text).matches("auto").count(), 0, "{text}");
        }
    }

    #[test]
    fn mail() {
        assert_eq!(plain("<a.b+c@d-e.f>"), r#"auto"a.b+c@d-e.f""#);
        for text in ["<a@-b.c>", "<a@b->", "<a@b..c>", "<@a>", r"<a\+@b.c>"] {
            assert_eq!(plain(text).matches("auto").count(), 0, "{text}");
        }
    }
}
