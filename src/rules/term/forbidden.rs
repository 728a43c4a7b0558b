//! `term/forbidden`: a form that the project forbids.

use crate::{
    bitext::Side,
    diagnostic::Safety,
    facts::View,
    rules::{
        Ctx, Rule,
        options::Options,
        quote::quote,
        terms::{Case, find},
    },
    text::Span,
};

/// Makes the check; the options say which forms are forbidden.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    let forms = options.map("forms").iter();
    Box::new(Forbidden {
        forms: forms.map(|(form, better)| (form.clone(), better.clone())).collect(),
    })
}

struct Forbidden {
    /// Forms, each with what to write instead.
    forms: Vec<(String, Vec<String>)>,
}

impl Rule for Forbidden {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        if self.forms.is_empty() {
            return;
        }
        let bitext = cx.bitext;
        let views: Vec<Span> = bitext
            .target_facts
            .views
            .iter()
            .filter(|view| view.is_prose())
            .map(View::text)
            .collect();
        for span in views {
            for (form, better) in &self.forms {
                let mut rest = span;
                while let Some(found) = find(bitext.text(Side::Target, rest), form, Case::Any) {
                    let found = found.shifted(rest.start);
                    rest.start = found.end;
                    // Code, addresses and tags hold no words.
                    let words = &bitext.target_facts.words;
                    let index = words.partition_point(|word| word.span.end <= found.start);
                    if words.get(index).is_some_and(|word| word.span.start < found.end) {
                        report(form, better, found, cx);
                    }
                }
            }
        }
    }
}

fn report(form: &str, better: &[String], found: Span, cx: &mut Ctx<'_, '_>) {
    let ours = cx.bitext.text(Side::Target, found);
    let listed: Vec<String> = better.iter().map(|form| quote(form)).collect();
    let help = match listed.as_slice() {
        [] => "say it in another way".to_owned(),
        forms => format!("write {}", forms.join(" or ")),
    };
    let finding = cx.report(found, format!("{} is a form that this project forbids", quote(ours)));
    finding.detail(form).help(help);
    if let [only] = better
        && !form.ends_with('*')
    {
        finding.fix(Safety::Unsafe, found, only.clone());
    }
}
