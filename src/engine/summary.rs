//! The first phase of rules about several articles: what is kept of one, while it is linted.

use super::finish::Maker;
use crate::{
    bitext::{Looks, Side, UnitWords, Verdict},
    diagnostic::fingerprint,
    facts::{Fact, FactKind, Facts, View, ViewKind, Word, WordFlags, collapsed, eights},
    rules::{
        Place,
        index::{Context, LabelUse, LinkUse, SentenceUse, Spot, Summary, Wants},
    },
    text::{Excerpts, Span},
};
use std::collections::BTreeSet;

/// Summarizes the article as far as the rules want it.
pub(super) fn summarize(maker: &Maker<'_, '_>, wants: Wants) -> Summary {
    let bitext = maker.bitext;
    let mut summary = Summary { locale: bitext.languages.target.clone(), ..Summary::default() };
    summary.source_locale = bitext.source.map(|_| bitext.languages.source.clone());
    // A sentence of an article alone renders nothing that is known.
    if bitext.source.is_some() {
        if wants.has(Wants::SENTENCES) {
            summary.sentences = sentences(maker, wants.words());
        }
        if wants.has(Wants::LABELS) {
            summary.labels = labels(maker);
            summary.excerpts = maker.excerpts(&summary.labels);
        }
    }
    // Side-by-side articles are published with the source's anchors, by a build that checks its links.
    let plain = bitext.split.is_none();
    if plain && wants.has(Wants::LINKS) {
        let kept: BTreeSet<u32> = bitext
            .matches
            .iter()
            .filter(|it| matches!(it.verdict, Verdict::Kept | Verdict::Moved))
            .filter(|it| {
                let key = |fact: Option<&Fact<'_>>| fact.map(|fact| fact.key.to_string());
                key(bitext.target_fact(it)) == key(bitext.source_fact(it))
            })
            .filter_map(|it| it.target)
            .collect();
        let facts = bitext.target_facts.facts.iter().enumerate();
        summary.links = facts
            .filter_map(|(index, fact)| link(maker, fact, kept.contains(&(index as u32))))
            .collect();
    }
    if plain && wants.has(Wants::FRAGMENTS) {
        let sides = [Some(&bitext.target_facts), bitext.source_facts.as_ref()];
        let names = sides.into_iter().flatten().flat_map(Facts::fragments);
        let hashes: BTreeSet<u64> = names.map(|name| fingerprint([&*name])).collect();
        summary.fragments = hashes.into_iter().collect();
    }
    summary
}

impl Maker<'_, '_> {
    /// A place of the target, as the index keeps it.
    fn spot(&self, span: Span) -> Spot {
        let place = Place::Text(Side::Target);
        let label = self.label(place, span, String::new());
        Spot {
            span: label.span,
            window: label.window,
            id: self.segment(place, span),
            source: self.source_of_segment(span),
            evidence: self.evidence(place, span),
        }
    }

    /// What is read of labels: their sentences, and the ids of these, which stand just before.
    fn excerpts(&self, labels: &[LabelUse]) -> Excerpts {
        let near = |id: &Span, start: u32| start.checked_sub(id.end).is_some_and(|it| it < MARKUP);
        let stretches = labels.iter().flat_map(|label| {
            let around = label.at.window.join(label.run);
            match label.at.id {
                Some(id) if near(&id, around.start) => [Some(id.join(around)), None],
                id => [Some(around), id],
            }
        });
        Excerpts::of(self.input.text, stretches.flatten().collect())
    }

    /// In a side-by-side file, the source of the segment that a place of the target stands in.
    fn source_of_segment(&self, span: Span) -> Option<Span> {
        let split = self.bitext.split?;
        let segment = self.bitext.segment_at(Side::Target, span.start)?;
        Some(split.source.to_file(segment.source))
    }

    /// Hash of the words of a stretch, letter case and what stands between them aside; how many.
    fn words(&self, side: Side, span: Span) -> (u64, u16) {
        let words = self.bitext.words(side, span);
        (hash_of_words(words), u16::try_from(words.len()).unwrap_or(u16::MAX))
    }
}

/// Bytes of markup between the id of a segment and its text; a few more cost less than a stretch of its
/// own.
const MARKUP: u32 = 16;

/// A fixed hash that takes eight bytes at a time: what is summarized is all the text there is.
struct Hash(u64);

impl Hash {
    fn new() -> Hash {
        Hash(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, part: u64) {
        self.0 = (self.0.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    /// Text as it is.
    fn text(&mut self, text: &str) {
        let mut chunks = text.as_bytes().chunks_exact(8);
        for chunk in &mut chunks {
            self.add(chunk.try_into().map_or(0, u64::from_le_bytes));
        }
        self.rest(chunks.remainder());
    }

    /// The end of a text, less than eight bytes.
    fn rest(&mut self, rest: &[u8]) {
        self.add(rest.iter().fold(1, |sum, byte| sum << 8 | u64::from(*byte)));
    }

    /// The hash, all its bits mixed.
    fn finish(self) -> u64 {
        let mixed = (self.0 ^ self.0 >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
        mixed ^ mixed >> 32
    }
}

/// Hash of words, letter case and what stands between them aside.
fn hash_of_words(words: &[Word]) -> u64 {
    let mut hash = Hash::new();
    for word in words {
        hash.add(word.key.number());
    }
    hash.finish()
}

fn sentences(maker: &Maker<'_, '_>, least: u16) -> Vec<SentenceUse> {
    let bitext = maker.bitext;
    let facts = &bitext.target_facts;
    let mut found = Vec::with_capacity(bitext.segments.len());
    // The places of blocks without segments are looked for, each from the one before on.
    let mut targets = bitext.split.map(|split| split.target.places());
    let mut views = ViewsInOrder { views: &facts.views, next: 0 };
    for UnitWords { unit, target: ours, source: theirs, .. } in bitext.units() {
        let words = u16::try_from(theirs.len()).unwrap_or(u16::MAX);
        if ours.is_empty() || words < least.max(1) || bitext.are_same_words(ours, theirs) {
            continue;
        }
        let Some(view) = views.at(unit.target.start) else { continue };
        let context = match view.kind {
            ViewKind::Heading(_) => Context::Heading,
            ViewKind::HeadCell | ViewKind::Cell => Context::Cell,
            _ => Context::Text,
        };
        let own = bitext.split.zip(unit.segment);
        let segment = own.and_then(|(split, it)| split.segments.get(it as usize));
        let span = match (segment, &mut targets) {
            (Some(segment), _) => segment.target_file,
            (None, Some(places)) => places.to_file(unit.target),
            (None, None) => unit.target,
        };
        let segment = segment.map(|it| (it.id, it.source_file));
        let evidence = hash_of_collapsed(bitext.text(Side::Source, unit.source));
        let target = hash_of_words(ours);
        found.push(SentenceUse { span, segment, evidence, target, words, context });
    }
    found.shrink_to_fit();
    found
}

/// The views of an article, for offsets that mostly come in order.
struct ViewsInOrder<'v, 'a> {
    views: &'v [View<'a>],
    /// How many of them start at the last offset or before.
    next: usize,
}

/// Views that are looked at one by one before all are searched.
const NEAR: usize = 4;

impl<'v, 'a> ViewsInOrder<'v, 'a> {
    /// See [`Facts::view_at`].
    fn at(&mut self, offset: u32) -> Option<&'v View<'a>> {
        let behind = |index: usize| self.views.get(index).is_none_or(|it| it.span.start > offset);
        let here = self.next > 0 && !behind(self.next - 1);
        let near = (self.next..self.next + NEAR).find(|index| behind(*index)).filter(|_| here);
        self.next =
            near.unwrap_or_else(|| self.views.partition_point(|it| it.span.start <= offset));
        let view = self.views.get(self.next.checked_sub(1)?)?;
        (offset <= view.span.end).then_some(view)
    }
}

/// Hash of a text without what [`collapsed`] leaves out.
fn hash_of_collapsed(text: &str) -> u64 {
    let mut hash = Hash::new();
    // Nearly every text is hashed in the same walk that finds nothing to leave out.
    if let Some(rest) = eights(text, |eight| hash.add(eight)) {
        hash.rest(rest);
    } else {
        hash = Hash::new();
        hash.text(&collapsed(text));
    }
    hash.finish()
}

fn labels(maker: &Maker<'_, '_>) -> Vec<LabelUse> {
    let bitext = maker.bitext;
    let mut found = Vec::new();
    let mut spots = Spots { maker, last: None };
    for pair in bitext.compared(Looks::at(&[FactKind::Strong])) {
        for (matched, ours, theirs) in bitext.on_both_sides(pair) {
            if (matched.kind, matched.verdict) != (FactKind::Strong, Verdict::Kept) {
                continue;
            }
            let own = bitext.words(Side::Target, ours.text);
            let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
            let (source, words) = maker.words(Side::Source, theirs.text);
            if words == 0 {
                continue;
            }
            let others = bitext
                .matches_of(pair)
                .iter()
                .filter(|other| other.kind == FactKind::Strong && other.segment == matched.segment);
            found.push(LabelUse {
                at: spots.at(ours.text),
                run: maker.to_file(Side::Target, ours.span),
                source,
                target: hash_of_words(own),
                words,
                target_words: u16::try_from(own.len()).unwrap_or(u16::MAX),
                loose: [first, last].iter().any(|word| word.is(WordFlags::TARGET_FUNCTION)),
                alone: others.count() == 1,
            });
        }
    }
    found
}

/// Makes the spots of labels: those of one segment, which come one behind the other, share all but the
/// place itself.
struct Spots<'m, 'i, 'a> {
    maker: &'m Maker<'i, 'a>,
    /// The segment of the last label, and the spot of all of it.
    last: Option<(u32, Spot)>,
}

impl Spots<'_, '_, '_> {
    /// See [`Maker::spot`].
    fn at(&mut self, span: Span) -> Spot {
        let bitext = self.maker.bitext;
        let Some(index) = bitext.segment_index_at(Side::Target, span.start) else {
            return self.maker.spot(span);
        };
        let known = self.last.filter(|(last, _)| *last == index).map(|(_, spot)| spot);
        let Some(whole) = known.or_else(|| self.maker.spot_of_segment(index)) else {
            return self.maker.spot(span);
        };
        self.last = Some((index, whole));
        let span = self.maker.to_file(Side::Target, span);
        Spot { span, window: whole.window.join(span), ..whole }
    }
}

/// A link whose destination is a path of the tree.
fn link(maker: &Maker<'_, '_>, fact: &Fact<'_>, inherited: bool) -> Option<LinkUse> {
    let span = fact.destination().filter(|_| fact.kind == FactKind::Link)?;
    let destination = maker.bitext.text(Side::Target, span);
    let path = destination.split(['#', '?']).next().unwrap_or("");
    let elsewhere = path.is_empty()
        || path.starts_with("//")
        || path.contains(['{', '<', '$', '*'])
        || path.starts_with("~/")
        || path.split('/').next().is_some_and(|first| first.contains(':'));
    (!elsewhere).then(|| LinkUse {
        destination: destination.into(),
        at: maker.spot(span),
        inherited,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_hashed_as_it_is_without_what_is_left_out() {
        for text in
            ["", "a", "one two", "one two three four", "twelve bytes", "  one\ttwo \u{a0}x "]
        {
            let mut hash = Hash::new();
            hash.text(&collapsed(text));
            assert_eq!(hash_of_collapsed(text), hash.finish(), "{text:?}");
        }
        assert_eq!(hash_of_collapsed("one  two "), hash_of_collapsed("one two"));
        assert_ne!(hash_of_collapsed("one two"), hash_of_collapsed("onetwo"));
    }

    #[test]
    fn words_are_hashed_in_order_and_without_their_case() {
        let hash =
            |text: &str| hash_of_words(&Facts::words_of_value(text, Span::new(0, text.len())));
        assert_eq!(hash("Een twee, drieëndertigste"), hash("een TWEE DRIEËNDERTIGSTE"));
        for other in ["een drieëndertigste twee", "een twee", "een twee drieëndertigsten", ""] {
            assert_ne!(hash("een twee drieëndertigste"), hash(other), "{other}");
        }
    }
}
