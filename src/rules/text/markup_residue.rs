//! `text/markup-residue`: markup that shows as text in the target only.

use crate::{
    bitext::{Side, Stretch},
    facts::{FactKind, MarkKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MarkupResidue)
}

struct MarkupResidue;

impl Rule for MarkupResidue {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let mut last: Option<Stretch> = None;
        let extra = bitext.extra_marks(|kind| match kind {
            MarkKind::Residue => true,
            MarkKind::Asterisks { count, .. } => count >= 2,
            _ => false,
        });
        for (mark, stretch) in extra {
            let text = bitext.text(Side::Target, mark.span);
            let asterisks = mark.kind != MarkKind::Residue;
            if last == Some(stretch)
                || bitext.source_marks(stretch).iter().any(|theirs| {
                    theirs.kind == MarkKind::Residue
                        || matches!(theirs.kind, MarkKind::Asterisks { .. })
                })
                || text == "](" && bitext.target_facts.char_before(mark.span.start) == Some('\\')
            {
                continue;
            }
            match stretch.source {
                // Emphasis that is lost is the matter of other rules.
                Some(source) => {
                    let facts = bitext.source_facts.as_ref();
                    let facts = facts.map_or(&[][..], |facts| facts.facts_at(source));
                    let links = facts
                        .iter()
                        .filter(|fact| matches!(fact.kind, FactKind::Link | FactKind::Image));
                    let emphasis = |kind| matches!(kind, FactKind::Strong | FactKind::Emphasis);
                    // An address may hide in the source what shows in the target.
                    let hidden = text == "]("
                        && bitext.text(Side::Source, source).matches(text).count() > links.count();
                    if hidden || asterisks && facts.iter().any(|fact| emphasis(fact.kind)) {
                        continue;
                    }
                }
                None if text != "](" => continue,
                None => {}
            }
            last = Some(stretch);
            let around = bitext.with_neighbours(mark.span, stretch.target);
            let around = quote(bitext.text(Side::Target, around));
            // Between the steps of a way through menus stand single ones.
            let steps = text.chars().all(|c| c == '>' || c.is_whitespace())
                && stretch.source.is_some_and(|it| bitext.text(Side::Source, it).contains("> **"));
            let (message, help) = if steps {
                (
                    format!("nothing stands between the `>` marks in {around}"),
                    "put back the name that stands between the marks in the source, or remove one of them",
                )
            } else {
                (
                    format!("the markup {} shows as text in {around}", quote(text)),
                    "complete the markup as in the source, or remove what is left of it",
                )
            };
            let finding = cx.report(mark.span, message);
            finding.help(help).detail(text);
            if let Some(source) = stretch.source {
                finding.source(source, "not so in the source");
            }
        }
    }
}
