//! `link/broken-syntax`: what should be a link shows as text.

use crate::{
    bitext::{Bitext, BlockPair, Looks, Side, Verdict},
    diagnostic::Safety,
    facts::{Damage, DamageKind, Fact, FactKind, same_place},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(BrokenSyntax)
}

struct BrokenSyntax;

impl Rule for BrokenSyntax {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Url])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        bare(cx, pair);
    }

    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let mut told = None;
        for damage in &bitext.target_facts.damage {
            // Brackets with an address in them are a link only where the source tells so.
            let sure = match damage.kind {
                DamageKind::Link => bitext.source.is_none(),
                DamageKind::Address => false,
                _ => continue,
            };
            let lost = lost_link(bitext, damage);
            let place = lost.map(|it| it.span);
            // A link that the source writes so too is none of the translation's.
            if !sure && lost.is_none() || place.is_some() && told == place {
                continue;
            }
            told = place;
            let written = bitext.text(Side::Target, damage.span);
            let finding = cx.report(damage.span, format!("{} is no link", quote(written)));
            finding.label("shows as text").help(
                "write `[text](destination)`: no space and no backslash before `(`, none in the destination",
            );
            if let Some(source) = lost {
                finding
                    .source(source.span, "a link in the source")
                    .detail(&*source.key)
                    .fact(Side::Source, source.span);
            }
            let address = bitext.text(Side::Target, damage.inner);
            if let Some(mended) = mended(written, address) {
                finding.fix(Safety::Safe, damage.span, mended);
            }
        }
    }
}

/// A link of the target that is an address only, since a bracket of it is lost or full-width.
fn bare(cx: &mut Ctx<'_, '_>, pair: &BlockPair) {
    let bitext = cx.bitext;
    for (_, target, source) in bitext.on_both_sides(pair) {
        let url = target.kind == FactKind::Url && source.kind == FactKind::Link;
        let left = url.then(|| bitext.target_facts.broken_link_before(target.span.start));
        let Some(left) = left.flatten() else { continue };
        let span = Span { start: left.start, end: target.span.end };
        let message = format!("{} is no link", quote(bitext.text(Side::Target, span)));
        cx.report(span, message)
            .label("shows as text")
            .source(source.span, "a link in the source")
            .detail(&*source.key)
            .fact(Side::Source, source.span)
            .help("write `[text](destination)` with the brackets of the keyboard");
    }
}

/// The link of the source that leads to where the damaged one should, and is gone from the target.
fn lost_link<'b, 'a>(bitext: &'b Bitext<'a>, damage: &Damage) -> Option<&'b Fact<'a>> {
    let pair = bitext.pair_at(Side::Target, damage.span.start)?;
    let plain = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let address = plain(bitext.text(Side::Target, damage.inner));
    bitext.matches_of(pair).iter().find_map(|matched| {
        let source = bitext.source_fact(matched).filter(|it| it.is_link())?;
        let theirs = source.destination().map(|it| plain(bitext.text(Side::Source, it)))?;
        let same = theirs == address || same_place(&theirs, &address);
        let gone = matches!(matched.verdict, Verdict::Missing | Verdict::Moved)
            || bitext.target_fact(matched).is_some_and(|it| damage.span.overlaps(it.span));
        (gone && same && !bitext.is_damaged(matched)).then_some(source)
    })
}

/// The link as it should be written, where only marks are wrong.
fn mended(written: &str, address: &str) -> Option<String> {
    let text = written.split(']').next()?.trim_end_matches('\\');
    (!address.contains(' ') && written.matches(']').count() == 1)
        .then(|| format!("{text}]({address})"))
}
