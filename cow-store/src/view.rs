//! Versions that are read as far as they are asked for.

mod hashed;

mod ordered;

mod sequence;
mod splices;

mod binary;

pub use self::splices::Splice;

use crate::collection::Collection;
use crate::error::{Error, Fault};
use crate::format::{Child, Kind};
use crate::id::{NodeId, VersionId};
use crate::known::lock;
use crate::load::{Version, fetch_of};
use crate::store::Store;
use lru::LruCache;
use std::fmt;
use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// A saved collection of which nodes are read when they are needed, and kept as long as there is room for them.
///
/// A [`get`](View::get) reads the nodes on one path at most: the height of the collection, and one. All reads can fail,
/// for they go to the storage. As long as there is a view, [`gc`](Store::gc) of the same store leaves its version
/// alone; a [`Pin`](crate::Pin) keeps it in every process.
///
/// Each node is checked when it is read: its checksum, its form, and the order of its keys. Whether its keys lie between those
/// of its neighbours, or where their hashes lead, takes more nodes: [`load`](Store::load) checks that.
///
/// ```
/// use cow_store::{Change, Store, View, backend::Memory};
/// use cow_tree::CowTreeMap;
///
/// let store = Store::open(Memory::new())?;
/// let mut map: CowTreeMap<u32, String> = (0..10_000).map(|i| (i, i.to_string())).collect();
/// let old = store.save(&map)?;
/// map.insert(17, "changed".into());
/// let new = store.save(&map)?;
///
/// let old: View<CowTreeMap<u32, String>> = store.view(old)?;
/// let new: View<CowTreeMap<u32, String>> = store.view(new)?;
/// assert_eq!(new.get(&17)?, Some("changed".into()));
/// assert_eq!(new.range(9_998..).count(), 2);
/// for change in old.diff(&new) {
///     assert_eq!(change?, Change::Changed(17, "17".into(), "changed".into()));
/// }
/// assert!(old.nodes_read() < 50);
/// # Ok::<(), cow_store::Error>(())
/// ```
pub struct View<C: Collection> {
    store: Store,
    version: VersionId,
    setup: C::Setup,
    /// The setup as it is stored.
    setup_bytes: Vec<u8>,
    roots: Vec<Child>,
    len: u64,
    pages: Mutex<LruCache<NodeId, Arc<Page<C>>>>,
    reads: AtomicU64,
}

/// A node, decoded.
struct Page<C: Collection> {
    children: Vec<Child>,
    /// The first key of each child but the first, in an ordered collection.
    keys: Vec<C::Key>,
    items: Vec<C::Item>,
}

/// How one map differs from another at a key, or one binary tree at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Change<K, V> {
    /// Only the newer has it.
    Added(K, V),
    /// Only the older has it.
    Removed(K, V),
    /// Both have it, with these values of the older and of the newer.
    Changed(K, V, V),
}

impl<K, V: PartialEq> Change<K, V> {
    /// Returns the change from one value to another, if they differ.
    fn of(key: K, old: V, new: V) -> Option<Self> {
        (old != new).then_some(Self::Changed(key, old, new))
    }
}

/// How many nodes a view keeps, if no number is given.
const PAGES: usize = 1024;

impl Store {
    /// Opens a version to be read as far as it is asked for, and keeps 1,024 nodes in memory.
    ///
    /// # Errors
    /// If there is no such version, if it holds something else, or if its node is damaged.
    pub fn view<C: Collection>(&self, id: VersionId) -> Result<View<C>, Error> {
        self.view_part(id, 0, PAGES)
    }

    /// Opens one of the collections of a version, counted from 0, and keeps so many nodes in memory.
    ///
    /// # Errors
    /// The same as for [`view`](Self::view), and if there is no such part.
    pub fn view_part<C: Collection>(
        &self,
        id: VersionId,
        part: usize,
        nodes: usize,
    ) -> Result<View<C>, Error> {
        let _gate = self.gate();
        let version = Version::fetch(self.backend(), id)?;
        let Some(wanted) = version.contents.parts.get(part) else {
            let (expected, found) = (format!("{} parts", part + 1), version.describe());
            return Err(Error::Parts { version: id, expected, found });
        };
        let before: u64 = version.contents.parts[..part].iter().map(|part| part.roots).sum();
        let view = View {
            store: self.clone(),
            version: id,
            setup: version.open_part::<C>(wanted)?,
            setup_bytes: wanted.setup.clone(),
            roots: version.roots[before as usize..][..wanted.roots as usize].to_vec(),
            len: wanted.len,
            pages: Mutex::new(LruCache::new(NonZero::new(nodes).unwrap_or(NonZero::<usize>::MIN))),
            reads: AtomicU64::new(0),
        };
        *lock(&self.shared.viewed).entry(id).or_default() += 1;
        Ok(view)
    }
}

impl<C: Collection> View<C> {
    /// Returns the number of items. O(1): reads nothing.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Returns `true` if there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the version.
    #[must_use]
    pub fn version(&self) -> VersionId {
        self.version
    }

    /// Returns the number of nodes that have been read from the storage.
    #[must_use]
    pub fn nodes_read(&self) -> u64 {
        self.reads.load(Ordering::Relaxed)
    }

    /// Returns a node, from memory or from the storage.
    fn page(&self, child: Child) -> Result<Arc<Page<C>>, Error> {
        if let Some(page) = lock(&self.pages).get(&child.id) {
            return Ok(page.clone());
        }
        self.reads.fetch_add(1, Ordering::Relaxed);
        let fault = |fault| Error::node(child.id, fault);
        let stored = fetch_of::<C>(self.store.backend(), child)?;
        let keys = stored.keys().map_err(fault)?;
        let items = stored.items().map_err(fault)?;
        if size_of::<C::Key>() > 0 && keys.len() != stored.children.len().saturating_sub(1)
            || !C::is_ordered(&keys, &items)
        {
            return Err(fault(Fault::Separators));
        }
        // Only the nodes of binary trees have items and children.
        if !stored.children.is_sorted_by(|a, b| a.slot < b.slot)
            || C::KIND != Kind::Binary && items.is_empty() == stored.children.is_empty()
        {
            return Err(fault(Fault::Form));
        }
        let page = Arc::new(Page { children: stored.children, keys, items });
        lock(&self.pages).put(child.id, page.clone());
        Ok(page)
    }
}

/// Returns what `step` returns, up to the first error or `None`.
fn until_error<T>(
    mut step: impl FnMut() -> Result<Option<T>, Error>,
) -> impl Iterator<Item = Result<T, Error>> {
    let mut done = false;
    std::iter::from_fn(move || {
        let next = if done { None } else { step().transpose() };
        done = !matches!(next, Some(Ok(_)));
        next
    })
}

impl<C: Collection> Drop for View<C> {
    fn drop(&mut self) {
        let mut viewed = lock(&self.store.shared.viewed);
        if let Some(count) = viewed.get_mut(&self.version) {
            *count -= 1;
            if *count == 0 {
                viewed.remove(&self.version);
            }
        }
    }
}

impl<C: Collection> fmt::Debug for View<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = format_args!("{}", self.version);
        f.debug_struct("View").field("version", &version).field("len", &self.len).finish()
    }
}
