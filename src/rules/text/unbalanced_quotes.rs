//! `text/unbalanced-quotes`: quotation marks balance in the source and not in the target.

use crate::{
    bitext::Side,
    facts::{Facts, Mark, MarkKind, View},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(UnbalancedQuotes)
}

struct UnbalancedQuotes;

impl Rule for UnbalancedQuotes {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (_, target, source) in bitext.pairs_with(|kind| matches!(kind, MarkKind::Quote(_))) {
            if target.is_prose() && !target.stray_backtick && !source.stray_backtick {
                check(cx, target, source);
            }
        }
    }
}

fn check(cx: &mut Ctx<'_, '_>, target: &View<'_>, source: &View<'_>) {
    let bitext = cx.bitext;
    let Some(alone) = unmatched(&bitext.target_facts, target) else { return };
    let source_facts = bitext.source_facts.as_ref();
    if source_facts.is_none_or(|facts| unmatched(facts, source).is_some()) {
        return;
    }
    let Some(stretch) = bitext.stretch_at(alone.span.start) else { return };
    // A segment with as many marks as its source is not where the pair was torn.
    let count = |marks: &[Mark]| marks.iter().filter(|mark| is_double(mark.kind)).count();
    let ours = bitext.target_facts.marks_in(stretch.target);
    if count(ours) == count(bitext.source_marks(stretch)) {
        return;
    }
    let text = bitext.text(Side::Target, alone.span);
    let around = bitext.with_neighbours(alone.span, stretch.target);
    let message = format!(
        "the quotation mark {} has no counterpart in {}",
        quote(text),
        quote(bitext.text(Side::Target, around))
    );
    let finding = cx.report(alone.span, message);
    finding.help("complete the pair, or remove the mark").detail(text);
    if let Some(source) = stretch.source {
        finding.source(source, "the quotation marks of the source balance");
    }
}

/// The quotation mark of a view that opens and is not closed. Single ones may be apostrophes and are
/// passed over, and so is the sign for inches.
fn unmatched(facts: &Facts<'_>, view: &View<'_>) -> Option<Mark> {
    let mut open: Option<(char, Mark)> = None;
    for mark in facts.marks_in(view.span) {
        let MarkKind::Quote(character) = mark.kind else { continue };
        let inches = character == '"'
            && facts.char_before(mark.span.start).is_some_and(char::is_numeric)
            && open.is_none_or(|(opening, _)| opening != '"');
        if matches!(character, '‘' | '’') || inches {
            continue;
        }
        open = match open {
            // Whatever the convention, another mark closes: which one is the matter of style.
            Some((opening, _)) if character != opening || matches!(opening, '"' | '”' | '»') => {
                None
            }
            // Quotations within quotations of the same mark cannot be told from marks that are missing.
            Some(both) => Some(both),
            None => Some((character, *mark)),
        };
    }
    open.map(|(_, mark)| mark)
}

/// Whether a mark is a quotation mark other than a single one.
fn is_double(kind: MarkKind) -> bool {
    matches!(kind, MarkKind::Quote(character) if !matches!(character, '‘' | '’'))
}
