//! The first line of an alert: `[!NOTE]` in a block quote, as Microsoft Learn and GitHub have it.

use nom::{
    Parser,
    bytes::complete::{tag, take_while_m_n},
    character::complete::char,
    combinator::{not, peek, recognize},
    sequence::delimited,
};

use crate::ast::{Alert, AlertKind};
use crate::grammar::Parsed;
use crate::text::Span;

/// Longest keyword that is taken for one, in characters: a translated keyword is a word or two.
const LONGEST: usize = 24;

/// Reads `[!WORD]` from the rest of a quote's first line. Any word is kept, so that a translated
/// keyword is an alert of no kind; what a link would continue with is none. The second part of the
/// answer is the marker's text.
pub(super) fn alert<'t>(text: &str, rest: &'t str) -> Parsed<'t, Alert> {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '\'' | '’');
    let word = take_while_m_n(1, LONGEST, letter);
    let mut marker = recognize(delimited(tag("[!"), word, char(']')));
    let (after, marker) = marker.parse(rest)?;
    not(peek(nom::character::complete::one_of("([:"))).parse(after)?;
    let keyword = marker.get(2..marker.len() - 1).unwrap_or("");
    let kind = kind(keyword);
    let trailing = after.trim_matches([' ', '\t']);
    let alert = Alert {
        span: Span::of(text, marker),
        keyword: Span::of(text, keyword),
        kind,
        trailing: (!trailing.is_empty()).then(|| Span::of(text, trailing)),
    };
    Ok((after, alert))
}

fn kind(keyword: &str) -> Option<AlertKind> {
    let kinds = [
        ("note", AlertKind::Note),
        ("tip", AlertKind::Tip),
        ("warning", AlertKind::Warning),
        ("important", AlertKind::Important),
        ("caution", AlertKind::Caution),
    ];
    kinds.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(keyword)).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords() {
        let read = |line: &str| {
            alert(line, line).ok().map(|(_, alert)| {
                let trailing = alert.trailing.map(|span| span.of_text(line).to_owned());
                (alert.keyword.of_text(line).to_owned(), alert.kind, trailing)
            })
        };
        assert_eq!(read("[!NOTE]"), Some(("NOTE".into(), Some(AlertKind::Note), None)));
        assert_eq!(read("[!Tip]  "), Some(("Tip".into(), Some(AlertKind::Tip), None)));
        assert_eq!(read("[!ВАЖНО]"), Some(("ВАЖНО".into(), None, None)));
        let trailing = Some("Save first.".to_owned());
        assert_eq!(
            read("[!WARNING] Save first."),
            Some(("WARNING".into(), Some(AlertKind::Warning), trailing))
        );
        assert_eq!(read("[!a](b)"), None, "a link");
        assert_eq!(read("[!INCLUDE [a](b)]"), None);
    }
}
