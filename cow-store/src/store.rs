//! The store.

use crate::backend::Backend;
use crate::codec::Codec;
use crate::condemned::Condemned;
use crate::error::Error;
use crate::format::{Child, Contents, Stored};
use crate::id::{NodeId, VersionId};
use crate::known::{Tables, lock};
use crate::load::{Reader, Version, fetch};
use crate::save::Writer;
use crate::value::Value;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

/// A store of versions. Clones are the same store.
///
/// ```
/// use cow_store::{Store, backend::Memory};
/// use cow_vec::CowVec;
///
/// let store = Store::open(Memory::new())?;
/// let mut lines: CowVec<String> = (0..10_000).map(|i| format!("line {i}")).collect();
/// let first = store.save(&lines)?; // writes every node
/// lines[17] = "changed".into();
/// let second = store.save(&lines)?; // writes the path to one leaf
///
/// assert_eq!(store.load::<CowVec<String>>(first)?[17], "line 17");
/// assert_eq!(store.load::<CowVec<String>>(second)?[17], "changed");
/// # Ok::<(), cow_store::Error>(())
/// ```
///
/// # What is kept in memory
/// A store recognises stored nodes by their addresses, so it keeps those alive that it has saved or loaded and that are
/// in use elsewhere, and a few thousand others. To a collection that has been saved, the store is one more owner: the
/// next write to each of its nodes copies it, as after a `clone`.
///
/// After a restart the store has no nodes in memory: a value that is loaded, changed and saved again is written in
/// part, one that is built anew is written whole.
///
/// # Threads
/// All methods take `&self` and may be called from several threads. Saves of one store run at the same time until they
/// reach the storage.
#[derive(Clone)]
pub struct Store {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) backend: Box<dyn Backend>,
    codec: Codec,
    pub(crate) tables: Tables,
    /// Read by a save, written by a collection: no node goes while a save may refer to it.
    pub(crate) gate: RwLock<()>,
    /// What other processes are about to delete.
    pub(crate) condemned: Mutex<Condemned>,
    /// The key of the newest record of each name, as far as it is known.
    pub(crate) heads: Mutex<HashMap<String, String>>,
    /// How many views there are of each version.
    pub(crate) viewed: Mutex<HashMap<VersionId, usize>>,
}

impl Store {
    /// Opens a store, which may be empty, and writes elements as [`Codec::Postcard`].
    ///
    /// # Errors
    /// Those of the storage.
    pub fn open(backend: impl Backend) -> Result<Self, Error> {
        Self::open_with(backend, Codec::default())
    }

    /// Opens a store, and writes elements by a codec. What is there is read whatever its codec.
    ///
    /// # Errors
    /// Those of the storage.
    pub fn open_with(backend: impl Backend, codec: Codec) -> Result<Self, Error> {
        let shared = Shared {
            backend: Box::new(backend),
            codec,
            tables: Tables::default(),
            gate: RwLock::new(()),
            condemned: Mutex::default(),
            heads: Mutex::default(),
            viewed: Mutex::default(),
        };
        let store = Self { shared: Arc::new(shared) };
        store.backend().last_commit().map_err(Error::Backend)?;
        Ok(store)
    }

    /// Saves a version, and returns when it is durable.
    ///
    /// O(nodes that are not stored yet): writes those, and one for the version itself. A node is found to be stored by
    /// its address. Nothing of a save that failed is ever seen.
    ///
    /// A version that is neither [published](Self::publish) nor [pinned](Self::pin) is collected by [`gc`](Self::gc)
    /// after the grace.
    ///
    /// # Errors
    /// If an element cannot be serialised, or the storage fails.
    pub fn save<V: Value>(&self, value: &V) -> Result<VersionId, Error> {
        let _gate = self.gate();
        let condemned = self.condemned()?;
        let mut writer = Writer::new(&self.shared.tables, self.shared.codec, &condemned);
        value.write(&mut writer)?;
        writer.commit(self.backend())
    }

    /// Loads a version whole. Two versions that are in memory share what they have in common, and only what is not in
    /// memory is read.
    ///
    /// # Errors
    /// If there is no such version, if it holds something else, or if any of its nodes is damaged.
    pub fn load<V: Value>(&self, id: VersionId) -> Result<V, Error> {
        let _gate = self.gate();
        let version = Version::fetch(self.backend(), id)?;
        let mut reader = Reader::new(self.backend(), &self.shared.tables, &version);
        let value = V::read(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }

    /// Returns what a version holds, and the roots of all its parts: for programs that do not have the types.
    ///
    /// # Errors
    /// If there is no such version, or its node is damaged.
    pub fn contents(&self, id: VersionId) -> Result<(Contents, Vec<Child>), Error> {
        let version = Version::fetch(self.backend(), id)?;
        Ok((version.contents, version.roots))
    }

    /// Returns a node as it is stored: for programs that do not have the types.
    ///
    /// # Errors
    /// If it is missing or damaged.
    pub fn node(&self, id: NodeId) -> Result<Stored, Error> {
        fetch(self.backend(), id)
    }

    /// Returns how many nodes the store keeps in memory.
    #[must_use]
    pub fn nodes_in_memory(&self) -> usize {
        self.shared.tables.len()
    }

    pub(crate) fn backend(&self) -> &dyn Backend {
        &*self.shared.backend
    }

    pub(crate) fn gate(&self) -> RwLockReadGuard<'_, ()> {
        self.shared.gate.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what must not be referred to any more, as far as other processes have said so.
    pub(crate) fn condemned(&self) -> Result<Arc<HashSet<NodeId>>, Error> {
        let mut condemned = lock(&self.shared.condemned);
        if self.backend().is_shared() {
            condemned.refresh(self.backend())?;
        }
        Ok(condemned.ids())
    }

    /// Checks that there is a version, and that no process is about to delete it.
    pub(crate) fn check_version(&self, version: VersionId) -> Result<(), Error> {
        if self.condemned()?.contains(&version.node()) {
            return Err(Error::NoVersion(version));
        }
        Version::fetch(self.backend(), version).map(drop)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("codec", &self.shared.codec).finish_non_exhaustive()
    }
}
