//! Names of versions, which move from one to the next.

use crate::error::Error;
use crate::id::VersionId;
use crate::known::lock;
use crate::record;
use crate::store::Store;
use crate::time;
use serde::{Deserialize, Serialize};

/// What a name pointed to at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Published {
    /// The version.
    pub version: VersionId,
    /// When it was published: milliseconds since 1970, UTC, by the clock of the publisher.
    pub at: u64,
}

/// What has become of an attempt to move a name.
#[must_use = "a conflict is to be merged and tried again"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// The name points to the version.
    Moved,
    /// The name does not point to what the caller expected, and has not been moved.
    Conflict {
        /// What it points to.
        current: Option<VersionId>,
    },
}

/// The prefix of all names' records. A name that was moved seven times has a record `names/NAME/` and 7 in 20 digits.
const PREFIX: &str = "names/";

impl Store {
    /// Moves a name to a version, if it points to what the caller saw last: `None` if there was no such name.
    ///
    /// Of several processes that move a name at the same time, one succeeds. The others get what the name points to,
    /// load it, merge their changes with it, save the result and try again:
    ///
    /// ```
    /// use cow_map::CowMap;
    /// use cow_store::{Publish, Store, StoredState, backend::Memory};
    ///
    /// type Stock = CowMap<String, u32, StoredState>;
    ///
    /// fn add(store: &Store, what: &str, count: u32) -> Result<(), cow_store::Error> {
    ///     let mut expected = store.current("stock")?;
    ///     loop {
    ///         let mut stock: Stock = expected.map_or(Ok(Stock::default()), |id| store.load(id))?;
    ///         *stock.entry(what.into()).or_default() += count;
    ///         let id = store.save(&stock)?;
    ///         match store.publish("stock", expected, id)? {
    ///             Publish::Moved => return Ok(()),
    ///             Publish::Conflict { current } => expected = current,
    ///         }
    ///     }
    /// }
    ///
    /// let store = Store::open(Memory::new())?;
    /// std::thread::scope(|scope| {
    ///     (0..4).for_each(|_| drop(scope.spawn(|| add(&store, "apples", 1))));
    /// });
    /// let stock: Stock = store.load(store.current("stock")?.unwrap())?;
    /// assert_eq!(stock["apples"], 4);
    /// # Ok::<(), cow_store::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there is no such version, or it is being collected; if the name is not one; if the storage fails: then the
    /// name may have been moved.
    pub fn publish(
        &self,
        name: &str,
        expected: Option<VersionId>,
        id: VersionId,
    ) -> Result<Publish, Error> {
        let _gate = self.gate();
        self.check_version(id)?;
        loop {
            let head = self.head(name)?;
            let current = head.as_ref().map(|(_, published)| published.version);
            if current != expected {
                return Ok(Publish::Conflict { current });
            }
            let last = head.as_ref().map(|(key, _)| key.as_str());
            let key = record::next_key(&format!("{PREFIX}{name}/"), last)?;
            let published = Published { version: id, at: time::now() };
            if record::create(self.backend(), &key, &published)? {
                return Ok(Publish::Moved);
            }
        }
    }

    /// Returns the version to which a name points.
    ///
    /// # Errors
    /// If the name is not one, or the storage fails.
    pub fn current(&self, name: &str) -> Result<Option<VersionId>, Error> {
        Ok(self.head(name)?.map(|(_, published)| published.version))
    }

    /// Returns all names, in order, with the versions to which they point.
    ///
    /// # Errors
    /// If the storage fails or a record is damaged.
    pub fn names(&self) -> Result<Vec<(String, VersionId)>, Error> {
        let keys = self.backend().list_roots(PREFIX, "").map_err(Error::Backend)?;
        let mut names: Vec<String> = keys.iter().filter_map(|key| name_of(key)).collect();
        names.dedup();
        let current = |name: String| Ok(self.current(&name)?.map(|version| (name, version)));
        names.into_iter().filter_map(|name| current(name).transpose()).collect()
    }

    /// Returns all that a name pointed to, the oldest first, as far as it has not been [trimmed](Self::trim_history).
    ///
    /// # Errors
    /// If the name is not one, the storage fails or a record is damaged.
    pub fn history(&self, name: &str) -> Result<Vec<Published>, Error> {
        let keys = self.records(name, "")?;
        let read = |key: &String| record::read(self.backend(), key).transpose();
        keys.iter().filter_map(read).collect()
    }

    /// Forgets what a name pointed to, but for the newest `keep` versions, and at least one. Returns how many are
    /// forgotten; [`gc`](Self::gc) collects those that nothing else refers to.
    ///
    /// # Errors
    /// If the name is not one, or the storage fails.
    pub fn trim_history(&self, name: &str, keep: usize) -> Result<usize, Error> {
        let keys = self.records(name, "")?;
        let old = &keys[..keys.len().saturating_sub(keep.max(1))];
        for key in old {
            self.backend().delete_root(key).map_err(Error::Backend)?;
        }
        Ok(old.len())
    }

    /// Returns all records of names.
    pub(crate) fn all_published(&self) -> Result<Vec<Published>, Error> {
        let keys = self.backend().list_roots(PREFIX, "").map_err(Error::Backend)?;
        keys.iter().filter_map(|key| record::read(self.backend(), key).transpose()).collect()
    }

    /// Returns the newest record of a name, with its key.
    fn head(&self, name: &str) -> Result<Option<(String, Published)>, Error> {
        let mut after = lock(&self.shared.heads).get(name).cloned().unwrap_or_default();
        loop {
            let key = self.records(name, &after)?.pop().unwrap_or_else(|| after.clone());
            if key.is_empty() {
                return Ok(None);
            }
            if let Some(published) = record::read(self.backend(), &key)? {
                lock(&self.shared.heads).insert(name.into(), key.clone());
                return Ok(Some((key, published)));
            }
            // Trimmed meanwhile, so there is a newer one.
            after = if after == key { String::new() } else { key };
        }
    }

    /// Returns the keys of a name's records that are greater than `after`.
    fn records(&self, name: &str, after: &str) -> Result<Vec<String>, Error> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
        if name.is_empty()
            || name.len() > 200
            || name.starts_with('.')
            || !name.bytes().all(allowed)
        {
            return Err(Error::Name(name.into()));
        }
        self.backend().list_roots(&format!("{PREFIX}{name}/"), after).map_err(Error::Backend)
    }
}

fn name_of(key: &str) -> Option<String> {
    Some(key.strip_prefix(PREFIX)?.rsplit_once('/')?.0.to_owned())
}
