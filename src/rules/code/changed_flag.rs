//! `code/changed-flag`: an option of a command differs from the source's.

use crate::{
    ast::CodeBlock,
    bitext::{Bitext, BlockPair, Looks, Side, Verdict},
    diagnostic::Safety,
    facts::{CodeTokenKind, FactKind, code_tokens, options_in},
    rules::{Ctx, Rule, options::Options, quote::quote_both},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ChangedFlag)
}

struct ChangedFlag;

impl Rule for ChangedFlag {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (_, target, source) in bitext.code_pairs().filter(|(pair, ..)| !pair.shared) {
            compare(
                cx,
                &options_of(bitext, Side::Target, target),
                &options_of(bitext, Side::Source, source),
                None,
            );
        }
    }

    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Code]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (matched, target, source) in bitext.on_both_sides(pair) {
            if matched.kind == FactKind::Code
                && matched.verdict == Verdict::Changed
                && let Some(original) = bitext.source
            {
                let own = options_in(bitext.target.text, target.text);
                let theirs = options_in(original.text, source.text);
                compare(cx, &own, &theirs, Some(source.span));
            }
        }
    }
}

fn options_of(bitext: &Bitext<'_>, side: Side, block: &CodeBlock) -> Vec<Span> {
    let text = bitext.article(side).map_or("", |article| article.text);
    let tokens = code_tokens(text, block);
    tokens.into_iter().filter(|it| it.kind == CodeTokenKind::Option).map(|it| it.span).collect()
}

/// Reports the options of the target that the source lacks, each with the one that it has instead: what
/// the source has more of alone is no change of an option. `fact` is the code span they stand in.
fn compare(cx: &mut Ctx<'_, '_>, own: &[Span], theirs: &[Span], fact: Option<Span>) {
    let bitext = cx.bitext;
    let name = |side, span: &Span| bitext.text(side, *span);
    let mut missing: Vec<Span> = theirs.to_vec();
    let mut extra: Vec<Span> = Vec::new();
    for span in own {
        let same = |it: &Span| name(Side::Source, it) == name(Side::Target, span);
        match missing.iter().position(same) {
            Some(at) => {
                missing.remove(at);
            }
            None => extra.push(*span),
        }
    }
    // The ones that are most alike go together, then the rest in order. What is only new, or only gone,
    // came with another version of the command.
    let mut pairs: Vec<(Span, Span)> = Vec::new();
    extra.retain(|span| {
        let alike = |it: &Span| {
            strsim::normalized_levenshtein(name(Side::Target, span), name(Side::Source, it))
        };
        let best = missing
            .iter()
            .enumerate()
            .map(|(at, it)| (at, alike(it)))
            .filter(|(_, alike)| *alike >= 0.6)
            .reduce(|one, other| if other.1 > one.1 { other } else { one });
        if let Some((at, _)) = best {
            pairs.push((*span, missing.remove(at)));
        }
        best.is_none()
    });
    if extra.len() == missing.len() {
        pairs.extend(extra.into_iter().zip(missing));
    }
    pairs.sort_unstable();
    let alone = pairs.len() == 1;
    for (span, counterpart) in &pairs {
        let said = name(Side::Target, span);
        let wanted = name(Side::Source, counterpart);
        let (was, is) = quote_both(wanted, said);
        let message = format!("the option {was} became {is}");
        let finding = cx.report(*span, message);
        finding
            .label(format!("is `{wanted}` in the source"))
            .source(*counterpart, "the source's option")
            .detail(wanted)
            .help(format!("write `{wanted}`; options are never translated"))
            .fix(if alone { Safety::Safe } else { Safety::Unsafe }, *span, wanted);
        if let Some(fact) = fact {
            finding.fact(Side::Source, fact);
        }
    }
}
