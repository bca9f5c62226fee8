//! Rebuilding values.

use crate::backend::Backend;
use crate::collection::{Collection, Element};
use crate::error::{Error, Fault};
use crate::format::{Child, Contents, Kind, Part, Stored};
use crate::id::{NodeId, VersionId};
use crate::known::{Known, Tables, lock};
use crate::save::separators;
use cow_core::persist::{Parts, RebuildError};
use cow_vec::CowVec;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

/// Reads a node, and checks its bytes.
pub(crate) fn fetch(backend: &dyn Backend, id: NodeId) -> Result<Stored, Error> {
    let bytes = backend.get(id).map_err(Error::Backend)?;
    let bytes = bytes.ok_or_else(|| Error::node(id, Fault::Missing))?;
    Stored::decode(id, bytes).map_err(|fault| Error::node(id, fault))
}

/// Reads a node of a collection, and checks that it is one.
pub(crate) fn fetch_of<C: Collection>(
    backend: &dyn Backend,
    child: Child,
) -> Result<Stored, Error> {
    let node = fetch(backend, child.id)?;
    let fault = if node.kind != C::KIND {
        Fault::Kind { expected: C::KIND, found: node.kind }
    } else if node.len() != child.len {
        Fault::Length { expected: child.len, found: node.len() }
    } else {
        return Ok(node);
    };
    Err(Error::node(child.id, fault))
}

/// The parts of a version's node.
pub(crate) struct Version {
    pub(crate) id: VersionId,
    pub(crate) contents: Contents,
    /// The roots of all parts.
    pub(crate) roots: Vec<Child>,
}

impl Version {
    /// Reads a version's node.
    pub(crate) fn fetch(backend: &dyn Backend, id: VersionId) -> Result<Self, Error> {
        let bytes = backend.get(id.node()).map_err(Error::Backend)?;
        let bytes = bytes.ok_or(Error::NoVersion(id))?;
        let read = || {
            let node = Stored::decode(id.node(), bytes)?;
            if node.kind != Kind::Version {
                return Err(Fault::Kind { expected: Kind::Version, found: node.kind });
            }
            let [contents] = <[Contents; 1]>::try_from(node.items()?).map_err(|_| Fault::Form)?;
            Self::check(&contents.parts, &node.children)?;
            Ok(Self { id, contents, roots: node.children })
        };
        read().map_err(|fault| Error::node(id.node(), fault))
    }

    /// Whether parts and roots fit together.
    fn check(parts: &[Part], mut roots: &[Child]) -> Result<(), Fault> {
        for part in parts {
            Kind::from_byte(part.kind).ok_or(Fault::UnknownKind(part.kind))?;
            let count = usize::try_from(part.roots).map_err(|_| Fault::Form)?;
            let (own, rest) = roots.split_at_checked(count).ok_or(Fault::Form)?;
            let found = own.iter().fold(0_u64, |sum, root| sum.saturating_add(root.len));
            if found != part.len {
                return Err(Fault::Length { expected: part.len, found });
            }
            roots = rest;
        }
        if roots.is_empty() { Ok(()) } else { Err(Fault::Form) }
    }

    /// Returns the kinds of the parts, for messages.
    pub(crate) fn describe(&self) -> String {
        let kinds = self.contents.parts.iter().filter_map(|part| Kind::from_byte(part.kind));
        let kinds: Vec<String> = kinds.map(|kind| kind.to_string()).collect();
        if kinds.is_empty() { "nothing".into() } else { kinds.join(", ") }
    }

    /// Returns what a part needs to be read as a `C`.
    pub(crate) fn open_part<C: Collection>(&self, part: &Part) -> Result<C::Setup, Error> {
        if Kind::from_byte(part.kind) != Some(C::KIND) {
            let (expected, found) = (C::KIND.to_string(), self.describe());
            return Err(Error::Parts { version: self.id, expected, found });
        }
        C::read_setup(&part.setup).ok_or_else(|| Error::node(self.id.node(), Fault::Hasher))
    }
}

/// Rebuilds the collections of a version. See [`Value::read`](crate::Value::read).
pub struct Reader<'a> {
    backend: &'a dyn Backend,
    tables: &'a Tables,
    version: &'a Version,
    /// How many parts and roots have been read.
    parts: usize,
    roots: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(backend: &'a dyn Backend, tables: &'a Tables, version: &'a Version) -> Self {
        Self { backend, tables, version, parts: 0, roots: 0 }
    }

    /// Reads the next part as a collection.
    pub(crate) fn collection<C: Collection>(&mut self) -> Result<C, Error> {
        let Some(part) = self.version.contents.parts.get(self.parts) else {
            return Err(self.mismatch(format!("{} more", C::KIND)));
        };
        let setup = self.version.open_part::<C>(part)?;
        let roots = &self.version.roots[self.roots..][..part.roots as usize];
        self.parts += 1;
        self.roots += roots.len();

        let known = self.tables.get::<C>(&part.setup);
        let load = Load::<C> { backend: self.backend, setup, known };
        match load.collection(self.version.id.node(), roots) {
            Err(Error::Node { id, fault: Fault::Rebuild(RebuildError::Width) }) => {
                let setup = self.version.open_part::<C>(part)?;
                let anew = self.items::<C>(roots)?.and_then(|items| C::collect(setup, items));
                anew.ok_or_else(|| Error::node(id, RebuildError::Width))
            }
            result => result,
        }
    }

    /// Returns all items at and below some nodes, in order; `None` if a node is there twice: there is no saying how many there
    /// would be.
    fn items<C: Collection>(&self, roots: &[Child]) -> Result<Option<Vec<C::Item>>, Error> {
        let mut items = Vec::new();
        let mut seen = HashSet::new();
        let mut next: Vec<Child> = roots.iter().rev().copied().collect();
        while let Some(child) = next.pop() {
            if !seen.insert(child.id) {
                return Ok(None);
            }
            let node = fetch_of::<C>(self.backend, child)?;
            let ascend = node.children.is_sorted_by(|a, b| a.slot < b.slot);
            if !ascend || node.children.is_empty() == (node.item_bytes().0 == 0) {
                return Err(Error::node(child.id, Fault::Form));
            }
            items.extend(node.items::<C::Item>().map_err(|fault| Error::node(child.id, fault))?);
            next.extend(node.children.iter().rev());
        }
        Ok(Some(items))
    }

    /// Reads the next part as a plain value.
    ///
    /// # Errors
    /// If the next part is no vector of one item, or is damaged.
    pub fn plain<T: Element>(&mut self) -> Result<T, Error> {
        let items: CowVec<T> = self.collection()?;
        match <[T; 1]>::try_from(items.into_iter().collect::<Vec<T>>()) {
            Ok([value]) => Ok(value),
            Err(items) => {
                let (expected, found) =
                    ("one plain value".into(), format!("{} items", items.len()));
                Err(Error::Parts { version: self.version.id, expected, found })
            }
        }
    }

    /// Checks that nothing is left.
    pub(crate) fn finish(self) -> Result<(), Error> {
        if self.parts == self.version.contents.parts.len() {
            return Ok(());
        }
        Err(self.mismatch(format!("{} parts", self.parts)))
    }

    fn mismatch(&self, expected: String) -> Error {
        Error::Parts { version: self.version.id, expected, found: self.version.describe() }
    }
}

/// Returns a child's slot.
fn slot(parent: NodeId, child: &Child) -> Result<usize, Error> {
    usize::try_from(child.slot).map_err(|_| Error::node(parent, Fault::Form))
}

/// A walk over stored nodes that rebuilds those that are not in memory, children before parents. It keeps its way on
/// the heap, for binary trees may be of any depth.
struct Load<'a, C: Collection> {
    backend: &'a dyn Backend,
    setup: C::Setup,
    known: Arc<Mutex<Known<C::Node>>>,
}

/// A stored node, some of whose children have been rebuilt.
struct Frame<N> {
    child: Child,
    stored: Stored,
    children: Vec<(usize, N)>,
}

impl<C: Collection> Load<'_, C> {
    /// Returns the collection of which these are the roots.
    fn collection(self, version: NodeId, roots: &[Child]) -> Result<C, Error> {
        let mut nodes = Vec::with_capacity(roots.len());
        for root in roots {
            nodes.push((slot(version, root)?, self.node(*root)?));
        }
        C::from_roots(self.setup, nodes).map_err(|error| Error::node(version, error))
    }

    /// Returns the node, and so all nodes below it.
    fn node(&self, root: Child) -> Result<C::Node, Error> {
        if let Some(node) = self.find(root)? {
            return Ok(node);
        }
        let mut way = vec![self.enter(root)?];
        loop {
            let depth = way.len();
            let top = way.last_mut().expect("ends with its first frame");
            if let Some(&child) = top.stored.children.get(top.children.len()) {
                match self.find(child)? {
                    Some(node) => top.children.push((slot(top.child.id, &child)?, node)),
                    None => way.push(self.enter(child)?),
                }
                continue;
            }
            let frame = way.pop().expect("the frame above");
            let child = frame.child;
            let node = self.leave(frame, depth - 1)?;
            match way.last_mut() {
                Some(parent) => parent.children.push((slot(parent.child.id, &child)?, node)),
                None => return Ok(node),
            }
        }
    }

    /// Returns a node that is in memory.
    fn find(&self, child: Child) -> Result<Option<C::Node>, Error> {
        match lock(&self.known).loaded(child.id) {
            Some((_, len)) if len != child.len => {
                let fault = Fault::Length { expected: child.len, found: len };
                Err(Error::node(child.id, fault))
            }
            found => Ok(found.map(|(node, _)| node)),
        }
    }

    fn enter(&self, child: Child) -> Result<Frame<C::Node>, Error> {
        let stored = fetch_of::<C>(self.backend, child)?;
        Ok(Frame { child, stored, children: Vec::new() })
    }

    fn leave(&self, frame: Frame<C::Node>, depth: usize) -> Result<C::Node, Error> {
        let Frame { child, stored, children } = frame;
        let fault = |fault: Fault| Error::node(child.id, fault);
        let keys = separators::<C>(stored.codec, &children)?;
        if (keys.count, keys.bytes.as_slice()) != stored.key_bytes() {
            return Err(fault(Fault::Separators));
        }
        let items = stored.items::<C::Item>().map_err(fault)?;
        let slot = slot(child.id, &child)?;
        let node = C::node(&self.setup, Parts { depth, slot, children, items });
        let node = node.map_err(|error| fault(error.into()))?;
        lock(&self.known).insert(node.clone(), child);
        Ok(node)
    }
}
