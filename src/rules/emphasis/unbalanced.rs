//! `emphasis/unbalanced`: one half of an emphasis is left over as text.

use crate::{
    bitext::{Side, StrayKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Unbalanced)
}

struct Unbalanced;

impl Rule for Unbalanced {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for stray in bitext.stray_asterisks() {
            if stray.kind != StrayKind::Single {
                continue;
            }
            let text = bitext.text(Side::Target, stray.span);
            let around = bitext.with_neighbours(stray.span, stray.stretch.target);
            let message = format!(
                "{} opens or closes no emphasis and shows as text in {}",
                quote(text),
                quote(bitext.text(Side::Target, around))
            );
            let finding = cx.report(stray.span, message);
            finding
                .help("put an opening and a closing mark around the words that the source marks")
                .detail(text);
            if let Some(source) = stray.stretch.source {
                finding.source(source, "emphasis without a mark left over in the source");
            }
        }
    }
}
