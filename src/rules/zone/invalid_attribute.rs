//! `zone/invalid-attribute`: an attribute of a zone cannot be read.

use crate::{
    ast::{Attribute, BlockKind, RegionKind},
    bitext::Side,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

struct InvalidAttribute;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(InvalidAttribute)
}

impl Rule for InvalidAttribute {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let mut zones: Vec<(Span, &[Attribute])> = Vec::new();
        for block in &bitext.target_facts.special {
            if let BlockKind::Region(region) = &block.kind
                && region.kind == RegionKind::Zone
            {
                zones.push((region.open.span, &region.open.attributes));
            }
        }
        for (span, attributes) in zones {
            check(cx, span, attributes);
        }
    }
}

fn check(cx: &mut Ctx<'_, '_>, zone: Span, attributes: &[Attribute]) {
    let bitext = cx.bitext;
    let help = "write `target=\"docs\"`, `chromeless` or `pdf`, or `pivot=\"a,b\"` in lower case";
    let (mut pdf, mut pivot) = (false, None);
    for attribute in attributes {
        let name = bitext.text(Side::Target, attribute.name).to_ascii_lowercase();
        let value = attribute.value.map_or("", |it| bitext.text(Side::Target, it));
        let good = match &*name {
            "target" => {
                pdf |= value.eq_ignore_ascii_case("pdf");
                ["docs", "chromeless", "pdf"].iter().any(|it| it.eq_ignore_ascii_case(value))
            }
            "pivot" => {
                pivot = Some(attribute.span);
                value.split(',').all(|one| {
                    let one = one.trim();
                    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
                    !one.is_empty() && one.bytes().all(plain)
                })
            }
            _ => false,
        };
        if !good {
            let written = bitext.text(Side::Target, attribute.span);
            cx.report(attribute.span, format!("a zone cannot have {}", quote(written))).help(help);
        }
    }
    if let Some(pivot) = pivot.filter(|_| pdf) {
        cx.report(pivot, "a zone for PDF has a pivot").help("take `pivot` out");
    }
    if attributes.is_empty() {
        cx.report(zone, "the zone does not say for whom it is").help(help);
    }
}
