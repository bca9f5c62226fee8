//! Whether a store is whole, and what is in it.

use crate::error::{Error, Fault};
use crate::format::{Child, Kind, Stored};
use crate::id::{NodeId, VersionId};
use crate::load::{Version, fetch};
use crate::store::Store;
use std::collections::{HashMap, HashSet};

/// What [`Store::verify`] has found.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Verified {
    /// How many nodes there are.
    pub nodes: usize,
    /// How many versions.
    pub versions: usize,
    /// How many nodes belong to no version: what saves that failed have left in some storages, and remains of
    /// collections that were interrupted.
    pub unreachable: usize,
    /// All that is wrong.
    pub errors: Vec<Error>,
}

/// What is in a store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// How many versions there are.
    pub versions: usize,
    /// How many names.
    pub names: usize,
    /// How many nodes.
    pub nodes: usize,
    /// How many bytes those have, without what the storage adds.
    pub bytes: u64,
    /// How many nodes have more than one parent.
    pub shared: usize,
    /// How many bytes there would be if no node were shared.
    pub unshared_bytes: u64,
}

impl Store {
    /// Reads every node and record, and checks checksums, form, and that each node is what its parents say.
    ///
    /// Elements are not decoded, for their types are not known: [`load`](Self::load) does so. `progress` is called with
    /// the number of nodes that have been read and of all nodes.
    ///
    /// # Errors
    /// If the storage fails. Damage is in the result.
    pub fn verify(&self, mut progress: impl FnMut(u64, u64)) -> Result<Verified, Error> {
        let _gate = self.gate();
        let list = self.backend().list().map_err(Error::Backend)?;
        let mut found = Verified { nodes: list.len(), ..Verified::default() };
        // By id: kind and number of items. Children are older, so they are there before their parents.
        let mut seen: HashMap<NodeId, (Kind, u64)> = HashMap::new();
        let mut parents: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
        for (number, (id, _)) in (1..).zip(&list) {
            match fetch(self.backend(), *id) {
                Ok(node) => {
                    found.errors.extend(check(&node, &seen));
                    seen.insert(*id, (node.kind, node.len()));
                    let children = node.children.iter().map(|child| child.id).collect();
                    parents.insert(*id, children);
                }
                Err(Error::Backend(error)) => return Err(Error::Backend(error)),
                Err(error) => found.errors.push(error),
            }
            progress(number, list.len() as u64);
        }

        let versions = list.iter().filter(|(id, _)| id.index == VersionId::INDEX);
        let mut next: Vec<NodeId> = versions.map(|(id, _)| *id).collect();
        found.versions = next.len();
        for id in &next {
            found.errors.extend(Version::fetch(self.backend(), VersionId(id.commit)).err());
        }
        let mut reached = HashSet::new();
        while let Some(id) = next.pop() {
            if reached.insert(id) {
                next.extend(parents.get(&id).into_iter().flatten());
            }
        }
        found.unreachable = list.iter().filter(|(id, _)| !reached.contains(id)).count();
        self.verify_records(&mut found)?;
        Ok(found)
    }

    /// Checks that names and pins lead to versions.
    fn verify_records(&self, found: &mut Verified) -> Result<(), Error> {
        let mut versions: Vec<VersionId> = Vec::new();
        let published = self.all_published();
        let published = published.map(|all| all.iter().map(|one| one.version).collect());
        for read in [published, self.pinned()] {
            match read {
                Ok(read) => versions.extend::<Vec<_>>(read),
                Err(Error::Backend(error)) => return Err(Error::Backend(error)),
                Err(error) => found.errors.push(error),
            }
        }
        versions.sort_unstable();
        versions.dedup();
        for version in versions {
            if self.backend().get(version.node()).map_err(Error::Backend)?.is_none() {
                found.errors.push(Error::NoVersion(version));
            }
        }
        Ok(())
    }

    /// Counts nodes and bytes. Reads all nodes.
    ///
    /// # Errors
    /// If the storage fails, or a node is damaged.
    pub fn stats(&self, mut progress: impl FnMut(u64, u64)) -> Result<Stats, Error> {
        let _gate = self.gate();
        let list = self.backend().list().map_err(Error::Backend)?;
        let mut stats = Stats { nodes: list.len(), names: self.names()?.len(), ..Stats::default() };
        let mut owners: HashMap<NodeId, usize> = HashMap::new();
        // The bytes of a node and all below it.
        let mut whole: HashMap<NodeId, u64> = HashMap::new();
        for (number, (id, bytes)) in (1..).zip(&list) {
            let mut sum = *bytes;
            for Child { id, .. } in fetch(self.backend(), *id)?.children {
                *owners.entry(id).or_default() += 1;
                sum = sum.saturating_add(whole.get(&id).copied().unwrap_or_default());
            }
            whole.insert(*id, sum);
            stats.bytes += bytes;
            if id.index == VersionId::INDEX {
                stats.versions += 1;
                stats.unshared_bytes = stats.unshared_bytes.saturating_add(sum);
            }
            progress(number, list.len() as u64);
        }
        stats.shared = owners.values().filter(|&&owners| owners > 1).count();
        Ok(stats)
    }
}

/// Returns what a node says of its children that they do not say themselves.
fn check(node: &Stored, seen: &HashMap<NodeId, (Kind, u64)>) -> Vec<Error> {
    let fault = |child: &Child| match seen.get(&child.id) {
        None => Some(Fault::Missing),
        Some((kind, _)) if node.kind != Kind::Version && *kind != node.kind => {
            Some(Fault::Kind { expected: node.kind, found: *kind })
        }
        Some((_, len)) if *len != child.len => {
            Some(Fault::Length { expected: child.len, found: *len })
        }
        Some(_) => None,
    };
    let children = node.children.iter();
    children.filter_map(|child| Some(Error::node(child.id, fault(child)?))).collect()
}
