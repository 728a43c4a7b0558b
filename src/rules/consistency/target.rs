//! `consistency/target`: one sentence of the source is translated in several ways in this tree.

use crate::rules::{
    Rule,
    index::{Context, SentenceUse, Spot, Wants, WorkspaceCtx},
    options::Options,
    quote::quote_apart,
    repeated::Varied,
};
use std::cmp::Reverse;

/// Makes the check; its option is `min-words`.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(Target { words: options.count("min-words") })
}

struct Target {
    words: usize,
}

/// A sentence: what it renders (language, source, context), how, and where (article, number).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sentence {
    locale: u32,
    source: u64,
    context: Context,
    target: u64,
    article: u32,
    number: u32,
}

impl Rule for Target {
    fn wants(&self) -> Wants {
        Wants::SENTENCES.of_words(u16::try_from(self.words).unwrap_or(u16::MAX))
    }

    fn workspace(&self, cx: &mut WorkspaceCtx<'_>) {
        let mut locales: Vec<&str> = Vec::new();
        let mut all: Vec<Sentence> = Vec::new();
        let entries = cx.index.entries();
        let is_long = |one: &SentenceUse| usize::from(one.words) >= self.words;
        let long =
            entries.iter().flat_map(|entry| &entry.summary.sentences).filter(|it| is_long(it));
        let count = entries.iter().map(|entry| entry.summary.sentences.len()).sum();
        let varied = Varied::among(count, long.map(|one| (one.evidence, one.target)));
        for (article, entry) in entries.iter().enumerate() {
            let tag = entry.summary.locale.as_ref().map_or("", |locale| locale.as_str());
            let locale = locales.iter().position(|known| *known == tag).unwrap_or_else(|| {
                locales.push(tag);
                locales.len() - 1
            });
            let sentences = entry.summary.sentences.iter().enumerate();
            let told = sentences.filter(|(_, one)| is_long(one) && varied.may_hold(one.evidence));
            all.extend(told.map(|(number, one)| Sentence {
                locale: locale as u32,
                source: one.evidence,
                context: one.context,
                target: one.target,
                article: article as u32,
                number: number as u32,
            }));
        }
        all.sort_unstable();
        let source = |one: &Sentence| (one.locale, one.source, one.context);
        let mut told: Vec<Vec<&[Sentence]>> = Vec::new();
        for same in all.chunk_by(|one, other| source(one) == source(other)) {
            let mut renderings: Vec<&[Sentence]> =
                same.chunk_by(|one, other| one.target == other.target).collect();
            if renderings.len() > 1 {
                // The usual one first; of two as frequent, the one that stands first in the tree.
                renderings.sort_by_key(|places| {
                    let first = places.first().map(|one| (one.article, one.number));
                    (Reverse(places.len()), first)
                });
                told.push(renderings);
            }
        }
        let shown = told.iter().filter_map(|it| it.split_first()).flat_map(|(usual, others)| {
            usual.first().into_iter().chain(others.iter().copied().flatten())
        });
        cx.read_ahead(shown.filter_map(|one| place(one, cx)));
        for renderings in told {
            report(&renderings, cx);
        }
    }
}

/// Reports the rarer renderings of a source, each once an article; the usual one comes first.
fn report(renderings: &[&[Sentence]], cx: &mut WorkspaceCtx<'_>) {
    let Some((usual, others)) = renderings.split_first() else { return };
    let Some((usual_article, usual_at)) = usual.first().and_then(|one| place(one, cx)) else {
        return;
    };
    let Some(usual_text) = cx.text(usual_article, usual_at.span) else { return };
    for places in others {
        for first in places.chunk_by(|one, other| one.article == other.article) {
            let Some((article, at)) = first.first().and_then(|one| place(one, cx)) else {
                continue;
            };
            let Some(text) = cx.text(article, at.span) else { continue };
            let (ours, theirs) = quote_apart(text, usual_text);
            let message = format!("{ours} renders a sentence that is {theirs} elsewhere");
            let times = match usual.len() {
                1 => "rendered so in another place".to_owned(),
                count => format!("rendered so in {count} places"),
            };
            cx.report(article, at, message)
                .also(usual_article, usual_at, times)
                .help("translate the sentence in one way, if both places mean the same")
                .detail(text);
        }
    }
}

/// The article of a sentence, and its place there.
fn place(one: &Sentence, cx: &WorkspaceCtx<'_>) -> Option<(usize, Spot)> {
    let article = one.article as usize;
    let sentences = &cx.index.entries().get(article)?.summary.sentences;
    let one = sentences.get(one.number as usize)?;
    // Sentences are what there is most of: they keep no more than their place is made of.
    let (id, source) = one.segment.unzip();
    let at = Spot { span: one.span, window: one.span, id, source, evidence: one.evidence };
    Some((article, at))
}
