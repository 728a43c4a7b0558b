//! `link/broken-syntax`: what should be a link shows as text.

use crate::{
    bitext::{Bitext, Side, Verdict},
    diagnostic::Safety,
    facts::{Damage, DamageKind, Fact},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(BrokenSyntax)
}

struct BrokenSyntax;

impl Rule for BrokenSyntax {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for damage in bitext.target_facts.damage.iter().filter(|it| it.kind == DamageKind::Link) {
            let lost = lost_link(bitext, damage);
            // A link that the source writes so too is none of the translation's.
            if bitext.source.is_some() && lost.is_none() {
                continue;
            }
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

/// The link of the source that leads to where the damaged one should, and is gone from the target.
fn lost_link<'b, 'a>(bitext: &'b Bitext<'a>, damage: &Damage) -> Option<&'b Fact<'a>> {
    let pair = bitext.pair_at(Side::Target, damage.span.start)?;
    let plain = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let address = plain(bitext.text(Side::Target, damage.inner));
    bitext.matches_of(pair).iter().find_map(|matched| {
        let source = bitext.source_fact(matched).filter(|it| it.is_link())?;
        let theirs = source.destination().map(|it| plain(bitext.text(Side::Source, it)))?;
        let gone = matches!(matched.verdict, Verdict::Missing | Verdict::Moved)
            || bitext.target_fact(matched).is_some_and(|it| damage.span.overlaps(it.span));
        (gone && theirs == address && !bitext.is_damaged(matched)).then_some(source)
    })
}

/// The link as it should be written, where only marks are wrong.
fn mended(written: &str, address: &str) -> Option<String> {
    let text = written.split(']').next()?.trim_end_matches('\\');
    (!address.contains(' ') && written.matches(']').count() == 1)
        .then(|| format!("{text}]({address})"))
}
