//! `link/moved-text`: the text of one link stands on another.

use crate::{
    bitext::{BlockPair, Side},
    facts::{Fact, FactKind, collapse},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MovedText)
}

struct MovedText;

/// Most links of a block that are compared each with each.
const MOST: usize = 40;

/// How alike a text and the source's must be to be the same, in hundredths.
const ALIKE: f64 = 0.85;

impl Rule for MovedText {
    fn pair(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let matches = bitext.matches_of(pair);
        let count = matches.iter().filter(|it| it.kind == FactKind::Link).count();
        if pair.shared || !(2..=MOST).contains(&count) {
            return;
        }
        let text = |side, fact: &Fact<'_>| collapse(bitext.text(side, fact.text)).to_lowercase();
        let links: Vec<_> = matches
            .iter()
            .filter(|it| it.kind == FactKind::Link && !bitext.is_damaged(it))
            .filter_map(|it| Some((bitext.target_fact(it)?, bitext.source_fact(it)?)))
            .map(|(ours, theirs)| {
                (ours, text(Side::Target, ours), theirs, text(Side::Source, theirs))
            })
            .collect();
        for (at, (ours, said, theirs, meant)) in links.iter().enumerate() {
            if ours.key != theirs.key || alike(said, meant) {
                continue;
            }
            let mut elsewhere = links
                .iter()
                .enumerate()
                .filter(|(other, (.., its))| *other != at && alike(said, its));
            let (Some((_, (other, other_said, other_theirs, _))), None) =
                (elsewhere.next(), elsewhere.next())
            else {
                continue;
            };
            // Two links may well have one text.
            if other.key == ours.key || other_said == said {
                continue;
            }
            let message = format!(
                "the text {} belongs to the link to {}",
                quote(bitext.text(Side::Target, ours.text)),
                quote(&other_theirs.key)
            );
            cx.report(ours.span, message)
                .source(theirs.span, "the source's link")
                .source(other_theirs.span, "has this text in the source")
                .detail(&*ours.key)
                .help("give each link the text that renders its own");
        }
    }
}

/// Whether two texts are the same name, but for an ending.
fn alike(one: &str, other: &str) -> bool {
    one.chars().nth(2).is_some() && strsim::normalized_levenshtein(one, other) >= ALIKE
}
