//! `text/unbalanced-quotes`: quotation marks balance in the source and not in the target.

use crate::{
    bitext::{Bitext, Stretch},
    facts::{Facts, Mark, MarkKind, View},
    rules::{Rule, options::Options, unbalanced::Unbalanced},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Unbalanced {
        name: ["quotation mark", "mark"],
        wants: |kind| matches!(kind, MarkKind::Quote(_)),
        unmatched,
        lets_be: |bitext, _, stretch| as_many_as_source(bitext, stretch),
    })
}

/// Whether the stretch has as many marks as its source: it is then not where the pair was torn.
fn as_many_as_source(bitext: &Bitext<'_>, stretch: Stretch) -> bool {
    let count = |marks: &[Mark]| marks.iter().filter(|mark| is_double(mark.kind)).count();
    let ours = bitext.target_facts.marks_in(stretch.target);
    count(ours) == count(bitext.source_marks(stretch))
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
