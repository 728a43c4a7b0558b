//! `link/misplaced-punctuation`: the point of the sentence slipped into the text of a link.

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
        Looks::at(&[FactKind::Link])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        slipped::report(cx, pair, &[FactKind::Link], ("link", "the link"), |link| link.text);
    }
}
