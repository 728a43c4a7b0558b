//! `anchor/misplaced-id`: the id of a heading stands where it shows as text.

use crate::{
    ast::BlockKind,
    bitext::Side,
    diagnostic::Safety,
    facts::{DamageKind, ViewKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MisplacedId)
}

struct MisplacedId;

impl Rule for MisplacedId {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let facts = &bitext.target_facts;
        let has_ids = bitext.target.flavour.heading_ids();
        for id in facts.damage.iter().filter(|it| it.kind == DamageKind::Id) {
            let name = facts.text(id.inner);
            let theirs = bitext.source_facts.as_ref().is_some_and(|source| {
                source.damage.iter().any(|it| it.kind == id.kind && source.text(it.inner) == name)
            });
            if theirs {
                continue;
            }
            let view = facts.view_at(id.span.start).and_then(|view| facts.views.get(view));
            let heading = view.filter(|view| matches!(view.kind, ViewKind::Heading(_)));
            // Elsewhere such braces may be anything; at the end of a heading they are right where
            // headings have ids.
            let in_link = facts.facts.iter().any(|it| it.is_link() && it.text.contains(id.span));
            let at_end = heading.is_some_and(|view| view.text().end == id.span.end);
            let wanted = bitext.source_facts.as_ref().is_some_and(|source| {
                source.anchors().any(|anchor| anchor.in_heading && anchor.name == name)
            });
            if !(heading.is_some() || in_link || wanted) || at_end && !has_ids {
                continue;
            }
            let message = format!("{} shows as text", quote(facts.text(id.span)));
            let finding = cx.report(id.span, message);
            finding
                .label("not at the end of a heading")
                .detail(name)
                .fact(Side::Target, id.span)
                .help("move it to the end of the heading's line, behind a space");
            let bare = heading.filter(|view| {
                let block = view.block.map(|block| &block.kind);
                matches!(block, Some(BlockKind::Heading(it)) if it.id.is_none() && !it.setext)
            });
            if let Some(view) = bare {
                // The space before it goes with it.
                let before = facts.char_before(id.span.start) == Some(' ');
                let cut = Span { start: id.span.start - u32::from(before), end: id.span.end };
                let end = view.text().end;
                finding.fix(Safety::Safe, cut, "");
                let at = Span { start: end, end };
                finding.fix(Safety::Safe, at, format!(" {}", facts.text(id.span)));
            }
        }
    }
}
