//! A storage in one file, by redb.

use super::Backend;
use crate::error::{BackendError, Error};
use crate::id::NodeId;
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition, TableError};
use std::fmt;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

/// All nodes, by commit and index.
const NODES: TableDefinition<'_, (u64, u32), &[u8]> = TableDefinition::new("nodes");

/// All records, by key.
const ROOTS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("roots");

/// A storage in one file, which one process opens at a time. A save is one transaction.
///
/// redb panics over some damaged files. Where panics unwind, such a panic is an error here; the panic hook has said so
/// before.
pub struct Redb {
    /// There until the drop.
    database: Option<Database>,
}

/// Calls redb. What it panics over is a damaged file.
fn guarded<T>(call: impl FnOnce() -> Result<T, BackendError>) -> Result<T, BackendError> {
    panic::catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|payload| {
        let said = payload.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no reason");
        Err(format!("the file is damaged, redb panics over it: {said}").into())
    })
}

/// Creates a database under another name, and gives it its own when it is whole: of a file that redb has begun and not
/// finished it says that it is no database. If another process is first, its file stays.
fn create(path: &Path) -> Result<(), BackendError> {
    let parent = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    // What the mask of the user leaves of it, as for any new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let folder = parent.unwrap_or(Path::new("."));
    let new = builder.tempfile_in(folder)?.into_temp_path();
    drop(Database::create(&new)?);
    match new.persist_noclobber(path) {
        Err(failed) if failed.error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(failed.error.into());
        }
        _ => {}
    }
    // The new name is on disk before anything is published in the file.
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}

impl Redb {
    /// Opens a file, or creates it. It is created whole: a process that is killed meanwhile leaves none, or a whole one.
    ///
    /// # Errors
    /// If the file cannot be opened, is no database, or is open elsewhere.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let open = || {
            if !path.try_exists()? {
                create(path)?;
            }
            Ok(Database::create(path)?)
        };
        Ok(Self { database: Some(guarded(open).map_err(Error::Backend)?) })
    }

    /// Gives back to the file system what deleted nodes have taken.
    ///
    /// # Errors
    /// Those of the storage.
    pub fn compact(&mut self) -> Result<(), Error> {
        let database = self.database.as_mut().expect("there until the drop");
        guarded(|| Ok(database.compact()?)).map_err(Error::Backend)?;
        Ok(())
    }

    /// Returns the database.
    fn database(&self) -> &Database {
        self.database.as_ref().expect("there until the drop")
    }

    /// Changes a table, all or nothing. `false` if nothing is to be changed.
    fn write<K: redb::Key + 'static>(
        &self,
        table: TableDefinition<'_, K, &'static [u8]>,
        change: impl FnOnce(&mut redb::Table<'_, K, &'static [u8]>) -> Result<bool, BackendError>,
    ) -> Result<bool, BackendError> {
        guarded(|| {
            let write = self.database().begin_write()?;
            if !change(&mut write.open_table(table)?)? {
                return Ok(false);
            }
            write.commit()?;
            Ok(true)
        })
    }

    /// Reads a table. A database that has not been written to has none.
    fn read<K: redb::Key + 'static, R: Default>(
        &self,
        table: TableDefinition<'_, K, &'static [u8]>,
        read: impl FnOnce(redb::ReadOnlyTable<K, &'static [u8]>) -> Result<R, BackendError>,
    ) -> Result<R, BackendError> {
        guarded(|| match self.database().begin_read()?.open_table(table) {
            Ok(table) => read(table),
            Err(TableError::TableDoesNotExist(_)) => Ok(R::default()),
            Err(error) => Err(error.into()),
        })
    }
}

impl Backend for Redb {
    fn get(&self, id: NodeId) -> Result<Option<Vec<u8>>, BackendError> {
        self.read(NODES, |nodes| {
            Ok(nodes.get((id.commit, id.index))?.map(|bytes| bytes.value().to_vec()))
        })
    }

    fn put_batch(&self, commit: u64, nodes: &[(u32, Vec<u8>)]) -> Result<bool, BackendError> {
        self.write(NODES, |table| {
            if table.last()?.is_some_and(|(id, _)| id.value().0 >= commit) {
                return Ok(false);
            }
            for (index, bytes) in nodes {
                table.insert((commit, *index), bytes.as_slice())?;
            }
            Ok(true)
        })
    }

    fn last_commit(&self) -> Result<u64, BackendError> {
        self.read(NODES, |nodes| Ok(nodes.last()?.map_or(0, |(id, _)| id.value().0)))
    }

    fn list(&self) -> Result<Vec<(NodeId, u64)>, BackendError> {
        self.read(NODES, |nodes| {
            let all = nodes.iter()?.map(|node| {
                let (id, bytes) = node?;
                let (commit, index) = id.value();
                Ok((NodeId { commit, index }, bytes.value().len() as u64))
            });
            all.collect()
        })
    }

    fn delete(&self, ids: &[NodeId]) -> Result<(), BackendError> {
        self.write(NODES, |table| {
            for id in ids {
                table.remove((id.commit, id.index))?;
            }
            Ok(true)
        })?;
        Ok(())
    }

    fn get_root(&self, key: &str) -> Result<Option<Vec<u8>>, BackendError> {
        self.read(ROOTS, |roots| Ok(roots.get(key)?.map(|bytes| bytes.value().to_vec())))
    }

    fn create_root_if_absent(&self, key: &str, value: &[u8]) -> Result<bool, BackendError> {
        self.write(ROOTS, |table| {
            if table.get(key)?.is_some() {
                return Ok(false);
            }
            table.insert(key, value)?;
            Ok(true)
        })
    }

    fn list_roots(&self, prefix: &str, after: &str) -> Result<Vec<String>, BackendError> {
        self.read(ROOTS, |roots| {
            let mut keys = Vec::new();
            for root in roots.range(prefix.max(after)..)? {
                let key = root?.0.value().to_owned();
                if !key.starts_with(prefix) {
                    break;
                }
                if key.as_str() > after {
                    keys.push(key);
                }
            }
            Ok(keys)
        })
    }

    fn delete_root(&self, key: &str) -> Result<(), BackendError> {
        self.write(ROOTS, |table| {
            table.remove(key)?;
            Ok(true)
        })?;
        Ok(())
    }

    /// Returns `false`: a file is open in one process at a time.
    fn is_shared(&self) -> bool {
        false
    }
}

impl Drop for Redb {
    fn drop(&mut self) {
        let database = self.database.take();
        drop(guarded(|| {
            drop(database);
            Ok(())
        }));
    }
}

impl fmt::Debug for Redb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redb").finish_non_exhaustive()
    }
}
