// Included three times, see drop_in.rs.

use std::collections::hash_map::DefaultHasher;
use std::hash::BuildHasherDefault;

/// Without an annotation, `new`, `with_capacity` and `from` mean the default hasher.
#[test]
fn constructors_mean_the_default_hasher() {
    let mut map = HashMap::new();
    map.insert(1, 'a');
    let mut room = HashMap::with_capacity(2);
    room.extend(map.clone());
    assert_eq!(map, room);
    assert_eq!(HashMap::from([(1, 'a')]), map);

    let mut set = HashSet::new();
    set.insert(1);
    let mut room = HashSet::with_capacity(2);
    room.extend(&set);
    assert_eq!(set, room);
    assert_eq!(HashSet::from([1]), set);
}

/// What any hasher could have needs the name of one, or `_` and a default.
#[test]
fn any_hasher_is_named() {
    type Fixed = BuildHasherDefault<DefaultHasher>;
    let map = HashMap::<_, _, Fixed>::from_iter([("a", 1)]);
    let mut same = HashMap::with_hasher(Fixed::default());
    same.extend(&map);
    assert_eq!(map, same);
    let mut same = HashMap::with_capacity_and_hasher(1, Fixed::new());
    same.extend(map.clone());
    assert_eq!(map, same);
    let collected: HashMap<_, _> = [("a", 1)].into_iter().collect();
    assert_eq!(collected, HashMap::from([("a", 1)]));

    let set = HashSet::<_, Fixed>::from_iter(["a"]);
    let mut same = HashSet::with_hasher(Fixed::default());
    same.extend(&set);
    assert_eq!(set, same);
    let none: HashSet<&str> = HashSet::default();
    assert_eq!(none, HashSet::new());
}
