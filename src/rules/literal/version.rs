//! `literal/version`: a version number differs.

use crate::{
    facts::VerbatimKind,
    rules::{Rule, lost::LostRule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(LostRule::new(
        |_| "version",
        |lost, _| lost.kind == VerbatimKind::Version,
        "write the version as the source does, with its points",
    ))
}
