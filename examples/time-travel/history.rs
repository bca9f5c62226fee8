//! A version a batch, kept in a store.

use crate::Error;
use crate::records::{Batch, Key, Row};
use cow_core::DiffItem;
use cow_store::backend::Redb;
use cow_store::{Collected, Publish, Stats, Store, VersionId};
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// All records, and the labels of the batches that they came in.
pub(crate) type State = (CowTreeMap<Key, Row>, CowVec<Key>);

/// Under which every batch is published.
const DAILY: &str = "daily";
/// Under which every seventh is published too: these are kept when the others are thinned.
const WEEKLY: &str = "weekly";

pub(crate) struct History {
    store: Store,
    path: PathBuf,
    /// The newest one.
    state: State,
    current: Option<VersionId>,
}

/// A version that is in the store.
pub(crate) struct Version {
    pub(crate) label: String,
    pub(crate) records: CowTreeMap<Key, Row>,
}

impl History {
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let open = || {
            let store = Store::open(Redb::open(path)?)?;
            let current = store.current(DAILY)?;
            let state = current.map_or_else(|| Ok(State::default()), |id| store.load(id))?;
            Ok(Self { store, path: path.to_owned(), state, current })
        };
        open().map_err(|error| Error::Store { path: path.to_owned(), error })
    }

    /// An error of the store, with the file in which it is.
    fn failed(&self, error: cow_store::Error) -> Error {
        Error::Store { path: self.path.clone(), error }
    }

    /// Adds a batch, and saves the version that it makes.
    pub(crate) fn ingest(&mut self, batch: Batch) -> Result<(), Error> {
        let (records, labels) = &mut self.state;
        records.extend(batch.rows);
        labels.push(batch.label.as_str().into());
        let id = self.store.save(&self.state).map_err(|error| self.failed(error))?;
        self.publish(DAILY, self.current, id)?;
        self.current = Some(id);
        if self.state.1.len().is_multiple_of(7) {
            let before = self.store.current(WEEKLY).map_err(|error| self.failed(error))?;
            self.publish(WEEKLY, before, id)?;
        }
        Ok(())
    }

    fn publish(
        &self,
        name: &'static str,
        expected: Option<VersionId>,
        id: VersionId,
    ) -> Result<(), Error> {
        let published = self.store.publish(name, expected, id);
        match published.map_err(|error| self.failed(error))? {
            Publish::Moved => Ok(()),
            Publish::Conflict { .. } => Err(Error::OtherWriter { path: self.path.clone() }),
        }
    }

    /// The label of the newest version.
    pub(crate) fn newest(&self) -> Option<&str> {
        self.state.1.last().map(|label| &**label)
    }

    /// All versions that are kept, the oldest first.
    pub(crate) fn versions(&self) -> Result<Vec<Version>, Error> {
        self.ids()?.into_iter().map(|id| self.load(id)).collect()
    }

    fn ids(&self) -> Result<Vec<VersionId>, Error> {
        let mut ids = Vec::new();
        for name in [WEEKLY, DAILY] {
            let history = self.store.history(name).map_err(|error| self.failed(error))?;
            ids.extend(history.into_iter().map(|published| published.version));
        }
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    fn load(&self, id: VersionId) -> Result<Version, Error> {
        let state: Result<State, _> = self.store.load(id);
        let (records, labels) = state.map_err(|error| self.failed(error))?;
        let label = labels.last().map(ToString::to_string).unwrap_or_default();
        Ok(Version { label, records })
    }

    /// The last version of those whose label is not greater: what was known at that time.
    pub(crate) fn as_of(&self, label: &str) -> Result<Version, Error> {
        self.load(self.find(label)?)
    }

    /// What was known of some keys at that time. Only those nodes are read that have them.
    pub(crate) fn query(&self, label: &str, keys: Range<Key>) -> Result<Vec<(Key, Row)>, Error> {
        let id = self.find(label)?;
        let view = self.store.view::<CowTreeMap<Key, Row>>(id);
        view.and_then(|view| view.range(keys).collect()).map_err(|error| self.failed(error))
    }

    fn find(&self, label: &str) -> Result<VersionId, Error> {
        let mut ids = self.ids()?;
        let mut known = None;
        // Labels ascend, so that few of them are read.
        while !ids.is_empty() {
            let later = ids.split_off(ids.len() / 2);
            if &*self.label(later[0])? <= label {
                known = Some(later[0]);
                ids = later[1..].to_vec();
            }
        }
        known.ok_or_else(|| Error::NoVersion { path: self.path.clone(), label: label.to_owned() })
    }

    /// The label of the batch that made a version.
    fn label(&self, id: VersionId) -> Result<Key, Error> {
        let read = || {
            let labels = self.store.view_part::<CowVec<Key>>(id, 1, 16)?;
            labels.len().checked_sub(1).map_or(Ok(None), |last| labels.get(last))
        };
        Ok(read().map_err(|error| self.failed(error))?.unwrap_or_default())
    }

    /// Keeps every version of the last `keep` batches, and one in seven of those before.
    pub(crate) fn thin(&self, keep: usize) -> Result<Collected, Error> {
        let trimmed = self.store.trim_history(DAILY, keep);
        trimmed.and_then(|_| self.store.gc(Duration::ZERO)).map_err(|error| self.failed(error))
    }

    pub(crate) fn stats(&self) -> Result<Stats, Error> {
        self.store.stats(|_, _| {}).map_err(|error| self.failed(error))
    }
}

/// What happened between two versions: what both share is skipped.
pub(crate) fn feed(older: &Version, newer: &Version) -> Vec<Change> {
    let change = |key: &Key, old: Option<&Row>, new: Option<&Row>| Change {
        key: key.to_string(),
        old: old.map(ToString::to_string),
        new: new.map(ToString::to_string),
    };
    let diff = older.records.diff(&newer.records);
    diff.map(|item| match item {
        DiffItem::Add(key, new) => change(key, None, Some(new)),
        DiffItem::Remove(key, old) => change(key, Some(old), None),
        DiffItem::Update { old: (key, old), new: (_, new) } => change(key, Some(old), Some(new)),
    })
    .collect()
}

#[derive(Debug, serde::Serialize)]
pub(crate) struct Change {
    pub(crate) key: String,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
}
