//! `term/ui-string`: a bold label is not the product's string for it.

use crate::{
    bitext::{BlockPair, Looks, Side},
    diagnostic::Safety,
    facts::{Fact, FactKind, collapse},
    rules::{Ctx, Rule, options::Options, quote::quote},
};
use std::collections::BTreeMap;

/// Makes the check; the options hold the strings.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    let strings = options.map("strings").iter();
    Box::new(UiString {
        strings: strings.map(|(source, forms)| (collapse(source), forms.clone())).collect(),
    })
}

struct UiString {
    /// Strings of the product in the source language, each with those of the target's.
    strings: BTreeMap<String, Vec<String>>,
}

impl Rule for UiString {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Strong])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if self.strings.is_empty() || pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            let (FactKind::Strong, Some(ours), Some(theirs)) =
                (matched.kind, bitext.target_fact(matched), bitext.source_fact(matched))
            else {
                continue;
            };
            let text = |side, fact: &Fact<'_>| {
                collapse(bitext.text(side, fact.text).trim_end_matches(is_end))
            };
            let (shown, label) = (text(Side::Target, ours), text(Side::Source, theirs));
            let Some(forms) = self.strings.get(&label).filter(|_| !bitext.is_damaged(matched))
            else {
                continue;
            };
            if forms.iter().any(|form| collapse(form.trim_end_matches(is_end)) == shown) {
                continue;
            }
            let listed: Vec<String> = forms.iter().map(|form| quote(form)).collect();
            let message = format!(
                "the label {} is called {} in the product, not {}",
                quote(&label),
                listed.join(" or "),
                quote(&shown)
            );
            let finding = cx.report(ours.text, message);
            finding
                .source(theirs.text, "the label in the source")
                .detail(&*label)
                .fact(Side::Source, theirs.span)
                .help(format!("write {}", listed.join(" or ")));
            if let [form] = forms.as_slice() {
                finding.fix(Safety::Unsafe, ours.text, form);
            }
        }
    }
}

/// Marks that belong to the sentence or the button, not to its name.
fn is_end(c: char) -> bool {
    c.is_whitespace() || ".,:;…。、：".contains(c)
}
