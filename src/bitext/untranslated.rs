//! Whether a whole article was left in the source language, so that one finding says it instead of
//! one a sentence.

use super::{Bitext, Prose, Side};

/// Fewest words for which a whole article is judged; what is shorter is told sentence by sentence.
const FEWEST_WORDS: u32 = 40;

/// Share of the prose, in percent, that stands unchanged in an article that was left untranslated.
const UNCHANGED: u32 = 80;

/// Share of function words, in percent, that tells the language of a text of some length.
const TELLING: u32 = 12;

impl Bitext<'_> {
    /// Whether the article as a whole was left in the source language: 80 % or more of its prose
    /// unchanged, or, where there is no source, its function words the source language's. Computed
    /// on first use.
    pub fn is_untranslated(&self) -> bool {
        *self.untranslated.get_or_init(|| self.judge())
    }

    fn judge(&self) -> bool {
        // Nearly every article ends here.
        let words = &self.target_facts.words;
        if self.evidence.len() * 100 < words.len() * TELLING as usize / 2 {
            return false;
        }
        let (mut all, mut unchanged) = (Prose::default(), Prose::default());
        for pair in &self.pairs {
            let Some(view) = self.target_view(pair).filter(|view| view.is_prose()) else {
                continue;
            };
            let source = self.source_view(pair);
            let segments = self.segments_of(pair);
            if segments.is_empty() {
                let prose = self.prose(Side::Target, view.span);
                all.add(prose);
                let same = pair.shared
                    || source.is_some_and(|source| self.same_words(view.span, source.span));
                if same || self.source.is_none() {
                    unchanged.add(prose);
                }
            }
            for segment in segments {
                let prose = self.prose(Side::Target, segment.target);
                all.add(prose);
                if self.same_words(segment.target, segment.source) {
                    unchanged.add(prose);
                }
            }
        }
        all.words >= FEWEST_WORDS
            && unchanged.words * 100 >= all.words * UNCHANGED
            && unchanged.has_source_share(TELLING)
            && unchanged.source > unchanged.target
    }
}

impl Prose {
    fn add(&mut self, other: Prose) {
        self.words += other.words;
        self.names += other.names;
        self.source += other.source;
        self.target += other.target;
        self.native += other.native;
    }
}
