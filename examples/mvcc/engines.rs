//! What the comparison requires of a store, and the stores that are compared.

use crate::db::{Db, Snapshot};
use lmdb::{Cursor, DatabaseFlags, Environment, EnvironmentFlags, Transaction as _, WriteFlags};
use redb::{Database, ReadableDatabase, TableDefinition};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) type Failed = Box<dyn Error + Send + Sync>;

/// A store of many versions.
pub(crate) trait Engine: Sync + Sized {
    const NAME: &'static str;

    /// A version that is read.
    type Reader<'a>: Reader
    where
        Self: 'a;

    fn open(folder: &Path) -> Result<Self, Failed>;

    /// Writes all, or nothing, durably.
    fn commit(&self, entries: &[(String, String)]) -> Result<(), Failed>;

    fn read(&self) -> Result<Self::Reader<'_>, Failed>;

    /// What an operator does once in a while: gives free space back, as far as the engine can while it is open.
    fn tidy(&self) -> Result<(), Failed> {
        Ok(())
    }

    /// The bytes that a reader holds in memory and the current version does not, if it holds any.
    fn held_beside(_reader: &Self::Reader<'_>, _current: &Self::Reader<'_>) -> Option<u64> {
        None
    }

    /// The bytes of its files.
    fn file_bytes(&self) -> Result<u64, Failed>;
}

pub(crate) trait Reader {
    fn get(&self, key: &str) -> Result<Option<String>, Failed>;

    /// How many keys are there from `from` on, up to `most`.
    fn scan(&self, from: &str, most: usize) -> Result<usize, Failed>;
}

/// Ours.
pub(crate) struct Ours {
    pub(crate) db: Db,
    path: PathBuf,
}

impl Engine for Ours {
    const NAME: &'static str = "CowTreeMap, cow-store";

    type Reader<'a> = Snapshot;

    fn open(folder: &Path) -> Result<Self, Failed> {
        let path = folder.join("ours.redb");
        Ok(Self { db: Db::open(&path)?, path })
    }

    fn commit(&self, entries: &[(String, String)]) -> Result<(), Failed> {
        let mut transaction = self.db.begin();
        entries.iter().for_each(|(key, value)| transaction.put(key, value));
        Ok(transaction.commit()?)
    }

    fn read(&self) -> Result<Snapshot, Failed> {
        Ok(self.db.snapshot())
    }

    fn tidy(&self) -> Result<(), Failed> {
        Ok(self.db.vacuum()?)
    }

    fn held_beside(reader: &Snapshot, current: &Snapshot) -> Option<u64> {
        Some(cow_draw::sharing(reader, current).left.bytes as u64)
    }

    fn file_bytes(&self) -> Result<u64, Failed> {
        Ok(fs::metadata(&self.path)?.len())
    }
}

impl Reader for Snapshot {
    fn get(&self, key: &str) -> Result<Option<String>, Failed> {
        Ok(Snapshot::get(self, key).map(|value| value.to_string()))
    }

    fn scan(&self, from: &str, most: usize) -> Result<usize, Failed> {
        Ok(self.range(crate::db::Text::from(from)..).take(most).count())
    }
}

pub(crate) struct Redb {
    database: Database,
    path: PathBuf,
}

const TABLE: TableDefinition<'_, &str, &str> = TableDefinition::new("main");

impl Engine for Redb {
    const NAME: &'static str = "redb";

    type Reader<'a> = redb::ReadOnlyTable<&'static str, &'static str>;

    fn open(folder: &Path) -> Result<Self, Failed> {
        let path = folder.join("redb.redb");
        let database = Database::create(&path)?;
        let write = database.begin_write()?;
        write.open_table(TABLE)?;
        write.commit()?;
        Ok(Self { database, path })
    }

    fn commit(&self, entries: &[(String, String)]) -> Result<(), Failed> {
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(TABLE)?;
            for (key, value) in entries {
                table.insert(key.as_str(), value.as_str())?;
            }
        }
        Ok(write.commit()?)
    }

    fn read(&self) -> Result<Self::Reader<'_>, Failed> {
        Ok(self.database.begin_read()?.open_table(TABLE)?)
    }

    fn file_bytes(&self) -> Result<u64, Failed> {
        Ok(fs::metadata(&self.path)?.len())
    }
}

impl Reader for redb::ReadOnlyTable<&'static str, &'static str> {
    fn get(&self, key: &str) -> Result<Option<String>, Failed> {
        use redb::ReadableTable;
        Ok(ReadableTable::get(self, key)?.map(|value| value.value().to_owned()))
    }

    fn scan(&self, from: &str, most: usize) -> Result<usize, Failed> {
        Ok(self.range(from..)?.take(most).count())
    }
}

pub(crate) struct Lmdb {
    environment: Environment,
    database: lmdb::Database,
    path: PathBuf,
}

impl Engine for Lmdb {
    const NAME: &'static str = "LMDB";

    type Reader<'a> = LmdbReader<'a>;

    fn open(folder: &Path) -> Result<Self, Failed> {
        let path = folder.join("lmdb");
        fs::create_dir_all(&path)?;
        let mut builder = Environment::new();
        // Readers are values here, and not bound to threads.
        let environment =
            builder.set_map_size(4 << 30).set_flags(EnvironmentFlags::NO_TLS).open(&path)?;
        let database = environment.create_db(None, DatabaseFlags::empty())?;
        Ok(Self { environment, database, path })
    }

    fn commit(&self, entries: &[(String, String)]) -> Result<(), Failed> {
        let mut write = self.environment.begin_rw_txn()?;
        for (key, value) in entries {
            write.put(self.database, key, value, WriteFlags::empty())?;
        }
        Ok(write.commit()?)
    }

    fn read(&self) -> Result<LmdbReader<'_>, Failed> {
        Ok(LmdbReader { transaction: self.environment.begin_ro_txn()?, database: self.database })
    }

    fn file_bytes(&self) -> Result<u64, Failed> {
        Ok(fs::metadata(self.path.join("data.mdb"))?.len())
    }
}

pub(crate) struct LmdbReader<'a> {
    transaction: lmdb::RoTransaction<'a>,
    database: lmdb::Database,
}

impl Reader for LmdbReader<'_> {
    fn get(&self, key: &str) -> Result<Option<String>, Failed> {
        match self.transaction.get(self.database, &key) {
            Ok(value) => Ok(Some(String::from_utf8_lossy(value).into_owned())),
            Err(lmdb::Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn scan(&self, from: &str, most: usize) -> Result<usize, Failed> {
        let mut cursor = self.transaction.open_ro_cursor(self.database)?;
        let mut count = 0;
        for entry in cursor.iter_from(from).take(most) {
            entry?;
            count += 1;
        }
        Ok(count)
    }
}
