//! `CowBox`: one value, shared until written.
//!
//! Each file imports only those above it in this list.

#[cfg(cow_loom)]
mod loom_arc;

mod handle;

mod raw;

mod unique;

mod to_cow_box;

mod make_mut;

mod into_inner;

mod unsize;

mod compare;

mod convert;

mod forward;

#[cfg(feature = "serde")]
mod serde;

pub use self::handle::CowBox;
pub use self::to_cow_box::ToCowBox;
