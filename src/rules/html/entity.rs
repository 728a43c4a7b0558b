//! `html/entity`: a character reference is torn, escaped twice, or became markup.

use crate::{
    bitext::{BlockPair, Looks, Side, Verdict},
    diagnostic::Safety,
    facts::{DamageKind, FactKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Entity)
}

struct Entity;

impl Rule for Entity {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(source) = &bitext.source_facts else { return };
        for damage in bitext.target_facts.damage.iter().filter(|it| it.kind == DamageKind::Entity) {
            let written = bitext.text(Side::Target, damage.span);
            let name = bitext.text(Side::Target, damage.inner).to_lowercase();
            let segment = bitext.segment_at(Side::Target, damage.span.start);
            let place = match segment {
                Some(segment) if segment.damaged => continue,
                Some(segment) => Some(segment.source),
                None if bitext.is_shared(damage.span) => continue,
                None => bitext
                    .pair_at(Side::Target, damage.span.start)
                    .and_then(|pair| bitext.source_view(pair))
                    .map(|view| view.span),
            };
            let Some(place) = place else { continue };
            let theirs = |it: &crate::facts::Damage| {
                it.kind == DamageKind::Entity && source.text(it.span) == written
            };
            let right = format!("&{name};");
            if source.damage_in(place).iter().any(theirs) || !source.text(place).contains(&right) {
                continue;
            }
            cx.report(damage.span, format!("{} shows as text", quote(written)))
                .source(place, format!("the source has `{right}`"))
                .fact(Side::Target, damage.span)
                .help(format!("write `{right}`"))
                .fix(Safety::Safe, damage.span, right);
        }
    }

    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Tag]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            let (FactKind::Tag, Verdict::Extra, Some(tag)) =
                (matched.kind, matched.verdict, bitext.target_fact(matched))
            else {
                continue;
            };
            if bitext.is_damaged(matched) {
                continue;
            }
            let segment = bitext.segment_at(Side::Target, tag.span.start);
            let view = bitext.source_view(pair).map(|view| view.span);
            let Some(place) = segment.map(|it| it.source).or(view) else { continue };
            let said = bitext.text(Side::Source, place).to_lowercase();
            let written = bitext.text(Side::Target, tag.span);
            // A name that the source has in `&lt;…&gt;`; a placeholder in angle brackets is another's.
            if !said.contains(&format!("&lt;{}", tag.key)) {
                continue;
            }
            let finding = cx
                .report(tag.span, format!("{} has become a tag and does not show", quote(written)));
            finding
                .source(place, "the source has it as text")
                .fact(Side::Target, tag.span)
                .help("write `&lt;` and `&gt;`");
            let (start, end) = (tag.span.start, tag.span.end);
            finding.fix(Safety::Safe, Span { start, end: start + 1 }, "&lt;");
            finding.fix(Safety::Safe, Span { start: end - 1, end }, "&gt;");
        }
    }
}
