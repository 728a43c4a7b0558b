//! `sxs/text-outside-pair`: prose of a side-by-side article that no pair covers.

use crate::{
    bitext::{BlockPair, Side},
    facts::{ViewKind, WordFlags},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

struct TextOutsidePair {
    min_words: usize,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(TextOutsidePair { min_words: options.count("min-words") })
}

impl Rule for TextOutsidePair {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for pair in &cx.bitext.pairs {
            self.check(pair, cx);
        }
    }
}

impl TextOutsidePair {
    fn check(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(view) = bitext.target_view(pair).filter(|_| pair.shared) else { return };
        if matches!(view.kind, ViewKind::FrontMatter | ViewKind::Code | ViewKind::Directive) {
            return;
        }
        let skipped = WordFlags::IDENTIFIER
            .with(WordFlags::NUMBER)
            .with(WordFlags::ALT)
            .with(WordFlags::LINK)
            .with(WordFlags::NO_TRANSLATE);
        let words: Vec<_> =
            bitext.words(Side::Target, view.span).iter().filter(|word| !word.is(skipped)).collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        if words.len() < self.min_words {
            return;
        }
        let span = first.span.join(last.span);
        let message = format!("no pair covers {}", quote(bitext.text(Side::Target, span)));
        cx.report(span, message)
            .help("add a pair for each sentence, or leave the text to the next hand-off");
    }
}
