//! Which pairs of blocks a comparing rule looks at: most pairs have nothing of the kind that a rule
//! is about, and what most rules are about is what did not stay.

use super::{Bitext, BlockPair, Verdict};
use crate::facts::FactKind;

/// The matches without which a rule has nothing to say of a pair of blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Looks {
    kinds: u16,
    kept: bool,
}

impl Looks {
    /// At none.
    pub const NONE: Looks = Looks { kinds: 0, kept: false };

    /// At all matches.
    pub const ALL: Looks = Looks { kinds: u16::MAX, kept: true };

    /// At those of some kinds.
    pub const fn at(kinds: &[FactKind]) -> Looks {
        let (mut set, mut rest) = (0, kinds);
        while let [kind, others @ ..] = rest {
            set |= bit(*kind);
            rest = others;
        }
        Looks { kinds: set, kept: true }
    }

    /// Not at those that are kept.
    #[must_use]
    pub const fn unless_kept(self) -> Looks {
        Looks { kept: false, ..self }
    }
}

const fn bit(kind: FactKind) -> u16 {
    1 << kind as u16
}

/// The pairs that have matches, and what kinds there are in any of them: an article has nothing of
/// the kind that most rules are about.
#[derive(Default, Debug)]
pub(super) struct Index {
    pairs: Vec<Compared>,
    kinds: Kinds,
}

/// A pair that has matches, and the kinds they are of.
#[derive(Clone, Copy, Debug)]
struct Compared {
    /// Index into [`Bitext::pairs`].
    pair: u32,
    kinds: Kinds,
}

/// Kinds of matches.
#[derive(Clone, Copy, Default, Debug)]
struct Kinds {
    /// Of all.
    all: u16,
    /// Of those that are not kept.
    lost: u16,
}

impl Kinds {
    /// Whether there is something to look at.
    fn have(self, looks: Looks) -> bool {
        let kinds = if looks.kept { self.all } else { self.lost };
        kinds & looks.kinds != 0
    }
}

impl Bitext<'_> {
    /// The pairs that have one of the matches that are looked at, in order of the target.
    pub fn compared(&self, looks: Looks) -> impl Iterator<Item = &BlockPair> {
        let index = &self.compared;
        let pairs = if index.kinds.have(looks) { index.pairs.as_slice() } else { &[] };
        let seen = pairs.iter().filter(move |it| it.kinds.have(looks));
        seen.filter_map(|it| self.pairs.get(it.pair as usize))
    }

    /// Notes which pairs have matches.
    pub(super) fn index_matches(&mut self) {
        let with_matches = self.pairs.iter().zip(0..).filter(|(pair, _)| !pair.matches.is_empty());
        let mut any = Kinds::default();
        let compared = with_matches.map(|(pair, index)| {
            let mut kinds = Kinds::default();
            for matched in self.matches_of(pair) {
                kinds.all |= bit(matched.kind);
                if matched.verdict != Verdict::Kept {
                    kinds.lost |= bit(matched.kind);
                }
            }
            any = Kinds { all: any.all | kinds.all, lost: any.lost | kinds.lost };
            Compared { pair: index, kinds }
        });
        let pairs = compared.collect();
        self.compared = Index { pairs, kinds: any };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ast::Flavour,
        bitext::{Languages, Side},
        facts::Facts,
        grammar,
        locale::Locale,
    };

    #[test]
    fn only_pairs_with_something_to_look_at() {
        let source = "# A\n\nSee [b](b.md).\n\nUse `c` here.\n\nWords.\n";
        let target = "# A\n\nZie [b](b.md).\n\nGebruik het hier.\n\nWoorden.\n";
        let source = grammar::parse(source, Flavour::Learn);
        let target = grammar::parse(target, Flavour::Learn);
        let locale = |tag| Locale::parse(tag).unwrap();
        let languages = Languages { target: Some(locale("nl-NL")), source: locale("en-US") };
        let bitext = Bitext::two_files(Facts::of(&target), Facts::of(&source), languages, None);
        let seen = |looks| -> Vec<&str> {
            let pairs = bitext.compared(looks);
            pairs
                .map(|pair| bitext.text(Side::Source, bitext.source_view(pair).unwrap().text()))
                .collect()
        };
        let (link, code) = ("See [b](b.md).", "Use `c` here.");
        assert_eq!(seen(Looks::ALL), [link, code]);
        assert_eq!(seen(Looks::ALL.unless_kept()), [code]);
        assert_eq!(seen(Looks::at(&[FactKind::Link, FactKind::Image])), [link]);
        assert_eq!(seen(Looks::at(&[FactKind::Link]).unless_kept()), [""; 0]);
    }
}
