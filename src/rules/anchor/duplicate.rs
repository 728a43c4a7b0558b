//! `anchor/duplicate`: a hand-written anchor stands twice.

use crate::{
    bitext::Bitext,
    facts::{Anchor, Facts},
    rules::{Ctx, Rule, options::Options, quote::quote},
};
use std::collections::BTreeMap;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Duplicate)
}

struct Duplicate;

impl Rule for Duplicate {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let anchors: Vec<Anchor<'_>> = bitext.target_facts.anchors().collect();
        let mut names: Vec<&str> = anchors.iter().map(|anchor| anchor.name).collect();
        names.sort_unstable();
        // In nearly every article each stands once.
        if !names.windows(2).any(|two| two.first() == two.last()) {
            return;
        }
        let mut seen: BTreeMap<&str, Vec<Anchor<'_>>> = BTreeMap::new();
        for anchor in anchors {
            seen.entry(anchor.name).or_default().push(anchor);
        }
        seen.retain(|_, list| list.len() > 1);
        let mut source: BTreeMap<&str, usize> = BTreeMap::new();
        for anchor in bitext.source_facts.iter().flat_map(Facts::anchors) {
            *source.entry(anchor.name).or_default() += 1;
        }
        for (name, list) in seen {
            // What the source repeats as often is its own affair; tools repeat the names that they
            // make for headings.
            let repeated = source.get(name).is_some_and(|count| *count >= list.len());
            let made = list.iter().filter(|anchor| is_made(bitext, anchor)).count();
            if repeated || made == list.len() {
                continue;
            }
            let Some((first, others)) = list.split_first() else { continue };
            for other in others {
                cx.report(other.span, format!("the anchor {} stands twice", quote(name)))
                    .also(first.span, "the first one")
                    .detail(name)
                    .help("rename or remove one of them: links lead to the first");
            }
        }
    }
}

/// Whether a tool may have made an anchor: it is the only thing before a heading's text.
fn is_made(bitext: &Bitext<'_>, anchor: &Anchor<'_>) -> bool {
    let facts = &bitext.target_facts;
    anchor.in_heading
        && facts
            .view_at(anchor.span.start)
            .and_then(|view| facts.views.get(view))
            .is_some_and(|view| view.text().start == anchor.span.start)
}
