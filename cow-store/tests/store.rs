//! Saving and loading: what is written, what is shared, what is refused.

mod common;

use common::Planned;
use cow_core::CowBox;
use cow_core::persist::{Node, Persist};
use cow_map::{CowMap, CowSet};
use cow_store::backend::Memory;
use cow_store::{Codec, Error, Fault, Store, StoredState, Value};
use cow_tree::{BinaryTree, CowTreeMap, CowTreeSet};
use cow_vec::CowVec;
use fastrand::Rng;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher};

type Map<K, V> = CowMap<K, V, StoredState>;

fn open() -> (Store, Planned) {
    let backend = Planned::default();
    (Store::open(backend.clone()).unwrap(), backend)
}

/// The addresses of all nodes.
fn addresses<C: Persist>(value: &C) -> HashSet<usize> {
    fn below<N: Node>(nodes: Vec<(usize, N)>, all: &mut HashSet<usize>) {
        for (_, node) in nodes {
            if all.insert(node.info().address) {
                below(node.children(), all);
            }
        }
    }
    let mut all = HashSet::new();
    below(value.roots(), &mut all);
    all
}

#[test]
fn everything_comes_back() {
    let value = (
        (0..5000_u64).collect::<CowVec<_>>(),
        (0..5000_u32).map(|i| (i, i.to_string())).collect::<Map<_, _>>(),
        (0..5000_i16).map(|i| i / 2).collect::<CowSet<_, StoredState>>(),
        (0..5000_u32).map(|i| (i.to_string(), i)).collect::<CowTreeMap<_, _>>(),
        (0..5000_u32).map(|i| i.to_string()).collect::<CowTreeSet<_>>(),
        (
            BinaryTree::from_level_order((0..100).map(Some)).unwrap(),
            CowBox::<[u8]>::from(vec![7; 100_000]),
        ),
    );
    for codec in [Codec::Postcard, Codec::Json] {
        let memory = Memory::new();
        let id = Store::open_with(memory.clone(), codec).unwrap().save(&value).unwrap();
        // Another process.
        let store = Store::open(memory).unwrap();
        assert!(store.load::<Everything>(id).unwrap() == value);
        assert_eq!(store.verify(|_, _| ()).unwrap().errors.len(), 0);
    }
}

type Everything = (
    CowVec<u64>,
    Map<u32, String>,
    CowSet<i16, StoredState>,
    CowTreeMap<String, u32>,
    CowTreeSet<String>,
    (BinaryTree<i32>, CowBox<[u8]>),
);

#[test]
fn empty_collections_come_back() {
    type Empty = (CowVec<u64>, Map<u8, u8>, CowTreeSet<u8>, BinaryTree<u8>, CowBox<[u8]>);
    let empty: Empty =
        (CowVec::new(), Map::default(), CowTreeSet::new(), BinaryTree::empty(), vec![].into());
    let memory = Memory::new();
    let id = Store::open(memory.clone()).unwrap().save(&empty).unwrap();
    assert!(Store::open(memory).unwrap().load::<Empty>(id).unwrap() == empty);
}

/// Saves versions one edit apart: each costs a path, and loaded versions share as the saved ones do.
fn one_edit_apart<C>(first: C, edit: impl Fn(&mut C, usize), most: usize)
where
    C: Value + Persist + Clone + PartialEq + std::fmt::Debug,
{
    let (store, backend) = open();
    let mut value = first;
    let mut versions = vec![(store.save(&value).unwrap(), value.clone())];
    let whole = backend.plan.lock().unwrap().nodes;
    for i in 0..50 {
        edit(&mut value, i);
        backend.plan.lock().unwrap().nodes = 0;
        let id = store.save(&value).unwrap();
        let nodes = backend.plan.lock().unwrap().nodes;
        assert!(nodes <= most, "{nodes} nodes written for one edit");
        versions.push((id, value.clone()));
    }
    // Nothing has changed: only the version itself is written.
    backend.plan.lock().unwrap().nodes = 0;
    store.save(&value).unwrap();
    assert_eq!(backend.plan.lock().unwrap().nodes, 1);

    let shared = |values: &[C]| {
        let mut all = HashSet::new();
        values.iter().for_each(|value| all.extend(addresses(value)));
        all.len()
    };
    let saved: Vec<C> = versions.iter().map(|(_, value)| value.clone()).collect();
    let again = Store::open(backend.memory.clone()).unwrap();
    let loaded: Vec<C> = versions.iter().map(|(id, _)| again.load(*id).unwrap()).collect();
    assert_eq!(loaded, saved);
    assert_eq!(shared(&loaded), shared(&saved));
    assert!(shared(&saved) < whole + 50 * most);

    // What was loaded is known to be stored.
    let mut value = loaded[20].clone();
    edit(&mut value, 7);
    let before = backend.memory_nodes();
    again.save(&value).unwrap();
    assert!(backend.memory_nodes() - before <= most);
}

trait Nodes {
    fn memory_nodes(&self) -> usize;
}

impl Nodes for Planned {
    fn memory_nodes(&self) -> usize {
        use cow_store::backend::Backend;
        self.memory.list().unwrap().len()
    }
}

#[test]
fn an_edit_writes_a_path() {
    one_edit_apart(
        (0..20_000_u32).collect::<CowVec<_>>(),
        |vec, i| vec[(i * 397) % 20_000] += 1,
        6,
    );
    one_edit_apart(
        (0..20_000_u32).map(|i| (i, i)).collect::<Map<_, _>>(),
        |map, i| *map.get_mut(&((i as u32 * 397) % 20_000)).unwrap() += 1,
        6,
    );
    one_edit_apart(
        (0..20_000_u32).map(|i| (i, i)).collect::<CowTreeMap<_, _>>(),
        |map, i| *map.get_mut(&((i as u32 * 397) % 20_000)).unwrap() += 1,
        14,
    );
}

#[test]
fn two_loads_are_one_value() {
    let (store, backend) = open();
    let map: CowTreeMap<u32, u32> = (0..1000).map(|i| (i, i)).collect();
    let id = store.save(&map).unwrap();
    backend.plan.lock().unwrap().read.clear();
    assert!(store.load::<CowTreeMap<u32, u32>>(id).unwrap().ptr_eq(&map));
    assert_eq!(backend.plan.lock().unwrap().read.len(), 1, "only the version was read");
}

#[test]
fn a_node_in_two_parts_is_written_once() {
    let (store, backend) = open();
    let map: CowTreeMap<u32, u32> = (0..1000).map(|i| (i, i)).collect();
    let pair = (map.clone(), map);
    let id = store.save(&pair).unwrap();
    let nodes = addresses(&pair.0).len();
    assert_eq!(backend.plan.lock().unwrap().nodes, nodes + 1);
    let (a, b) =
        Store::open(backend.memory).unwrap().load::<(CowTreeMap<u32, u32>, _)>(id).unwrap();
    assert!(a.ptr_eq(&b));
}

#[test]
fn nodes_that_nobody_has_are_not_kept() {
    let (store, _) = open();
    for round in 0..20 {
        let vec: CowVec<u32> = (0..200_000).map(|i| i + round).collect();
        store.save(&vec).unwrap();
    }
    assert!(store.nodes_in_memory() < 10_000, "{} nodes", store.nodes_in_memory());
}

#[test]
fn a_tree_of_any_depth_is_saved_and_loaded_on_a_small_stack() {
    let mut deep = BinaryTree::empty();
    for i in 0..100_000_u32 {
        deep = BinaryTree::new(i, deep, BinaryTree::empty());
    }
    let memory = Memory::new();
    let id = Store::open(memory.clone()).unwrap().save(&deep).unwrap();
    assert!(Store::open(memory).unwrap().load::<BinaryTree<u32>>(id).unwrap() == deep);
}

#[test]
fn a_version_is_loaded_as_what_it_is() {
    let (store, _) = open();
    let id = store.save(&(0..10_u32).collect::<CowVec<_>>()).unwrap();
    assert!(matches!(store.load::<CowTreeSet<u32>>(id), Err(Error::Parts { .. })));
    assert!(matches!(store.load::<(CowVec<u32>, CowVec<u32>)>(id), Err(Error::Parts { .. })));
    assert!(matches!(store.load::<()>(id), Err(Error::Parts { .. })));
    let none = cow_store::VersionId(99);
    assert!(matches!(store.load::<CowVec<u32>>(none), Err(Error::NoVersion(id)) if id == none));
}

#[test]
fn another_hasher_is_noticed() {
    type Of<H> = CowMap<u32, u32, BuildHasherDefault<H>>;
    #[derive(Default)]
    struct Other(DefaultHasher);
    impl std::hash::Hasher for Other {
        fn finish(&self) -> u64 {
            self.0.finish() ^ 1 << 63
        }
        fn write(&mut self, bytes: &[u8]) {
            self.0.write(bytes);
        }
    }
    let (store, _) = open();
    let map: Of<DefaultHasher> = (0..1000).map(|i| (i, i)).collect();
    let id = store.save(&map).unwrap();
    assert!(store.load::<Of<DefaultHasher>>(id).unwrap() == map);
    assert!(matches!(
        store.load::<Of<Other>>(id),
        Err(Error::Node { fault: Fault::Rebuild(_), .. })
    ));
    let error = store.load::<Map<u32, u32>>(id);
    assert!(matches!(error, Err(Error::Node { fault: Fault::Hasher, .. })));
}

#[test]
fn an_element_that_cannot_be_written_is_an_error() {
    #[derive(Clone)]
    struct Bad;
    impl serde::Serialize for Bad {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no"))
        }
    }
    impl<'de> serde::Deserialize<'de> for Bad {
        fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Ok(Self)
        }
    }
    let (store, backend) = open();
    assert!(matches!(store.save(&CowVec::from([Bad])), Err(Error::Serialize(_))));
    assert_eq!(backend.plan.lock().unwrap().nodes, 0);
}

#[test]
fn random_versions_in_random_order() {
    let mut rng = Rng::with_seed(7);
    let memory = Memory::new();
    let mut store = Store::open(memory.clone()).unwrap();
    type Pair = (CowVec<u16>, CowTreeMap<u16, String>);
    let mut versions: Vec<(cow_store::VersionId, Pair)> = vec![];
    let mut value = Pair::default();
    for _ in 0..200 {
        match rng.u8(..6) {
            0 => value.0.insert(rng.usize(..=value.0.len()), rng.u16(..)),
            1 => value.0.extend((0..rng.u16(..500)).map(|_| 3)),
            2 => {
                value.1.insert(rng.u16(..), "a".into());
            }
            3 => value.1.extend((0..rng.u16(..300)).map(|i| (i, i.to_string()))),
            4 if !versions.is_empty() => {
                let (id, saved) = &versions[rng.usize(..versions.len())];
                value = store.load(*id).unwrap();
                assert_eq!(value, *saved);
            }
            _ if rng.u8(..8) == 0 => store = Store::open(memory.clone()).unwrap(),
            _ => versions.push((store.save(&value).unwrap(), value.clone())),
        }
    }
    let store = Store::open(memory).unwrap();
    for (id, saved) in versions {
        assert_eq!(store.load::<Pair>(id).unwrap(), saved);
    }
    assert_eq!(store.verify(|_, _| ()).unwrap().errors.len(), 0);
}

#[test]
fn giant_and_tiny_items_come_back() {
    let memory = Memory::new();
    let store = Store::open(memory.clone()).unwrap();
    // A giant node, a giant item, items of no bytes, and keys that are no text.
    let value = (
        CowBox::<[u8]>::from(vec![7; 1 << 20]),
        CowVec::from(["x".repeat(3 << 20), String::new()]),
        (0..100_000).map(|_| ()).collect::<CowVec<()>>(),
        CowTreeMap::<Vec<u8>, ()>::from([(vec![], ()), (vec![0xFF, 0xC0, 0], ())]),
    );
    let id = store.save(&value).unwrap();
    let store = Store::open(memory).unwrap();
    assert!(
        store
            .load::<(CowBox<[u8]>, CowVec<String>, CowVec<()>, CowTreeMap<Vec<u8>, ()>)>(id)
            .unwrap()
            == value
    );
    assert!(store.verify(|_, _| ()).unwrap().errors.is_empty());
}

/// What could not be loaded again is not saved.
#[test]
fn what_serde_can_write_and_not_read_is_refused() {
    #[derive(Clone, serde::Serialize, serde::Deserialize)]
    #[serde(untagged)]
    enum Untagged {
        Number(u8),
    }
    let refused = |result: Result<_, Error>| matches!(result, Err(Error::Serialize(_)));
    let (store, backend) = open();
    assert!(refused(store.save(&CowVec::from([Untagged::Number(1)]))));
    assert!(refused(store.save(&CowVec::from([serde_json::json!({ "a": 1 })]))));
    assert_eq!(backend.plan.lock().unwrap().nodes, 0);
    let json = Store::open_with(Memory::new(), Codec::Json).unwrap();
    assert!(refused(json.save(&CowVec::from([f64::NAN]))));
    let id = json.save(&CowVec::from([Untagged::Number(1)])).unwrap();
    let Untagged::Number(number) = json.load::<CowVec<Untagged>>(id).unwrap()[0];
    assert_eq!(number, 1);
    // Postcard has all numbers.
    let id = store.save(&CowVec::from([f64::NAN])).unwrap();
    assert!(store.load::<CowVec<f64>>(id).unwrap()[0].is_nan());
}

/// Every bit of every number, by both codecs.
#[test]
fn floating_point_numbers_come_back_as_they_were() {
    let mut rng = fastrand::Rng::with_seed(5);
    let numbers = std::iter::repeat_with(|| f64::from_bits(rng.u64(..)));
    let numbers: CowVec<f64> = numbers.filter(|number| number.is_finite()).take(20_000).collect();
    for codec in [Codec::Postcard, Codec::Json] {
        let memory = Memory::new();
        let id = Store::open_with(memory.clone(), codec).unwrap().save(&numbers).unwrap();
        let loaded: CowVec<f64> = Store::open(memory).unwrap().load(id).unwrap();
        assert!(loaded.iter().map(|f| f.to_bits()).eq(numbers.iter().map(|f| f.to_bits())));
    }
}
