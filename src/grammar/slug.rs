//! The name of the anchor that the writer of side-by-side files puts in front of a heading.

use memchr::{memchr_iter, memchr2_iter};

/// The slug of a heading, from its Markdown behind the `#` marks and the anchors.
///
/// Lower case; letters and digits of ASCII, `_` and `-` stay, spaces become `-`, all else goes: of entities and
/// tags that leaves the letters (`&amp;` gives `amp`, `<br>` gives `br`), of images the alternative
/// text, of links their text, since their destination goes as a whole. Closing `#` marks go. A heading
/// that repeats another one gets the same slug.
pub fn slug(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    each(heading, &mut |byte| slug.push(char::from(byte)));
    slug
}

/// Whether a name is the slug of a heading, as nearly always.
pub fn is_slug(heading: &str, name: &str) -> bool {
    let (mut rest, mut same) = (name.bytes(), true);
    each(heading, &mut |byte| same &= rest.next() == Some(byte));
    same && rest.next().is_none()
}

/// Calls `emit` for each byte of a slug; all are ASCII.
fn each(heading: &str, emit: &mut impl FnMut(u8)) {
    let heading = heading.trim_matches([' ', '\t', '\r', '\n']);
    let open = heading.trim_end_matches('#');
    let heading = if open.ends_with([' ', '\t']) { open.trim_end() } else { heading };
    let mut rest = heading;
    // Once no destination is closed none further down is.
    let mut closed = true;
    while !rest.is_empty() {
        let bytes = rest.as_bytes();
        let mut brackets = memchr_iter(b']', bytes).filter(|_| closed);
        let link = brackets.find(|at| bytes.get(at + 1) == Some(&b'('));
        let (text, after) = rest.split_at_checked(link.unwrap_or(rest.len())).unwrap_or((rest, ""));
        words(text, emit);
        rest = after;
        if link.is_some() {
            match destination_end(after) {
                Some(end) => rest = after.get(end..).unwrap_or(""),
                None => closed = false,
            }
        }
    }
}

fn words(text: &str, emit: &mut impl FnMut(u8)) {
    for byte in text.bytes() {
        if byte == b' ' {
            emit(b'-');
        } else if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' {
            emit(byte.to_ascii_lowercase());
        }
    }
}

/// The byte behind the `)` that closes the `](` a text starts with.
fn destination_end(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for at in memchr2_iter(b'(', b')', text.as_bytes()) {
        match text.as_bytes().get(at) {
            Some(b'(') => depth += 1,
            _ if depth == 1 => return Some(at + 1),
            _ => depth = depth.saturating_sub(1),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{is_slug, slug};

    #[test]
    fn markup_goes_and_words_stay() {
        let expected = [
            ("Getting started", "getting-started"),
            ("Q&amp;A: it&#39;s **bold**", "qampa-it39s-bold"),
            ("First<br>second", "firstbrsecond"),
            ("See [the guide](../guide (old).md) first", "see-the-guide-first"),
            ("![Tip](tip.png) Use `my_name` - or not", "tip-use-my_name---or-not"),
            ("Café menu (in %) ##", "caf-menu-in-"),
            ("About C#", "about-c"),
            ("Half a [link](to", "half-a-linkto"),
        ];
        for (heading, anchor) in expected {
            assert_eq!(slug(heading), anchor, "{heading}");
            assert!(is_slug(heading, anchor), "{heading}");
            assert!(!is_slug(heading, &format!("{anchor}-")), "{heading}");
            assert!(!is_slug(heading, anchor.split_at(3).0), "{heading}");
        }
    }
}
