//! `link/missing-space`: a letter touches a link in the target but not in the source.

use crate::{
    bitext::{BlockPair, Looks, Side},
    diagnostic::Safety,
    facts::{Fact, FactKind},
    rules::{Ctx, Rule, options::Options, quote::quote, touching},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MissingSpace)
}

struct MissingSpace;

impl Rule for MissingSpace {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if bitext.source.is_none() {
            for link in bitext.target_facts.facts.iter().filter(|fact| fact.is_link()) {
                check(link, None, cx);
            }
        }
    }

    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Link, FactKind::Url, FactKind::Xref])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (_, target, source) in bitext.on_both_sides(pair) {
            if target.is_link() {
                check(target, Some(source), cx);
            }
        }
    }
}

fn check<'a>(link: &Fact<'a>, source: Option<&Fact<'a>>, cx: &mut Ctx<'_, 'a>) {
    let bitext = cx.bitext;
    let shown = || format!("the link {}", quote(bitext.text(Side::Target, link.text)));
    touching::report(cx, link, source, shown, "the link", |_, _| Safety::Safe);
}
