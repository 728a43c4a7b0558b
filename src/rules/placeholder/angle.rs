//! `placeholder/angle`: a placeholder in angle brackets is translated, lost, emptied or has spaces
//! inside.

use crate::{
    bitext::{Bitext, BlockPair, Looks, Match, Side, Verdict},
    diagnostic::Safety,
    facts::{Fact, FactKind},
    rules::{
        Ctx, Rule,
        options::Options,
        quote::{quote, quote_both},
    },
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Angle)
}

struct Angle;

impl Rule for Angle {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Angle])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared || pair.target.is_none() {
            return;
        }
        for matched in bitext.matches_of(pair) {
            if matched.kind != FactKind::Angle || bitext.is_damaged(matched) {
                continue;
            }
            let Some(source) = bitext.source_fact(matched) else { continue };
            // With spaces inside it may be two signs of comparison.
            if has_outer_spaces(bitext, Side::Source, source) || source.key.is_empty() {
                continue;
            }
            match (matched.verdict, bitext.target_fact(matched)) {
                (Verdict::Kept | Verdict::Moved, Some(target))
                    if has_outer_spaces(bitext, Side::Target, target) =>
                {
                    spaced(target, source, cx);
                }
                (Verdict::Changed, Some(target)) => changed(matched, target, source, cx),
                (Verdict::Missing, _) => missing(matched, source, cx),
                _ => {}
            }
        }
    }
}

/// Whether spaces stand directly inside the brackets.
fn has_outer_spaces(bitext: &Bitext<'_>, side: Side, fact: &Fact<'_>) -> bool {
    let inner = bitext.text(side, fact.text);
    inner.trim().len() != inner.len()
}

/// Whether it is a name, and no description of several words, which may be translated.
fn is_name(key: &str) -> bool {
    !key.contains(char::is_whitespace)
}

/// Whether a name is made of small words (`pick_a_name`), which say what is to be put in.
fn is_wordy(key: &str) -> bool {
    let small = |c: char| c.is_lowercase() || matches!(c, '_' | '-' | '\\');
    key.split(['_', '-']).filter(|part| part.len() > 1).count() > 1 && key.chars().all(small)
}

fn spaced(target: &Fact<'_>, source: &Fact<'_>, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let inner = bitext.text(Side::Target, target.text);
    let message = format!(
        "spaces stand inside the brackets of {}",
        quote(bitext.text(Side::Target, target.span))
    );
    cx.report(target.span, message)
        .source(source.span, "without spaces in the source")
        .detail(&*source.key)
        .fact(Side::Source, source.span)
        .help("take the spaces out of the brackets")
        .fix(Safety::Safe, target.text, inner.trim());
}

fn changed(matched: &Match, target: &Fact<'_>, source: &Fact<'_>, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let ours = bitext.text(Side::Target, target.span);
    let theirs = bitext.text(Side::Source, source.span);
    let outer = has_outer_spaces(bitext, Side::Target, target);
    let other_case = target.key.to_lowercase() == source.key.to_lowercase();
    let described =
        !target.key.is_empty() && (!is_name(&source.key) || is_wordy(&source.key) && !other_case);
    if described {
        if outer {
            spaced(target, source, cx);
        }
        return;
    }
    let message = if target.key.is_empty() {
        format!("the placeholder {} is empty", quote(theirs))
    } else {
        let (was, is) = quote_both(theirs, ours);
        format!("the placeholder {was} became {is}")
    };
    let finding = cx.report(target.span, message);
    finding
        .source(source.span, "the source's placeholder")
        .detail(&*source.key)
        .fact(Side::Source, source.span)
        .help("write the placeholder as the source does; the reader puts a value in its place");
    if matched.target.is_some() && target.key.eq_ignore_ascii_case(&source.key) {
        finding.fix(Safety::Safe, target.span, theirs);
    }
}

fn missing(matched: &Match, source: &Fact<'_>, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let Some(place) = bitext.counterpart(source.span) else { return };
    // As code, or with other brackets, it is there all the same.
    let ours = bitext.text(Side::Target, place);
    if ours.contains(&*source.key) && is_name(&source.key) && source.key.len() > 2
        || matched.target.is_some()
        || !is_name(&source.key) && ours.contains(['<', '＜', '〈'])
    {
        return;
    }
    let theirs = bitext.text(Side::Source, source.span);
    cx.report(place, format!("the placeholder {} is gone", quote(theirs)))
        .label("not in here")
        .source(source.span, "in the source")
        .detail(&*source.key)
        .fact(Side::Source, source.span)
        .help("put the placeholder back where the sentence needs it");
}
