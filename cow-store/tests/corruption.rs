//! Damaged stores: an error that names the place, or the right value, and nothing else.

use cow_core::CowBox;
use cow_core::persist::RebuildError;
use cow_map::CowMap;
use cow_store::backend::{Backend, Memory};
use cow_store::format::{Child, Contents, Draft, Kind, Part, Section, Stored, seal, unseal};
use cow_store::{
    Codec, Error, Fault, NodeId, Publish, Store, StoredHasher, StoredState, VersionId,
};
use cow_tree::{BinaryTree, CowTreeMap};
use cow_vec::CowVec;
use fastrand::Rng;

type Value = (
    CowVec<u16>,
    CowMap<u8, String, StoredState>,
    CowTreeMap<u16, u8>,
    BinaryTree<u8>,
    CowBox<[u8]>,
);

/// A small store with two versions.
fn small() -> (Memory, Vec<(VersionId, Value)>) {
    let mut map = CowMap::with_hasher(StoredState::with_keys(1, 2));
    map.extend((0..40).map(|i| (i, i.to_string())));
    let mut value: Value = (
        (0..600).collect(),
        map,
        (0..150).map(|i| (i * 3, 1)).collect(),
        BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::leaf(3)),
        vec![1, 2, 3].into(),
    );
    let memory = Memory::new();
    let store = Store::open(memory.clone()).unwrap();
    let first = (store.save(&value).unwrap(), value.clone());
    value.0[5] = 7;
    value.1.insert(7, "seven".into());
    value.2.remove(&3);
    let second = (store.save(&value).unwrap(), value);
    assert_eq!(store.publish("main", None, first.0).unwrap(), Publish::Moved);
    (memory, vec![first, second])
}

/// Loads all versions: each is right, or an error. How many are errors.
fn load(memory: &Memory, versions: &[(VersionId, Value)]) -> usize {
    let store = Store::open(memory.clone()).unwrap();
    let mut errors = 0;
    for (id, value) in versions {
        match store.load::<Value>(*id) {
            Ok(loaded) => assert!(loaded == *value, "a wrong value"),
            Err(_) => errors += 1,
        }
    }
    errors
}

#[test]
fn every_byte_flipped_and_every_prefix() {
    let (memory, versions) = small();
    assert_eq!(load(&memory, &versions), 0);
    for (id, _) in memory.list().unwrap() {
        let bytes = memory.get(id).unwrap().unwrap();
        let some = testkit::full_or(1, 3);
        let flipped = (0..bytes.len()).step_by(some).map(|at| {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << (at % 8);
            damaged
        });
        let cut = (0..bytes.len()).step_by(some).map(|end| bytes[..end].to_vec());
        for damaged in flipped.chain(cut).chain([[bytes.as_slice(), b"x"].concat()]) {
            memory.set(id, damaged);
            let names_it = |error: &Error| matches!(error, Error::Node { id: of, .. } if *of == id);
            let verified = Store::open(memory.clone()).unwrap().verify(|_, _| ()).unwrap();
            assert!(verified.errors.iter().any(names_it), "{id}: {:?}", verified.errors);
            assert!(load(&memory, &versions) > 0, "{id} is part of a version");
        }
        memory.delete(&[id]).unwrap();
        assert!(load(&memory, &versions) > 0);
        memory.set(id, bytes);
    }
    assert_eq!(load(&memory, &versions), 0);
}

#[test]
fn damaged_records() {
    let (memory, versions) = small();
    let key = memory.list_roots("names/", "").unwrap().remove(0);
    let bytes = memory.get_root(&key).unwrap().unwrap();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        for damaged in [damaged, bytes[..at].to_vec()] {
            memory.set_root(&key, damaged);
            let store = Store::open(memory.clone()).unwrap();
            assert!(matches!(store.current("main"), Err(Error::Record(of)) if of == key));
            assert!(store.gc(std::time::Duration::ZERO).is_err(), "what is needed is not known");
            assert_eq!(store.verify(|_, _| ()).unwrap().errors.len(), 1);
        }
    }
    memory.set_root(&key, bytes);
    let store = Store::open(memory).unwrap();
    assert_eq!(store.current("main").unwrap(), Some(versions[0].0));
}

/// Nodes in the places of others, with checksums that are right for where they are.
#[test]
fn nodes_exchanged() {
    let (memory, versions) = small();
    let ids: Vec<NodeId> = memory.list().unwrap().into_iter().map(|(id, _)| id).collect();
    for &a in &ids {
        let bytes = memory.get(a).unwrap().unwrap();
        for &b in &ids {
            memory.set(a, bytes.clone());
            let there = memory.get(b).unwrap().unwrap();
            let mut other = unseal(b, &there).unwrap().to_vec();
            memory.set(a, there);
            assert_eq!(load(&memory, &versions) > 0, a != b, "checksums are of one place");
            seal(a, &mut other);
            memory.set(a, other);
            // Whatever the result, it does not panic, and goes through the checks.
            let store = Store::open(memory.clone()).unwrap();
            for (id, _) in &versions {
                if let Ok(value) = store.load::<Value>(*id) {
                    value.0.assert_invariants();
                    value.1.assert_invariants();
                    value.2.assert_invariants();
                }
            }
        }
        memory.set(a, bytes);
    }
}

/// Random damage under a right checksum: as by a program with a fault, or an attacker.
#[test]
fn forged_nodes() {
    let (memory, versions) = small();
    let ids: Vec<NodeId> = memory.list().unwrap().into_iter().map(|(id, _)| id).collect();
    let mut rng = Rng::with_seed(11);
    for round in 0..4000 {
        let id = ids[rng.usize(..ids.len())];
        let bytes = memory.get(id).unwrap().unwrap();
        let mut body = unseal(id, &bytes).unwrap().to_vec();
        for _ in 0..rng.usize(1..4) {
            let at = rng.usize(..body.len().min(if round % 2 == 0 { 40 } else { usize::MAX }));
            match rng.u8(..3) {
                0 => body[at] = rng.u8(..),
                1 => body.insert(at, rng.u8(..)),
                _ => drop(body.drain(at..(at + rng.usize(..4)).min(body.len()))),
            }
            if body.is_empty() {
                break;
            }
        }
        seal(id, &mut body);
        memory.set(id, body);
        let store = Store::open(memory.clone()).unwrap();
        for (version, _) in &versions {
            if let Ok(value) = store.load::<Value>(*version) {
                value.0.assert_invariants();
                value.1.assert_invariants();
                value.2.assert_invariants();
            }
        }
        drop(store.verify(|_, _| ()).unwrap());
        memory.set(id, bytes);
    }
}

/// A node, written by hand.
fn put(memory: &Memory, id: NodeId, draft: &Draft) {
    let mut bytes = draft.encode().unwrap();
    seal(id, &mut bytes);
    memory.set(id, bytes);
}

#[test]
fn each_fault_has_its_name() {
    let (memory, versions) = small();
    let version = versions[0].0;
    let fault = |memory: &Memory| {
        let store = Store::open(memory.clone()).unwrap();
        match store.load::<CowVec<u16>>(version) {
            Err(Error::Node { fault, .. }) => fault,
            other => panic!("{:?}", other.map(|vec| vec.len())),
        }
    };
    // A vector of one leaf: the version at index MAX, its tail at index 0.
    let memory_of = |child: Child, leaf: &Draft| {
        let memory = Memory::new();
        let store = Store::open(memory.clone()).unwrap();
        let vec: CowVec<u16> = (0..3).collect();
        let id = store.save(&vec).unwrap();
        assert_eq!(id, version);
        let node = Stored::decode(id.node(), memory.get(id.node()).unwrap().unwrap()).unwrap();
        let (count, bytes) = node.item_bytes();
        let items = Section { count, bytes: bytes.to_vec() };
        let draft = Draft {
            kind: Kind::Version,
            codec: Codec::Postcard,
            children: vec![child],
            keys: Section::default(),
            items,
        };
        put(&memory, id.node(), &draft);
        put(&memory, NodeId::new(1, 0), leaf);
        memory
    };
    let leaf = |kind, items: &[u8]| Draft {
        kind,
        codec: Codec::Postcard,
        children: vec![],
        keys: Section::default(),
        items: Section { count: items.len() as u64, bytes: items.to_vec() },
    };
    let child = Child { slot: 2, id: NodeId::new(1, 0), len: 3 };
    let right = leaf(Kind::Vector, &[4, 5, 6]);
    let vec = Store::open(memory_of(child, &right)).unwrap().load::<CowVec<u16>>(version).unwrap();
    assert_eq!(vec, [4, 5, 6]);

    let of = |child, draft: &Draft| fault(&memory_of(child, draft));
    let found = Fault::Kind { expected: Kind::Vector, found: Kind::Ordered };
    assert_eq!(of(child, &leaf(Kind::Ordered, &[4, 5, 6])), found);
    let length = Fault::Length { expected: 3, found: 2 };
    assert_eq!(of(child, &leaf(Kind::Vector, &[4, 5])), length);
    assert_eq!(of(Child { len: 2, ..child }, &right), length);
    let missing = Child { id: NodeId::new(1, 9), ..child };
    assert_eq!(of(missing, &right), Fault::Missing);
    let itself = Child { id: version.node(), ..child };
    assert_eq!(of(itself, &right), Fault::Child(version.node()));
    let later = Child { id: NodeId::new(2, 0), ..child };
    assert_eq!(of(later, &right), Fault::Child(NodeId::new(2, 0)));
    assert!(matches!(of(Child { slot: 9, ..child }, &right), Fault::Rebuild(_)));
    let parent = Draft { children: vec![child], items: Section::default(), ..right.clone() };
    assert_eq!(of(child, &parent), Fault::Child(NodeId::new(1, 0)), "a cycle");
    let mut cut = right.clone();
    cut.items.bytes.pop();
    assert!(matches!(of(child, &cut), Fault::Items(_)));
    let mut more = right.clone();
    more.items.bytes.push(1);
    assert!(matches!(of(child, &more), Fault::Items(_)));
    let mut keys = right.clone();
    keys.keys = Section { count: 1, bytes: vec![1] };
    assert_eq!(of(child, &keys), Fault::Separators);
    for (at, is) in
        [(0, Fault::Format(77)), (1, Fault::UnknownKind(77)), (2, Fault::UnknownCodec(77))]
    {
        let memory = memory_of(child, &right);
        let mut bytes = right.encode().unwrap();
        bytes[at] = 77;
        seal(child.id, &mut bytes);
        memory.set(child.id, bytes);
        assert_eq!(fault(&memory), is);
    }
    // One byte more than the form has.
    let trailing = memory_of(child, &right);
    let mut bytes = right.encode().unwrap();
    bytes.push(0);
    seal(child.id, &mut bytes);
    trailing.set(child.id, bytes);
    assert_eq!(fault(&trailing), Fault::Form);
    drop(memory);
}

#[test]
fn items_without_bytes_are_not_counted_forever() {
    let memory = Memory::new();
    let store = Store::open(memory.clone()).unwrap();
    let id = store.save(&(0..3).map(|_| ()).collect::<CowVec<()>>()).unwrap();
    let leaf = NodeId::new(id.0, 0);
    let many = u64::MAX / 2;
    let draft = Draft {
        kind: Kind::Vector,
        codec: Codec::Postcard,
        children: vec![],
        keys: Section::default(),
        items: Section { count: many, bytes: vec![] },
    };
    put(&memory, leaf, &draft);
    let node = Stored::decode(leaf, memory.get(leaf).unwrap().unwrap()).unwrap();
    assert_eq!(node.items::<()>(), Err(Fault::Form));
}

/// The last number that there is, of commits and of records: what comes next is an error.
#[test]
fn numbers_end() {
    let (memory, versions) = small();
    let (first, second) = (versions[0].0, versions[1].0);
    let newest = format!("names/main/{:020}", u64::MAX);
    let store = Store::open(memory.clone()).unwrap();
    let record = memory.get_root(&format!("names/main/{:020}", 1)).unwrap().unwrap();
    let mut body = record[..record.len() - 16].to_vec();
    let checksum = blake3::hash(&[newest.as_bytes(), &[0], &body].concat());
    body.extend_from_slice(&checksum.as_bytes()[..16]);
    memory.set_root(&newest, body);
    assert_eq!(store.current("main").unwrap(), Some(first));
    let moved = store.publish("main", Some(first), second);
    assert!(matches!(moved, Err(Error::Record(key)) if key == newest));

    memory.set_root("condemned/not a number", vec![]);
    assert!(matches!(store.gc(std::time::Duration::ZERO), Err(Error::Record(_))));
    memory.delete_root("condemned/not a number").unwrap();

    memory.set(NodeId::new(u64::MAX, 0), vec![]);
    assert!(matches!(store.save(&cow_vec::cow_vec![1]), Err(Error::Backend(_))));
}

/// A version of one collection, whose root has these items and children.
fn one_root(memory: &Memory, version: u64, root: &Draft, setup: Vec<u8>) -> VersionId {
    let own = root.items.count;
    let len = root.children.iter().fold(own, |len, child| len + child.len);
    let contents =
        Contents { saved: 0, parts: vec![Part { kind: root.kind.byte(), len, setup, roots: 1 }] };
    let slot = u64::from(root.kind == Kind::Vector);
    let id = NodeId::new(version, 0);
    put(memory, id, root);
    let draft = Draft {
        kind: Kind::Version,
        codec: Codec::Postcard,
        children: vec![Child { slot, id, len }],
        keys: Section::default(),
        items: Section { count: 1, bytes: postcard::to_allocvec(&contents).unwrap() },
    };
    put(memory, VersionId(version).node(), &draft);
    VersionId(version)
}

/// A leaf with items of two bytes.
fn wide(kind: Kind, items: impl Iterator<Item = [u8; 2]>) -> Draft {
    let bytes: Vec<u8> = items.flatten().collect();
    Draft {
        kind,
        codec: Codec::Postcard,
        children: vec![],
        keys: Section::default(),
        items: Section { count: bytes.len() as u64 / 2, bytes },
    }
}

/// Nodes of a library that makes them wider: the collection is built anew, and is that which was saved.
#[test]
fn nodes_of_another_width_are_read() {
    let memory = Memory::new();
    let store = Store::open(memory.clone()).unwrap();
    let too_wide = |error: Error| {
        assert!(matches!(error, Error::Node { fault: Fault::Rebuild(RebuildError::Width), .. }));
    };

    let pairs = || (0..3000_u32).map(|i| [i as u8 % 100, i as u8 % 7]);
    let id = one_root(&memory, 1, &wide(Kind::Vector, pairs()), vec![]);
    let vec: CowVec<[u8; 2]> = store.load(id).unwrap();
    assert!(vec.iter().copied().eq(pairs()));
    vec.assert_invariants();
    let again = store.save(&vec).unwrap();
    assert_eq!(store.load::<CowVec<[u8; 2]>>(again).unwrap(), vec);

    let ordered = || (0..120).map(|key| [key, 7]);
    let id = one_root(&memory, 10, &wide(Kind::Ordered, ordered()), vec![]);
    let map: CowTreeMap<u8, u8> = store.load(id).unwrap();
    assert!(map.iter().map(|(key, value)| [*key, *value]).eq(ordered()));
    map.assert_invariants();
    // Out of order, it is no map.
    let id = one_root(&memory, 11, &wide(Kind::Ordered, ordered().rev()), vec![]);
    too_wide(store.load::<CowTreeMap<u8, u8>>(id).unwrap_err());

    let setup = StoredHasher::to_bytes(&StoredState::with_keys(1, 2));
    let id = one_root(&memory, 20, &wide(Kind::Hashed, ordered()), setup.clone());
    let map: CowMap<u8, u8, StoredState> = store.load(id).unwrap();
    assert_eq!((map.len(), map.get(&119)), (120, Some(&7)));
    map.assert_invariants();
    // With a key twice, it is no map.
    let twice = wide(Kind::Hashed, ordered().chain([[5, 5]]));
    let id = one_root(&memory, 21, &twice, setup);
    too_wide(store.load::<CowMap<u8, u8, StoredState>>(id).unwrap_err());

    // A wide node of which there are more than anybody could count.
    let mut draft = wide(Kind::Vector, pairs());
    for (index, parents) in (30_u64..50).enumerate() {
        put(&memory, NodeId::new(30, index as u32), &draft);
        let len = 3000 << index;
        let child = |slot| Child { slot, id: NodeId::new(30, index as u32), len };
        draft = Draft {
            children: vec![child(0), child(1)],
            items: Section::default(),
            ..wide(Kind::Vector, std::iter::empty())
        };
        let id = one_root(&memory, parents + 1, &draft, vec![]);
        too_wide(store.load::<CowVec<[u8; 2]>>(id).unwrap_err());
    }
}
