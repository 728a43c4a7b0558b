//! What rules about several articles want to be kept of each.

/// What a rule about several articles needs to know of each, as a set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wants {
    parts: u8,
    /// Of sentences, words of the shortest source; the most there can be where none are wanted.
    words: u16,
}

impl Wants {
    /// Nothing: the rule looks at one article at a time.
    pub const NOTHING: Wants = Wants::part(0);
    /// [`Summary::sentences`](super::index::Summary::sentences); see [`Wants::of_words`].
    pub const SENTENCES: Wants = Wants { parts: 1, words: 0 };
    /// [`Summary::labels`](super::index::Summary::labels).
    pub const LABELS: Wants = Wants::part(1 << 1);
    /// [`Summary::links`](super::index::Summary::links).
    pub const LINKS: Wants = Wants::part(1 << 2);
    /// [`Summary::fragments`](super::index::Summary::fragments).
    pub const FRAGMENTS: Wants = Wants::part(1 << 3);

    const fn part(parts: u8) -> Wants {
        Wants { parts, words: u16::MAX }
    }

    /// Of sentences those whose source has so many words or more.
    #[must_use]
    pub const fn of_words(self, words: u16) -> Wants {
        Wants { words, ..self }
    }

    /// Words of the shortest source of a sentence that is wanted.
    pub const fn words(self) -> u16 {
        self.words
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Wants) -> Wants {
        let words = if self.words < other.words { self.words } else { other.words };
        Wants { parts: self.parts | other.parts, words }
    }

    /// Whether it has something of another set.
    pub const fn has(self, other: Wants) -> bool {
        self.parts & other.parts != 0
    }
}
