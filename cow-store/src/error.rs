//! What can go wrong.

use crate::format::Kind;
use crate::id::{NodeId, VersionId};
use cow_core::persist::RebuildError;

/// An error of the storage below, as it says it.
pub type BackendError = Box<dyn std::error::Error + Send + Sync>;

/// Why something could not be stored or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No such version was saved, or it has been collected.
    #[error("there is no version {0}")]
    NoVersion(VersionId),
    /// A node is missing, damaged, or not what its parent says.
    #[error("node {id}: {fault}")]
    Node {
        /// The node.
        id: NodeId,
        /// What is wrong with it.
        fault: Fault,
    },
    /// A name's record, a pin or another small record is damaged.
    #[error("record `{0}` is damaged")]
    Record(String),
    /// The version holds other parts than the value that it is to be loaded as.
    #[error("version {version} holds {found}, and not {expected}")]
    Parts {
        /// The version.
        version: VersionId,
        /// What was asked for.
        expected: String,
        /// What is there.
        found: String,
    },
    /// An element could not be serialised.
    #[error("an element cannot be serialised: {0}")]
    Serialize(String),
    /// Names consist of letters, digits, `.`, `-` and `_`, at most 200 of them, and do not begin with `.`.
    #[error("`{0}` cannot be a name")]
    Name(String),
    /// The storage below failed.
    #[error("the storage failed: {0}")]
    Backend(#[source] BackendError),
}

impl Error {
    /// Returns a node's fault.
    pub(crate) fn node(id: NodeId, fault: impl Into<Fault>) -> Self {
        Self::Node { id, fault: fault.into() }
    }
}

/// What is wrong with a stored node.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The storage does not have it.
    #[error("it is missing")]
    Missing,
    /// Its bytes are not those that were written.
    #[error("its checksum is wrong")]
    Checksum,
    /// It ends too early, or has bytes to spare.
    #[error("its bytes do not have the form of a node")]
    Form,
    /// It has a version of the format that this program does not support.
    #[error("its format {0} is not known")]
    Format(u8),
    /// It has a codec that this program does not support.
    #[error("its codec {0} is not known")]
    UnknownCodec(u8),
    /// It has a kind that this program does not support.
    #[error("its kind {0} is not known")]
    UnknownKind(u8),
    /// It belongs to another kind of collection.
    #[error("it belongs to {found}, and not to {expected}")]
    Kind {
        /// What was asked for.
        expected: Kind,
        /// What is there.
        found: Kind,
    },
    /// It has a child that is not older than itself.
    #[error("its child {0} is not older than itself")]
    Child(NodeId),
    /// It does not have as many items, at and below it, as its parent says.
    #[error("it has {found} items, and not {expected}")]
    Length {
        /// What the parent says.
        expected: u64,
        /// What is there.
        found: u64,
    },
    /// Its items are not of the type that is asked for.
    #[error("its items cannot be read: {0}")]
    Items(String),
    /// No collection contains such a node.
    #[error("no collection contains it: {0}")]
    Rebuild(#[from] RebuildError),
    /// The hasher that is stored with the version cannot be rebuilt as the type that is asked for.
    #[error("the hasher is another one, or damaged")]
    Hasher,
    /// The keys that separate its children are not those of the children.
    #[error("the keys between its children are wrong")]
    Separators,
}
