//! `sxs/misplaced-pair`: a pair stands where no text is translated.

use crate::{
    ast::{Block, BlockKind, Directive, Inline, InlineKind, Link},
    bitext::{Bitext, SegmentPair},
    facts::ViewKind,
    grammar::sxs::PairProblemKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

struct MisplacedPair;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MisplacedPair)
}

/// A stretch of the target that holds no text for translators: its bytes, what it is, and the node
/// that makes it so.
struct Place {
    inside: Span,
    what: &'static str,
    node: Span,
}

impl Rule for MisplacedPair {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(split) = bitext.split else { return };
        for problem in &split.problems {
            if problem.kind != PairProblemKind::Nested {
                continue;
            }
            let segment = problem.segment.and_then(|index| bitext.segments.get(index as usize));
            let Some(segment) = segment else { continue };
            let message =
                format!("the pair {} stands inside another", quote(bitext.id_of(segment)));
            let finding = cx
                .report_in_file(problem.span, message)
                .help("put the pairs side by side, each with its own source");
            if let Some(outer) = problem.related {
                finding.also_in_file(outer, "the outer pair");
            }
        }
        for place in places(bitext) {
            let first = bitext.segments.partition_point(|it| it.target.start < place.inside.start);
            let after = bitext.segments.get(first..).unwrap_or_default();
            let within: Vec<_> = after
                .iter()
                .take_while(|segment| segment.target.start < place.inside.end)
                .filter(|it| {
                    place.inside.contains(it.target) && !in_escaped_region(bitext, it.file)
                })
                .collect();
            let Some(first) = within.first() else { continue };
            let id = quote(bitext.id_of(first));
            let more = match within.len() - 1 {
                0 => String::new(),
                1 => " and another one".to_owned(),
                more => format!(" and {more} more"),
            };
            let verb = if more.is_empty() { "stands" } else { "stand" };
            let message = format!("the pair {id}{more} {verb} in {}", place.what);
            cx.report_in_file(first.file, message)
                .label("the page shows these tags, or loses what they are in")
                .also(place.node, "here")
                .detail(place.what)
                .fact(crate::bitext::Side::Target, place.node)
                .help("write the text without pair tags, as it stands in the source");
        }
    }
}

/// Whether a stretch of the file lies where quotes are escaped: the tree cannot be trusted there.
fn in_escaped_region(bitext: &Bitext<'_>, file: Span) -> bool {
    bitext.pair_problems().iter().any(|problem| {
        problem.kind == PairProblemKind::EscapedQuotes
            && problem.related.unwrap_or(problem.span).overlaps(file)
    })
}

fn places(bitext: &Bitext<'_>) -> Vec<Place> {
    let facts = &bitext.target_facts;
    let article = facts.article;
    let mut places = Vec::new();
    if let Some(front) = &article.front_matter {
        places.push(Place { inside: front.body, what: "the front matter", node: front.span });
    }
    for definition in &article.definitions {
        push(&mut places, "a link destination", definition.destination, definition.span);
    }
    let mut next = 0;
    for view in &facts.views {
        // A pipe within code divides a cell for this grammar, not for all builds: what is left of
        // the code on either side is no code.
        let code_counts = !matches!(view.kind, ViewKind::HeadCell | ViewKind::Cell);
        if holds_segment(bitext, view.content, &mut next) {
            inlines(view.content, code_counts, &mut places);
        }
        if let Some(block) = view.block.filter(|_| view.content.is_empty()) {
            of_block(block, &mut places);
        }
    }
    places
}

/// Whether one of some inlines holds a whole segment, as nearly none does: sentences hold inlines. `next`
/// goes from view to view: the segment to look from, found by steps where inlines stand behind those before.
fn holds_segment(bitext: &Bitext<'_>, content: &[Inline], next: &mut usize) -> bool {
    let mut markup = content.iter().filter(|it| !matches!(it.kind, InlineKind::Text)).peekable();
    let Some(first) = markup.peek().map(|it| it.span.start) else { return false };
    let before = |segment: &&SegmentPair| segment.target.start < first;
    let passed = bitext.segments.get(..*next).and_then(<[_]>::last);
    if passed.is_none_or(|last| before(&last)) {
        let rest = bitext.segments.get(*next..).unwrap_or_default();
        *next += rest.iter().take_while(before).count();
    } else {
        *next = bitext.segments.partition_point(|it| before(&it));
    }
    let mut segments = bitext.segments.get(*next..).unwrap_or_default().iter().peekable();
    markup.any(|inline| {
        // What starts before this one is in none of those behind it either.
        while let Some(segment) = segments.next_if(|it| it.target.start < inline.span.end) {
            if inline.span.contains(segment.target) {
                return true;
            }
        }
        false
    })
}

fn push(places: &mut Vec<Place>, what: &'static str, inside: Span, node: Span) {
    if !inside.is_empty() {
        places.push(Place { inside, what, node });
    }
}

fn of_block(block: &Block, places: &mut Vec<Place>) {
    match &block.kind {
        BlockKind::Code(code) => {
            if let (Some(fence), Some(first), Some(last)) =
                (&code.fence, code.lines.first(), code.lines.last())
            {
                push(places, "a code block", first.join(*last), fence.open);
            }
        }
        BlockKind::Directive(directive) => of_directive(directive, places),
        BlockKind::Region(region) => of_directive(&region.open, places),
        _ => {}
    }
}

fn of_directive(directive: &Directive, places: &mut Vec<Place>) {
    for value in directive.attributes.iter().filter_map(|it| it.value) {
        push(places, "the value of an attribute", value, directive.span);
    }
    if let Some(destination) = directive.destination {
        push(places, "a path", destination, directive.span);
    }
}

/// Adds the places of inlines; those in code spans only where `code_counts`.
fn inlines(content: &[Inline], code_counts: bool, places: &mut Vec<Place>) {
    for inline in content {
        let span = inline.span;
        let inner =
            Span { start: span.start + 1, end: span.end.saturating_sub(1).max(span.start + 1) };
        match &inline.kind {
            InlineKind::Code(code) if code_counts => {
                push(places, "a code span", code.content, span);
            }
            InlineKind::Comment => {
                push(places, "a comment", inner, Span { end: inner.start, ..span });
            }
            InlineKind::Html(_) => push(places, "an HTML tag", inner, span),
            InlineKind::Autolink(address) | InlineKind::Xref(address) if *address != span => {
                push(places, "a link destination", *address, span);
            }
            InlineKind::Emphasis(inside)
            | InlineKind::Strong(inside)
            | InlineKind::Strikethrough(inside) => inlines(inside, code_counts, places),
            InlineKind::Link(link) | InlineKind::Image(link) => {
                inlines(&link.content, code_counts, places);
                of_link(link, span, places);
            }
            InlineKind::Directive(directive) => of_directive(directive, places),
            _ => {}
        }
    }
}

fn of_link(link: &Link, span: Span, places: &mut Vec<Place>) {
    if link.reference.is_none() {
        push(places, "a link destination", link.destination, span);
    }
}
