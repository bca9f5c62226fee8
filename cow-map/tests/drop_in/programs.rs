// Included twice, see drop_in.rs.

use map::Entry::{self, Occupied, Vacant};
use std::borrow::Cow;
use std::fmt::Debug;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash, RandomState};
use std::rc::Rc;

#[derive(Debug, Default)]
struct Inventory {
    stock: HashMap<String, u32>,
    by_room: HashMap<(u8, char), Vec<String>>,
}

impl Inventory {
    fn add(&mut self, name: &str, count: u32) -> &mut u32 {
        let stock = self.stock.entry(name.to_owned()).or_default();
        *stock += count;
        stock
    }

    fn take(&mut self, name: &str) -> Option<(String, u32)> {
        self.stock.remove_entry(name)
    }
}

fn group<K: Eq + Hash + Clone, V: Clone>(items: impl IntoIterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups = HashMap::new();
    for (k, v) in items {
        groups.entry(k).or_insert_with(Vec::new).push(v);
    }
    groups
}

fn invert<K: Clone, V: Eq + Hash + Clone, S: BuildHasher>(map: &HashMap<K, V, S>) -> HashMap<V, K> {
    map.iter().map(|(k, v)| (v.clone(), k.clone())).collect()
}

#[test]
fn a_structure_with_maps() {
    let mut inventory = Inventory::default();
    inventory.add("nut", 3);
    *inventory.add("nut", 1) *= 2;
    inventory.by_room.entry((1, 'a')).or_default().push("nut".into());
    assert_eq!(inventory.take("nut"), Some(("nut".to_string(), 8)));
    assert_eq!(inventory.take("nut"), None);
    assert_eq!(
        format!("{inventory:?}"),
        r#"Inventory { stock: {}, by_room: {(1, 'a'): ["nut"]} }"#
    );
}

#[test]
fn making() {
    let mut none: HashMap<i32, &str> = HashMap::new();
    assert!(none.is_empty() && none.capacity() == 0);
    none.reserve(4);
    assert!(none.capacity() >= 4 && none.try_reserve(4).is_ok());
    assert!(none.try_reserve(usize::MAX).is_err());
    none.shrink_to(2);
    none.shrink_to_fit();

    let _ = HashMap::<String, i32>::with_capacity(10);
    let s = RandomState::new();
    let mut seeded = HashMap::with_capacity_and_hasher(10, s.clone());
    seeded.insert(1, 2);
    let _ = seeded.hasher().build_hasher();
    let mut fixed: HashMap<_, _, BuildHasherDefault<DefaultHasher>> = HashMap::default();
    fixed.insert("k", 1.5);

    let planets = HashMap::from([("Mercury", 0.4), ("Venus", 0.7), ("Earth", 1.0)]);
    let same: HashMap<_, _> = [("Mercury", 0.4), ("Venus", 0.7), ("Earth", 1.0)].into();
    let collected = vec![("Earth", 1.0), ("Mercury", 0.4), ("Venus", 0.7)].into_iter().collect::<HashMap<_, _>>();
    assert_eq!(planets, same);
    assert_eq!(planets, collected);
    assert_eq!(invert(&group([(1, 'a'), (2, 'b'), (1, 'c')]))[&vec!['a', 'c']], 1);
}

#[test]
fn looking_up() {
    let mut books = HashMap::new();
    books.insert("Emma".to_string(), 1815);
    books.insert("Ulysses".to_string(), 1922);
    assert!(books.contains_key("Emma") && !books.contains_key("Dune"));
    assert_eq!(books["Emma"], 1815);
    assert_eq!(books.get("Ulysses").copied().unwrap_or_default(), 1922);
    assert_eq!(books.get_key_value("Emma"), Some((&"Emma".to_string(), &1815)));
    if let Some(year) = books.get_mut("Emma") {
        *year += 1;
    }
    let [a, b] = books.get_disjoint_mut(["Emma", "Ulysses"]);
    std::mem::swap(a.unwrap(), b.unwrap());
    assert_eq!((books["Emma"], books["Ulysses"]), (1922, 1816));
    for (name, year) in &books {
        assert!(!name.is_empty() && *year > 0);
    }
    for (name, year) in &mut books {
        *year -= u32::from(!name.is_empty());
    }
    let mut years: Vec<_> = books.values().copied().collect();
    years.sort();
    assert_eq!(years, [1815, 1921]);
    let mut names: Vec<String> = books.into_keys().collect();
    names.sort_unstable();
    assert_eq!(names, ["Emma", "Ulysses"]);
}

#[test]
#[should_panic(expected = "duplicate keys found")]
fn disjoint_keys_that_are_not() {
    let mut map = HashMap::from([(1, 1)]);
    let _ = map.get_disjoint_mut([&1, &1]);
}

#[test]
#[should_panic]
fn an_index_that_is_not_there() {
    let map: HashMap<u8, u8> = HashMap::new();
    let _ = map[&1];
}

#[test]
fn entries() {
    let mut map: HashMap<&str, u32> = HashMap::new();
    assert_eq!(map.entry("poneyland").key(), &"poneyland");
    map.entry("poneyland").or_insert(3);
    *map.entry("poneyland").or_insert(10) *= 2;
    assert_eq!(map["poneyland"], 6);
    map.entry("len").or_insert_with_key(|key| key.len() as u32);
    map.entry("poneyland").and_modify(|e| *e += 1).or_insert(42);
    assert_eq!((map["len"], map["poneyland"]), (3, 7));

    let entry = map.entry("horseyland").insert_entry(37);
    assert_eq!((*entry.key(), *entry.get()), ("horseyland", 37));

    match map.entry("poneyland") {
        Occupied(mut view) => {
            assert_eq!(view.get(), &7);
            *view.get_mut() *= 10;
            assert_eq!(view.insert(1), 70);
        }
        Vacant(_) => unreachable!(),
    }
    if let Entry::Occupied(o) = map.entry("poneyland") {
        *o.into_mut() += 1;
    }
    if let Entry::Occupied(o) = map.entry("poneyland") {
        assert_eq!(o.remove_entry(), ("poneyland", 2));
    }
    if let Entry::Vacant(v) = map.entry("poneyland") {
        assert_eq!(v.into_key(), "poneyland");
    }
    if let Vacant(v) = map.entry("new") {
        *v.insert(1) += 1;
    }
    assert_eq!((map.get("poneyland"), map.get("new")), (None, Some(&2)));
}

#[test]
fn removing() {
    let mut a: HashMap<i32, i32> = (0..8).map(|x| (x, x * 10)).collect();
    a.retain(|&k, _| k % 2 == 0);
    assert_eq!(a.len(), 4);
    let extracted: HashMap<i32, i32> = a.extract_if(|k, v| k % 4 == 0 && *v >= 0).collect();
    let mut evens = extracted.keys().copied().collect::<Vec<_>>();
    evens.sort();
    assert_eq!((evens, a.len()), (vec![0, 4], 2));
    assert_eq!((a.remove(&2), a.remove(&2), a.remove_entry(&6)), (Some(20), None, Some((6, 60))));
    a.extend([(1, 1), (2, 2)]);
    a.extend(&HashMap::from([(3, 3)]));
    let mut drained: Vec<_> = a.drain().collect();
    drained.sort();
    assert_eq!((drained, a.is_empty()), (vec![(1, 1), (2, 2), (3, 3)], true));
    a.insert(1, 1);
    a.clear();
    assert_eq!(a, HashMap::new());
}

#[test]
fn keys_of_many_kinds() {
    let mut by_str: HashMap<Cow<'_, str>, i32> = HashMap::new();
    by_str.insert("a".into(), 1);
    by_str.insert(String::from("b").into(), 2);
    assert_eq!(by_str.get("b"), Some(&2));
    let mut by_slice: HashMap<Vec<u8>, i32> = HashMap::new();
    by_slice.insert(vec![1, 2], 3);
    assert_eq!(by_slice.get(&[1, 2][..]), Some(&3));
    let mut by_rc: HashMap<Rc<str>, i32> = HashMap::new();
    by_rc.insert("x".into(), 4);
    assert_eq!(by_rc.remove("x"), Some(4));
    let boxes: HashMap<Box<str>, Box<dyn Fn(i32) -> i32>> =
        HashMap::from([("inc".into(), Box::new(|x| x + 1) as Box<dyn Fn(i32) -> i32>)]);
    assert_eq!(boxes["inc"](1), 2);
}

#[test]
fn iterators() {
    let mut map = HashMap::from([("a", 1), ("b", 2), ("c", 3)]);
    assert_eq!((map.len(), map.iter().len(), map.keys().len(), map.values().len()), (3, 3, 3, 3));
    map.values_mut().for_each(|v| *v += 1);
    map.iter_mut().for_each(|(_, v)| *v *= 2);
    assert_eq!(map.values().sum::<i32>(), 18);
    assert_eq!(map.iter().max_by_key(|(_, v)| **v), Some((&"c", &8)));
    let twice: Vec<_> = map.iter().chain(map.iter().clone()).collect();
    assert_eq!(twice.len(), 6);
    let (small, large): (HashMap<_, _>, HashMap<_, _>) =
        map.clone().into_iter().partition(|(_, v)| *v < 5);
    assert_eq!((small.len(), large.len()), (1, 2));
    assert_eq!(map.into_values().sum::<i32>(), 18);
    fn debug(_: impl Debug) {}
    debug(HashMap::<u8, u8>::new().iter());
    debug(HashMap::<u8, u8>::new().into_iter());
}

#[test]
fn a_memo_and_a_graph() {
    fn fibonacci(n: u64, memo: &mut HashMap<u64, u64>) -> u64 {
        if n < 2 {
            return n;
        }
        if let Some(&known) = memo.get(&n) {
            return known;
        }
        let value = fibonacci(n - 1, memo) + fibonacci(n - 2, memo);
        memo.insert(n, value);
        value
    }
    assert_eq!(fibonacci(80, &mut HashMap::new()), 23_416_728_348_467_685);

    let edges = [(1, 2), (2, 3), (1, 3), (3, 4)];
    let mut graph: HashMap<i32, Vec<i32>> = HashMap::new();
    for (from, to) in edges {
        graph.entry(from).or_default().push(to);
        graph.entry(to).or_default();
    }
    let mut stack = vec![1];
    let mut seen: HashMap<i32, ()> = HashMap::new();
    while let Some(node) = stack.pop() {
        if seen.insert(node, ()).is_none() {
            stack.extend(&graph[&node]);
        }
    }
    assert_eq!(seen.len(), 4);
}
