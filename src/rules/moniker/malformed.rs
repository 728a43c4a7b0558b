//! `moniker/malformed`: a line that is nearly a moniker fence.

use crate::{
    ast::{ProblemKind, RegionKind},
    bitext::Side,
    diagnostic::Safety,
    grammar::near_directive::{self, Flaw},
    rules::{Ctx, Rule, options::Options, quote::quote, regions},
};

struct Malformed;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Malformed)
}

impl Rule for Malformed {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for problem in regions::own_problems(cx.bitext) {
            if problem.kind != ProblemKind::NearDirective(RegionKind::Moniker) {
                continue;
            }
            let line = problem.span.of_text(cx.bitext.target.text);
            let near = near_directive::examine(line);
            let why = near.flaw.map_or("it is not written as one", because);
            let message = format!("{} is no moniker fence: {why}", quote(line));
            let finding = cx
                .report(problem.span, message)
                .help("write `::: moniker range=\"…\"` or `::: moniker-end`, alone on its line")
                .fact(Side::Target, problem.span);
            if let Some(mended) = near.mended {
                finding.fix(Safety::Safe, problem.span, mended);
            }
        }
    }
}

/// A flaw as a reason.
fn because(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::WideColons => "its colons are full-width",
        Flaw::FewColons => "it has fewer than three colons",
        Flaw::Name => "its name is not spelled like that",
        Flaw::Quotes => "its quotes are not straight double quotes",
        Flaw::EqualsSpace => "white space stands around its `=`",
        Flaw::Attributes => "it must have `range`, and nothing else",
        Flaw::Trailing => "other text stands on its line",
    }
}
