//! A map in a cell: whoever watches it gets what has changed since the last look.
#![cfg(not(cow_loom))]

use cow_core::CowCell;
use cow_map::map::DiffItem;
use cow_map::{CowMap, CowSet, set};

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

#[test]
fn sets_are_watched_alike() {
    let cell: CowCell<CowSet<u32>> = CowCell::new((0..100).collect());
    let held = cell.version();
    cell.update(|set| set.insert(100));
    assert!(cell.changes(&held).iter().eq([set::DiffItem::Add(&100)]));
}
