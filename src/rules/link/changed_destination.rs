//! `link/changed-destination`: a link of the target leads to another place than the source's.

use crate::{
    bitext::{BlockPair, Looks, Side, Verdict},
    diagnostic::Safety,
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote_both},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ChangedDestination)
}

struct ChangedDestination;

impl Rule for ChangedDestination {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Link, FactKind::Url, FactKind::Xref]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (matched, target, source) in bitext.on_both_sides(pair) {
            if matched.verdict != Verdict::Changed || !target.is_link() || !source.is_link() {
                continue;
            }
            let (is, was) = quote_both(&target.key, &source.key);
            let message = format!("the link leads to {is}, not to {was}");
            let finding = cx.report(target.span, message);
            finding
                .source(source.span, "the source's link")
                .detail(&*source.key)
                .fact(Side::Source, source.span)
                .help(format!("link to {was}"));
            if target.kind == source.kind
                && let (Some(place), Some(other)) = (target.destination(), source.destination())
            {
                // In one file both destinations are resolved from the same folder.
                let safety = if bitext.split.is_some() { Safety::Safe } else { Safety::Unsafe };
                finding.fix(safety, place, bitext.text(Side::Source, other));
            }
        }
    }
}
