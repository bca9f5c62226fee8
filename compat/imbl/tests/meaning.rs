//! Where imbl's methods mean something else than ours of the same name, the stand-in does as imbl.

use imbl::{
    HashMap, HashSet, OrdMap, OrdSet, Vector, get_in, hashmap, hashset, ordmap, ordset, update_in,
    vector,
};
use std::hash::{BuildHasher, RandomState};

#[test]
fn a_slice_is_taken_out() {
    let mut all: Vector<u32> = (0..1000).collect();
    let before = all.clone();
    let middle = all.slice(10..=19);
    assert_eq!(middle, (10..20).collect::<Vector<_>>());
    assert_eq!(all, (0..10).chain(20..1000).collect::<Vector<_>>());
    assert_eq!(before.len(), 1000);
    assert!(all.slice(990..).is_empty() && all.slice(5..5).is_empty());
    assert_eq!(all.len(), 990);
}

#[test]
fn an_updated_vector_is_another_one() {
    let old = vector!["a", "b"];
    let mut new = old.update(1, "B");
    assert_eq!(new.set(0, "A"), "a");
    new.append(vector!["C"]);
    assert_eq!((old, &new), (vector!["a", "b"], &vector!["A", "B", "C"]));
    assert_eq!(new.skip(1) + new.take(1), vector!["B", "C", "A"]);
    assert_eq!(new.index_of(&"C"), Some(2));
    assert!(new.skip(4).is_empty());

    new.insert_ord("BB");
    assert_eq!(new, vector!["A", "B", "BB", "C"]);
}

#[test]
fn parts_of_a_vector_are_lent() {
    let mut all: Vector<u32> = (0..300).collect();
    let (left, mut right) = all.focus_mut().split_at(100);
    let mut left = left.narrow(90..100);
    left.pair(0, 9, std::mem::swap);
    assert_eq!(right.set(0, 7), Some(100));
    assert_eq!(right.set(200, 7), None);
    assert_eq!((all[90], all[99], all[100]), (99, 90, 7));

    let items: Vec<u32> = (0..300).collect();
    let all = Vector::from(&items);
    let mut focus = all.focus().narrow(10..);
    let (range, leaf) = focus.chunk_at(250);
    assert!(range.contains(&250));
    assert_eq!(*leaf, items[10..][range]);
}

#[test]
fn differences_of_maps_are_symmetric() {
    let a = || hashmap! {1 => 'a', 2 => 'a'};
    let b = || hashmap! {2 => 'b', 3 => 'b'};
    assert_eq!(a().union(b()), hashmap! {1 => 'a', 2 => 'a', 3 => 'b'});
    assert_eq!(a().difference(b()), hashmap! {1 => 'a', 3 => 'b'});
    assert_eq!(a().relative_complement(b()), hashmap! {1 => 'a'});
    assert_eq!(a().intersection(b()), hashmap! {2 => 'a'});

    let all = hashmap! {1 => 'a', 2 => 'b', 3 => 'b'};
    assert_eq!(a().union_with(b(), char::max), all);
    assert_eq!(a().symmetric_difference_with(b(), |a, b| Some(a.max(b))), all);
    assert_eq!(a().symmetric_difference_with(b(), |_, _| None), a().difference(b()));
    let both = a().intersection_with(b(), |a, b| format!("{a}{b}"));
    assert_eq!(both, hashmap! {2 => "ab".to_owned()});
}

#[test]
fn persistent_methods_leave_a_map_as_it_was() {
    let old = ordmap! {1 => "a", 3 => "c", 5 => "e"};
    assert_eq!(old.update(3, "C"), ordmap! {1 => "a", 3 => "C", 5 => "e"});
    assert_eq!(old.alter(|value| value.map(|_| "z"), 1)[&1], "z");
    assert_eq!(old.alter(|_| None, 1), old.without(&1));
    assert_eq!(old.extract(&3), Some(("c", ordmap! {1 => "a", 5 => "e"})));
    assert_eq!(old.extract(&2), None);
    assert_eq!(old.without_min(), (Some("a"), ordmap! {3 => "c", 5 => "e"}));
    assert_eq!(old.split_lookup(&3), (ordmap! {1 => "a"}, Some("c"), ordmap! {5 => "e"}));
    assert_eq!(old.split(&2), (ordmap! {1 => "a"}, ordmap! {3 => "c", 5 => "e"}));
    assert_eq!((old.get_prev(&4), old.get_next(&4)), (Some((&3, &"c")), Some((&5, &"e"))));
    assert_eq!((old.get_prev(&3), old.get_next(&6)), (Some((&3, &"c")), None));
    assert_eq!((old.take(1), old.skip(9)), (ordmap! {1 => "a"}, OrdMap::new()));
    assert!(old.without(&1).is_proper_submap(&old) && !old.is_proper_submap(&old));
    assert_eq!(old.len(), 3);

    let mut kept = old;
    kept.retain(|key, value: &&str| *key > 1 && *value < "e");
    kept[&3] = "x";
    assert_eq!(kept, ordmap! {3 => "x"});
}

#[test]
fn sets_return_items() {
    let mut hashed = hashset!["a"];
    assert_eq!((hashed.insert("a"), hashed.insert("b")), (Some("a"), None));
    assert_eq!((hashed.remove("a"), hashed.remove("a")), (Some("a"), None));

    let set = ordset![1, 2, 3];
    assert_eq!(set.clone().difference(ordset![3, 4]), ordset![1, 2, 4]);
    assert_eq!(set.clone().relative_complement(ordset![3, 4]), ordset![1, 2]);
    assert_eq!(set.clone() * ordset![3, 4] + ordset![7], ordset![3, 7]);
    assert_eq!(set.clone().split_member(&2), (ordset![1], true, ordset![3]));
    assert_eq!(set.without_max(), (Some(3), ordset![1, 2]));
    assert_eq!((set.get_prev(&0), set.get_next(&0)), (None, Some(&1)));
    assert!(ordset![1].is_proper_subset(&set) && !set.is_proper_subset(&set));
    assert_eq!(HashSet::from(&set), hashset![1, 2, 3]);
    assert_eq!(OrdSet::from(hashset![2, 1]), ordset![1, 2]);
}

#[test]
fn paths_lead_into_collections_of_collections() {
    let nested = vector![hashmap! {"a" => vector![1, 2]}];
    assert_eq!(get_in!(nested, 0 => "a" => 1), Some(&2));
    assert_eq!(get_in!(nested, 0 => "b" => 1), None);
    let changed = update_in!(nested, 0 => "a" => 1, 20);
    assert_eq!(changed, vector![hashmap! {"a" => vector![1, 20]}]);
    assert_eq!(nested[0]["a"][1], 2);
}

#[test]
fn equal_hash_maps_have_equal_hashes() {
    let state = RandomState::new();
    let entries = (0..100).map(|i| (i, i));
    let [there, back]: [HashMap<i32, i32>; 2] =
        [entries.clone().collect(), entries.rev().collect()];
    assert_eq!(there, back);
    assert_eq!(state.hash_one(&there), state.hash_one(&back));
    assert_ne!(state.hash_one(&there), state.hash_one(there.update(1, 2)));
}

#[cfg(feature = "serde")]
#[test]
fn what_is_written_can_be_read() {
    let map = ordmap! {"a".to_owned() => vector![1, 2]};
    let text = serde_json::to_string(&map).unwrap();
    assert_eq!(text, r#"{"a":[1,2]}"#);
    assert_eq!(serde_json::from_str::<OrdMap<String, Vector<u32>>>(&text).unwrap(), map);
}
