//! `text/unbalanced-brackets`: brackets balance in the source and not in the target.

use crate::{
    bitext::{Bitext, Side},
    facts::{Facts, Mark, MarkKind, View},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(UnbalancedBrackets)
}

struct UnbalancedBrackets;

/// Deepest nesting that is followed.
const DEEPEST: usize = 32;

impl Rule for UnbalancedBrackets {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (_, target, source) in
            bitext.pairs_with(|kind| matches!(kind, MarkKind::Bracket(_) | MarkKind::Orphan))
        {
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
    if has_torn_link(bitext, target) {
        return;
    }
    let text = bitext.text(Side::Target, alone.span);
    let around = bitext.with_neighbours(alone.span, stretch.target);
    let message = format!(
        "the bracket {} has no counterpart in {}",
        quote(text),
        quote(bitext.text(Side::Target, around))
    );
    let finding = cx.report(alone.span, message);
    finding.help("complete the pair, or remove the bracket").detail(text);
    if let Some(source) = stretch.source {
        finding.source(source, "the brackets of the source balance");
    }
}

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
