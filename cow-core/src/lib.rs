//! Counting, allocation and nodes under the copy-on-write collections, and the [`CowBox`] smart
//! pointer.
//!
//! [`CowBox`]: https://docs.rs/cow-core
#![no_std]
#![allow(unsafe_code, reason = "the one crate that counts, allocates and dereferences")]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod sync;

mod count;
mod node_info;

pub mod block;

mod reflexive;

mod cow_box;

pub use self::count::{Atomic, Kind, Local};
pub use self::cow_box::{CowBox, ToCowBox};
pub use self::node_info::NodeInfo;
pub use self::reflexive::reflexive;
