//! Deleting what no version needs.

use crate::condemned::{List, PREFIX};
use crate::error::Error;
use crate::id::{NodeId, VersionId};
use crate::load::{Version, fetch};
use crate::record;
use crate::store::Store;
use crate::time;
use std::collections::{HashMap, HashSet};
use std::sync::PoisonError;
use std::time::Duration;

/// What a collection has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Collected {
    /// How many nodes are needed.
    pub live: usize,
    /// How many have been deleted.
    pub deleted: usize,
    /// How many bytes those had.
    pub bytes: u64,
    /// How many are to be deleted by a later call, when the grace is over.
    pub condemned: usize,
}

impl Store {
    /// Deletes the nodes that nothing needs.
    ///
    /// Needed is what a name points to or pointed to, as far as its [history](Self::history) goes; what is
    /// [pinned](Self::pin), or read by a [`View`](crate::View) of this store; what has been saved within the last
    /// `grace`; and the newest version.
    ///
    /// In a storage that belongs to one process, all else is deleted at once. In one that others may write to, it is
    /// noted as condemned, and deleted by a call that is `grace` later, if no version needs it then. So `grace` has to
    /// be longer than any save takes, and than clocks differ.
    ///
    /// O(nodes that are needed), each of which is read once. Saves of this store wait meanwhile.
    ///
    /// # Errors
    /// If the storage fails, or if anything that is needed is damaged: then nothing is deleted, for what is below a
    /// damaged node is not known.
    pub fn gc(&self, grace: Duration) -> Result<Collected, Error> {
        let _gate = self.shared.gate.write().unwrap_or_else(PoisonError::into_inner);
        let grace = grace.as_millis().try_into().unwrap_or(u64::MAX);
        let sizes: HashMap<NodeId, u64> =
            self.backend().list().map_err(Error::Backend)?.into_iter().collect();
        let live = self.live(&sizes, grace)?;
        let mut dead: Vec<NodeId> = sizes.keys().copied().filter(|id| !live.contains(id)).collect();
        // Parents first: what an interrupted call leaves is whole.
        dead.sort_unstable_by(|a, b| b.cmp(a));

        let (gone, condemned) =
            if self.backend().is_shared() { self.condemn(dead, grace)? } else { (dead, 0) };
        // Before the nodes are deleted: a failure may have deleted some.
        self.shared.tables.forget(&gone.iter().copied().collect());
        self.backend().delete(&gone).map_err(Error::Backend)?;
        self.drop_old_pins()?;
        Ok(Collected {
            live: live.len(),
            deleted: gone.len(),
            bytes: gone.iter().filter_map(|id| sizes.get(id)).sum(),
            condemned,
        })
    }

    /// Returns all nodes that are needed.
    fn live(&self, sizes: &HashMap<NodeId, u64>, grace: u64) -> Result<HashSet<NodeId>, Error> {
        let recent = time::now().saturating_sub(grace);
        let published = self.all_published()?.into_iter().map(|published| published.version);
        let mut needed: HashSet<VersionId> = published.chain(self.pinned()?).collect();
        let newest = sizes.keys().map(|id| id.commit).max();
        needed.extend(newest.map(VersionId));
        for id in sizes.keys().filter(|id| id.index == VersionId::INDEX) {
            let version = VersionId(id.commit);
            if !needed.contains(&version)
                && Version::fetch(self.backend(), version)?.contents.saved >= recent
            {
                needed.insert(version);
            }
        }
        let mut live = HashSet::new();
        let mut next: Vec<NodeId> = needed.into_iter().map(VersionId::node).collect();
        while let Some(id) = next.pop() {
            if live.insert(id) {
                next.extend(fetch(self.backend(), id)?.children.into_iter().map(|child| child.id));
            }
        }
        Ok(live)
    }

    /// Takes note of dead nodes. Returns those whose grace is over, and how many have to wait.
    fn condemn(&self, dead: Vec<NodeId>, grace: u64) -> Result<(Vec<NodeId>, usize), Error> {
        let keys = self.backend().list_roots(PREFIX, "").map_err(Error::Backend)?;
        let mut over: Option<HashSet<NodeId>> = None;
        // What was condemned so long ago, and has been dead in every collection since: in all lists from then on.
        for key in &keys {
            let Some(list) = record::read::<List>(self.backend(), key)? else { continue };
            let ids: HashSet<NodeId> = list.ids.into_iter().collect();
            over = match over {
                _ if list.at.saturating_add(grace) <= time::now() => Some(ids),
                Some(over) => Some(&over & &ids),
                None => None,
            };
        }
        let over = over.unwrap_or_default();
        let (gone, waiting): (Vec<_>, Vec<_>) = dead.into_iter().partition(|id| over.contains(id));
        if !waiting.is_empty() || !keys.is_empty() {
            let list = List { at: time::now(), ids: waiting.clone() };
            let key = record::next_key(PREFIX, keys.last().map(String::as_str))?;
            if !record::create(self.backend(), &key, &list)? {
                // Another collection is at work, and has taken note of what it found.
                return Ok((Vec::new(), 0));
            }
        }
        Ok((gone, waiting.len()))
    }
}
