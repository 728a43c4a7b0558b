//! `text/doubled-space`: two spaces stand inside a sentence of the target, one in the source.

use crate::{
    bitext::{Side, Stretch},
    diagnostic::Safety,
    facts::{MarkKind, ViewKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(DoubledSpace)
}

struct DoubledSpace;

impl Rule for DoubledSpace {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let mut found: Vec<(Stretch, Span)> = Vec::new();
        for (mark, stretch) in bitext.extra_marks(|kind| kind == MarkKind::DoubledSpace) {
            let inside =
                stretch.target.start < mark.span.start && mark.span.end < stretch.target.end;
            let facts = &bitext.target_facts;
            let view = facts.view_at(mark.span.start).and_then(|index| facts.views.get(index));
            // White space between tags means nothing, nor does that at the start of a line.
            if stretch.source.is_none()
                || !inside
                || view.is_none_or(|view| view.kind == ViewKind::Html)
                || facts.char_before(mark.span.start) == Some('\n')
                || facts.char_after(mark.span.end).is_none_or(|c| matches!(c, '\n' | '\r' | '|'))
            {
                continue;
            }
            found.push((stretch, mark.span));
        }
        // A sentence has them all from one cause.
        for same in found.chunk_by(|one, other| one.0 == other.0) {
            let Some(&(stretch, first)) = same.first() else { continue };
            let around = bitext.with_neighbours(first, stretch.target);
            let text = quote(bitext.text(Side::Target, around));
            let message = match same.len() - 1 {
                0 => format!("more than one space stands in {text}"),
                1 => format!("more than one space stands in {text}, and in another place behind"),
                more => {
                    format!("more than one space stands in {text}, and in {more} places behind")
                }
            };
            let finding = cx.report(first, message);
            finding.help("leave one space");
            for (_, span) in same {
                finding.fix(Safety::Safe, *span, " ");
            }
        }
    }
}
