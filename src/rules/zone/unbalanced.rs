//! `zone/unbalanced`: a zone without end, or an end without zone.

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
        regions::report_unbalanced(cx, RegionKind::Zone, "zone", "::: zone-end");
    }
}
