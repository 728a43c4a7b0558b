//! `code/missing-span`: an inline code span of the source is gone.

use crate::{
    bitext::{BlockPair, Looks, Side, Verdict},
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MissingSpan)
}

struct MissingSpan;

impl Rule for MissingSpan {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Code]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.target.is_none() {
            return;
        }
        for matched in bitext.matches_of(pair) {
            if (matched.kind, matched.verdict) != (FactKind::Code, Verdict::Missing)
                || bitext.is_damaged(matched)
            {
                continue;
            }
            let Some(source) = bitext.source_fact(matched) else { continue };
            let quoted = matched.plain.is_some_and(|at| bitext.target_facts.is_quoted(at));
            let Some(place) = matched.plain.or_else(|| bitext.counterpart(source.span)) else {
                continue;
            };
            if quoted || source.key.trim().is_empty() {
                continue;
            }
            let (message, label, help) = if matched.plain.is_some() {
                let message = format!("{} is no longer marked as code", quote(&source.key));
                (message, "plain text", "put backticks around it, as in the source")
            } else {
                let message = format!("the code {} is gone", quote(&source.key));
                (
                    message,
                    "not in here",
                    "put the code back, unchanged, where the sentence needs it",
                )
            };
            cx.report(place, message)
                .label(label)
                .source(source.span, "code in the source")
                .detail(&*source.key)
                .fact(Side::Source, source.span)
                .help(help);
        }
    }
}
