//! A word as one number, its letter case aside: what words are compared and looked up by, so that
//! nobody who has a [`Word`](super::Word) needs to go back to its text.

/// The letters of a word, their case aside, as a number. Words that differ in case alone have the same
/// key.
///
/// For words of ASCII that are short, which most are, the key is the word, and words with the same key are
/// the same but for case ([`WordKey::is_exact`]). For others it is a hash, which no short word has: where two
/// such words must not be taken for each other, their texts are to be compared, too.
// Aligned as the rest of a word is, which then takes 20 bytes and not 24: a text has many of them.
#[repr(Rust, packed(4))]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WordKey(u64);

/// Bytes of a word that a key holds.
const HELD: usize = 8;

/// The highest bit of each of eight bytes, which no byte of ASCII has.
const BEYOND_ASCII: u64 = 0x8080_8080_8080_8080;

/// The highest bit of all, which a hash has and eight bytes of ASCII have not.
const HASH: u64 = 1 << 63;

impl WordKey {
    /// The key of a word as a text has it.
    pub fn of(word: &str) -> WordKey {
        if !word.chars().any(|c| !c.is_ascii() && has_small(c, c.is_uppercase())) {
            return WordKey::of_small(word.as_bytes());
        }
        // The two small letters of one capital are one, as they are when case is folded.
        let small = word.chars().flat_map(char::to_lowercase);
        let small: String = small.map(|c| if c == 'ς' { 'σ' } else { c }).collect();
        WordKey::of_small(small.as_bytes())
    }

    /// Likewise of a word whose letters beyond ASCII are none that [`has_small`].
    pub(super) fn of_small(word: &[u8]) -> WordKey {
        let length = word.len();
        if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk())
            && length > HELD
        {
            let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
            let mut hash = small(first) ^ length as u64;
            // The last eight bytes may overlap those before.
            for chunk in word.get(HELD..length - 1).unwrap_or_default().chunks_exact(HELD) {
                hash = mixed(hash, small(chunk.try_into().map_or(0, u64::from_le_bytes)));
            }
            return WordKey(mixed(hash, small(last)) | HASH);
        }
        let all = up_to_eight(word);
        if all & BEYOND_ASCII != 0 {
            return WordKey(mixed(length as u64, small(all)) | HASH);
        }
        WordKey::of_letters(small(all), length)
    }

    /// Likewise of a word of at most eight small letters of ASCII, which eight bytes start with, the first
    /// byte lowest.
    #[inline]
    pub(super) fn of_letters(eight: u64, letters: usize) -> WordKey {
        let behind = u64::MAX.checked_shl(8 * letters as u32).unwrap_or(0);
        WordKey(eight & !behind)
    }

    /// Likewise of a word of eight letters of ASCII or more, all small but perhaps the first; `eight` are the
    /// first eight, small.
    #[inline]
    pub(super) fn of_long(eight: u64, word: &[u8]) -> WordKey {
        match (word.len(), word.last_chunk()) {
            (HELD, _) => WordKey(eight),
            (length @ ..=16, Some(last)) => {
                WordKey(mixed(eight ^ length as u64, u64::from_le_bytes(*last)) | HASH)
            }
            _ => WordKey::of_small(word),
        }
    }

    /// Whether words with this key are the same but for case.
    #[inline]
    pub fn is_exact(self) -> bool {
        self.0 & HASH == 0
    }

    /// The key as a number that is not zero.
    #[inline]
    pub fn number(self) -> u64 {
        self.0
    }
}

/// At most eight bytes as a number, the first one lowest.
pub(super) fn up_to_eight(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    let length = bytes.len();
    // Twice four bytes that may have some in common, which are then put in the same place.
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return u64::from(first) | u64::from(last) << (8 * (length - 4));
    }
    bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

/// Eight bytes with letters of ASCII made small. Of the other bytes of ASCII that words hold, those that change
/// become what no word holds.
#[inline]
fn small(eight: u64) -> u64 {
    // A quarter of the highest bit is the one that a small letter has and its capital has not.
    eight | (!eight & BEYOND_ASCII) >> 2
}

/// A hash with eight bytes more.
#[inline]
fn mixed(hash: u64, eight: u64) -> u64 {
    let product =
        u128::from(hash ^ 0x9e37_79b9_7f4a_7c15) * u128::from(eight ^ 0xd6e8_feb8_6659_fd93);
    product as u64 ^ (product >> 64) as u64
}

/// Whether a character beyond ASCII has a small form that is another one; `is_large` tells whether it is a
/// capital, which who asks knows.
pub(super) fn has_small(c: char, is_large: bool) -> bool {
    // Letters of two with a large first one, and the Greek letter that is small in two ways.
    is_large
        || matches!(c, 'ς' | 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
        || matches!(c, 'ᾈ'..='ᾏ' | 'ᾘ'..='ᾟ' | 'ᾨ'..='ᾯ' | 'ᾼ' | 'ῌ' | 'ῼ')
}

/// Values by the keys of words, for many look-ups: each is two loads, and takes the same way whether the
/// word is there or not, which nobody can foretell.
#[derive(Debug)]
pub struct KeyMap<T> {
    /// Open addressing: index into `entries`, zero where free. A power of two long, at most an eighth of
    /// them taken, and small, so that they stay in the nearest cache.
    slots: Vec<u16>,
    /// The first is that of no word.
    entries: Vec<Slot<T>>,
}

/// A key and its value.
#[derive(Clone, Copy, Default, Debug)]
struct Slot<T> {
    key: u64,
    value: T,
    /// Whether a key stands further on because this one has its slot, as few have.
    passed: bool,
}

impl<T: Copy + Default> KeyMap<T> {
    /// An empty map that so many words fit in, which may be 65,535.
    pub fn for_words(count: usize) -> KeyMap<T> {
        let count = count.min(usize::from(u16::MAX));
        let mut entries = Vec::with_capacity(count + 1);
        entries.push(Slot::default());
        KeyMap { slots: vec![0; (count * 8).next_power_of_two().max(8)], entries }
    }

    /// The value of a word, by its key; the default one for a word that has none.
    #[inline]
    pub fn get(&self, key: WordKey) -> T {
        let mut at = self.first(key.0);
        loop {
            let index = self.slots.get(at).map_or(0, |index| usize::from(*index));
            let Some((slot, none)) = self.entries.get(index).zip(self.entries.first()) else {
                return T::default();
            };
            // Nearly always the key is this one or there is none. Of two places to read from, the compiler
            // chooses without a jump.
            if !slot.passed || slot.key == key.0 {
                return if slot.key == key.0 { slot } else { none }.value;
            }
            at = self.next(at);
        }
    }

    /// The value of a word, to be changed; none where there is no room.
    pub fn entry(&mut self, key: WordKey) -> Option<&mut T> {
        let mut at = self.first(key.0);
        // Most slots are free, so this ends soon.
        loop {
            let index = usize::from(*self.slots.get(at)?);
            let free = self.entries.len();
            if index == 0 {
                // No more than the map was made for, so that slots stay free.
                if free >= self.entries.capacity() {
                    return None;
                }
                *self.slots.get_mut(at)? = u16::try_from(free).ok()?;
                self.entries.push(Slot { key: key.0, value: T::default(), passed: false });
                return self.entries.last_mut().map(|slot| &mut slot.value);
            }
            if self.entries.get(index)?.key == key.0 {
                return self.entries.get_mut(index).map(|slot| &mut slot.value);
            }
            self.entries.get_mut(index)?.passed = true;
            at = self.next(at);
        }
    }

    /// Where the slot of a key is, if no other key has it.
    #[inline]
    fn first(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & self.slots.len().wrapping_sub(1)
    }

    /// The slot behind one.
    #[inline]
    fn next(&self, at: usize) -> usize {
        (at + 1) & self.slots.len().wrapping_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_of_ascii_are_their_keys() {
        for word in ["a", "the", "Sign-in", "a_b@c\\/", "12345678"] {
            let key = WordKey::of(word);
            assert!(key.is_exact(), "{word}");
            let bytes = key.number().to_le_bytes();
            let length = bytes.iter().take_while(|byte| **byte != 0).count();
            assert_eq!(length, word.len(), "{word}");
        }
        assert_eq!(WordKey::of("the").number().to_le_bytes(), *b"the\0\0\0\0\0");
        for word in ["é", "één", "abcdefghi", "ведь", "語", "abcdefgé"] {
            assert!(!WordKey::of(word).is_exact(), "{word}");
        }
    }

    #[test]
    fn bytes_are_put_in_their_places() {
        let whole = b"abcdefghij";
        for length in 0..=whole.len() {
            let wanted = whole[..length.min(8)].iter().rev();
            let wanted = wanted.fold(0, |sum, byte| sum << 8 | u64::from(*byte));
            assert_eq!(up_to_eight(&whole[..length]), wanted, "{length}");
        }
    }

    #[test]
    fn each_letter_counts_and_its_case_does_not() {
        let whole = "abcdefghijklmnopqrstuvwxyzabcdefghijklm";
        for length in 1..=whole.len() {
            let word = &whole[..length];
            let key = WordKey::of(word);
            assert_eq!(key, WordKey::of(&word.to_uppercase()), "{word}");
            assert_ne!(key, WordKey::of(&format!("{word}a")), "{word}");
            for at in 0..length {
                for odd in ["0", "-", "'", ".", "_", "/", "\\", "@", "é"] {
                    let mut other = word.to_owned();
                    other.replace_range(at..=at, odd);
                    assert_ne!(key, WordKey::of(&other), "{word}, {other}");
                }
            }
        }
        // All that words hold of ASCII.
        let all: Vec<char> = ('0'..='z').chain("-'./".chars()).collect();
        let held = |c: &&char| c.is_ascii_alphanumeric() || "-'._/\\@".contains(**c);
        for one in all.iter().filter(held) {
            for other in all.iter().filter(held) {
                let same = WordKey::of(&format!("{one}x")) == WordKey::of(&format!("{other}x"));
                assert_eq!(same, one.eq_ignore_ascii_case(other), "{one} {other}");
            }
        }
    }

    #[test]
    fn case_goes_beyond_ascii() {
        for (one, other) in [
            ("ÉÉN", "één"),
            ("ÜBERSICHTLICH", "übersichtlich"),
            ("ОБЛАКО", "облако"),
            ("ΤΗΣ", "της"),
            ("ǅ", "ǆ"),
            ("\u{212a}g", "kg"),
        ] {
            assert_eq!(WordKey::of(one), WordKey::of(other), "{one}");
            assert_ne!(WordKey::of(one), WordKey::of(&format!("{other}x")), "{one}");
        }
    }

    #[test]
    fn characters_that_change_are_known() {
        for c in '\u{80}'..=char::MAX {
            let same = c.to_lowercase().eq([c]) && c != 'ς';
            let known = c.is_alphanumeric() && has_small(c, c.is_uppercase());
            assert!(same || known, "{c}");
        }
        for word in ["één", "облако", "κατάλογο", "語を見る", "e\u{301}’s"] {
            assert_eq!(WordKey::of(word), WordKey::of_small(word.as_bytes()), "{word}");
        }
        assert_eq!(WordKey::of("Été-x"), WordKey::of_small("été-X".as_bytes()));
    }

    #[test]
    fn maps_find_what_they_hold_and_nothing_else() {
        let words: Vec<String> = (1..3000).map(|n| format!("{}-{n}", n % 7)).collect();
        let mut map = KeyMap::for_words(words.len());
        for (n, word) in words.iter().enumerate() {
            *map.entry(WordKey::of(word)).unwrap() = n + 1;
        }
        for (n, word) in words.iter().enumerate() {
            assert_eq!(map.get(WordKey::of(word)), n + 1, "{word}");
        }
        for n in 3000..9000 {
            assert_eq!(map.get(WordKey::of(&format!("{}-{n}", n % 7))), 0, "{n}");
        }
        assert!(map.entry(WordKey::of("0-3000")).is_none(), "there is no room");
        assert_eq!(map.get(WordKey::of("0-3000")), 0);
        assert_eq!(KeyMap::<u8>::for_words(0).get(WordKey::of("a")), 0, "an empty map");
    }
}
