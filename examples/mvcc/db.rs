//! A key-value store of many versions: one writer, any number of readers, each at a version of its own.

use cow_core::{CowBox, CowCell};
use cow_store::backend::Redb;
use cow_store::{Publish, Store, VersionId};
use cow_tree::CowTreeMap;
use std::ops::RangeBounds;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub(crate) type Text = CowBox<str>;

/// A version. It stays as it is for as long as it is held, and costs others nothing but memory.
pub(crate) type Snapshot = CowTreeMap<Text, Text>;

pub(crate) struct Db {
    store: Store,
    path: PathBuf,
    /// What readers see: the last transaction that is durable.
    current: CowCell<Snapshot>,
    /// The version in the file that the name points to; whoever holds the lock is the writer.
    writer: Mutex<Option<VersionId>>,
}

/// A transaction. It is done whole by [`commit`](Self::commit), or not at all: dropped, it leaves nothing.
pub(crate) struct Transaction<'a> {
    db: &'a Db,
    published: MutexGuard<'a, Option<VersionId>>,
    map: Snapshot,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum DbError {
    #[error("{}: {error}", path.display())]
    Store { path: PathBuf, error: cow_store::Error },

    #[error("{}: another process has written", path.display())]
    OtherWriter { path: PathBuf },
}

const NAME: &str = "main";

impl Db {
    /// Opens a file, or makes one. What was committed is there.
    pub(crate) fn open(path: &Path) -> Result<Self, DbError> {
        let open = || {
            let store = Store::open(Redb::open(path)?)?;
            let id = store.current(NAME)?;
            let map = id.map_or_else(|| Ok(Snapshot::new()), |id| store.load(id))?;
            let (current, writer) = (CowCell::new(map), Mutex::new(id));
            Ok(Self { store, path: path.to_owned(), current, writer })
        };
        open().map_err(|error| DbError::Store { path: path.to_owned(), error })
    }

    /// The current version, which never changes. Never waits.
    pub(crate) fn snapshot(&self) -> Snapshot {
        self.current.snapshot()
    }

    /// Begins to write, when no other transaction does.
    pub(crate) fn begin(&self) -> Transaction<'_> {
        // A panic of another writer left the version before it.
        let published = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        Transaction { db: self, published, map: self.snapshot() }
    }

    /// Forgets the old versions in the file. Those that readers hold are in memory, and stay.
    pub(crate) fn vacuum(&self) -> Result<(), DbError> {
        let failed = |error| DbError::Store { path: self.path.clone(), error };
        self.store.trim_history(NAME, 1).map_err(failed)?;
        self.store.gc(Duration::ZERO).map_err(failed)?;
        Ok(())
    }
}

impl Transaction<'_> {
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.map.get(key).map(|value| &**value)
    }

    pub(crate) fn range(&self, keys: impl RangeBounds<Text>) -> impl Iterator<Item = (&str, &str)> {
        self.map.range(keys).map(|(key, value)| (&**key, &**value))
    }

    pub(crate) fn put(&mut self, key: &str, value: &str) {
        self.map.insert(key.into(), value.into());
    }

    pub(crate) fn remove(&mut self, key: &str) -> bool {
        self.map.remove(key).is_some()
    }

    /// Makes the changes durable, and then shows them to readers.
    pub(crate) fn commit(mut self) -> Result<(), DbError> {
        let failed = |error| DbError::Store { path: self.db.path.clone(), error };
        let id = self.db.store.save(&self.map).map_err(failed)?;
        match self.db.store.publish(NAME, *self.published, id).map_err(failed)? {
            Publish::Moved => {}
            Publish::Conflict { .. } => {
                return Err(DbError::OtherWriter { path: self.db.path.clone() });
            }
        }
        *self.published = Some(id);
        self.db.current.store(self.map);
        Ok(())
    }
}
