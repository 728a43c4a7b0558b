//! Printing a tree: [`dump`] for people, [`dump_json`] for programs. Both print what [`facts`] and
//! [`NodeRef::children`] say of a node, so neither can show what the other lacks.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{
    Article, Block, BlockKind, Cell, Definition, Directive, DirectiveSyntax, Inline, InlineKind,
    Item, Link, NodeRef,
};
use crate::text::Span;

/// The longest text that [`dump`] quotes, in characters.
const QUOTED: usize = 60;

/// The tree as text, a node a line: its kind, what else is known of it, its span in bytes (`@120..155`)
/// and, for nodes without children, the text it covers, shortened and with control characters escaped.
pub fn dump(article: &Article<'_>) -> String {
    let mut out = String::new();
    let flavour = article.flavour.word();
    let _ = writeln!(out, "article {flavour} @0..{}", article.text.len());
    if let Some(front_matter) = &article.front_matter {
        let _ = writeln!(out, "  front-matter @{}", front_matter.span);
        for entry in &front_matter.entries {
            let key = entry.key.meaning(article.text);
            let value = quoted(entry.value.span.of_text(article.text));
            let _ = writeln!(out, "    {key} @{} {value}", entry.value.span);
        }
    }
    for block in &article.blocks {
        line(&mut out, article, NodeRef::Block(block), 1);
    }
    for problem in &article.problems {
        let text = quoted(problem.span.of_text(article.text));
        let _ = writeln!(out, "! {:?} @{} {text}", problem.kind, problem.span);
    }
    out
}

fn line(out: &mut String, article: &Article<'_>, node: NodeRef<'_>, depth: usize) {
    let indent = depth * 2;
    let _ = write!(out, "{:indent$}{}", "", kind(node));
    for (name, fact) in facts(article, node) {
        match fact {
            Fact::Number(number) => {
                let _ = write!(out, " {name}={number}");
            }
            Fact::Flag(true) => {
                let _ = write!(out, " {name}");
            }
            Fact::Flag(false) => {}
            Fact::Word(word) => {
                let _ = write!(out, " {name}={word}");
            }
            Fact::Part(part) => {
                let _ = write!(out, " {name}={}", quoted(part.of_text(article.text)));
            }
            Fact::Meant(text) => {
                let _ = write!(out, " {name}={}", quoted(text));
            }
            Fact::Attributes(directive_or_tag) => {
                for attribute in directive_or_tag {
                    let value = attribute.value.map_or("", |value| value.of_text(article.text));
                    let name = attribute.name.of_text(article.text);
                    let _ = write!(out, " {name}:{}", quoted(value));
                }
            }
        }
    }
    let _ = write!(out, " @{}", node.span());
    let children = node.children();
    if children.is_empty() {
        let _ = write!(out, " {}", quoted(node.span().of_text(article.text)));
    }
    out.push('\n');
    for child in children {
        line(out, article, child, depth + 1);
    }
}

/// A text in quotes, shortened in the middle, with control characters escaped.
fn quoted(text: &str) -> String {
    let count = text.chars().count();
    if count <= QUOTED {
        return format!("{text:?}");
    }
    let head: String = text.chars().take(QUOTED - 15).collect();
    let tail: String = text.chars().skip(count - 14).collect();
    format!("{:?}", format!("{head}…{tail}"))
}

/// The tree for programs.
///
/// ```json
/// {"version": 1, "flavour": "learn", "length": 2048,
///  "front_matter": {"start": 0, "end": 40, "closed": true,
///                   "entries": [{"key": "title", "start": 11, "end": 16, "text": "Guide"}]},
///  "blocks": [{"kind": "heading", "start": 41, "end": 50, "level": 1, "setext": false,
///              "children": [{"kind": "text", "start": 43, "end": 49, "text": "Guide"}]}],
///  "definitions": [{"start": 60, "end": 80, "label": {"start": 61, "end": 62, "text": "a"},
///                   "destination": {"start": 65, "end": 70, "text": "a.md"}, "title": null}],
///  "problems": [{"kind": "UnclosedFence", "start": 90, "end": 93, "related": null}]}
/// ```
///
/// `start` and `end` are bytes of the article's text. Every node has `kind`, `start`, `end`; one
/// without children has its `text`, others have `children`. What else a node has depends on its
/// kind; parts that lie in the text are objects with `start`, `end` and `text`, and `meant` is what a
/// part means where that is not what is written. Keys may be added, never changed, under one `version`.
pub fn dump_json(article: &Article<'_>) -> Value {
    let text = article.text;
    let front_matter = article.front_matter.as_ref().map(|front_matter| {
        let entries: Vec<Value> = front_matter
            .entries
            .iter()
            .map(|entry| {
                let mut value = part(text, entry.value.span);
                value["key"] = entry.key.meaning(text).into();
                value
            })
            .collect();
        let Span { start, end } = front_matter.span;
        json!({ "start": start, "end": end, "closed": front_matter.closed, "entries": entries })
    });
    let blocks = article.blocks.iter().map(|block| node_json(article, NodeRef::Block(block)));
    let definitions = article.definitions.iter().map(|definition| {
        let Definition { span, label, destination, meant, title } = definition;
        json!({
            "start": span.start,
            "end": span.end,
            "label": part(text, *label),
            "destination": part(text, *destination),
            "meant": meant,
            "title": title.map(|title| part(text, title)),
        })
    });
    let problems = article.problems.iter().map(|problem| {
        json!({
            "kind": format!("{:?}", problem.kind),
            "start": problem.span.start,
            "end": problem.span.end,
            "related": problem.related.map(|related| part(text, related)),
        })
    });
    json!({
        "version": 1,
        "flavour": article.flavour.word(),
        "length": text.len(),
        "front_matter": front_matter,
        "blocks": blocks.collect::<Vec<_>>(),
        "definitions": definitions.collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
    })
}

fn part(text: &str, span: Span) -> Value {
    json!({ "start": span.start, "end": span.end, "text": span.of_text(text) })
}

fn node_json(article: &Article<'_>, node: NodeRef<'_>) -> Value {
    let text = article.text;
    let mut map = Map::new();
    map.insert("kind".to_owned(), kind(node).into());
    map.insert("start".to_owned(), node.span().start.into());
    map.insert("end".to_owned(), node.span().end.into());
    for (name, fact) in facts(article, node) {
        let value = match fact {
            Fact::Number(number) => number.into(),
            Fact::Flag(flag) => flag.into(),
            Fact::Word(word) => word.into(),
            Fact::Part(span) => part(text, span),
            Fact::Meant(meant) => meant.into(),
            Fact::Attributes(list) => list
                .iter()
                .map(|attribute| {
                    let mut value = part(text, attribute.span);
                    value["name"] = attribute.name.of_text(text).into();
                    value["value"] = attribute.value.map(|span| part(text, span)).into();
                    value
                })
                .collect(),
        };
        map.insert(name.to_owned(), value);
    }
    let children = node.children();
    if children.is_empty() {
        map.insert("text".to_owned(), node.span().of_text(text).into());
    } else {
        let children = children.into_iter().map(|child| node_json(article, child));
        map.insert("children".to_owned(), children.collect());
    }
    Value::Object(map)
}

fn kind(node: NodeRef<'_>) -> &'static str {
    match node {
        NodeRef::Item(_) => "item",
        NodeRef::Row(_) => "row",
        NodeRef::Cell(_) => "cell",
        NodeRef::Directive(_) => "directive",
        NodeRef::Block(block) => match block.kind {
            BlockKind::Heading(_) => "heading",
            BlockKind::Paragraph(_) => "paragraph",
            BlockKind::List(_) => "list",
            BlockKind::Quote(_) => "quote",
            BlockKind::Code(_) => "code-block",
            BlockKind::Table(_) => "table",
            BlockKind::Html(_) => "html-block",
            BlockKind::ThematicBreak => "thematic-break",
            BlockKind::Definition(_) => "definition",
            BlockKind::Footnote(_) => "footnote",
            BlockKind::Region(_) => "region",
            BlockKind::Directive(_) => "directive",
            BlockKind::Module => "module",
        },
        NodeRef::Inline(inline) => match inline.kind {
            InlineKind::Text => "text",
            InlineKind::Escape => "escape",
            InlineKind::Entity(_) => "entity",
            InlineKind::SoftBreak => "soft-break",
            InlineKind::HardBreak => "hard-break",
            InlineKind::Code(_) => "code",
            InlineKind::Emphasis(_) => "emphasis",
            InlineKind::Strong(_) => "strong",
            InlineKind::Strikethrough(_) => "strikethrough",
            InlineKind::Link(_) => "link",
            InlineKind::Image(_) => "image",
            InlineKind::Autolink(_) => "autolink",
            InlineKind::BareUrl => "bare-url",
            InlineKind::Xref(_) => "xref",
            InlineKind::Html(_) => "tag",
            InlineKind::Comment => "comment",
            InlineKind::FootnoteReference(_) => "footnote-reference",
            InlineKind::Directive(_) => "directive",
            InlineKind::Expression(_) => "expression",
        },
    }
}

/// Something known of a node beside its kind and span.
enum Fact<'a> {
    Number(u64),
    Flag(bool),
    Word(&'static str),
    Part(Span),
    Meant(&'a str),
    Attributes(&'a [super::Attribute]),
}

type Facts<'a> = Vec<(&'static str, Fact<'a>)>;

/// What is known of a node beside its kind, span and children.
fn facts<'a>(article: &'a Article<'_>, node: NodeRef<'a>) -> Facts<'a> {
    let mut facts = Facts::new();
    match node {
        NodeRef::Block(block) => block_facts(article, block, &mut facts),
        NodeRef::Item(Item { marker, task, .. }) => {
            facts.push(("marker", Fact::Part(*marker)));
            facts.extend(task.map(|task| ("task", Fact::Part(task))));
        }
        NodeRef::Row(_) | NodeRef::Cell(Cell { .. }) => {}
        NodeRef::Directive(directive) => directive_facts(directive, &mut facts),
        NodeRef::Inline(inline) => inline_facts(inline, &mut facts),
    }
    facts
}

fn block_facts<'a>(article: &'a Article<'_>, block: &'a Block, facts: &mut Facts<'a>) {
    match &block.kind {
        BlockKind::Heading(heading) => {
            facts.push(("level", Fact::Number(heading.level.into())));
            facts.push(("setext", Fact::Flag(heading.setext)));
            facts.extend(heading.id.map(|id| ("id", Fact::Part(id))));
        }
        BlockKind::List(list) => {
            facts.extend(list.start.map(|start| ("start_number", Fact::Number(start))));
            let delimiter = match list.delimiter {
                b'*' => "*",
                b'+' => "+",
                b'.' => ".",
                b')' => ")",
                _ => "-",
            };
            facts.push(("delimiter", Fact::Word(delimiter)));
            facts.push(("tight", Fact::Flag(list.tight)));
        }
        BlockKind::Quote(quote) => {
            if let Some(alert) = &quote.alert {
                facts.push(("alert", Fact::Part(alert.keyword)));
                facts.push(("known", Fact::Flag(alert.kind.is_some())));
                facts.extend(alert.trailing.map(|text| ("trailing", Fact::Part(text))));
            }
        }
        BlockKind::Code(code) => {
            facts.push(("fenced", Fact::Flag(code.fence.is_some())));
            if let Some(fence) = &code.fence {
                facts.push(("info", Fact::Part(fence.info)));
                facts.push(("closed", Fact::Flag(fence.close.is_some())));
            }
            facts.extend(code.meant.as_deref().map(|meant| ("meant", Fact::Meant(meant))));
        }
        BlockKind::Table(table) => {
            facts.push(("columns", Fact::Number(table.alignments.len() as u64)));
        }
        BlockKind::Definition(index) => {
            facts.push(("index", Fact::Number((*index).into())));
            if let Some(definition) = article.definitions.get(*index as usize) {
                facts.push(("label", Fact::Part(definition.label)));
                facts.push(("destination", Fact::Part(definition.destination)));
            }
        }
        BlockKind::Footnote(footnote) => facts.push(("label", Fact::Part(footnote.label))),
        BlockKind::Region(region) => {
            let word = match region.kind {
                super::RegionKind::Moniker => "moniker",
                super::RegionKind::Zone => "zone",
                super::RegionKind::Row => "row",
                super::RegionKind::Column => "column",
                super::RegionKind::Image => "image",
                super::RegionKind::Form => "form",
                super::RegionKind::Admonition => "admonition",
                super::RegionKind::Element => "element",
                super::RegionKind::Shortcode => "shortcode",
                super::RegionKind::Liquid => "liquid",
                super::RegionKind::Other => "other",
            };
            facts.push(("region", Fact::Word(word)));
            facts.push(("closed", Fact::Flag(region.close.is_some())));
        }
        BlockKind::Directive(directive) => directive_facts(directive, facts),
        BlockKind::Paragraph(_)
        | BlockKind::Html(_)
        | BlockKind::ThematicBreak
        | BlockKind::Module => {}
    }
}

fn directive_facts<'a>(directive: &'a Directive, facts: &mut Facts<'a>) {
    let syntax = match directive.syntax {
        DirectiveSyntax::Colons => "colons",
        DirectiveSyntax::Brackets => "brackets",
        DirectiveSyntax::Tag => "tag",
        DirectiveSyntax::Shortcode => "shortcode",
        DirectiveSyntax::MarkdownShortcode => "markdown-shortcode",
        DirectiveSyntax::Liquid => "liquid",
        DirectiveSyntax::Indented => "indented",
    };
    facts.push(("name", Fact::Part(directive.name)));
    facts.push(("syntax", Fact::Word(syntax)));
    facts.push(("closing", Fact::Flag(directive.closing)));
    facts.push(("self_closing", Fact::Flag(directive.self_closing)));
    facts.extend(directive.label.map(|label| ("label", Fact::Part(label))));
    facts.extend(directive.destination.map(|path| ("destination", Fact::Part(path))));
    if !directive.attributes.is_empty() {
        facts.push(("attributes", Fact::Attributes(&directive.attributes)));
    }
}

fn inline_facts<'a>(inline: &'a Inline, facts: &mut Facts<'a>) {
    match &inline.kind {
        InlineKind::Code(code) => {
            facts.extend(code.meant.as_deref().map(|meant| ("meant", Fact::Meant(meant))));
        }
        InlineKind::Link(link) | InlineKind::Image(link) => {
            let Link { destination, meant, title, reference, .. } = &**link;
            facts.push(("destination", Fact::Part(*destination)));
            facts.extend(meant.as_deref().map(|meant| ("meant", Fact::Meant(meant))));
            facts.extend(title.map(|title| ("title", Fact::Part(title))));
            if let Some(reference) = reference {
                facts.push(("definition", Fact::Number(reference.definition.into())));
                facts.push(("label", Fact::Part(reference.label)));
            }
        }
        InlineKind::Autolink(address) => facts.push(("address", Fact::Part(*address))),
        InlineKind::Xref(uid) => facts.push(("uid", Fact::Part(*uid))),
        InlineKind::Html(tag) => {
            facts.push(("name", Fact::Part(tag.name)));
            facts.push(("closing", Fact::Flag(tag.closing)));
            facts.push(("self_closing", Fact::Flag(tag.self_closing)));
            if !tag.attributes.is_empty() {
                facts.push(("attributes", Fact::Attributes(&tag.attributes)));
            }
        }
        InlineKind::FootnoteReference(label) => facts.push(("label", Fact::Part(*label))),
        InlineKind::Directive(directive) => directive_facts(directive, facts),
        InlineKind::Expression(inner) => facts.push(("inner", Fact::Part(*inner))),
        InlineKind::Text
        | InlineKind::Escape
        | InlineKind::Entity(_)
        | InlineKind::SoftBreak
        | InlineKind::HardBreak
        | InlineKind::Emphasis(_)
        | InlineKind::Strong(_)
        | InlineKind::Strikethrough(_)
        | InlineKind::BareUrl
        | InlineKind::Comment => {}
    }
}
