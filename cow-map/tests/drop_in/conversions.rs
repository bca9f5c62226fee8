// Included three times, see drop_in.rs.

use std::collections::hash_map::{DefaultHasher, RandomState};
use std::hash::BuildHasherDefault;

type Std<K, V, S = RandomState> = std::collections::HashMap<K, V, S>;
type StdSet<T, S = RandomState> = std::collections::HashSet<T, S>;

#[test]
fn maps_come_from_std_and_go_back() {
    let std: Std<String, usize> = ["a", "bc"].map(|word| (word.to_owned(), word.len())).into();
    let mut map = HashMap::from(std.clone());
    assert_eq!((map.len(), map["bc"]), (2, 2));
    assert_eq!(Std::from(map.clone()), std);
    map.insert("d".to_owned(), 1);
    let back: Std<_, _> = map.into();
    assert_eq!((back.len(), back["d"], std.len()), (3, 1, 2));
    let none: HashMap<u8, u8> = Std::new().into();
    assert!(none.is_empty());
}

#[test]
fn sets_come_from_std_and_go_back() {
    let std = StdSet::from([3, 1, 2]);
    let mut set = HashSet::from(std.clone());
    assert_eq!(StdSet::from(set.clone()), std);
    set.remove(&3);
    assert_eq!(StdSet::from(set), StdSet::from([1, 2]));
}

/// The hasher is kept: no type is annotated where it cannot be another one.
#[test]
fn the_hasher_is_kept() {
    type Fixed = BuildHasherDefault<DefaultHasher>;
    let std: Std<u32, u32, Fixed> = (0..100).map(|i| (i, i * i)).collect();
    let map = HashMap::from(std.clone());
    assert_eq!(map.get(&9), Some(&81));
    assert_eq!(Std::from(map), std);
    let std: StdSet<u32, Fixed> = (0..100).collect();
    let set = HashSet::from(std.clone());
    assert!(set.contains(&99) && !set.contains(&100));
    assert_eq!(StdSet::from(set), std);
}

/// There is room for what there is, and what is put in up to the capacity does not change that.
#[test]
fn capacity_is_not_less_than_what_there_is() {
    let mut map = HashMap::new();
    for i in 0..if cfg!(miri) { 4 } else { 300 } {
        map.insert(i, ());
        assert!(map.capacity() >= map.len());
    }
    for turn in 0..2 {
        let capacity = map.capacity();
        for i in map.len()..capacity {
            map.insert(i, ());
            assert_eq!(map.capacity(), capacity);
        }
        assert_eq!(map.len(), capacity, "in turn {turn}");
        map.insert(capacity, ());
        assert!(map.capacity() > map.len());
    }
    while let Some(&key) = map.keys().next() {
        map.remove(&key);
        assert!(map.capacity() >= map.len());
    }
}

#[test]
fn reserved_room_stays_until_it_is_used_and_can_be_given_back() {
    let mut set: HashSet<usize> = (0..100).collect();
    set.reserve(200);
    let capacity = set.capacity();
    assert!(capacity >= 300);
    for i in 100..300 {
        set.insert(i);
        assert_eq!(set.capacity(), capacity);
    }
    set.retain(|i| *i < 70);
    set.shrink_to_fit();
    assert!(set.len() == 70 && set.capacity() >= 70);
    set.clear();
    set.shrink_to_fit();
    assert!(set.insert(1) && set.capacity() >= 1);
}
