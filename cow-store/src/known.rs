//! Which nodes in memory are stored, and as what.

use crate::collection::Collection;
use crate::format::Child;
use crate::id::NodeId;
use cow_core::persist::Node;
use std::any::{Any, TypeId};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Locks; a panic of user code (`Serialize`, `Ord`) elsewhere has left nothing half-done.
pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The stored nodes of one type that are in memory: found by address when a value is saved, and by id when one is
/// loaded.
///
/// Each is kept alive, so that its address stays its own; those that have no other owner any more are dropped when the
/// table has doubled. So it never has more than twice the nodes that are in use, and a few thousand.
pub(crate) struct Known<N> {
    by_address: HashMap<usize, Entry<N>>,
    by_id: HashMap<NodeId, usize>,
    /// How many entries there may be before unused ones are dropped.
    limit: usize,
}

struct Entry<N> {
    id: NodeId,
    len: u64,
    node: N,
}

/// The least number of entries at which unused ones are dropped.
const MIN_LIMIT: usize = 4096;

impl<N: Node> Known<N> {
    fn new() -> Self {
        Self { by_address: HashMap::new(), by_id: HashMap::new(), limit: MIN_LIMIT }
    }

    /// As what a node is stored.
    pub(crate) fn stored(&self, address: usize) -> Option<(NodeId, u64)> {
        self.by_address.get(&address).map(|entry| (entry.id, entry.len))
    }

    /// Returns a stored node, and how many items it has.
    pub(crate) fn loaded(&self, id: NodeId) -> Option<(N, u64)> {
        let entry = self.by_address.get(self.by_id.get(&id)?)?;
        Some((entry.node.clone(), entry.len))
    }

    /// Takes note of a node.
    pub(crate) fn insert(&mut self, node: N, child: Child) {
        let address = node.info().address;
        let entry = Entry { id: child.id, len: child.len, node };
        if let Some(old) = self.by_address.insert(address, entry) {
            self.by_id.remove(&old.id);
        }
        if let Some(old) = self.by_id.insert(child.id, address)
            && old != address
        {
            self.by_address.remove(&old);
        }
        if self.by_address.len() > self.limit {
            self.sweep();
        }
    }

    /// Drops nodes that have no other owner. Parents before children, which only their parents may have.
    fn sweep(&mut self) {
        let mut all: Vec<_> = self.by_id.iter().map(|(id, address)| (*id, *address)).collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        for (id, address) in all {
            if self.by_address.get(&address).is_some_and(|entry| entry.node.info().owners == 1) {
                self.by_address.remove(&address);
                self.by_id.remove(&id);
            }
        }
        self.limit = MIN_LIMIT.max(2 * self.by_address.len());
    }
}

/// What can be done to a table whatever its type.
pub(crate) trait Table: Send {
    /// Forgets nodes, which are stored no more.
    fn forget(&mut self, gone: &HashSet<NodeId>);

    /// Returns the number of nodes.
    fn len(&self) -> usize;
}

impl<N: Node + Send> Table for Known<N> {
    fn forget(&mut self, gone: &HashSet<NodeId>) {
        for id in gone {
            if let Some(address) = self.by_id.remove(id) {
                self.by_address.remove(&address);
            }
        }
    }

    fn len(&self) -> usize {
        self.by_address.len()
    }
}

/// All tables: one for each type of node, and for each hasher, under which nodes have been checked.
#[derive(Default)]
pub(crate) struct Tables {
    of: Mutex<HashMap<(TypeId, Vec<u8>), Slot>>,
}

/// A table, by its type and without it.
struct Slot {
    typed: Arc<dyn Any + Send + Sync>,
    table: Arc<Mutex<dyn Table>>,
}

impl Tables {
    /// Returns the table of a collection's nodes, if it has this setup.
    pub(crate) fn get<C: Collection>(&self, setup: &[u8]) -> Arc<Mutex<Known<C::Node>>> {
        let key = (TypeId::of::<(C::Node, C::Setup)>(), setup.into());
        let mut of = lock(&self.of);
        let slot = of.entry(key).or_insert_with(|| {
            let table = Arc::new(Mutex::new(Known::<C::Node>::new()));
            Slot { typed: table.clone(), table }
        });
        match slot.typed.clone().downcast() {
            Ok(table) => table,
            Err(_) => unreachable!("a table is found by its type"),
        }
    }

    /// Forgets nodes, which are stored no more.
    pub(crate) fn forget(&self, gone: &HashSet<NodeId>) {
        lock(&self.of).values().for_each(|slot| lock(&slot.table).forget(gone));
    }

    /// Returns how many nodes there are in all.
    pub(crate) fn len(&self) -> usize {
        lock(&self.of).values().map(|slot| lock(&slot.table).len()).sum()
    }
}
