//! `term/glossary`: a term of the project's glossary is rendered by none of its forms.

use crate::{
    bitext::{Side, Unit, UnitWords},
    rules::{
        Ctx, Rule,
        options::Options,
        quote::quote,
        terms::{Case, find},
    },
    text::Span,
};

/// Makes the check; the options hold the glossary.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    let terms = options.map("terms").iter();
    Box::new(Glossary { terms: terms.map(|(term, forms)| (term.clone(), forms.clone())).collect() })
}

/// How many sentences before and behind may have taken a term over.
const NEARBY: usize = 3;

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
        let units: Vec<Unit> = bitext.units().map(|UnitWords { unit, .. }| unit).collect();
        for (at, unit) in units.iter().enumerate() {
            for (term, forms) in &self.terms {
                let Some(source) = find_in_prose(cx, unit.source, term) else { continue };
                let rendered = |unit: &Unit| {
                    let text = bitext.text(Side::Target, unit.target);
                    forms.iter().any(|form| find(text, form, Case::Any).is_some())
                };
                if forms.is_empty() || rendered(unit) {
                    continue;
                }
                // It may have moved to a sentence nearby, whose own source does not ask for it.
                let nearby = units.iter().take(at + NEARBY + 1).skip(at.saturating_sub(NEARBY));
                let moved = nearby
                    .filter(|it| it.source != unit.source)
                    .any(|it| rendered(it) && find_in_prose(cx, it.source, term).is_none());
                if moved {
                    continue;
                }
                let listed: Vec<String> =
                    forms.iter().map(|form| quote(form.trim_end_matches('*'))).collect();
                let shown = quote(bitext.text(Side::Source, source));
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

/// The first place of a term among the words of a source's sentence: code, addresses and tags hold none.
fn find_in_prose(cx: &Ctx<'_, '_>, sentence: Span, term: &str) -> Option<Span> {
    let words = &cx.bitext.source_facts.as_ref()?.words;
    let mut rest = sentence;
    loop {
        let found = find(cx.bitext.text(Side::Source, rest), term, Case::Any)?;
        let found = found.shifted(rest.start);
        let index = words.partition_point(|word| word.span.end <= found.start);
        if words.get(index).is_some_and(|word| word.span.start < found.end) {
            return Some(found);
        }
        rest.start = found.end;
    }
}
