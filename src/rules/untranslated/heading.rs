//! `untranslated/heading`: a heading is its source, unchanged, among translated ones.

use crate::{
    bitext::{Bitext, Side},
    facts::{View, WordFlags},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(Heading { words: options.count("min-words") })
}

struct Heading {
    words: usize,
}

impl Rule for Heading {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let (mut translated, mut same) = (0, Vec::new());
        for (_, target, source) in bitext.headings() {
            if bitext.same_words(target.span, source.span) {
                same.push((target, source));
            } else {
                translated += 1;
            }
        }
        if translated == 0 || translated < same.len() || bitext.is_untranslated() {
            return;
        }
        for (target, source) in same {
            if !self.is_prose(bitext, target) {
                continue;
            }
            let language = bitext.source_language();
            let place = bitext.target_facts.heading_text(target);
            let said = bitext.text(Side::Target, place);
            cx.report(place, format!("the heading is left in {language}: {}", quote(said)))
                .label(format!("still {language}"))
                .source(source.text(), "the source says the same")
                .help("translate the heading, or list it as a term that stays as it is");
        }
    }
}

impl Heading {
    /// Whether a heading holds words of the source's language rather than names.
    fn is_prose(&self, bitext: &Bitext<'_>, heading: &View<'_>) -> bool {
        let (mut words, mut telling) = (0, 0);
        let names = WordFlags::CAPITAL.with(WordFlags::IDENTIFIER);
        // Function words that both languages write alike: `a` in Spanish, `in` in Dutch.
        let (mut lower, mut shared) = (0, 0);
        bitext.each_prose_word(Side::Target, heading.span, |word| {
            words += 1;
            telling += usize::from(word.telling);
            lower += usize::from(!word.word.is(names));
            let said = bitext.text(Side::Target, word.word.span);
            shared += usize::from(bitext.source_data.is_function_word(said));
        });
        let told = telling > 0 || words > 2 && shared > 0 && lower > shared && 2 * lower >= words;
        words >= self.words && told && lower > 0
    }
}
