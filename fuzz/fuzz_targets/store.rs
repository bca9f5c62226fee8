//! Nodes that are read: any bytes are an error or a value, and what is built of them is whole.
//!
//! The input is a list of nodes, without their checksums, which are made right: so faults are found beyond those.
#![no_main]

use arbitrary::Arbitrary;
use cow_core::CowBox;
use cow_map::CowMap;
use cow_store::backend::Memory;
use cow_store::format::{Stored, seal};
use cow_store::{NodeId, Store, StoredState, VersionId};
use cow_tree::binary_tree::Side;
use cow_tree::{BinaryTree, CowTreeMap};
use cow_vec::CowVec;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    nodes: Vec<&'a [u8]>,
    version: &'a [u8],
    /// A later version of the same nodes.
    later: &'a [u8],
}

/// A few nodes, each sixteen times the child of the next one, have more places than can be visited.
const MOST: u64 = 1 << 16;

/// Reads what two versions hold without loading it.
fn view(store: &Store, versions: [VersionId; 2]) {
    if let [Ok(old), Ok(new)] = versions.map(|id| store.view::<CowVec<u8>>(id))
        && old.len().max(new.len()) < MOST
    {
        drop((old.get(7), old.range(3..900).count(), old.diff(&new).count()));
    }
    if let [Ok(old), Ok(new)] = versions.map(|id| store.view::<CowTreeMap<u8, ()>>(id))
        && old.len().max(new.len()) < MOST
    {
        drop((old.get(&7), old.range(3..).count(), old.diff(&new).count()));
    }
    if let [Ok(old), Ok(new)] = versions.map(|id| store.view::<CowMap<u8, u8, StoredState>>(id))
        && old.len().max(new.len()) < MOST
    {
        drop((old.get(&7), old.iter().count(), old.diff(&new).count()));
    }
    if let [Ok(old), Ok(new)] = versions.map(|id| store.view::<BinaryTree<u8>>(id))
        && old.len().max(new.len()) < MOST
    {
        drop((old.get(&[Side::Left; 3]), old.diff(&new).count()));
    }
}

fuzz_target!(|input: Input<'_>| {
    let memory = Memory::new();
    let version = VersionId(1);
    let nodes = (0..).map(|index| NodeId::new(1, index)).zip(input.nodes);
    let later = VersionId(2);
    let roots = [(version.node(), input.version), (later.node(), input.later)];
    for (id, body) in nodes.chain(roots) {
        let mut bytes = body.to_vec();
        seal(id, &mut bytes);
        if let Ok(node) = Stored::decode(id, bytes.clone()) {
            drop(node.items::<(u8, String)>());
            drop(node.keys::<u64>());
        }
        memory.set(id, bytes);
    }
    let Ok(store) = Store::open(memory) else { return };
    view(&store, [version, later]);
    if let Ok(vec) = store.load::<CowVec<u8>>(version)
        && (vec.len() as u64) < MOST
    {
        vec.assert_invariants();
    }
    if let Ok(map) = store.load::<CowTreeMap<u8, ()>>(version) {
        map.assert_invariants();
        drop(map.into_iter().count());
    }
    if let Ok(mut map) = store.load::<CowMap<u8, u8, StoredState>>(version) {
        map.assert_invariants();
        map.extend((0..100).map(|key| (key, key)));
        map.assert_invariants();
    }
    if let Ok(tree) = store.load::<BinaryTree<u8>>(version) {
        drop(tree.into_iter().take(1000).count());
    }
    drop(store.load::<CowBox<[u8]>>(version));
    drop(store.verify(|_, _| ()));
    drop(store.stats(|_, _| ()));
});
