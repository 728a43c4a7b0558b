//! From what rules report to diagnostics: places in the file, windows, fingerprints, order.

use super::{Active, Input};
use crate::{
    bitext::{Bitext, SegmentPair, Side},
    diagnostic::{Diagnostic, Edit, Fix, Label, Safety, Severity, SourceText, fingerprint},
    facts::{collapsed, is_blank},
    rules::{Finding, Place, index::Spot, meta::Scope},
    text::Span,
};
use std::{cell::RefCell, cmp::Ordering, collections::BTreeMap};

pub(super) fn diagnostics(
    maker: &Maker<'_, '_>,
    rules: &[Active<'_>],
    found: Vec<(usize, Finding)>,
) -> Vec<Diagnostic> {
    let list: Vec<(Diagnostic, u64)> = found
        .into_iter()
        .filter_map(|(index, finding)| {
            rules.get(index).map(|active| maker.diagnostic(active, finding))
        })
        .collect();
    counted(list)
}

/// The order of findings in an article: place, rule, message.
pub(super) fn order(one: &Diagnostic, other: &Diagnostic) -> Ordering {
    let key = |it: &Diagnostic| it.primary.span;
    (key(one), &one.rule, &one.message).cmp(&(key(other), &other.rule, &other.message))
}

/// Findings of one article in order, with fingerprints. Each comes with the hash of its fault; equal
/// faults of equal texts are told apart by counting them.
pub(super) fn counted(mut list: Vec<(Diagnostic, u64)>) -> Vec<Diagnostic> {
    list.sort_by(|(one, _), (other, _)| order(one, other));
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    list.into_iter()
        .map(|(mut diagnostic, fault)| {
            let count = counts.entry(fault).or_insert(0);
            *count += 1;
            diagnostic.fingerprint = fingerprint([&*fault.to_string(), &*count.to_string()]);
            diagnostic
        })
        .collect()
}

/// Knows where what stands in an article stands in its file.
pub(super) struct Maker<'m, 'a> {
    pub(super) input: &'m Input<'m>,
    pub(super) bitext: &'m Bitext<'a>,
    /// Hashes of folded texts that findings stand in: many findings may stand in one.
    known: RefCell<BTreeMap<(Side, Span), u64>>,
}

impl<'m, 'a> Maker<'m, 'a> {
    pub(super) fn new(input: &'m Input<'m>, bitext: &'m Bitext<'a>) -> Maker<'m, 'a> {
        Maker { input, bitext, known: RefCell::default() }
    }

    /// The diagnostic of a finding, and a hash of what its fingerprint is made of besides the count.
    fn diagnostic(&self, active: &Active<'_>, finding: Finding) -> (Diagnostic, u64) {
        let segment = self.segment(finding.place, finding.span);
        let evidence = self.evidence(finding.place, finding.span).to_string();
        let fault = fingerprint([&*active.meta.id, &*evidence, &*finding.detail]);
        let severity = active.level(finding.severity);
        // What is compared with a source that the translation may not have been made from is no error.
        let capped = self.bitext.unverified.is_some() && compares(active, &finding);
        let source = self.source_text(&finding);
        let diagnostic = Diagnostic {
            rule: active.meta.id.clone(),
            severity: if capped { severity.min(Severity::Warning) } else { severity },
            confidence: finding.confidence.unwrap_or(active.meta.confidence),
            primary: self.label(finding.place, finding.span, finding.label),
            related: finding
                .related
                .into_iter()
                .map(|(place, span, words)| self.label(place, span, words))
                .collect(),
            source,
            message: finding.message,
            help: finding.help,
            fix: finding.fix.and_then(|(safety, edits)| {
                // Nor is it certain what such a source says.
                let safety = if capped { Safety::Unsafe } else { safety };
                self.fix(safety, edits)
            }),
            segment: segment.map(|span| span.of_text(self.input.text).to_string()),
            locale: self.bitext.languages.target.as_ref().map(|locale| locale.as_str().to_string()),
            fingerprint: 0,
        };
        (diagnostic, fault)
    }

    /// The id, in the file, of the segment that a place stands in.
    pub(super) fn segment(&self, place: Place, span: Span) -> Option<Span> {
        let segment = match place {
            Place::Text(side) => self.bitext.segment_at(side, span.start)?,
            Place::File => {
                let segments = &self.bitext.segments;
                let next = segments.partition_point(|segment| segment.file.start <= span.start);
                segments.get(next.checked_sub(1)?).filter(|segment| segment.file.overlaps(span))?
            }
        };
        Some(segment.id)
    }

    pub(super) fn label(&self, place: Place, span: Span, message: String) -> Label {
        let (span, window) = match place {
            Place::File => (span, self.line(span)),
            Place::Text(side) => {
                let window = self.window(side, span);
                (self.to_file(side, span), self.to_file(side, window))
            }
        };
        let file = match (place, &self.input.source) {
            (Place::Text(Side::Source), Some(source)) if self.bitext.is_two_files() => source.file,
            _ => self.input.file,
        };
        Label { file, span, window: window.join(span), message }
    }

    /// The source's text that a finding is about: what its label of the source stands in, else what
    /// the place of the finding is a translation of.
    fn source_text(&self, finding: &Finding) -> Option<SourceText> {
        self.bitext.source?;
        let shown = Place::Text(Side::Source);
        let label = finding.related.iter().find(|(place, ..)| *place == shown);
        let (file, span) = if let Some((place, span, _)) = label {
            let label = self.label(*place, *span, String::new());
            (label.file, label.window)
        } else {
            let Place::Text(Side::Target) = finding.place else { return None };
            let at = finding.span.start;
            let span = match self.bitext.segment_at(Side::Target, at) {
                Some(segment) => segment.source,
                // A block of a side-by-side file has the other language in between: what the finding
                // begins with is shown.
                None if self.bitext.split.is_some() => {
                    let segments = &self.bitext.segments;
                    let next = segments.partition_point(|segment| segment.target.start <= at);
                    segments.get(next).filter(|it| it.target.start < finding.span.end)?.source
                }
                None => {
                    let pair = self.bitext.pair_at(Side::Target, at)?;
                    self.without_line_end(Side::Source, self.bitext.source_view(pair)?.span)
                }
            };
            let label = self.label(shown, span, String::new());
            (label.file, label.span)
        };
        let locale = self.bitext.languages.source.as_str().to_owned();
        Some(SourceText { file, span, locale })
    }

    pub(super) fn to_file(&self, side: Side, span: Span) -> Span {
        match (self.bitext.split, side) {
            (Some(split), Side::Target) => split.target.to_file(span),
            (Some(split), Side::Source) => split.source.to_file(span),
            (None, _) => span,
        }
    }

    /// What to show around a place of an article: its segment, in an article of its own its block,
    /// else its line.
    fn window(&self, side: Side, span: Span) -> Span {
        if let Some(segment) = self.bitext.segment_at(side, span.start) {
            return if side == Side::Target { segment.target } else { segment.source };
        }
        if self.bitext.is_two_files()
            && let Some(facts) = self.bitext.facts(side)
            && let Some(view) = facts.view_at(span.start).and_then(|view| facts.views.get(view))
            && view.span.contains(span)
            && view.span.len() <= SHOWN
        {
            return self.without_line_end(side, view.span).join(span);
        }
        let text = self.bitext.article(side).map_or("", |article| article.text);
        line_around(text, span)
    }

    /// The span of a block without the ending of its last line.
    fn without_line_end(&self, side: Side, span: Span) -> Span {
        let kept = self.bitext.text(side, span).trim_end_matches(['\n', '\r']).len();
        Span { end: span.start + kept as u32, ..span }
    }

    fn line(&self, span: Span) -> Span {
        line_around(self.input.text, span)
    }

    /// The repair of a finding in terms of the file; `None` where it would change nothing, or where
    /// nothing says which of two stretches of the file new text belongs to. What stands between pairs
    /// belongs to both languages: a repair of it changes the source, so a person looks.
    pub(super) fn fix(&self, safety: Safety, edits: Vec<(Place, Span, String)>) -> Option<Fix> {
        let mut fix = Fix { safety, edits: Vec::with_capacity(edits.len()) };
        for (place, span, text) in edits {
            let (edits, shared) = self.edits(place, span, text)?;
            fix.edits.extend(edits);
            if shared {
                fix.safety = Safety::Unsafe;
            }
        }
        let changes = |edit: &Edit| edit.span.of_text(self.input.text) != edit.text;
        fix.edits.iter().any(changes).then_some(fix)
    }

    /// One edit for each stretch of the file that a span of an article's text is made of: what
    /// stands between them (pair markup, the other language) stays. Says whether one of them is part
    /// of both languages.
    fn edits(&self, place: Place, span: Span, text: String) -> Option<(Vec<Edit>, bool)> {
        let edit = |span: Span, text: String| Edit { file: self.input.file, span, text };
        let (Place::Text(side), Some(split)) = (place, self.bitext.split) else {
            return Some((vec![edit(span, text)], false));
        };
        let projection = if side == Side::Target { &split.target } else { &split.source };
        if span.is_empty() {
            // At the end of one half, new text belongs to it rather than to what follows.
            if let Some(before) = span.start.checked_sub(1) {
                let before = Span { start: before, end: span.start };
                if !projection.is_shared(before) {
                    let at = projection.to_file(before).end;
                    return Some((vec![edit(Span { start: at, end: at }, text)], false));
                }
            }
            return Some((vec![edit(projection.to_file(span), text)], projection.is_shared(span)));
        }
        let (span, text) = if projection.pieces_in(span).nth(1).is_some() {
            let old = self.bitext.text(side, span);
            let head = common(old.chars(), text.chars());
            let (old, new) = (old.get(head..)?, text.get(head..)?);
            let tail = common(old.chars().rev(), new.chars().rev());
            let new = new.get(..new.len() - tail)?.to_owned();
            (Span { start: span.start + head as u32, end: span.end - tail as u32 }, new)
        } else {
            (span, text)
        };
        if span.is_empty() {
            return if text.is_empty() {
                Some((Vec::new(), false))
            } else {
                self.edits(place, span, text)
            };
        }
        let parts: Vec<(Span, Span)> = projection.pieces_in(span).collect();
        if parts.len() > 1 && !text.is_empty() {
            return None;
        }
        let shared = parts.iter().any(|(part, _)| projection.is_shared(*part));
        let mut text = Some(text);
        let edits = parts.iter().map(|(_, file)| edit(*file, text.take().unwrap_or_default()));
        Some((edits.collect(), shared))
    }

    /// Hash of the source's text where the finding stands, else of the target's; white space folded.
    pub(super) fn evidence(&self, place: Place, span: Span) -> u64 {
        let side = match place {
            Place::Text(side) => side,
            Place::File => return folded(span.of_text(self.input.text)),
        };
        let (side, span) = self.told_by(side, span);
        let mut known = self.known.borrow_mut();
        *known.entry((side, span)).or_insert_with(|| folded(self.bitext.text(side, span)))
    }

    /// The text by which a stretch of a side is known again: of its segment or block, in the source where
    /// that has one.
    fn told_by(&self, side: Side, span: Span) -> (Side, Span) {
        if let Some(segment) = self.bitext.segment_at(side, span.start) {
            return self.told_by_segment(segment);
        }
        let pair = self.bitext.pair_at(side, span.start);
        let view = pair.and_then(|pair| self.bitext.source_view(pair));
        view.map_or((side, span), |view| (Side::Source, view.span))
    }

    /// Likewise for what stands in a segment.
    fn told_by_segment(&self, segment: &SegmentPair) -> (Side, Span) {
        if is_blank(self.bitext.text(Side::Source, segment.source)) {
            (Side::Target, segment.target)
        } else {
            (Side::Source, segment.source)
        }
    }

    /// The whole target of a segment, as the index keeps a place of it; `None` where one half is empty.
    pub(super) fn spot_of_segment(&self, index: u32) -> Option<Spot> {
        let segment = self.bitext.segments.get(index as usize)?;
        let places = self.bitext.split?.segments.get(index as usize)?;
        if segment.target.is_empty() || segment.source.is_empty() {
            return None;
        }
        let (side, told_by) = self.told_by_segment(segment);
        Some(Spot {
            span: places.target_file,
            window: places.target_file,
            id: Some(segment.id),
            source: Some(places.source_file),
            evidence: folded(self.bitext.text(side, told_by)),
        })
    }
}

/// The hash of a text, white space folded.
fn folded(text: &str) -> u64 {
    fingerprint([&*collapsed(text)])
}

/// Bytes of the characters that two texts have in common from their starts.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// Whether a finding rests on the source.
fn compares(active: &Active<'_>, finding: &Finding) -> bool {
    let source = Place::Text(Side::Source);
    active.meta.scope == Scope::Pair
        || finding.related.iter().any(|(place, ..)| *place == source)
        || finding.fact.is_some_and(|(side, _)| side == Side::Source)
}

/// Bytes looked at on either side of a place for the ends of its line: more is never shown.
const SHOWN: usize = 4096;

/// The line or lines that hold a span, without the last line's ending.
fn line_around(text: &str, span: Span) -> Span {
    let bytes = text.as_bytes();
    let (first, last) = (span.start as usize, (span.end as usize).max(span.start as usize + 1));
    let (first, last) = (first.min(bytes.len()), last.min(bytes.len()));
    let from = first.saturating_sub(SHOWN);
    let start = memchr::memrchr(b'\n', bytes.get(from..first).unwrap_or_default());
    let start = start.map_or(from, |at| from + at + 1);
    // A line ending within the span's last byte ends the line, too.
    let inner = last.saturating_sub(1);
    let to = (inner + SHOWN).min(bytes.len());
    let end = memchr::memchr(b'\n', bytes.get(inner..to).unwrap_or_default());
    let end = end.map_or(to, |at| inner + at);
    let boundary = |at: usize| (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let (start, end) = (boundary(start), boundary(end));
    let kept = text.get(start..end.max(start)).unwrap_or("").trim_end_matches('\r');
    Span::new(start, start + kept.len())
}
