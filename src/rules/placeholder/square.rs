//! `placeholder/square`: a placeholder in square brackets is missing or translated.

use crate::{
    bitext::{Bitext, Side, Unit, UnitWords},
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Square)
}

struct Square;

impl Rule for Square {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for UnitWords { unit, .. } in cx.bitext.units() {
            check(unit, cx);
        }
    }
}

fn check(unit: Unit, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let theirs = placeholders(bitext, Side::Source, unit.source);
    if theirs.is_empty() {
        return;
    }
    let name = |side, span: Span| bitext.text(side, span);
    let mut ours: Vec<Span> = placeholders(bitext, Side::Target, unit.target);
    for source in theirs {
        let wanted = name(Side::Source, source);
        let same = ours.iter().position(|it| name(Side::Target, *it) == wanted);
        if let Some(at) = same {
            ours.remove(at);
            continue;
        }
        let around = bitext.text(Side::Target, bitext.around(unit));
        if around.contains(wanted) {
            continue;
        }
        cx.report(unit.target, format!("the placeholder `[{wanted}]` is gone"))
            .label("not in here")
            .source(source, "in the source")
            .detail(wanted)
            .fact(Side::Source, source)
            .help(format!("write {} as the source does", quote(&format!("[{wanted}]"))));
    }
}

/// What stands between square brackets in capital letters, and is neither a link nor code.
fn placeholders(bitext: &Bitext<'_>, side: Side, span: Span) -> Vec<Span> {
    let text = bitext.text(side, span);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find(['[', '［'])) {
        let open = from + open;
        let start =
            open + text.get(open..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8);
        from = start;
        let rest = text.get(start..).unwrap_or("");
        let Some(end) = rest.find(|c: char| !is_name(c)) else { break };
        let (inner, after) = rest.split_at(end);
        let after = after.strip_prefix('\\').unwrap_or(after);
        let closed = after.strip_prefix(['］', ']']);
        let plain = closed.is_some_and(|after| !after.starts_with(['(', '[', ':']));
        let letters = inner.chars().filter(char::is_ascii_uppercase).count();
        let place = Span::new(start, start + inner.len()).shifted(span.start);
        if plain && letters > 1 && !is_code(bitext, side, place) {
            found.push(place);
        }
    }
    found
}

fn is_name(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '_' | '-')
}

fn is_code(bitext: &Bitext<'_>, side: Side, place: Span) -> bool {
    let view = bitext.facts(side).and_then(|facts| {
        let view = facts.views.get(facts.view_at(place.start)?)?;
        Some(facts.facts_in(view))
    });
    view.unwrap_or_default().iter().any(|fact| {
        fact.span.contains(place)
            && matches!(fact.kind, FactKind::Code | FactKind::Link | FactKind::Image)
    })
}
