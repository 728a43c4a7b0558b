//! `sxs/id-mismatch`: target and source of a pair have different ids.

use crate::{
    grammar::sxs::PairProblemKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

struct IdMismatch;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(IdMismatch)
}

impl Rule for IdMismatch {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for problem in bitext.pair_problems() {
            let (PairProblemKind::IdMismatch, Some(target)) = (problem.kind, problem.related)
            else {
                continue;
            };
            let [own, other] = [target, problem.span].map(|id| quote(id.of_text(bitext.file)));
            let message = format!("the target's id is {own}, the source's {other}");
            cx.report_in_file(target, message)
                .label("the target's id")
                .also_in_file(problem.span, "the source's id")
                .help("put the target beside the source it translates, with that source's id");
        }
    }
}
