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

fn place_of(hash: u64) -> (usize, u64) {
    ((hash >> 6) as usize % WORDS, 1 << (hash % 64))
}
