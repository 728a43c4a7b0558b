//! The grammar of pairs: cuts a side-by-side file into pieces that tile it, and those into two
//! projections.
//!
//! A pair is `<span data-ttu-id="ID">TARGET</span><span class="sxs-lookup"><span
//! data-stu-id="ID">SOURCE</span></span>`. Its tags are markup, what stands between pairs is shared
//! by both languages. Shared and target text in order are the target article, shared and source text
//! the source article.
//!
//! [`split`] looks at tags only, and at no tag but `span`: a pair in a code fence or a comment is a
//! pair to it, and the article's tree tells that it is misplaced ([`Segment::target`] says where to
//! look). A pair that is written as above is known by comparing its tags as a whole; whatever else the
//! file holds is read tag by tag with a small stack, and ends as pieces with a [`PairProblem`], the
//! rest of the file staying paired.
//! Every loop goes forward to the next tag or the next tag of a pair, so time is linear in the text.

use crate::text::Span;
use memchr::{memchr, memchr_iter, memchr2, memmem, memrchr};
use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{tag, take_till},
    character::complete::multispace0,
    combinator::{map, opt, verify},
    sequence::delimited,
};
use std::collections::HashMap;

/// What a parser of a tag gives: the rest, and what it read.
type Parsed<'s, T> = IResult<&'s str, T, ()>;

/// A side-by-side file taken apart.
#[derive(Debug, PartialEq)]
pub struct Split {
    /// The target article.
    pub target: Projection,
    /// The source article.
    pub source: Projection,
    /// Pairs and halves of pairs, in order of their first tag in the file.
    pub segments: Vec<Segment>,
    /// What is wrong with the pairs, in order of place.
    pub problems: Vec<PairProblem>,
    /// Each `&quot;` of the file that stands for a `"` in the tag of a pair or in the `<a name=` of a
    /// region that [`PairProblemKind::EscapedQuotes`] reports, in order.
    pub escaped_quotes: Vec<Span>,
}

/// One language of a side-by-side file: a text, and where in the file each stretch of it stands.
#[derive(Debug, Default, PartialEq)]
pub struct Projection {
    /// The article's text.
    pub text: String,
    pieces: Vec<Piece>,
}

/// A stretch of a projection's text that stands in the file as it is; never empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Offset of its first byte in the projection's text.
    pub at: u32,
    /// Its bytes in the file.
    pub file: Span,
    /// Whether it stands between pairs and so in both projections.
    pub shared: bool,
}

impl Piece {
    /// Its bytes in the projection's text.
    pub fn text(self) -> Span {
        Span { start: self.at, end: self.at + self.file.len() as u32 }
    }
}

/// A pair, or half of one, as ranges over both articles and the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    /// The id in the file: the target's, or the source's where there is no target.
    pub id: Span,
    /// The id of the source half in the file.
    pub source_id: Option<Span>,
    /// Which halves the file has.
    pub halves: Halves,
    /// The target text, in the target projection; empty where it would be for a missing half.
    pub target: Span,
    /// The source text, in the source projection; empty where it would be for a missing half.
    pub source: Span,
    /// Where a target text that is not empty stands in the file, from its first byte to its last.
    pub target_file: Span,
    /// Likewise the source text.
    pub source_file: Span,
    /// The whole pair with its tags, in the file.
    pub file: Span,
}

/// Which halves of a pair the file has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Halves {
    /// Both.
    Both,
    /// The target alone.
    Target,
    /// The source alone.
    Source,
}

/// One half of a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the variants speak for themselves")]
pub enum Half {
    Target,
    Source,
}

/// Something wrong with a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PairProblem {
    /// Where, in the file.
    pub span: Span,
    /// What.
    pub kind: PairProblemKind,
    /// The other place it concerns, in the file.
    pub related: Option<Span>,
    /// Index into [`Split::segments`].
    pub segment: Option<u32>,
}

/// Kinds of [`PairProblem`]. At most one of `Unclosed` and `ClosedEarly` is told for a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PairProblemKind {
    /// The half has fewer closing tags than it needs. The span is the first `<span>` that nothing
    /// closes: one within the text, or the half's own tag. `related` is the pair's first tag.
    Unclosed(Half),
    /// A `</span>` ends the half before its text ends. The span is that tag, `related` the pair's
    /// first tag.
    ClosedEarly(Half),
    /// `&quot;` stands for `"`, from an attribute on up to the next `"`. One problem a region: the
    /// span is its first `&quot;`, `related` runs from there to the end of its last escaped tag.
    EscapedQuotes,
    /// A target without source; the span is the target's opening tag.
    MissingSource,
    /// A source without target; the span is the source's opening tags.
    MissingTarget,
    /// The source is not wrapped in `<span class="sxs-lookup">`, so the page shows it; the span is
    /// its opening tag.
    MissingLookup,
    /// The two ids differ; the span is the source's, `related` the target's.
    IdMismatch,
    /// An id of an earlier pair; the span is the id, `related` the earlier one.
    DuplicateId,
    /// The part of the id before the dash is not that of the pair before; the span is the id,
    /// `related` the one before.
    PrefixChange,
    /// The number of the id is less than that of an earlier pair (`p` numbers are a sequence of
    /// their own); the span is the id, `related` the last one that was greater.
    IdBackwards,
    /// The pair stands within the target text of another; the span is its first tag, `related` that
    /// of the other.
    Nested,
    /// A `</span>` between pairs that closes nothing. It may be the article's own: it stands in both
    /// projections, and in code it means nothing.
    StrayClose,
}

/// What a byte of the file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TileKind {
    /// Text between pairs, part of both projections.
    Shared,
    /// Tags of a pair, part of neither.
    Markup,
    /// Target text.
    Target,
    /// Source text.
    Source,
}

/// A stretch of the file of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tile {
    /// Its bytes in the file.
    pub file: Span,
    /// What they are.
    pub kind: TileKind,
}

/// Pieces that are passed one by one before the right one is looked for by halving.
const STEPS: usize = 8;

/// See [`Projection::places`].
#[derive(Clone, Debug)]
pub struct Places<'p> {
    pieces: &'p [Piece],
    /// Those from the piece on that the last span ends in.
    rest: &'p [Piece],
}

impl Places<'_> {
    /// See [`Projection::to_file`].
    pub fn to_file(&mut self, span: Span) -> Span {
        let passed = self.rest.first().is_some_and(|piece| piece.at > span.start);
        let first = from(if passed { self.pieces } else { self.rest }, span.start);
        let (span, last) = file_span(first, span);
        self.rest = last;
        span
    }
}

/// The pieces from the one on that holds the byte at `offset` of the text; from the last one for an
/// offset past the end. The first of those given must start at or before the offset.
#[inline]
fn from(mut pieces: &[Piece], offset: u32) -> &[Piece] {
    for _ in 0..STEPS {
        match pieces {
            [_, rest @ ..] if rest.first().is_some_and(|piece| piece.at <= offset) => pieces = rest,
            _ => return pieces,
        }
    }
    let next = pieces.partition_point(|piece| piece.at <= offset);
    pieces.get(next.saturating_sub(1)..).unwrap_or_default()
}

/// [`Projection::to_file`], given the pieces from the one on that holds the first byte; and those from
/// the one on that holds the last.
#[inline]
fn file_span(pieces: &[Piece], span: Span) -> (Span, &[Piece]) {
    // An offset past the end is the end; without pieces there is no text, and all is the file's start.
    let place = |pieces: &[Piece], offset: u32| {
        let piece = pieces.first();
        piece.map_or(0, |it| it.file.start + (offset - it.at).min(it.file.len() as u32))
    };
    let start = place(pieces, span.start);
    if span.is_empty() {
        return (Span { start, end: start }, pieces);
    }
    let last = span.end - 1;
    // Where no piece holds the last byte, as where one does, the place behind it.
    let rest = from(pieces, last);
    let end = place(rest, last) + 1;
    (Span { start, end: end.max(start) }, rest)
}

impl Projection {
    /// The stretches it is made of, in order; together they are all of the text.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Index of the piece that holds the byte at `offset` of the text; for an offset at or past the
    /// end, of the last piece.
    fn index(&self, offset: u32) -> Option<usize> {
        self.pieces.partition_point(|piece| piece.at <= offset).checked_sub(1)
    }

    /// Bytes of the text as bytes of the file: from the place of the span's first byte to that after
    /// its last. What stands in the file between two pieces of the span (tags, the other language)
    /// lies within the result. An empty span maps to an empty one, before the byte it stands at, or
    /// after the last byte of the text.
    pub fn to_file(&self, span: Span) -> Span {
        let first = self.index(span.start).unwrap_or(0);
        file_span(self.pieces.get(first..).unwrap_or_default(), span).0
    }

    /// [`Projection::to_file`] for many spans; quick where each lies behind the one before.
    pub fn places(&self) -> Places<'_> {
        Places { pieces: &self.pieces, rest: &self.pieces }
    }

    /// The place in the text of the byte at `file_offset` of the file; `None` for bytes that are not
    /// part of this projection.
    pub fn to_text(&self, file_offset: u32) -> Option<u32> {
        let index = self.pieces.partition_point(|piece| piece.file.start <= file_offset);
        let piece = self.pieces.get(index.checked_sub(1)?)?;
        piece.file.contains_offset(file_offset).then(|| piece.at + (file_offset - piece.file.start))
    }

    /// The parts of a span of the text, one a piece, each as a span of the text and of the file.
    /// Nothing for an empty span.
    pub fn pieces_in(&self, span: Span) -> impl Iterator<Item = (Span, Span)> {
        let first = self.index(span.start).unwrap_or(0);
        let touched = self.pieces.get(first..).unwrap_or_default().iter();
        touched.take_while(move |piece| piece.at < span.end).filter_map(move |piece| {
            let start = span.start.max(piece.at);
            let end = span.end.min(piece.text().end);
            let shift = |offset: u32| piece.file.start + (offset - piece.at);
            (start < end)
                .then(|| (Span { start, end }, Span { start: shift(start), end: shift(end) }))
        })
    }

    /// Whether every byte of a span of the text stands between pairs, and so in both projections.
    /// An empty span is as shared as the byte it stands at.
    pub fn is_shared(&self, span: Span) -> bool {
        let last = if span.is_empty() { span.start } else { span.end - 1 };
        let (Some(first), Some(last)) = (self.index(span.start), self.index(last)) else {
            return true;
        };
        self.pieces
            .get(first..=last)
            .is_some_and(|touched| touched.iter().all(|piece| piece.shared))
    }

    /// Adds a stretch of the file: its place, and the text that stands there.
    #[inline]
    fn push(&mut self, file: Span, text: &str, shared: bool) {
        if !file.is_empty() {
            self.pieces.push(Piece { at: self.end(), file, shared });
            self.text.push_str(text);
        }
    }

    fn end(&self) -> u32 {
        self.text.len() as u32
    }
}

impl Split {
    /// The whole file in order, each stretch as what it is; `len` is the file's length in bytes.
    pub fn tiles(&self, len: usize) -> Vec<Tile> {
        let target = self.target.pieces.iter().map(|piece| {
            let kind = if piece.shared { TileKind::Shared } else { TileKind::Target };
            Tile { file: piece.file, kind }
        });
        let own = |piece: &&Piece| !piece.shared;
        let source = self.source.pieces.iter().filter(own);
        let source = source.map(|piece| Tile { file: piece.file, kind: TileKind::Source });
        let mut text: Vec<Tile> = target.chain(source).collect();
        text.sort_by_key(|tile| tile.file);
        let mut tiles = Vec::with_capacity(text.len() * 2 + 1);
        let mut at = 0;
        for tile in text {
            if at < tile.file.start {
                tiles.push(Tile {
                    file: Span { start: at, end: tile.file.start },
                    kind: TileKind::Markup,
                });
            }
            at = tile.file.end;
            tiles.push(tile);
        }
        if (at as usize) < len {
            tiles.push(Tile { file: Span::new(at as usize, len), kind: TileKind::Markup });
        }
        tiles
    }

    /// Proves against the file that the pieces tile it: no byte in two pieces, none lost, both texts
    /// made of the file's own bytes in order, and nothing but the tags of pairs outside of them.
    /// Gives the first thing that is not so.
    pub fn check(&self, file: &str) -> Result<(), String> {
        for projection in [&self.target, &self.source] {
            let mut at = 0;
            for piece in &projection.pieces {
                if piece.at != at || piece.file.is_empty() {
                    return Err(format!("piece at {at} does not continue the text: {piece:?}"));
                }
                at = piece.text().end;
                if piece.text().of_text(&projection.text) != piece.file.of_text(file) {
                    return Err(format!("text differs from the file at {piece:?}"));
                }
            }
            if at != projection.end() {
                return Err(format!("pieces end at {at}, the text at {}", projection.end()));
            }
        }
        let shared = |projection: &Projection| -> Vec<Span> {
            projection.pieces.iter().filter(|piece| piece.shared).map(|piece| piece.file).collect()
        };
        if shared(&self.target) != shared(&self.source) {
            return Err("the projections share different pieces".to_string());
        }
        let mut at = 0;
        for tile in self.tiles(file.len()) {
            if tile.file.start != at {
                return Err(format!("{tile:?} does not start at {at}"));
            }
            at = tile.file.end;
            if tile.kind == TileKind::Markup {
                let mut rest = tile.file.of_text(file).trim_start();
                while let Some((tag, _)) = read_tag(rest) {
                    rest = rest.get(tag..).unwrap_or("").trim_start();
                }
                if !rest.is_empty() {
                    return Err(format!("{tile:?} is no tag"));
                }
            }
        }
        if at as usize == file.len() { Ok(()) } else { Err(format!("the tiles end at {at}")) }
    }
}

/// Takes a side-by-side file apart; `None` when it holds no tag of a pair at all. Never fails: what
/// is irregular becomes a problem, and the rest stays paired.
pub fn split(text: &str) -> Option<Split> {
    let marked =
        [TARGET, SOURCE].iter().any(|tag| memmem::find(text.as_bytes(), tag.as_bytes()).is_some());
    if !marked {
        return None;
    }
    let mut splitter = Splitter::new(text);
    splitter.run();
    let split = splitter.finish();
    (!split.segments.is_empty()).then_some(split)
}

const TARGET: &str = "<span data-ttu-id=";
const SOURCE: &str = "<span data-stu-id=";
const LOOKUP: &str = "<span class=\"sxs-lookup\">";

/// Pairs are not followed deeper than this into one another.
const MAX_NESTING: usize = 16;

/// A tag that matters here.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Tag<'s> {
    /// The opening tag of a target half, with its id.
    Target(&'s str),
    /// The opening tags of a source half, with its id, and whether the lookup span is there.
    Source(&'s str, bool),
    /// `<span …>`.
    Open,
    /// `<span …/>`.
    SelfClosed,
    /// `</span>`.
    Close,
}

/// A literal, compared as a whole; nom's own `tag` compares byte by byte.
fn literal(text: &'static str) -> impl Fn(&str) -> Parsed<'_, ()> {
    move |input| input.strip_prefix(text).map(|rest| (rest, ())).ok_or(nom::Err::Error(()))
}

fn quote(input: &str) -> Parsed<'_, ()> {
    alt((literal("\""), literal("&quot;"), literal("'"))).parse(input)
}

/// Whether each byte may stand in an id.
const OF_IDS: [bool; 256] = {
    let mut of_ids = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        of_ids[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        byte += 1;
    }
    of_ids
};

/// What stands behind `prefix` at the start of a text. Of what is as short as ids are, the first and the last
/// bytes are compared, which together are all, without a call.
#[inline]
fn strip_short<'s>(text: &'s [u8], prefix: &[u8]) -> Option<&'s [u8]> {
    fn ends<const N: usize>(of: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
        of.first_chunk().zip(of.last_chunk())
    }
    let (start, rest) = text.split_at_checked(prefix.len())?;
    let same = match prefix.len() {
        8..=16 => ends::<8>(start) == ends::<8>(prefix),
        4..=7 => ends::<4>(start) == ends::<4>(prefix),
        _ => start == prefix,
    };
    same.then_some(rest)
}

/// How many bytes at the start of `input` may stand in an id.
fn id_len(input: &[u8]) -> usize {
    let of_ids = |byte: u8| OF_IDS.get(usize::from(byte)) == Some(&true);
    input.iter().position(|&byte| !of_ids(byte)).unwrap_or(input.len())
}

fn id(input: &str) -> Parsed<'_, &str> {
    let (id, rest) = input.split_at_checked(id_len(input.as_bytes())).unwrap_or(("", input));
    if id.is_empty() { Err(nom::Err::Error(())) } else { Ok((rest, id)) }
}

/// The end of a tag whose last attribute is an id.
fn id_end(input: &str) -> Parsed<'_, ()> {
    alt((literal("\">"), map((quote, literal(">")), |_| ()))).parse(input)
}

fn target_tag(input: &str) -> Parsed<'_, &str> {
    delimited((literal(TARGET), quote), id, id_end).parse(input)
}

fn lookup_tag(input: &str) -> Parsed<'_, ()> {
    let parts = (literal("<span class="), quote, literal("sxs-lookup"), quote, literal(">"));
    map(parts, |_| ()).parse(input)
}

/// The id, and whether the lookup span is there.
fn source_tag(input: &str) -> Parsed<'_, (&str, bool)> {
    let usual = literal("<span class=\"sxs-lookup\"><span data-stu-id=\"");
    let usual = map(delimited(usual, id, id_end), |id| (id, true));
    let lookup = map(opt(lookup_tag), |lookup| lookup.is_some());
    let own = delimited((literal(SOURCE), quote), id, id_end);
    alt((usual, map((lookup, own), |(lookup, id)| (id, lookup)))).parse(input)
}

/// `<span …>`; whether it closes itself. Attribute values with angle brackets are not followed: a
/// tag ends or is given up at the next bracket, so that many broken ones cost no more than one.
fn span_tag(input: &str) -> Parsed<'_, bool> {
    let named = verify(take_till(|c| c == '>' || c == '<'), |rest: &str| {
        rest.is_empty() || rest.starts_with(['/', ' ', '\t', '\r', '\n'])
    });
    map(delimited(literal("<span"), named, literal(">")), |rest: &str| rest.ends_with('/'))
        .parse(input)
}

fn close_tag(input: &str) -> Parsed<'_, ()> {
    let spaced = map((literal("</span"), multispace0, literal(">")), |_| ());
    alt((literal("</span>"), spaced)).parse(input)
}

/// The tag at the start of `input` and its length in bytes.
fn read_tag(input: &str) -> Option<(usize, Tag<'_>)> {
    let read = match input.as_bytes().get(1)? {
        b'/' => map(close_tag, |()| Tag::Close).parse(input),
        b's' => alt((
            map(target_tag, Tag::Target),
            map(source_tag, |(id, lookup)| Tag::Source(id, lookup)),
            map(span_tag, |closed| if closed { Tag::SelfClosed } else { Tag::Open }),
        ))
        .parse(input),
        _ => return None,
    };
    read.ok().map(|(rest, tag)| (input.len() - rest.len(), tag))
}

/// The next tag at or after `from`, and its bytes.
fn next_tag(text: &str, mut from: usize) -> Option<(Span, Tag<'_>)> {
    loop {
        let at = from + memchr(b'<', text.as_bytes().get(from..)?)?;
        let rest = text.get(at..)?;
        if let Some((len, tag)) = read_tag(rest) {
            return Some((Span::new(at, at + len), tag));
        }
        from = at + 1;
    }
}

/// The `</span>` that closes what was opened before `from`; `None` if a tag of a pair or the end of
/// the text comes first.
#[inline]
fn balanced_end(text: &str, from: usize) -> Option<Span> {
    let mut at = from;
    // Most halves hold no span, and end at the first tag that begins like one.
    loop {
        let rest = text.as_bytes().get(at..)?;
        let found = memchr(b'<', rest)?;
        let tag = rest.get(found..)?;
        at += found;
        if tag.starts_with(b"</span>") {
            return Some(Span::new(at, at + b"</span>".len()));
        }
        if tag.starts_with(b"<span") || tag.starts_with(b"</span") {
            return balanced_end_of_spans(text, at);
        }
        at += 1;
    }
}

/// Likewise where spans may be opened at or behind `from`.
fn balanced_end_of_spans(text: &str, from: usize) -> Option<Span> {
    let mut at = from;
    let mut depth = 0usize;
    loop {
        let (span, tag) = next_tag(text, at)?;
        at = span.end as usize;
        match tag {
            Tag::Open => depth += 1,
            Tag::SelfClosed => {}
            Tag::Close if depth == 0 => return Some(span),
            Tag::Close => depth -= 1,
            Tag::Target(_) | Tag::Source(..) => return None,
        }
    }
}

/// A pair whose tags are written as they mostly are; spans of the file.
struct Plain<'s> {
    id: Span,
    /// `None` where it does not go up.
    next_id: Option<NextId<'s>>,
    source_id: Span,
    target: Span,
    source: Span,
    end: u32,
}

/// The pair at `at`, if its tags are plain: what [`regular_pair`] finds as well, and no problem with
/// it but perhaps with its id, but without reading each tag.
#[inline]
fn plain_pair<'s>(text: &'s str, at: usize, order: &Order<'s>) -> Option<Plain<'s>> {
    let bytes = text.as_bytes();
    let place = |rest: &[u8]| bytes.len() - rest.len();
    let tag = bytes.get(at..)?.strip_prefix(b"<span data-ttu-id=\"")?;
    let next_id = order.next_id(tag);
    let (id, behind_id) =
        tag.split_at_checked(next_id.map_or_else(|| id_len(tag), |id| id.length))?;
    let target = place(behind_id.strip_prefix(b"\">")?);
    let behind = b"</span><span class=\"sxs-lookup\"><span data-stu-id=\"";
    let (target_end, source_tag) = plain_end(text, target, behind)?;
    let behind_source_id = strip_short(source_tag, id).filter(|_| !id.is_empty())?;
    let source = place(behind_source_id.strip_prefix(b"\">")?);
    let (source_end, rest) = plain_end(text, source, b"</span></span>")?;
    Some(Plain {
        id: Span::new(place(tag), place(behind_id)),
        next_id,
        source_id: Span::new(place(source_tag), place(behind_source_id)),
        target: Span::new(target, target_end),
        source: Span::new(source, source_end),
        end: place(rest) as u32,
    })
}

/// The end of a half that starts at `start`, where these tags stand, and what follows them. Tags whose
/// length is known are compared without a call.
#[inline]
fn plain_end<'s, const N: usize>(
    text: &'s str,
    start: usize,
    tags: &[u8; N],
) -> Option<(usize, &'s [u8])> {
    let half = text.as_bytes().get(start..)?;
    let first = half.get(memchr(b'<', half)?..)?;
    // Most halves hold no tag.
    if let Some(rest) = first.strip_prefix(tags) {
        return Some((text.len() - first.len(), rest));
    }
    let end = balanced_end(text, start)?.start as usize;
    Some((end, text.as_bytes().get(end..)?.strip_prefix(tags)?))
}

/// A pair as it should be; spans of the file.
struct Regular<'s> {
    target: Span,
    source_tag: Span,
    source_id: &'s str,
    source: Span,
    end: u32,
}

/// The pair whose target text starts at `start`, if it is regular.
fn regular_pair(text: &str, start: u32) -> Option<Regular<'_>> {
    let close = balanced_end(text, start as usize)?;
    let (rest, (source_id, lookup)) = source_tag(text.get(close.end as usize..)?).ok()?;
    let source_start = text.len() - rest.len();
    let inner = balanced_end(text, source_start)?;
    let (rest, ()) = close_tag(text.get(inner.end as usize..)?).ok()?;
    lookup.then(|| Regular {
        target: Span { start, end: close.start },
        source_tag: Span::new(close.end as usize, source_start),
        source_id,
        source: Span::new(source_start, inner.start as usize),
        end: (text.len() - rest.len()) as u32,
    })
}

/// A target half whose end is not found yet.
struct Frame<'s> {
    segment: usize,
    /// Its opening tag.
    open: Span,
    id: &'s str,
    /// The blank line behind it; its pair ends before.
    block_end: u32,
    /// `<span>`s within it that are open.
    depth: usize,
    /// The last `</span>` seen within it.
    last_close: Option<Span>,
}

/// Where a source half ends.
struct SourceEnd {
    /// End of its text.
    text: u32,
    /// End of its closing tags.
    end: u32,
    /// Whether both closing tags are there.
    closed: bool,
}

struct Splitter<'s> {
    text: &'s str,
    target: Projection,
    source: Projection,
    segments: Vec<Segment>,
    problems: Vec<PairProblem>,
    /// Everything before it is in a piece or is markup.
    cursor: u32,
    stack: Vec<Frame<'s>>,
    /// `<span>`s of the article itself that are open between pairs.
    shared_depth: usize,
    /// Tags with `&quot;` in them, with their segments.
    escaped: Vec<(Span, usize)>,
    /// Places of the source halves by id, made when first needed.
    sources: Option<HashMap<&'s str, Vec<u32>>>,
    /// The last blank line looked for: from where, and where it is.
    blank: Option<(u32, u32)>,
    /// How the ids went on up to here.
    order: Order<'s>,
}

impl<'s> Splitter<'s> {
    fn new(text: &'s str) -> Splitter<'s> {
        // A pair is two hundred bytes or so, its tags more than a hundred.
        let pairs = text.len() / 128;
        let projection = || Projection {
            text: String::with_capacity(text.len() / 2 + text.len() / 8),
            pieces: Vec::with_capacity(pairs * 2),
        };
        Splitter {
            text,
            target: projection(),
            source: projection(),
            segments: Vec::with_capacity(pairs),
            problems: Vec::new(),
            cursor: 0,
            stack: Vec::new(),
            shared_depth: 0,
            escaped: Vec::new(),
            sources: None,
            blank: None,
            order: Order::NEW,
        }
    }

    fn run(&mut self) {
        let text = self.text;
        let mut at = 0;
        while let Some(found) = memchr(b'<', text.as_bytes().get(at..).unwrap_or_default()) {
            at += found;
            let outside = self.stack.is_empty();
            let plain = if outside { plain_pair(text, at, &self.order) } else { None };
            if let Some(pair) = plain {
                at = self.plain_pair(at as u32, &pair) as usize;
                continue;
            }
            let Some((len, tag)) = read_tag(text.get(at..).unwrap_or("")) else {
                at += 1;
                continue;
            };
            let span = Span::new(at, at + len);
            at = match tag {
                Tag::Target(id) => self.target_half(span, id),
                Tag::Source(id, lookup) => self.source_half(span, id, lookup),
                Tag::Open => {
                    match self.stack.last_mut() {
                        Some(frame) => frame.depth += 1,
                        None => self.shared_depth += 1,
                    }
                    span.end
                }
                Tag::SelfClosed => span.end,
                Tag::Close => {
                    self.close(span);
                    span.end
                }
            } as usize;
        }
        let end = self.text.len() as u32;
        while !self.stack.is_empty() {
            self.give_up(end);
        }
        self.text_until(end);
    }

    /// A plain pair whose first tag starts at `start`, outside of all others; gives the place to go
    /// on from.
    fn plain_pair(&mut self, start: u32, pair: &Plain<'s>) -> u32 {
        self.order.take(pair.next_id);
        self.text_until(start);
        let (target_start, source_start) = (self.target.end(), self.source.end());
        self.target.push(pair.target, pair.target.of_text(self.text), false);
        self.source.push(pair.source, pair.source.of_text(self.text), false);
        self.segments.push(Segment {
            id: pair.id,
            source_id: Some(pair.source_id),
            halves: Halves::Both,
            target: Span { start: target_start, end: self.target.end() },
            source: Span { start: source_start, end: self.source.end() },
            target_file: pair.target,
            source_file: pair.source,
            file: Span { start, end: pair.end },
        });
        self.cursor = pair.end;
        pair.end
    }

    /// Text up to `end` is target text within a pair, else shared.
    fn text_until(&mut self, end: u32) {
        let file = Span { start: self.cursor, end: end.max(self.cursor) };
        let shared = self.stack.is_empty();
        let text = file.of_text(self.text);
        self.target.push(file, text, shared);
        if shared {
            self.source.push(file, text, true);
        }
        self.cursor = file.end;
    }

    fn skip_to(&mut self, end: u32) {
        self.cursor = end.max(self.cursor);
    }

    fn problem(
        &mut self,
        kind: PairProblemKind,
        span: Span,
        related: Option<Span>,
        segment: usize,
    ) {
        self.problems.push(PairProblem { span, kind, related, segment: Some(segment as u32) });
    }

    /// Remembers a tag in which `&quot;` stands for a quote; `usual` is its length without.
    fn note_quotes(&mut self, span: Span, usual: usize, segment: usize) {
        if span.len() > usual
            && memmem::find(span.of_text(self.text).as_bytes(), QUOT.as_bytes()).is_some()
        {
            self.escaped.push((span, segment));
        }
    }

    /// A target's opening tag at `span`; gives the place to go on from.
    fn target_half(&mut self, span: Span, id: &'s str) -> u32 {
        while !self.holds_pair(id, span.start) {
            self.give_up(span.start);
        }
        self.text_until(span.start);
        let segment = self.segments.len();
        if let Some(outer) = self.stack.last() {
            let outer = outer.open;
            self.problem(PairProblemKind::Nested, span, Some(outer), segment);
        }
        self.add_segment(span, id, Halves::Target);
        self.skip_to(span.end);
        let Some(pair) = regular_pair(self.text, span.end) else {
            let block_end = self.blank_line(span.end);
            let frame = Frame { segment, open: span, id, block_end, depth: 0, last_close: None };
            self.stack.push(frame);
            return span.end;
        };
        self.target.push(pair.target, pair.target.of_text(self.text), false);
        let source_start = self.source.end();
        self.source.push(pair.source, pair.source.of_text(self.text), false);
        self.skip_to(pair.end);
        self.source_tag(segment, pair.source_tag, pair.source_id, true);
        self.end_segment(segment, Halves::Both, source_start, pair.end);
        pair.end
    }

    /// The opening tags of a source half at `span`; gives the place to go on from.
    fn source_half(&mut self, span: Span, id: &'s str, lookup: bool) -> u32 {
        let own = self.stack.iter().rposition(|frame| frame.id == id);
        let owner = own.or_else(|| {
            let (id, block_end) = self.stack.last().map(|frame| (frame.id, frame.block_end))?;
            let waits = self.source_ahead(id, span.end, block_end);
            (!waits).then(|| self.stack.len() - 1)
        });
        let segment = if let Some(owner) = owner {
            while self.stack.len() > owner + 1 {
                self.give_up(span.start);
            }
            self.end_target(span)
        } else {
            self.text_until(span.start);
            self.add_segment(span, id, Halves::Source);
            self.problem(PairProblemKind::MissingTarget, span, None, self.segments.len() - 1);
            self.segments.len() - 1
        };
        self.skip_to(span.end);
        self.source_tag(segment, span, id, lookup);
        let end = source_end(self.text, span.end, lookup);
        let (file, source_start) = (Span { start: span.end, end: end.text }, self.source.end());
        self.source.push(file, file.of_text(self.text), false);
        self.skip_to(end.end);
        let halves = if owner.is_some() { Halves::Both } else { Halves::Source };
        self.end_segment(segment, halves, source_start, end.end);
        if owner.is_some() && !lookup {
            self.problem(PairProblemKind::MissingLookup, span, None, segment);
        }
        let text = Span { start: source_start, end: self.source.end() };
        let fault = imbalance(text.of_text(&self.source.text), Half::Source);
        let fault = fault.map(|(kind, at)| (kind, self.source.to_file(at.shifted(source_start))));
        let open = (!end.closed).then_some((PairProblemKind::Unclosed(Half::Source), span));
        self.fault(fault.or(open), segment);
        end.end
    }

    /// Ends the innermost open target before the source tags at `source`; gives its segment.
    fn end_target(&mut self, source: Span) -> usize {
        let Some(frame) = self.stack.last() else { return self.segments.len() };
        let (segment, open) = (frame.segment, frame.open);
        let between = |close: &Span| Span { start: close.end, end: source.start.max(close.end) };
        let close = frame
            .last_close
            .filter(|close| between(close).of_text(self.text).trim_ascii().is_empty());
        self.text_until(close.map_or(source.start, |close| close.start));
        self.stack.pop();
        let start = self.segments.get(segment).map_or(0, |segment| segment.target.start);
        let text = Span { start, end: self.target.end() };
        let fault = imbalance(text.of_text(&self.target.text), Half::Target);
        let fault = fault.map(|(kind, at)| (kind, self.target.to_file(at.shifted(start))));
        let open = close.is_none().then_some((PairProblemKind::Unclosed(Half::Target), open));
        self.fault(fault.or(open), segment);
        segment
    }

    /// Adds a segment whose first tag is at `span`.
    fn add_segment(&mut self, span: Span, id: &'s str, halves: Halves) {
        // A source without target comes by its own tag, which is looked at next.
        if halves == Halves::Target {
            let next_id = self.order.next_id(id.as_bytes());
            self.order.take(next_id.filter(|next| next.length == id.len()));
            self.note_quotes(span, TARGET.len() + id.len() + 3, self.segments.len());
        }
        self.segments.push(Segment {
            id: Span::of(self.text, id),
            source_id: None,
            halves,
            target: Span::at(self.target.text.len()),
            source: Span::at(self.source.text.len()),
            target_file: Span::at(span.start as usize),
            source_file: Span::at(span.start as usize),
            file: span,
        });
    }

    /// Takes in the opening tags of a segment's source half.
    fn source_tag(&mut self, segment: usize, span: Span, id: &'s str, lookup: bool) {
        let lookup = if lookup { LOOKUP.len() } else { 0 };
        self.note_quotes(span, lookup + SOURCE.len() + id.len() + 3, segment);
        let source_id = Span::of(self.text, id);
        let Some(entry) = self.segments.get_mut(segment) else { return };
        entry.source_id = Some(source_id);
        let target_id = entry.id;
        if target_id.of_text(self.text) != id {
            self.problem(PairProblemKind::IdMismatch, source_id, Some(target_id), segment);
        }
    }

    /// Sets what is known at the end of a segment: its texts end where the projections do.
    fn end_segment(&mut self, segment: usize, halves: Halves, source_start: u32, end: u32) {
        let (target, source) = (self.target.end(), self.source.end());
        if let Some(segment) = self.segments.get_mut(segment) {
            segment.halves = halves;
            segment.target.end = target;
            segment.source = Span { start: source_start, end: source };
            segment.target_file = self.target.to_file(segment.target);
            segment.source_file = self.source.to_file(segment.source);
            segment.file.end = end;
        }
    }

    /// Tells that a half has too few or too many closing tags, once for a pair.
    fn fault(&mut self, fault: Option<(PairProblemKind, Span)>, segment: usize) {
        let Some((kind, span)) = fault else { return };
        let index = Some(segment as u32);
        let later = self.problems.iter().rev().take_while(|problem| problem.segment >= index);
        let told = later.filter(|problem| problem.segment == index).any(|problem| {
            matches!(problem.kind, PairProblemKind::Unclosed(_) | PairProblemKind::ClosedEarly(_))
        });
        if !told {
            let first = self.segments.get(segment).map(|segment| segment.file.start);
            let related = first.and_then(|at| next_tag(self.text, at as usize)).map(|(tag, _)| tag);
            self.problem(kind, span, related, segment);
        }
    }

    /// A `</span>` outside of a regular pair.
    fn close(&mut self, span: Span) {
        let Some(frame) = self.stack.last_mut() else {
            match self.shared_depth.checked_sub(1) {
                Some(depth) => self.shared_depth = depth,
                None => self.problems.push(PairProblem {
                    span,
                    kind: PairProblemKind::StrayClose,
                    related: None,
                    segment: None,
                }),
            }
            return;
        };
        frame.last_close = Some(span);
        if frame.depth > 0 {
            frame.depth -= 1;
            return;
        }
        let (id, segment, open, block_end) = (frame.id, frame.segment, frame.open, frame.block_end);
        let rest = self.text.get(span.end as usize..).unwrap_or("");
        if source_tag(rest.trim_ascii_start()).is_ok() || self.source_ahead(id, span.end, block_end)
        {
            return;
        }
        // The half is as it should be, and its source is nowhere.
        self.text_until(span.start);
        self.stack.pop();
        self.skip_to(span.end);
        self.problem(PairProblemKind::MissingSource, open, None, segment);
        self.end_segment(segment, Halves::Target, self.source.end(), span.end);
    }

    /// Ends the innermost open target, which has no source before `limit`: at the last `</span>` seen
    /// in it, else with its line.
    fn give_up(&mut self, limit: u32) {
        let Some(frame) = self.stack.last() else { return };
        let (segment, open) = (frame.segment, frame.open);
        let close = frame.last_close.filter(|close| close.start >= self.cursor);
        let rest = Span { start: self.cursor, end: limit.max(self.cursor) }.of_text(self.text);
        let line = memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = self.cursor + line as u32;
        self.text_until(close.map_or(line, |close| close.start));
        self.stack.pop();
        self.skip_to(close.map_or(line, |close| close.end));
        self.fault(Some((PairProblemKind::Unclosed(Half::Target), open)), segment);
        self.end_segment(segment, Halves::Target, self.source.end(), self.cursor);
    }

    /// Whether a target half with this id may start at `at`: outside of all others, or within one
    /// that is known to go on behind it.
    fn holds_pair(&mut self, id: &str, at: u32) -> bool {
        let Some(frame) = self.stack.last() else { return true };
        let (outer, block_end) = (frame.id, frame.block_end);
        outer != id && self.stack.len() < MAX_NESTING && self.source_ahead(outer, at, block_end)
    }

    /// Whether the source half of an id comes at or after `from` and before `limit`.
    fn source_ahead(&mut self, id: &str, from: u32, limit: u32) -> bool {
        let text = self.text;
        let sources = self.sources.get_or_insert_with(|| source_places(text));
        let Some(places) = sources.get(id) else { return false };
        let next = places.partition_point(|&place| place < from);
        places.get(next).is_some_and(|&place| place < limit)
    }

    /// Where the next blank line at or after `from` starts, or the end of the text. No pair runs over
    /// a blank line.
    fn blank_line(&mut self, from: u32) -> u32 {
        if let Some((searched, found)) = self.blank
            && searched <= from
            && from <= found
        {
            return found;
        }
        let bytes = self.text.as_bytes().get(from as usize..).unwrap_or_default();
        let blank = memchr_iter(b'\n', bytes).find(|at| {
            let next = bytes.get(at + 1..).unwrap_or_default();
            next.starts_with(b"\n") || next.starts_with(b"\r\n")
        });
        let found = from + blank.unwrap_or(bytes.len()) as u32;
        self.blank = Some((from, found));
        found
    }

    fn finish(mut self) -> Split {
        if !self.order.goes_up {
            check_ids(self.text, &self.segments, &mut self.problems);
        }
        let escaped_quotes = quote_regions(self.text, &self.escaped, &mut self.problems);
        self.problems.sort_by_key(|problem| problem.span);
        Split {
            target: self.target,
            source: self.source,
            segments: self.segments,
            problems: self.problems,
            escaped_quotes,
        }
    }
}

/// Places of all source halves, in order, by id.
fn source_places(text: &str) -> HashMap<&str, Vec<u32>> {
    let mut places: HashMap<&str, Vec<u32>> = HashMap::new();
    for at in memmem::find_iter(text.as_bytes(), SOURCE.as_bytes()) {
        if let Ok((_, (id, _))) = source_tag(text.get(at..).unwrap_or("")) {
            places.entry(id).or_default().push(at as u32);
        }
    }
    places
}

/// Where the source text that starts at `start` ends. `lookup` says whether two closing tags are due.
///
/// Where spans within the text balance, that is where they say. Where they do not, it is the last
/// `</span></span>` of the line that holds the first one; else the first `</span>` that closes
/// nothing within the text, else the end of the line. The search ends at the next tag of a pair.
fn source_end(text: &str, start: u32, lookup: bool) -> SourceEnd {
    let mut depth = 0usize;
    let mut at = start;
    let mut single: Option<Span> = None;
    let mut double: Option<SourceEnd> = None;
    let mut same_line = true;
    let limit = loop {
        let Some((span, tag)) = next_tag(text, at as usize) else { break text.len() as u32 };
        let passed = Span { start: at, end: span.start }.of_text(text);
        same_line = same_line && !(double.is_some() && memchr(b'\n', passed.as_bytes()).is_some());
        at = span.end;
        match tag {
            Tag::Target(_) | Tag::Source(..) => break span.start,
            Tag::Open => depth += 1,
            Tag::SelfClosed => {}
            Tag::Close => {
                let rest = text.get(span.end as usize..).unwrap_or("");
                let second =
                    close_tag(rest).ok().map(|(after, ())| (text.len() - after.len()) as u32);
                let ended = second.filter(|_| lookup).or((!lookup).then_some(span.end));
                if depth == 0 {
                    if let Some(end) = ended {
                        return SourceEnd { text: span.start, end, closed: true };
                    }
                    single.get_or_insert(span);
                }
                depth = depth.saturating_sub(1);
                if let Some(end) = second.filter(|_| same_line) {
                    double = Some(SourceEnd { text: span.start, end, closed: true });
                }
            }
        }
    };
    if let Some(end) = double {
        return end;
    }
    if let Some(close) = single {
        return SourceEnd { text: close.start, end: close.end, closed: false };
    }
    let rest = Span { start, end: limit }.of_text(text);
    let line = start + memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len()) as u32;
    SourceEnd { text: line, end: line, closed: false }
}

/// The first `span` tag of a text that has no counterpart in it. Tags in code spans and behind a
/// backslash are text. `half` says which half the text is; the span counts bytes of the text.
fn imbalance(text: &str, half: Half) -> Option<(PairProblemKind, Span)> {
    let (first, _) = next_tag(text, 0)?;
    let code = code_spans(text);
    let mut open = Vec::new();
    let mut at = first.start as usize;
    while let Some((span, tag)) = next_tag(text, at) {
        at = span.end as usize;
        let before = text.get(..span.start as usize).unwrap_or("");
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        let holder = code.partition_point(|code| code.end <= span.start);
        if backslashes % 2 == 1 || code.get(holder).is_some_and(|code| code.contains(span)) {
            continue;
        }
        match tag {
            Tag::Open => open.push(span),
            Tag::Close => match open.pop() {
                Some(_) => {}
                None => return Some((PairProblemKind::ClosedEarly(half), span)),
            },
            _ => {}
        }
    }
    open.first().map(|&open| (PairProblemKind::Unclosed(half), open))
}

/// The code spans of a text, in order: runs of backticks closed by a run of the same length.
fn code_spans(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut runs: Vec<Span> = Vec::new();
    for at in memchr_iter(b'`', bytes) {
        match runs.last_mut() {
            Some(run) if run.end as usize == at => run.end += 1,
            _ => runs.push(Span::new(at, at + 1)),
        }
    }
    let last: HashMap<usize, usize> =
        runs.iter().enumerate().map(|(index, run)| (run.len(), index)).collect();
    let mut spans = Vec::new();
    let mut next = 0;
    while let Some(&open) = runs.get(next) {
        next += 1;
        // Without this a run that nothing closes would search the rest of the text each time.
        if last.get(&open.len()).is_none_or(|&last| last < next) {
            continue;
        }
        let rest = runs.get(next..).unwrap_or_default();
        if let Some(close) = rest.iter().position(|run| run.len() == open.len()) {
            spans.extend(rest.get(close).map(|close| open.join(*close)));
            next += close + 1;
        }
    }
    spans
}

/// An id taken apart.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Id<'s> {
    prefix: &'s str,
    /// Whether a `p` stands before the number.
    paragraph: bool,
    number: u64,
}

/// `[0-9a-f]{5}-p?[0-9]+`, with a prefix of any length.
fn parse_id(text: &str) -> Option<Id<'_>> {
    let dash = text.bytes().take_while(u8::is_ascii_hexdigit).count();
    let (prefix, number) = text.split_at_checked(dash)?;
    let number = number.strip_prefix('-')?;
    let digits = number.strip_prefix('p').unwrap_or(number);
    let plain = !digits.starts_with('+');
    (!prefix.is_empty() && plain).then_some(())?;
    Some(Id { prefix, paragraph: digits.len() < number.len(), number: digits.parse().ok()? })
}

/// How the ids of the target halves go on while a file is read. They nearly always have one prefix and
/// numbers that go up: then there is nothing to tell of them.
struct Order<'s> {
    /// The prefix of all of them with its dash; empty before the first.
    prefix: &'s [u8],
    /// The least that the next plain number and the next `p` number may be.
    plain: u64,
    paragraph: u64,
    /// Whether it has been so up to now.
    goes_up: bool,
}

/// An id that goes up from those before.
#[derive(Clone, Copy)]
struct NextId<'s> {
    /// How many bytes of the text it has, if the next one is no part of it too.
    length: usize,
    prefix: &'s [u8],
    paragraph: bool,
    number: u64,
}

impl<'s> Order<'s> {
    const NEW: Order<'s> = Order { prefix: &[], plain: 0, paragraph: 0, goes_up: true };

    /// The id at the start of a text, if it goes up.
    #[inline]
    fn next_id(&self, text: &'s [u8]) -> Option<NextId<'s>> {
        let prefix = if self.prefix.is_empty() {
            let dash = text.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
            text.get(..=dash).filter(|prefix| dash > 0 && prefix.ends_with(b"-"))?
        } else {
            self.prefix
        };
        let behind = strip_short(text, prefix)?;
        let (paragraph, digits) = match behind {
            [b'p', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        let (mut number, mut count) = (0, 0);
        while let Some(digit) = digits.get(count).filter(|digit| digit.is_ascii_digit()) {
            // What is longer may not fit.
            if count == 18 {
                return None;
            }
            number = number * 10 + u64::from(digit - b'0');
            count += 1;
        }
        let least = if paragraph { self.paragraph } else { self.plain };
        let length = prefix.len() + usize::from(paragraph) + count;
        let goes_up = count > 0 && number >= least;
        goes_up.then_some(NextId { length, prefix, paragraph, number })
    }

    /// Takes in an id, `None` for one that does not go up.
    fn take(&mut self, id: Option<NextId<'s>>) {
        match id {
            Some(NextId { prefix, paragraph, number, .. }) => {
                self.prefix = prefix;
                *(if paragraph { &mut self.paragraph } else { &mut self.plain }) = number + 1;
            }
            None => self.goes_up = false,
        }
    }
}

/// Tells ids used twice, a change of the prefix, and numbers that run backwards. Gaps are normal.
fn check_ids(text: &str, segments: &[Segment], problems: &mut Vec<PairProblem>) {
    let with_target =
        || segments.iter().enumerate().filter(|(_, segment)| segment.halves != Halves::Source);
    let mut prefix: Option<(&str, Span)> = None;
    // The last number of plain ids and of `p` ids.
    let mut last: [Option<(u64, Span)>; 2] = [None, None];
    let mut disorder = Vec::new();
    let mut regular = true;
    for (index, segment) in with_target() {
        let mut tell = |kind, related| {
            disorder.push(PairProblem {
                span: segment.id,
                kind,
                related,
                segment: Some(index as u32),
            });
        };
        let Some(id) = parse_id(segment.id.of_text(text)) else {
            regular = false;
            continue;
        };
        match prefix {
            Some((known, at)) if known != id.prefix => {
                regular = false;
                tell(PairProblemKind::PrefixChange, Some(at));
                last = [None, None];
            }
            _ => {}
        }
        prefix = Some((id.prefix, segment.id));
        let [plain, paragraphs] = &mut last;
        let last = if id.paragraph { paragraphs } else { plain };
        if let Some((number, at)) = *last
            && number >= id.number
        {
            regular = false;
            if number > id.number {
                tell(PairProblemKind::IdBackwards, Some(at));
            }
        }
        *last = Some((id.number, segment.id));
    }
    if regular {
        return;
    }
    // Only now can an id stand twice.
    let mut first: HashMap<&str, Span> = HashMap::new();
    let mut twice = Vec::new();
    for (index, segment) in with_target() {
        match first.get(segment.id.of_text(text)) {
            None => {
                first.insert(segment.id.of_text(text), segment.id);
            }
            related => twice.push(PairProblem {
                span: segment.id,
                kind: PairProblemKind::DuplicateId,
                related: related.copied(),
                segment: Some(index as u32),
            }),
        }
    }
    // That an id is a repetition says all; that it is out of order follows from it.
    disorder.retain(|problem| {
        twice.binary_search_by_key(&problem.segment, |twice| twice.segment).is_err()
    });
    problems.append(&mut disorder);
    problems.append(&mut twice);
}

const QUOT: &str = "&quot;";

/// Tells each region in which `&quot;` stands for `"`, given the pair tags it is found in, and gives
/// the `&quot;` to replace.
///
/// A region starts within an attribute, often that of the anchor before the pair, whose opening quote
/// is as it should be and whose closing quote is not; it ends at the next `"`.
fn quote_regions(text: &str, tags: &[(Span, usize)], problems: &mut Vec<PairProblem>) -> Vec<Span> {
    let bytes = text.as_bytes();
    let all: Vec<Span> = match tags {
        [] => return Vec::new(),
        _ => memmem::find_iter(bytes, QUOT).map(|at| Span::new(at, at + QUOT.len())).collect(),
    };
    let within = |span: Span| {
        let from = all.partition_point(|quote| quote.start < span.start);
        let to = all.partition_point(|quote| quote.end <= span.end);
        all.get(from..to.max(from)).unwrap_or_default()
    };
    let mut found = Vec::new();
    let mut region: Option<(usize, Span)> = None;
    let mut region_end = 0;
    for &(tag, segment) in tags {
        let Some(&first) = within(tag).first() else { continue };
        if let Some((problem, known)) = region
            && tag.start < region_end
        {
            let grown = Span { start: known.start, end: tag.end };
            region = Some((problem, grown));
            if let Some(problem) = problems.get_mut(problem) {
                problem.related = Some(grown);
            }
        } else {
            let from = region_end as usize;
            let before = bytes.get(from..first.start as usize).unwrap_or_default();
            let opening = memrchr(b'"', before).map(|at| from + at);
            let opening =
                opening.filter(|at| at.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b'='));
            let start = opening.map_or(first, |opening| {
                let span = Span { start: opening as u32, end: first.end };
                within(span).first().copied().unwrap_or(first)
            });
            let after = bytes.get(start.end as usize..).unwrap_or_default();
            region_end = start.end + memchr(b'"', after).unwrap_or(after.len()) as u32;
            let whole = Span { start: start.start, end: tag.end };
            region = Some((problems.len(), whole));
            problems.push(PairProblem {
                span: start,
                kind: PairProblemKind::EscapedQuotes,
                related: Some(whole),
                segment: Some(segment as u32),
            });
            // The end of the tag whose attribute opens the region.
            found.extend((start.start < tag.start).then_some(start));
        }
        found.extend(within(tag));
    }
    for problem in problems.iter().filter(|problem| problem.kind == PairProblemKind::EscapedQuotes)
    {
        let Some(whole) = problem.related else { continue };
        let area = whole.of_text(text);
        for at in memmem::find_iter(area.as_bytes(), "<a name=&quot;") {
            let start = whole.start as usize + at;
            let end = bytes
                .get(start..)
                .and_then(|rest| memchr(b'>', rest))
                .map_or(start, |at| start + at);
            found.extend(within(Span::new(start, end)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The source article as it was written: the source projection without the anchors that the writer of
/// the side-by-side file put in front of each heading.
///
/// A generated anchor is an `<a name="slug"></a>` right behind the heading's `#` marks, in a heading
/// that holds a pair or whose own slug it is (see [`super::slug`]). An anchor of the author's behind
/// it stays.
pub fn source_view(split: &Split) -> String {
    let text = &split.source.text;
    let mut view = String::with_capacity(text.len());
    let mut kept = 0;
    for anchor in generated_anchors(&split.source) {
        view.push_str(text.get(kept..anchor.start as usize).unwrap_or(""));
        kept = anchor.end as usize;
    }
    view.push_str(text.get(kept..).unwrap_or(""));
    view
}

/// The anchors in a projection's headings that the writer of the side-by-side file made, as spans of
/// its text, in order.
pub fn generated_anchors(projection: &Projection) -> Vec<Span> {
    let text = projection.text.as_str();
    let mut found = Vec::new();
    let mut line_end = 0;
    for at in memmem::find_iter(text.as_bytes(), "<a name=\"") {
        // One anchor a heading, the first.
        if at < line_end {
            continue;
        }
        if !heading_mark(text.get(..at).unwrap_or("")) {
            continue;
        }
        let rest = text.get(at..).unwrap_or("");
        let Ok((after, name)) = anchor(rest) else { continue };
        let heading_end = memchr2(b'\n', b'\r', after.as_bytes()).unwrap_or(after.len());
        let heading = after.get(..heading_end).unwrap_or("");
        line_end = text.len() - after.len() + heading_end;
        let content = Span::of(text, heading);
        if !projection.is_shared(content) || super::slug::slug(heading) == name {
            found.push(Span::new(at, content.start as usize));
        }
    }
    found
}

/// `<a name="…"></a>`; gives the name.
fn anchor(input: &str) -> Parsed<'_, &str> {
    let name = take_till(|c| c == '"' || c == '<' || c == '\n');
    delimited(tag("<a name=\""), name, tag("\"></a>")).parse(input)
}

/// Whether a text ends with a line that holds the mark of a heading alone, with the marks of the
/// quotes and lists around it.
fn heading_mark(before: &str) -> bool {
    let holder = |c: char| c.is_ascii_digit() || " \t>-*+.)".contains(c);
    let lines = before.trim_end_matches(|c| c == '#' || holder(c));
    let marks = before.get(lines.len()..).unwrap_or("").trim_end_matches([' ', '\t']);
    let containers = marks.trim_end_matches('#');
    (lines.is_empty() || lines.ends_with(['\n', '\r', '\u{feff}']))
        && (1..=6).contains(&(marks.len() - containers.len()))
        && containers.chars().all(holder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PairProblemKind::*;

    fn pair(id: &str, target: &str, source: &str) -> String {
        let lookup = "<span class=\"sxs-lookup\">";
        format!(
            "<span data-ttu-id=\"{id}\">{target}</span>{lookup}<span data-stu-id=\"{id}\">{source}</span></span>"
        )
    }

    /// Target text, source text and problems (with the text at each) of a file that tiles.
    fn read(text: &str) -> (String, String, Vec<(PairProblemKind, String)>) {
        let split = split(text).expect("pairs");
        split.check(text).expect("the pieces tile the file");
        for segment in &split.segments {
            for (projection, text, file) in [
                (&split.target, segment.target, segment.target_file),
                (&split.source, segment.source, segment.source_file),
            ] {
                assert!(segment.file.contains(projection.to_file(text)), "{segment:?}");
                assert!(text.is_empty() || projection.to_file(text) == file, "{segment:?}");
            }
        }
        let problems = split.problems.iter();
        let problems =
            problems.map(|problem| (problem.kind, problem.span.of_text(text).to_string()));
        (split.target.text.clone(), split.source.text.clone(), problems.collect())
    }

    /// Reads a file between two regular pairs, which must stay pairs, and gives what is between.
    fn read_within(text: &str) -> (String, String, Vec<(PairProblemKind, String)>) {
        let whole = format!(
            "{}\n\n{text}\n\n{}\n",
            pair("1a2b3-101", "Eerst.", "First."),
            pair("1a2b3-199", "Slot.", "Last.")
        );
        let (target, source, problems) = read(&whole);
        let inner = |text: &str, first: &str, last: &str| {
            let text = text.strip_prefix(&format!("{first}\n\n")).expect("the pair before");
            text.strip_suffix(&format!("\n\n{last}\n")).expect("the pair behind").to_string()
        };
        (inner(&target, "Eerst.", "Slot."), inner(&source, "First.", "Last."), problems)
    }

    fn expect(text: &str, target: &str, source: &str, problems: &[(PairProblemKind, &str)]) {
        let (found_target, found_source, found) = read_within(text);
        let found: Vec<_> = found.iter().map(|(kind, at)| (*kind, at.as_str())).collect();
        assert_eq!(
            (found_target.as_str(), found_source.as_str(), found.as_slice()),
            (target, source, problems),
            "{text}"
        );
    }

    #[test]
    fn regular_pairs_give_both_articles() {
        let text = format!(
            "---\ntitle: T\n---\n# <a name=\"a-b\"></a>{}\n\n- {} [{}](u.md)\n",
            pair("1a2b3-101", "Kop", "A b"),
            pair(
                "1a2b3-102",
                "Zie <span class=\"ui\">Start</span><span id=\"x\"/>.",
                "See <span class=\"ui\">Start</span><span id=\"x\"/>."
            ),
            pair("1a2b3-p101", "hier\nverder", "here\nand on"),
        );
        let split = split(&text).expect("pairs");
        split.check(&text).expect("the pieces tile the file");
        assert_eq!(split.problems, []);
        let front = "---\ntitle: T\n---\n";
        assert_eq!(
            split.target.text,
            format!(
                "{front}# <a name=\"a-b\"></a>Kop\n\n- Zie <span class=\"ui\">Start</span><span id=\"x\"/>. [hier\nverder](u.md)\n"
            )
        );
        assert_eq!(
            source_view(&split),
            format!(
                "{front}# A b\n\n- See <span class=\"ui\">Start</span><span id=\"x\"/>. [here\nand on](u.md)\n"
            )
        );
        let last = split.segments.last().expect("a segment");
        assert_eq!(last.id.of_text(&text), "1a2b3-p101");
        assert_eq!(last.target.of_text(&split.target.text), "hier\nverder");
        assert_eq!(last.source.of_text(&split.source.text), "here\nand on");
        assert_eq!(last.halves, Halves::Both);
        assert!(last.file.of_text(&text).ends_with("</span></span>"));
    }

    #[test]
    fn places_go_to_the_file_and_back() {
        let text = format!("a {} b", pair("1a2b3-101", "doel", "source"));
        let split = split(&text).expect("pairs");
        let target = &split.target;
        assert_eq!(target.text, "a doel b");
        let across = target.to_file(Span::new(0, 4));
        assert!(
            across.of_text(&text).starts_with("a <span")
                && across.of_text(&text).ends_with("\">do")
        );
        let parts: Vec<_> =
            target.pieces_in(Span::new(0, 4)).map(|(_, file)| file.of_text(&text)).collect();
        assert_eq!(parts, ["a ", "do"]);
        assert_eq!(target.to_file(Span::at(8)), Span::at(text.len()));
        assert_eq!(target.pieces_in(Span::at(3)).count(), 0);
        for offset in 0..target.text.len() as u32 {
            let file = target.to_file(Span::at(offset as usize));
            assert_eq!(target.to_text(file.start), Some(offset));
        }
        let tag = text.find("<span").expect("a tag") as u32;
        assert_eq!(target.to_text(tag), None);
        assert!(target.is_shared(Span::new(0, 2)) && !target.is_shared(Span::new(1, 3)));
        assert!(target.is_shared(Span::new(6, 8)));
    }

    #[test]
    fn broken_pairs_leave_the_others_paired() {
        let inner = "Mail *<span>an* of *<span>jo*.";
        expect(
            &pair("1a2b3-102", inner, "Mail *<span>a* or *<span>j*."),
            inner,
            "Mail *<span>a* or *<span>j*.",
            &[(Unclosed(Half::Target), "<span>")],
        );
        expect(
            &pair("1a2b3-102", "Zie [A </span>](/a).", "See [A</span>](/a)."),
            "Zie [A </span>](/a).",
            "See [A</span>](/a).",
            &[(ClosedEarly(Half::Target), "</span>")],
        );
        expect(
            &pair("1a2b3-102", "Gewoon.", "See <span>A."),
            "Gewoon.",
            "See <span>A.",
            &[(Unclosed(Half::Source), "<span>")],
        );
        expect(
            "<span data-ttu-id=\"1a2b3-102\">Alleen doel.</span> Rest.",
            "Alleen doel. Rest.",
            " Rest.",
            &[(MissingSource, "<span data-ttu-id=\"1a2b3-102\">")],
        );
        let lookup = "<span class=\"sxs-lookup\"><span data-stu-id=\"1a2b3-102\">";
        expect(
            &format!("{lookup}Only source.</span></span> Rest."),
            " Rest.",
            "Only source. Rest.",
            &[(MissingTarget, lookup)],
        );
        expect(
            &format!("<span data-ttu-id=\"1a2b3-102\">Open doel.{lookup}Source.</span></span>"),
            "Open doel.",
            "Source.",
            &[(Unclosed(Half::Target), "<span data-ttu-id=\"1a2b3-102\">")],
        );
        expect(
            &format!(
                "<span data-ttu-id=\"1a2b3-102\">Doel.</span>{lookup}Source.</span>\nNext line."
            ),
            "Doel.\nNext line.",
            "Source.\nNext line.",
            &[(Unclosed(Half::Source), lookup)],
        );
        expect(
            &format!("<span data-ttu-id=\"1a2b3-102\">Doel.</span>{lookup}Source.\nNext line."),
            "Doel.\nNext line.",
            "Source.\nNext line.",
            &[(Unclosed(Half::Source), lookup)],
        );
        expect(
            "<span data-ttu-id=\"1a2b3-102\">Geen einde.\nVolgende regel.",
            "Geen einde.\nVolgende regel.",
            "\nVolgende regel.",
            &[(Unclosed(Half::Target), "<span data-ttu-id=\"1a2b3-102\">")],
        );
        let bare = "<span data-stu-id=\"1a2b3-102\">";
        expect(
            &format!("<span data-ttu-id=\"1a2b3-102\">Doel.</span>{bare}Source.</span> Rest."),
            "Doel. Rest.",
            "Source. Rest.",
            &[(MissingLookup, bare)],
        );
        expect(
            &pair("1a2b3-102", "Doel.", "Source.")
                .replace("stu-id=\"1a2b3-102", "stu-id=\"1a2b3-103"),
            "Doel.",
            "Source.",
            &[(IdMismatch, "1a2b3-103")],
        );
        expect("tekst</span>", "tekst</span>", "tekst</span>", &[(StrayClose, "</span>")]);
    }

    #[test]
    fn a_pair_in_a_pair_is_told() {
        let inner = pair("1a2b3-103", "binnen", "inside");
        let outer = pair("1a2b3-102", &format!("Voor {inner} na."), "Before and after.");
        let tag = "<span data-ttu-id=\"1a2b3-103\">";
        expect(&outer, "Voor binnen na.", "insideBefore and after.", &[(Nested, tag)]);
    }

    #[test]
    fn spans_in_code_are_text() {
        let text = pair(
            "1a2b3-102",
            "Zet `<span>` of \\<span> om de tekst.",
            "Put `<span>` around \\<span> it.",
        );
        expect(
            &text,
            "Zet `<span>` of \\<span> om de tekst.",
            "Put `<span>` around \\<span> it.",
            &[],
        );
        let text =
            pair("1a2b3-102", "Eindig met `</span>`, altijd.", "End with `</span>`, always.");
        expect(&text, "Eindig met `</span>`, altijd.", "End with `</span>`, always.", &[]);
    }

    #[test]
    fn escaped_quotes_are_told_once_a_region() {
        let first = pair("1a2b3-102", "Een &quot;woord&quot;.", "A &quot;word&quot;.");
        let second = format!(
            "\n\n## <a name=\"x\"></a>{}\n\n{}",
            pair("1a2b3-103", "Kop", "Head"),
            pair("1a2b3-104", "Slot.", "End.")
        );
        let damaged = second.replace('"', "&quot;").replacen("&quot;", "\"", 1);
        let text = format!(
            "{first}{damaged}\n\n<a name=\"y\"></a>\n\n{}",
            pair("1a2b3-105", "Na.", "After.").replace('"', "&quot;")
        );
        let split = split(&text).expect("pairs");
        split.check(&text).expect("the pieces tile the file");
        assert_eq!(split.segments.len(), 4);
        let regions: Vec<_> =
            split.problems.iter().map(|problem| (problem.kind, problem.span)).collect();
        let start = text.find("x&quot;").expect("the anchor") + 1;
        let last = text.rfind("<span data-ttu-id=&quot;").expect("the last pair")
            + "<span data-ttu-id=".len();
        assert_eq!(
            regions,
            [
                (EscapedQuotes, Span::new(start, start + 6)),
                (EscapedQuotes, Span::new(last, last + 6))
            ]
        );
        let mut repaired = text.clone();
        for quote in split.escaped_quotes.iter().rev() {
            repaired.replace_range(quote.range(), "\"");
        }
        assert_eq!(
            repaired,
            format!(
                "{first}{second}\n\n<a name=\"y\"></a>\n\n{}",
                pair("1a2b3-105", "Na.", "After.")
            )
        );
    }

    #[test]
    fn ids_are_told_once_each() {
        let ids = |ids: &[&str]| {
            let text: String = ids.iter().map(|id| pair(id, "a", "b") + " ").collect();
            read(&text).2
        };
        let one = |kind, id: &str| vec![(kind, id.to_string())];
        assert_eq!(ids(&["1a2b3-101", "1a2b3-p101", "1a2b3-105", "1a2b3-p102", "1a2b3-106"]), []);
        assert_eq!(
            ids(&["1a2b3-101", "1a2b3-102", "1a2b3-101", "1a2b3-103"]),
            one(DuplicateId, "1a2b3-101")
        );
        assert_eq!(
            ids(&["1a2b3-101", "1a2b3-110", "1a2b3-102", "1a2b3-103"]),
            one(IdBackwards, "1a2b3-102")
        );
        assert_eq!(ids(&["1a2b3-p102", "1a2b3-101", "1a2b3-p101"]), one(IdBackwards, "1a2b3-p101"));
        assert_eq!(ids(&["1a2b3-101", "ffffe-102", "ffffe-103"]), one(PrefixChange, "ffffe-102"));
        assert_eq!(ids(&["odd", "1a2b3-101", "odd"]), one(DuplicateId, "odd"));
    }

    #[test]
    fn files_without_pairs_are_none() {
        for text in
            ["", "# Heading\n", "<span>x</span>", "<span data-ttu-id=>", "data-stu-id=\"x\""]
        {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
