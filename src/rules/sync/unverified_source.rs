//! `sync/unverified-source`: the version of the source that a translation was made from is not at
//! hand.

use crate::{
    facts::revision,
    rules::{Ctx, Rule, options::Options, start::start},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(UnverifiedSource)
}

struct UnverifiedSource;

impl Rule for UnverifiedSource {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(why) = bitext.unverified.filter(|_| bitext.is_two_files()) else { return };
        let front = bitext.target.front_matter.as_ref();
        let named = front
            .and_then(|front| revision(front, bitext.target.text, bitext.revision_key))
            .map(|revision| revision.span)
            .filter(|span| !span.is_empty());
        cx.report(
            named.unwrap_or_else(|| start(bitext)),
            format!("the source that this was translated from is not at hand: {why}"),
        )
        .help(
            "fetch the history of the source, or record its commit with `loclint ack`; \
             `--against head` takes today's source for the right one",
        );
    }
}
