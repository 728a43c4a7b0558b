//! Floor 0: the same work for each of many items, on several threads.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

/// What `work` makes of each item, in order of the items. At most `threads` threads take the next
/// item each, the calling one among them; one that the system refuses is one fewer. A panic of
/// `work` is the caller's.
pub(crate) fn map<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let threads = threads.min(items.len());
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::with_capacity(items.len()));
    let take = || {
        let mut mine = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            mine.push((index, work(item)));
        }
        all.lock().unwrap_or_else(PoisonError::into_inner).append(&mut mine);
    };
    std::thread::scope(|scope| {
        let refused = |_: &usize| std::thread::Builder::new().spawn_scoped(scope, take).is_err();
        let _ = (1..threads).find(refused);
        take();
    });
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.sort_unstable_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
        for threads in [0, 1, 2, 7, 2000] {
            assert_eq!(map(threads, &items, |item| item * 2), doubled, "{threads} threads");
        }
        assert_eq!(map(4, &[] as &[usize], |item| *item), Vec::<usize>::new());
    }
}
