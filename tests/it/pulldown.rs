//! The grammar beside `pulldown-cmark`, over every article of the corpus: links, images, code spans,
//! code blocks and headings, with their places and texts. Directives of Microsoft Learn are read as
//! the plain Markdown they would be, and bare addresses as text, as that parser reads them.

use std::{collections::BTreeMap, fmt::Write};

use loclint::{
    ast::{Article, BlockKind, Flavour, Inline, InlineKind, NodeRef},
    grammar::{self, front_matter, sxs},
    text::Span,
};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::corpus;

/// Kinds of constructs that are compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    Heading,
    CodeBlock,
    CodeSpan,
    Link,
    Image,
}

/// Constructs by place and kind: what they lead to or are, and their text.
type Constructs = BTreeMap<(usize, Kind), (String, String)>;

fn theirs(text: &str) -> Constructs {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let mut found = Constructs::new();
    let mut open: Vec<((usize, Kind), (String, String))> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let start = range.start;
        let mut say = |part: &str| {
            for (_, (_, text)) in &mut open {
                text.push_str(part);
            }
        };
        match event {
            Event::Text(part) => say(&part),
            Event::Code(code) => {
                say(&code);
                found.insert((start, Kind::CodeSpan), (String::new(), code.to_string()));
            }
            Event::SoftBreak | Event::HardBreak => say("\n"),
            Event::Start(Tag::Heading { level, .. }) => {
                let level = (level as u8).to_string();
                open.push(((start, Kind::Heading), (level, String::new())));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => "indented".to_owned(),
                };
                open.push(((start, Kind::CodeBlock), (info, String::new())));
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                open.push(((start, Kind::Link), (dest_url.to_string(), String::new())));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                open.push(((start, Kind::Image), (dest_url.to_string(), String::new())));
            }
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => {
                found.extend(open.pop());
            }
            _ => {}
        }
    }
    found
}

fn ours(article: &Article<'_>) -> Constructs {
    let text = article.text;
    let mut found = Constructs::new();
    for node in article.nodes() {
        let start = node.span().start as usize;
        let (kind, construct) = match node {
            NodeRef::Block(block) => match &block.kind {
                BlockKind::Heading(heading) => {
                    let content = shown(text, &heading.content);
                    (Kind::Heading, (heading.level.to_string(), content))
                }
                BlockKind::Code(code) => {
                    let info = code.fence.as_ref().map(|fence| fence.info.of_text(text));
                    let info = info.map_or("indented".to_owned(), unescaped);
                    let lines: String = code.lines.iter().map(|line| line.of_text(text)).collect();
                    let content = code.meant.as_deref().map_or(lines, str::to_owned);
                    (Kind::CodeBlock, (info, content.replace('\r', "")))
                }
                _ => continue,
            },
            NodeRef::Inline(inline) => match &inline.kind {
                InlineKind::Code(code) => {
                    let content = code.meant.as_deref().unwrap_or(code.content.of_text(text));
                    (Kind::CodeSpan, (String::new(), content.to_owned()))
                }
                InlineKind::Link(link) | InlineKind::Image(link) => {
                    let is_link = matches!(inline.kind, InlineKind::Link(_));
                    let kind = if is_link { Kind::Link } else { Kind::Image };
                    let destination = link.destination.of_text(text);
                    let destination = link.meant.as_deref().unwrap_or(destination);
                    (kind, (destination.to_owned(), shown(text, &link.content)))
                }
                InlineKind::Autolink(address) => {
                    let address = address.of_text(text).to_owned();
                    (Kind::Link, (address.clone(), address))
                }
                _ => continue,
            },
            _ => continue,
        };
        found.insert((start, kind), construct);
    }
    found
}

/// The cells of body rows beyond the last column of their tables.
fn surplus_cells(article: &Article<'_>) -> Vec<Span> {
    let mut cells = Vec::new();
    for node in article.nodes() {
        if let NodeRef::Block(block) = node
            && let BlockKind::Table(table) = &block.kind
        {
            let columns = table.alignments.len();
            let rows = table.rows.iter();
            cells.extend(rows.flat_map(|row| row.cells.iter().skip(columns)).map(|cell| cell.span));
        }
    }
    cells
}

fn unescaped(written: &str) -> String {
    grammar::unescape(written).map_or_else(|| written.to_owned(), String::from)
}

/// The text that inlines show.
fn shown(text: &str, inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        let written = inline.span.of_text(text);
        match &inline.kind {
            InlineKind::Text | InlineKind::BareUrl => out.push_str(written),
            InlineKind::Escape => out.push_str(written.get(1..).unwrap_or("")),
            InlineKind::Entity(entity) => {
                out.extend([Some(entity.first), entity.second].iter().flatten());
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push('\n'),
            InlineKind::Code(code) => {
                out.push_str(code.meant.as_deref().unwrap_or(code.content.of_text(text)));
            }
            InlineKind::Autolink(address) => out.push_str(address.of_text(text)),
            _ => out.push_str(&shown(text, inline.children())),
        }
    }
    out
}

#[test]
fn constructs_are_the_same() {
    let Some(root) = corpus::root() else { return };
    // Without optimization a part of the articles must do.
    let step = if cfg!(debug_assertions) { 12 } else { 1 };
    let (mut same, mut all, mut surplus, mut report) = (0, 0, 0, String::new());
    let mut kinds: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for (name, text) in corpus::articles(&root).into_iter().step_by(step) {
        let sides = match sxs::split(&text) {
            Some(split) => vec![split.target.text, split.source.text],
            None => vec![text],
        };
        for text in sides {
            let body = front_matter::parse(&text).map_or(0, |matter| matter.span.end as usize);
            let body = text.get(body..).unwrap_or("").trim_start_matches('\u{feff}');
            let article = grammar::parse(body, Flavour::Gfm);
            let (mut ours, theirs) = (ours(&article), theirs(body));
            // That parser drops what stands in cells beyond the last column, as GFM says; the tree
            // keeps it, for it stands in the file.
            let cells = surplus_cells(&article);
            let count = ours.len();
            ours.retain(|&(start, _), _| {
                !cells.iter().any(|cell| cell.contains_offset(start as u32))
            });
            surplus += count - ours.len();
            let keys = ours.keys().chain(theirs.keys().filter(|key| !ours.contains_key(key)));
            let mut first = true;
            for key in keys {
                let (mine, other) = (ours.get(key), theirs.get(key));
                all += 1;
                let count = kinds.entry(key.1).or_default();
                count.1 += 1;
                if mine == other {
                    same += 1;
                    count.0 += 1;
                } else if first {
                    first = false;
                    let line = body.get(key.0..).unwrap_or("").lines().next().unwrap_or("");
                    let line: String = line.chars().take(200).collect();
                    let _ = writeln!(
                        report,
                        "{name} {key:?}\n  {line}\n  ours   {mine:?}\n  theirs {other:?}"
                    );
                }
            }
        }
    }
    println!("{report}");
    println!("{surplus} constructs in surplus cells of tables are left out");
    for (kind, (same, all)) in &kinds {
        println!("{kind:?}: {same} of {all}");
    }
    let share = f64::from(same) / f64::from(all);
    println!("{same} of {all} constructs are the same: {:.3} %", share * 100.0);
    assert!(all > 0, "no construct was compared");
    assert!(share >= 0.999, "only {same} of {all} constructs are the same");
}
