//! Iterators that go on after their end.
#![cfg(not(cow_loom))]

use cow_vec::{GenericVec, Local, RefCount, Tiny};
use std::collections::VecDeque;

/// Comes to an end after every few items.
fn pauses(every: u32) -> impl Iterator<Item = u32> {
    let mut next = 0;
    std::iter::from_fn(move || {
        next += 1;
        (next % every != 0 && next < 1000).then_some(next)
    })
}

fn stops_where_std_stops<C: RefCount>() {
    for every in 1..40 {
        for len in 0..40 {
            for shared in [false, true] {
                let mut vec: GenericVec<u32, C> = (0..len).collect();
                let clone = shared.then(|| vec.clone());
                let mut model: VecDeque<u32> = (0..len).collect();
                vec.extend(pauses(every));
                model.extend(pauses(every));
                assert_eq!(vec, model);
                drop(clone);
                let collected: GenericVec<u32, C> = pauses(every).collect();
                assert!(collected.iter().copied().eq(pauses(every).take(every as usize)));
            }
        }
    }
}

#[test]
fn an_iterator_is_not_asked_again_after_its_end() {
    stops_where_std_stops::<Tiny>();
    stops_where_std_stops::<Local>();
}
