//! The state of one pass over the text of a block, and the way back from its offsets to the article.

use super::{
    Cx, Definitions,
    emphasis::{Delimiter, Pair},
    html::Guards,
    link::Bracket,
    template::{self, Mask},
    tree::{self, Nest},
};
use crate::{
    ast::{Flavour, Inline, InlineKind, SyntaxProblem},
    text::Span,
};

/// Lists that are empty between two passes: most blocks are short, and making these anew for each
/// would cost more than reading it.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    leaves: Vec<Inline>,
    nests: Vec<Nest>,
    delimiters: Vec<Delimiter>,
    pairs: Vec<Pair>,
    brackets: Vec<Bracket>,
    tree: tree::Scratch,
}

/// One pass. Offsets called `at`, `start`, `end` count bytes of `text`; spans count bytes of the
/// article and are made by [`Scan::span`] alone.
pub(super) struct Scan<'c, 's> {
    /// The text of the block: a slice of the article, or its lines joined.
    pub(super) text: &'s str,
    pub(super) map: Map<'s>,
    triggers: &'static Triggers,
    seen: Seen,
    pub(super) flavour: Flavour,
    pub(super) definitions: &'c Definitions,
    pub(super) problems: &'c mut Vec<SyntaxProblem>,
    /// Whether this is a table cell.
    pub(super) is_cell: bool,
    /// End of the last leaf or link: no construct reaches back over it.
    pub(super) floor: usize,
    pub(super) leaves: &'c mut Vec<Inline>,
    pub(super) nests: &'c mut Vec<Nest>,
    pub(super) delimiters: &'c mut Vec<Delimiter>,
    pub(super) pairs: &'c mut Vec<Pair>,
    pub(super) brackets: &'c mut Vec<Bracket>,
    /// Brackets below this index in the stack may open images only: a link has closed above them.
    pub(super) links_from: usize,
    /// Last start of each length of backtick run, known once a search for one has failed.
    pub(super) backticks: Option<Vec<usize>>,
    pub(super) guards: Guards,
    /// Whether text may hold addresses that the pass left to `bare::split`.
    pub(super) addresses: bool,
    /// What a template engine reads here, in order: to the pass it is a word.
    pub(super) masks: &'c [Mask<'c>],
    /// `text` as it is written, where masks stand in it.
    pub(super) written: &'s str,
}

impl<'s> Scan<'_, 's> {
    /// Runs the pass over the text of `lines` and puts together what it found.
    pub(super) fn over(cx: &mut Cx<'_>, lines: &[Span], content: Content) -> Vec<Inline> {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Vec::new() };
        let whole = first.join(*last);
        let joined;
        let starts;
        let (text, map) = if is_one_slice(cx.text, lines) {
            (whole.of_text(cx.text), Map::Slice(whole.start))
        } else {
            (joined, starts) = join(cx.text, lines);
            (joined.as_str(), Map::Lines { starts: &starts, lines })
        };
        let masks = template::masks(cx.templates, text, whole, &map);
        let masked;
        let (text, written) = if masks.is_empty() {
            (text, text)
        } else {
            masked = template::mask(text, &masks);
            (masked.as_str(), text)
        };
        let mut seen = Seen::default();
        let first = match content {
            Content::Prose | Content::Cell => cx.triggers.next(text, 0, &mut seen),
            Content::Html => None,
        };
        if first.is_none() && content != Content::Html {
            return plain(whole);
        }
        let Scratch { leaves, nests, delimiters, pairs, brackets, tree } = &mut cx.scratch;
        let mut scan = Scan {
            text,
            map,
            triggers: cx.triggers,
            seen,
            flavour: cx.flavour,
            definitions: cx.definitions,
            problems: &mut *cx.problems,
            is_cell: content == Content::Cell,
            floor: 0,
            leaves,
            nests,
            delimiters,
            pairs,
            brackets,
            links_from: 0,
            backticks: None,
            guards: Guards::default(),
            addresses: false,
            masks: &masks,
            written,
        };
        match content {
            Content::Prose | Content::Cell => scan.run(first),
            Content::Html => scan.html_block(),
        }
        let Scan { leaves, nests, brackets, addresses, problems, .. } = scan;
        brackets.clear();
        if leaves.is_empty() && nests.is_empty() && !addresses {
            return plain(whole);
        }
        tree.build(cx.text, whole, leaves, nests, addresses, problems)
    }

    /// The bytes of the block's text.
    pub(super) fn bytes(&self) -> &'s [u8] {
        self.text.as_bytes()
    }

    /// The text from an offset on; empty past the end.
    pub(super) fn from(&self, at: usize) -> &'s str {
        self.text.get(at..).unwrap_or("")
    }

    /// The byte at an offset.
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes().get(at).copied()
    }

    /// The text between two offsets.
    pub(super) fn between(&self, start: usize, end: usize) -> &'s str {
        self.text.get(start..end).unwrap_or("")
    }

    /// The place of `rest`, which a parser left of this text.
    pub(super) fn offset_of_rest(&self, rest: &str) -> usize {
        self.text.len() - rest.len()
    }

    /// The first trigger at or after an offset, and its byte.
    pub(super) fn next_trigger(&mut self, at: usize) -> Option<(usize, u8)> {
        self.triggers.next(self.text, at, &mut self.seen)
    }

    /// Takes the bytes from `start` to `end` as a leaf.
    pub(super) fn leaf(&mut self, start: usize, end: usize, kind: InlineKind) -> usize {
        let span = self.span(start, end);
        self.leaves.push(Inline { span, kind });
        self.floor = end;
        end
    }

    /// Where the bytes from `start` to `end` stand in the article.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.map.span(start, end)
    }

    /// Where a slice of this text stands in the article.
    pub(super) fn span_of(&self, part: &str) -> Span {
        let local = Span::of(self.text, part);
        self.span(local.start as usize, local.end as usize)
    }
}

/// What a block holds in which nothing but text stands.
fn plain(whole: Span) -> Vec<Inline> {
    if whole.is_empty() { Vec::new() } else { vec![Inline { span: whole, kind: InlineKind::Text }] }
}

/// What the lines of a block hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A paragraph or heading.
    Prose,
    /// A cell of a table.
    Cell,
    /// An HTML block.
    Html,
}

/// From offsets in the text of a block to those of the article; grows with its argument.
pub(super) enum Map<'s> {
    /// The text is a slice that starts at this offset.
    Slice(u32),
    /// The text is these lines joined, each starting at the offset in `starts`.
    Lines { starts: &'s [u32], lines: &'s [Span] },
}

impl Map<'_> {
    /// Where the bytes from `start` to `end` stand in the article.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.place(start), end: self.place(end) }
    }

    /// Where a byte of the article stands in the text, if a line holds it.
    pub(super) fn local(&self, at: u32) -> Option<usize> {
        match self {
            Map::Slice(start) => at.checked_sub(*start).map(|at| at as usize),
            Map::Lines { starts, lines } => {
                let index = lines.partition_point(|line| line.start <= at).checked_sub(1)?;
                let (start, line) = (starts.get(index)?, lines.get(index)?);
                (at <= line.end).then(|| (start + (at - line.start)) as usize)
            }
        }
    }

    fn place(&self, at: usize) -> u32 {
        let at = at as u32;
        match self {
            Map::Slice(start) => start + at,
            Map::Lines { starts, lines } => {
                let line = starts.partition_point(|&start| start <= at).saturating_sub(1);
                match (starts.get(line), lines.get(line)) {
                    (Some(start), Some(line)) => line.start + (at - start),
                    _ => at,
                }
            }
        }
    }
}

/// Whether only spaces and tabs stand between the lines. The white space at the start of a line
/// means nothing to any inline, so the slice with it reads as the joined lines do.
fn is_one_slice(text: &str, lines: &[Span]) -> bool {
    lines.windows(2).all(|pair| match pair {
        [line, next] => {
            line.end == next.start
                || line.end < next.start
                    && Span { start: line.end, end: next.start }
                        .of_text(text)
                        .bytes()
                        .all(|byte| matches!(byte, b' ' | b'\t'))
        }
        _ => true,
    })
}

fn join(text: &str, lines: &[Span]) -> (String, Vec<u32>) {
    let mut joined = String::with_capacity(lines.iter().map(|line| line.len()).sum());
    let mut starts = Vec::with_capacity(lines.len());
    for line in lines {
        starts.push(joined.len() as u32);
        joined.push_str(line.of_text(text));
    }
    (joined, starts)
}

/// How many bytes the search for a trigger looks at together.
const CHUNK: usize = 16;

/// The bytes at which constructs of a flavour begin or end. All are ASCII, so every cut at one is a
/// character boundary.
#[derive(Debug)]
pub(crate) struct Triggers {
    is_trigger: [bool; 256],
    /// The last of them, the only one that may be a letter.
    extra: u8,
}

/// 1 if a byte is a trigger, or one of a few that are near one in ASCII: what a search over many bytes
/// can ask of all of them at once.
fn may_trigger(byte: u8, extra: u8) -> u8 {
    // One bit lies between `@[\]^_` and `` `{|}~``, so one comparison does for both.
    let folded = byte | 0x20;
    u8::from(byte < 0x0e)
        | u8::from(byte == b'!')
        | u8::from(byte == b'&')
        | u8::from(byte == b'*')
        | u8::from(byte == b':')
        | u8::from(byte == b'<')
        | u8::from(byte == extra)
        | u8::from(folded == b'`')
        | u8::from(folded.wrapping_sub(b'{') <= 0x7f - b'{')
}

/// What a search for triggers knows of the bytes ahead.
#[derive(Default)]
struct Seen {
    /// Where the bytes end that it has looked at together.
    end: usize,
    /// Those of the last [`CHUNK`] of them that may be triggers and are still to be told, a byte each.
    marks: u128,
}

impl Triggers {
    const COMMON_MARK: Triggers = Triggers::new(b"\n\r\\&`*_![]<");
    const GFM: Triggers = Triggers::new(b"\n\r\\&`*_![]<~:@");
    const GFM_WWW: Triggers = Triggers::new(b"\n\r\\&`*_![]<~:@w");
    const JSX: Triggers = Triggers::new(b"\n\r\\&`*_![]<{~:@");
    const JSX_WWW: Triggers = Triggers::new(b"\n\r\\&`*_![]<{~:@w");

    const fn new(bytes: &[u8]) -> Triggers {
        let mut table = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            table[bytes[at] as usize] = true;
            at += 1;
        }
        Triggers { is_trigger: table, extra: bytes[bytes.len() - 1] }
    }

    /// Those that the blocks of an article have, seen from the whole of it.
    pub(super) fn of(text: &str, flavour: Flavour) -> &'static Triggers {
        if !flavour.gfm() {
            return &Triggers::COMMON_MARK;
        }
        let www = memchr::memmem::find(text.as_bytes(), b"www.").is_some();
        match (flavour.jsx(), www) {
            (false, false) => &Triggers::GFM,
            (false, true) => &Triggers::GFM_WWW,
            (true, false) => &Triggers::JSX,
            (true, true) => &Triggers::JSX_WWW,
        }
    }

    /// The first at or after an offset of a text, and its byte. Offsets must not go down from one
    /// search in a text to the next.
    fn next(&self, text: &str, mut at: usize, seen: &mut Seen) -> Option<(usize, u8)> {
        let bytes = text.as_bytes();
        if at < seen.end {
            let start = seen.end - CHUNK;
            let mut marks = seen.marks & u128::MAX << (8 * at.saturating_sub(start));
            while marks != 0 {
                let found = start + marks.trailing_zeros() as usize / 8;
                marks &= marks - 1;
                if let Some(&byte) = bytes.get(found).filter(|&&byte| self.has(byte)) {
                    seen.marks = marks;
                    return Some((found, byte));
                }
            }
            at = seen.end;
        }
        let mut chunks = bytes.get(at..)?.chunks_exact(CHUNK);
        for chunk in &mut chunks {
            // The compiler looks at all bytes of a chunk at once.
            let mut marks = [0; CHUNK];
            for (mark, &byte) in marks.iter_mut().zip(chunk) {
                *mark = may_trigger(byte, self.extra);
            }
            let mut marks = u128::from_le_bytes(marks);
            while marks != 0 {
                let ahead = marks.trailing_zeros() as usize / 8;
                marks &= marks - 1;
                if let Some(&byte) = chunk.get(ahead).filter(|&&byte| self.has(byte)) {
                    *seen = Seen { end: at + CHUNK, marks };
                    return Some((at + ahead, byte));
                }
            }
            at += CHUNK;
        }
        let rest = chunks.remainder().iter().enumerate();
        let (ahead, &byte) = { rest }.find(|&(_, &byte)| self.has(byte))?;
        Some((at + ahead, byte))
    }

    fn has(&self, byte: u8) -> bool {
        self.is_trigger.get(byte as usize).copied().unwrap_or(false)
    }
}
