//! [`CowVec`]: a copy-on-write (persistent) vector with std's surface.
//!
//! ```
//! use cow_vec::CowVec;
//!
//! let mut history: Vec<CowVec<u64>> = vec![(0..1_000_000).collect()];
//! for i in 0..100 {
//!     let mut next = history[i].clone();
//!     next.insert(i * 1000, 7);
//!     history.push(next);
//! }
//! // A hundred versions of a million numbers, in little more memory than one.
//! assert_eq!((history[0].len(), history[100].len()), (1_000_000, 1_000_100));
//! ```
//!
//! [`LocalVec`] is the same for one thread, with cheaper counts. Both are names of [`GenericVec`], whose
//! last parameter is how owners of nodes are counted: as with std, `CowVec::new()`, `CowVec::from_iter(..)`
//! and `CowVec::default()` need no annotation.
//!
//! # What differs from `Vec`
//! * Methods that may have to copy require `T: Clone`, as said below.
//! * A vector is `Send` only if its items are both `Send` and `Sync`, as an `Arc` is: two threads may
//!   hold clones. The same applies to `Sync`.
//! * What is in a `Cell`, a `Mutex` or an atomic in an item is shared by all clones until one of them
//!   copies the leaf. A clone of a `Vec` has cells of its own.
//! * `clear` frees the allocation. Only the last leaf has spare capacity: [`capacity`](CowVec::capacity) is
//!   never less than `len`, and does not change while items are pushed up to it, but `reserve` and
//!   `with_capacity` raise it by what fits into one leaf at most. There is nothing else to reserve: a push
//!   allocates a leaf at most, and never moves the items that are there.
//! * [`into_iter`](IntoIterator::into_iter) by value requires `T: Clone`, too. Where a type parameter is
//!   not known to be `Clone`, the compiler takes `vec.into_iter()` for that of `&vec`, which yields
//!   references, and complains about those: add `T: Clone`. `for item in vec` and `drain` name the
//!   missing bound.
//! * If the `clone` of an item panics, the failed write loses no item. `retain` and the like rejoin their
//!   parts while unwinding; a second panic of `clone` aborts the process.
//! * Drop check: std's collections promise the compiler not to access their items when dropped
//!   (`#[may_dangle]`), which is not stable. So what a vector borrows has to outlive it strictly:
//!   `let x; let mut v = CowVec::new(); x = 1; v.push(&x);` is accepted, and refused if `v` is
//!   declared before `x`.
//!
//! # Costs
//! For `n` items in leaves of `c` (128 of `u64`, 1,024 of `u8`, 16 of `String`). "Shared" is what is
//! copied in addition if a clone shares it.
//!
//! | operation | cost | shared |
//! |---|---|---|
//! | `clone` | O(1), no allocation | |
//! | `get`, `[]`, `iter().nth` | O(log n), one load for every 16-fold of `c` | nothing |
//! | `get_mut`, `[] =` | O(log n) | one leaf, one path |
//! | `push`, `pop`, `push_front`, `pop_front` | O(1) amortised | one leaf |
//! | `insert`, `remove` | O(c + log n) | one leaf, one path |
//! | `append`, `split_off`, `slice`, `rotate_left` | O(c + log n) | a few leaves and paths where they cut |
//! | `drain`, `splice` | O(c + log n) | up to eight leaves on each side of both cuts, and their paths |
//! | `retain`, `dedup` | O(n) | what they change, and leaves beside it |
//! | `retain_mut`, `dedup_by`, `dedup_by_key` | O(n) | all leaves, for their closures may write |
//! | `==`, `cmp`, [`diff`](CowVec::diff) of versions `d` edits apart, where `T: Eq` | O(d (c + log n)) | nothing |
//! | `drop` of the last clone | O(n) | |
//!
//! # What `Vec` and `VecDeque` have and this has not
//! Items are in several slices, so methods that need one slice of all items are missing. Instead:
//!
//! | of std | here |
//! |---|---|
//! | `v[a..b]`, `&v[..]`, `Deref`, `AsRef` and `Borrow` to a slice | [`view`](CowVec::view), [`view_mut`](CowVec::view_mut), [`get`](CowVec::get): a [`CowSlice`] or [`CowSliceMut`], with the methods of slices |
//! | arguments that are slices, as of [`extend_from_slice`](CowVec::extend_from_slice), [`starts_with`](CowVec::starts_with), [`copy_from_slice`](CowVec::copy_from_slice) | the same; vectors and views will do, too |
//! | `as_slice`, `as_mut_slice` | [`leaves`](CowVec::leaves), [`leaves_mut`](CowVec::leaves_mut); [`as_single_leaf`](CowVec::as_single_leaf) only for fast paths |
//! | `as_slices`, `as_mut_slices` | [`leaves`](CowVec::leaves), [`leaves_mut`](CowVec::leaves_mut) |
//! | `make_contiguous` | [`with_mut_slice`](CowVec::with_mut_slice), for as long as a closure runs; [`to_vec`](CowVec::to_vec), [`into_vec`](CowVec::into_vec), [`into_boxed_slice`](CowVec::into_boxed_slice) |
//! | `chunks`, `windows`, `split`, `chunk_by`, ... yielding slices | the same, yielding views |
//! | `split_at` | two vectors, which share; views from [`view`](CowVec::view)`(..).split_at(mid)`, [`split_at_mut`](CowVec::split_at_mut) |
//! | `split_off(range)`, `split_off_first`, ... of `&mut &[T]` | [`CowSlice::split_off`], [`CowSliceMut::split_off_mut`], ... |
//! | `first_chunk`, `last_chunk_mut`, `split_first_chunk`, `array_windows`, ...: `&[T; N]` | [`first_n`](CowVec::first_n), [`last_n_mut`](CowVec::last_n_mut), [`split_first_n`](CowVec::split_first_n), [`array_windows`](CowVec::array_windows), ...: `[&T; N]` |
//! | `as_chunks`, `as_rchunks` | [`chunks_exact`](CowVec::chunks_exact), and [`first_n`](CowSlice::first_n) of each |
//! | `as_array` | [`to_array`](CowSlice::to_array) of a view: `[&T; N]` |
//! | `align_to`, `as_flattened` | of a leaf: [`leaves`](CowVec::leaves) |
//! | `get_disjoint_mut` of ranges | of indices; for ranges [`split_at_mut`](CowVec::split_at_mut) |
//! | `as_ptr`, `as_mut_ptr`, `as_ptr_range`, `leak`, `into_raw_parts` | [`into_vec`](CowVec::into_vec), and `Vec`'s |
//! | `from_raw_parts` | `CowVec::from(Vec::from_raw_parts(..))` |
//! | `set_len`, `spare_capacity_mut` | [`extend`](Extend::extend), [`resize_with`](CowVec::resize_with), [`truncate`](CowVec::truncate) |
//! | `get_unchecked`, `split_at_unchecked`, `get_disjoint_unchecked_mut`, ... | their checked forms |
//! | `connect` | [`join`](CowVec::join) |
//! | `VecDeque::remove`, an `Option` | [`remove`](CowVec::remove) is `Vec`'s, which panics |
//!
//! Of the methods that std 1.95 has, stable, 73 % of `Vec` with its slices and 92 % of `VecDeque` are
//! used by the programs in `tests/drop_in`, which run with std's types and with this one. Their test
//! `coverage` counts.
//!
//! # Features
//! * `std` (default): `Write`, `Read` and `BufRead` for `CowVec<u8>`, as of `VecDeque<u8>`, and for views
//!   of bytes, as of slices. Without it the crate is `no_std` and needs `alloc`.
//! * `serde`: `Serialize` and `Deserialize`, as a sequence.
//! * `rayon`: parallel iterators over vectors and views, to read, to write and to move items, and
//!   parallel sorts.
#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod panics;
mod rrb;

mod generic_vec;

mod access;
mod ends;

mod edit;

mod bulk;
mod extend;

mod iter;
mod iter_mut;
mod leaves;
mod leaves_mut;

mod slice;

mod into_iter;

mod deque;

mod drain;
mod extract_if;
mod overwrite;
mod retain;

mod join;

mod compare;
mod convert;

pub mod diff;

mod dismantle;
mod foreign;
#[cfg(feature = "std")]
mod io;

mod persist;
pub mod vec;
pub mod vec_deque;

#[cfg(feature = "rayon")]
pub mod rayon;
#[cfg(feature = "serde")]
mod serde;

#[doc(hidden)]
pub use cow_core::Tiny;
pub use cow_core::{Atomic, Local, NodeInfo, RefCount};

pub use self::drain::{Drain, Splice};
pub use self::extract_if::ExtractIf;
pub use self::generic_vec::{CowVec, GenericVec, LocalVec};
pub use self::into_iter::IntoIter;
pub use self::iter::Iter;
pub use self::iter_mut::IterMut;
pub use self::join::{Concat, Join};
pub use self::leaves::Leaves;
pub use self::leaves_mut::LeavesMut;
pub use self::persist::VecNode;
pub use self::slice::{
    ArrayWindows, ChunkBy, Chunks, ChunksExact, CowSlice, CowSliceMut, OneSidedRange, RChunks,
    RChunksExact, RSplit, RSplitN, SliceIndex, Split, SplitInclusive, SplitN, View, Windows,
};

/// Creates a [`CowVec`] of the items listed, or of clones of one, as [`vec!`](alloc::vec!) does.
///
/// ```
/// use cow_vec::{CowVec, cow_vec};
///
/// let list = cow_vec![1, 2, 3];
/// let zeros = cow_vec![0; 3];
/// let none: CowVec<i32> = cow_vec![];
/// assert_eq!((list.len(), zeros.len(), none.len()), (3, 3, 0));
/// ```
#[macro_export]
macro_rules! cow_vec {
    () => { $crate::CowVec::new() };
    ($item:expr; $count:expr) => { $crate::from_elem($item, $count) };
    ($($item:expr),+ $(,)?) => { $crate::CowVec::from([$($item),+]) };
}

/// Returns the vector of `cow_vec![item; count]`.
#[doc(hidden)]
pub fn from_elem<T: Clone>(item: T, count: usize) -> CowVec<T> {
    core::iter::repeat_n(item, count).collect()
}

/// The example of the README.
#[cfg(all(doctest, feature = "std"))]
#[doc = include_str!("../README.md")]
struct Readme;
