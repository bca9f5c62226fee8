//! What `cow_core::persist` promises of every collection: rebuilt versions are equal, share what they shared, keep
//! their invariants under later writes; and nodes that no collection has are refused.

use cow_core::persist::{Node, Parts, Persist, RebuildError};
use cow_core::{Atomic, Tiny};
use cow_map::{CowMap, CowSet};
use cow_tree::{BinaryTree, CowTreeMap, CowTreeSet};
use cow_vec::{CowVec, GenericVec};
use fastrand::Rng;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};

/// Rebuilds versions, each of their nodes once.
struct Copier<C: Persist> {
    setup: C::Setup,
    /// By the address of a node: the node, so that the address stays its own, and what was built of it.
    copies: HashMap<usize, (C::Node, C::Node)>,
}

impl<C: Persist> Copier<C>
where
    C::Item: Clone,
    C::Setup: Clone,
{
    fn new(setup: C::Setup) -> Self {
        Self { setup, copies: HashMap::new() }
    }

    fn copy(&mut self, value: &C) -> Result<C, RebuildError> {
        let roots = value.roots().into_iter();
        let roots: Result<_, _> =
            roots.map(|(slot, root)| Ok((slot, self.node(root, 0, slot)?))).collect();
        C::from_roots(self.setup.clone(), roots?)
    }

    fn node(&mut self, node: C::Node, depth: usize, slot: usize) -> Result<C::Node, RebuildError> {
        let address = node.info().address;
        if let Some((_, copy)) = self.copies.get(&address) {
            return Ok(copy.clone());
        }
        let children = node.children().into_iter();
        let children: Result<_, _> =
            children.map(|(slot, child)| Ok((slot, self.node(child, depth + 1, slot)?))).collect();
        let parts = Parts { depth, slot, children: children?, items: node.items().to_vec() };
        let copy = C::node(&self.setup, parts)?;
        self.copies.insert(address, (node, copy.clone()));
        Ok(copy)
    }
}

/// How many nodes some versions have, together and each by itself.
fn count<C: Persist>(versions: &[C]) -> (usize, usize) {
    fn below<N: Node>(nodes: Vec<(usize, N)>, all: &mut HashSet<usize>, sum: &mut usize) {
        for (_, node) in nodes {
            all.insert(node.info().address);
            *sum += 1;
            below(node.children(), all, sum);
        }
    }
    let (mut all, mut sum) = (HashSet::new(), 0);
    versions.iter().for_each(|version| below(version.roots(), &mut all, &mut sum));
    (all.len(), sum)
}

/// Edits versions at random, now and then keeping one; rebuilds all; and goes on with what was rebuilt.
fn check<C: Persist + Clone + PartialEq + std::fmt::Debug>(
    seed: u64,
    setup: C::Setup,
    empty: C,
    mut edit: impl FnMut(&mut C, &[C], &mut Rng),
    invariants: impl Fn(&C),
) where
    C::Item: Clone,
    C::Setup: Clone,
{
    let mut rng = Rng::with_seed(seed);
    let mut versions = vec![empty];
    for _ in 0..3 {
        for _ in 0..30 {
            let mut version = versions[rng.usize(..versions.len())].clone();
            for _ in 0..rng.usize(1..40) {
                edit(&mut version, &versions, &mut rng);
            }
            versions.push(version);
        }
        let mut copier = Copier::<C>::new(setup.clone());
        let copies: Vec<C> = versions.iter().map(|version| copier.copy(version).unwrap()).collect();
        drop(copier);
        assert_eq!(copies, versions);
        copies.iter().for_each(&invariants);
        assert_eq!(count(&copies), count(&versions), "what was shared is shared");
        // A second write to the same places is one in place: the copies are not shared.
        versions = copies;
        versions.drain(..versions.len() / 2);
    }
}

fn vectors<C: cow_core::RefCount>(items: usize, seeds: u64)
where
    GenericVec<u16, C>: Persist<Item = u16, Setup = ()> + Clone + PartialEq + std::fmt::Debug,
{
    for seed in 0..seeds {
        check(
            seed,
            (),
            GenericVec::<u16, C>::new(),
            |vec, versions, rng| match rng.u8(..12) {
                0..4 => {
                    let at = rng.usize(..=vec.len());
                    vec.insert(at, rng.u16(..));
                }
                4 => (0..rng.usize(..items)).for_each(|i| vec.push(i as u16)),
                5 => (0..rng.usize(..items / 4)).for_each(|i| vec.push_front(i as u16)),
                6 => {
                    vec.pop();
                }
                7 => {
                    vec.pop_front();
                }
                8 if !vec.is_empty() => {
                    vec.remove(rng.usize(..vec.len()));
                }
                9 => *vec = vec.slice(rng.usize(..=vec.len() / 4)..),
                10 if vec.len() < 20 * items => {
                    vec.append(&mut versions[rng.usize(..versions.len())].clone());
                }
                _ => vec.truncate(rng.usize(vec.len() / 2..=vec.len())),
            },
            GenericVec::assert_invariants,
        );
    }
}

#[test]
fn vectors_of_tiny_nodes() {
    vectors::<Tiny>(60, 8);
}

#[test]
fn vectors_of_usual_nodes() {
    vectors::<Atomic>(3000, 3);
}

/// Sixteen hashes, so that leaves are long and tries deep.
#[derive(Clone, Default)]
struct Few(u64);

impl Hasher for Few {
    fn finish(&self) -> u64 {
        (self.0 % 16).wrapping_mul(0x1234_5678_9abc_def1)
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.wrapping_mul(31) + u64::from(*byte));
    }
}

fn maps<H: Hasher + Default>() {
    type Map<H> = CowMap<u16, String, BuildHasherDefault<H>>;
    for seed in 0..testkit::full_or(3, 1) {
        check(
            seed,
            BuildHasherDefault::<H>::default(),
            Map::<H>::default(),
            |map, versions, rng| match rng.u8(..8) {
                0..5 => (0..rng.usize(..60)).for_each(|_| {
                    map.insert(rng.u16(..2000), rng.u8(..).to_string());
                }),
                5 => map.retain(|key, _| key % 5 != seed as u16 % 5),
                6 => *map = map.clone().union(versions[rng.usize(..versions.len())].clone()),
                _ => {
                    map.remove(&rng.u16(..2000));
                }
            },
            Map::<H>::assert_invariants,
        );
    }
}

#[test]
fn hash_maps() {
    maps::<DefaultHasher>();
    maps::<Few>();
}

#[test]
fn ordered_maps() {
    for seed in 0..6 {
        check(
            seed,
            (),
            CowTreeMap::<u16, String>::new(),
            |map, versions, rng| match rng.u8(..8) {
                0..5 => (0..rng.usize(..60)).for_each(|_| {
                    map.insert(rng.u16(..2000), rng.u8(..).to_string());
                }),
                5 => drop(map.split_off(&rng.u16(..2000))),
                6 => *map = map.clone().union(versions[rng.usize(..versions.len())].clone()),
                _ => {
                    map.remove(&rng.u16(..2000));
                }
            },
            CowTreeMap::assert_invariants,
        );
    }
}

#[test]
fn sets() {
    let mut a: CowTreeSet<u32> = (0..5000).collect();
    let b = a.clone();
    a.remove(&7);
    let mut copier = Copier::new(());
    assert_eq!([copier.copy(&a), copier.copy(&b)], [Ok(a), Ok(b)]);

    let state = BuildHasherDefault::<DefaultHasher>::default();
    let mut a: CowSet<u32, _> = CowSet::with_hasher(state.clone());
    a.extend(0..5000);
    let b = a.clone();
    a.remove(&7);
    let mut copier = Copier::new(state);
    assert!(copier.copy(&a).unwrap() == a && copier.copy(&b).unwrap() == b);
}

#[test]
fn binary_trees() {
    let a = BinaryTree::from_level_order((1..=100).map(|i| (i % 7 > 0 || i < 50).then_some(i)))
        .unwrap_or_else(|_| BinaryTree::from_level_order((1..=100).map(Some)).unwrap());
    let twice = BinaryTree::new(0, a.clone(), a.clone());
    let mut copier = Copier::new(());
    let copies = [copier.copy(&a).unwrap(), copier.copy(&twice).unwrap()];
    assert_eq!(copies, [a, twice]);
    let (_, left, right) = copies[1].parts().unwrap();
    assert!(left.ptr_eq(right) && left.ptr_eq(&copies[0]));
    assert_eq!(Copier::new(()).copy(&BinaryTree::<u8>::empty()), Ok(BinaryTree::empty()));
}

fn node<C: Persist<Setup = ()>>(
    depth: usize,
    children: Vec<(usize, C::Node)>,
    items: Vec<C::Item>,
) -> Result<C::Node, RebuildError> {
    C::node(&(), Parts { depth, slot: 1, children, items })
}

#[test]
fn ordered_maps_refuse_what_none_is() {
    type Map = CowTreeMap<u8, u8>;
    let leaf = |keys: std::ops::Range<u8>| node::<Map>(1, vec![], keys.map(|k| (k, 0)).collect());
    let error = |children, items| node::<Map>(0, children, items).err();
    let [a, b, c] = [leaf(0..9), leaf(9..20), leaf(20..40)].map(Result::unwrap);

    assert_eq!(error(vec![], vec![]), Some(RebuildError::Width));
    assert_eq!(error(vec![], vec![(1, 0), (1, 0)]), Some(RebuildError::Order));
    assert_eq!(error(vec![], vec![(2, 0), (1, 0)]), Some(RebuildError::Order));
    assert_eq!(error(vec![], (0..200).map(|k| (k, 0)).collect()), Some(RebuildError::Width));
    assert_eq!(error(vec![(0, a.clone())], vec![]), Some(RebuildError::Width));
    assert_eq!(
        error(vec![(0, a.clone()), (1, b.clone())], vec![(9, 0)]),
        Some(RebuildError::Width)
    );
    assert_eq!(error(vec![(0, a.clone()), (2, b.clone())], vec![]), Some(RebuildError::Slot));
    assert_eq!(error(vec![(0, b.clone()), (1, a.clone())], vec![]), Some(RebuildError::Order));
    assert_eq!(error(vec![(0, a.clone()), (1, a.clone())], vec![]), Some(RebuildError::Order));
    // A root may have two children, others have three to twelve.
    let few = node::<Map>(1, vec![(0, a.clone()), (1, b.clone())], vec![]);
    assert_eq!(few.err(), Some(RebuildError::Width));
    let many = (0..13).map(|slot| (slot, leaf(10 * slot as u8..10 * slot as u8 + 10).unwrap()));
    assert_eq!(error(many.collect(), vec![]), Some(RebuildError::Width));
    let abc = node::<Map>(1, vec![(0, a), (1, b), (2, c)], vec![]).unwrap();
    let d = leaf(50..60).unwrap();
    assert_eq!(error(vec![(0, abc.clone()), (1, d.clone())], vec![]), Some(RebuildError::Height));
    assert!(matches!(Map::from_roots((), vec![(1, d.clone())]), Err(RebuildError::Slot)));
    assert!(matches!(Map::from_roots((), vec![(0, d.clone()), (1, d)]), Err(RebuildError::Slot)));
    let map = Map::from_roots((), vec![(0, abc)]).unwrap();
    map.assert_invariants();
    assert!(map.into_keys().eq(0..40));
}

#[test]
fn a_leaf_may_have_been_a_whole_tree_in_another_version() {
    type Map = CowTreeMap<u8, u8>;
    let left = node::<Map>(0, vec![], vec![(1, 1)]).unwrap();
    let right = node::<Map>(1, vec![], vec![(2, 2)]).unwrap();
    let both = node::<Map>(0, vec![(0, left.clone()), (1, right)], vec![]).unwrap();
    for root in [left, both] {
        let mut map = Map::from_roots((), vec![(0, root)]).unwrap();
        map.assert_invariants();
        map.extend((0..100).map(|key| (key, 0)));
        map.assert_invariants();
    }
}

#[test]
fn vectors_refuse_what_none_is() {
    type Vector = GenericVec<u8, Tiny>;
    let leaf = |items: &[u8]| node::<Vector>(1, vec![], items.to_vec()).unwrap();
    let over = |children: &[cow_vec::VecNode<u8, Tiny>]| {
        node::<Vector>(0, children.iter().cloned().enumerate().collect(), vec![])
    };
    let error = |children: &[cow_vec::VecNode<u8, Tiny>]| over(children).err();
    let (full, thin) = (leaf(&[1, 2, 3, 4]), leaf(&[1]));

    assert_eq!(node::<Vector>(0, vec![], vec![]).err(), Some(RebuildError::Width));
    assert_eq!(node::<Vector>(0, vec![], vec![1; 5]).err(), Some(RebuildError::Width));
    assert_eq!(node::<Vector>(0, vec![(1, full.clone())], vec![]).err(), Some(RebuildError::Slot));
    assert_eq!(error(&[full.clone(), thin.clone(), full.clone()]), Some(RebuildError::Width));
    assert_eq!(error(&vec![full.clone(); 5]), Some(RebuildError::Width));
    let wide = over(&[thin.clone(), full.clone(), thin.clone()]).unwrap();
    let even = over(&[full.clone(), full.clone()]).unwrap();
    assert_eq!(error(&[even, full.clone()]), Some(RebuildError::Height));
    // Thin leaves are at the edges of a tree, and nowhere else.
    assert_eq!(error(&[wide.clone(), wide.clone()]), Some(RebuildError::Width));
    let roots = |root| Vector::from_roots((), vec![root]);
    assert!(matches!(roots((3, full.clone())), Err(RebuildError::Slot)));
    assert!(matches!(roots((0, wide.clone())), Err(RebuildError::Slot)));
    assert!(matches!(roots((2, wide.clone())), Err(RebuildError::Height)));
    assert!(matches!(
        roots((1, over(std::slice::from_ref(&full)).unwrap())),
        Err(RebuildError::Width)
    ));
    let vec = Vector::from_roots((), vec![(0, thin), (1, wide), (2, full)]).unwrap();
    vec.assert_invariants();
    assert_eq!(vec, [1, 1, 1, 2, 3, 4, 1, 1, 2, 3, 4]);
}

#[test]
fn a_vector_longer_than_memory_is_refused_when_it_is_too_long() {
    type Vector = CowVec<u8>;
    let mut node_of_all = node::<Vector>(0, vec![], vec![0; 1024]).unwrap();
    let error = loop {
        let children = (0..16).map(|slot| (slot, node_of_all.clone())).collect();
        match node::<Vector>(0, children, vec![]) {
            Ok(node) => node_of_all = node,
            Err(error) => break error,
        }
    };
    assert_eq!(error, RebuildError::Overflow);
    let roots = vec![(1, node_of_all)];
    assert!(Vector::from_roots((), roots).unwrap().len() > 1 << 55);
}

#[test]
fn hash_maps_refuse_what_none_is() {
    type Map = CowMap<u64, u8, BuildHasherDefault<DefaultHasher>>;
    let hasher = BuildHasherDefault::default();
    let build =
        |depth, children, items| Map::node(&hasher, Parts { depth, slot: 0, children, items });
    let leaf = |depth, keys: &[u64]| build(depth, vec![], keys.iter().map(|&k| (k, 0)).collect());
    let at = |slot: usize| (0..).find(|key| Map::slot_at(&hasher, key, 0) == slot).unwrap();

    assert_eq!(leaf(0, &[1, 1]).err(), Some(RebuildError::Duplicate));
    let many: Vec<u64> = (0..100).collect();
    assert_eq!(leaf(0, &many).err(), Some(RebuildError::Width));
    let halves = |low: &[u64], high: &[u64], depth| {
        let leaves = [(0, leaf(1, low).unwrap()), (8, leaf(1, high).unwrap())];
        build(depth, leaves.to_vec(), vec![])
    };
    let (a, b, c) = (at(0), at(3), at(8));
    assert_eq!(halves(&[a, b], &[b], 0).err(), Some(RebuildError::Hash));
    assert_eq!(halves(&[a, c], &[c], 0).err(), Some(RebuildError::Hash));
    assert_eq!(halves(&[a, b], &[c], 1).err(), Some(RebuildError::Height));
    let gap = vec![(0, leaf(1, &[a]).unwrap()), (4, leaf(1, &[]).unwrap())];
    assert_eq!(build(0, gap, vec![]).err(), Some(RebuildError::Slot));
    let far = vec![(0, leaf(1, &[a]).unwrap()), (99, leaf(1, &[]).unwrap())];
    assert_eq!(build(0, far, vec![]).err(), Some(RebuildError::Slot));
    let fan = halves(&[a, b], &[c], 0).unwrap();
    assert!(matches!(
        Map::from_roots(hasher.clone(), vec![(1, fan.clone())]),
        Err(RebuildError::Slot)
    ));
    let below = leaf(1, &[a]).unwrap();
    assert!(matches!(Map::from_roots(hasher.clone(), vec![(0, below)]), Err(RebuildError::Height)));
    let map = Map::from_roots(hasher.clone(), vec![(0, fan)]).unwrap();
    map.assert_invariants();
    assert_eq!(map.len(), 3);

    // Another hasher leads elsewhere.
    let map: CowMap<u64, u8, BuildHasherDefault<Few>> = (0..500).map(|k| (k, 0)).collect();
    let root = map.roots().remove(0).1;
    let parts = Parts { depth: 0, slot: 0, children: root.children(), items: vec![] };
    assert_eq!(Map::node(&hasher, parts).err(), Some(RebuildError::Hash));
}

#[test]
fn binary_trees_refuse_what_none_is() {
    type Tree = BinaryTree<u8>;
    let leaf = Tree::leaf(1);
    assert_eq!(node::<Tree>(0, vec![], vec![]), Err(RebuildError::Width));
    assert_eq!(node::<Tree>(0, vec![], vec![1, 2]), Err(RebuildError::Width));
    assert_eq!(node::<Tree>(0, vec![(2, leaf.clone())], vec![1]), Err(RebuildError::Slot));
    let twice = vec![(0, leaf.clone()), (0, leaf.clone())];
    assert_eq!(node::<Tree>(0, twice, vec![1]), Err(RebuildError::Slot));
    assert_eq!(Tree::from_roots((), vec![(0, leaf.clone()), (1, leaf)]), Err(RebuildError::Slot));
}

#[test]
fn a_node_that_is_kept_is_not_written_to() {
    let mut vec: CowVec<u32> = (0..10).collect();
    let root = vec.roots().remove(0).1;
    let address = root.info().address;
    vec[0] = 7;
    assert_eq!(root.items()[0], 0);
    assert_ne!(vec.roots()[0].1.info().address, address);
    assert_eq!(root.info().owners, 1, "nobody else has the old node");
}
