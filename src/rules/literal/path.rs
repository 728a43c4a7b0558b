//! `literal/path`: a path of Windows or Unix, or a key of the registry, differs.

use crate::{
    facts::VerbatimKind,
    rules::{Rule, lost::LostRule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(LostRule::new(
        |_| "path",
        |lost, _| lost.kind == VerbatimKind::Path,
        "write the path as the source does, folder by folder",
    ))
}
