//! User code that panics while a collection is written to.

use super::{Collection, whole};
use crate::{Call, Counted, Fused, Maker, for_every_k};
use std::fmt::Debug;
use std::mem;

/// Runs `write` with a panic in each call of the kind `call`, one after the other, and returns how many there were.
///
/// It writes to the first of the collections that `versions` makes; the others share nodes with that, perhaps. After
/// each run all of them are whole, which `content` asserts, the others have not changed, and what the first has after
/// a panic is, by `may_be_left`, something that may be left of what it had. All elements are dropped, once each.
pub fn panics<C, E: Debug + PartialEq>(
    call: Call,
    versions: impl Fn(&Maker) -> Vec<C>,
    content: impl Fn(&C) -> Vec<E>,
    write: impl Fn(&mut C, &Maker),
    may_be_left: impl Fn(&[E], &[E]) -> bool,
) -> u64 {
    for_every_k(call, |fuse| {
        let maker = Maker::new(fuse);
        let mut versions = versions(&maker);
        let before: Vec<Vec<E>> = versions.iter().map(&content).collect();
        let blown = fuse.run(|| write(&mut versions[0], &maker)).is_err();
        let after: Vec<Vec<E>> = versions.iter().map(&content).collect();
        assert!(
            !blown || may_be_left(&before[0], &after[0]),
            "{:?} is left of {:?}",
            after[0],
            before[0]
        );
        assert_eq!(after[1..], before[1..], "another version has changed");
        drop(versions);
        maker.ledger.assert_balanced();
    })
}

/// Asserts that a panic in `what`, which does all or nothing, has changed nothing.
pub fn unchanged<E: Debug + PartialEq>(what: &str) -> impl Fn(&[E], &[E]) -> bool {
    move |before, after| {
        assert_eq!(before, after, "{what}");
        true
    }
}

/// An element that panics, as collections of them are tested.
type Item = Fused<Counted<u32>>;
type Of<C> = <C as Collection>::Of<Item>;

/// What all collections have leaves all versions whole if user code panics anywhere in it.
pub fn a_panic_in_user_code_leaves_all_versions_whole<C: Collection>()
where
    Of<C>: IntoIterator<Item = C::Item<Item>>,
{
    type Write<C> = fn(&mut Of<C>, &Maker);
    fn item<C: Collection>(number: u32, maker: &Maker) -> C::Item<Item> {
        C::item(number, |number| maker.fused(number))
    }
    fn even<C: Collection>(len: u32, maker: &Maker) -> Of<C> {
        C::even(len, |number| maker.fused(number))
    }
    // And whether it does all or nothing.
    let writes: [(Write<C>, bool); 7] = [
        (|of, maker| C::add(of, item::<C>(23, maker)), true),
        (|of, maker| of.extend(maker.fuse.iter((0..40).map(|n| item::<C>(3 * n, maker)))), false),
        (
            |of, maker| {
                *of = maker.fuse.iter((0..40).map(|n| item::<C>(7 * n % 31, maker))).collect()
            },
            true,
        ),
        (|of, _| drop(mem::take(of)), false),
        (|of, _| mem::take(of).into_iter().take(9).for_each(drop), false),
        (|of, _| mem::take(of).into_iter().for_each(drop), false),
        (|of, maker| assert!(*of == of.clone() && *of != even::<C>(7, maker)), true),
    ];
    for call in Call::ALL.into_iter().filter(|call| *call != Call::Closure) {
        let mut met = 0;
        for (len, shared) in [(0, false), (12, false), (12, true), (90, false), (90, true)] {
            for (write, strong) in writes {
                met += panics(
                    call,
                    |maker| {
                        let of = even::<C>(len, maker);
                        if shared { vec![of.clone(), of] } else { vec![of] }
                    },
                    whole::<C, Item>,
                    write,
                    // What has something to drop is done before that panics.
                    |before, after| !strong || call == Call::Drop || before == after,
                );
            }
        }
        assert!(met > 0 || !C::CALLS.contains(&call), "{call:?} was not met");
    }
}
