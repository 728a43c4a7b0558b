//! `link/swapped-destination`: two links exchanged their destinations.

use crate::{
    bitext::{BlockPair, Looks, Side},
    diagnostic::Safety,
    facts::{Fact, FactKind, collapse},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(SwappedDestination)
}

struct SwappedDestination;

/// Letters of an ending that a language puts behind a name.
const LONGEST_ENDING: usize = 5;

/// Most links of a block that are compared each with each.
const MOST: usize = 40;

impl Rule for SwappedDestination {
    fn looks_at(&self) -> Looks {
        // A link that has moved to another block is matched there.
        Looks::ALL
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared || pair.matches.len() < 2 {
            return;
        }
        let (Some(target), Some(source), Some(facts)) =
            (bitext.target_view(pair), bitext.source_view(pair), &bitext.source_facts)
        else {
            return;
        };
        let links = |list: &[Fact<'_>]| list.iter().filter(|it| it.kind == FactKind::Link).count();
        let ours = bitext.target_facts.facts_in(target);
        if !(2..=MOST).contains(&links(ours)) {
            return;
        }
        let text = |side, fact: &Fact<'_>| collapse(bitext.text(side, fact.text)).to_lowercase();
        let theirs: Vec<(String, &Fact<'_>)> = facts
            .facts_in(source)
            .iter()
            .filter(|it| it.kind == FactKind::Link)
            .take(MOST)
            .map(|fact| (text(Side::Source, fact), fact))
            .collect();
        let ours: Vec<(String, &Fact<'_>)> = ours
            .iter()
            .filter(|it| it.kind == FactKind::Link)
            .map(|fact| (text(Side::Target, fact), fact))
            .collect();
        for (at, (text, link)) in ours.iter().enumerate() {
            let Some(meant) = only(&theirs, text).filter(|it| it.key != link.key) else { continue };
            let partner = ours
                .get(at + 1..)
                .unwrap_or_default()
                .iter()
                .find(|(_, other)| other.key == meant.key);
            let Some((other_text, other)) = partner else { continue };
            let Some(other_meant) = only(&theirs, other_text) else { continue };
            if other_meant.key != link.key || other_text == text {
                continue;
            }
            let message = format!(
                "the links {} and {} have exchanged their destinations",
                quote(bitext.text(Side::Target, link.text)),
                quote(bitext.text(Side::Target, other.text))
            );
            let finding = cx.report(link.span.join(other.span), message);
            finding
                .source(meant.span, "leads here in the source")
                .source(other_meant.span, "and this one here")
                .detail(&*meant.key)
                .help("give each link the destination that it has in the source");
            if let (Some(one), Some(two)) = (link.destination(), other.destination()) {
                let (first, second) =
                    (bitext.text(Side::Target, one), bitext.text(Side::Target, two));
                finding.fix(Safety::Safe, one, second).fix(Safety::Safe, two, first);
            }
        }
    }
}

/// The only link with a text, or with one that the text goes on from with an ending.
fn only<'l, 'f, 'a>(links: &'l [(String, &'f Fact<'a>)], text: &str) -> Option<&'f Fact<'a>>
where
    'f: 'l,
{
    let one = |same: &dyn Fn(&str) -> bool| {
        let mut found = links.iter().filter(|(other, _)| same(other));
        let first = found.next()?;
        found.next().is_none().then_some(first.1)
    };
    let exact = || one(&|other| !text.is_empty() && other == text);
    let ending = |other: &str| {
        let rest = text.strip_prefix(other).filter(|_| other.chars().count() > 3);
        rest.is_some_and(|rest| {
            rest.chars().count() <= LONGEST_ENDING && rest.chars().all(char::is_alphabetic)
        })
    };
    exact().or_else(|| one(&ending))
}
