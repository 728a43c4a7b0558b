//! `link/bare-url`: an address in the text changed, was broken by spaces, or is gone.

use crate::{
    bitext::{BlockPair, Looks, Side, Verdict},
    diagnostic::Safety,
    facts::{Fact, FactKind},
    rules::{
        Ctx, Rule,
        options::Options,
        quote::{quote, quote_both},
    },
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(BareUrl)
}

struct BareUrl;

impl Rule for BareUrl {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Url]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            let Some(source) = bitext.source_fact(matched).filter(|fact| is_bare(fact)) else {
                continue;
            };
            if bitext.is_damaged(matched) {
                continue;
            }
            let written = bitext.text(Side::Source, source.span);
            let target = bitext.target_fact(matched);
            // Typographic quotes in an address are the source's own fault.
            if target
                .is_some_and(|it| straight(bitext.text(Side::Target, it.span)) == straight(written))
            {
                continue;
            }
            let within = bitext.counterpart(source.span);
            let torn = within.and_then(|within| bitext.find_torn(Side::Target, within, written));
            let (place, message, fix) = match (matched.verdict, target, torn) {
                (Verdict::Changed, Some(target), None) => {
                    let ours = bitext.text(Side::Target, target.span);
                    let (was, is) = quote_both(written, ours);
                    let message = format!("the address {was} became {is}");
                    // An address ends at white space: where words are written without, it takes in all
                    // that follows.
                    (target.span, message, is_bare(target) && ours.is_ascii())
                }
                (Verdict::Changed, Some(target), Some(torn)) if target.span.contains(torn) => {
                    let after = Span { start: torn.end, end: target.span.end };
                    let message = format!(
                        "the address {} runs into {}",
                        quote(written),
                        quote(bitext.text(Side::Target, after))
                    );
                    cx.report(target.span, message)
                        .source(source.span, "the source's address")
                        .detail(&*source.key)
                        .fact(Side::Source, source.span)
                        .help("put a space behind the address, which ends at white space")
                        .fix(Safety::Unsafe, Span { start: torn.end, end: torn.end }, " ");
                    continue;
                }
                (Verdict::Missing | Verdict::Changed, _, Some(torn)) => {
                    // It may stand there as it is, in code.
                    if !bitext.text(Side::Target, torn).contains(char::is_whitespace) {
                        continue;
                    }
                    (torn, format!("the address {} is torn by spaces", quote(written)), true)
                }
                (Verdict::Missing, _, None) => {
                    let Some(place) = within else { continue };
                    (place, format!("the address {} is gone", quote(written)), false)
                }
                _ => continue,
            };
            let finding = cx.report(place, message);
            finding
                .source(source.span, "the source's address")
                .detail(&*source.key)
                .fact(Side::Source, source.span)
                .help("write the address as the source has it");
            if fix {
                finding.fix(Safety::Safe, place, written);
            }
        }
    }
}

/// A text with straight quotation marks.
fn straight(text: &str) -> String {
    text.replace(['“', '”', '„', '«', '»'], "\"").replace(['‘', '’'], "'")
}

/// Whether a fact is an address of the web that stands in the text as it is; those of people have a rule
/// of their own.
fn is_bare(fact: &Fact<'_>) -> bool {
    let person = fact.key.contains('@') && !fact.key.contains("://");
    fact.kind == FactKind::Url && !fact.is_link() && !person
}
