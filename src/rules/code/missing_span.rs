//! `code/missing-span`: an inline code span of the source is gone.

use crate::{
    bitext::{BlockPair, Looks, Match, Side, Verdict},
    diagnostic::Severity,
    facts::{Fact, FactKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Code spans that a message names; the source shows them all.
const MOST_NAMED: usize = 4;

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
        let matches = bitext.matches_of(pair);
        let extra = |it: &&Match| (it.kind, it.verdict) == (FactKind::Code, Verdict::Extra);
        let mut extras: Vec<_> =
            matches.iter().filter(extra).filter_map(|it| bitext.target_fact(it)).collect();
        let mut gone: Vec<(Span, &Fact<'_>)> = Vec::new();
        for matched in matches {
            if (matched.kind, matched.verdict) != (FactKind::Code, Verdict::Missing)
                || bitext.is_damaged(matched)
            {
                continue;
            }
            let Some(source) = bitext.source_fact(matched) else { continue };
            // Code that the source lacks may be this one in the words of the translation.
            let rendered = extras.iter().position(|target| bitext.renders_code(target, source));
            if let Some(at) = rendered {
                extras.remove(at);
                continue;
            }
            let quoted = matched.plain.is_some_and(|at| bitext.target_facts.is_quoted(at));
            if quoted || source.key.trim().is_empty() {
                continue;
            }
            if let Some(plain) = matched.plain {
                let message = format!("{} is no longer marked as code", quote(&source.key));
                cx.report(plain, message)
                    .label("plain text")
                    .source(source.span, "code in the source")
                    .detail(&*source.key)
                    .fact(Side::Source, source.span)
                    .help("put backticks around it, as in the source");
            } else if let Some(place) = bitext.counterpart(source.span) {
                gone.push((place, source));
            }
        }
        // Of what is gone from one place, a sentence is gone, most often: it is told once.
        for same in gone.chunk_by(|one, other| one.0 == other.0) {
            report(same, cx);
        }
    }
}

/// Reports the code spans that are gone from one place.
fn report(gone: &[(Span, &Fact<'_>)], cx: &mut Ctx<'_, '_>) {
    let Some(&(place, first)) = gone.first() else { return };
    let names: Vec<String> =
        gone.iter().take(MOST_NAMED).map(|(_, source)| quote(&source.key)).collect();
    let names = names.join(", ");
    let (message, help) = match gone.len() {
        1 => (
            format!("the code {names} is gone"),
            "put the code back, unchanged, where the sentence needs it",
        ),
        count if count <= MOST_NAMED => (
            format!("{count} code spans are gone: {names}"),
            "put the code back, unchanged, or translate the sentence that it stands in",
        ),
        count => (
            format!("{count} code spans are gone: {names}, …"),
            "put the code back, unchanged, or translate the sentence that it stands in",
        ),
    };
    let two_files = cx.bitext.is_two_files();
    let finding = cx.report(place, message);
    finding.label("not in here").detail(&*first.key).help(help);
    // People say in words what a tool would have kept as code.
    if two_files {
        finding.severity(Severity::Warning);
    }
    for (_, source) in gone {
        finding.source(source.span, "code in the source").fact(Side::Source, source.span);
    }
}
