//! `untranslated/partial`: part of a sentence stayed in the source language.

use crate::{
    bitext::{Bitext, Prose, ProseWord, Side, UnitWords},
    facts::WordFlags,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};
use std::{
    collections::{BTreeSet, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
};

/// Makes the check.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(Partial {
        share: options.count("share") as u32,
        run: options.count("copied-words"),
        function_words: options.count("min-function-words") as u32,
    })
}

struct Partial {
    /// Percent of the words that must be function words of the source language.
    share: u32,
    /// Length of a run of copied words.
    run: usize,
    /// Fewest function words of the source language, in all or within a run.
    function_words: u32,
}

impl Rule for Partial {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        // Without the target's function words nothing can be weighed against the source's.
        if cx.bitext.target_data.is_empty() {
            return;
        }
        for UnitWords { unit, .. } in cx.bitext.units().filter(|it| it.in_doubt) {
            self.check(unit.target, unit.source, cx);
        }
    }
}

impl Partial {
    fn check(&self, target: Span, source: Span, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let prose = outside_links(bitext, target);
        if prose.source < self.function_words || bitext.same_words(target, source) {
            return;
        }
        let dominant = prose.has_source_share(self.share) && prose.source > prose.target;
        let run = self.copied_run(bitext, target, source);
        let named = run.is_some_and(|run| bitext.is_rendered_in_brackets(run, target, source));
        if !dominant && run.is_none()
            || named
            || bitext.target_facts.is_torn(target.start)
            || bitext.is_untranslated()
        {
            return;
        }
        let language = bitext.source_language();
        let place = run.unwrap_or(target);
        let quoted = quote(bitext.text(Side::Target, place).trim());
        let message = if run.is_some() {
            format!("words left in {language}: {quoted}")
        } else {
            format!("mostly left in {language}: {quoted}")
        };
        cx.report(place, message)
            .label(format!("still {language}"))
            .source(source, "what it was made from")
            .help("translate the rest of the text");
    }

    /// The first run of words that stands in the source just so and holds function words that only
    /// the source's language has; as long as it goes on.
    fn copied_run(&self, bitext: &Bitext<'_>, target: Span, source: Span) -> Option<Span> {
        let mut windows: Option<BTreeSet<u64>> = None;
        let mut last: VecDeque<(u64, ProseWord)> = VecDeque::with_capacity(self.run + 1);
        let mut found: Option<Span> = None;
        let mut over = false;
        bitext.each_prose_word(Side::Target, target, |word| {
            if over {
                return;
            }
            last.push_back((hash(bitext, Side::Target, word.word.span), word));
            if last.len() > self.run {
                last.pop_front();
            }
            let telling = last.iter().filter(|(_, word)| word.telling).count() as u32;
            let enough = last.len() == self.run
                && (telling >= self.function_words || found.is_some())
                && !last.iter().all(|(_, word)| word.word.is(WordFlags::LINK));
            // The source is cut into runs only for the few targets that may hold one.
            let copied = enough
                && windows
                    .get_or_insert_with(|| runs(bitext, source, self.run))
                    .contains(&join(last.iter().map(|(hash, _)| *hash)));
            match (found, copied) {
                (None, true) => {
                    found = last.front().map(|(_, first)| first.word.span.join(word.word.span));
                }
                (Some(run), true) => found = Some(run.join(word.word.span)),
                (Some(_), false) => over = true,
                (None, false) => {}
            }
        });
        found
    }
}

/// Counts the prose of a stretch; link texts only where they are all of it, for the title of another
/// article may well stay as it is.
fn outside_links(bitext: &Bitext<'_>, span: Span) -> Prose {
    let words = bitext.words(Side::Target, span);
    let mut prose = bitext.prose(Side::Target, span);
    if words.iter().any(|word| !word.is(WordFlags::LINK)) {
        bitext.each_prose_word(Side::Target, span, |ProseWord { word, telling }| {
            if word.is(WordFlags::LINK) {
                prose.words -= 1;
                prose.source -= u32::from(telling);
            }
        });
    }
    prose
}

/// Hashes of all runs of a length in the source.
fn runs(bitext: &Bitext<'_>, source: Span, length: usize) -> BTreeSet<u64> {
    let mut hashes = Vec::new();
    bitext.each_prose_word(Side::Source, source, |word| {
        hashes.push(hash(bitext, Side::Source, word.word.span));
    });
    hashes.windows(length).map(|run| join(run.iter().copied())).collect()
}

fn hash(bitext: &Bitext<'_>, side: Side, word: Span) -> u64 {
    let mut hasher = DefaultHasher::new();
    bitext.text(side, word).chars().flat_map(char::to_lowercase).for_each(|c| c.hash(&mut hasher));
    hasher.finish()
}

fn join(hashes: impl Iterator<Item = u64>) -> u64 {
    hashes.fold(0, |sum: u64, hash| sum.rotate_left(7).wrapping_mul(31) ^ hash)
}
