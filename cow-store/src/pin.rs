//! Versions kept for a while without a name.

use crate::error::Error;
use crate::id::VersionId;
use crate::known::lock;
use crate::record::{self, digits};
use crate::store::Store;
use crate::time;
use serde::{Deserialize, Serialize};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// The prefix of the keys of pins. A pin of version 3 is `pins/`, 3 in 20 digits, `/`, and a random number.
const PREFIX: &str = "pins/";

#[derive(Serialize, Deserialize)]
struct Lease {
    /// Until when it holds: milliseconds since 1970.
    until: u64,
}

/// Keeps a version from being collected, in every process, until it is dropped or its time is over.
#[derive(Debug)]
pub struct Pin {
    store: Store,
    version: VersionId,
    key: String,
}

impl Store {
    /// Keeps a version from being [collected](Self::gc) for some time, or until the pin is dropped.
    ///
    /// The time is there for processes that end without dropping their pins.
    ///
    /// # Errors
    /// If there is no such version, or the storage fails.
    pub fn pin(&self, version: VersionId, time: Duration) -> Result<Pin, Error> {
        let _gate = self.gate();
        self.check_version(version)?;
        let key = self.lease(version, time)?;
        Ok(Pin { store: self.clone(), version, key })
    }

    fn lease(&self, version: VersionId, time: Duration) -> Result<String, Error> {
        let prefix = format!("{PREFIX}{}/", digits(version.0));
        let until = time::now().saturating_add(time.as_millis().try_into().unwrap_or(u64::MAX));
        loop {
            // No two pins have one key, also if they are of one version and time: each deletes its own.
            let number = RandomState::new().build_hasher().finish();
            let key = format!("{prefix}{}", digits(number));
            if record::create(self.backend(), &key, &Lease { until })? {
                return Ok(key);
            }
        }
    }

    /// Returns all versions with a pin that holds.
    pub(crate) fn pinned(&self) -> Result<Vec<VersionId>, Error> {
        let now = time::now();
        let mut pinned: Vec<VersionId> = lock(&self.shared.viewed).keys().copied().collect();
        for key in self.backend().list_roots(PREFIX, "").map_err(Error::Backend)? {
            let version = key.rsplit('/').nth(1).and_then(|version| version.parse().ok());
            let version = version.ok_or_else(|| Error::Record(key.clone()))?;
            if record::read::<Lease>(self.backend(), &key)?.is_some_and(|lease| lease.until > now) {
                pinned.push(VersionId(version));
            }
        }
        Ok(pinned)
    }

    /// Deletes the records of pins whose time is over.
    pub(crate) fn drop_old_pins(&self) -> Result<(), Error> {
        let now = time::now();
        for key in self.backend().list_roots(PREFIX, "").map_err(Error::Backend)? {
            if record::read::<Lease>(self.backend(), &key)?.is_some_and(|lease| lease.until <= now)
            {
                self.backend().delete_root(&key).map_err(Error::Backend)?;
            }
        }
        Ok(())
    }
}

impl Pin {
    /// Returns the version that is kept.
    #[must_use]
    pub fn version(&self) -> VersionId {
        self.version
    }

    /// Keeps it for some time from now on.
    ///
    /// # Errors
    /// If the time was over and the version has been collected, or if the storage fails: then the pin holds as long as it
    /// did.
    pub fn renew(&mut self, time: Duration) -> Result<(), Error> {
        let _gate = self.store.gate();
        let lease = record::read::<Lease>(self.store.backend(), &self.key)?;
        if lease.is_none_or(|lease| lease.until <= time::now()) {
            self.store.check_version(self.version)?;
        }
        let old = std::mem::replace(&mut self.key, self.store.lease(self.version, time)?);
        self.store.backend().delete_root(&old).map_err(Error::Backend)
    }

    /// Leaves the version pinned until the time is over.
    pub fn leave(mut self) {
        self.key.clear();
    }
}

impl Drop for Pin {
    /// If the storage fails, the pin holds until its time is over.
    fn drop(&mut self) {
        if !self.key.is_empty() {
            drop(self.store.backend().delete_root(&self.key));
        }
    }
}
