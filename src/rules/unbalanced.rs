//! What the rules about marks that stand in pairs share: brackets and quotation marks that balance in the
//! source and not in the target.

use super::{Ctx, Rule, quote::quote};
use crate::{
    bitext::{Bitext, Side, Stretch},
    facts::{Facts, Mark, MarkKind, View},
};

/// A rule about marks that stand in pairs.
pub(super) struct Unbalanced {
    /// What the rule calls one of the marks, once in full and then in short.
    pub(super) name: [&'static str; 2],
    /// Whether it is about a mark.
    pub(super) wants: fn(MarkKind) -> bool,
    /// The first mark of a view without a counterpart.
    pub(super) unmatched: fn(&Facts<'_>, &View<'_>) -> Option<Mark>,
    /// Whether nothing is said of a mark in a view of the target and the stretch around it.
    pub(super) lets_be: fn(&Bitext<'_>, &View<'_>, Stretch) -> bool,
}

impl Rule for Unbalanced {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (_, target, source) in bitext.pairs_with(self.wants) {
            if target.is_prose() && !target.stray_backtick && !source.stray_backtick {
                self.check(cx, target, source);
            }
        }
    }
}

impl Unbalanced {
    fn check(&self, cx: &mut Ctx<'_, '_>, target: &View<'_>, source: &View<'_>) {
        let bitext = cx.bitext;
        let Some(alone) = (self.unmatched)(&bitext.target_facts, target) else { return };
        let source_facts = bitext.source_facts.as_ref();
        if source_facts.is_none_or(|facts| (self.unmatched)(facts, source).is_some()) {
            return;
        }
        let Some(stretch) = bitext.stretch_at(alone.span.start) else { return };
        if (self.lets_be)(bitext, target, stretch) {
            return;
        }
        let [name, short] = self.name;
        let text = bitext.text(Side::Target, alone.span);
        let around = bitext.with_neighbours(alone.span, stretch.target);
        let message = format!(
            "the {name} {} has no counterpart in {}",
            quote(text),
            quote(bitext.text(Side::Target, around))
        );
        let finding = cx.report(alone.span, message);
        finding.help(format!("complete the pair, or remove the {short}")).detail(text);
        if let Some(source) = stretch.source {
            finding.source(source, format!("the {name}s of the source balance"));
        }
    }
}
