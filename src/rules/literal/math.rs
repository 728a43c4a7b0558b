//! `literal/math`: a formula differs from the source's.

use crate::{
    bitext::{BlockPair, Looks, Side, Verdict},
    diagnostic::Safety,
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Math)
}

struct Math;

impl Rule for Math {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Math])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            let Some(source) =
                bitext.source_fact(matched).filter(|fact| fact.kind == FactKind::Math)
            else {
                continue;
            };
            if bitext.is_damaged(matched) {
                continue;
            }
            let written = bitext.text(Side::Source, source.span);
            let target =
                bitext.target_fact(matched).filter(|_| matched.verdict == Verdict::Changed);
            let (place, message) = match (target, matched.verdict) {
                (Some(target), _) => {
                    let ours = bitext.text(Side::Target, target.span);
                    (target.span, format!("the formula {} became {}", quote(written), quote(ours)))
                }
                (None, Verdict::Missing) => {
                    let Some(place) = bitext.counterpart(source.span) else { continue };
                    (place, format!("the formula {} is gone", quote(written)))
                }
                _ => continue,
            };
            let finding = cx.report(place, message);
            finding
                .source(source.span, "the source's formula")
                .detail(&*source.key)
                .fact(Side::Source, source.span)
                .help("write the formula as the source has it");
            if target.is_some() {
                // The words of a formula are translated.
                let words = written.contains("\\text{");
                let safety = if words { Safety::Unsafe } else { Safety::Safe };
                finding.fix(safety, place, written);
            }
        }
    }
}
