//! A map in a cell: whoever watches it gets what has changed since the last look.
#![cfg(not(cow_loom))]

use cow_core::CowCell;
use cow_map::hash_map::DiffItem;
use cow_map::{CowMap, CowSet, hash_set as set};

#[test]
fn a_watcher_gets_what_has_changed() {
    let cell: CowCell<CowMap<u32, u32>> = CowCell::new((0..1000).map(|i| (i, i)).collect());
    let mut held = cell.version();
    assert_eq!(cell.changes(&held).iter().count(), 0);

    cell.update(|map| map.insert(7, 70));
    cell.update(|map| map.remove(&8));
    let changes = cell.changes(&held);
    let mut seen: Vec<_> = changes.iter().collect();
    seen.sort_by_key(|item| matches!(item, DiffItem::Remove(..)));
    assert_eq!(
        seen,
        [DiffItem::Update { old: (&7, &7), new: (&7, &70) }, DiffItem::Remove(&8, &8)]
    );
    held = cell.version();
    assert_eq!(cell.changes(&held).iter().count(), 0);
}

/// A version of another cell is compared as any other.
#[test]
fn a_map_is_compared_with_that_of_another_cell() {
    let primary: CowCell<CowMap<u32, u32>> = CowCell::new((0..1000).map(|i| (i, i)).collect());
    let copies =
        [CowCell::new(primary.snapshot()), CowCell::new((0..1000).map(|i| (i, i)).collect())];
    primary.update(|map| map.insert(7, 70));
    for copy in copies {
        copy.update(|map| map.remove(&8));
        let changes = primary.changes(&copy.version());
        assert!(!changes.is_empty());
        copy.update(|map| {
            for change in &changes {
                match change {
                    DiffItem::Add(&key, &value) | DiffItem::Update { new: (&key, &value), .. } => {
                        map.insert(key, value);
                    }
                    DiffItem::Remove(key, _) => {
                        map.remove(key);
                    }
                }
            }
        });
        assert_eq!(*copy.load(), *primary.load());
    }
}

#[test]
fn sets_are_watched_alike() {
    let cell: CowCell<CowSet<u32>> = CowCell::new((0..100).collect());
    let held = cell.version();
    cell.update(|set| set.insert(100));
    assert!(cell.changes(&held).iter().eq([set::DiffItem::Add(&100)]));
}
