// Included twice, see drop_in.rs: `hash_map` and `hash_set` are modules of std, or of ours.

use hash_map::{DefaultHasher, Entry, HashMap, OccupiedEntry, RandomState, VacantEntry};
use hash_set::HashSet;
use std::hash::BuildHasher;

/// Names every stable type of the modules.
#[expect(dead_code, reason = "what counts is that it compiles")]
struct Names<'a, K, V, F> {
    borrowed: (hash_map::Iter<'a, K, V>, hash_map::Keys<'a, K, V>, hash_map::Values<'a, K, V>),
    written: (hash_map::IterMut<'a, K, V>, hash_map::ValuesMut<'a, K, V>),
    owned: (hash_map::IntoIter<K, V>, hash_map::IntoKeys<K, V>, hash_map::IntoValues<K, V>),
    taken: (hash_map::Drain<'a, K, V>, hash_map::ExtractIf<'a, K, V, F>),
    set: (hash_set::Iter<'a, K>, hash_set::IntoIter<K>, hash_set::Drain<'a, K>),
    set_taken: hash_set::ExtractIf<'a, K, F>,
    union: hash_set::Union<'a, K, RandomState>,
    common: hash_set::Intersection<'a, K, RandomState>,
    rest: hash_set::Difference<'a, K, RandomState>,
    either: hash_set::SymmetricDifference<'a, K, RandomState>,
    hasher: DefaultHasher,
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
    let mut visits = HashMap::with_hasher(RandomState::new());
    let mut seen = HashSet::new();
    for (guest, count) in [("ann", 1), ("ben", 1), ("ann", 2)] {
        let counted = match visits.entry(guest) {
            Entry::Occupied(entry) => visit(entry),
            Entry::Vacant(entry) => arrive(entry),
        };
        assert_eq!((counted, seen.insert(guest)), (count, count == 1));
    }
    let guests: hash_set::HashSet<_> = visits.into_keys().collect();
    let mut guests: Vec<_> = guests.into_iter().collect();
    guests.sort_unstable();
    assert_eq!(guests, ["ann", "ben"]);
    assert_eq!(seen.hasher().hash_one(1), seen.hasher().hash_one(1));
}
