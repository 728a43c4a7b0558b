//! `term/glossary`: a term of the project's glossary is rendered by none of its forms.

use crate::{
    bitext::{Side, UnitWords},
    rules::{
        Ctx, Rule,
        options::Options,
        quote::quote,
        terms::{Case, find},
    },
};

/// Makes the check; the options hold the glossary.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    let terms = options.map("terms").iter();
    Box::new(Glossary { terms: terms.map(|(term, forms)| (term.clone(), forms.clone())).collect() })
}

struct Glossary {
    /// Terms of the source, each with the forms that render it.
    terms: Vec<(String, Vec<String>)>,
}

impl Rule for Glossary {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        if self.terms.is_empty() {
            return;
        }
        let bitext = cx.bitext;
        for UnitWords { unit, .. } in bitext.units() {
            let theirs = bitext.text(Side::Source, unit.source);
            for (term, forms) in &self.terms {
                let Some(found) = find(theirs, term, Case::Any) else { continue };
                let around = bitext.text(Side::Target, bitext.around(unit));
                if forms.is_empty()
                    || forms.iter().any(|form| find(around, form, Case::Any).is_some())
                {
                    continue;
                }
                let source = found.shifted(unit.source.start);
                let listed: Vec<String> =
                    forms.iter().map(|form| quote(form.trim_end_matches('*'))).collect();
                let shown = quote(found.of_text(theirs));
                let message = format!("the term {shown} is not rendered as the glossary says");
                cx.report(unit.target, message)
                    .label(format!("no {} in here", listed.join(" or ")))
                    .source(source, "the term in the source")
                    .detail(&**term)
                    .fact(Side::Source, source)
                    .help(format!("write {}", listed.join(" or ")));
            }
        }
    }
}
