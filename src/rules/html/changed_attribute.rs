//! `html/changed-attribute`: an attribute that is not meant for translation differs from the source's.

use crate::{
    bitext::{Bitext, BlockPair, Looks, Side},
    facts::{Fact, FactKind},
    rules::{Ctx, Rule, attributes, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ChangedAttribute)
}

struct ChangedAttribute;

impl Rule for ChangedAttribute {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Tag])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (matched, target, source) in bitext.on_both_sides(pair) {
            if matched.kind != FactKind::Tag
                || bitext.text(Side::Target, target.span) == bitext.text(Side::Source, source.span)
            {
                continue;
            }
            let Some(facts) = &bitext.source_facts else { continue };
            let (Some(ours), Some(theirs)) = (matched.target, matched.source) else { continue };
            let (ours, theirs) = (bitext.target_facts.attributes(ours), facts.attributes(theirs));
            let changes = bitext.changed_attributes(ours, theirs);
            if changes.is_empty() || has_moved(bitext, pair, target) {
                continue;
            }
            let what = format!("`<{}>`", target.key);
            for change in changes {
                // A pair within a tag is reported as such.
                let value = change.target.and_then(|it| it.value);
                let inner = value.and_then(|it| bitext.segment_at(Side::Target, it.start));
                if inner.is_some_and(|segment| segment.target.start > target.span.start) {
                    continue;
                }
                attributes::report(cx, &what, (target.span, source.span), change);
            }
        }
    }
}

/// Whether the source has the tag of the target as it is, elsewhere in the block.
fn has_moved(bitext: &Bitext<'_>, pair: &BlockPair, target: &Fact<'_>) -> bool {
    let (Some(view), Some(facts)) = (bitext.source_view(pair), &bitext.source_facts) else {
        return false;
    };
    let written = bitext.text(Side::Target, target.span);
    facts.facts_in(view).iter().any(|it| it.kind == FactKind::Tag && facts.text(it.span) == written)
}
