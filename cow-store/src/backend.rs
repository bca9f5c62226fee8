//! Where nodes are kept.

mod memory;

#[cfg(feature = "objects")]
mod objects;

#[cfg(feature = "redb")]
mod redb;

pub use self::memory::Memory;
#[cfg(feature = "objects")]
pub use self::objects::Objects;
#[cfg(feature = "redb")]
pub use self::redb::Redb;

use crate::error::BackendError;
use crate::id::NodeId;

/// A storage of nodes, and of a few small records.
///
/// Nodes are written once, in batches, and never changed. Records are created under keys like
/// `names/main/00000000000000000007`, and never changed either: whoever creates one first has won, which is all that
/// a [`Store`](crate::Store) needs to publish versions from several machines at once.
///
/// What a call has returned is durable. Errors are passed on to the caller of the store; a batch or record whose
/// call failed may or may not be there afterwards, but never in part.
pub trait Backend: Send + Sync + 'static {
    /// Returns the bytes of a node, if it is there.
    ///
    /// # Errors
    /// Those of the storage.
    fn get(&self, id: NodeId) -> Result<Option<Vec<u8>>, BackendError>;

    /// Writes all nodes of a commit, each with its index, in ascending order; or none, and returns `false`, if there
    /// is or has been a commit with this or a greater number.
    ///
    /// # Errors
    /// Those of the storage.
    fn put_batch(&self, commit: u64, nodes: &[(u32, Vec<u8>)]) -> Result<bool, BackendError>;

    /// Returns the greatest number of a commit, or 0.
    ///
    /// # Errors
    /// Those of the storage.
    fn last_commit(&self) -> Result<u64, BackendError>;

    /// Returns all nodes and how many bytes each has, in ascending order.
    ///
    /// # Errors
    /// Those of the storage.
    fn list(&self) -> Result<Vec<(NodeId, u64)>, BackendError>;

    /// Deletes nodes, in this order. Those that are not there are passed over.
    ///
    /// # Errors
    /// Those of the storage; some of them may have been deleted.
    fn delete(&self, ids: &[NodeId]) -> Result<(), BackendError>;

    /// Returns the bytes of a record, if it is there.
    ///
    /// # Errors
    /// Those of the storage.
    fn get_root(&self, key: &str) -> Result<Option<Vec<u8>>, BackendError>;

    /// Creates a record, or returns `false` if there is one with this key.
    ///
    /// # Errors
    /// Those of the storage.
    fn create_root_if_absent(&self, key: &str, value: &[u8]) -> Result<bool, BackendError>;

    /// Returns the keys of all records that begin with `prefix`, which ends with a slash, and are greater than `after`,
    /// in ascending order.
    ///
    /// # Errors
    /// Those of the storage.
    fn list_roots(&self, prefix: &str, after: &str) -> Result<Vec<String>, BackendError>;

    /// Deletes a record, if it is there.
    ///
    /// # Errors
    /// Those of the storage.
    fn delete_root(&self, key: &str) -> Result<(), BackendError>;

    /// Returns `true` if other processes may write to the storage at the same time.
    fn is_shared(&self) -> bool;
}
