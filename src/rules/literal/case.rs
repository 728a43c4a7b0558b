//! `literal/case`: a name of code stands there in another case.

use crate::{
    bitext::Fault,
    facts::VerbatimKind,
    rules::{Rule, lost::LostRule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(LostRule::new(
        |kind| if kind == VerbatimKind::FileName { "file name" } else { "name" },
        |lost, _| {
            matches!(lost.kind, VerbatimKind::Identifier | VerbatimKind::FileName)
                && matches!(lost.fault, Fault::Case(_))
        },
        "write the name as the source does",
    ))
}
