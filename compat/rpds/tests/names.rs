//! rpds' methods, in its two styles: values that are not changed, and changes in place.

use archery::{ArcK, ArcTK};
use rpds::{
    HashTrieMap, HashTrieMapSync, HashTrieSet, List, Queue, RedBlackTreeMap, RedBlackTreeSet,
    Stack, Vector, VectorSync, ht_map, ht_map_sync, ht_set, list, queue, rbt_map, rbt_set, stack,
    vector, vector_sync,
};

fn several_threads<T: Send + Sync>(value: T) -> T {
    value
}

#[test]
fn sequences_are_left_as_they_were() {
    let empty = Vector::new();
    let two = empty.push_back("a").push_back("b");
    let changed = two.set(1, "B").unwrap();
    assert!(empty.is_empty() && two.set(2, "c").is_none());
    assert_eq!((two.clone(), changed), (vector!["a", "b"], vector!["a", "B"]));
    assert_eq!(two.drop_last().unwrap().drop_last().unwrap().drop_last(), None);
    assert_eq!(two.to_string(), "[a, b]");

    let list = List::new().push_front(3).push_front(2);
    assert_eq!((list.first(), list.drop_first()), (Some(&2), Some(list![3])));
    assert_eq!(list.reverse(), list![3, 2]);

    let queue = Queue::new().enqueue(1).enqueue(2);
    assert_eq!((queue.peek(), queue.dequeue()), (Some(&1), Some(queue![2])));

    let stack = Stack::new().push(1).push(2);
    assert_eq!((stack.peek(), stack.pop(), stack.size()), (Some(&2), Some(stack![1]), 2));
    assert_eq!(stack, stack![1, 2]);
}

#[test]
fn maps_and_sets_are_left_as_they_were() {
    let map = HashTrieMap::new().insert("a", 1);
    let mut other = map.insert("b", 2).remove("a");
    assert_eq!((&map, &other), (&ht_map! {"a" => 1}, &ht_map! {"b" => 2}));
    assert!(other.remove_mut("b") && !other.remove_mut("b") && map.contains_key("a"));
    assert_eq!((map["a"], map.size(), map.to_string().as_str()), (1, 1, "{a: 1}"));

    let mut ordered = RedBlackTreeMap::new().insert(2, 'b').insert(1, 'a');
    *ordered.get_mut(&1).unwrap() = 'A';
    assert_eq!((ordered.first(), ordered.last()), (Some((&1, &'A')), Some((&2, &'b'))));
    assert_eq!(ordered.range(2..).count(), 1);
    assert_eq!(ordered, rbt_map! {1 => 'A', 2 => 'b'});

    let set: HashTrieSet<u32> = (0..3).collect();
    assert!(ht_set![1].is_subset(&set) && set.is_superset(&ht_set![2]));
    assert_eq!(set.remove(&0), ht_set![1, 2]);
    assert_eq!(RedBlackTreeSet::new().insert(2).insert(1), rbt_set![1, 2]);
}

#[test]
fn kinds_of_pointers_are_archerys() {
    let vector: VectorSync<u32> = several_threads(Vector::new_sync().push_back(1));
    assert_eq!(vector, vector_sync![1]);
    let map: HashTrieMapSync<u32, u32> = several_threads(HashTrieMap::new_sync().insert(1, 2));
    assert_eq!(map, ht_map_sync! {1 => 2});
    assert_eq!(map, ht_map! {1 => 2}); // counted in another way
    let _: Vector<u32, ArcK> = several_threads(Vector::new_with_ptr_kind());
    let _: RedBlackTreeMap<u32, u32, ArcTK> = several_threads(RedBlackTreeMap::new_sync());
}

#[cfg(feature = "serde")]
#[test]
fn what_is_written_can_be_read() {
    let map = rbt_map! {"a".to_owned() => vector![1, 2]};
    let text = serde_json::to_string(&map).unwrap();
    assert_eq!(text, r#"{"a":[1,2]}"#);
    let read: RedBlackTreeMap<String, Vector<u32>> = serde_json::from_str(&text).unwrap();
    assert_eq!(read, map);
}
