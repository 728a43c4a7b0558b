//! Cross references of docfx: `<xref:uid>` and `@uid`.
//!
//! `<xref:System.Data.DataSet?displayProperty=nameWithType>`, `@System.Data.DataSet`,
//! `@"System.Func.Invoke(System.Int32)"`. A uid after `@` has a dot within, so that `@name` stays text; it
//! follows no letter or digit, so that mail addresses are none.

use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{tag_no_case, take_while1},
    character::complete::{char, one_of},
    combinator::{opt, recognize, verify},
    multi::many1_count,
    sequence::{delimited, preceded},
};

use super::scan::Scan;
use crate::ast::InlineKind;

impl Scan<'_, '_> {
    /// At `@`: a cross reference, or text that may hold a mail address.
    pub(super) fn at_sign(&mut self, at: usize) -> usize {
        if self.flavour.learn()
            && self.between(0, at).chars().next_back().is_none_or(may_precede)
            && let Ok((rest, uid)) = preceded(char('@'), uid).parse(self.from(at))
        {
            let uid = self.span_of(uid);
            return self.leaf(at, self.offset_of_rest(rest), InlineKind::Xref(uid));
        }
        self.addresses = true;
        at + 1
    }
}

/// Reads `<xref:uid>`; gives the uid and its query.
pub(super) fn bracketed(input: &str) -> IResult<&str, &str, ()> {
    delimited(
        tag_no_case("<xref:"),
        take_while1(|char: char| !char.is_whitespace() && !matches!(char, '<' | '>')),
        char('>'),
    )
    .parse(input)
}

fn may_precede(char: char) -> bool {
    !char.is_alphanumeric() && !matches!(char, '_' | '@' | '/' | '.' | '-' | '+')
}

/// A uid after `@`, in quotes or plain.
fn uid(input: &str) -> IResult<&str, &str, ()> {
    alt((quoted('"'), quoted('\''), plain)).parse(input)
}

fn quoted<'s>(quote: char) -> impl Parser<&'s str, Output = &'s str, Error = ()> {
    let inner = take_while1(move |char| char != quote && char != '\n' && char != '\r');
    delimited(char(quote), verify(inner, |uid: &str| has_dot_within(uid)), char(quote))
}

fn plain(input: &str) -> IResult<&str, &str, ()> {
    let (_, taken) = recognize(many1_count(alt((
        take_while1(|char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '_' | '#')),
        // The number of type parameters: List`1.
        recognize((char('`'), take_while1(|char: char| char.is_ascii_digit()))),
    ))))
    .parse(input)?;
    let end = taken.trim_end_matches(['.', '#']).len();
    let (uid, rest) = input.split_at_checked(end).unwrap_or((taken, ""));
    let starts_well = uid.starts_with(|char: char| char.is_ascii_alphabetic());
    if !starts_well || !has_dot_within(uid) || reads_as_domain(uid) {
        return Err(nom::Err::Error(()));
    }
    let query = recognize((
        one_of::<_, _, ()>("?"),
        take_while1(|char: char| char.is_ascii_alphabetic()),
        char('='),
        take_while1(|char: char| char.is_ascii_alphanumeric() || matches!(char, '=' | '&')),
    ));
    let (rest, _) = opt(query).parse(rest)?;
    let whole = input.get(..input.len() - rest.len()).unwrap_or(uid);
    Ok((rest, whole))
}

fn has_dot_within(uid: &str) -> bool {
    uid.trim_matches('.').contains('.')
}

/// `@contoso.com` in a sentence is the end of mail addresses: two to five small letters after the
/// last dot. The names that uids are made of end in a word, most often with a capital letter.
fn reads_as_domain(uid: &str) -> bool {
    let last = uid.rsplit('.').next().unwrap_or("");
    matches!(last.len(), 2..=5) && last.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{gfm, plain};

    #[test]
    fn in_angle_brackets() {
        assert_eq!(
            plain("a <xref:B.C%2A?displayProperty=nameWithType>"),
            r#""a " xref"B.C%2A?displayProperty=nameWithType""#
        );
        assert_eq!(plain("<xref:a/b*c*>"), r#"xref"a/b*c*""#);
        assert_eq!(plain("<xref:> <xref:a b>"), r#"auto"xref:" " <xref:a b>""#);
        assert_eq!(gfm("<xref:a.b>"), r#"auto"xref:a.b""#);
    }

    #[test]
    fn after_an_at_sign() {
        assert_eq!(plain("zie @System.Data.Common."), r#""zie " xref"System.Data.Common" ".""#);
        assert_eq!(
            plain("*@A.List`1*, (@A.B#ctor)"),
            r#"em(xref"A.List`1") ", (" xref"A.B#ctor" ")""#
        );
        assert_eq!(plain("@A.B?text=c&d=e?"), r#"xref"A.B?text=c&d=e" "?""#);
        assert_eq!(plain("@\"A.B(C, D)\" x"), r#"xref"A.B(C, D)" " x""#);
        assert_eq!(
            plain("@'A.B' @'A' @\"\n.\""),
            "xref\"A.B\" \" @'A' @\\\"\" soft\"\\n\" \".\\\"\""
        );
    }

    #[test]
    fn neither_mail_nor_mention() {
        for text in [
            "@name",
            "@name. Next",
            "a@B.c.D",
            "@contoso.com",
            "@contoso.onmicrosoft.com",
            "@Contoso.local",
            "@1.a",
            "@.a.b",
            "x/@A.B",
            "@",
            "@a.",
            "`@A.B`",
        ] {
            assert_eq!(plain(text).matches("xref").count(), 0, "{text}");
        }
        assert_eq!(gfm("@A.B"), r#""@A.B""#);
    }
}
