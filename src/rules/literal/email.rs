//! `literal/email`: an e-mail address is broken by spaces.

use crate::{
    bitext::Fault,
    facts::VerbatimKind,
    rules::{Rule, lost::LostRule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(LostRule::new(
        |_| "address",
        |lost, _| lost.kind == VerbatimKind::Email && matches!(lost.fault, Fault::Spaced(_)),
        "take the spaces out of the address",
    ))
}
