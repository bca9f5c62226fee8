//! Names of nodes and versions.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The name of a stored node: the number of the commit that wrote it, and its index there.
///
/// Numbers increase and are never used again. A node's children are older than itself, so their ids are less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NodeId {
    /// The number of the commit, from 1.
    pub commit: u64,
    /// The node's place among those of its commit.
    pub index: u32,
}

impl NodeId {
    /// Makes a node's name.
    #[must_use]
    pub const fn new(commit: u64, index: u32) -> Self {
        Self { commit, index }
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self { commit, index: VersionId::INDEX } => write!(f, "{commit}:version"),
            Self { commit, index } => write!(f, "{commit}:{index}"),
        }
    }
}

/// The name of a saved version: the number of the commit that wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VersionId(pub u64);

impl VersionId {
    /// The index of the node that describes a version, the last one of its commit.
    pub const INDEX: u32 = u32::MAX;

    /// Returns the node that describes the version.
    #[must_use]
    pub const fn node(self) -> NodeId {
        NodeId::new(self.0, Self::INDEX)
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

impl FromStr for VersionId {
    type Err = std::num::ParseIntError;

    /// Parses `v17` or `17`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix('v').unwrap_or(text).parse().map(Self)
    }
}
