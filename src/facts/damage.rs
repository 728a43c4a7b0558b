//! Markup in literal text that was meant as markup: see [`DamageKind`].

use super::lexer::{Damage, DamageKind};
use crate::text::Span;

/// The character references whose damage is told: those that keep markup from being read.
const NAMES: [&str; 5] = ["amp", "gt", "lt", "nbsp", "quot"];

/// Bytes looked at for the end of an address or label.
const LONGEST: usize = 400;

/// At `&`: a reference torn by spaces, or one that is escaped once too often.
pub(super) fn entity(text: &str, at: usize, end: usize) -> Option<Damage> {
    let rest = text.get(at + 1..end)?;
    let (body, doubled) = match rest.strip_prefix("amp;") {
        Some(body) => (body, true),
        None => (rest, false),
    };
    let spaced = |c: char| matches!(c, ' ' | '\u{a0}');
    let inner = if doubled { body } else { body.trim_start_matches(spaced) };
    let name = *NAMES.iter().find(|name| {
        inner.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    })?;
    let tail = inner.get(name.len()..)?;
    let closed = if doubled { tail } else { tail.trim_start_matches(spaced) };
    let (after, open) = match closed.strip_prefix(';') {
        Some(after) => (after, false),
        // Without its semicolon it shows as it is written.
        None if !doubled
            && inner.len() == body.len()
            && !tail.starts_with(char::is_alphanumeric) =>
        {
            (tail, true)
        }
        None => return None,
    };
    let torn = open || inner.len() < body.len() || closed.len() < tail.len();
    if !torn && !doubled {
        return None;
    }
    let start = end - inner.len();
    Some(Damage {
        span: Span::new(at, end - after.len()),
        kind: DamageKind::Entity,
        inner: Span::new(start, start + name.len()),
    })
}

/// At `]`: the text of a link whose rest is not one, or a reference to nothing. `run` is the literal
/// text around.
pub(super) fn link(text: &str, run: Span, at: usize, end: usize) -> Option<Damage> {
    let before = text.get(run.start as usize..at)?;
    let rest = text.get(at + 1..end)?;
    let open = before.rfind('[')?;
    let start = run.start as usize + open;
    let words = before.get(open + 1..)?;
    if words.trim_matches(['\\', ' ']).is_empty() || before.get(..open)?.ends_with('!') {
        return None;
    }
    if let Some(label) = rest.strip_prefix('[') {
        let close =
            label.get(..label.len().min(LONGEST)).unwrap_or(label).find(['[', ']', '\n'])?;
        let label = label.get(..close).filter(|it| !it.trim().is_empty())?;
        let from = Span::of(text, label);
        let whole = text.get(from.end as usize..)?.starts_with(']');
        let span = Span { start: start as u32, end: from.end + 1 };
        return whole.then_some(Damage { span, kind: DamageKind::Reference, inner: from });
    }
    let gap = rest.trim_start_matches([' ', '\u{a0}']);
    let (inner, wide) = match (gap.strip_prefix('('), gap.strip_prefix('（')) {
        (Some(inner), _) => (inner, false),
        (None, Some(inner)) => (inner, true),
        _ => return None,
    };
    let close = inner.char_indices().take(LONGEST).find(|(_, c)| matches!(c, ')' | '）' | '\n'));
    let address = match close {
        Some((close, ')' | '）')) => inner.get(..close)?,
        _ => return None,
    };
    if !is_address(address) {
        return None;
    }
    let from = Span::of(text, address);
    let closer = if text.get(from.end as usize..)?.starts_with(')') { 1 } else { 3 };
    let broken = wide
        || closer == 3
        || gap.len() < rest.len()
        || before.ends_with('\\')
        || address.contains(' ');
    let span = Span { start: start as u32, end: from.end + closer };
    broken.then_some(Damage { span, kind: DamageKind::Link, inner: from })
}

/// At `(` or its full-width form: an address in brackets that belongs to no link, since a bracket of
/// the link is lost or of another kind. It is for rules to tell whether a link was meant.
pub(super) fn address(text: &str, run: Span, at: usize, end: usize) -> Option<Damage> {
    let before = text.get(run.start as usize..at)?;
    let rest = text.get(at..end)?;
    let inner = rest.strip_prefix('(').or_else(|| rest.strip_prefix('（'))?;
    let close = inner.bytes().take(LONGEST).position(|byte| {
        matches!(byte, b' ' | b'\t'..=b'\r' | b')' | b'[' | b']') || !byte.is_ascii()
    });
    let close = close.unwrap_or(inner.len());
    let address = inner.get(..close)?.trim_end_matches(['.', ',', ';', ':', '?', '!']);
    if before.is_empty() || !is_address(address) {
        return None;
    }
    let from = Span::of(text, address);
    let after = text.get(from.end as usize..end)?.chars().next();
    let closer = after.filter(|c| matches!(c, ')' | '）')).map_or(0, char::len_utf8) as u32;
    let open = before.rfind(['[', '［']).filter(|open| before.len() - open < LONGEST);
    let word = || before.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let start = run.start as usize + open.unwrap_or_else(word);
    let span = Span { start: start as u32, end: from.end + closer };
    Some(Damage { span, kind: DamageKind::Address, inner: from })
}

/// What is left of a link before a bare address at the end of `before`: its closing bracket, or where
/// that is lost, all from the opening one; the parenthesis is part of it.
pub(super) fn link_before(before: &str) -> Option<&str> {
    let rest = before.strip_suffix(['(', '（'])?.trim_end_matches([' ', '\u{a0}']);
    let closed = rest.strip_suffix([']', '］']);
    let near = |text: &str| text.rfind(['[', '［', ']', '］', '\n']);
    let start = match closed {
        // An escaped bracket shows as it is, and so does the backslash before a link's parenthesis.
        Some(words) => words.strip_suffix('\\').unwrap_or(words).len(),
        None => near(rest).filter(|at| {
            rest.len() - at < LONGEST
                && rest.get(*at..).is_some_and(|it| it.starts_with(['[', '［']))
        })?,
    };
    before.get(start..)
}

/// Whether what stands in the parentheses is a path, an address or a fragment rather than words.
fn is_address(text: &str) -> bool {
    let first = text.trim().split(' ').next().unwrap_or("");
    let named = memchr::memchr2(b'.', b':', text.as_bytes()).is_some();
    let file = |ending: &str| named && text.contains(ending);
    first.starts_with('#')
        && first.len() > 1
        && !first.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
        || first.starts_with("http")
        || first.starts_with("../")
        || first.starts_with("./")
        || first.starts_with('/') && first.len() > 2
        || (file(".md") || file(".yml") || file(".htm") || file(".png") || file("://"))
            && text.split(' ').count() < 5
}

/// At `{`: an id of a heading in the middle of a text.
pub(super) fn id(text: &str, at: usize, end: usize) -> Option<Damage> {
    let rest = text.get(at..end)?.strip_prefix("{#")?;
    let name = rest.get(..rest.find('}')?)?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let good = name.starts_with(char::is_alphabetic) && name.chars().all(plain);
    let inner = Span::of(text, name);
    let span = Span { start: at as u32, end: inner.end + 1 };
    good.then_some(Damage { span, kind: DamageKind::Id, inner })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_to_characters() {
        let read =
            |text: &str| entity(text, 0, text.len()).map(|it| it.span.of_text(text).to_owned());
        assert_eq!(read("& lt;b").as_deref(), Some("& lt;"));
        assert_eq!(read("&lt ;").as_deref(), Some("&lt ;"));
        assert_eq!(read("&amp;lt;x").as_deref(), Some("&amp;lt;"));
        assert_eq!(read("&lt b").as_deref(), Some("&lt"));
        assert_eq!(read("&ltb"), None);
        assert_eq!(read("&lt;"), None);
        assert_eq!(read("& more; so"), None);
        assert_eq!(read("&amp; lt"), None);
    }

    #[test]
    fn links() {
        let read = |text: &str| {
            let at = text.find(']')?;
            let found = link(text, Span::new(0, text.len()), at, text.len())?;
            Some((found.kind, found.inner.of_text(text).to_owned()))
        };
        let some = |kind, inner: &str| Some((kind, inner.to_owned()));
        assert_eq!(read("[a] (b.md)"), some(DamageKind::Link, "b.md"));
        assert_eq!(read("a [b\\](../c/d.yml) e"), some(DamageKind::Link, "../c/d.yml"));
        assert_eq!(read("[a]（/b/c）"), some(DamageKind::Link, "/b/c"));
        assert_eq!(read("[a](my file.md)"), some(DamageKind::Link, "my file.md"));
        assert_eq!(read("[a][b]"), some(DamageKind::Reference, "b"));
        assert_eq!(read("[a] (see below)"), None);
        assert_eq!(read("a] (b.md)"), None);
        assert_eq!(read("[a][]"), None);
    }

    #[test]
    fn links_before_an_address() {
        assert_eq!(link_before("see [a]("), Some("]("));
        assert_eq!(link_before("see [a] ("), Some("] ("));
        assert_eq!(link_before("see [a\\]（"), Some("\\]（"));
        assert_eq!(link_before("see ［a］("), Some("］("));
        assert_eq!(link_before("see [b](c) and [a("), Some("[a("));
        assert_eq!(link_before("see [b](c) and a ("), None);
        assert_eq!(link_before("see a ("), None);
        assert_eq!(link_before("see [a] "), None);
    }

    #[test]
    fn ids() {
        let read = |text: &str| id(text, 0, text.len()).map(|it| it.inner.of_text(text).to_owned());
        assert_eq!(read("{#set-up} b").as_deref(), Some("set-up"));
        assert_eq!(read("{#1}"), None);
        assert_eq!(read("{# a}"), None);
    }
}
