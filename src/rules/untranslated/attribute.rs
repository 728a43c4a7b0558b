//! `untranslated/attribute`: an attribute that is meant for the reader stayed in the source language.

use crate::{
    bitext::{BlockPair, Side},
    facts::is_translated_attribute,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Untranslated)
}

struct Untranslated;

impl Rule for Untranslated {
    fn pair(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(view) = bitext.target_view(pair) else { return };
        for index in view.facts.clone() {
            let Some(fact) = bitext.target_facts.facts.get(index as usize) else { continue };
            for attribute in bitext.target_facts.attributes(index) {
                let name = bitext.text(Side::Target, attribute.name);
                let Some(value) = attribute.value else { continue };
                // Alternative texts have a rule of their own, and `text` of `no-loc` stays as it is.
                let other =
                    ["alt", "alt-text", "content"].iter().any(|it| it.eq_ignore_ascii_case(name))
                        || fact.directive_name() == "no-loc";
                // What stands in braces is a script.
                if other
                    || attribute.quote == Some('{')
                    || !is_translated_attribute(name)
                    || !bitext.is_source_language_value(value, false)
                    || bitext.is_untranslated()
                {
                    continue;
                }
                let language = bitext.source_language();
                let said = bitext.text(Side::Target, value);
                cx.report(value, format!("`{name}` is left in {language}: {}", quote(said)))
                    .label(format!("still {language}"))
                    .help("translate the value: readers see it, or hear it read out");
            }
        }
    }
}
