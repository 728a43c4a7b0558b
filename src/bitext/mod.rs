//! Floor 4: two articles side by side. A [`Bitext`] pairs the blocks of target and source
//! ([`BlockPair`]), knows the segments where the file gives them ([`SegmentPair`]), and has every
//! fact of one side matched with the other's ([`Match`]): rules that compare read that verdict.
//!
//! `align` pairs the blocks of the two projections of a side-by-side file, `two_files` those of a
//! translation and a source that are files of their own, `matching` the facts. A rule that compares
//! need not know which layout a `Bitext` came from.

mod align;
mod asterisks;
mod changes;
mod code_renderings;
mod comparable;
mod destinations;
mod function_words;
mod looks;
mod matching;
mod odd;
mod of_kind;
mod prose;
mod sequence;
mod stretch;
mod touch;
mod two_files;
mod units;
mod untranslated;
mod values;
mod verbatim;

pub use asterisks::{Stray, StrayKind};
pub use changes::{Change, ChangeKind, changes};
pub use comparable::{Unit, UnitWords};
pub use destinations::Places;
pub use looks::Looks;
pub use prose::{Prose, ProseWord};
pub use stretch::Stretch;
pub use touch::Touch;
pub use two_files::{Unaligned, UnalignedKind};
pub use values::AttributeChange;
pub use verbatim::{Fault, Lost};

use crate::{
    ast::{Article, BlockKind, CodeBlock, FrontMatter},
    facts::{Fact, FactKind, Facts, View, Word},
    grammar::sxs::{PairProblem, Split},
    locale::{Locale, LocaleData},
    schema::{self, Schema, SchemaFault},
    text::Span,
};
use function_words::FunctionWords;
use std::{
    cell::{OnceCell, RefCell},
    ops::Range,
};

/// Terms of `no-loc` lists that are looked for; each costs a search of the sentences in doubt.
const MOST_TERMS: usize = 500;

/// One of the two languages.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Side {
    /// The translation.
    Target,
    /// What it was made from.
    Source,
}

/// Index of a fact in its side's [`Facts::facts`].
pub type FactIndex = u32;

/// Languages of the two sides.
#[derive(Clone, Debug)]
pub struct Languages {
    /// Locale of the target, where it is known.
    pub target: Option<Locale>,
    /// Locale of the source.
    pub source: Locale,
}

/// An article beside its source.
#[derive(Debug)]
pub struct Bitext<'a> {
    /// The target article.
    pub target: &'a Article<'a>,
    /// The source article; `None` for an article that stands alone.
    pub source: Option<&'a Article<'a>>,
    /// What the target contains.
    pub target_facts: Facts<'a>,
    /// What the source contains.
    pub source_facts: Option<Facts<'a>>,
    /// The side-by-side file's pieces, where the two come from one file.
    pub split: Option<&'a Split>,
    /// The whole side-by-side file, which the pieces' spans count bytes of; empty where there is none.
    pub file: &'a str,
    /// Locales.
    pub languages: Languages,
    /// What is known of the target's language; the empty default where it is not known.
    pub target_data: &'static LocaleData,
    /// What is known of the source's language.
    pub source_data: &'static LocaleData,
    /// Terms that are not to be translated, by the `no-loc` lists of both front matters.
    pub kept_terms: Vec<&'a str>,
    /// Where the target's words start that tell of the source's language; see
    /// [`Bitext::may_be_source_language`].
    evidence: Vec<u32>,
    /// See [`Bitext::is_untranslated`].
    untranslated: OnceCell<bool>,
    /// See [`Bitext::units`].
    units: comparable::Cache,
    /// See [`Bitext::odd_segments`].
    odd: odd::Cache,
    /// See [`Bitext::lost_verbatims`].
    verbatims: verbatim::Cache,
    /// Pairs of blocks, in order of the target; those of the source alone stand where they would.
    pub pairs: Vec<BlockPair>,
    /// Those of headings and of code.
    of_kind: of_kind::OfKind,
    /// Segments in order of the target.
    pub segments: Vec<SegmentPair>,
    /// Matches of facts; those of a pair are consecutive.
    pub matches: Vec<Match>,
    /// See [`Bitext::compared`].
    compared: looks::Index,
    /// Of two files, the regions that have no counterpart in place, in order of the target.
    pub unaligned: Vec<Unaligned>,
    /// Of two files, where they lie.
    pub places: Option<Places<'a>>,
    /// Names that fragments may have; made when a link within the article needs them.
    names: OnceCell<destinations::Names>,
    /// Of two files, why nothing says that the target was made from this very source.
    pub unverified: Option<&'a str>,
    /// Of two files, what became of the source since the version that stands here; worked out where a
    /// rule asks for it (`Rule::wants_changes`).
    pub changes: Vec<Change>,
    /// Which version of the source stands here, in words; empty where it is today's.
    pub version: &'a str,
    /// The key of the target's front matter that names the commit of its source, where a layout says
    /// that it is none of the usual ones.
    pub revision_key: Option<&'a str>,
    /// For a translation without source, why there is none.
    pub orphaned: Option<&'a str>,
    /// The segment of each fact, the target's and the source's.
    fact_segments: [Vec<Option<u32>>; 2],
    /// See [`Bitext::view_pairs`].
    view_pairs: OnceCell<[Vec<Option<u32>>; 2]>,
    /// For marking words of the source, which few rules ask for.
    known: &'static FunctionWords,
    /// What the target's front matter has against the schema it was last held against.
    faults: RefCell<Option<(&'static Schema, Vec<SchemaFault>)>>,
}

/// A block of the target beside its block of the source.
#[derive(Clone, Debug)]
pub struct BlockPair {
    /// Index into the target's [`Facts::views`].
    pub target: Option<u32>,
    /// Index into the source's [`Facts::views`].
    pub source: Option<u32>,
    /// Indices into [`Bitext::segments`].
    pub segments: Range<u32>,
    /// Indices into [`Bitext::matches`].
    pub matches: Range<u32>,
    /// Whether both sides are the same bytes of one side-by-side file, so that there is nothing to
    /// compare.
    pub shared: bool,
}

/// A segment: usually one sentence, on both sides.
#[derive(Clone, Debug)]
pub struct SegmentPair {
    /// Its id, in the file.
    pub id: Span,
    /// Bytes of the target article's text.
    pub target: Span,
    /// Bytes of the source article's text.
    pub source: Span,
    /// Bytes of the file, pair markup included.
    pub file: Span,
    /// Index into [`Bitext::pairs`] of the pair it stands in.
    pub pair: Option<u32>,
    /// Whether the pair grammar found it damaged or half missing: what it says of the two sides is
    /// then no evidence.
    pub damaged: bool,
}

/// What became of a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It stands on both sides, in the same segment (in the same block where there are none).
    Kept,
    /// It stands in another segment of the block, or in a block nearby.
    Moved,
    /// Another one stands in its place, close to it.
    Changed,
    /// The source has it, the target does not.
    Missing,
    /// The target has it, the source does not.
    Extra,
}

/// A fact of one side with its counterpart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Match {
    /// Kind of both facts.
    pub kind: FactKind,
    /// What became of it.
    pub verdict: Verdict,
    /// The target's fact; `None` when it is missing.
    pub target: Option<FactIndex>,
    /// The source's fact; `None` when it is extra.
    pub source: Option<FactIndex>,
    /// Index into [`Bitext::segments`] of the segment the fact stands in: the source's where the
    /// source has it.
    pub segment: Option<u32>,
    /// For a code span, placeholder or shortcode that is missing: where its text stands in the target all the
    /// same, as plain text or in code. For an extra placeholder, link or image: where the source has it
    /// all the same, torn by spaces or in a link whose syntax is broken there.
    pub plain: Option<Span>,
}

impl<'a> Bitext<'a> {
    /// What the two projections of a side-by-side file contain; `file` is the whole of it.
    pub fn side_by_side(
        file: &'a str,
        split: &'a Split,
        target: Facts<'a>,
        source: Facts<'a>,
        languages: Languages,
    ) -> Bitext<'a> {
        let mut bitext = Bitext::start(target, Some(source), languages);
        bitext.split = Some(split);
        bitext.file = file;
        align::side_by_side(&mut bitext, split);
        bitext.index_kinds();
        matching::run(&mut bitext);
        bitext.index_matches();
        bitext
    }

    /// A translation beside its source, each a file of its own, by what they contain.
    /// `places` tells where they lie, so that destinations can be resolved.
    pub fn two_files(
        target: Facts<'a>,
        source: Facts<'a>,
        languages: Languages,
        places: Option<Places<'a>>,
    ) -> Bitext<'a> {
        let mut bitext = Bitext::start(target, Some(source), languages);
        bitext.places = places;
        two_files::run(&mut bitext);
        bitext.index_kinds();
        matching::run(&mut bitext);
        bitext.index_matches();
        bitext
    }

    /// Whether target and source are two files.
    pub fn is_two_files(&self) -> bool {
        self.source.is_some() && self.split.is_none()
    }

    /// What an article without a source contains.
    pub fn alone(target: Facts<'a>, languages: Languages) -> Bitext<'a> {
        let mut bitext = Bitext::start(target, None, languages);
        align::alone(&mut bitext);
        bitext.index_kinds();
        bitext
    }

    fn start(
        mut target_facts: Facts<'a>,
        source_facts: Option<Facts<'a>>,
        languages: Languages,
    ) -> Bitext<'a> {
        let target = target_facts.article;
        let source = source_facts.as_ref().map(|facts| facts.article);
        let empty = crate::locale::data("");
        let target_data = languages.target.as_ref().map_or(empty, Locale::data);
        let source_data = languages.source.data();
        let known = FunctionWords::of(target_data, source_data);
        let mut evidence = Vec::new();
        // Of an article alone whose locale nobody names, nothing says that it is a translation.
        if source.is_some() || languages.target.is_some() {
            evidence = known.mark(target.text, &mut target_facts.words);
        }
        let mut kept_terms = prose::kept_terms(target);
        kept_terms.extend(source.iter().flat_map(|source| prose::kept_terms(source)));
        kept_terms.sort_unstable();
        kept_terms.dedup();
        kept_terms.truncate(MOST_TERMS);
        Bitext {
            target,
            source,
            target_facts,
            source_facts,
            split: None,
            file: "",
            languages,
            target_data,
            source_data,
            kept_terms,
            evidence,
            untranslated: OnceCell::new(),
            units: OnceCell::new(),
            odd: OnceCell::new(),
            verbatims: OnceCell::new(),
            pairs: Vec::new(),
            of_kind: of_kind::OfKind::default(),
            segments: Vec::new(),
            matches: Vec::new(),
            compared: looks::Index::default(),
            unaligned: Vec::new(),
            places: None,
            names: OnceCell::new(),
            unverified: None,
            changes: Vec::new(),
            version: "",
            revision_key: None,
            orphaned: None,
            fact_segments: [Vec::new(), Vec::new()],
            view_pairs: OnceCell::new(),
            known,
            faults: RefCell::new(None),
        }
    }

    /// The name of the source's language in English, for messages.
    pub fn source_language(&self) -> &str {
        let name = &self.source_data.name;
        if name.is_empty() { self.languages.source.as_str() } else { name }
    }

    /// The facts of a side; `None` for the source of an article that stands alone.
    pub fn facts(&self, side: Side) -> Option<&Facts<'a>> {
        match side {
            Side::Target => Some(&self.target_facts),
            Side::Source => self.source_facts.as_ref(),
        }
    }

    /// The article of a side.
    pub fn article(&self, side: Side) -> Option<&'a Article<'a>> {
        match side {
            Side::Target => Some(self.target),
            Side::Source => self.source,
        }
    }

    /// The text of a span of a side; empty where the side is not there.
    pub fn text(&self, side: Side, span: Span) -> &'a str {
        self.article(side).map_or("", |article| span.of_text(article.text))
    }

    /// The target's view of a pair.
    pub fn target_view(&self, pair: &BlockPair) -> Option<&View<'a>> {
        self.target_facts.views.get(pair.target? as usize)
    }

    /// The source's view of a pair.
    pub fn source_view(&self, pair: &BlockPair) -> Option<&View<'a>> {
        self.source_facts.as_ref()?.views.get(pair.source? as usize)
    }

    /// The matches of a pair.
    pub fn matches_of(&self, pair: &BlockPair) -> &[Match] {
        self.matches.get(pair.matches.start as usize..pair.matches.end as usize).unwrap_or(&[])
    }

    /// The facts of a pair that stand on both sides, for holding one against the other: the match, the
    /// target's, the source's. None where both sides are the same bytes, or the segment is damaged.
    pub fn on_both_sides<'b>(
        &'b self,
        pair: &BlockPair,
    ) -> impl Iterator<Item = (&'b Match, &'b Fact<'a>, &'b Fact<'a>)> {
        let matches = if pair.shared { &[] } else { self.matches_of(pair) };
        matches.iter().filter_map(|matched| {
            let (target, source) = (self.target_fact(matched)?, self.source_fact(matched)?);
            (!self.is_damaged(matched)).then_some((matched, target, source))
        })
    }

    /// The code of a pair, target and source, where both sides are code.
    pub fn code_blocks(&self, pair: &BlockPair) -> Option<(&'a CodeBlock, &'a CodeBlock)> {
        let code = |view: &View<'a>| match &view.block?.kind {
            BlockKind::Code(code) => Some(code),
            _ => None,
        };
        Some((code(self.target_view(pair)?)?, code(self.source_view(pair)?)?))
    }

    /// The segments of a pair.
    pub fn segments_of(&self, pair: &BlockPair) -> &[SegmentPair] {
        self.segments.get(pair.segments.start as usize..pair.segments.end as usize).unwrap_or(&[])
    }

    /// The target's fact of a match.
    pub fn target_fact(&self, matched: &Match) -> Option<&Fact<'a>> {
        self.target_facts.facts.get(matched.target? as usize)
    }

    /// The source's fact of a match.
    pub fn source_fact(&self, matched: &Match) -> Option<&Fact<'a>> {
        self.source_facts.as_ref()?.facts.get(matched.source? as usize)
    }

    /// The pair of the view that holds the byte at `offset` of a side's text.
    pub fn pair_at(&self, side: Side, offset: u32) -> Option<&BlockPair> {
        let view = self.facts(side)?.view_at(offset)?;
        let [target, source] = self.view_pairs();
        let list = if side == Side::Target { target } else { source };
        self.pairs.get(list.get(view).copied().flatten()? as usize)
    }

    /// The pair of each view, the target's and the source's; listed when one is first asked for, as few
    /// articles need.
    fn view_pairs(&self) -> &[Vec<Option<u32>>; 2] {
        self.view_pairs.get_or_init(|| {
            let views = |facts: Option<&Facts<'_>>| facts.map_or(0, |facts| facts.views.len());
            let mut target = vec![None; views(Some(&self.target_facts))];
            let mut source = vec![None; views(self.source_facts.as_ref())];
            for (pair, index) in self.pairs.iter().zip(0..) {
                for (list, view) in [(&mut target, pair.target), (&mut source, pair.source)] {
                    if let Some(slot) = view.and_then(|view| list.get_mut(view as usize)) {
                        *slot = Some(index);
                    }
                }
            }
            [target, source]
        })
    }

    /// The words of a stretch of a side.
    pub fn words(&self, side: Side, span: Span) -> &[Word] {
        self.facts(side).map_or(&[], |facts| facts.words_in(span))
    }

    /// The segment that holds the byte at `offset` of a side's text.
    pub fn segment_at(&self, side: Side, offset: u32) -> Option<&SegmentPair> {
        self.segment_index_at(side, offset).and_then(|index| self.segments.get(index as usize))
    }

    /// Likewise, as an index into [`Bitext::segments`].
    pub fn segment_index_at(&self, side: Side, offset: u32) -> Option<u32> {
        let span = |segment: &SegmentPair| {
            if side == Side::Target { segment.target } else { segment.source }
        };
        let next = self.segments.partition_point(|segment| span(segment).start <= offset);
        let index = next.checked_sub(1)?;
        let found = span(self.segments.get(index)?);
        (offset < found.end || found.is_empty() && offset == found.start).then_some(index as u32)
    }

    /// Whether a fact stands in a segment that the pair grammar found damaged: what the two sides of
    /// it say is then no evidence.
    pub fn is_damaged(&self, matched: &Match) -> bool {
        let segment = matched.segment.and_then(|index| self.segments.get(index as usize));
        segment.is_some_and(|segment| segment.damaged)
    }

    /// What the target's front matter has against a schema; worked out once for the rules that ask.
    pub fn schema_faults(&self, schema: &'static Schema, front: &FrontMatter) -> Vec<SchemaFault> {
        let mut known = self.faults.borrow_mut();
        if let Some((_, faults)) = known.as_ref().filter(|(same, _)| std::ptr::eq(*same, schema)) {
            return faults.clone();
        }
        let faults = schema::validate(schema, front, self.target.text);
        *known = Some((schema, faults.clone()));
        faults
    }

    /// Whether a stretch of the target is the same bytes of the file as the source's: text of a
    /// side-by-side file outside its pairs. Always false for two files.
    pub fn is_shared(&self, target: Span) -> bool {
        self.split.is_some_and(|split| split.target.is_shared(target))
    }

    /// What the pair grammar found wrong, in order of place; nothing where there is no side-by-side
    /// file.
    pub fn pair_problems(&self) -> &'a [PairProblem] {
        self.split.map_or(&[], |split| &split.problems)
    }

    /// The id of a segment as written.
    pub fn id_of(&self, segment: &SegmentPair) -> &'a str {
        segment.id.of_text(self.file)
    }

    /// The stretch of the target that belongs to what stands at `source`: the segment's target, or
    /// the paired block; where a missing thing is reported.
    pub fn counterpart(&self, source: Span) -> Option<Span> {
        if let Some(segment) = self.segment_at(Side::Source, source.start) {
            return Some(segment.target);
        }
        let pair = self.pair_at(Side::Source, source.start)?;
        self.target_view(pair).map(|view| view.span)
    }
}
