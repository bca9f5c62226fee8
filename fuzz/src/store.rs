//! Nodes that are read: any bytes are an error or a value, and what is built of them is whole.
//!
//! The input is a list of nodes, without their checksums, or what is damaged in a store of every kind of collection.
//! Checksums are made right: so what is found lies beyond those.

use crate::versions::count;
use arbitrary::Arbitrary;
use cow_core::CowBox;
use cow_map::CowMap;
use cow_store::backend::{Backend, Memory};
use cow_store::format::{Stored, seal, unseal};
use cow_store::{NodeId, Store, StoredState, Value, VersionId};
use cow_tree::binary_tree::Side;
use cow_tree::{BinaryTree, CowTreeMap};
use cow_vec::CowVec;
use std::sync::OnceLock;

/// What is read.
#[derive(Arbitrary, Debug)]
pub enum Input<'a> {
    /// Any bytes.
    Any(Nodes<'a>),
    /// A store with damage.
    Damaged(Vec<Damage>),
}

/// Nodes, and two versions, which are nodes, too.
#[derive(Arbitrary, Debug)]
pub struct Nodes<'a> {
    nodes: Vec<&'a [u8]>,
    version: &'a [u8],
    /// A later version of the same nodes.
    later: &'a [u8],
}

/// A byte of a node that is another, is gone or is there besides; or a node in the place of another.
#[derive(Arbitrary, Debug)]
pub struct Damage {
    node: u8,
    at: u16,
    value: u8,
    how: u8,
}

/// The nodes, without their checksums, of two versions of each kind of collection.
fn whole() -> &'static [(NodeId, Vec<u8>)] {
    fn save<V: Value + Clone>(store: &Store, mut value: V, edit: impl FnOnce(&mut V)) {
        let edited = store.save(&value).map(|_| edit(&mut value));
        edited.and_then(|()| store.save(&value)).expect("in memory");
    }
    static NODES: OnceLock<Vec<(NodeId, Vec<u8>)>> = OnceLock::new();
    NODES.get_or_init(|| {
        let memory = Memory::new();
        let store = Store::open(memory.clone()).expect("in memory");
        let vec: CowVec<u8> = (0..3000_u16).map(|item| item as u8).collect();
        save(&store, vec, |vec| vec.insert(1500, 7));
        let ordered: CowTreeMap<u8, ()> = (0..250).map(|key| (key, ())).collect();
        save(&store, ordered, |map| _ = map.remove(&100));
        let mut hashed = CowMap::with_hasher(StoredState::with_keys(1, 2));
        hashed.extend((0..200_u8).map(|key| (key, key)));
        save(&store, hashed, |map| _ = map.insert(7, 8));
        let binary = BinaryTree::from_level_order((1..=15_u8).map(Some)).expect("no gaps");
        save(&store, binary, |tree| drop(tree.take(&[Side::Left])));
        save(&store, CowBox::from(vec![1, 2, 3]), |bytes| CowBox::make_mut(bytes)[0] = 7);
        let body = |(id, _)| {
            let bytes = memory.get(id).ok().flatten().expect("it is in the list");
            (id, unseal(id, &bytes).expect("just written").to_vec())
        };
        memory.list().expect("in memory").into_iter().map(body).collect()
    })
}

impl Damage {
    fn do_to(&self, nodes: &mut [(NodeId, Vec<u8>)]) {
        let node = usize::from(self.node) % nodes.len();
        let other = usize::from(self.value) % nodes.len();
        let body = &mut nodes[node].1;
        // What is not an item comes first.
        let most = if self.how & 4 == 0 { 40.min(body.len()) } else { body.len() };
        let at = usize::from(self.at) % most.max(1);
        match (self.how % 4, body.get_mut(at)) {
            (0, Some(byte)) => *byte = self.value,
            (1, Some(_)) => drop(body.remove(at)),
            (2, _) => body.insert(at, self.value),
            _ => nodes[node].1 = nodes[other].1.clone(),
        }
    }
}

/// A few nodes, each sixteen times the child of the next one, have more places than can be visited.
const MOST: u64 = 1 << 16;

/// Reads what two versions hold without loading it.
fn view(store: &Store, versions: [VersionId; 2]) {
    count(4);
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

/// Loads what a version holds.
fn load(store: &Store, version: VersionId) {
    count(5);
    if let Ok(vec) = store.load::<CowVec<u8>>(version)
        && (vec.len() as u64) < MOST
    {
        vec.assert_invariants();
    }
    if let Ok(map) = store.load::<CowTreeMap<u8, ()>>(version) {
        map.assert_invariants();
        _ = map.into_iter().count();
    }
    if let Ok(mut map) = store.load::<CowMap<u8, u8, StoredState>>(version) {
        map.assert_invariants();
        map.extend((0..100).map(|key| (key, key)));
        map.assert_invariants();
    }
    if let Ok(tree) = store.load::<BinaryTree<u8>>(version) {
        _ = tree.into_iter().take(1000).count();
    }
    drop(store.load::<CowBox<[u8]>>(version));
}

/// The target.
pub fn fuzz(input: &Input<'_>) {
    let memory = Memory::new();
    let nodes: Vec<(NodeId, Vec<u8>)> = match input {
        Input::Any(Nodes { nodes, version, later }) => {
            let bodies = nodes.iter().chain([version]).map(|body| body.to_vec());
            let ids = (0..).map(|index| NodeId::new(1, index));
            let mut nodes: Vec<_> = ids.zip(bodies).collect();
            // The last one of each commit.
            nodes.last_mut().into_iter().for_each(|(id, _)| *id = VersionId(1).node());
            nodes.push((VersionId(2).node(), later.to_vec()));
            nodes
        }
        Input::Damaged(damages) => {
            let mut nodes = whole().to_vec();
            damages.iter().for_each(|damage| damage.do_to(&mut nodes));
            nodes
        }
    };
    let last = nodes.last().map_or(0, |(id, _)| id.commit);
    count(nodes.len() as u64);
    for (id, body) in nodes {
        let mut bytes = body;
        seal(id, &mut bytes);
        if let Ok(node) = Stored::decode(id, bytes.clone()) {
            drop(node.items::<(u8, String)>());
            drop(node.keys::<u64>());
        }
        memory.set(id, bytes);
    }
    let Ok(store) = Store::open(memory) else { return };
    for older in (1..=last).step_by(2) {
        view(&store, [older, last.min(older + 1)].map(VersionId));
    }
    (1..=last).for_each(|version| load(&store, VersionId(version)));
    drop(store.verify(|_, _| ()));
    drop(store.stats(|_, _| ()));
}
