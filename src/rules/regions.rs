//! What the rules about moniker fences and zones share.

use super::{Ctx, Finding, quote::quote};
use crate::{
    ast::{BlockKind, Directive, ProblemKind, RegionKind, SyntaxProblem},
    bitext::{Bitext, Side},
    diagnostic::Safety,
    facts::Facts,
    text::Span,
};

/// The target's problems less those that a source in a file of its own has too: they are not the
/// translation's.
pub(super) fn own_problems<'a>(bitext: &Bitext<'a>) -> Vec<&'a SyntaxProblem> {
    let source = bitext.source.filter(|_| bitext.split.is_none());
    let mut inherited: Vec<_> = source.map_or_else(Vec::new, |source| {
        source.problems.iter().map(|it| (it.kind, it.span.of_text(source.text).trim())).collect()
    });
    let own = |problem: &&SyntaxProblem| {
        let text = problem.span.of_text(bitext.target.text).trim();
        let same = inherited.iter().position(|known| *known == (problem.kind, text));
        same.map(|index| inherited.swap_remove(index)).is_none()
    };
    bitext.target.problems.iter().filter(own).collect()
}

/// Openers and ends of the regions of an article, in order of the openers, and ends without region.
pub(super) fn ends_and_openers<'a>(facts: &Facts<'a>) -> Vec<&'a Directive> {
    let mut found = Vec::new();
    for block in &facts.special {
        match &block.kind {
            BlockKind::Region(region) => {
                found.push(&region.open);
                found.extend(&region.close);
            }
            BlockKind::Directive(directive) if !directive.self_closing && directive.colons > 0 => {
                found.push(directive);
            }
            _ => {}
        }
    }
    found
}

/// Reports openers without end, ends without opener and ends with another number of colons. `noun`
/// says what the regions of this kind are called, `ending` is the line that ends one.
pub(super) fn report_unbalanced(cx: &mut Ctx<'_, '_>, kind: RegionKind, noun: &str, ending: &str) {
    let bitext = cx.bitext;
    let quoted = |span: Span| quote(span.of_text(bitext.target.text));
    for problem in own_problems(bitext) {
        let span = problem.span;
        if problem.kind == ProblemKind::UnclosedRegion(kind) {
            // A line that was meant as the end says it better.
            let end = near_line(bitext, kind, |near, line| near > span && !line.contains('='));
            cx.report(span, format!("{noun} {} has no end", quoted(span)))
                .help(format!("write `{ending}` on a line of its own where the {noun} ends"))
                .fact(Side::Target, end.unwrap_or(span));
        } else if problem.kind == ProblemKind::OrphanEnd(kind) {
            let finding = cx
                .report(span, format!("{} ends no {noun}", quoted(span)))
                .help(format!("put the opening line of the {noun} back, or take the end out"));
            let before = || near_line(bitext, kind, |near, _| near < span);
            related(finding, problem.related.or_else(before), "meant as the opener?");
        } else if problem.kind == ProblemKind::ColonMismatch(kind) {
            let finding = cx
                .report(
                    span,
                    format!(
                        "{} has another number of colons than the line that opens the {noun}",
                        quoted(span)
                    ),
                )
                .help("write as many colons as the opening line has");
            related(finding, problem.related, "the opening line");
            let opener = problem.related.unwrap_or(span).of_text(bitext.target.text);
            let end = span.of_text(bitext.target.text);
            let [own, other] =
                [end, opener].map(|line| line.len() - line.trim_start_matches(':').len());
            if own > 0 && other > 0 {
                let colons = Span { start: span.start, end: span.start + own as u32 };
                finding.fix(Safety::Safe, colons, ":".repeat(other));
            }
        }
    }
}

/// The first line that is nearly a directive of a kind, or of one that is not known, and that is wanted.
fn near_line(
    bitext: &Bitext<'_>,
    kind: RegionKind,
    wanted: impl Fn(Span, &str) -> bool,
) -> Option<Span> {
    let problems = bitext.target.problems.iter();
    let mut near = problems.filter(|it| {
        let known = [kind, RegionKind::Other].map(ProblemKind::NearDirective);
        known.contains(&it.kind) && wanted(it.span, it.span.of_text(bitext.target.text))
    });
    near.next().map(|it| it.span)
}

fn related(finding: &mut Finding, other: Option<Span>, words: &str) {
    if let Some(other) = other {
        finding.also(other, words).fact(Side::Target, other);
    }
}
