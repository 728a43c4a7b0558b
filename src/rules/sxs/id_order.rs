//! `sxs/id-order`: the ids of an article change their prefix or run backwards.

use crate::{
    grammar::sxs::PairProblemKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

struct IdOrder;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(IdOrder)
}

impl Rule for IdOrder {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for problem in bitext.pair_problems() {
            let (what, help) = match problem.kind {
                PairProblemKind::PrefixChange => (
                    "has another prefix than",
                    "take out the pair that was pasted from another article, or give it its own id",
                ),
                PairProblemKind::IdBackwards => {
                    ("comes after", "put the pairs back into the order of the source")
                }
                _ => continue,
            };
            let Some(before) = problem.related else { continue };
            // Back to the article's own after a pair from elsewhere.
            let prefix = |id: &str| id.split('-').next().unwrap_or("").to_owned();
            let first = bitext.segments.first().map(|it| prefix(bitext.id_of(it)));
            if problem.kind == PairProblemKind::PrefixChange
                && first == Some(prefix(problem.span.of_text(bitext.file)))
            {
                continue;
            }
            let [own, other] = [problem.span, before].map(|id| quote(id.of_text(bitext.file)));
            cx.report_in_file(problem.span, format!("the id {own} {what} {other}"))
                .also_in_file(before, "the pair before")
                .help(help);
        }
    }
}
