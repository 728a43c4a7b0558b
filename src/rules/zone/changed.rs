//! `zone/changed`: a zone is gone, or is for other readers than in the source.

use crate::{
    bitext::{BlockPair, Looks},
    facts::FactKind,
    rules::{Ctx, Rule, compare, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Changed)
}

struct Changed;

impl Rule for Changed {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Directive])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        compare::report_changed(cx, pair, |name| name == "zone");
    }
}
