//! `sxs/duplicate-id`: two pairs of an article have the same id.

use crate::{
    grammar::sxs::PairProblemKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

struct DuplicateId;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(DuplicateId)
}

impl Rule for DuplicateId {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for problem in bitext.pair_problems() {
            if problem.kind != PairProblemKind::DuplicateId {
                continue;
            }
            let id = quote(problem.span.of_text(bitext.file));
            let finding = cx
                .report_in_file(problem.span, format!("the id {id} is that of an earlier pair"))
                .label("used again")
                .help("give each pair an id of its own, the same on both sides of the pair");
            if let Some(first) = problem.related {
                finding.also_in_file(first, "first used here");
            }
        }
    }
}
