//! Versions of copy-on-write collections, on disk or in an object store, each shared node written once.
//!
//! A clone of a collection is one count, so a program can keep every version of its state. This crate keeps them
//! beyond the program: [`save`](Store::save) writes the nodes that no saved version has yet, and
//! [`load`](Store::load) gives a version back that shares with others what it shared before.
//!
//! ```
//! use cow_store::{Publish, Store, backend::Memory};
//! use cow_tree::CowTreeMap;
//!
//! let store = Store::open(Memory::new())?; // or `Redb::open("file")?`
//! let mut stock: CowTreeMap<String, u32> = CowTreeMap::new();
//! stock.insert("apples".into(), 3);
//! let monday = store.save(&stock)?;
//!
//! stock.insert("pears".into(), 5);
//! let tuesday = store.save(&stock)?; // writes a path
//! assert_eq!(store.publish("stock", None, tuesday)?, Publish::Moved);
//!
//! let before: CowTreeMap<String, u32> = store.load(monday)?;
//! assert_eq!(before.diff(&stock).count(), 1);
//! # Ok::<(), cow_store::Error>(())
//! ```
//!
//! | to | use |
//! |---|---|
//! | save and load versions | [`Store::save`], [`Store::load`], for any [`Value`] |
//! | read only what is asked for | [`Store::view`] |
//! | give one a name, and move it safely from several machines | [`Store::publish`], [`Store::current`], [`Store::history`] |
//! | keep one without a name for a while | [`Store::pin`] |
//! | delete the others | [`Store::gc`] |
//! | see whether all is whole, and what there is | [`Store::verify`], [`Store::stats`] |
//! | choose where it is kept | [`backend`] |
//!
//! # What is trusted
//! Nothing that is read. Every node has a checksum, and is built by constructors that check its shape, the order of its
//! keys and where their hashes lead. Damage gives an [`Error`] that names the node. What the store cannot check is the
//! type of elements: a version that is loaded as another type than it was saved as fails if the bytes are not those of
//! that type, and has wrong elements if they are.
//!
//! # Features
//! * `redb` (default): [`backend::Redb`], a store in one file.
//! * `objects`: `backend::Objects`, a store of objects, which several machines may write to at the same time.
//! * `derive` (default): `#[derive(Value)]`, for structs of collections.
//! * `cli`: the command `cow-store`.

pub mod backend;
mod codec;
mod collection;
mod condemned;
mod error;
pub mod format;
mod gc;
mod hasher;
mod id;
mod known;
mod load;
mod names;
mod pin;
mod record;
mod save;
mod store;
mod time;
mod value;
mod verify;
mod view;

pub use self::codec::Codec;
pub use self::collection::{Collection, Element};
pub use self::error::{BackendError, Error, Fault};
pub use self::gc::Collected;
pub use self::hasher::{StoredHasher, StoredState};
pub use self::id::{NodeId, VersionId};
pub use self::load::Reader;
pub use self::names::{Publish, Published};
pub use self::pin::Pin;
pub use self::save::Writer;
pub use self::store::Store;
pub use self::value::Value;
pub use self::verify::{Stats, Verified};
pub use self::view::{Change, Splice, View};
/// Derives [`Value`](trait@Value) for structs of collections, of values that derive it, and of plain values that have
/// the attribute `#[cow(whole)]`.
#[cfg(feature = "derive")]
pub use cow_derive::Value;
