//! What the rules that read [`Lost`] tokens share: a finding for each token that a rule is about.

use super::{Ctx, Rule, quote::quote};
use crate::{
    bitext::{Fault, Lost, Side},
    diagnostic::{Safety, Severity},
    facts::VerbatimKind,
};

/// A rule about lost tokens.
pub(super) struct LostRule {
    /// What the rule calls such a token.
    pub(super) name: fn(VerbatimKind) -> &'static str,
    /// Whether the rule is about a token.
    pub(super) wants: fn(&Lost, &Ctx<'_, '_>) -> bool,
    /// What to do.
    pub(super) help: &'static str,
    /// Whether what stands in its place may be replaced by it.
    pub(super) fix: fn(&Fault) -> Option<Safety>,
    /// A severity other than the page's.
    pub(super) severity: fn(&Fault) -> Option<Severity>,
}

impl LostRule {
    /// A rule whose fixes are safe where the token stands there torn or in another case, and that has
    /// one severity.
    pub(super) fn new(
        name: fn(VerbatimKind) -> &'static str,
        wants: fn(&Lost, &Ctx<'_, '_>) -> bool,
        help: &'static str,
    ) -> LostRule {
        LostRule { name, wants, help, fix: if_torn, severity: |_| None }
    }
}

fn if_torn(fault: &Fault) -> Option<Safety> {
    matches!(fault, Fault::Spaced(_) | Fault::Case(_)).then_some(Safety::Safe)
}

impl Rule for LostRule {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for lost in bitext.lost_verbatims() {
            if (self.wants)(lost, cx) {
                self.report(lost, cx);
            }
        }
    }
}

impl LostRule {
    fn report(&self, lost: &Lost, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let name = (self.name)(lost.kind);
        let theirs = bitext.text(Side::Source, lost.source);
        let shown = quote(theirs);
        let (span, message, label) = match lost.fault {
            Fault::Spaced(span) => (span, format!("the {name} {shown} is torn by spaces"), ""),
            Fault::Case(span) => {
                let ours = quote(bitext.text(Side::Target, span));
                (span, format!("the {name} {shown} is written {ours}"), "in another case")
            }
            Fault::Glued(span) => {
                let after = bitext.target_facts.letters_after(span.end);
                let span = after.map_or(span, |letters| span.join(letters));
                let ours = quote(bitext.text(Side::Target, span));
                (span, format!("the {name} {shown} runs into the next word: {ours}"), "")
            }
            Fault::Changed(span) => {
                let ours = quote(bitext.text(Side::Target, span));
                (span, format!("the {name} {shown} became {ours}"), "")
            }
            Fault::Gone => (lost.within, format!("the {name} {shown} is gone"), "not in here"),
        };
        let finding = cx.report(span, message);
        finding
            .label(label)
            .source(lost.source, "in the source")
            .detail(theirs)
            .fact(Side::Source, lost.source)
            .help(self.help);
        if let Some(severity) = (self.severity)(&lost.fault) {
            finding.severity(severity);
        }
        // Another mark between the same digits is the one thing that differs.
        let repunctuated = lost.kind == VerbatimKind::Version
            && matches!(lost.fault, Fault::Changed(_))
            && bitext.text(Side::Target, span).replace(',', ".") == theirs;
        if let Some(safety) = (self.fix)(&lost.fault).or(repunctuated.then_some(Safety::Safe)) {
            finding.fix(safety, span, theirs);
        }
    }
}
