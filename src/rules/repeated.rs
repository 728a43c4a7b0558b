//! Which hashes come with several others, for the rules that compare what several articles have in
//! common: which sentences are rendered in several ways, which labels.

/// The hashes that may come with several others. Most sentences and labels are there but once, and most
/// that are there more often are rendered in one way: they need not be sorted.
pub(super) struct Varied {
    /// For each place whether its hashes came with more than one other; several hashes share a place.
    varied: Vec<bool>,
}

/// Most words of 64 bits for the hashes that were seen.
const WORDS: usize = 1 << 15;

/// Most places for the hashes that were seen again.
const PLACES: usize = 1 << 16;

/// The fewest of either.
const FEWEST: usize = 1 << 6;

impl Varied {
    /// Those of some pairs, each a hash and what it comes with; `count` is about how many pairs there
    /// are, and says how much room they are given.
    pub(super) fn among(count: usize, pairs: impl Iterator<Item = (u64, u64)> + Clone) -> Varied {
        let room = |share: usize, most| (count / share).next_power_of_two().clamp(FEWEST, most);
        let repeated = Repeated::among(room(8, WORDS), pairs.clone().map(|(hash, _)| hash));
        let places = room(4, PLACES);
        // What the hashes of a place came with last, 0 where none has come.
        let (mut last, mut varied) = (vec![0; places], vec![false; places]);
        for (hash, with) in pairs.filter(|(hash, _)| repeated.may_hold(*hash)) {
            let at = within(hash, places);
            if let (Some(last), Some(varied)) = (last.get_mut(at), varied.get_mut(at)) {
                *varied |= with == 0 || *last != 0 && *last != with;
                *last = with;
            }
        }
        Varied { varied }
    }

    /// Whether a hash may be one of them; it is for each that came with two others.
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        self.varied.get(within(hash, self.varied.len())).is_none_or(|varied| *varied)
    }
}

/// The hashes that may be there more than once.
struct Repeated {
    again: Vec<u64>,
}

impl Repeated {
    /// Those of some hashes; `words` of 64 bits are kept of them.
    fn among(words: usize, hashes: impl Iterator<Item = u64>) -> Repeated {
        let (mut once, mut again) = (vec![0_u64; words], vec![0_u64; words]);
        for hash in hashes {
            let (at, bit) = place_of(hash, words);
            if let (Some(once), Some(again)) = (once.get_mut(at), again.get_mut(at)) {
                *again |= *once & bit;
                *once |= bit;
            }
        }
        Repeated { again }
    }

    /// Whether a hash may be one of them; it is for each that was there twice.
    fn may_hold(&self, hash: u64) -> bool {
        let (at, bit) = place_of(hash, self.again.len());
        self.again.get(at).is_some_and(|word| word & bit != 0)
    }
}

/// The word of a hash among so many, and its bit there.
fn place_of(hash: u64, words: usize) -> (usize, u64) {
    (within(hash >> 6, words), 1 << (hash % 64))
}

/// The place of a hash among so many, a power of two.
fn within(hash: u64, places: usize) -> usize {
    debug_assert!(places.is_power_of_two(), "{places} places");
    hash as usize & (places - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(number: u64) -> u64 {
        number.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    #[test]
    fn none_that_is_there_twice_is_ruled_out() {
        let repeated = Repeated::among(1 << 10, (0..1000).map(|it| hash(it % 900)));
        let held =
            |range: std::ops::Range<u64>| range.filter(|it| repeated.may_hold(hash(*it))).count();
        assert_eq!(held(0..100), 100);
        assert!(held(100..900) < 100);
    }

    #[test]
    fn none_that_comes_with_two_others_is_ruled_out() {
        // The first hundred come with themselves again, the others with 7.
        let pairs = (0..1000).map(|it| (hash(it % 500), if it < 600 { it % 500 } else { 7 }));
        for count in [0, 1000, 1 << 20] {
            let varied = Varied::among(count, pairs.clone());
            let held =
                |range: std::ops::Range<u64>| range.filter(|it| varied.may_hold(hash(*it))).count();
            assert_eq!(held(100..500), 400, "of {count}");
            assert!(varied.may_hold(hash(0)), "what comes with 0 is not told apart");
            if count > 1000 {
                assert!(held(1..100) < 20);
            }
        }
        let once = Varied::among(1000, (1..1000).map(|it| (hash(it), it)));
        assert!((1..1000).filter(|it| once.may_hold(hash(*it))).count() < 100);
    }
}
