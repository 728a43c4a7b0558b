//! `sxs/missing-target`: a pair has only its source.

use crate::{
    grammar::sxs::PairProblemKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

struct MissingTarget;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MissingTarget)
}

impl Rule for MissingTarget {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for problem in bitext.pair_problems() {
            if problem.kind != PairProblemKind::MissingTarget {
                continue;
            }
            let segment = problem.segment.and_then(|index| bitext.segments.get(index as usize));
            let Some(segment) = segment else { continue };
            let id = quote(bitext.id_of(segment));
            cx.report_in_file(problem.span, format!("the pair {id} has no target"))
                .source(segment.source, "the page loses this")
                .help("put the target before the source, with the same id");
        }
    }
}
