//! `literal/misspelled`: one or two letters of a name of code differ.

use crate::{
    bitext::Fault,
    facts::VerbatimKind,
    rules::{Rule, lost::LostRule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    let mut rule = LostRule::new(
        |_| "name",
        |lost, _| lost.kind == VerbatimKind::Identifier && matches!(lost.fault, Fault::Changed(_)),
        "write the name as the source does",
    );
    rule.fix = |_| Some(crate::diagnostic::Safety::Safe);
    Box::new(rule)
}
