//! Marks: what is written between the words of the prose and may be wrong there — spaces before
//! punctuation, doubled spaces, brackets, quotation marks, asterisks that made no emphasis, letters in a
//! wrong encoding.
//!
//! The lexer calls [`at_byte`] and [`wrong_encoding`] where a mark may start; nothing is read twice.

use super::WordFlags;
use crate::text::Span;

/// Something of note between words, or in the letters of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Its bytes in the article's text.
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
    /// What it stands in: emphasis, a link, protected text.
    pub flags: WordFlags,
}

impl Mark {
    /// Whether it stands in text that is not to be translated.
    pub fn is_protected(&self) -> bool {
        self.flags.0 & WordFlags::NO_TRANSLATE.0 != 0
    }
}

/// Kinds of marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkKind {
    /// A mark of punctuation that a space precedes and a space or the end of a text follows; the span
    /// is spaces and mark, the character the mark.
    SpacedPunctuation(char),
    /// Two or more spaces within a line.
    DoubledSpace,
    /// Punctuation with nothing between: `()`, `(,`, `, ,`.
    Orphan,
    /// A bracket.
    Bracket(char),
    /// A quotation mark; a straight or typographic single one, where it is no apostrophe, is `‘` or `’`.
    Quote(char),
    /// A run of asterisks that show as text.
    Asterisks {
        /// How many; 255 stands for more, too.
        count: u8,
        /// Whether backslashes stand before them.
        escaped: bool,
    },
    /// Letters that come from reading text in a wrong encoding, or U+FFFD.
    WrongEncoding,
    /// Markup that shows as text: `](`, `:::`, `> >`.
    Residue,
    /// A word and the same word again, with one space between; the span is both.
    DoubledWord,
}

/// Reads the mark that starts with the byte at `at` of `text`; `end` is where the run ends. Gives it and
/// the offset to go on from: after the spaces or asterisks, else after the first character.
#[inline]
pub(super) fn at_byte(text: &str, at: usize, end: usize) -> Option<(Span, MarkKind, usize)> {
    // Most are a space with no punctuation behind it, or a comma with a space and a word.
    let rest = text.as_bytes().get(at..end)?;
    let none = match rest {
        [b' '] => true,
        [b' ', next, ..] => next.is_ascii() && !may_be_spaced(*next),
        [b',', b' ', next, ..] | [b',', next, ..] => next.is_ascii_alphanumeric(),
        _ => false,
    };
    if none { None } else { mark_at(text, at, end) }
}

/// Whether a byte of ASCII behind a space may make a mark of the two.
fn may_be_spaced(next: u8) -> bool {
    matches!(next, b' ' | b'.' | b',' | b';' | b':' | b'!' | b'?')
}

/// Likewise, for what may be one.
fn mark_at(text: &str, at: usize, end: usize) -> Option<(Span, MarkKind, usize)> {
    let bytes = text.as_bytes();
    let rest = text.get(at..end)?;
    let next = bytes.get(at + 1).copied().filter(|_| at + 1 < end);
    let one = |kind| Some((Span::new(at, at + 1), kind, at + 1));
    match bytes.get(at)? {
        b' ' => spaces(text, at, end),
        b'*' => Some(asterisks(text, at, end)),
        b'\\' if next == Some(b'*') => Some(asterisks(text, at, end)),
        b'(' => match orphan_after(rest) {
            Some(length) if !is_call(text, at) => {
                Some((Span::new(at, at + length), MarkKind::Orphan, at + length))
            }
            // The brackets of a call are not looked at again.
            Some(length) if rest.as_bytes().get(length - 1) == Some(&b')') => {
                Some((Span::new(at, at + length), MarkKind::Bracket('\0'), at + length))
            }
            _ => one(MarkKind::Bracket('(')),
        },
        b')' => one(MarkKind::Bracket(')')),
        b'[' => one(MarkKind::Bracket('[')),
        b']' if next == Some(b'(') => Some((Span::new(at, at + 2), MarkKind::Residue, at + 2)),
        b']' => one(MarkKind::Bracket(']')),
        b',' => {
            let after = rest.get(1..)?.trim_start_matches(is_space);
            after.starts_with(',').then(|| {
                let stop = end - after.len() + 1;
                // The second comma may have a third after it.
                (Span::new(at, stop), MarkKind::Orphan, stop - 1)
            })
        }
        b':' if rest.starts_with(":::") => {
            let length = rest.len() - rest.trim_start_matches(':').len();
            Some((Span::new(at, at + length), MarkKind::Residue, at + length))
        }
        b'>' => {
            let after = rest.get(1..)?.trim_start_matches(|c| is_space(c) || c == '\\');
            let gap = rest.len() - 1 - after.len();
            (gap > 0 && after.starts_with('>'))
                .then(|| (Span::new(at, at + gap + 2), MarkKind::Residue, at + gap + 1))
        }
        _ => None,
    }
}

/// Likewise for a character beyond ASCII that is no letter or digit.
pub(super) fn at_char(
    text: &str,
    at: usize,
    end: usize,
    c: char,
) -> Option<(Span, MarkKind, usize)> {
    let after = at + c.len_utf8();
    let one = |kind| Some((Span::new(at, after), kind, after));
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' => {
            one(MarkKind::Quote(c))
        }
        '（' if text.get(after..end)?.starts_with('）') => {
            let span = Span::new(at, after + '）'.len_utf8());
            Some((span, MarkKind::Orphan, span.end as usize))
        }
        '（' | '）' | '【' | '】' => one(MarkKind::Bracket(c)),
        '、' | '，' | '،' => {
            let span = Span::new(at, after + c.len_utf8());
            text.get(after..end)?.starts_with(c).then_some((span, MarkKind::Orphan, after))
        }
        '\u{fffd}' => {
            let rest = text.get(at..end)?;
            let stop = end - rest.trim_start_matches('\u{fffd}').len();
            Some((Span::new(at, stop), MarkKind::WrongEncoding, stop))
        }
        _ if is_space(c) => spaces(text, at, end),
        _ => None,
    }
}

/// Whether a character is a space within a line, a no-break space included.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// What a run of spaces is, by what follows it.
fn spaces(text: &str, at: usize, end: usize) -> Option<(Span, MarkKind, usize)> {
    let rest = text.get(at..end)?;
    let after = rest.trim_start_matches(is_space);
    let stop = end - after.len();
    let Some(mark) = after.chars().next() else {
        let several = rest.chars().nth(1).is_some();
        return several.then(|| (Span::new(at, stop), MarkKind::DoubledSpace, stop));
    };
    if is_spaced(mark, after.get(mark.len_utf8()..).unwrap_or("")) {
        let span = Span::new(at, stop + mark.len_utf8());
        return Some((span, MarkKind::SpacedPunctuation(mark), stop));
    }
    let several = rest.get(..stop - at).is_some_and(|spaces| spaces.chars().nth(1).is_some());
    several.then(|| (Span::new(at, stop), MarkKind::DoubledSpace, stop))
}

/// Whether a character after a space is punctuation that ends something, by what follows it: `.NET`,
/// `,5`, `...`, `:)`, `!=` are none.
fn is_spaced(mark: char, after: &str) -> bool {
    let next = after.chars().next();
    match mark {
        '.' | ',' | ';' | ':' | '!' | '?' | '،' | '؛' | '؟' => next.is_none_or(|next| {
            next.is_whitespace()
                || matches!(next, ']' | '"' | '”' | '»' | '’' | '」')
                || next == ')' && !matches!(mark, ':' | ';')
                || next.is_alphabetic() && matches!(mark, ',' | '،')
        }),
        '。' | '，' | '、' | '；' | '：' | '！' | '？' => true,
        _ => false,
    }
}

/// A run of asterisks, backslashes before them aside.
fn asterisks(text: &str, at: usize, end: usize) -> (Span, MarkKind, usize) {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().filter(|_| at < end);
    let (mut stop, mut count, mut escaped) = (at, 0u8, false);
    loop {
        match (byte(stop), byte(stop + 1)) {
            (Some(b'*'), _) => stop += 1,
            (Some(b'\\'), Some(b'*')) => {
                escaped = true;
                stop += 2;
            }
            _ => break,
        }
        count = count.saturating_add(1);
    }
    (Span::new(at, stop), MarkKind::Asterisks { count, escaped }, stop.max(at + 1))
}

/// The length of `(` and the punctuation that cannot follow it, if it does.
fn orphan_after(rest: &str) -> Option<usize> {
    let after = rest.get(1..)?.trim_start_matches(is_space);
    let next = after.chars().next()?;
    let then = after.chars().nth(1);
    let orphan = match next {
        ')' | ',' => true,
        ';' | '.' => then.is_none_or(char::is_whitespace),
        _ => false,
    };
    orphan.then(|| rest.len() - after.len() + 1)
}

/// Whether the bracket at `at` stands directly behind a name or code, as that of a call.
fn is_call(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    // Scripts without spaces between words put brackets behind them.
    before.is_some_and(|c| {
        c.is_alphanumeric() && c < '\u{2e80}'
            || matches!(c, '_' | '`' | '*' | ')' | '>' | '\\' | ']' | '.')
    })
}

/// The bytes of letters at `at` that are text in UTF-8 read as Windows-1252 or Latin-1, if `c`, the
/// character there, starts such: `Ã¤` for `ä`, `â€™` for `’`, `ÐŸÑ` for Cyrillic, `è¨` for Chinese. Words of
/// languages that know the letters (`CAFÉ»`, `IRMÃ –`) are none.
pub(super) fn wrong_encoding(text: &str, at: usize, end: usize, c: char) -> Option<Span> {
    let rest = text.get(at..end)?;
    let (meant, length, telling) = misread(rest, c)?;
    // A letter with a mark that stands behind letters in its own right is told by what follows.
    if !telling {
        let after = rest.get(length..)?;
        let next = after.chars().next()?;
        // A letter follows: `LÃ\u{ad}nea` is no word with a soft hyphen behind a capital, `Ã–ffnen` none
        // with a dash.
        let within = next.is_lowercase() && matches!(c, 'Ã' | 'Ä' | 'Å');
        if !within && misread(after, next).is_none() {
            return None;
        }
    }
    let text = meant.is_alphanumeric()
        || matches!(meant, '\u{a0}'..='\u{bf}' | '\u{300}'..='\u{36f}' | '\u{2010}'..='\u{2044}')
        || matches!(meant, '\u{610}'..='\u{6ff}' | '\u{e30}'..='\u{e4f}' | '\u{3000}'..='\u{303f}')
        || matches!(meant, '\u{20a0}'..='\u{20bf}' | '\u{2100}'..='\u{21ff}' | '\u{fe00}'..='\u{ffef}');
    text.then(|| Span::new(at, at + length))
}

/// The character whose bytes in UTF-8 stand at the start of a text as characters of their own, the
/// bytes they take, and whether one of them stands behind no letter in its own right.
fn misread(rest: &str, lead: char) -> Option<(char, usize, bool)> {
    let first = u8::try_from(u32::from(lead)).ok()?;
    let count = match first {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    let (mut length, mut telling) = (lead.len_utf8(), false);
    let mut chars = rest.get(length..)?.chars();
    for slot in bytes.get_mut(1..=count)? {
        let c = chars.next()?;
        *slot = byte_of(c)?;
        length += c.len_utf8();
        // Quotation marks and dashes, and the powers of units, stand behind words.
        let powers = !matches!(lead, 'Ã' | 'Â') && "°²³¹¿¡©«".contains(c);
        telling |= !powers && !"»”“’‘‹›‚„…–—\u{a0}\u{ad}·®™".contains(c);
    }
    // What ends words of German, and signs of multiplication.
    telling &= !matches!(lead, 'ß' | '×');
    let meant = std::str::from_utf8(bytes.get(..=count)?).ok()?.chars().next()?;
    Some((meant, length, telling))
}

/// The byte from 0x80 to 0xbf that Latin-1 or Windows-1252 shows as a character.
fn byte_of(c: char) -> Option<u8> {
    if matches!(c, '\u{80}'..='\u{bf}') {
        return u8::try_from(u32::from(c)).ok();
    }
    HIGH_OF_1252.iter().find(|(_, shown)| *shown == c).map(|(byte, _)| *byte)
}

/// What Windows-1252 shows for bytes from 0x80 to 0x9f.
const HIGH_OF_1252: [(u8, char); 27] = [
    (0x80, '€'),
    (0x82, '‚'),
    (0x83, 'ƒ'),
    (0x84, '„'),
    (0x85, '…'),
    (0x86, '†'),
    (0x87, '‡'),
    (0x88, 'ˆ'),
    (0x89, '‰'),
    (0x8a, 'Š'),
    (0x8b, '‹'),
    (0x8c, 'Œ'),
    (0x8e, 'Ž'),
    (0x91, '‘'),
    (0x92, '’'),
    (0x93, '“'),
    (0x94, '”'),
    (0x95, '•'),
    (0x96, '–'),
    (0x97, '—'),
    (0x98, '˜'),
    (0x99, '™'),
    (0x9a, 'š'),
    (0x9b, '›'),
    (0x9c, 'œ'),
    (0x9e, 'ž'),
    (0x9f, 'Ÿ'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, MarkKind)> {
        let mut found = Vec::new();
        super::super::lexer::tokens(text, Span::new(0, text.len()), &mut |token| {
            if let super::super::lexer::Token::Mark(span, kind) = token {
                found.push((span.of_text(text), kind));
            }
        });
        found
    }

    #[test]
    fn spaces_before_punctuation_and_doubled() {
        use MarkKind::{DoubledSpace, SpacedPunctuation};
        assert_eq!(
            read("een , twee .NET  drie . vier ... en ,5\u{a0}。x ,y"),
            [
                (" ,", SpacedPunctuation(',')),
                ("  ", DoubledSpace),
                (" .", SpacedPunctuation('.')),
                ("\u{a0}。", SpacedPunctuation('。')),
                (" ,", SpacedPunctuation(',')),
            ]
        );
    }

    #[test]
    fn punctuation_without_words_between() {
        use MarkKind::Orphan;
        let orphans = |text| -> Vec<&str> {
            read(text).into_iter().filter(|(_, kind)| *kind == Orphan).map(|it| it.0).collect()
        };
        assert_eq!(
            orphans("met () en ( , en (, en a, , b en c,, d、、e"),
            ["()", "( ,", "(,", ", ,", ",,", "、、"]
        );
        assert_eq!(orphans("main() en (.NET) en (...) en (a, b), c"), Vec::<&str>::new());
    }

    #[test]
    fn asterisks_that_show() {
        let found = read(r"\*\*vet \*\* en * en **");
        let counts: Vec<_> = found
            .iter()
            .filter_map(|(_, kind)| match kind {
                MarkKind::Asterisks { count, escaped } => Some((*count, *escaped)),
                _ => None,
            })
            .collect();
        assert_eq!(counts, [(2, true), (2, true), (1, false), (2, false)]);
    }

    #[test]
    fn letters_of_a_wrong_encoding() {
        let wrong = |text| -> Vec<&str> {
            let found = read(text).into_iter();
            found.filter(|(_, kind)| *kind == MarkKind::WrongEncoding).map(|it| it.0).collect()
        };
        assert_eq!(
            wrong("schÃ¶n, itâ€™s, Ð¿Ñ€Ð¾, x\u{fffd}\u{fffd}y"),
            ["Ã¶", "â€™", "Ð¿", "Ñ€", "Ð¾", "\u{fffd}\u{fffd}"]
        );
        assert_eq!(
            wrong("è¨\u{ad}å®š, Ù…Ø±, Å‚Ä™, Ä±, ã\u{82}¹ ìž‘"),
            ["è¨\u{ad}", "å®š", "Ù…", "Ø±", "Å‚", "Ä±", "ã\u{82}¹", "ìž‘"]
        );
        assert_eq!(wrong("„Ä“, Größe², 2×½, m²×³, Ü–"), Vec::<&str>::new());
        assert_eq!(wrong("«CAFÉ», IRMÃ – MANHÃ, ÂNGULO, âge, naïve, Ðað"), Vec::<&str>::new());
    }
}
