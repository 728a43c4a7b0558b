//! `text/unbalanced-brackets`: brackets balance in the source and not in the target.

use crate::{
    bitext::{Bitext, Side},
    facts::{Facts, Mark, MarkKind, View},
    rules::{Rule, options::Options, unbalanced::Unbalanced},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Unbalanced {
        name: ["bracket", "bracket"],
        wants: |kind| matches!(kind, MarkKind::Bracket(_) | MarkKind::Orphan),
        unmatched,
        lets_be: |bitext, view, _| has_torn_link(bitext, view),
    })
}

/// Deepest nesting that is followed.
const DEEPEST: usize = 32;

/// The first bracket of a view without a counterpart.
fn unmatched(facts: &Facts<'_>, view: &View<'_>) -> Option<Mark> {
    let mut open: Vec<(char, Mark)> = Vec::new();
    for mark in facts.marks_in(view.span) {
        let written = match mark.kind {
            MarkKind::Bracket(bracket) => bracket,
            // `(,` and the like hold an opening bracket.
            MarkKind::Orphan if !facts.text(mark.span).ends_with(')') => {
                facts.text(mark.span).chars().next().unwrap_or(' ')
            }
            _ => continue,
        };
        let (opens, bracket) = match written {
            '(' | '（' => (true, '('),
            '[' => (true, '['),
            '【' => (true, '【'),
            ')' | '）' => (false, '('),
            ']' => (false, '['),
            '】' => (false, '【'),
            _ => continue,
        };
        if opens {
            if open.len() == DEEPEST {
                return None;
            }
            open.push((bracket, *mark));
        } else if open.last().is_some_and(|(last, _)| *last == bracket) {
            open.pop();
        } else if !is_label(facts, view, mark) {
            return Some(*mark);
        }
    }
    open.pop().map(|(_, mark)| mark)
}

/// Whether a closing bracket ends a label of a list (`1)`, `a)`) or draws a face (`:)`, `;-)`).
fn is_label(facts: &Facts<'_>, view: &View<'_>, mark: &Mark) -> bool {
    let from = view.span.start as usize;
    let before = facts.article.text.get(from..mark.span.start as usize).unwrap_or("");
    let stem = before.trim_end_matches(char::is_alphanumeric);
    let label = before.get(stem.len()..).unwrap_or("");
    let short = label.chars().count() == 1
        || label.len() <= 3
            && label
                .chars()
                .all(|c| c.is_numeric() || matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'));
    let face = stem.chars().next_back().is_some_and(|c| matches!(c, ':' | ';' | '-'));
    let starts = stem.is_empty() || stem.ends_with(char::is_whitespace);
    label.is_empty() && face || !label.is_empty() && short && starts
}

/// Whether what is left of a link shows in a view: its brackets are then no brackets of the text.
fn has_torn_link(bitext: &Bitext<'_>, view: &View<'_>) -> bool {
    let marks = bitext.target_facts.marks_in(view.span).iter();
    let mut residue = marks.filter(|mark| mark.kind == MarkKind::Residue);
    residue.any(|mark| bitext.text(Side::Target, mark.span) == "](")
}
