//! `moniker/nested`: a moniker fence stands inside another.

use crate::{
    ast::RegionKind,
    rules::{Ctx, Rule, compare, options::Options},
};

struct Nested;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Nested)
}

impl Rule for Nested {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        compare::report_nested(cx, RegionKind::Moniker, "moniker fence");
    }
}
