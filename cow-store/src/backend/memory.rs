//! A storage in memory.

use super::Backend;
use crate::error::BackendError;
use crate::id::NodeId;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A storage in memory, for tests. Clones are the same storage.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    data: Arc<Mutex<Data>>,
}

#[derive(Debug, Default)]
struct Data {
    nodes: BTreeMap<NodeId, Vec<u8>>,
    roots: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Makes an empty storage.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn data(&self) -> MutexGuard<'_, Data> {
        self.data.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces the bytes of a node: for tests of damage.
    pub fn set(&self, id: NodeId, bytes: Vec<u8>) {
        self.data().nodes.insert(id, bytes);
    }

    /// Replaces the bytes of a record: for tests of damage.
    pub fn set_root(&self, key: &str, bytes: Vec<u8>) {
        self.data().roots.insert(key.into(), bytes);
    }
}

impl Backend for Memory {
    fn get(&self, id: NodeId) -> Result<Option<Vec<u8>>, BackendError> {
        Ok(self.data().nodes.get(&id).cloned())
    }

    fn put_batch(&self, commit: u64, nodes: &[(u32, Vec<u8>)]) -> Result<bool, BackendError> {
        let mut data = self.data();
        if data.nodes.last_key_value().is_some_and(|(id, _)| id.commit >= commit) {
            return Ok(false);
        }
        let nodes = nodes.iter().map(|(index, node)| (NodeId::new(commit, *index), node.clone()));
        data.nodes.extend(nodes);
        Ok(true)
    }

    fn last_commit(&self) -> Result<u64, BackendError> {
        Ok(self.data().nodes.last_key_value().map_or(0, |(id, _)| id.commit))
    }

    fn list(&self) -> Result<Vec<(NodeId, u64)>, BackendError> {
        Ok(self.data().nodes.iter().map(|(id, node)| (*id, node.len() as u64)).collect())
    }

    fn delete(&self, ids: &[NodeId]) -> Result<(), BackendError> {
        let mut data = self.data();
        ids.iter().for_each(|id| drop(data.nodes.remove(id)));
        Ok(())
    }

    fn get_root(&self, key: &str) -> Result<Option<Vec<u8>>, BackendError> {
        Ok(self.data().roots.get(key).cloned())
    }

    fn create_root_if_absent(&self, key: &str, value: &[u8]) -> Result<bool, BackendError> {
        let mut data = self.data();
        let absent = !data.roots.contains_key(key);
        if absent {
            data.roots.insert(key.into(), value.into());
        }
        Ok(absent)
    }

    fn list_roots(&self, prefix: &str, after: &str) -> Result<Vec<String>, BackendError> {
        let data = self.data();
        let from = prefix.max(after);
        let keys = data.roots.range::<str, _>((Bound::Included(from), Bound::Unbounded));
        let keys = keys.map(|(key, _)| key).take_while(|key| key.starts_with(prefix));
        Ok(keys.filter(|key| key.as_str() > after).cloned().collect())
    }

    fn delete_root(&self, key: &str) -> Result<(), BackendError> {
        self.data().roots.remove(key);
        Ok(())
    }

    /// Clones may belong to several stores.
    fn is_shared(&self) -> bool {
        true
    }
}
