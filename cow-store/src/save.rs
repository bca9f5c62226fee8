//! Writing the nodes that are not stored yet.

use crate::backend::Backend;
use crate::codec::{Codec, append};
use crate::collection::{Collection, Element};
use crate::error::Error;
use crate::format::{Child, Contents, Draft, Kind, Part, Section, seal};
use crate::id::{NodeId, VersionId};
use crate::known::{Known, Tables, lock};
use crate::time;
use cow_core::persist::Node;
use cow_vec::CowVec;
use std::any::TypeId;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

/// Collects the nodes of a value that are not stored yet. See [`Value::write`](crate::Value::write).
pub struct Writer<'a> {
    tables: &'a Tables,
    codec: Codec,
    /// Stored nodes that are not to be used any more.
    condemned: &'a HashSet<NodeId>,
    /// The new nodes, encoded, without their checksums.
    batch: Vec<Vec<u8>>,
    /// Where in the batch a node is, by its type and address. `written` keeps the addresses.
    fresh: HashMap<(TypeId, usize), Child>,
    /// What is to be done when the batch is stored, with the number of its commit.
    written: Vec<Box<dyn FnOnce(u64) + 'a>>,
    parts: Vec<Part>,
    roots: Vec<Child>,
}

/// The commit of children that are in the same batch, whose number is not known yet.
const SAME: u64 = 0;

/// How many times a number for a commit is asked for before the storage is said to be broken.
const ATTEMPTS: u32 = 10_000;

impl<'a> Writer<'a> {
    pub(crate) fn new(tables: &'a Tables, codec: Codec, condemned: &'a HashSet<NodeId>) -> Self {
        Self {
            tables,
            codec,
            condemned,
            batch: Vec::new(),
            fresh: HashMap::new(),
            written: Vec::new(),
            parts: Vec::new(),
            roots: Vec::new(),
        }
    }

    /// Writes a collection.
    pub(crate) fn collection<C: Collection>(&mut self, value: &C) -> Result<(), Error> {
        let setup = value.setup();
        let known = self.tables.get::<C>(&setup);
        let mut walk = Walk::<C> { writer: self, known: known.clone(), nodes: Vec::new() };
        let mut roots = Vec::new();
        for (slot, root) in value.roots() {
            roots.push(walk.write(slot, root)?);
        }
        let nodes = walk.nodes;
        self.written.push(Box::new(move |commit| {
            let mut known = lock(&known);
            for (node, child) in nodes {
                known.insert(node, of_commit(child, commit));
            }
        }));
        self.parts.push(Part {
            kind: C::KIND.byte(),
            len: roots.iter().fold(0, |sum: u64, root| sum.saturating_add(root.len)),
            setup,
            roots: roots.len() as u64,
        });
        self.roots.extend(roots);
        Ok(())
    }

    /// Writes a plain value, as a vector of one item: anew with each version, for it has no node by which it is known.
    ///
    /// # Errors
    /// If it cannot be serialised.
    pub fn plain<T: Element>(&mut self, value: &T) -> Result<(), Error> {
        self.collection(&CowVec::from([value.clone()]))
    }

    /// Stores what has been collected, and the version.
    pub(crate) fn commit(self, backend: &dyn Backend) -> Result<VersionId, Error> {
        let contents = Contents { saved: time::now(), parts: self.parts };
        let mut items = Section { count: 1, bytes: Vec::new() };
        append(&contents, &mut items.bytes)?;
        let version = Draft {
            kind: Kind::Version,
            codec: Codec::Postcard,
            children: self.roots,
            keys: Section::default(),
            items,
        };
        let mut batch: Vec<(u32, Vec<u8>)> = (0..).zip(self.batch).collect();
        batch.push((VersionId::INDEX, version.encode()?));
        for _ in 0..ATTEMPTS {
            let last = backend.last_commit().map_err(Error::Backend)?;
            let Some(commit) = last.checked_add(1) else { break };
            for (index, bytes) in &mut batch {
                seal(NodeId::new(commit, *index), bytes);
            }
            if backend.put_batch(commit, &batch).map_err(Error::Backend)? {
                self.written.into_iter().for_each(|written| written(commit));
                return Ok(VersionId(commit));
            }
            for (_, bytes) in &mut batch {
                bytes.truncate(bytes.len() - crate::format::CHECKSUM);
            }
        }
        Err(Error::Backend("no number for a commit is free".into()))
    }
}

fn of_commit(child: Child, commit: u64) -> Child {
    let commit = if child.id.commit == SAME { commit } else { child.id.commit };
    Child { id: NodeId { commit, ..child.id }, ..child }
}

/// A walk over the nodes of one collection, children before parents. It keeps its way on the heap, for binary trees
/// may be of any depth.
struct Walk<'w, 'a, C: Collection> {
    writer: &'w mut Writer<'a>,
    known: Arc<Mutex<Known<C::Node>>>,
    /// The new nodes.
    nodes: Vec<(C::Node, Child)>,
}

/// A new node, some of whose children have been written.
struct Frame<N> {
    slot: usize,
    node: N,
    keys: Section,
    children: std::vec::IntoIter<(usize, N)>,
    written: Vec<Child>,
}

impl<C: Collection> Walk<'_, '_, C> {
    /// Writes a node and those below it that are not stored yet.
    fn write(&mut self, slot: usize, root: C::Node) -> Result<Child, Error> {
        if let Some(child) = self.find(slot, &root) {
            return Ok(child);
        }
        let mut way = vec![self.enter(slot, root)?];
        loop {
            let top = way.last_mut().expect("ends with its first frame");
            if let Some((slot, node)) = top.children.next() {
                match self.find(slot, &node) {
                    Some(child) => top.written.push(child),
                    None => way.push(self.enter(slot, node)?),
                }
                continue;
            }
            let written = way.pop().map(|frame| self.leave(frame)).expect("the frame above")?;
            match way.last_mut() {
                Some(parent) => parent.written.push(written),
                None => return Ok(written),
            }
        }
    }

    /// As what a node is stored, or will be.
    fn find(&self, slot: usize, node: &C::Node) -> Option<Child> {
        let (slot, address) = (slot as u64, node.info().address);
        if let Some(child) = self.writer.fresh.get(&(TypeId::of::<C::Node>(), address)) {
            return Some(Child { slot, ..*child });
        }
        let (id, len) = lock(&self.known).stored(address)?;
        (!self.writer.condemned.contains(&id)).then_some(Child { slot, id, len })
    }

    fn enter(&self, slot: usize, node: C::Node) -> Result<Frame<C::Node>, Error> {
        let children = node.children();
        let keys = separators::<C>(self.writer.codec, &children)?;
        let written = Vec::with_capacity(children.len());
        Ok(Frame { slot, node, keys, children: children.into_iter(), written })
    }

    fn leave(&mut self, frame: Frame<C::Node>) -> Result<Child, Error> {
        let codec = self.writer.codec;
        let mut items = Section::default();
        for item in frame.node.items() {
            codec.write(item, &mut items.bytes)?;
            items.count += 1;
        }
        // Formats that serde only writes, such as untagged enums as postcard, are refused while the value is still there.
        // Bytes can be read.
        if C::KIND != Kind::Bytes {
            let read = codec.read::<C::Item>(items.count, &items.bytes);
            read.map_err(|fault| {
                Error::Serialize(format!("what it is written as cannot be read: {fault}"))
            })?;
        }
        let len =
            frame.written.iter().fold(items.count, |sum, child| sum.saturating_add(child.len));
        let draft =
            Draft { kind: C::KIND, codec, children: frame.written, keys: frame.keys, items };
        let id = NodeId::new(SAME, self.writer.batch.len() as u32);
        let child = Child { slot: frame.slot as u64, id, len };
        self.writer.batch.push(draft.encode()?);
        let address = frame.node.info().address;
        self.writer.fresh.insert((TypeId::of::<C::Node>(), address), child);
        self.nodes.push((frame.node, child));
        Ok(child)
    }
}

/// Returns the first key of each child but the first, if keys separate children.
pub(crate) fn separators<C: Collection>(
    codec: Codec,
    children: &[(usize, C::Node)],
) -> Result<Section, Error> {
    let mut keys = Section::default();
    for (_, child) in children.iter().skip(1) {
        let mut node = child.clone();
        while let Some((_, first)) = node.children().into_iter().next() {
            node = first;
        }
        if let Some(key) = node.items().first().and_then(C::key) {
            codec.write(key, &mut keys.bytes)?;
            keys.count += 1;
        }
    }
    Ok(keys)
}
