//! Copy-on-write (persistent) collections with the names, signatures and semantics of std's.
//!
//! `clone` of a collection takes constant time: it copies a pointer and adds one to a count. A write changes
//! nodes in place where the collection is their only owner, and copies the path to the change where a clone
//! shares them. So a snapshot costs next to nothing, and stays as it was.
//!
//! ```
//! use cow_collections::{BTreeMap, HashMap};
//!
//! let mut stock = HashMap::from([("apples", 3), ("pears", 5)]);
//! let monday = stock.clone(); // one count
//! *stock.entry("apples").or_insert(0) -= 1; // copies one leaf, which `monday` shares
//! stock.insert("plums", 7); // in place
//!
//! assert_eq!((stock["apples"], monday["apples"]), (2, 3));
//! assert_eq!(monday.diff(&stock).count(), 2); // skips what both share
//!
//! let sorted: BTreeMap<_, _> = stock.into_iter().collect();
//! assert_eq!(sorted.nth(1), Some((&"pears", &5))); // by rank, which std does not have
//! ```
//!
//! # Which type
//! | in place of | use | module |
//! |---|---|---|
//! | `Vec`, `VecDeque` | [`CowVec`] | [`vec`], [`vec_deque`] |
//! | `HashMap`, `HashSet` | [`CowMap`], [`CowSet`] | [`hash_map`], [`hash_set`] |
//! | `BTreeMap`, `BTreeSet` | [`CowTreeMap`], [`CowTreeSet`] | [`btree_map`], [`btree_set`] |
//! | `Arc`, `Rc` of a value that is changed | [`CowBox`] | |
//! | a vector with running totals | [`SumTree`] | [`sum_tree`] |
//! | a tree of your own shape | [`BinaryTree`] | [`binary_tree`] |
#![cfg_attr(
    feature = "cell",
    doc = "| `RwLock` of state that is read for long | [`CowCell`] | [`cell`] |"
)]
//!
//! Each also has its std name here and in its module, so that `use std::collections::HashMap` becomes
//! `use cow_collections::HashMap`. That of vectors is in its module alone, [`vec::Vec`], as in std, and `vec!` is
//! [`cow_vec!`]. For one thread, [`LocalVec`], [`LocalMap`], [`LocalSet`],
//! [`LocalTreeMap`] and [`LocalTreeSet`] count without atomic operations.
//!
//! # What it costs
//! | | `Vec` | `HashMap` | `BTreeMap` |
//! |---|---|---|---|
//! | `clone` | O(1) | O(1) | O(1) |
//! | read | O(log n) with wide nodes | O(log n), 16-fold | O(log n) |
//! | write, not shared | in place | in place | in place |
//! | write, shared | one leaf of up to 1 KiB, and its path | one leaf, and its path | one leaf, and its path |
//! | `diff`, `==`, set operations of versions | what differs | what differs | what differs |
//! | insert and remove in the middle, concatenate, split | O(log n) | | O(log n) |
//!
//! Where nothing is ever cloned, std's types are faster. `cargo run --release -p demo` in the repository
//! measures from which size on, and up to how many edits between two snapshots, these pay.
//!
//! # What differs from std
//! * Methods that may have to copy a shared node require `Clone` elements. Reading, cloning, comparing and
//!   printing do not.
//! * A vector is not one slice: methods of slices are methods of [`CowVec`] and of its views
//!   [`CowSlice`](vec::CowSlice) and [`CowSliceMut`](vec::CowSliceMut), and there is no `as_ptr`.
//! * `Send` and `Sync` each require both of the elements, as for `Arc`.
//! * A collection must not be declared before what its elements borrow, as std's may be (`#[may_dangle]`).
//!
//! # Features
//! * `std` (default): `RandomState` as the default hasher. Without it the crate is `no_std` and needs `alloc`.
//! * `cell` (default): `CowCell`. Requires arc-swap 1.9.5 or later, for a bug in older ones that no code of ours can avoid.
//! * `serde`: `Serialize` and `Deserialize` for all collections.
//! * `rayon`: parallel iterators, whose types are in the module `parallel`.
//! * `versions`: patches, three-way merges and histories, with derives, in the module `versions`.
//! * `text`: [`CowText`](https://docs.rs/cow-collections-text), a rope, in the module `text`.
//! * `segmentation`, `regex`: texts by grapheme clusters and words, and searched by regular expressions.
//! * `store`: versions on disk, each shared node written once, in the module `store`. Needs Rust 1.90.
#![no_std]

pub mod prelude;

/// What `std::vec` and `std::slice` hold, for [`CowVec`]: its iterators and views.
pub mod vec {
    pub use cow_vec::vec::*;
    pub use cow_vec::{
        ArrayWindows, ChunkBy, Chunks, ChunksExact, Concat, CowSlice, CowSliceMut, Iter, IterMut,
        Join, Leaves, LeavesMut, OneSidedRange, RChunks, RChunksExact, RSplit, RSplitN, SliceIndex,
        Split, SplitInclusive, SplitN, VecNode, View, Windows, diff,
    };
}

pub use cow_map::{hash_map, hash_set};
pub use cow_tree::{btree_map, btree_set, sum_tree};
pub use cow_vec::vec_deque;

/// Binary trees of the user's own shape.
pub mod binary_tree {
    pub use cow_tree::binary_tree::*;
}

/// The types of rayon's parallel iterators, by the modules of their collections.
#[cfg(feature = "rayon")]
pub mod parallel {
    pub use cow_map::parallel::{map as hash_map, set as hash_set};
    pub use cow_tree::parallel::{map as btree_map, set as btree_set};
    pub use cow_vec::rayon as vec;
}

/// Versions of a value that threads publish and read.
#[cfg(feature = "cell")]
pub mod cell {
    pub use cow_core::CowCell;
    pub use cow_core::cow_cell::*;
}

/// What git gives to files, for values: patches, three-way merges and histories.
///
/// ```
/// use cow_collections::versions::{Diff, History, Merge, merge3};
/// use cow_collections::{CowMap, CowVec};
///
/// #[derive(Clone, Default, PartialEq, Diff, Merge)]
/// struct State {
///     users: CowMap<String, u32>,
///     log: CowVec<String>,
/// }
///
/// let mut history = History::new(State::default());
/// history.update("ann came", |state| state.users.insert("ann".into(), 1));
/// let base = history.value().clone();
/// let (mut ours, mut theirs) = (base.clone(), base.clone());
/// ours.log.push("hello".into());
/// theirs.users.insert("bob".into(), 2);
///
/// let merged = merge3(&base, &ours, &theirs).into_clean().unwrap_or_else(|_| panic!("a conflict"));
/// assert_eq!((merged.users.len(), merged.log.len()), (2, 1));
/// ```
#[cfg(feature = "versions")]
pub mod versions {
    /// Derives `Diff` and `Patchable`. See [`cow_derive::Diff`].
    pub use cow_derive::CollectionsDiff as Diff;
    /// Derives `Held`. See [`cow_derive::Held`].
    pub use cow_derive::CollectionsHeld as Held;
    /// Derives `Merge`. See [`cow_derive::Merge`].
    pub use cow_derive::CollectionsMerge as Merge;
    #[doc(inline)]
    pub use cow_versions::*;
}

/// A rope, whose clones are one count.
///
/// ```
/// use cow_collections::text::CowText;
///
/// let mut text = CowText::from("one\ntwo");
/// let saved = text.clone();
/// text.insert(3, " and a half");
/// assert_eq!((text.line(0).to_string(), saved.len_lines()), ("one and a half".into(), 2));
/// ```
#[cfg(feature = "text")]
pub mod text {
    #[doc(inline)]
    pub use cow_text::*;
}

/// Versions on disk, each shared node written once.
///
/// ```
/// use cow_collections::store::{Publish, Store, StoredState, Value, backend::Redb};
/// use cow_collections::{CowMap, CowVec};
///
/// #[derive(Clone, Debug, Default, PartialEq, Value)]
/// struct State {
///     users: CowMap<String, u32, StoredState>,
///     log: CowVec<String>,
///     #[cow(whole)]
///     title: String,
/// }
///
/// let folder = tempfile::tempdir()?;
/// let store = Store::open(Redb::open(folder.path().join("state.redb"))?)?;
/// let mut state = State::default();
/// state.users.insert("ann".into(), 1);
/// let id = store.save(&state)?;
/// assert_eq!(store.publish("main", None, id)?, Publish::Moved);
/// assert_eq!(store.load::<State>(id)?, state);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "store")]
pub mod store {
    /// Derives `Value`. See [`cow_derive::Value`].
    pub use cow_derive::CollectionsValue as Value;
    #[doc(inline)]
    pub use cow_store::*;
}

#[cfg(feature = "cell")]
pub use cow_core::CowCell;
pub use cow_core::{
    Atomic, CowBox, Diff, DiffItem, Dismantle, Local, NodeInfo, Pick, Pieces, RefCount, Replaced,
    SetDiffItem, ToCowBox,
};
#[cfg(not(feature = "std"))]
pub use cow_map::RandomState;
pub use cow_map::{CowMap, CowSet, GenericMap, GenericSet, LocalMap, LocalSet};
pub use cow_tree::{
    BinaryTree, CowTreeMap, CowTreeSet, GenericSumTree, GenericTreeMap, GenericTreeSet,
    LocalSumTree, LocalTreeMap, LocalTreeSet, SumTree, Summary, SummedTreeMap, SummedTreeSet,
};
pub use cow_vec::{CowVec, GenericVec, LocalVec, cow_vec};

#[doc(no_inline)]
pub use self::{
    btree_map::BTreeMap, btree_set::BTreeSet, hash_map::HashMap, hash_set::HashSet,
    vec_deque::VecDeque,
};

#[cfg(all(doctest, feature = "cell"))]
mod book;
