//! What users of im write, and those of im-rc under that name.

use im::hashmap::Entry;
use im::{HashMap, HashSet, OrdMap, OrdSet, Vector};
use std::hash::{BuildHasherDefault, DefaultHasher};

type Hasher = BuildHasherDefault<DefaultHasher>;

/// A struct whose derives need those of the collections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct State {
    list: Vector<u32>,
    map: HashMap<&'static str, u32>,
    set: HashSet<u32, Hasher>,
    ordered: OrdMap<u32, OrdSet<u32>>,
}

#[test]
fn types_are_fields() {
    let mut state = State::default();
    let before = state.clone();
    state.list.push_back(1);
    state.map.insert("a", 1);
    state.set.insert(1);
    state.ordered.entry(1).or_default().insert(2);
    assert_eq!(before, State::default());
    assert_ne!(before, state);
    assert_eq!(state.ordered, ordmap! {1 => ordset![2]});
    assert_eq!((state.list, state.map), (vector![1], hashmap! {"a" => 1}));
}

#[test]
fn types_are_inferred() {
    let mut map = HashMap::new();
    if let Entry::Vacant(entry) = map.entry("a") {
        entry.insert(1);
    }
    let doubled: im::hashmap::ConsumingIter<(&str, i32)> = map.clone().into_iter();
    assert_eq!(doubled.map(|(_, value)| 2 * value).sum::<i32>(), 2);
    let (mut list, set, ordered) = (Vector::new(), HashSet::unit('x'), OrdMap::unit(1, 2));
    list.push_front(set);
    assert_eq!((list, ordered), (vector![hashset!['x']], ordmap! {1 => 2}));
    let words: OrdSet<String> = ["b", "a"].into_iter().collect(); // converted
    assert_eq!(words.get_min().map(String::as_str), Some("a"));
}
