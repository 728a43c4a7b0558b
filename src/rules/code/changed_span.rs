//! `code/changed-span`: an inline code span of the source stands there altered.

use crate::{
    bitext::{BlockPair, Looks, Match, Side, Verdict},
    diagnostic::Safety,
    facts::FactKind,
    rules::{
        Ctx, Rule,
        options::Options,
        quote::{quote, quote_both},
    },
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ChangedSpan)
}

struct ChangedSpan;

impl Rule for ChangedSpan {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Code]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        let matches = bitext.matches_of(pair);
        for (at, matched) in matches.iter().enumerate() {
            if matched.kind != FactKind::Code || bitext.is_damaged(matched) {
                continue;
            }
            match (matched.verdict, matched.plain) {
                (Verdict::Changed, _) => {
                    // Spans that ran together are told once, by the first of them.
                    let same = |other: &&Match| {
                        other.verdict == Verdict::Changed && other.target == matched.target
                    };
                    let before = matches.get(..at).unwrap_or(&[]);
                    // Matches stand in order of the target, so equal targets are neighbours.
                    if !before.iter().next_back().is_some_and(|other| same(&other)) {
                        let rest = matches.get(at..).unwrap_or(&[]);
                        changed(rest.iter().take_while(same).collect::<Vec<_>>().as_slice(), cx);
                    }
                }
                (Verdict::Missing, Some(plain)) if bitext.target_facts.is_quoted(plain) => {
                    quoted(matched, plain, cx);
                }
                _ => {}
            }
        }
    }
}

/// Reports a code span that is not quite one of the source, or several of them in one.
fn changed(matches: &[&Match], cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let Some(first) = matches.first() else { return };
    let (Some(target), Some(source)) = (bitext.target_fact(first), bitext.source_fact(first))
    else {
        return;
    };
    if matches.len() > 1 {
        let message =
            format!("{} code spans ran together in {}", matches.len(), quote(&target.key));
        let finding = cx.report(target.span, message);
        for source in matches.iter().filter_map(|matched| bitext.source_fact(matched)) {
            finding.source(source.span, "a span of its own in the source");
        }
        finding
            .detail(&*target.key)
            .fact(Side::Source, source.span)
            .help("separate the code spans, with the words that belong between them");
        return;
    }
    let edge =
        target.key.trim().len() != target.key.len() && source.key.trim().len() == source.key.len();
    let spaced = edge && target.key.trim() == &*source.key;
    if !spaced && bitext.renders_code(target, source) {
        return;
    }
    let message = if spaced {
        format!("a space stands inside the backticks of {}", quote(&source.key))
    } else {
        let (was, is) = quote_both(&source.key, &target.key);
        format!("the code {was} became {is}")
    };
    cx.report(target.span, message)
        .source(source.span, "the source's code")
        .detail(&*source.key)
        .fact(Side::Source, source.span)
        .help("restore the code of the source; code is not translated")
        .fix(Safety::Safe, target.span, bitext.text(Side::Source, source.span));
}

/// Reports code that stands between quotation marks instead of backticks.
fn quoted(matched: &Match, plain: Span, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let facts = &bitext.target_facts;
    let (Some(source), Some(open), Some(close)) =
        (bitext.source_fact(matched), facts.char_before(plain.start), facts.char_after(plain.end))
    else {
        return;
    };
    let marks = Span {
        start: plain.start - open.len_utf8() as u32,
        end: plain.end + close.len_utf8() as u32,
    };
    let message = format!("the code {} stands in quotation marks", quote(&source.key));
    cx.report(marks, message)
        .source(source.span, "code in the source")
        .detail(&*source.key)
        .fact(Side::Source, source.span)
        .help("write backticks instead of the quotation marks")
        .fix(Safety::Safe, marks, bitext.text(Side::Source, source.span));
}
