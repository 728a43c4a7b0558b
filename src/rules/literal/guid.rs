//! `literal/guid`: a GUID, another hexadecimal string or an IP address differs.

use crate::{
    facts::VerbatimKind,
    rules::{Rule, lost::LostRule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(LostRule::new(
        |kind| match kind {
            VerbatimKind::Address => "IP address",
            _ => "hexadecimal string",
        },
        |lost, _| matches!(lost.kind, VerbatimKind::Hex | VerbatimKind::Address),
        "copy it from the source, digit by digit",
    ))
}
