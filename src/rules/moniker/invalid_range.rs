//! `moniker/invalid-range`: a moniker range that cannot be read or names an unknown moniker.

use crate::{
    ast::{BlockKind, RegionKind},
    bitext::Side,
    facts::Facts,
    grammar::moniker_range,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

struct InvalidRange {
    /// The monikers that exist; any are accepted where there are none.
    known: Vec<String>,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(InvalidRange { known: options.list("monikers").to_vec() })
}

impl Rule for InvalidRange {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let facts = &cx.bitext.target_facts;
        let source = cx.bitext.source_facts.as_ref().filter(|_| cx.bitext.split.is_none());
        let inherited = source.map_or_else(Vec::new, |source| {
            let of_text = |span: Span| source.text(span);
            ranges(source).into_iter().map(of_text).collect::<Vec<_>>()
        });
        for range in ranges(facts) {
            if !inherited.contains(&facts.text(range)) {
                self.check(range, cx);
            }
        }
    }
}

impl InvalidRange {
    fn check(&self, span: Span, cx: &mut Ctx<'_, '_>) {
        let text = cx.bitext.text(Side::Target, span);
        let range = moniker_range::parse(text);
        if let Some(rest) = range.rest {
            let from = &text[rest.range()];
            let message = if from.is_empty() {
                format!("the moniker range {} stops short", quote(text))
            } else {
                format!("the moniker range {} cannot be read from {} on", quote(text), quote(from))
            };
            cx.report(span, message)
                .help("write monikers with `=`, `>=`, `<=`, `>` or `<` before them, and `||` between sets");
            return;
        }
        for moniker in range.monikers {
            let name = moniker.of_text(text);
            if !self.known.is_empty() && !self.known.iter().any(|known| known == name) {
                cx.report(
                    moniker.shifted(span.start),
                    format!("{} is no known moniker", quote(name)),
                )
                .help("use a moniker that the product's versions define");
            }
        }
    }
}

/// The ranges of an article: of its front matter, then of its fences.
fn ranges(facts: &Facts<'_>) -> Vec<Span> {
    let article = facts.article;
    let mut found = Vec::new();
    let entry = article.front_matter.as_ref().and_then(|it| it.get(article.text, "monikerRange"));
    if let Some(crate::ast::ValueKind::Scalar(scalar)) = entry.map(|entry| &entry.value.kind) {
        let quotes = u32::from(scalar.style != crate::ast::ScalarStyle::Plain);
        let span = scalar.span;
        if span.len() as u32 > 2 * quotes {
            found.push(Span { start: span.start + quotes, end: span.end - quotes });
        }
    }
    for block in &facts.special {
        if let BlockKind::Region(region) = &block.kind
            && region.kind == RegionKind::Moniker
        {
            let named = |name: Span| name.of_text(article.text).eq_ignore_ascii_case("range");
            let range = region.open.attributes.iter().find(|it| named(it.name));
            found.extend(range.and_then(|it| it.value));
        }
    }
    found
}
