//! Several slices as one: what is in them, and what is dropped, when `edit` panics at every point.
#![cfg(not(cow_loom))]

use cow_core::gather;
use testkit::{Call, Fuse, Fused, Ledger, for_every_k};

#[test]
fn items_of_all_kinds_go_there_and_back() {
    assert_eq!(gather::<u8, _>(&mut [], |all| all.len()), 0);
    assert_eq!(gather(&mut [&mut [] as &mut [u8], &mut []], |all| all.len()), 0);
    let mut units = [(); 9];
    let (a, b) = units.split_at_mut(4);
    assert_eq!(gather(&mut [a, b], |all| all.len()), 9);
    let (mut a, mut b, mut c) = (vec!["d", "b"], vec![], vec!["a", "c", "e"]);
    gather(&mut [&mut a[..], &mut b, &mut c], |all| {
        all.sort();
        all[4] = "f";
    });
    assert_eq!((a, b, c), (vec!["a", "b"], vec![], vec!["c", "d", "f"]));
    #[repr(align(256))]
    #[derive(Clone, Copy, PartialEq, Debug)]
    struct Wide(u8);
    let (mut a, mut b) = ([Wide(1)], [Wide(2), Wide(3)]);
    gather(&mut [&mut a, &mut b], <[Wide]>::reverse);
    assert_eq!((a, b), ([Wide(3)], [Wide(2), Wide(1)]));
}

#[test]
fn a_panic_loses_nothing() {
    for call in [Call::Ord, Call::Drop] {
        let panics = for_every_k(call, |fuse: &Fuse| {
            let ledger = Ledger::new();
            let mut items: Vec<_> =
                (0..60).map(|i| Fused::new(fuse, ledger.counted(i * 37 % 60))).collect();
            let (a, rest) = items.split_at_mut(7);
            let (b, c) = rest.split_at_mut(25);
            let _ = fuse.run(|| {
                gather(&mut [a, b, c], |all| {
                    all.sort();
                    all[3] = Fused::new(fuse, ledger.counted(1000));
                });
            });
            let mut values: Vec<u32> = items.iter().map(|item| ***item).collect();
            values.sort_unstable();
            values.retain(|x| *x < 60);
            assert!(values.len() >= 59);
            drop(items);
            ledger.assert_balanced();
        });
        assert!(panics > 0);
    }
}
