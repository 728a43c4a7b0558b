//! Bare addresses of GFM (§6.9): `https://contoso.com`, `www.contoso.com`, `name@contoso.com`.
//!
//! An address starts with `http://`, `https://`, `ftp://` or `www.` and runs to white space or `<`; then
//! punctuation at its end is given back to the text. Mail addresses, and whatever stands in
//! brackets that may yet become a link, are found by [`split`] once the links are known.

use super::{
    punctuation::{is_mark, is_white_space},
    scan::Scan,
};
use crate::{
    ast::{Inline, InlineKind},
    text::Span,
};

impl Scan<'_, '_> {
    /// At `:`: a directive, the colon of a bare address, or text.
    pub(super) fn colon(&mut self, at: usize) -> usize {
        if let Some(end) = self.template(at) {
            return end;
        }
        let here = self.from(at);
        if here.starts_with("://") {
            let before = self.between(self.floor, at);
            if let Some(start) = scheme(before) {
                return self.bare(at - (before.len() - start), at + 1);
            }
        } else if here.starts_with(":::")
            && self.flavour.learn()
            && let Some((directive, end)) = self.colon_directive(at)
        {
            return self.leaf(at, end, InlineKind::Directive(Box::new(directive)));
        }
        at + 1
    }

    /// At `w`: an address without scheme, or text.
    pub(super) fn bare_www(&mut self, at: usize) -> usize {
        if is_www(self.from(at), self.between(0, at).bytes().next_back()) {
            self.bare(at, at + 1)
        } else {
            at + 1
        }
    }

    /// An address that starts at `start`; else the pass goes on at `otherwise`.
    fn bare(&mut self, start: usize, otherwise: usize) -> usize {
        if !self.brackets.is_empty() {
            self.addresses = true;
            return otherwise;
        }
        match address(self.from(start), false) {
            Some(length) => self.leaf(start, start + length, InlineKind::BareUrl),
            None => otherwise,
        }
    }
}

/// Appends the text of a span to `out`, cut into text and bare addresses.
pub(super) fn split(text: &str, span: Span, out: &mut Vec<Inline>) {
    let whole = span.of_text(text);
    let mut done = 0;
    let mut at = 0;
    let bytes = whole.as_bytes();
    while let Some(ahead) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'@', b':', b'w', rest))
    {
        let found = at + ahead;
        at = found + 1;
        let before = whole.get(done..found).unwrap_or("");
        let place = match bytes.get(found) {
            Some(b'@') => mail(before, whole.get(found..).unwrap_or("")),
            Some(b':') => scheme(before).and_then(|start| {
                Some((start, address(whole.get(done + start..).unwrap_or(""), true)?))
            }),
            _ => {
                let last =
                    text.get(..span.start as usize + found).unwrap_or("").bytes().next_back();
                let here = whole.get(found..).unwrap_or("");
                let length = is_www(here, last).then(|| address(here, true)).flatten();
                length.map(|length| (before.len(), length))
            }
        };
        if let Some((start, length)) = place {
            let start = done + start;
            push(out, span, done, start, InlineKind::Text);
            push(out, span, start, start + length, InlineKind::BareUrl);
            done = start + length;
            at = at.max(done);
        }
    }
    push(out, span, done, whole.len(), InlineKind::Text);
}

fn push(out: &mut Vec<Inline>, whole: Span, start: usize, end: usize, kind: InlineKind) {
    if start < end {
        let span = Span { start: whole.start + start as u32, end: whole.start + end as u32 };
        out.push(Inline { span, kind });
    }
}

/// The start of a scheme at the end of `before` that bare addresses may have.
fn scheme(before: &str) -> Option<usize> {
    let letters = before.bytes().rev().take(6).take_while(u8::is_ascii_alphabetic).count();
    let start = before.len() - letters;
    let word = before.get(start..)?;
    ["http", "https", "ftp"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme)).then_some(start)
}

/// Whether `www.` stands here and an address may start after the byte `before`.
fn is_www(here: &str, before: Option<u8>) -> bool {
    here.starts_with("www.")
        && before.is_none_or(|byte| {
            matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'*' | b'_' | b'~' | b'(')
        })
}

/// Length of the address with a scheme or `www.` at the start of `here`. Brackets end it where
/// `in_brackets` says so. Only when the domain is right does it look for the end, so that what is
/// looked at far ahead is taken.
fn address(here: &str, in_brackets: bool) -> Option<usize> {
    let domain_start = match here.as_bytes() {
        [b'w', b'w', b'w', b'.', ..] => 0,
        _ => memchr::memchr(b':', here.as_bytes().get(..6)?)? + 3,
    };
    let rest = here.get(domain_start..)?;
    let has_dot = domain(rest)?;
    let starts_well = rest.starts_with(|char| !is_mark(char) && !is_white_space(char));
    if !starts_well || domain_start == 0 && !has_dot {
        return None;
    }
    let is_end = |byte: u8| match byte {
        b' ' | b'\t' | b'\n' | b'\r' | b'\x0b' | b'\x0c' | b'<' => true,
        b'[' | b']' => in_brackets,
        _ => false,
    };
    let length = here.bytes().position(is_end).unwrap_or(here.len());
    here.get(..length).map(without_trail)
}

/// Whether the domain at the start of `rest` has a dot within; none if it is no domain, because its
/// last two parts hold `_`. Past ten dots anything goes, so that no run of failing addresses is
/// read over and over.
fn domain(rest: &str) -> Option<bool> {
    let mut dots = 0;
    let mut has_dot = false;
    let mut underscores = [false; 2];
    for char in rest.chars() {
        match char {
            '.' => {
                dots += 1;
                underscores = [underscores[1], false];
            }
            '_' => underscores[1] = true,
            '-' => {}
            char if is_mark(char) || is_white_space(char) => break,
            _ => has_dot = dots > 0,
        }
        if dots > 10 {
            return Some(true);
        }
    }
    (underscores == [false; 2]).then_some(has_dot)
}

/// Length of an address without the punctuation at its end: a closing parenthesis goes where there
/// is no opening one for it, a semicolon with the character reference that it ends.
fn without_trail(address: &str) -> usize {
    let bytes = address.as_bytes();
    let mut surplus = None;
    let mut end = bytes.len();
    while let Some(kept) = bytes.get(..end)
        && let Some(last) = kept.last()
    {
        match last {
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"' => end -= 1,
            b')' => {
                let left = surplus.get_or_insert_with(|| {
                    let closing = memchr::memchr_iter(b')', kept).count();
                    closing.saturating_sub(memchr::memchr_iter(b'(', kept).count())
                });
                if *left == 0 {
                    break;
                }
                *left -= 1;
                end -= 1;
            }
            b';' => {
                let name = kept.iter().rev().skip(1).take_while(|byte| byte.is_ascii_alphabetic());
                let start = end - 1 - name.count();
                let is_reference =
                    start + 1 < end && start > 0 && bytes.get(start - 1) == Some(&b'&');
                end = if is_reference { start - 1 } else { end - 1 };
            }
            _ => break,
        }
    }
    end
}

/// A mail address around the `@` that `here` starts with: where in `before` it starts, and its length.
fn mail(before: &str, here: &str) -> Option<(usize, usize)> {
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let local = before.bytes().rev().take_while(|byte| is_host(byte) || *byte == b'+').count();
    let mut start = before.len() - local;
    let host = here.get(1..)?;
    let host = host.get(..host.bytes().take_while(is_host).count())?;
    // A dot belongs to the domain where that goes on after it.
    let host = host.split("..").next()?.trim_end_matches('.');
    let end = 1 + host.len();
    if local == 0
        || !host.contains('.')
        || host.starts_with('.')
        || host.ends_with(['-', '_'])
        || here.get(end..)?.starts_with('@')
    {
        return None;
    }
    let word = before.get(..start)?;
    if let Some(scheme) = ["mailto:", "xmpp:"].iter().find(|scheme| word.ends_with(**scheme)) {
        start -= scheme.len();
    }
    Some((start, before.len() - start + end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{commonmark, plain};

    #[test]
    fn addresses() {
        assert_eq!(
            plain("a https://b.c/d_e_f?g=*h* i"),
            r#""a " url"https://b.c/d_e_f?g=*h" "* i""#
        );
        assert_eq!(plain("www.a.nl, HTTP://b"), r#"url"www.a.nl" ", " url"HTTP://b""#);
        assert_eq!(plain("(ftp://a/b(c))"), r#""(" url"ftp://a/b(c)" ")""#);
        assert_eq!(plain("*www.a.nl*"), r#"em(url"www.a.nl")"#);
        assert_eq!(plain("日本http://a。b 次"), r#""日本" url"http://a。b" " 次""#);
        for text in [
            "http://",
            "http:// a",
            "xhttp://a",
            "www.",
            "www..",
            "awww.b.c",
            "www.a_b.c",
            "gopher://a",
            "//a.b",
        ] {
            assert_eq!(plain(text).matches("url").count(), 0, "{text}");
        }
        assert_eq!(commonmark("http://a.b"), r#""http://a.b""#);
    }

    #[test]
    fn punctuation_at_the_end() {
        for (text, address) in [
            ("http://a.b?!.,:*_~'\"", "http://a.b"),
            ("http://a.b/c)", "http://a.b/c"),
            ("http://a.b/(c))).", "http://a.b/(c)"),
            ("http://a.b?c&nbsp;", "http://a.b?c"),
            ("http://a.b?c&d;e;", "http://a.b?c&d;e"),
            ("http://a.b<br>", "http://a.b"),
            ("http://a.b/;", "http://a.b/"),
        ] {
            assert!(plain(text).starts_with(&format!("url\"{address}\"")), "{}", plain(text));
        }
    }

    #[test]
    fn mail_addresses() {
        assert_eq!(plain("a b.c+d@e-f.gh."), r#""a " url"b.c+d@e-f.gh" ".""#);
        assert_eq!(plain("_a@b.c x"), r#"url"_a@b.c" " x""#);
        assert_eq!(plain("mailto:a@b.c"), r#"url"mailto:a@b.c""#);
        assert_eq!(plain("*a@b.c*"), r#"em(url"a@b.c")"#);
        for text in ["a@b", "@b.c", "a @b.c", "a@b.c-", "a@b.c_", "a@b.c@d"] {
            assert_eq!(plain(text).matches("url").count(), 0, "{text}");
        }
    }

    #[test]
    fn brackets() {
        assert_eq!(plain("[http://a.b c@d.e](f)"), r#"link("http://a.b c@d.e")->"f""#);
        assert_eq!(plain("[see http://a.b]"), r#""[see " url"http://a.b" "]""#);
        assert_eq!(plain("[1 www.a.b"), r#""[1 " url"www.a.b""#);
    }
}
