//! `placeholder/template`: a shortcode, tag or expression differs from the source's, or does not
//! balance.

use crate::{
    ast::{BlockKind, Directive, ProblemKind, RegionKind},
    bitext::{Bitext, BlockPair, Looks, Match, Side, Verdict},
    diagnostic::{Safety, Severity},
    facts::{Fact, FactKind},
    rules::{
        Ctx, Rule,
        options::Options,
        quote::{quote, quote_both},
    },
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Template)
}

struct Template;

impl Rule for Template {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let engine =
            |kind| matches!(kind, RegionKind::Element | RegionKind::Shortcode | RegionKind::Liquid);
        // What the source has too is its own fault.
        let mut inherited: Vec<(ProblemKind, &str)> =
            bitext.source.map_or_else(Vec::new, |source| {
                let each = source.problems.iter();
                each.map(|it| (it.kind, it.span.of_text(source.text).trim())).collect()
            });
        for problem in &bitext.target.problems {
            let written = problem.span.of_text(bitext.target.text).trim();
            let same = inherited.iter().position(|known| *known == (problem.kind, written));
            if let Some(same) = same {
                inherited.swap_remove(same);
                continue;
            }
            let shown = quote(written);
            let (message, help) = match problem.kind {
                ProblemKind::UnclosedRegion(kind) if engine(kind) => {
                    (format!("{shown} has no end"), "put the end back where the source has it")
                }
                ProblemKind::OrphanEnd(kind) if engine(kind) => {
                    (format!("{shown} ends nothing"), "put back what it ends, or take the end out")
                }
                _ => continue,
            };
            cx.report(problem.span, message)
                .help(help)
                .detail(written)
                .fact(Side::Target, problem.span);
        }
    }

    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Template])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared || pair.target.is_none() || pair.source.is_none() {
            return;
        }
        for matched in bitext.matches_of(pair) {
            if matched.kind == FactKind::Template && !bitext.is_damaged(matched) {
                check(matched, cx);
            }
        }
        left_open(pair, cx);
    }
}

/// Reports what has an end in the source and none here: many shortcodes and tags may stand alone, so
/// only the source tells that an end is missing.
fn left_open(pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let (Some(target), Some(source)) = (bitext.target_view(pair), bitext.source_view(pair)) else {
        return;
    };
    let (Some(ours), Some(theirs)) = (target.block, source.block) else { return };
    let BlockKind::Region(region) = &theirs.kind else { return };
    let engine = matches!(region.kind, RegionKind::Shortcode | RegionKind::Liquid);
    let (Some(close), BlockKind::Directive(open)) = (&region.close, &ours.kind) else { return };
    let name = |side, it: &Directive| bitext.text(side, it.name);
    if !engine
        || open.closing
        || name(Side::Target, open) != name(Side::Source, &region.open)
        || bitext.target.problems.iter().any(|it| it.span.overlaps(open.span))
    {
        return;
    }
    let shown = quote(bitext.text(Side::Target, open.span));
    cx.report(open.span, format!("{shown} has no end"))
        .source(close.span, "the source has one")
        .detail(bitext.text(Side::Source, close.span))
        .fact(Side::Target, open.span)
        .help("put the end back where the source has it");
}

fn check(matched: &Match, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let text = |side, fact: &Fact<'_>| bitext.text(side, fact.span);
    match (matched.verdict, bitext.target_fact(matched), bitext.source_fact(matched)) {
        (Verdict::Changed, Some(ours), Some(theirs)) => {
            let (is, was) = (text(Side::Target, ours), text(Side::Source, theirs));
            let (before, now) = quote_both(was, is);
            let finding = cx.report(ours.span, format!("{before} became {now}"));
            finding
                .source(theirs.span, "in the source")
                .detail(&*theirs.key)
                .fact(Side::Source, theirs.span)
                .help("write it as the source does: names and arguments are read by a program");
            if is_all_key(was, theirs) {
                finding.fix(Safety::Safe, ours.span, was);
            }
        }
        // It may stand there in code.
        (Verdict::Missing, _, Some(theirs)) if matched.plain.is_none() => {
            let Some(place) = place(bitext, theirs.span) else { return };
            let was = text(Side::Source, theirs);
            cx.report(place, format!("{} is gone", quote(was)))
                .label("not in here")
                .source(theirs.span, "in the source")
                .detail(&*theirs.key)
                .fact(Side::Source, theirs.span)
                .help("put it back: it is replaced when the page is built");
        }
        (Verdict::Extra, Some(ours), _) => {
            let is = text(Side::Target, ours);
            cx.report(ours.span, format!("{} is not in the source", quote(is)))
                .detail(&*ours.key)
                .fact(Side::Target, ours.span)
                // A translation may well have a note of its own.
                .severity(Severity::Warning)
                .help("take it out, or put it into the source");
        }
        _ => {}
    }
}

/// Where something that is missing is told; nowhere if the place is nothing but that.
fn place(bitext: &Bitext<'_>, source: Span) -> Option<Span> {
    bitext.counterpart(source).filter(|place| !place.is_empty())
}

/// Whether nothing of a text is meant for translation: all its letters and digits are in the key.
fn is_all_key(written: &str, fact: &Fact<'_>) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(written) == letters(&fact.key)
}
