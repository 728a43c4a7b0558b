//! `code/adjacent-spans`: code spans stand side by side where the source has words between them.

use crate::{
    bitext::{Bitext, BlockPair, Looks, Match, Side},
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(AdjacentSpans)
}

struct AdjacentSpans;

impl Rule for AdjacentSpans {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Code])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        let mut last: Option<&Match> = None;
        // What was told already, so that a row of spans gives one finding.
        let mut told = 0;
        for matched in bitext.matches_of(pair) {
            if matched.kind != FactKind::Code || bitext.is_damaged(matched) {
                continue;
            }
            let before = last.replace(matched);
            let Some(span) = before.and_then(|before| side_by_side(bitext, before, matched)) else {
                continue;
            };
            if span.start < told {
                told = span.end;
                continue;
            }
            told = span.end;
            let Some(sources) = before.and_then(|before| between(bitext, before, matched)) else {
                continue;
            };
            let message = format!(
                "two code spans stand side by side: {}",
                quote(bitext.text(Side::Target, span))
            );
            cx.report(span, message)
                .source(sources, "words stand between them in the source")
                .detail(bitext.text(Side::Target, span))
                .fact(Side::Source, sources)
                .help("put each code span where the sentence needs it, with the words between");
        }
    }
}

/// Both spans of the target, where nothing but spaces stands between two code spans.
fn side_by_side(bitext: &Bitext<'_>, one: &Match, other: &Match) -> Option<Span> {
    let (first, second) = (bitext.target_fact(one)?, bitext.target_fact(other)?);
    let between = bitext.target.text.get(first.span.end as usize..second.span.start as usize)?;
    let torn = bitext.target_facts.is_torn(first.span.start);
    (between.trim().is_empty() && !torn).then(|| first.span.join(second.span))
}

/// Both spans of the source with what stands between them, if these are words and neither of the two
/// has another code span beside it.
fn between(bitext: &Bitext<'_>, one: &Match, other: &Match) -> Option<Span> {
    let (first, second) = (bitext.source_fact(one)?, bitext.source_fact(other)?);
    let (first, second) =
        if first.span.start <= second.span.start { (first, second) } else { (second, first) };
    let facts = bitext.source_facts.as_ref()?;
    let gap = Span { start: first.span.end, end: second.span.start.max(first.span.end) };
    let letters = facts.text(gap).chars().any(char::is_alphabetic);
    let alone = |span: Span| {
        let close = |text: &str| text.trim_start().starts_with('`');
        let after = facts.article.text.get(span.end as usize..).is_some_and(close);
        let before = facts.article.text.get(..span.start as usize);
        !after && !before.is_some_and(|before| before.trim_end().ends_with('`'))
    };
    (letters && alone(first.span) && alone(second.span)).then(|| first.span.join(second.span))
}
