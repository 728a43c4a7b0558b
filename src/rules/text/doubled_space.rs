//! `text/doubled-space`: two spaces stand inside a sentence of the target, one in the source.

use crate::{
    bitext::Side,
    diagnostic::Safety,
    facts::{MarkKind, ViewKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(DoubledSpace)
}

struct DoubledSpace;

impl Rule for DoubledSpace {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (mark, stretch) in bitext.extra_marks(|kind| kind == MarkKind::DoubledSpace) {
            let inside =
                stretch.target.start < mark.span.start && mark.span.end < stretch.target.end;
            let facts = &bitext.target_facts;
            let view = facts.view_at(mark.span.start).and_then(|index| facts.views.get(index));
            // White space between tags means nothing.
            if stretch.source.is_none()
                || !inside
                || view.is_none_or(|view| view.kind == ViewKind::Html)
                || facts.char_after(mark.span.end).is_none_or(|c| matches!(c, '\n' | '\r' | '|'))
            {
                continue;
            }
            let around = bitext.with_neighbours(mark.span, stretch.target);
            let text = bitext.text(Side::Target, around);
            let message = format!("more than one space stands in {}", quote(text));
            cx.report(mark.span, message).help("leave one space").fix(Safety::Safe, mark.span, " ");
        }
    }
}
