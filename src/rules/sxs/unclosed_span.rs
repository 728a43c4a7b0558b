//! `sxs/unclosed-span`: a half of a pair is never closed, or closed before its text ends.

use crate::{
    diagnostic::Safety,
    grammar::sxs::{Half, PairProblemKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

struct UnclosedSpan;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(UnclosedSpan)
}

impl Rule for UnclosedSpan {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(split) = bitext.split else { return };
        for problem in &split.problems {
            let (half, early) = match problem.kind {
                PairProblemKind::Unclosed(half) => (half, false),
                PairProblemKind::ClosedEarly(half) => (half, true),
                _ => continue,
            };
            let segment = problem.segment.and_then(|index| bitext.segments.get(index as usize));
            let Some(segment) = segment else { continue };
            let (side, end) = match half {
                Half::Target => ("target", split.target.to_file(segment.target).end),
                Half::Source => ("source", split.source.to_file(segment.source).end),
            };
            let id = quote(bitext.id_of(segment));
            let own = problem.related.is_none_or(|first| first == problem.span);
            let message = if early {
                format!("this `</span>` ends the {side} of the pair {id} before its text ends")
            } else if own {
                format!("the {side} of the pair {id} is never closed")
            } else {
                format!("a `<span>` in the {side} of the pair {id} is never closed")
            };
            let help = if early {
                "move the `</span>` to the end of the text"
            } else {
                "add the missing `</span>` at the end of the text"
            };
            let finding = cx.report_in_file(problem.span, message).help(help);
            if let (false, Some(first)) = (own, problem.related) {
                finding.also_in_file(first, "the pair starts here");
            }
            // Behind the text stands the tag that should close it, unless it is the one that moved.
            let rest = Span { start: end, end: segment.file.end.max(end) }.of_text(bitext.file);
            if early {
                finding.fix_in_file(Safety::Unsafe, problem.span, "");
            }
            if !early || !rest.starts_with("</span") {
                finding.fix_in_file(Safety::Unsafe, Span { start: end, end }, "</span>");
            }
        }
    }
}
