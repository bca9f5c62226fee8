//! What is about to be deleted.
//!
//! Several processes may write to one storage, and none sees what another has in memory. So a garbage collection first
//! makes a list of what no version needs, and deletes it, if still no version needs it, only when the grace is over. A
//! save reads the lists first, and refers to nothing in them: such a node is written again.

use crate::backend::Backend;
use crate::error::Error;
use crate::id::NodeId;
use crate::record;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;

/// The prefix of the keys of lists.
pub(crate) const PREFIX: &str = "condemned/";

/// A list of nodes.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct List {
    /// When it was made: milliseconds since 1970.
    pub(crate) at: u64,
    pub(crate) ids: Vec<NodeId>,
}

/// All nodes that have been seen in lists.
#[derive(Default)]
pub(crate) struct Condemned {
    ids: Arc<HashSet<NodeId>>,
    /// The key of the last list that was read.
    seen: String,
}

impl Condemned {
    /// Returns the nodes.
    pub(crate) fn ids(&self) -> Arc<HashSet<NodeId>> {
        self.ids.clone()
    }

    /// Reads new lists.
    pub(crate) fn refresh(&mut self, backend: &dyn Backend) -> Result<(), Error> {
        for key in backend.list_roots(PREFIX, &self.seen).map_err(Error::Backend)? {
            // Without it, its nodes have been deleted, or are needed by a version.
            if let Some(list) = record::read::<List>(backend, &key)? {
                Arc::make_mut(&mut self.ids).extend(list.ids);
            }
            self.seen = key;
        }
        Ok(())
    }
}
