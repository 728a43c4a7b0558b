//! Which destinations are the same place: what may differ between locales is taken out.

use crate::locale::Locale;
use std::{borrow::Cow, collections::BTreeSet};

/// The destination with everything taken out that may differ by locale: a locale segment of the
/// path, a locale host (`fr.wikipedia.org`), a leading `./`, the case of scheme and host, a final
/// slash, percent encoding of what needs none.
pub(crate) fn key(destination: &str) -> Cow<'_, str> {
    let trimmed = destination.trim();
    let bytes = trimmed.as_bytes();
    let slash_before = |at: usize| at.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b'/');
    if !needs_work(trimmed) && !memchr::memchr_iter(b'#', bytes).any(slash_before) {
        return Cow::Borrowed(
            trimmed.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(trimmed),
        );
    }
    let (path, tail) =
        trimmed.split_at(memchr::memchr2(b'?', b'#', bytes).unwrap_or(trimmed.len()));
    let (head, rest) = path.split_at(scheme_and_host(path));
    let host = host(head);
    let closed = path.ends_with('/');
    let is_written_so = matches!(host, Cow::Borrowed(_)) && is_plain(head, rest);
    if is_written_so && (tail.is_empty() || !closed) {
        return Cow::Borrowed(if closed {
            path.strip_suffix('/').unwrap_or(path)
        } else {
            trimmed
        });
    }
    let mut out = String::with_capacity(destination.len());
    out.push_str(&host);
    let rooted = rest.starts_with('/');
    let mut first = true;
    for part in rest.split('/') {
        if part.is_empty() || part == "." || is_locale(part) {
            continue;
        }
        if !first || rooted || !head.is_empty() {
            out.push('/');
        }
        out.push_str(&part.replace("%20", " "));
        first = false;
    }
    if first && rooted && head.is_empty() {
        out.push('/');
    }
    out.push_str(tail);
    Cow::Owned(out)
}

/// How many bytes of a path are scheme and host: none where it is no address.
fn scheme_and_host(path: &str) -> usize {
    after_scheme(path).map_or(0, |rest| {
        let end = memchr::memchr(b'/', rest.as_bytes()).unwrap_or(rest.len());
        path.len() - rest.len() + end
    })
}

/// What stands behind the first `://`.
pub(crate) fn after_scheme(address: &str) -> Option<&str> {
    memchr::memchr_iter(b':', address.as_bytes())
        .find_map(|at| address.get(at..)?.strip_prefix("://"))
}

/// Whether behind its host nothing but a final slash has to be taken out of an address or path: what most
/// addresses are, and what saves making a text of them.
fn is_plain(head: &str, rest: &str) -> bool {
    let parts = rest.strip_prefix('/').unwrap_or(rest);
    let parts = parts.strip_suffix('/').unwrap_or(parts);
    if parts.is_empty() {
        return !head.is_empty();
    }
    memchr::memchr(b'%', parts.as_bytes()).is_none()
        && parts.split('/').all(|part| !part.is_empty() && part != "." && !is_locale(part))
}

/// The locale that the first label of a host names: `de` of `https://de.wikipedia.org/wiki/X`.
pub(crate) fn host_locale(destination: &str) -> Option<Locale> {
    let (label, domain) = after_scheme(destination)?.split_once('.')?;
    if !domain.split('/').next()?.contains('.') || !may_be_locale(label) {
        return None;
    }
    Locale::parse(label)
}

/// Whether two destinations are the same place; what may differ by locale does not count.
pub fn same_place(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// What a path may mean: from the folder of its file, from the folder of its article in its tree, and
/// from the page's own address, which many sites take for a folder.
pub(crate) fn resolved(path: &str, file: &str, within: &str) -> BTreeSet<String> {
    let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let page = |path: &str| page(path).to_owned();
    let mut found = BTreeSet::new();
    if let Some(rooted) = path.strip_prefix('/') {
        found.extend(join_page("", rooted));
        return found;
    }
    // Files are told from pages, for `/` before a path begins at the root of the site.
    found.extend(join_page(&folder(file), path).map(|path| format!("file:{path}")));
    if !within.is_empty() {
        found.extend(join_page(&folder(within), path));
        found.extend(join_page(&page(within), path));
    }
    found
}

/// A path without its ending, and without the name of an index.
pub(crate) fn page(path: &str) -> &str {
    let path = ["md", "mdx", "html", "htm"]
        .iter()
        .find_map(|ending| path.strip_suffix(ending)?.strip_suffix('.'))
        .unwrap_or(path);
    let path = path.trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or("");
    if matches!(name, "index" | "_index" | "README") {
        path.get(..path.len() - name.len()).unwrap_or("").trim_end_matches('/')
    } else {
        path
    }
}

/// A path from a folder, as a page; `None` where it leads above the root.
fn join_page(folder: &str, path: &str) -> Option<String> {
    join_path(folder, page(path))
}

/// A path from a folder; `None` where it leads above the root.
pub(crate) fn join_path(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether anything in the destination may have to be taken out.
fn needs_work(destination: &str) -> bool {
    let bytes = destination.as_bytes();
    let odd = |part: &str| part == "." || may_be_locale(part);
    let mut from = 0;
    for at in memchr::memchr2_iter(b'/', b'%', bytes) {
        let part = destination.get(from..at).unwrap_or("");
        // An empty part within is a slash behind a slash.
        if bytes.get(at) == Some(&b'%') || odd(part) || part.is_empty() && at > 0 {
            return true;
        }
        from = at + 1;
    }
    odd(destination.get(from..).unwrap_or(""))
}

/// Scheme and host in lower case, without a first label that is a language; borrowed where they are
/// written so.
fn host(head: &str) -> Cow<'_, str> {
    let lower = if head.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(head.to_ascii_lowercase())
    } else {
        Cow::Borrowed(head)
    };
    let without_language = after_scheme(&lower).and_then(|host| {
        let (first, rest) = host.split_once('.')?;
        let scheme = lower.strip_suffix(host)?;
        (rest.contains('.') && is_locale(first)).then(|| format!("{scheme}{rest}"))
    });
    without_language.map_or(lower, Cow::Owned)
}

/// Whether a path segment has the shape of a locale; cheap, for most are not.
fn may_be_locale(part: &str) -> bool {
    matches!(part.len(), 2..=7 | 10)
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        && (part.len() == 2
            || part.len() == 3
            || part.bytes().any(|byte| byte == b'-' || byte == b'_'))
}

fn is_locale(part: &str) -> bool {
    may_be_locale(part) && Locale::is_known(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_not_made_anew() {
        for (written, expected) in [
            ("https://example.com/a/b", "https://example.com/a/b"),
            ("https://www.example.com/a/?x=1#y", "https://www.example.com/a?x=1#y"),
            ("https://www.example.com/", "https://www.example.com"),
            ("https://example.com/a/?b", "https://example.com/a?b"),
            ("https://example.com/a%20b", "https://example.com/a b"),
            ("https://example.com/./a", "https://example.com/a"),
            ("https://example.com/a//b", "https://example.com/a/b"),
            ("https://de.example.com/a", "https://example.com/a"),
            ("mailto:a@b.c", "mailto:a@b.c"),
            ("/a/b#c", "/a/b#c"),
        ] {
            assert_eq!(key(written), expected);
        }
        assert!(matches!(key("https://example.com/a/b/"), Cow::Borrowed(_)));
        assert!(matches!(key("https://example.com/a?b/c"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_differs_by_locale_is_taken_out() {
        for (one, other) in [
            ("https://example.com/en-us/a/b", "https://example.com/nl-nl/a/b"),
            ("https://example.com/en-us/a/b", "https://example.com/a/b/"),
            ("https://en.wikipedia.org/wiki/X", "https://FR.wikipedia.org/wiki/X"),
            ("./setup.md", "setup.md"),
            ("/docs/fr/setup", "/docs/setup"),
            ("HTTPS://Example.com/A", "https://example.com/A"),
            ("/de/", "/"),
            ("guide/#one", "guide#one"),
        ] {
            assert!(same_place(one, other), "{one} and {other}: {} {}", key(one), key(other));
        }
        for (one, other) in [
            ("https://example.com/A", "https://example.com/a"),
            ("../a.md", "a.md"),
            ("a.md#one", "a.md#two"),
            ("https://example.com/src/x", "https://example.com/x"),
            ("", "/"),
        ] {
            assert!(!same_place(one, other), "{one} and {other}");
        }
    }
}
