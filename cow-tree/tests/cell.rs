//! An ordered map in a cell: whoever watches it gets what has changed since the last look, in order.
#![cfg(not(cow_loom))]

use cow_core::CowCell;
use cow_tree::btree_map::DiffItem;
use cow_tree::{CowTreeMap, CowTreeSet, btree_set as set};

#[test]
fn a_watcher_gets_what_has_changed() {
    let cell: CowCell<CowTreeMap<u32, u32>> = CowCell::new((0..1000).map(|i| (i, i)).collect());
    let held = cell.version();
    cell.update(|map| map.insert(7, 70));
    cell.update(|map| map.remove(&8));
    cell.update(|map| map.insert(1000, 0));
    assert!(cell.changes(&held).iter().eq([
        DiffItem::Update { old: (&7, &7), new: (&7, &70) },
        DiffItem::Remove(&8, &8),
        DiffItem::Add(&1000, &0),
    ]));
    assert_eq!(cell.changes(&cell.version()).iter().count(), 0);
}

#[test]
fn sets_are_watched_alike() {
    let cell: CowCell<CowTreeSet<u32>> = CowCell::new((0..100).collect());
    let held = cell.version();
    cell.update(|set| set.insert(100));
    assert!(cell.changes(&held).iter().eq([set::DiffItem::Add(&100)]));
}
