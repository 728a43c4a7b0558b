//! Asterisks that the target shows as text where the source has emphasis.

use super::{Bitext, Stretch};
use crate::{
    facts::{FactKind, Mark, MarkKind, View},
    text::Span,
};

/// Asterisks that show, of one stretch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stray {
    /// What they are.
    pub kind: StrayKind,
    /// All of them with what stands between, in the target's text.
    pub span: Span,
    /// Where they stand.
    pub stretch: Stretch,
}

/// Kinds of stray asterisks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StrayKind {
    /// Two runs of one length that would be emphasis if they could: bytes of both, and how many
    /// asterisks each has.
    Pair(Span, Span, u8),
    /// `****`: an opening and a closing run with nothing between.
    Empty,
    /// A run without another.
    Single,
}

impl Bitext<'_> {
    /// The asterisks of the target that show as text. Only stretches count whose source shows no
    /// asterisk and has emphasis; where there is no source, runs of two and more without backslashes
    /// that touch a letter on one side.
    pub fn stray_asterisks(&self) -> Vec<Stray> {
        let mut found = Vec::new();
        let mut runs: Vec<(Span, u8, bool)> = Vec::new();
        let mut now: Option<Stretch> = None;
        let is_run =
            |mark: &&Mark| matches!(mark.kind, MarkKind::Asterisks { .. }) && !mark.is_protected();
        for mark in self.target_facts.marks.iter().filter(is_run) {
            let MarkKind::Asterisks { count, escaped } = mark.kind else { continue };
            let inside = now.filter(|now| now.target.contains_offset(mark.span.start));
            let Some(stretch) = inside.or_else(|| self.stretch_at(mark.span.start)) else {
                continue;
            };
            // Who has put a zero width space there has seen to it.
            let facts = &self.target_facts;
            if [facts.char_before(mark.span.start), facts.char_after(mark.span.end)]
                .contains(&Some('\u{200b}'))
            {
                runs.clear();
                now = None;
                continue;
            }
            if inside.is_none() {
                settle(now, &mut runs, &mut found);
                now = Some(stretch);
            }
            let counts = match stretch.source {
                // Looked at once a stretch: the answer is the same for all its runs.
                Some(_) => !runs.is_empty() || self.source_emphasizes(stretch),
                None => count >= 2 && !escaped && self.touches_letter(mark.span),
            };
            if counts {
                runs.push((mark.span, count, escaped));
            } else if stretch.source.is_some() {
                now = None;
            }
        }
        settle(now, &mut runs, &mut found);
        found
    }

    /// Whether the source of a stretch has emphasis and shows no asterisks.
    fn source_emphasizes(&self, stretch: Stretch) -> bool {
        let (Some(facts), Some(source)) = (&self.source_facts, stretch.source) else {
            return false;
        };
        let emphasis = |kind| matches!(kind, FactKind::Strong | FactKind::Emphasis);
        facts.facts_at(source).iter().any(|fact| emphasis(fact.kind))
            && !facts
                .marks_in(source)
                .iter()
                .any(|mark| matches!(mark.kind, MarkKind::Asterisks { .. }))
    }

    /// Whether a letter stands on one side of a span, or no space on either, and no digit on both.
    fn touches_letter(&self, span: Span) -> bool {
        let facts = &self.target_facts;
        let prose = facts.view_at(span.start).and_then(|at| facts.views.get(at));
        let sides = [facts.char_before(span.start), facts.char_after(span.end)];
        let spaced = sides.iter().any(|c| c.is_none_or(char::is_whitespace));
        let letter = sides.iter().any(|c| c.is_some_and(char::is_alphabetic));
        let number = sides.iter().all(|c| c.is_some_and(char::is_numeric));
        prose.is_some_and(View::is_prose) && (letter || !spaced) && !number
    }
}

/// Makes groups of the runs of a stretch.
fn settle(now: Option<Stretch>, runs: &mut Vec<(Span, u8, bool)>, found: &mut Vec<Stray>) {
    let runs = std::mem::take(runs);
    let Some(stretch) = now else { return };
    let mut rest = &runs[..];
    while let Some((&(span, count, escaped), after)) = rest.split_first() {
        rest = after;
        if count >= 4 && count % 2 == 0 {
            found.push(Stray { kind: StrayKind::Empty, span, stretch });
            continue;
        }
        if let Some((&(close, same, _), after)) = after.split_first()
            && same == count
        {
            let kind = StrayKind::Pair(span, close, count);
            found.push(Stray { kind, span: span.join(close), stretch });
            rest = after;
            continue;
        }
        // One asterisk that is escaped is a footnote or a wildcard rather than emphasis.
        if count >= 2 || !escaped {
            found.push(Stray { kind: StrayKind::Single, span, stretch });
        }
        // What follows cannot be told apart any more.
        return;
    }
}
