//! `sxs/swallowed-directive`: a directive line has become the text of a pair.

use crate::{
    ast::{Directive, DirectiveSyntax, ProblemKind, RegionKind, SyntaxProblem},
    bitext::{Bitext, SegmentPair, Side},
    diagnostic::Safety,
    grammar::near_directive,
    rules::{Ctx, Rule, options::Options, quote::quote, regions},
    text::Span,
};

struct SwallowedDirective;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(SwallowedDirective)
}

impl Rule for SwallowedDirective {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if bitext.split.is_none() {
            return;
        }
        for problem in &bitext.target.problems {
            let ProblemKind::NearDirective(kind) = problem.kind else { continue };
            if let Some(segment) =
                holder(bitext, problem.span).filter(|_| kind != RegionKind::Other)
            {
                report(cx, segment, problem.span, end_of(bitext, problem));
            }
        }
        for directive in regions::ends_and_openers(&bitext.target_facts) {
            if let Some(segment) = holder(bitext, directive.span).filter(|_| is_fence(directive)) {
                report(cx, segment, directive.span, None);
            }
        }
    }
}

fn report(cx: &mut Ctx<'_, '_>, segment: &SegmentPair, line: Span, end: Option<Span>) {
    let text = line.of_text(cx.bitext.target.text);
    let message = format!("the directive {} became the text of a pair", quote(text));
    let finding = cx
        .report(line, message)
        .help("write the directive on a line of its own, without pair tags")
        .fact(Side::Target, line);
    if let Some(end) = end {
        finding.also(end, "so this end has no opener");
    }
    if let Some(mended) = near_directive::examine(text).mended {
        finding.fix_in_file(Safety::Safe, segment.file, mended);
    }
}

/// The segment that a line of the target starts in.
fn holder<'b>(bitext: &'b Bitext<'_>, line: Span) -> Option<&'b SegmentPair> {
    bitext.segment_at(Side::Target, line.start).filter(|segment| segment.target.end >= line.end)
}

/// The end that lacks the opener which a line was meant to be.
fn end_of(bitext: &Bitext<'_>, near: &SyntaxProblem) -> Option<Span> {
    let end = bitext.target.problems.iter().find(|problem| {
        matches!(problem.kind, ProblemKind::OrphanEnd(_)) && problem.related == Some(near.span)
    });
    end.map(|problem| problem.span)
}

fn is_fence(directive: &Directive) -> bool {
    directive.syntax == DirectiveSyntax::Colons && !directive.self_closing
}
