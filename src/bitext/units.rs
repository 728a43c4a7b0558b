//! Units: the blocks of an article as alignment sees them. A unit is one view, or all cells of a table,
//! or the cells of one row, with what stays the same in translation: kind, containers, anchors, code,
//! destinations, numbers, identifiers, length.

use crate::{
    ast::{Block, BlockKind, RegionKind, Table, only_comments},
    diagnostic::fingerprint,
    facts::{FactKind, Facts, View, ViewKind, WordFlags},
    grammar::slug,
};
use std::ops::Range;

/// Shortest text, in bytes, that says by itself that two blocks are the same.
const TELLING_TEXT: usize = 24;
/// Shortest token, in bytes, that does.
const TELLING_TOKEN: usize = 12;
/// Letters of words that any two blocks may have in common.
const SHORT_WORD: usize = 3;
/// Words of a block that are looked at.
const MOST_WORDS: usize = 24;

/// Bytes by which words of two languages are taken for the same, if they go on behind them.
const BEGINNING: usize = 5;

/// What two sequences of units are to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    /// A translation and its source.
    Translation,
    /// Two versions of an article in one language: what is the same text is the same block, however
    /// short, and words tell, too.
    Versions,
}

impl Reading {
    /// Shortest text, in bytes, that says by itself that two blocks are the same.
    fn least(self) -> usize {
        if self == Reading::Versions { 1 } else { TELLING_TEXT }
    }
}

/// Kinds of units: only the same kind can be a translation of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum UnitKind {
    Heading,
    Paragraph,
    Code,
    Table,
    Row,
    Html,
    Directive,
    Break,
    Definition,
}

/// A block to be aligned.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Indices into the side's [`Facts::views`].
    pub views: Range<u32>,
    /// What it is.
    pub kind: UnitKind,
    /// Level of a heading; 0 for others.
    pub level: u8,
    /// Hash of the kinds of the containers around it.
    pub path: u64,
    /// Where the innermost container begins: blocks of one list item have the same.
    pub container: u32,
    /// Hashes of what stays the same in translation, in order.
    pub tokens: Vec<u64>,
    /// Hashes of how its longer words begin, in order, each once: words that two languages share, names
    /// above all, mostly begin alike.
    pub beginnings: Vec<u64>,
    /// Whether one of the tokens is long enough to be found by.
    pub telling: bool,
    /// Hash of the name of a heading: its anchor, else its slug.
    pub name: Option<u64>,
    /// Hash of its text, white space folded; `None` where the text is short.
    pub text: Option<u64>,
    /// Letters and other characters that are no white space.
    pub length: u32,
    /// How many of them are ideographs, kana or syllables of Hangul.
    pub dense: u32,
}

/// The units of an article in order, front matter left out.
pub(super) fn units(facts: &Facts<'_>, reading: Reading) -> Vec<Unit> {
    let containers = Containers::of(&facts.article.blocks);
    let mut open = containers.sweep();
    let mut units: Vec<Unit> = Vec::with_capacity(facts.views.len());
    let mut index = 0;
    while let Some(view) = facts.views.get(index) {
        let first = index;
        index += 1;
        let kind = match view.kind {
            ViewKind::FrontMatter => continue,
            ViewKind::Heading(_) => UnitKind::Heading,
            ViewKind::Paragraph => UnitKind::Paragraph,
            ViewKind::HeadCell | ViewKind::Cell => {
                let same = |other: &View<'_>| is_same_block(view, other);
                while facts.views.get(index).is_some_and(same) {
                    index += 1;
                }
                UnitKind::Table
            }
            // Comments tell the reader nothing, and either side has its own.
            ViewKind::Html if only_comments(facts.article.text, view.span, view.content) => {
                continue;
            }
            ViewKind::Html => UnitKind::Html,
            ViewKind::Code => UnitKind::Code,
            ViewKind::Directive => UnitKind::Directive,
            ViewKind::Break => UnitKind::Break,
            ViewKind::Definition if view.span.of_text(facts.article.text).starts_with("[//]:") => {
                continue;
            }
            ViewKind::Definition => UnitKind::Definition,
        };
        units.push(unit(
            facts,
            first as u32..index as u32,
            kind,
            open.at(view.span.start),
            reading,
        ));
    }
    units
}

/// The rows of a table as units: `views` are its cells.
pub(super) fn rows(facts: &Facts<'_>, views: &Range<u32>, reading: Reading) -> Vec<Unit> {
    let Some(table) = facts.views.get(views.start as usize).and_then(table_of) else {
        return Vec::new();
    };
    let mut next = views.start;
    std::iter::once(&table.head)
        .chain(&table.rows)
        .map(|row| {
            let first = next;
            next = (next + row.cells.len() as u32).min(views.end);
            unit(facts, first..next, UnitKind::Row, (0, 0), reading)
        })
        .collect()
}

fn table_of<'a>(view: &View<'a>) -> Option<&'a Table> {
    match &view.block?.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    }
}

fn is_same_block(one: &View<'_>, other: &View<'_>) -> bool {
    match (one.block, other.block) {
        (Some(one), Some(other)) => std::ptr::eq(one, other),
        _ => false,
    }
}

fn unit(
    facts: &Facts<'_>,
    views: Range<u32>,
    kind: UnitKind,
    (container, path): (u32, u64),
    reading: Reading,
) -> Unit {
    let mut unit = Unit {
        kind,
        level: 0,
        path,
        container,
        tokens: Vec::new(),
        beginnings: Vec::new(),
        telling: false,
        name: None,
        text: None,
        length: 0,
        dense: 0,
        views: views.clone(),
    };
    let mut parts: Vec<&str> = Vec::new();
    let own = facts.views.get(views.start as usize..views.end as usize).unwrap_or(&[]);
    for view in own {
        let span = if view.content.is_empty() { view.span } else { view.text() };
        let text = facts.text(span);
        parts.extend(text.split_whitespace());
        if let ViewKind::Heading(level) = view.kind {
            unit.level = level;
            let anchor = facts.anchors_in(view).last().map(|anchor| anchor.name.to_lowercase());
            let name = anchor.unwrap_or_else(|| slug::slug(facts.text(facts.heading_text(view))));
            unit.name = (!name.trim_matches('-').is_empty()).then(|| fingerprint([&*name]));
        }
        tokens(facts, view, &mut unit);
    }
    if reading == Reading::Versions && kind != UnitKind::Code {
        let words = parts.iter().filter(|part| part.chars().nth(SHORT_WORD).is_some());
        unit.tokens.extend(words.take(MOST_WORDS).map(|word| fingerprint(["text", *word])));
    }
    unit.tokens.sort_unstable();
    unit.beginnings.sort_unstable();
    unit.beginnings.dedup();
    for c in parts.iter().flat_map(|part| part.chars()) {
        unit.length += 1;
        unit.dense += u32::from(matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}'));
    }
    let bytes: usize = parts.iter().map(|part| part.len()).sum();
    unit.text = (bytes >= reading.least()).then(|| fingerprint(parts.iter().copied()));
    unit
}

/// What stays the same in translation: keys of facts, identifiers, numbers of two digits or more.
fn tokens(facts: &Facts<'_>, view: &View<'_>, unit: &mut Unit) {
    let beginnings = &mut unit.beginnings;
    let mut add = |kind: &str, text: &str| {
        unit.tokens.push(fingerprint([kind, text]));
        unit.telling |= text.len() >= TELLING_TOKEN;
    };
    for fact in facts.facts_in(view) {
        match fact.kind {
            // A fragment within the article is translated with its heading.
            FactKind::Link | FactKind::Url | FactKind::Xref if !fact.key.starts_with('#') => {
                let key = fact.key.split('#').next().unwrap_or("");
                add("to", key.trim_start_matches("./").trim_end_matches('/'));
            }
            FactKind::Image => add("image", fact.key.rsplit('/').next().unwrap_or("")),
            FactKind::Code => add("word", fact.key.trim()),
            FactKind::Placeholder | FactKind::Footnote => add("mark", &fact.key),
            FactKind::Directive => add("directive", fact.key.trim()),
            _ => {}
        }
    }
    if unit.kind == UnitKind::Code {
        return;
    }
    for word in facts.words_in(view.span) {
        let written = facts.text(word.span);
        if word.is(WordFlags::NUMBER) {
            let digits: String = written.chars().filter(char::is_ascii_digit).collect();
            if digits.len() >= 2 {
                add("number", &digits);
            }
        } else if word.is(WordFlags::IDENTIFIER) {
            add("word", written);
        } else if written.len() > BEGINNING {
            let beginning = written.get(..BEGINNING).filter(|it| it.is_ascii());
            beginnings.extend(beginning.map(|it| fingerprint([&*it.to_ascii_lowercase()])));
        }
    }
}

/// The containers of an article (list items, quotes, regions, footnotes) with what they are.
struct Containers {
    /// Start, end and hash of kind with the kinds around; outer before inner, in order of place.
    list: Vec<(u32, u32, u64)>,
}

impl Containers {
    fn of(blocks: &[Block]) -> Containers {
        let mut list = Vec::new();
        collect(blocks, 0, &mut list);
        Containers { list }
    }

    fn sweep(&self) -> Sweep<'_> {
        Sweep { rest: &self.list, open: Vec::new() }
    }
}

fn collect(blocks: &[Block], around: u64, list: &mut Vec<(u32, u32, u64)>) {
    let within = |kind: &str| fingerprint([&*around.to_string(), kind]);
    for block in blocks {
        match &block.kind {
            BlockKind::List(items) => {
                let hash = within("item");
                for item in &items.items {
                    list.push((item.span.start, item.span.end, hash));
                    collect(&item.blocks, hash, list);
                }
            }
            BlockKind::Quote(quote) => {
                let hash = within("quote");
                list.push((block.span.start, block.span.end, hash));
                collect(&quote.blocks, hash, list);
            }
            BlockKind::Footnote(footnote) => {
                let hash = within("footnote");
                list.push((block.span.start, block.span.end, hash));
                collect(&footnote.blocks, hash, list);
            }
            BlockKind::Region(region) => {
                let hash = within(region_word(region.kind));
                // The opening line itself stands outside.
                let start = region.blocks.first().map_or(block.span.end, |it| it.span.start);
                list.push((start, block.span.end, hash));
                collect(&region.blocks, hash, list);
            }
            _ => {}
        }
    }
}

fn region_word(kind: RegionKind) -> &'static str {
    match kind {
        RegionKind::Moniker => "moniker",
        RegionKind::Zone => "zone",
        _ => "region",
    }
}

/// Gives the container of places in order.
struct Sweep<'c> {
    rest: &'c [(u32, u32, u64)],
    /// Start, end and hash of those that hold the last offset.
    open: Vec<(u32, u32, u64)>,
}

impl Sweep<'_> {
    /// Start and hash of the innermost container that holds the byte at `offset`; 0 for none. Offsets must
    /// come in order.
    fn at(&mut self, offset: u32) -> (u32, u64) {
        while let Some(((start, end, hash), rest)) = self.rest.split_first() {
            if *start > offset {
                break;
            }
            self.rest = rest;
            while self.open.last().is_some_and(|(_, open_end, _)| open_end <= start) {
                self.open.pop();
            }
            self.open.push((*start, *end, *hash));
        }
        while self.open.last().is_some_and(|(_, end, _)| *end <= offset) {
            self.open.pop();
        }
        self.open.last().map_or((0, 0), |(start, _, hash)| (*start, *hash))
    }
}
