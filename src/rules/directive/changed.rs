//! `directive/changed`: a directive is gone, or differs from the source's in what is not translated.

use crate::{
    bitext::{BlockPair, Looks},
    facts::FactKind,
    rules::{Ctx, Rule, compare, options::Options},
};

struct Changed;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Changed)
}

/// Directives that have a rule of their own.
const OTHERS: [&str; 3] = ["moniker", "zone", "include"];

impl Rule for Changed {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Directive])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        compare::report_changed(cx, pair, |name| {
            !OTHERS.contains(&name) && name != "code" && !name.starts_with("code-")
        });
    }
}
