//! Floor 0: the same work for each of many items, on several threads.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

/// Bytes of the stack of a thread: parsing nests with the article, within limits that this leaves ample
/// room for.
const STACK: usize = 16 << 20;

/// Does `work` on a thread of its own that nobody waits for; where the system refuses one, not at all.
pub(crate) fn beside(work: impl FnOnce() + Send + 'static) {
    let _ = std::thread::Builder::new().spawn(work);
}

/// What `work` makes of each item, in order of the items. At most `threads` threads take the next
/// item each, the calling one among them; one that the system refuses is one fewer. A panic of
/// `work` is the caller's.
pub(crate) fn map<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    map_with(threads, items, || (), |(), _, item| work(item), |()| ()).0
}

/// Likewise, with something that each thread has of its own: `begin` makes it, `work` is given it with
/// the number of the item, and what `end` makes of it comes too, in no order.
pub(crate) fn map_with<T: Sync, R: Send, S, E: Send>(
    threads: usize,
    items: &[T],
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize, &T) -> R + Sync,
    end: impl Fn(S) -> E + Sync,
) -> (Vec<R>, Vec<E>) {
    let next = AtomicUsize::new(0);
    let all = Mutex::new((Vec::new(), Vec::new()));
    let take = || {
        // Nearly the same number for each: a list that grows is moved as often.
        let (mut own, mut mine) = (begin(), Vec::with_capacity(items.len() / threads.max(1) + 1));
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            mine.push((index, work(&mut own, index, item)));
        }
        let own = end(own);
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        all.0.push(mine.into_iter().peekable());
        all.1.push(own);
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(items.len()) {
            let _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take);
        }
        take();
    });
    let (mut lists, owned) = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    // Each thread took its items in order.
    let mut made = Vec::with_capacity(items.len());
    for index in 0..items.len() {
        let next = lists.iter_mut().find_map(|list| list.next_if(|(at, _)| *at == index));
        made.extend(next.map(|(_, made)| made));
    }
    (made, owned)
}

#[cfg(test)]
mod tests {
    use super::{map, map_with};

    #[test]
    fn results_come_in_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
        for threads in [0, 1, 2, 7, 2000] {
            assert_eq!(map(threads, &items, |item| item * 2), doubled, "{threads} threads");
        }
        assert_eq!(map(4, &[] as &[usize], |item| *item), Vec::<usize>::new());
        let count = |seen: &mut usize, index: usize, item: &usize| {
            *seen += 1;
            index + item
        };
        let (sums, seen) = map_with(3, &items, || 0, count, |seen| seen);
        assert_eq!(sums, doubled, "an item's number is the item here");
        assert_eq!(seen.iter().sum::<usize>(), items.len());
    }
}
