//! `sxs/missing-source`: a pair has only its target.

use crate::{
    grammar::sxs::PairProblemKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

struct MissingSource;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MissingSource)
}

impl Rule for MissingSource {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for problem in bitext.pair_problems() {
            let (what, help) = match problem.kind {
                PairProblemKind::MissingSource => (
                    "has no source",
                    "put the source back behind the target, or take out the target's tags",
                ),
                PairProblemKind::MissingLookup => (
                    "shows its source: `<span class=\"sxs-lookup\">` is missing",
                    "wrap the source in `<span class=\"sxs-lookup\">`",
                ),
                _ => continue,
            };
            let segment = problem.segment.and_then(|index| bitext.segments.get(index as usize));
            let Some(segment) = segment else { continue };
            let id = quote(bitext.id_of(segment));
            cx.report_in_file(problem.span, format!("the pair {id} {what}")).help(help);
        }
    }
}
