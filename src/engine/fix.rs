//! Applying the fixes of one article to its text. No input or output: the text comes in with what was
//! found in it, the mended text goes out with what is found there.
//!
//! A fix is held to its word. The text with it is linted again; one that leaves its finding standing,
//! or brings a warning or an error that was not there, is undone, and its finding counts as one that
//! cannot be fixed. What a fix brings to light and another can fix is fixed with it. Fixes that touch
//! the same bytes wait for the next round.

use super::Outcome;
use crate::{
    diagnostic::{Diagnostic, Safety, Severity},
    grammar::sxs,
    text::{FileId, Span},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// Rounds of fixing and linting again; what has not settled by then goes round in circles.
const ROUNDS: usize = 10;

/// Times that an article is linted again at most, so that a text made of fixes that fail costs no more
/// than this.
const LINTS: usize = 200;

/// Steps in which fixes bring to light what other fixes then mend.
const STEPS: usize = 4;

/// What fixing an article gave.
#[derive(Debug)]
pub struct Fixed {
    /// The mended text.
    pub text: String,
    /// What is found in it. A finding whose fix was undone has none, or one that is unsafe.
    pub outcome: Outcome,
    /// What differs from the text that came in, in order of place.
    pub changes: Vec<Change>,
    /// The findings that were fixed, in the order in which that was done.
    pub applied: Vec<Arc<str>>,
    /// The fixes that did not do what they promise.
    pub undone: Vec<Undone>,
    /// Whether nothing is left that could be fixed.
    pub settled: bool,
}

/// A stretch of a text that was replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Bytes of the text before; empty where something was put in.
    pub before: Span,
    /// Bytes of the text after; empty where something was taken out.
    pub after: Span,
}

/// A fix that was undone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undone {
    /// Rule of the finding.
    pub rule: Arc<str>,
    /// Its message.
    pub message: String,
    /// Where it is found in the mended text.
    pub span: Span,
    /// What was wrong with it.
    pub why: Broken,
}

/// How a fix breaks its word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Broken {
    /// Its finding is still there.
    Stays,
    /// It brings a finding of this rule.
    Brings(Arc<str>),
    /// It changes the text of the source in a side-by-side article, which only an unsafe fix may.
    Source,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Broken::Stays => f.write_str("its fix does not remove it"),
            Broken::Brings(rule) => write!(f, "its fix brings {rule}"),
            Broken::Source => f.write_str("its fix changes the source"),
        }
    }
}

/// Applies the fixes among the findings of a text that are at least as safe as `safety`. `file` is the
/// one file they may touch; `lint` lints a text as this one was.
pub fn fix(
    text: &str,
    outcome: Outcome,
    file: FileId,
    safety: Safety,
    lint: &mut dyn FnMut(&str) -> Outcome,
) -> Fixed {
    let mut work = Work {
        text: text.to_owned(),
        outcome,
        file,
        safety,
        lint,
        lints: 0,
        pieces: vec![Piece::Kept(Span::new(0, text.len()))],
        applied: Vec::new(),
        undone: Vec::new(),
    };
    for _ in 0..ROUNDS {
        let chosen = apart(work.candidates());
        if chosen.is_empty() {
            break;
        }
        work.round(chosen);
    }
    let settled = work.candidates().is_empty();
    for finding in &mut work.outcome.diagnostics {
        match work.undone.iter().find(|undone| undone.is(finding)).map(|undone| &undone.why) {
            // That is for a person to look at, as other fixes are that touch the source.
            Some(Broken::Source) => {
                finding.fix.iter_mut().for_each(|fix| fix.safety = Safety::Unsafe);
            }
            Some(_) => finding.fix = None,
            None => {}
        }
    }
    Fixed {
        changes: changes(&work.pieces, text.len()),
        text: work.text,
        outcome: work.outcome,
        applied: work.applied,
        undone: work.undone,
        settled,
    }
}

impl Undone {
    /// Whether it is about a finding, which may have grown or shrunk with what stands beside it.
    fn is(&self, finding: &Diagnostic) -> bool {
        self.rule == finding.rule
            && self.message == finding.message
            && gap(self.span, finding.primary.span) == 0
    }
}

/// A replacement in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Replacement {
    span: Span,
    text: String,
}

/// A finding with what its fix replaces, in order of place.
#[derive(Clone, Debug)]
struct Candidate {
    /// Index among the findings of the round.
    finding: usize,
    replacements: Vec<Replacement>,
}

/// A part of the mended text.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    /// Bytes of the text that came in.
    Kept(Span),
    /// So many new ones.
    New(u32),
}

struct Work<'w> {
    text: String,
    outcome: Outcome,
    file: FileId,
    safety: Safety,
    lint: &'w mut dyn FnMut(&str) -> Outcome,
    lints: usize,
    pieces: Vec<Piece>,
    applied: Vec<Arc<str>>,
    undone: Vec<Undone>,
}

/// A text with some fixes, linted.
struct Attempt {
    fixes: Vec<Candidate>,
    /// Rules of findings that came to light and were mended, too.
    more: Vec<Arc<str>>,
    /// What was replaced, step by step.
    maps: Vec<Map>,
    text: String,
    outcome: Outcome,
}

impl Attempt {
    /// A span of the text before in the text after.
    fn span(&self, span: Span) -> Span {
        self.maps.iter().fold(span, |span, map| map.span(span))
    }
}

/// What is wrong with an attempt: the fixes that are to blame, by index among the findings.
type Faults = BTreeMap<usize, Broken>;

impl Work<'_> {
    /// The findings that may be fixed, the worst first.
    fn candidates(&self) -> Vec<Candidate> {
        let findings = self.outcome.diagnostics.iter().enumerate();
        let mut list: Vec<(Reverse<Severity>, Span, Candidate)> = findings
            .filter(|(_, finding)| !self.undone.iter().any(|undone| undone.is(finding)))
            .filter_map(|(index, finding)| {
                let replacements = self.replacements(&self.text, finding)?;
                let candidate = Candidate { finding: index, replacements };
                Some((Reverse(finding.severity), finding.primary.span, candidate))
            })
            .collect();
        list.sort_by_key(|(severity, span, _)| (*severity, *span));
        list.into_iter().map(|(.., candidate)| candidate).collect()
    }

    /// What the fix of a finding replaces; `None` where it has none that may be applied.
    fn replacements(&self, text: &str, finding: &Diagnostic) -> Option<Vec<Replacement>> {
        let fix = finding.fix.as_ref()?;
        let allowed = fix.safety == Safety::Safe || self.safety == Safety::Unsafe;
        let fits = |span: Span| text.get(span.range()).is_some();
        if !allowed || fix.edits.iter().any(|it| it.file != self.file || !fits(it.span)) {
            return None;
        }
        let edits = fix.edits.iter().map(|edit| in_keeping(text, edit.span, &edit.text));
        let mut list: Vec<Replacement> =
            edits.filter(|it| it.span.of_text(text) != it.text).collect();
        list.sort_by_key(|it| it.span);
        let sound = list.windows(2).all(|two| match two {
            [one, next] => one.span.end <= next.span.start && one.span != next.span,
            _ => true,
        });
        (sound && !list.is_empty()).then_some(list)
    }

    /// Applies those of the chosen fixes that do what they promise.
    fn round(&mut self, chosen: Vec<Candidate>) {
        let mut best: Option<Attempt> = None;
        let mut refused: Faults = Faults::new();
        // Groups to try, the next one last.
        let mut groups = vec![chosen];
        while let Some(group) = groups.pop() {
            if self.lints >= LINTS {
                break;
            }
            let fixes = best.iter().flat_map(|best| &best.fixes).chain(&group).cloned().collect();
            let attempt = self.attempt(fixes);
            let faults = self.faults(&attempt);
            if faults.is_empty() {
                best = Some(attempt);
                continue;
            }
            if let [one] = group.as_slice() {
                let why = faults.get(&one.finding).cloned();
                // What is to blame need not be the fix itself, but it came with it.
                let why = why.or_else(|| faults.into_values().next()).unwrap_or(Broken::Stays);
                refused.insert(one.finding, why);
                continue;
            }
            let (mut bad, mut good): (Vec<_>, Vec<_>) =
                group.into_iter().partition(|it| faults.contains_key(&it.finding));
            if good.is_empty() || bad.is_empty() {
                let all = if good.is_empty() { &mut bad } else { &mut good };
                let rest = all.split_off(all.len() / 2);
                groups.extend([rest, std::mem::take(all)]);
            } else {
                groups.extend([bad, good]);
            }
        }
        let finding = |index: usize| self.outcome.diagnostics.get(index);
        let undone = refused.into_iter().filter_map(|(index, why)| {
            let finding = finding(index)?;
            Some(Undone {
                rule: Arc::clone(&finding.rule),
                message: finding.message.clone(),
                span: finding.primary.span,
                why,
            })
        });
        let undone: Vec<Undone> = undone.collect();
        self.undone.extend(undone);
        let Some(best) = best else { return };
        let rules = best.fixes.iter().filter_map(|it| finding(it.finding));
        self.applied.extend(rules.map(|finding| Arc::clone(&finding.rule)).collect::<Vec<_>>());
        self.applied.extend(best.more.iter().cloned());
        for undone in &mut self.undone {
            undone.span = best.span(undone.span);
        }
        self.pieces =
            best.maps.iter().fold(std::mem::take(&mut self.pieces), |it, map| map.pieces(&it));
        self.text = best.text;
        self.outcome = best.outcome;
    }

    /// Applies fixes that do not touch each other, and lints; what that brings to light is mended in
    /// turn, if all of it can be.
    fn attempt(&mut self, fixes: Vec<Candidate>) -> Attempt {
        let (text, map) = replaced(&self.text, &fixes);
        self.lints += 1;
        let outcome = (self.lint)(&text);
        let mut attempt = Attempt { fixes, more: Vec::new(), maps: vec![map], text, outcome };
        for _ in 1..STEPS {
            let new = &attempt.outcome.diagnostics;
            let (_, added) = unmatched(&self.outcome.diagnostics, new, &attempt);
            let mendable = added.iter().filter(|it| it.severity >= Severity::Warning);
            let mendable = mendable.enumerate().map(|(finding, it)| {
                let replacements = self.replacements(&attempt.text, it)?;
                Some((Arc::clone(&it.rule), Candidate { finding, replacements }))
            });
            let Some(more) = mendable.collect::<Option<Vec<_>>>() else { break };
            if more.is_empty() {
                break;
            }
            let (rules, candidates): (Vec<_>, Vec<_>) = more.into_iter().unzip();
            let chosen = apart(candidates);
            let rules = chosen.iter().filter_map(|it| rules.get(it.finding).cloned());
            attempt.more.extend(rules.collect::<Vec<_>>());
            let (text, map) = replaced(&attempt.text, &chosen);
            self.lints += 1;
            attempt.outcome = (self.lint)(&text);
            attempt.text = text;
            attempt.maps.push(map);
        }
        attempt
    }

    /// Compares what is found after an attempt with what was found before.
    fn faults(&self, attempt: &Attempt) -> Faults {
        let old = &self.outcome.diagnostics;
        let new = &attempt.outcome.diagnostics;
        let (left, added) = unmatched(old, new, attempt);
        let mut faults = Faults::new();
        for fix in &attempt.fixes {
            if !left.contains(&fix.finding) {
                faults.insert(fix.finding, Broken::Stays);
            }
        }
        for finding in added {
            if finding.severity < Severity::Warning {
                continue;
            }
            // The fix nearest to it is the first to suspect.
            let at = finding.primary.span;
            let nearest = attempt.fixes.iter().min_by_key(|fix| {
                let places = fix.replacements.iter().map(|it| attempt.span(it.span));
                places.map(|it| gap(it, at)).min().unwrap_or(u32::MAX)
            });
            if let Some(fix) = nearest {
                let brings = || Broken::Brings(Arc::clone(&finding.rule));
                faults.entry(fix.finding).or_insert_with(brings);
            }
        }
        if faults.is_empty() && self.safety == Safety::Safe && !self.keeps_source(&attempt.text) {
            faults.extend(attempt.fixes.iter().map(|fix| (fix.finding, Broken::Source)));
        }
        faults
    }

    /// Whether a side-by-side article says in the source's language what it said.
    fn keeps_source(&self, text: &str) -> bool {
        let source = |text: &str| sxs::split(text).map(|split| split.source.text);
        source(&self.text) == source(text)
    }
}

/// A replacement that keeps the file's line endings, its byte order mark and the way it ends.
fn in_keeping(whole: &str, span: Span, new: &str) -> Replacement {
    let mark = whole.len() - whole.trim_start_matches('\u{feff}').len();
    let start = span.start.max(mark as u32);
    let span = Span { start, end: span.end.max(start) };
    let mut text = new.to_owned();
    if text.contains('\n') && ends_lines_with_return(whole, span.start as usize) {
        text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    if span.end as usize == whole.len() {
        let ending = |text: &str| {
            let kept = text.strip_suffix('\n').unwrap_or(text);
            kept.strip_suffix('\r').unwrap_or(kept).len()
        };
        let (had, has) = (whole.ends_with('\n'), text.ends_with('\n'));
        if had && !has && !span.is_empty() {
            let kept = ending(whole);
            text.push_str(whole.get(kept..).unwrap_or("\n"));
        } else if !had && has {
            text.truncate(ending(&text));
        }
    }
    Replacement { span, text }
}

/// Whether the line end nearest to a place, before it if there is one, is `\r\n`.
fn ends_lines_with_return(whole: &str, at: usize) -> bool {
    let bytes = whole.as_bytes();
    let before = bytes.get(..at).and_then(|before| memchr::memrchr(b'\n', before));
    let after = || Some(at + memchr::memchr(b'\n', bytes.get(at..)?)?);
    let end = before.or_else(after).and_then(|end| end.checked_sub(1));
    end.and_then(|last| bytes.get(last)) == Some(&b'\r')
}

/// Bytes between two spans.
fn gap(one: Span, other: Span) -> u32 {
    one.start.saturating_sub(other.end).max(other.start.saturating_sub(one.end))
}

/// A text with replacements that do not touch each other.
fn replaced(before: &str, fixes: &[Candidate]) -> (String, Map) {
    let mut all: Vec<&Replacement> = fixes.iter().flat_map(|it| &it.replacements).collect();
    all.sort_by_key(|it| it.span);
    let mut text = String::with_capacity(before.len() + 64);
    let mut done = 0;
    for it in &all {
        text.push_str(before.get(done..it.span.start as usize).unwrap_or(""));
        text.push_str(&it.text);
        done = it.span.end as usize;
    }
    text.push_str(before.get(done..).unwrap_or(""));
    (text, Map::of(&all))
}

/// Of candidates in order of importance those that touch no byte of one before.
fn apart(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut taken: BTreeMap<u32, Span> = BTreeMap::new();
    let free = |taken: &BTreeMap<u32, Span>, span: Span| {
        let before = taken.range(..=span.start).next_back();
        let after = taken.range(span.start..).next();
        before.into_iter().chain(after).all(|(_, other)| !other.overlaps(span))
    };
    let mut chosen = Vec::new();
    for candidate in candidates {
        if candidate.replacements.iter().all(|it| free(&taken, it.span)) {
            taken.extend(candidate.replacements.iter().map(|it| (it.span.start, it.span)));
            chosen.push(candidate);
        }
    }
    chosen
}

/// Puts findings of two texts beside each other: the old ones that are gone, by index, and the new
/// ones that were not there. First those of one message at one place, then of one message anywhere,
/// then of one rule at one place: what a message quotes may have changed beside it.
fn unmatched<'d>(
    old: &[Diagnostic],
    new: &'d [Diagnostic],
    attempt: &Attempt,
) -> (BTreeSet<usize>, Vec<&'d Diagnostic>) {
    let mut exact: HashMap<(&str, &str, Span), Vec<usize>> = HashMap::new();
    for (index, finding) in new.iter().enumerate().rev() {
        let key = (&*finding.rule, finding.message.as_str(), finding.primary.span);
        exact.entry(key).or_default().push(index);
    }
    let mut gone = BTreeSet::new();
    let mut taken = vec![false; new.len()];
    let mut take = |index: usize| taken.get_mut(index).map(|flag| std::mem::replace(flag, true));
    for (index, finding) in old.iter().enumerate() {
        let key = (&*finding.rule, finding.message.as_str(), attempt.span(finding.primary.span));
        match exact.get_mut(&key).and_then(Vec::pop) {
            Some(found) => drop(take(found)),
            None => drop(gone.insert(index)),
        }
    }
    let mut rest: Vec<usize> =
        (0..new.len()).filter(|&index| taken.get(index) == Some(&false)).collect();
    for by_message in [true, false] {
        gone.retain(|&index| {
            let Some(finding) = old.get(index) else { return false };
            let place = attempt.span(finding.primary.span);
            let found = rest.iter().position(|&other| {
                new.get(other).is_some_and(|other| {
                    let same = other.message == finding.message;
                    other.rule == finding.rule
                        && if by_message { same } else { other.primary.span.overlaps(place) }
                })
            });
            found.map(|at| rest.swap_remove(at)).is_none()
        });
    }
    rest.sort_unstable();
    (gone, rest.into_iter().filter_map(|index| new.get(index)).collect())
}

/// Where what stood in a text stands after replacements.
#[derive(Debug)]
struct Map {
    /// What is replaced and the length of the new text, in order of place.
    list: Vec<(Span, u32)>,
    /// The place of each in the new text.
    starts: Vec<u32>,
}

impl Map {
    fn of(replacements: &[&Replacement]) -> Map {
        let list: Vec<(Span, u32)> =
            replacements.iter().map(|it| (it.span, it.text.len() as u32)).collect();
        let mut starts = Vec::with_capacity(list.len());
        let (mut old, mut new) = (0, 0);
        for (span, length) in &list {
            new += span.start - old;
            starts.push(new);
            new += length;
            old = span.end;
        }
        Map { list, starts }
    }

    /// A span of the old text in the new one. What was replaced in part is replaced as a whole.
    fn span(&self, span: Span) -> Span {
        let start = self.offset(span.start, false);
        Span { start, end: self.offset(span.end, true).max(start) }
    }

    /// `end` says that the offset ends a span, so that what is put in there belongs to it.
    /// `end` says that the offset ends a span: what is put in there stands behind it.
    fn offset(&self, at: u32, end: bool) -> u32 {
        let next = self
            .list
            .partition_point(|(span, _)| if end { span.start < at } else { span.end <= at });
        if let (false, Some((span, _)), Some(new)) =
            (end, self.list.get(next), self.starts.get(next))
            && span.start < at
        {
            return *new;
        }
        let last = next.checked_sub(1);
        match last.and_then(|last| Some((self.list.get(last)?, self.starts.get(last)?))) {
            Some(((span, length), new)) => new + length + at.saturating_sub(span.end),
            None => at,
        }
    }

    /// The pieces of a text after the replacements.
    fn pieces(&self, old: &[Piece]) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::with_capacity(old.len() + self.list.len() * 2);
        let mut push = |piece: Piece| match (out.last_mut(), piece) {
            (_, Piece::New(0)) => {}
            (_, Piece::Kept(span)) if span.is_empty() => {}
            (Some(Piece::New(last)), Piece::New(more)) => *last += more,
            (Some(Piece::Kept(last)), Piece::Kept(span)) if last.end == span.start => {
                last.end = span.end;
            }
            (_, piece) => out.push(piece),
        };
        let mut cuts = self.list.iter().peekable();
        let mut at = 0;
        for piece in old {
            let length = match piece {
                Piece::Kept(span) => span.len() as u32,
                Piece::New(length) => *length,
            };
            let part = |from: u32, to: u32| match piece {
                Piece::Kept(span) => {
                    Piece::Kept(Span { start: span.start + from, end: span.start + to })
                }
                Piece::New(_) => Piece::New(to - from),
            };
            let mut done = 0;
            while let Some((span, new)) = cuts.peek() {
                if span.start > at + length || (span.start == at + length && !span.is_empty()) {
                    break;
                }
                let start = span.start.saturating_sub(at).max(done);
                let end = (span.end.saturating_sub(at)).min(length).max(start);
                push(part(done, start));
                done = end;
                if span.start >= at {
                    push(Piece::New(*new));
                }
                if span.end > at + length {
                    break;
                }
                cuts.next();
            }
            push(part(done, length));
            at += length;
        }
        out
    }
}

/// What pieces leave out of a text of `length` bytes, and what they put in.
fn changes(pieces: &[Piece], length: usize) -> Vec<Change> {
    let mut out = Vec::new();
    let (mut before, mut after) = (0, 0);
    let mut new = 0;
    let end = Piece::Kept(Span::at(length));
    for piece in pieces.iter().chain([&end]) {
        match piece {
            Piece::New(length) => new += length,
            Piece::Kept(span) => {
                if span.start > before || new > 0 {
                    out.push(Change {
                        before: Span { start: before, end: span.start },
                        after: Span { start: after, end: after + new },
                    });
                }
                after += new + span.len() as u32;
                new = 0;
                before = span.end;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Edit, Fix, Label};

    /// A finding for each `!` of a text, whose fix is what the closure says.
    fn lint(text: &str, repair: &dyn Fn(usize) -> Vec<(usize, usize, &'static str)>) -> Outcome {
        let find = |(at, _): (usize, &str)| {
            let file = FileId(0);
            let edit = |(start, end, text): (usize, usize, &str)| Edit {
                file,
                span: Span::new(start, end),
                text: text.to_owned(),
            };
            let (span, window) = (Span::new(at, at + 1), Span::new(0, text.len()));
            let label = Label { file, span, window, message: String::new() };
            let bang = Diagnostic::new("test/bang", Severity::Warning, "a bang".to_owned(), label);
            let edits = repair(at).into_iter().map(edit).collect();
            Diagnostic { fix: Some(Fix { safety: Safety::Safe, edits }), ..bang }
        };
        Outcome { diagnostics: text.match_indices('!').map(find).collect(), ..Outcome::default() }
    }

    fn fixed(text: &str, repair: &dyn Fn(usize) -> Vec<(usize, usize, &'static str)>) -> Fixed {
        let first = lint(text, repair);
        let fixed = fix(text, first, FileId(0), Safety::Safe, &mut |text| lint(text, repair));
        // What changed is all that changed.
        let (mut rebuilt, mut at) = (String::new(), 0);
        for change in &fixed.changes {
            rebuilt.push_str(&text[at..change.before.start as usize]);
            rebuilt.push_str(change.after.of_text(&fixed.text));
            at = change.before.end as usize;
        }
        rebuilt.push_str(&text[at..]);
        assert_eq!(rebuilt, fixed.text, "{:?}", fixed.changes);
        fixed
    }

    #[test]
    fn each_fix_is_all_of_its_edits() {
        let swap = |at: usize| vec![(at, at + 1, "."), (0, 1, "X")];
        let done = fixed("ab! cd! ef", &swap);
        assert_eq!(done.text, "Xb. cd. ef", "the second waits for the first");
        assert_eq!(done.applied.len(), 2);
        assert!(done.settled && done.undone.is_empty());
    }

    #[test]
    fn a_fix_that_breaks_its_word_is_undone_alone() {
        let repair = |at: usize| match at {
            2 => vec![(at, at + 1, "?!")],
            5 => vec![(at, at + 1, "")],
            _ => vec![(at, at + 1, ";")],
        };
        let done = fixed("a !b !c ! d !", &repair);
        assert!(done.text.contains('!') && done.text.contains(';'), "{}", done.text);
        assert!(done.settled);
        assert!(!done.undone.is_empty());
        assert!(done.outcome.diagnostics.iter().all(|finding| finding.fix.is_none()));
    }

    #[test]
    fn the_way_the_file_is_written_stays() {
        let lines = |at: usize| vec![(at, at + 1, "x\ny\n")];
        assert_eq!(fixed("a\r\nb!", &lines).text, "a\r\nbx\r\ny", "no line end at the end");
        assert_eq!(fixed("a\nb!\n", &lines).text, "a\nbx\ny\n\n");
        let first = |at: usize| vec![(at, at + 1, ""), (0, 0, "x")];
        assert_eq!(fixed("\u{feff}a!\n", &first).text, "\u{feff}xa\n");
        let tail = |at: usize| vec![(at, at + 3, "")];
        assert_eq!(fixed("a\r\nb!\r\n", &tail).text, "a\r\nb\r\n");
    }

    #[test]
    fn what_goes_in_circles_ends() {
        let wander = |at: usize| vec![(at, at + 1, ""), (at + 1, at + 2, "")];
        let done = fixed(&"!ab".repeat(300), &wander);
        assert!(done.text.len() < 900);
        let more = |at: usize| vec![(at, at, "!")];
        let done = fixed(&"a!".repeat(500), &more);
        assert_eq!((done.text.len(), done.applied.len()), (1000, 0));
    }

    #[test]
    fn places_after_replacements() {
        let at = |start, end, text: &str| Replacement {
            span: Span::new(start, end),
            text: text.to_owned(),
        };
        let list = [at(2, 4, "xyz"), at(6, 6, "-"), at(8, 9, "")];
        let map = Map::of(&list.iter().collect::<Vec<_>>());
        let span = |start, end| map.span(Span::new(start, end));
        assert_eq!(span(0, 2), Span::new(0, 2));
        assert_eq!(span(2, 4), Span::new(2, 5), "what is replaced is what stands there now");
        assert_eq!(span(3, 7), Span::new(2, 9));
        assert_eq!(span(4, 6), Span::new(5, 7), "before what is put in");
        assert_eq!(span(6, 8), Span::new(8, 10), "behind it");
        assert_eq!(span(8, 9), Span::new(10, 10));
    }
}
