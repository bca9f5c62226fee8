//! CowVec: a copy-on-write (persistent) vector with std's surface.
#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod ops;
mod panics;

mod vec;

mod access;
mod ends;

mod edit;

mod bulk;
mod extend;

mod iter;
mod iter_mut;
mod leaves;

mod into_iter;

mod drain;
mod extract_if;
mod order;
mod retain;
mod search;

mod compare;
mod convert;
mod fmt;
#[cfg(feature = "std")]
mod io;

mod invariants;

#[doc(hidden)]
pub use cow_core::Tiny;
pub use cow_core::{Atomic, Kind, Local, NodeInfo};

pub use self::drain::{Drain, Splice};
pub use self::extract_if::ExtractIf;
pub use self::into_iter::IntoIter;
pub use self::iter::Iter;
pub use self::iter_mut::IterMut;
pub use self::leaves::Leaves;
pub use self::vec::CowVec;

/// A [`CowVec`] of the items listed, or of clones of one: as [`vec!`](alloc::vec!).
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
    ($($item:expr),+ $(,)?) => { $crate::CowVec::<_>::from([$($item),+]) };
}

/// The vector of `cow_vec![item; count]`.
#[doc(hidden)]
pub fn from_elem<T: Clone>(item: T, count: usize) -> CowVec<T> {
    core::iter::repeat_n(item, count).collect()
}
