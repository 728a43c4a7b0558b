//! `literal/spaced-identifier`: an identifier or a file name is torn by spaces.

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
                && matches!(lost.fault, Fault::Spaced(_))
        },
        "take the spaces out of the name",
    ))
}
