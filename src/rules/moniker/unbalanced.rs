//! `moniker/unbalanced`: a moniker fence without end, or an end without fence.

use crate::{
    ast::RegionKind,
    rules::{Ctx, Rule, options::Options, regions},
};

struct Unbalanced;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Unbalanced)
}

impl Rule for Unbalanced {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        regions::report_unbalanced(cx, RegionKind::Moniker, "moniker fence", "::: moniker-end");
    }
}
