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
            let definitions = bitext.target.definitions.len();
            let meant = match bitext.source {
                None => definitions > 0,
                // Definitions stand outside the pairs: one that no link uses was translated away.
                Some(_) => bitext.split.is_some() && used(bitext) < definitions,
            };
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

/// How many definitions of the target links of the target or the source use.
fn used(bitext: &Bitext<'_>) -> usize {
    let sides = [Side::Target, Side::Source].into_iter().filter_map(|side| bitext.facts(side));
    let links = sides.flat_map(|facts| &facts.facts).filter_map(|fact| match &fact.node?.kind {
        InlineKind::Link(link) | InlineKind::Image(link) => link.reference.as_ref(),
        _ => None,
    });
    let mut used: Vec<u32> = links.map(|reference| reference.definition).collect();
    used.sort_unstable();
    used.dedup();
    used.len()
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
