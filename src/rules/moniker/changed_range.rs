//! `moniker/changed-range`: a moniker range differs from the source's.

use crate::{
    ast::{Article, ValueKind},
    bitext::{BlockPair, Looks, Side},
    diagnostic::Safety,
    facts::FactKind,
    rules::{Ctx, Rule, compare, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ChangedRange)
}

struct ChangedRange;

impl Rule for ChangedRange {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let (target, Some(source)) = (cx.target(), cx.source()) else { return };
        // The halves of a side-by-side file share their front matter.
        if cx.bitext.split.is_some() {
            return;
        }
        let (Some(ours), Some(theirs)) = (in_front_matter(target), in_front_matter(source)) else {
            return;
        };
        let (is, was) = (ours.of_text(target.text), theirs.of_text(source.text));
        let bare = |text: &str| compare::spaceless(text.trim_matches(['\'', '"']));
        if bare(is) != bare(was) {
            cx.report(ours, format!("`monikerRange` is {}, not {}", quote(is), quote(was)))
                .source(theirs, "the source's value")
                .help("write `monikerRange` as the source has it")
                .detail(was)
                .fact(Side::Source, theirs)
                .fix(Safety::Safe, ours, was);
        }
    }

    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Directive])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        compare::report_changed(cx, pair, |name| name == "moniker");
    }
}

/// The value of `monikerRange`, quotes included.
fn in_front_matter(article: &Article<'_>) -> Option<Span> {
    let entry = article.front_matter.as_ref()?.get(article.text, "monikerRange")?;
    match &entry.value.kind {
        ValueKind::Scalar(scalar) => Some(scalar.span),
        _ => None,
    }
}
