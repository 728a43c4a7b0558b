//! `alert/changed-kind`: an alert is of another kind than the source's.

use crate::{
    ast::Alert,
    bitext::{Bitext, Side},
    diagnostic::Safety,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ChangedKind)
}

struct ChangedKind;

impl Rule for ChangedKind {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(source) = &bitext.source_facts else { return };
        let targets: Vec<_> = bitext.target_facts.alerts().collect();
        if targets.is_empty() {
            return;
        }
        let sources: Vec<_> = source.alerts().collect();
        let in_order = targets.len() == sources.len();
        for (index, (span, alert)) in targets.iter().enumerate() {
            if bitext.is_shared(alert.span) {
                continue;
            }
            let other = counterpart(bitext, *span, &sources)
                .or_else(|| sources.get(index).filter(|_| in_order));
            let Some((_, other)) = other else { continue };
            let (Some(is), Some(was)) = (alert.kind, other.kind) else { continue };
            if is == was {
                continue;
            }
            let wanted = bitext.text(Side::Source, other.keyword);
            let message = format!(
                "the alert is {}, in the source it is {}",
                quote(bitext.text(Side::Target, alert.span)),
                quote(bitext.text(Side::Source, other.span))
            );
            cx.report(alert.span, message)
                .source(other.span, "the source's alert")
                .detail(wanted)
                .fact(Side::Source, other.span)
                .help(format!("write `[!{wanted}]`"))
                .fix(Safety::Safe, alert.keyword, wanted);
        }
    }
}

/// The source's alert whose quote holds the counterpart of a block in the target's.
fn counterpart<'s, 'x>(
    bitext: &Bitext<'_>,
    quote: Span,
    sources: &'s [(Span, &'x Alert)],
) -> Option<&'s (Span, &'x Alert)> {
    let facts = &bitext.target_facts;
    let first = facts.views.partition_point(|view| view.span.start < quote.start);
    let view = facts.views.get(first).filter(|view| quote.contains(view.span))?;
    let source = bitext.source_view(bitext.pair_at(Side::Target, view.span.start)?)?;
    sources.iter().rfind(|(span, _)| span.contains(source.span))
}
