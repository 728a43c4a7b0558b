//! Stretches: what a rule compares when it looks at prose.

use super::{Bitext, Side};
use crate::{
    facts::{Fact, Mark, MarkKind, ViewKind},
    text::Span,
};

/// A stretch of the target beside what it renders: a segment, or a block where there are no segments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// Bytes of the target article's text.
    pub target: Span,
    /// Bytes of the source article's text; `None` where there is no source to compare with: in an
    /// article that stands alone, and in the front matter of a side-by-side file.
    pub source: Option<Span>,
}

impl Bitext<'_> {
    /// The stretch that holds the byte at `offset` of the target's text. `None` where what stands there
    /// is no fault of the translation: text that both halves of a side-by-side file share, pairs that
    /// are damaged, blocks without a counterpart.
    pub fn stretch_at(&self, offset: u32) -> Option<Stretch> {
        if let Some(segment) = self.segment_at(Side::Target, offset) {
            return (!segment.damaged)
                .then_some(Stretch { target: segment.target, source: Some(segment.source) });
        }
        let view = self.target_facts.views.get(self.target_facts.view_at(offset)?)?;
        if self.source.is_none() || self.split.is_some() && view.kind == ViewKind::FrontMatter {
            return Some(Stretch { target: view.span, source: None });
        }
        if self.split.is_some() {
            return None;
        }
        let source = self.source_view(self.pair_at(Side::Target, offset)?)?;
        Some(Stretch { target: view.span, source: Some(source.span) })
    }

    /// The marks of a stretch of the source; none where it is missing.
    pub fn source_marks(&self, stretch: Stretch) -> &[Mark] {
        match (&self.source_facts, stretch.source) {
            (Some(facts), Some(span)) => facts.marks_in(span),
            _ => &[],
        }
    }

    /// The marks in the target that their stretch of the source lacks: where the stretch has more of a
    /// kind in the target than in the source, all of the kind, each with its stretch. `wanted` chooses
    /// kinds; protected text is left out. Where there is no source, every mark is given.
    pub fn extra_marks(&self, wanted: impl Fn(MarkKind) -> bool) -> Vec<(Mark, Stretch)> {
        let mut found = Vec::new();
        let mut now: Option<Stretch> = None;
        // How many more of each kind the target has in the stretch.
        let mut tally: Vec<(MarkKind, i64)> = Vec::new();
        for mark in &self.target_facts.marks {
            if !wanted(mark.kind) || mark.is_protected() {
                continue;
            }
            let inside = now.filter(|now| now.target.contains_offset(mark.span.start));
            let Some(stretch) = inside.or_else(|| self.stretch_at(mark.span.start)) else {
                continue;
            };
            if inside.is_none() {
                now = Some(stretch);
                tally.clear();
                let theirs = self.source_marks(stretch);
                let ours: &[Mark] = if theirs.is_empty() {
                    &[]
                } else {
                    self.target_facts.marks_in(stretch.target)
                };
                for (marks, step) in [(ours, 1), (theirs, -1)] {
                    for other in marks.iter().filter(|other| wanted(other.kind)) {
                        match tally.iter_mut().find(|(kind, _)| *kind == other.kind) {
                            Some((_, count)) => *count += step,
                            None => tally.push((other.kind, step)),
                        }
                    }
                }
            }
            if tally.iter().all(|(kind, count)| *kind != mark.kind || *count > 0) {
                found.push((*mark, stretch));
            }
        }
        found
    }

    /// `at` of the target's text with the words before and after it, for quoting: up to the white space
    /// around them or 40 bytes, within `stretch`.
    pub fn with_neighbours(&self, at: Span, stretch: Span) -> Span {
        const FAR: usize = 40;
        let text = self.target.text;
        let mut first = (at.start as usize).saturating_sub(FAR).max(stretch.start as usize);
        while !text.is_char_boundary(first) {
            first += 1;
        }
        let mut last = (at.end as usize + FAR).min(stretch.end as usize);
        while !text.is_char_boundary(last) {
            last -= 1;
        }
        let before = text.get(first..at.start as usize).unwrap_or("");
        let after = text.get(at.end as usize..last).unwrap_or("");
        let start = before.trim_end().rfind(char::is_whitespace).map_or(0, |space| {
            space + before.get(space..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8)
        });
        let lead = after.len() - after.trim_start().len();
        let stop = after.get(lead..).and_then(|rest| rest.find(char::is_whitespace));
        let end = stop.map_or(after.len(), |stop| lead + stop);
        Span::new(first + start, at.end as usize + end)
    }

    /// A mark of punctuation at the end of a fact's text in the target that stands behind the fact in
    /// the source: its bytes in the target's text, and the mark.
    pub fn slipped_punctuation(
        &self,
        target: &Fact<'_>,
        source: &Fact<'_>,
    ) -> Option<(Span, &str)> {
        let is_mark = |c: char| ".,;:!?。，、；：！？،؛؟".contains(c);
        let text = self.text(Side::Target, target.text);
        let last = text.chars().next_back().filter(|c| is_mark(*c))?;
        let theirs = self.text(Side::Source, source.text);
        let behind = self.source_facts.as_ref()?.char_after(source.span.end);
        let followed = self.target_facts.char_after(target.span.end).is_some_and(is_mark);
        if theirs.ends_with(is_mark) || !behind.is_some_and(is_mark) || followed {
            return None;
        }
        let start = target.text.end - last.len_utf8() as u32;
        let span = Span { start, end: target.text.end };
        Some((span, self.text(Side::Target, span)))
    }
}
