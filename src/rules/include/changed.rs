//! `include/changed`: an inclusion of a file or of code differs from the source's.

use crate::{
    bitext::{BlockPair, Looks, Side, Verdict},
    diagnostic::Safety,
    facts::FactKind,
    rules::{Ctx, Rule, compare, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Changed)
}

struct Changed;

impl Rule for Changed {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Directive])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (matched, source) in compare::directives(bitext, pair, includes) {
            if matched.verdict == Verdict::Missing && pair.target.is_some() {
                let Some(place) = bitext.counterpart(source.span) else { continue };
                cx.report(
                    place,
                    format!("{} is gone", quote(bitext.text(Side::Source, source.span))),
                )
                .label("nothing is included here")
                .source(source.span, "the source's inclusion")
                .detail(source.path())
                .fact(Side::Source, source.span)
                .help("put the inclusion back where the source has it");
            }
            let Some(target) = bitext.target_fact(matched) else { continue };
            if matched.verdict == Verdict::Changed {
                let message = format!(
                    "the inclusion is of {}, not of {}",
                    quote(target.path()),
                    quote(source.path())
                );
                let finding = cx.report(target.span, message);
                finding
                    .source(source.span, "the source's inclusion")
                    .detail(source.path())
                    .fact(Side::Source, source.span)
                    .help(format!("include {}", quote(source.path())));
                if let (Some(ours), Some(theirs)) = (target.destination(), source.destination()) {
                    finding.fix(Safety::Safe, ours, bitext.text(Side::Source, theirs));
                }
            } else {
                compare::report_attributes(cx, matched, "the inclusion", |_| true);
            }
        }
    }
}

/// Whether a directive brings text or code of another file; images and videos have a rule of their own.
fn includes(name: &str) -> bool {
    name == "include" || name == "code" || name.starts_with("code-")
}
