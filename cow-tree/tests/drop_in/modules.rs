// Included twice, see drop_in_programs.rs: `btree_map` and `btree_set` are modules of std, or of ours.

use btree_map::{BTreeMap, Entry, OccupiedEntry, VacantEntry};
use btree_set::BTreeSet;

/// Names every stable type of the modules.
#[expect(dead_code, reason = "what counts is that it compiles")]
struct Names<'a, K, V> {
    borrowed: (btree_map::Iter<'a, K, V>, btree_map::Keys<'a, K, V>, btree_map::Values<'a, K, V>),
    written: (btree_map::IterMut<'a, K, V>, btree_map::ValuesMut<'a, K, V>),
    owned: (btree_map::IntoIter<K, V>, btree_map::IntoKeys<K, V>, btree_map::IntoValues<K, V>),
    ranges: (btree_map::Range<'a, K, V>, btree_map::RangeMut<'a, K, V>),
    set: (btree_set::Iter<'a, K>, btree_set::IntoIter<K>, btree_set::Range<'a, K>),
    pairs: (
        btree_set::Union<'a, K>,
        btree_set::Intersection<'a, K>,
        btree_set::Difference<'a, K>,
        btree_set::SymmetricDifference<'a, K>,
    ),
}

fn visit(mut entry: OccupiedEntry<'_, &str, u32>) -> u32 {
    *entry.get_mut() += 1;
    *entry.get()
}

fn arrive(entry: VacantEntry<'_, &str, u32>) -> u32 {
    *entry.insert(1)
}

#[test]
fn types_are_found_in_the_modules() {
    let mut visits = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (guest, count) in [("ben", 1), ("ann", 1), ("ann", 2)] {
        let counted = match visits.entry(guest) {
            Entry::Occupied(entry) => visit(entry),
            Entry::Vacant(entry) => arrive(entry),
        };
        assert_eq!((counted, seen.insert(guest)), (count, count == 1));
    }
    assert!(btree_set::BTreeSet::from_iter(visits.into_keys()).into_iter().eq(["ann", "ben"]));
}
