//! A storage of objects: local files, or a cloud service.
//!
//! A commit is one object, `packs/` and its number in 20 digits:
//!
//! ```text
//!   "cowpack1"   count    (index, length) ...   node, node, ...
//!   8 bytes      4 bytes  4 and 4 bytes each
//! ```
//! Numbers are little-endian. The object is created only if it is absent, which decides which writer gets the number. A
//! collection replaces it by one without the nodes that are gone; it is never deleted, for then its number might be
//! used again. Records are objects under their keys.

use super::Backend;
use crate::error::{self, BackendError};
use crate::id::NodeId;
use futures_util::TryStreamExt;
use lru::LruCache;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload,
};
use std::collections::HashSet;
use std::fmt;
use std::future::Future;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Runtime;

/// A storage of objects, which processes on several machines may use at the same time.
///
/// Cloud services are there if the features `aws`, `gcp` or `azure` of `object_store` are enabled in a program's own
/// dependencies; they have to be able to create an object only if it is absent, as S3, Google Cloud Storage and Azure
/// are.
///
/// Methods wait for their requests, and must not be called from asynchronous code: use tokio's `spawn_blocking` there.
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    runtime: Runtime,
    /// The greatest number of a commit that has been seen.
    last: AtomicU64,
    packs: Mutex<LruCache<u64, Arc<Pack>>>,
    /// Parts of packs, by commit and number of the part.
    blocks: Mutex<LruCache<(u64, u64), Block>>,
}

/// Where the nodes of a pack are.
struct Pack {
    /// Of the object that was read; another one may have taken its place.
    tag: Option<String>,
    nodes: Vec<(u32, Range<u64>)>,
}

/// A part of a pack.
#[derive(Clone)]
struct Block {
    tag: Option<String>,
    bytes: Arc<[u8]>,
}

/// What a pack begins with.
const MAGIC: &[u8; 8] = b"cowpack1";

/// Packs are read in blocks of so many bytes.
const BLOCK: u64 = 256 << 10;

/// How many blocks are kept in memory: 16 MiB.
const BLOCKS: NonZero<usize> = NonZero::new(64).unwrap();

/// Of how many packs it is kept where their nodes are.
const PACKS: NonZero<usize> = NonZero::new(16 << 10).unwrap();

impl Objects {
    /// Objects of any store, under a path in it.
    ///
    /// # Errors
    /// If the path is none, or no runtime can be started.
    pub fn new(store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self, error::Error> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Ok(Self {
            store,
            prefix: Path::parse(prefix).map_err(backend)?,
            runtime: runtime.map_err(backend)?,
            last: AtomicU64::new(0),
            packs: Mutex::new(LruCache::new(PACKS)),
            blocks: Mutex::new(LruCache::new(BLOCKS)),
        })
    }

    /// Files in a folder, which is created if it is not there. What is written is on the disk when a call returns.
    ///
    /// # Errors
    /// If the folder cannot be created.
    pub fn local(folder: impl AsRef<std::path::Path>) -> Result<Self, error::Error> {
        std::fs::create_dir_all(&folder).map_err(backend)?;
        let files = LocalFileSystem::new_with_prefix(folder).map_err(backend)?;
        Self::new(Arc::new(files.with_fsync(true)), "")
    }

    /// Objects in memory, for tests.
    ///
    /// # Errors
    /// If no runtime can be started.
    pub fn memory() -> Result<Self, error::Error> {
        Self::new(Arc::new(InMemory::new()), "")
    }

    /// Returns what a URL leads to, such as `file:///folder` or `s3://bucket/folder`, with options for the service,
    /// such as `("aws_region", "eu-central-1")`.
    ///
    /// # Errors
    /// If the URL is none, or no enabled feature of `object_store` is for it.
    pub fn from_url<K: AsRef<str>, V: Into<String>>(
        url: &str,
        options: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Self, error::Error> {
        let url = url.parse().map_err(backend)?;
        let (store, path) = object_store::parse_url_opts(&url, options).map_err(backend)?;
        let store: Arc<dyn ObjectStore> = match url.scheme() {
            // As in `local`: what is written is on the disk when a call returns.
            "file" => Arc::new(LocalFileSystem::new().with_fsync(true)),
            _ => store.into(),
        };
        Self::new(store, path.as_ref())
    }

    /// Waits for a request.
    fn wait<T>(&self, request: impl Future<Output = T>) -> T {
        self.runtime.block_on(request)
    }

    fn path(&self, key: &str) -> Path {
        self.prefix.parts().chain(Path::from(key).parts()).collect()
    }

    fn pack_path(&self, commit: u64) -> Path {
        self.path(&format!("packs/{commit:020}"))
    }

    /// Creates an object. `false` if there is one with other bytes.
    fn create(&self, path: &Path, bytes: Vec<u8>) -> Result<bool, BackendError> {
        let options = PutOptions::from(PutMode::Create);
        let payload = PutPayload::from(bytes.clone());
        match self.wait(self.store.put_opts(path, payload, options)) {
            Ok(_) => Ok(true),
            // If these bytes are there, they are from here: an answer was lost, and the request made again.
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => {
                Ok(self.read(path)?.is_some_and(|found| found == bytes))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Returns a whole object, if it is there.
    fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, BackendError> {
        self.wait(async {
            match self.store.get(path).await {
                Ok(object) => Ok(Some(object.bytes().await?.to_vec())),
                Err(Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
    }

    /// Returns the paths of all objects under a key, that are greater than `after`, without the
    /// prefix.
    fn keys(&self, key: &str, after: &str) -> Result<Vec<String>, BackendError> {
        let (folder, offset) = (self.path(key), self.path(after));
        let found = if after.is_empty() {
            self.store.list(Some(&folder))
        } else {
            self.store.list_with_offset(Some(&folder), &offset)
        };
        let found: Vec<_> = self.wait(found.try_collect())?;
        let own = |path: Path| {
            let parts = path.prefix_match(&self.prefix)?;
            Some(parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/"))
        };
        let mut keys: Vec<String> =
            found.into_iter().filter_map(|object| own(object.location)).collect();
        keys.sort_unstable();
        Ok(keys)
    }

    /// Returns all numbers of commits that are greater than `after`.
    fn commits(&self, after: u64) -> Result<Vec<u64>, BackendError> {
        let after = if after > 0 { format!("packs/{after:020}") } else { String::new() };
        let number = |key: &String| key.rsplit('/').next()?.parse().ok();
        let commits: Vec<u64> = self.keys("packs", &after)?.iter().filter_map(number).collect();
        if let Some(last) = commits.last() {
            self.last.fetch_max(*last, Ordering::Relaxed);
        }
        Ok(commits)
    }

    /// Returns where the nodes of a commit are, if there is such a commit.
    fn pack(&self, commit: u64) -> Result<Option<Arc<Pack>>, BackendError> {
        if let Some(pack) = lock(&self.packs).get(&commit) {
            return Ok(Some(pack.clone()));
        }
        let Some(first) = self.block(commit, 0, None)? else { return Ok(None) };
        let tag = first.tag.clone();
        let header = |range| self.bytes(commit, &tag, range);
        let damaged = || BackendError::from(format!("pack {commit} is damaged"));
        let start = header(0..12)?.ok_or_else(damaged)?;
        let count = start.strip_prefix(MAGIC).and_then(|count| count.try_into().ok());
        let count = u32::from_le_bytes(count.ok_or_else(damaged)?);
        let end = 12 + 8 * u64::from(count);
        let table = header(12..end)?.ok_or_else(damaged)?;
        let mut at = end;
        let (entries, _) = table.as_chunks::<8>();
        let nodes = entries.iter().map(|[a, b, c, d, e, f, g, h]| {
            let index = u32::from_le_bytes([*a, *b, *c, *d]);
            let len = u64::from(u32::from_le_bytes([*e, *f, *g, *h]));
            at += len;
            (index, at - len..at)
        });
        let pack = Arc::new(Pack { nodes: nodes.collect(), tag });
        lock(&self.packs).put(commit, pack.clone());
        Ok(Some(pack))
    }

    /// Bytes of a pack, or `None` if it is shorter, or another one by now.
    fn bytes(
        &self,
        commit: u64,
        tag: &Option<String>,
        range: Range<u64>,
    ) -> Result<Option<Vec<u8>>, BackendError> {
        let mut bytes = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let Some(block) = self.block(commit, at / BLOCK, Some(tag))? else { return Ok(None) };
            let end = (range.end - at).min(BLOCK - at % BLOCK) + at % BLOCK;
            let Some(part) = block.bytes.get((at % BLOCK) as usize..end as usize) else {
                return Ok(None);
            };
            bytes.extend_from_slice(part);
            at += part.len() as u64;
        }
        Ok(Some(bytes))
    }

    /// Returns a block of a pack; `None` if there is none, or if the pack has not this tag.
    fn block(
        &self,
        commit: u64,
        number: u64,
        tag: Option<&Option<String>>,
    ) -> Result<Option<Block>, BackendError> {
        if let Some(block) = lock(&self.blocks).get(&(commit, number))
            && tag.is_some_and(|tag| *tag == block.tag)
        {
            return Ok(Some(block.clone()));
        }
        let range = number * BLOCK..(number + 1) * BLOCK;
        let options = GetOptions {
            range: Some(GetRange::Bounded(range)),
            if_match: tag.cloned().flatten(),
            ..GetOptions::default()
        };
        let path = self.pack_path(commit);
        let block = self.wait(async {
            match self.store.get_opts(&path, options).await {
                Ok(object) => {
                    let tag = object.meta.e_tag.clone();
                    let bytes = object.bytes().await?.as_ref().into();
                    Ok(Some(Block { tag, bytes }))
                }
                Err(Error::NotFound { .. } | Error::Precondition { .. }) => Ok(None),
                Err(error) => Err(BackendError::from(error)),
            }
        })?;
        if let Some(block) = &block {
            lock(&self.blocks).put((commit, number), block.clone());
        }
        Ok(block)
    }

    /// Forgets what was known of a commit.
    fn forget(&self, commit: u64) {
        lock(&self.packs).pop(&commit);
    }
}

fn backend(error: impl Into<BackendError>) -> error::Error {
    error::Error::Backend(error.into())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the bytes of a pack.
fn pack(nodes: &[(u32, Vec<u8>)]) -> Result<Vec<u8>, BackendError> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(u32::try_from(nodes.len())?.to_le_bytes());
    for (index, node) in nodes {
        bytes.extend(index.to_le_bytes());
        bytes.extend(u32::try_from(node.len())?.to_le_bytes());
    }
    nodes.iter().for_each(|(_, node)| bytes.extend_from_slice(node));
    Ok(bytes)
}

impl Backend for Objects {
    fn get(&self, id: NodeId) -> Result<Option<Vec<u8>>, BackendError> {
        // A collection may replace a pack while it is read, now and then; a node that is needed is in the new one too.
        for _ in 0..8 {
            let Some(pack) = self.pack(id.commit)? else { return Ok(None) };
            let Ok(place) = pack.nodes.binary_search_by_key(&id.index, |node| node.0) else {
                return Ok(None);
            };
            if let Some(bytes) = self.bytes(id.commit, &pack.tag, pack.nodes[place].1.clone())? {
                return Ok(Some(bytes));
            }
            self.forget(id.commit);
        }
        Err(format!("pack {} is damaged, or replaced all the time", id.commit).into())
    }

    fn put_batch(&self, commit: u64, nodes: &[(u32, Vec<u8>)]) -> Result<bool, BackendError> {
        let created = self.create(&self.pack_path(commit), pack(nodes)?)?;
        self.last.fetch_max(commit, Ordering::Relaxed);
        if !created {
            self.commits(commit)?;
        }
        Ok(created)
    }

    fn last_commit(&self) -> Result<u64, BackendError> {
        if self.last.load(Ordering::Relaxed) == 0 {
            self.commits(0)?;
        }
        Ok(self.last.load(Ordering::Relaxed))
    }

    fn list(&self) -> Result<Vec<(NodeId, u64)>, BackendError> {
        let mut all = Vec::new();
        for commit in self.commits(0)? {
            self.forget(commit);
            let pack = self.pack(commit)?;
            let nodes = pack.iter().flat_map(|pack| &pack.nodes);
            all.extend(
                nodes.map(|(index, place)| {
                    (NodeId { commit, index: *index }, place.end - place.start)
                }),
            );
        }
        Ok(all)
    }

    fn delete(&self, ids: &[NodeId]) -> Result<(), BackendError> {
        let gone: HashSet<NodeId> = ids.iter().copied().collect();
        let mut commits: Vec<u64> = ids.iter().map(|id| id.commit).collect();
        commits.dedup();
        for commit in commits {
            self.forget(commit);
            let Some(old) = self.pack(commit)? else { continue };
            let mut kept = Vec::new();
            for (index, _) in &old.nodes {
                let id = NodeId { commit, index: *index };
                if !gone.contains(&id) {
                    let node = self.get(id)?.ok_or_else(|| format!("node {id} is gone"))?;
                    kept.push((*index, node));
                }
            }
            let payload = PutPayload::from(pack(&kept)?);
            self.wait(self.store.put(&self.pack_path(commit), payload))?;
            self.forget(commit);
        }
        Ok(())
    }

    fn get_root(&self, key: &str) -> Result<Option<Vec<u8>>, BackendError> {
        self.read(&self.path(key))
    }

    fn create_root_if_absent(&self, key: &str, value: &[u8]) -> Result<bool, BackendError> {
        self.create(&self.path(key), value.to_vec())
    }

    fn list_roots(&self, prefix: &str, after: &str) -> Result<Vec<String>, BackendError> {
        self.keys(prefix, after)
    }

    fn delete_root(&self, key: &str) -> Result<(), BackendError> {
        match self.wait(self.store.delete(&self.path(key))) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn is_shared(&self) -> bool {
        true
    }
}

impl fmt::Debug for Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Objects").field("store", &self.store).finish_non_exhaustive()
    }
}
