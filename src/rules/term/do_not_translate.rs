//! `term/do-not-translate`: a term that the article says is not to be translated is missing.

use crate::{
    ast::Directive,
    bitext::{Bitext, BlockPair, Looks, Side, UnitWords},
    facts::{Fact, FactKind},
    rules::{
        Ctx, Rule,
        options::Options,
        quote::quote,
        terms::{Case, find},
    },
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(DoNotTranslate)
}

struct DoNotTranslate;

impl Rule for DoNotTranslate {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if bitext.kept_terms.is_empty() {
            return;
        }
        for UnitWords { unit, .. } in bitext.units() {
            for &term in &bitext.kept_terms {
                let theirs = bitext.text(Side::Source, unit.source);
                let Some(found) = find(theirs, term, Case::Exact) else { continue };
                let ours = bitext.text(Side::Target, unit.target);
                let around = bitext.text(Side::Target, bitext.around(unit));
                let stem = format!("{term}*");
                if find(ours, &stem, Case::Exact).is_some()
                    || find(around, term, Case::Exact).is_some()
                {
                    continue;
                }
                let source = found.shifted(unit.source.start);
                let other = find(ours, term, Case::Any).map(|at| at.shifted(unit.target.start));
                report(term, other.unwrap_or(unit.target), source, "the list `no-loc`", cx);
            }
        }
    }

    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Directive])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            if matched.kind != FactKind::Directive || bitext.is_damaged(matched) {
                continue;
            }
            let Some(source) = bitext.source_fact(matched) else { continue };
            let Some(term) = kept_text(bitext, Side::Source, source) else { continue };
            let target = bitext.target_fact(matched);
            if target.and_then(|fact| kept_text(bitext, Side::Target, fact)) == Some(term) {
                continue;
            }
            let place = target.map(|fact| fact.span).or_else(|| bitext.counterpart(source.span));
            let Some(place) = place else { continue };
            if target.is_none() && bitext.text(Side::Target, place).contains(term) {
                continue;
            }
            report(term, place, source.span, "`:::no-loc`", cx);
        }
    }
}

fn report(term: &str, place: Span, source: Span, by: &str, cx: &mut Ctx<'_, '_>) {
    let message = format!("{} is missing, which {by} says is not to be translated", quote(term));
    cx.report(place, message)
        .source(source, "in the source")
        .detail(term)
        .fact(Side::Source, source)
        .help(format!("write {} as the source does", quote(term)));
}

/// The text of a `:::no-loc` directive.
fn kept_text<'a>(bitext: &Bitext<'a>, side: Side, fact: &Fact<'a>) -> Option<&'a str> {
    if fact.directive_name() != "no-loc" {
        return None;
    }
    let directive: &Directive = match &fact.node?.kind {
        crate::ast::InlineKind::Directive(directive) => directive,
        _ => return None,
    };
    let named = |name: Span| bitext.text(side, name).eq_ignore_ascii_case("text");
    let attribute = directive.attributes.iter().find(|attribute| named(attribute.name))?;
    Some(bitext.text(side, attribute.value?))
}
