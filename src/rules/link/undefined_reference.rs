//! `link/undefined-reference`: a link by reference has no definition.

use crate::{
    ast::InlineKind,
    bitext::{Bitext, Side, Verdict},
    facts::{Damage, DamageKind, Fact},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(UndefinedReference)
}

struct UndefinedReference;

impl Rule for UndefinedReference {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let references = bitext.target_facts.damage.iter();
        for damage in references.filter(|it| it.kind == DamageKind::Reference) {
            // Without a source and without definitions two brackets side by side may be anything.
            let lost = lost_link(bitext, damage);
            let meant = bitext.source.is_none() && !bitext.target.definitions.is_empty();
            if lost.is_none() && !meant {
                continue;
            }
            let label = bitext.text(Side::Target, damage.inner);
            let message = format!("the reference {} has no definition", quote(label));
            let finding = cx.report(damage.span, message);
            finding.label("shows as text").detail(label).help(
                "write the label as its definition has it, or add `[label]: destination` at the end",
            );
            if let Some(source) = lost {
                finding.source(source.span, "a link in the source").fact(Side::Source, source.span);
            }
        }
    }
}

/// A link by reference that the source has in the place and the target has lost.
fn lost_link<'b, 'a>(bitext: &'b Bitext<'a>, damage: &Damage) -> Option<&'b Fact<'a>> {
    let pair = bitext.pair_at(Side::Target, damage.span.start)?;
    bitext.matches_of(pair).iter().find_map(|matched| {
        let source = bitext.source_fact(matched)?;
        let by_reference = matches!(
            source.node.map(|node| &node.kind),
            Some(InlineKind::Link(link) | InlineKind::Image(link)) if link.reference.is_some()
        );
        let gone = matched.verdict == Verdict::Missing;
        (by_reference && gone && !bitext.is_damaged(matched)).then_some(source)
    })
}
