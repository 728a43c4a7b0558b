//! Words and placeholders in a run of literal text, in one pass.
//!
//! A word is a run of letters, digits and marks; `-`, `'`, `’`, `.`, `_`, `/`, `\` and `@` belong to
//! it where a letter or digit stands on either side. Languages written without spaces give one word
//! a run of characters of a script.

use super::{
    MarkKind, Word, WordFlags,
    key::{WordKey, has_small, up_to_eight},
    marks,
};
use crate::text::Span;

/// What the lexer meets.
pub(super) enum Token {
    /// A word.
    Word(Word),
    /// A placeholder and its bytes.
    Placeholder(Span),
    /// A mark between words and its bytes.
    Mark(Span, MarkKind),
    /// Text between escaped angle brackets (`\\<name>`, `&lt;name&gt;`): all of it, and what stands
    /// between the brackets.
    Angle(Span, Span),
    /// A backtick that opens no code.
    Backtick,
    /// Markup that is damaged.
    Damage(Damage),
}

/// Markup that is damaged, so that the reader sees it as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Damage {
    /// Its bytes in the article's text.
    pub span: Span,
    /// What it was meant to be.
    pub kind: DamageKind,
    /// For a link, its destination; for a reference, its label; for a character reference, its name;
    /// for an id, the id.
    pub inner: Span,
}

/// Kinds of [`Damage`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DamageKind {
    /// `& lt;`, `&lt ;`, `&amp;lt;`: a character reference torn or escaped twice.
    Entity,
    /// `[text] (address)`, `[text\](address)`, `[text](an address)`: a link that is none.
    Link,
    /// `(address)` in text, which a bracket of a link has been lost before or behind.
    Address,
    /// `[text][label]`: a reference to nothing.
    Reference,
    /// `{#id}` that gives nothing a name.
    Id,
}

/// Who is told what the lexer meets.
pub(super) trait Sink {
    /// A word; by itself, for most of what is met are words.
    fn word(&mut self, word: Word) {
        self.token(Token::Word(word));
    }

    /// Anything else.
    fn token(&mut self, token: Token);
}

impl<F: FnMut(Token)> Sink for F {
    fn token(&mut self, token: Token) {
        self(token);
    }
}

/// Reads `text[run]`; offsets are bytes of `text`. `sink` is told of tokens in order of place.
pub(super) fn tokens(text: &str, run: Span, sink: &mut impl Sink) {
    let bytes = text.as_bytes();
    let end = bytes.len().min(run.end as usize);
    let mut at = run.start as usize;
    while at < end {
        // Nearly always a space and a word. Where the word starts is thus foretold, and need not be waited
        // for as a sum with what stands here would be.
        while bytes.get(at) == Some(&b' ')
            && let Some(word) = plain_word(bytes, at + 1, end)
        {
            sink.word(word);
            at = word.span.end as usize;
        }
        let Some(&byte) = bytes.get(at).filter(|_| at < end) else { break };
        if byte != b' '
            && let Some(word) = plain_word(bytes, at, end)
        {
            sink.word(word);
            at = word.span.end as usize;
            continue;
        }
        let first = at + usize::from(byte == b' ');
        if first < end && CLASSES[usize::from(bytes[first])] != 0 {
            at = word(text, first, end, sink);
            continue;
        }
        if byte == b']'
            && let Some(found) = super::damage::link(text, run, at, end)
        {
            sink.token(Token::Damage(found));
        }
        let bracket = if byte == b']' && bytes.get(at + 1) == Some(&b'(') { at + 1 } else { at };
        if bytes.get(bracket) == Some(&b'(')
            && let Some(found) = super::damage::address(text, run, bracket, end)
        {
            sink.token(Token::Damage(found));
        }
        if byte == b'&'
            && let Some(found) = super::damage::entity(text, at, end)
        {
            sink.token(Token::Damage(found));
        }
        match byte {
            b'{' | b'%' | b'$' => {
                if let Some(found) = super::damage::id(text, at, end) {
                    sink.token(Token::Damage(found));
                    at = found.span.end as usize;
                    continue;
                }
                if let Some(after) = placeholder(text, at, end) {
                    sink.token(Token::Placeholder(Span::new(at, after)));
                    at = after;
                    continue;
                }
            }
            b'"' => sink.token(Token::Mark(Span::new(at, at + 1), MarkKind::Quote('"'))),
            b'&' => {
                if let Some((whole, inner)) = angle(text, at, end) {
                    sink.token(Token::Angle(whole, inner));
                }
            }
            b'\'' => {
                if let Some(mark) = single_quote(text, at, at + 1) {
                    sink.token(Token::Mark(Span::new(at, at + 1), MarkKind::Quote(mark)));
                }
            }
            b' ' | b'*' | b'(' | b')' | b'[' | b']' | b',' | b':' | b'>' | b'\\' => {
                if byte == b'\\'
                    && let Some((whole, inner)) = angle(text, at, end)
                {
                    sink.token(Token::Angle(whole, inner));
                }
                if let Some((span, kind, next)) = marks::at_byte(text, at, end) {
                    sink.token(Token::Mark(span, kind));
                    at = next;
                    continue;
                }
            }
            b'`' if at == 0 || bytes[at - 1] != b'\\' => sink.token(Token::Backtick),
            0x80.. => {
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                if c.is_alphanumeric() {
                    at = word(text, at, end, sink);
                    continue;
                }
                if c == '（'
                    && let Some(found) = super::damage::address(text, run, at, end)
                {
                    sink.token(Token::Damage(found));
                }
                if let Some((span, kind, next)) = marks::at_char(text, at, end, c) {
                    sink.token(Token::Mark(span, kind));
                    at = next;
                    continue;
                }
                let after = at + c.len_utf8();
                let single = match c {
                    '‘' => Some('‘'),
                    '’' => single_quote(text, at, after),
                    _ => None,
                };
                if let Some(mark) = single {
                    sink.token(Token::Mark(Span::new(at, after), MarkKind::Quote(mark)));
                }
                at = after;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The quotation mark that a straight or closing single quote between two offsets stands for: `‘`
/// before a word, `’` after something; none where it is an apostrophe.
fn single_quote(text: &str, at: usize, after: usize) -> Option<char> {
    let before = text.get(..at)?.chars().next_back();
    let next = text.get(after..)?.chars().next();
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if !space(next) && !word(before) && (space(before) || before == Some('(')) {
        Some('‘')
    } else if !space(before) && !word(next) {
        Some('’')
    } else {
        None
    }
}

const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
/// Letters without case, and digits of other scripts.
const OTHER: u8 = 8;

/// The class of each byte that is an ASCII letter or digit; 0 for the others.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        if c.is_ascii_lowercase() {
            classes[byte] = LOWER;
        } else if c.is_ascii_uppercase() {
            classes[byte] = UPPER;
        } else if c.is_ascii_digit() {
            classes[byte] = DIGIT;
        }
        byte += 1;
    }
    classes
};

/// The word that starts at `start`, where it is of the kind that most are: small letters of ASCII, perhaps
/// with a capital before them, and nothing behind that may belong to it. [`word`] reads it the same way.
/// `bytes` may go on behind `end`, where the run ends; a word that does so too is none of them.
#[expect(clippy::inline_always, reason = "what is done for each word of an article")]
#[inline(always)]
fn plain_word(bytes: &[u8], start: usize, end: usize) -> Option<Word> {
    let rest = bytes.get(start..)?;
    // Near the end of a text there are no eight bytes.
    let eight = rest.first_chunk().map_or_else(|| up_to_eight(rest), |it| u64::from_le_bytes(*it));
    // With this bit a capital is its small letter, and what is no letter becomes none.
    let small = eight | 0x20;
    let letters = small_of_eight(small);
    if letters == 0 {
        return None;
    }
    let (at, key) = if letters < 8 {
        (start + letters, WordKey::of_letters(small, letters))
    } else {
        let at = start + 8 + small_letters(bytes, start + 8);
        (at, WordKey::of_long(small, bytes.get(start..at)?))
    };
    if at > end {
        return None;
    }
    let ends =
        |at: usize| at >= end || bytes.get(at).is_none_or(|byte| ENDS_WORD[usize::from(*byte)]);
    // A full stop or a hyphen with no letter behind it joins nothing.
    let plain = ends(at) || matches!(bytes.get(at), Some(b'.' | b'-')) && ends(at + 1);
    let flags = if eight & 0x20 == 0 { WordFlags::CAPITAL } else { WordFlags(0) };
    plain.then_some(Word { span: Span::new(start, at), key, flags })
}

/// The bytes of ASCII that neither belong to a word nor join two.
const ENDS_WORD: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let joins = matches!(byte as u8, b'-' | b'\'' | b'.' | b'_' | b'/' | b'\\' | b'@');
        ends[byte] = CLASSES[byte] == 0 && !joins;
        byte += 1;
    }
    ends
};

/// A word that starts at `start`; gives the offset after it.
fn word(text: &str, start: usize, end: usize, sink: &mut impl Sink) -> usize {
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    let mut at = start;
    let mut flags = 0;
    // Classes of all characters so far, and of the one before.
    let (mut seen, mut before) = (0, 0);
    // The bit of capitals: of those behind a small letter, and of all but the first.
    let (mut inner, mut many) = (0, 0);
    let mut connected = false;
    // Whether a letter beyond ASCII may be written small in another way.
    let mut large = false;
    while at < bytes.len() {
        let Some(&byte) = bytes.get(at) else { break };
        let class = CLASSES[usize::from(byte)];
        if class == LOWER {
            (seen, before) = (seen | LOWER, LOWER);
            at += small_letters(bytes, at);
        } else if class != 0 {
            inner |= (before << 1) & class;
            many |= class & seen;
            (seen, before) = (seen | class, class);
            at += 1;
        } else if byte >= 0x80 {
            let Some(c) = text.get(at..end).and_then(|rest| rest.chars().next()) else { break };
            if c.is_alphanumeric() {
                flags |= WordFlags::MIXED.0;
                let class = if c.is_uppercase() {
                    UPPER
                } else if c.is_lowercase() {
                    LOWER
                } else {
                    OTHER
                };
                many |= class & seen;
                seen |= class;
                large |= has_small(c, class == UPPER);
                // A capital within a word makes an identifier only among letters of ASCII.
                before = OTHER;
                if !is_latin(c) {
                    flags |= WordFlags::NOT_LATIN.0;
                } else if matches!(c, 'Â'..='ô')
                    && let Some(span) = marks::wrong_encoding(text, at, end, c)
                {
                    sink.token(Token::Mark(span, MarkKind::WrongEncoding));
                }
            } else if !joins(c) || (c == '’' && !starts_word(text, at + 3, end)) {
                break;
            } else {
                flags |= WordFlags::MIXED.0;
            }
            at += c.len_utf8();
        } else if matches!(byte, b'-' | b'\'' | b'.' | b'_' | b'/' | b'\\' | b'@')
            && starts_word(text, at + 1, end)
        {
            connected |= !matches!(byte, b'-' | b'\'');
            flags |= WordFlags::MIXED.0;
            before = 0;
            at += 1;
        } else {
            break;
        }
    }
    let capital = match bytes.get(start).map_or(0, |&first| CLASSES[usize::from(first)]) {
        0 => {
            text.get(start..at).and_then(|word| word.chars().next()).is_some_and(char::is_uppercase)
        }
        class => class == UPPER,
    };
    if capital {
        flags |= WordFlags::CAPITAL.0;
    }
    if seen & UPPER != 0 && !capital || many & UPPER != 0 {
        flags |= WordFlags::INNER_CAPITAL.0;
    }
    if many & UPPER != 0 && seen & (LOWER | OTHER) == 0 {
        flags |= WordFlags::ALL_CAPS.0;
    }
    if seen & !DIGIT == 0 {
        flags |= WordFlags::NUMBER.0;
    } else if connected || inner & UPPER != 0 || seen & DIGIT != 0 {
        flags |= WordFlags::IDENTIFIER.0;
    }
    let span = Span::new(start, at);
    let key = if large {
        WordKey::of(span.of_text(text))
    } else {
        WordKey::of_small(bytes.get(start..at).unwrap_or_default())
    };
    sink.word(Word { span, key, flags: WordFlags(flags) });
    at
}

/// How many small letters of ASCII stand at `at`.
fn small_letters(bytes: &[u8], at: usize) -> usize {
    let mut count = 0;
    while let Some(chunk) = bytes.get(at + count..).and_then(<[u8]>::first_chunk) {
        let small = small_of_eight(u64::from_le_bytes(*chunk));
        count += small;
        if small < 8 {
            return count;
        }
    }
    let rest = bytes.get(at + count..).unwrap_or_default();
    count + rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count()
}

/// How many small letters of ASCII eight bytes start with; the first byte is the lowest.
fn small_of_eight(chunk: u64) -> usize {
    /// A byte in each of eight.
    const fn eight(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    // The topmost bit of each says whether it is a small letter.
    let plain = chunk & eight(0x7f);
    let from_a = plain + eight(0x80 - b'a');
    let past_z = plain + eight(0x80 - b'z' - 1);
    let other = !(from_a & !past_z & !chunk) & eight(0x80);
    other.trailing_zeros() as usize / 8
}

/// Whether a word may start with the character at `at`, before `end`.
fn starts_word(text: &str, at: usize, end: usize) -> bool {
    match text.as_bytes().get(at).filter(|_| at < end) {
        Some(byte) if byte.is_ascii() => CLASSES[usize::from(*byte)] != 0,
        Some(_) => text
            .get(at..end)
            .and_then(|rest| rest.chars().next())
            .is_some_and(char::is_alphanumeric),
        None => false,
    }
}

/// Marks that are no letters and do not end a word: combining marks, joiners, the soft hyphen.
fn joins(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{5b0}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{93c}'..='\u{94d}'
        | '\u{e47}'..='\u{e4e}' | '\u{200c}' | '\u{200d}' | '\u{ad}' | '’')
}

/// Whether a letter is Latin.
pub(super) fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}'
        | '\u{a720}'..='\u{a7ff}' | '\u{fb00}'..='\u{fb06}' | '0'..='9')
}

/// A placeholder that starts at `at`: gives the offset after it.
///
/// `{0}` `{name}` `{{x}}`, `${x}` `$(x)` `$x`, `%s` `%1$s` `%(n)s` `%NAME%`; a backslash before
/// punctuation is passed over.
fn placeholder(text: &str, at: usize, end: usize) -> Option<usize> {
    let rest = text.get(at..end)?;
    match rest.as_bytes() {
        [b'{', b'{', ..] => {
            let near = rest.as_bytes().get(..84.min(rest.len()))?;
            let close = memchr::memmem::find(near, b"}}")?;
            let inner = rest.get(2..close)?;
            (!inner.trim().is_empty() && !inner.contains(['{', '\n'])).then_some(at + close + 2)
        }
        [b'{', ..] => {
            let close = rest.bytes().take(64).position(|byte| byte == b'}')?;
            let inner = rest.get(1..close)?;
            let named = inner.bytes().any(|b| b.is_ascii_alphanumeric())
                && inner.bytes().all(|b| {
                    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':' | b'\\')
                })
                && !is_guid(inner);
            named.then_some(at + close + 1)
        }
        [b'$', open @ (b'{' | b'('), ..] => {
            let closer = if *open == b'{' { b'}' } else { b')' };
            let close = rest.bytes().take(64).position(|byte| byte == closer)?;
            let inner = rest.get(2..close)?;
            let named = !inner.is_empty()
                && inner.bytes().all(|b| {
                    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':' | b'\\')
                });
            named.then_some(at + close + 1)
        }
        [b'$', first, ..] if first.is_ascii_alphabetic() || *first == b'_' => {
            let before = text.get(..at).and_then(|before| before.bytes().last());
            if before.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'$') {
                return None;
            }
            let name = rest
                .get(1..)?
                .bytes()
                .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
                .count();
            // `US$`, `A$AP`: a name of a variable ends where the word ends.
            let after = rest.as_bytes().get(1 + name);
            (after != Some(&b'$')).then_some(at + 1 + name)
        }
        [b'%', ..] => percent(text, rest, at),
        _ => None,
    }
}

/// Longest text between angle brackets, in bytes.
const LONGEST_ANGLE: usize = 80;

/// Text in escaped angle brackets that starts at `at`.
fn angle(text: &str, at: usize, end: usize) -> Option<(Span, Span)> {
    let rest = text.get(at..end)?;
    let open = ["\\<", "&lt;"].into_iter().find(|open| rest.starts_with(open))?.len();
    if text.get(..at)?.ends_with('\\') {
        return None;
    }
    let inner = rest.get(open..)?;
    let limit = inner.bytes().take(LONGEST_ANGLE).len();
    let (close, length) = inner.bytes().enumerate().take(limit).find_map(|(i, byte)| {
        let here = inner.get(i..)?;
        match byte {
            b'>' => Some((i, 1)),
            b'\\' if here.starts_with("\\>") => Some((i, 2)),
            b'&' if here.starts_with("&gt;") => Some((i, 4)),
            // What opens again closes nothing.
            b'<' | b'\n' => Some((i, 0)),
            b'&' if here.starts_with("&lt;") => Some((i, 0)),
            _ => None,
        }
    })?;
    if length == 0 || inner.starts_with(['!', '=', '-']) {
        return None;
    }
    let start = at + open;
    Some((Span::new(at, start + close + length), Span::new(start, start + close)))
}

/// `%s`, `%1$s`, `%-5d`, `%(name)s`, `%NAME%`.
fn percent(text: &str, rest: &str, at: usize) -> Option<usize> {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    if before.is_some_and(|c| c.is_alphanumeric() || c == '%') {
        return None;
    }
    let bytes = rest.as_bytes();
    let name = bytes
        .get(1..)?
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'(' | b')'))
        .count();
    if name >= 2
        && bytes.get(1 + name) == Some(&b'%')
        && bytes.get(1).is_some_and(u8::is_ascii_alphabetic)
    {
        return Some(at + name + 2);
    }
    let mut i = 1;
    if bytes.get(1) == Some(&b'(') {
        let close = rest.bytes().take(64).position(|byte| byte == b')')?;
        let inner = rest.get(2..close)?;
        if inner.is_empty() || !inner.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            return None;
        }
        i = close + 1;
    } else {
        while bytes
            .get(i)
            .is_some_and(|b| b.is_ascii_digit() || matches!(b, b'$' | b'-' | b'+' | b'.' | b'#'))
        {
            i += 1;
        }
    }
    while bytes.get(i).is_some_and(|b| matches!(b, b'l' | b'h' | b'z')) {
        i += 1;
    }
    let conversion = *bytes.get(i)?;
    let after = rest.get(i + 1..).and_then(|tail| tail.chars().next());
    (b"sdiufFeEgGxXoc@".contains(&conversion) && !after.is_some_and(char::is_alphanumeric))
        .then_some(at + i + 1)
}

/// Whether `inner` is 8-4-4-4-12 hexadecimal digits: a GUID in braces is no placeholder.
fn is_guid(inner: &str) -> bool {
    inner.len() == 36
        && inner.bytes().enumerate().all(|(i, b)| {
            if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<&str>, Vec<&str>) {
        let (mut words, mut placeholders) = (Vec::new(), Vec::new());
        tokens(text, Span::new(0, text.len()), &mut |token| match token {
            Token::Word(word) => words.push(word.span.of_text(text)),
            Token::Placeholder(span) => placeholders.push(span.of_text(text)),
            Token::Mark(..) | Token::Damage(_) | Token::Backtick | Token::Angle(..) => {}
        });
        (words, placeholders)
    }

    #[test]
    fn words_keep_what_joins_them() {
        assert_eq!(
            read("You'll sign-in at contoso.com, don’t.").0,
            ["You'll", "sign-in", "at", "contoso.com", "don’t"]
        );
        assert_eq!(read("接続の復元性を、見る。").0, ["接続の復元性を", "見る"]);
        assert_eq!(read("a\u{301}b и_так").0, ["a\u{301}b", "и_так"]);
    }

    #[test]
    fn plain_words_are_those_of_the_long_way() {
        let ends =
            [" ", ".", ". ", ".a", ".-", "-", "-b", "- ", "'", "'s", "/", "é", "”", "7", "X", ""];
        let long = "Abcdefghijklmnopqrst";
        let starts = ["a", "An", "I", "anderen", "Bibliotheken", "aB", "ABC", "x9", "9", "é"];
        for start in starts.into_iter().chain((7..long.len()).map(|length| &long[..length])) {
            for end in ends {
                let text = format!("{start}{end}");
                let Some(plain) = plain_word(text.as_bytes(), 0, text.len()) else { continue };
                let after = plain.span.end as usize;
                assert_eq!(plain.key, WordKey::of(&text[..after]), "{text}");
                let mut found = Vec::new();
                let behind = word(&text, 0, text.len(), &mut |token| {
                    if let Token::Word(word) = token {
                        found.push(word);
                    }
                });
                assert_eq!((found, behind), (vec![plain], after), "{text}");
            }
        }
        assert!(plain_word(b"Anderen.", 0, 8).is_some());
        let plain = plain_word(b"een.twee", 0, 4).map(|word| (word.span.len(), word.key));
        assert_eq!(plain, Some((3, WordKey::of("een"))));
        for (text, end) in [("anderen", 3), ("An", 1), ("Bibliotheken zijn", 10)] {
            assert_eq!(plain_word(text.as_bytes(), 0, end), None, "{text} goes on behind {end}");
            let mut found = Vec::new();
            tokens(text, Span::new(0, end), &mut |token| {
                if let Token::Word(word) = token {
                    found.push((word.span, word.key));
                }
            });
            assert_eq!(found, [(Span::new(0, end), WordKey::of(&text[..end]))]);
        }
        for first in 0..=u8::MAX {
            for tail in ["", "bcdefgh"] {
                let text: Vec<u8> = [&[first], tail.as_bytes()].concat();
                let plain = plain_word(&text, 0, text.len());
                assert_eq!(plain.is_some(), first.is_ascii_alphabetic(), "{first} {tail}");
            }
        }
    }

    #[test]
    fn small_letters_are_counted_in_eights_and_one_by_one() {
        let text = "abcdefghijklmnopqrstuvwxyz".as_bytes();
        assert!((0..=text.len()).all(|at| small_letters(text, at) == text.len() - at));
        for other in ["`", "{", "A", "Z", "@", "[", "0", "\0", "\u{7f}", "é", "\u{e1}", "🦀"] {
            let mixed = format!("abcdefghij{other}klmnopqrstuv");
            assert_eq!(small_letters(mixed.as_bytes(), 0), 10, "{other:?}");
            assert_eq!(small_letters(mixed.as_bytes(), 8), 2, "{other:?}");
            assert_eq!(small_letters(mixed.as_bytes(), 10), 0, "{other:?}");
        }
    }

    #[test]
    fn placeholders_of_every_family() {
        let text = "Add {0}, {name}, {{ x }}, %s, %1$s, %(n)s, %APPDATA%, $x, ${x}, $(x).";
        assert_eq!(
            read(text).1,
            ["{0}", "{name}", "{{ x }}", "%s", "%1$s", "%(n)s", "%APPDATA%", "$x", "${x}", "$(x)"]
        );
    }

    #[test]
    fn money_per_cents_and_sets_are_none() {
        let text = "5% discount, 100 %, US$20, $5, { a, b }, {}, {...}, 10% of, {6d3a1b2c-0000-1111-2222-333344445555}";
        assert!(read(text).1.is_empty(), "{:?}", read(text).1);
    }
}
