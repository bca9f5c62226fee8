//! Collections that are read and built by several threads.

use super::{Collection, MANY, plain, whole};
use crate::{Call, Counted, Fuse, Fused, Ledger, Maker, full};
use rayon::prelude::*;

type Of<C, T> = <C as Collection>::Of<T>;
type Item<C, T> = <C as Collection>::Item<T>;

/// By reference and by value, each item is given once, and in the order of iteration.
pub fn each_item_is_given_once_in_order<C: Collection>()
where
    Of<C, u32>: IntoParallelIterator<Item = Item<C, u32>>,
    for<'a> &'a Of<C, u32>: IntoParallelIterator,
{
    for of in plain::<C>() {
        let items = C::items(&of);
        assert_eq!((&of).into_par_iter().count(), items.len());
        assert_eq!(of.clone().into_par_iter().collect::<Vec<_>>(), items);
        // Where no other version has the nodes.
        assert_eq!(of.into_par_iter().collect::<Vec<_>>(), items);
    }
}

/// What threads collect, and what they add, is as if one had done it.
pub fn what_is_collected_and_added_is_as_in_sequence<C: Collection>()
where
    Of<C, u32>: FromParallelIterator<Item<C, u32>> + ParallelExtend<Item<C, u32>>,
{
    let items = |len: u32| -> Vec<Item<C, u32>> {
        (0..len).map(|n| C::item(n * 7919 % 3001, |number| number)).collect()
    };
    for len in [0, 1, 100, 255, 256, 257, MANY] {
        let mut of: Of<C, u32> = items(len).into_par_iter().collect();
        let mut expected: Of<C, u32> = items(len).into_iter().collect();
        C::assert_invariants(&of);
        assert_eq!(of, expected);
        let old = of.clone();
        of.par_extend(items(len / 2 + 300));
        assert_eq!(old, expected);
        expected.extend(items(len / 2 + 300));
        C::assert_invariants(&of);
        assert_eq!(of, expected);
    }
}

/// Items that are not taken are dropped, once.
pub fn what_threads_leave_over_is_dropped<C: Collection>()
where
    Of<C, Counted<u32>>: IntoParallelIterator<Item = Item<C, Counted<u32>>>,
{
    let ledger = Ledger::new();
    for of in C::shapes(|number| ledger.counted(number)) {
        let (live, numbers) = (ledger.live(), whole::<C, _>(&of));
        let third = C::item(6, |number| ledger.counted(number));
        let shared = of.clone();
        let _ = shared.into_par_iter().find_any(|item| *item == third);
        assert_eq!(whole::<C, _>(&of), numbers);
        let _ = of.into_par_iter().find_any(|item| *item == third);
        drop(third);
        assert_eq!(ledger.live(), ledger.live().min(live));
    }
    ledger.assert_balanced();
}

/// A panic in what a thread does with an item, or while a collection is built, drops all the others.
pub fn a_panic_in_a_thread_loses_nothing<C: Collection>()
where
    Of<C, Fused<Counted<u32>>>: IntoParallelIterator<Item = Item<C, Fused<Counted<u32>>>>
        + FromParallelIterator<Item<C, Fused<Counted<u32>>>>,
{
    for call in [Call::Closure, Call::Drop, Call::Clone] {
        for k in [1, 100, 1_000] {
            let maker = Maker::new(&Fuse::new(call, k));
            let of = C::even(2_000, |number| maker.fused(number));
            let numbers = whole::<C, _>(&of);
            let give =
                |of: Of<C, _>| of.into_par_iter().for_each(|_| maker.fuse.hit(Call::Closure));
            let blown = maker.fuse.run(|| give(of.clone())).is_err();
            assert!(blown || maker.fuse.met() < k);
            assert_eq!(whole::<C, _>(&of), numbers);
            let _ = maker.fuse.run(|| give(of));
            maker.ledger.assert_balanced();
        }
    }
    for call in C::CALLS.iter().copied().chain([Call::Closure, Call::Drop]) {
        for k in (1..2_000).step_by(if full() { 101 } else { 401 }) {
            let maker = Maker::new(&Fuse::new(call, k));
            let built = maker.fuse.run(|| {
                let items = (0..700_u32).into_par_iter().map(|n| {
                    maker.fuse.hit(Call::Closure);
                    C::item(n % 600, |number| maker.fused(number))
                });
                C::assert_invariants(&items.collect::<Of<C, _>>());
            });
            assert!(built.is_err() || maker.fuse.met() < k);
            maker.ledger.assert_balanced();
        }
    }
}
