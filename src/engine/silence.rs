//! Findings that an article asks to let be. Suppressions are read from both sides: a comment in the
//! source counts for its translations, at what renders the stretch it is about.

use super::{Active, Input, finish::Maker};
use crate::{
    bitext::{Bitext, Side},
    diagnostic::{Diagnostic, Fix, Safety},
    rules::{Place, index::Wants, meta::Scope},
    suppress::{self, Name, Removal, Suppression},
    text::{FileId, Span},
};

/// The suppressions of an article with what they cover, for findings about several articles, and for
/// who knows all rules to judge them.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Silence {
    /// Suppressions, the target's own first.
    pub list: Vec<Silenced>,
    /// Comments of the target that do nothing, bytes of the file: whether each ends something.
    pub stray: Vec<(Span, bool)>,
}

/// A suppression in terms of files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Silenced {
    /// The comment, where the target's article holds it: only then it is judged.
    pub at: Option<Span>,
    /// The rules; spans count bytes of the file where the target's article holds them.
    pub names: Vec<Name>,
    /// Whether it says why.
    pub reason: bool,
    /// Whether its end is there.
    pub closed: bool,
    /// Whether it is about the whole article.
    pub whole: bool,
    /// Whether something was let be for it; `None` where a rule that it names did not run here, so
    /// that nobody can tell.
    pub used: Option<bool>,
    /// For one that is of no use, how it is taken out.
    pub removal: Option<Fix>,
    /// What it is about.
    places: Vec<(FileId, Span)>,
}

impl Silence {
    /// Whether a finding is to be let be.
    pub fn covers(&self, finding: &Diagnostic) -> bool {
        self.list.iter().any(|it| it.covers(finding))
    }

    /// Reads the suppressions of an article.
    pub(super) fn of(maker: &Maker<'_, '_>, input: &Input<'_>, rules: &[Active<'_>]) -> Silence {
        let mut silence = Silence::default();
        let bitext = maker.bitext;
        // Few articles have comments at all, and only in those the word is sought.
        let mut sides = std::iter::once(&bitext.target_facts).chain(&bitext.source_facts);
        if !sides.any(suppress::is_possible) {
            return silence;
        }
        let holds = |text: &str| memchr::memmem::find(text.as_bytes(), MARK.as_bytes()).is_some();
        if !holds(input.text) && !input.source.as_ref().is_some_and(|it| holds(it.text)) {
            return silence;
        }
        let found = suppress::read(bitext.target);
        let file = |span: Span| maker.to_file(Side::Target, span);
        silence.stray.extend(found.stray.iter().map(|it| (file(it.at), it.end)));
        for it in found.list {
            let places = it.scope.map(|scope| (input.file, covered(bitext, file(scope))));
            let names = it.names.iter().map(|name| Name { span: file(name.span), ..name.clone() });
            silence.list.push(Silenced {
                at: Some(file(it.at)),
                names: names.collect(),
                places: places.into_iter().collect(),
                used: judged(&it, bitext, rules).then_some(false),
                ..Silenced::of(&it)
            });
        }
        let Some(source) = bitext.source else { return silence };
        for it in suppress::read(source).list {
            // What stands between pairs is the target's, too.
            if bitext.split.is_some_and(|split| split.source.is_shared(it.at)) {
                continue;
            }
            let places = it.scope.map(|scope| renderings(maker, input, scope));
            let places = places.unwrap_or_default();
            silence.list.push(Silenced { places, ..Silenced::of(&it) });
        }
        silence
    }

    /// Takes out the findings that are to be let be.
    pub(super) fn settle(&mut self, findings: &mut Vec<Diagnostic>) {
        if self.list.is_empty() {
            return;
        }
        let list = &mut self.list;
        findings.retain(|finding| {
            let mut kept = true;
            for it in list.iter_mut().filter(|it| it.covers(finding)) {
                kept = false;
                it.used = it.used.map(|_| true);
            }
            kept
        });
    }

    /// Says how those are taken out that are of no use.
    pub(super) fn mend(&mut self, maker: &Maker<'_, '_>) {
        if self.list.iter().all(|it| it.used != Some(false)) {
            return;
        }
        // The target's own come first, in the order in which they are read.
        let target = maker.bitext.target;
        for (it, read) in self.list.iter_mut().zip(suppress::read(target).list) {
            let removal =
                if it.used == Some(false) { suppress::removal(target, &read) } else { None };
            it.removal = removal.and_then(|Removal { spans, harmless }| {
                let safety = if harmless { Safety::Safe } else { Safety::Unsafe };
                let place = Place::Text(Side::Target);
                maker.fix(safety, spans.into_iter().map(|it| (place, it, String::new())).collect())
            });
        }
    }
}

/// What articles without suppressions do not hold: front matter has no more than this of the word.
const MARK: &str = "loclint";

impl Silenced {
    fn of(it: &Suppression) -> Silenced {
        Silenced {
            at: None,
            names: it.names.clone(),
            reason: it.reason,
            closed: it.closed,
            whole: it.scope.is_none(),
            used: None,
            removal: None,
            places: Vec::new(),
        }
    }

    fn covers(&self, finding: &Diagnostic) -> bool {
        let means = |name: &Name| name.means(&finding.rule) || (self.whole && name.is_all());
        if !self.names.iter().any(means) {
            return false;
        }
        let primary = &finding.primary;
        self.whole
            || self.places.iter().any(|(file, place)| {
                let start = primary.span.start;
                let here = *file == primary.file && place.start <= start && start <= place.end;
                // A block that the translation lacks is shown where the source has it.
                let shown = |it: &crate::diagnostic::Label| {
                    it.file == *file && *file != primary.file && place.contains(it.span)
                };
                here || finding.related.iter().any(shown)
            })
    }
}

/// A stretch of the file with the whole of each pair that it touches: the tags of a pair and its source
/// belong to what is silenced.
fn covered(bitext: &Bitext<'_>, file: Span) -> Span {
    let touched = bitext.segments.iter().filter(|it| !it.file.is_empty() && it.file.overlaps(file));
    touched.fold(file, |all, segment| all.join(segment.file))
}

/// Where a stretch of the source stands, and what renders it.
fn renderings(maker: &Maker<'_, '_>, input: &Input<'_>, scope: Span) -> Vec<(FileId, Span)> {
    let bitext = maker.bitext;
    let mut places = Vec::new();
    if let Some(source) = &input.source
        && bitext.is_two_files()
    {
        places.push((source.file, scope));
    }
    // One that is touched at its edge alone is another block.
    let within = |span: Span| span.start < scope.end && scope.start < span.end.max(span.start + 1);
    for segment in bitext.segments.iter().filter(|it| within(it.source)) {
        places.push((input.file, segment.file));
    }
    for pair in &bitext.pairs {
        let touched = bitext.source_view(pair).is_some_and(|it| within(it.span));
        let segments = || bitext.segments_of(pair).iter().any(|it| within(it.source));
        if let Some(target) = bitext.target_view(pair).filter(|_| touched && !segments()) {
            places.push((input.file, maker.to_file(Side::Target, target.span)));
        }
    }
    places
}

/// Whether it can be told that a suppression is of no use: rules that it names ran, all on this article
/// alone, with the source that they need.
fn judged(it: &Suppression, bitext: &Bitext<'_>, rules: &[Active<'_>]) -> bool {
    let ran = |active: &Active<'_>| {
        active.rule.wants() == Wants::NOTHING
            && (bitext.source.is_some() || active.meta.scope != Scope::Pair)
    };
    !it.names.is_empty()
        && it.names.iter().all(|name| {
            let mut named = rules.iter().filter(|active| name.means(&active.meta.id)).peekable();
            named.peek().is_some() && named.all(ran)
        })
}
