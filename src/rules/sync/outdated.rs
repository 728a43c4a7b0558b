//! `sync/outdated`: the source changed since the version that the translation was made from.

use crate::{
    bitext::{Bitext, Change, ChangeKind},
    facts::ViewKind,
    rules::{
        Ctx, Rule,
        options::Options,
        quote::{quote, quote_apart},
        start::start,
    },
    text::Span,
};

/// Blocks that are shown besides the first.
const SHOWN: usize = 5;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Outdated)
}

struct Outdated;

impl Rule for Outdated {
    fn wants_changes(&self) -> bool {
        true
    }

    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let near = near(bitext);
        let changes: Vec<(Span, &Change)> = bitext
            .changes
            .iter()
            .filter_map(|change| Some((place(bitext, &near, change)?, change)))
            .collect();
        let Some(((first, change), rest)) = changes.split_first() else { return };
        let blocks: u32 = changes.iter().map(|(_, change)| change.blocks).sum();
        let since = bitext.version;
        let count = match blocks {
            1 => "a block of the source".to_owned(),
            blocks => format!("{blocks} blocks of the source"),
        };
        let message = format!("{count} changed since {since}: {}", words(change));
        let finding = cx.report(*first, message).label(label(change.kind)).help(
            "bring these blocks up to date, then record the commit of the source with `loclint ack`",
        );
        for (span, change) in rest.iter().take(SHOWN) {
            finding.also(*span, words(change));
        }
    }
}

/// For each block of the source the target's block that renders it, else that of the nearest block
/// before it, else of the nearest behind it; and whether it is its own.
fn near(bitext: &Bitext<'_>) -> Vec<Option<(Span, bool)>> {
    let count = bitext.source_facts.as_ref().map_or(0, |facts| facts.views.len());
    if bitext.changes.is_empty() {
        return Vec::new();
    }
    let mut near = vec![None; count];
    for pair in &bitext.pairs {
        let slot = pair.source.and_then(|view| near.get_mut(view as usize));
        if let (Some(slot), Some(view)) = (slot, bitext.target_view(pair)) {
            *slot = Some((view.text(), true));
        }
    }
    let front =
        bitext.target_facts.views.iter().take_while(|view| view.kind == ViewKind::FrontMatter);
    // A value of the front matter is no place for a block.
    let hold = front.last().map_or(0, |view| view.span.end);
    let mut last = None;
    for slot in &mut near {
        match slot {
            Some((span, _)) if span.end > hold => last = Some(*span),
            _ => *slot = last.map(|span| (span, false)),
        }
    }
    let mut next = None;
    for slot in near.iter_mut().rev() {
        match slot {
            Some((span, _)) => next = Some(*span),
            None => *slot = next.map(|span| (span, false)),
        }
    }
    near
}

/// The block of the target that is to be looked at; `None` where the target lacks what changed.
fn place(bitext: &Bitext<'_>, near: &[Option<(Span, bool)>], change: &Change) -> Option<Span> {
    let of = |view: u32| near.get(view as usize).copied().flatten();
    if change.kind == ChangeKind::Added || change.earlier.is_empty() {
        let before = change.earlier.start.checked_sub(1).and_then(of);
        return Some(before.or_else(|| of(change.earlier.start)).map_or(start(bitext), |it| it.0));
    }
    change.earlier.clone().filter_map(of).find(|(_, own)| *own).map(|(span, _)| span)
}

fn words(change: &Change) -> String {
    match change.kind {
        ChangeKind::Changed => {
            if let Some(more) = rest(&change.is, &change.was) {
                return format!("{} is added to {}", quote(more), quote(&change.was));
            }
            if let Some(less) = rest(&change.was, &change.is) {
                return format!("{} is gone behind {}", quote(less), quote(&change.is));
            }
            let (was, is) = quote_apart(&change.was, &change.is);
            format!("{was} is now {is}")
        }
        ChangeKind::Added => format!("{} is new", quote(&change.is)),
        ChangeKind::Removed => format!("{} is gone", quote(&change.was)),
        ChangeKind::Moved => format!("{} has moved", quote(&change.was)),
    }
}

/// What a text has behind another that it begins with.
fn rest<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(start)?.trim();
    (!start.is_empty() && !rest.is_empty()).then_some(rest)
}

fn label(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Changed => "its source says something else",
        ChangeKind::Added => "something is new in the source here",
        ChangeKind::Removed => "its source is gone",
        ChangeKind::Moved => "its source stands elsewhere",
    }
}
