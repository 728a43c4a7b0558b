//! `tab/changed`: the id of a tab differs from the source's, or a group of tabs is not closed.

use crate::{
    ast::{Block, BlockKind, Heading, InlineKind, ProblemKind},
    bitext::Side,
    diagnostic::Safety,
    facts::Facts,
    rules::{
        Ctx, Rule,
        options::Options,
        quote::{quote, quote_both},
    },
    text::Span,
};

struct Changed;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Changed)
}

impl Rule for Changed {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let targets = tabs(&bitext.target_facts);
        let sources = bitext.source_facts.as_ref().map_or_else(Vec::new, tabs);
        if targets.is_empty() && sources.is_empty() {
            return;
        }
        if targets.len() == sources.len() {
            for ((heading, ours), (other, theirs)) in targets.iter().zip(&sources) {
                compare(cx, (*heading, *ours), (*other, *theirs));
            }
        }
        let open = unclosed(&bitext.target.blocks, bitext.target.text);
        // The source leaves as many open.
        let theirs = bitext.source.map_or(0, |it| unclosed(&it.blocks, it.text).len());
        let swallowed =
            bitext.target.problems.iter().any(|it| it.kind == ProblemKind::UnclosedFence);
        if open.len() > theirs && !swallowed {
            for heading in open {
                let title = bitext.text(Side::Target, heading).trim();
                cx.report(
                    heading,
                    format!("the tabs that end with {} are not closed", quote(title)),
                )
                .help("write `---` on a line of its own, between blank lines, behind the last tab");
            }
        }
    }
}

fn compare(cx: &mut Ctx<'_, '_>, (heading, ours): (Span, Span), (other, theirs): (Span, Span)) {
    let bitext = cx.bitext;
    let (is, was) = (bitext.text(Side::Target, ours), bitext.text(Side::Source, theirs));
    if is == was || bitext.is_shared(ours) {
        return;
    }
    let (now, before) = quote_both(is, was);
    cx.report(heading, format!("the tab leads to {now}, not to {before}"))
        .source(other, "the source's tab")
        .detail(was)
        .fact(Side::Source, theirs)
        .help("write the id of the tab as the source has it; only the title is translated")
        .fix(Safety::Safe, ours, was);
}

/// The headings that are tabs, each with the destination that says so.
fn tabs(facts: &Facts<'_>) -> Vec<(Span, Span)> {
    let text = facts.article.text;
    let mut found = Vec::new();
    for block in &facts.special {
        if let BlockKind::Heading(heading) = &block.kind
            && let Some(id) = tab(heading, text)
        {
            found.push((line(block, text), id));
        }
    }
    found
}

fn tab(heading: &Heading, text: &str) -> Option<Span> {
    heading.content.iter().find_map(|inline| match &inline.kind {
        InlineKind::Link(link) => {
            link.destination.of_text(text).starts_with("#tab/").then_some(link.destination)
        }
        _ => None,
    })
}

/// The last tab of each group that no thematic break follows among the blocks beside it.
fn unclosed(blocks: &[Block], text: &str) -> Vec<Span> {
    let (mut found, mut open) = (Vec::new(), None);
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => {
                if tab(heading, text).is_some() {
                    open = Some(line(block, text));
                } else if heading.setext {
                    // `---` right under text: meant as the end.
                    open = None;
                }
            }
            BlockKind::ThematicBreak => open = None,
            BlockKind::List(list) => {
                found.extend(list.items.iter().flat_map(|item| unclosed(&item.blocks, text)));
            }
            BlockKind::Quote(quote) => found.extend(unclosed(&quote.blocks, text)),
            BlockKind::Region(region) => found.extend(unclosed(&region.blocks, text)),
            _ => {}
        }
    }
    found.extend(open);
    found
}

/// A heading without the end of its line.
fn line(block: &Block, text: &str) -> Span {
    let written = block.span.of_text(text);
    Span::of(written, written.trim_end()).shifted(block.span.start)
}
