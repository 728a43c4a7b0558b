//! `emphasis/misplaced-punctuation`: the point of the sentence slipped into the emphasis.

use crate::{
    bitext::{BlockPair, Looks},
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, slipped},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MisplacedPunctuation)
}

struct MisplacedPunctuation;

impl Rule for MisplacedPunctuation {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Strong, FactKind::Emphasis])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let kinds = [FactKind::Strong, FactKind::Emphasis];
        let words = ("emphasis", "the closing asterisks");
        slipped::report(cx, pair, &kinds, words, |emphasis| emphasis.span);
    }
}
