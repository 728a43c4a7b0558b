//! Which hashes are there more than once, for the rules that compare what several articles have in
//! common.

/// The hashes that may be there more than once: most sentences and labels are there but once, and need
/// not be sorted.
pub(super) struct Repeated(Vec<u64>);

/// Words of 64 bits for the hashes that were seen, and as many for those that were seen again.
const WORDS: usize = 1 << 15;

impl Repeated {
    /// Those of the hashes that `all` calls for.
    pub(super) fn among(all: impl Fn(&mut dyn FnMut(u64))) -> Repeated {
        let (mut once, mut again) = (vec![0_u64; WORDS], vec![0_u64; WORDS]);
        all(&mut |hash| {
            let (at, bit) = place_of(hash);
            if let (Some(once), Some(again)) = (once.get_mut(at), again.get_mut(at)) {
                *again |= *once & bit;
                *once |= bit;
            }
        });
        Repeated(again)
    }

    /// Whether a hash may be one of them; it is for each that was there twice.
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        let (at, bit) = place_of(hash);
        self.0.get(at).is_some_and(|word| word & bit != 0)
    }
}

/// The hashes that may come with several others, as the sentences that are rendered in several ways do:
/// most that are there more than once are rendered in one.
pub(super) struct Varied {
    /// For each place whether its hashes came with more than one other; several hashes share a place.
    varied: Vec<bool>,
}

/// Places for hashes.
const PLACES: usize = 1 << 17;

impl Varied {
    /// Those of the pairs, each a hash and what it comes with.
    pub(super) fn among(pairs: impl Iterator<Item = (u64, u64)>) -> Varied {
        // What the hashes of a place came with last, 0 where none has come.
        let (mut last, mut varied) = (vec![0; PLACES], vec![false; PLACES]);
        for (hash, with) in pairs {
            let at = hash as usize % PLACES;
            if let (Some(last), Some(varied)) = (last.get_mut(at), varied.get_mut(at)) {
                *varied |= with == 0 || *last != 0 && *last != with;
                *last = with;
            }
        }
        Varied { varied }
    }

    /// Whether a hash may be one of them; it is for each that came with two others.
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        self.varied.get(hash as usize % PLACES).is_none_or(|varied| *varied)
    }
}

fn place_of(hash: u64) -> (usize, u64) {
    ((hash >> 6) as usize % WORDS, 1 << (hash % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_that_is_there_twice_or_varies_is_ruled_out() {
        let hash = |it: u64| it.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let all: Vec<u64> = (0..1000).map(|it| hash(it % 900)).collect();
        let repeated = Repeated::among(|each| all.iter().for_each(|it| each(*it)));
        let held =
            |range: std::ops::Range<u64>| range.filter(|it| repeated.may_hold(hash(*it))).count();
        assert_eq!(held(0..100), 100);
        assert!(held(100..900) < 100);

        let pairs = (0..1000).map(|it| (hash(it % 500), if it < 600 { it % 500 } else { 7 }));
        let varied = Varied::among(pairs);
        let held =
            |range: std::ops::Range<u64>| range.filter(|it| varied.may_hold(hash(*it))).count();
        assert_eq!(held(100..500), 400);
        assert!(held(1..100) < 20);
        assert!(varied.may_hold(hash(0)), "what comes with 0 is not told apart");
    }
}
