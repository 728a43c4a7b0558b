//! `sync/orphan-target`: a translation whose source is not there.

use crate::rules::{Ctx, Rule, options::Options, start::start};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(OrphanTarget)
}

struct OrphanTarget;

impl Rule for OrphanTarget {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let Some(why) = cx.bitext.orphaned else { return };
        cx.report(start(cx.bitext), format!("the translation has no source: {why}"))
            .help("move the translation to where its source went, or remove it");
    }
}
