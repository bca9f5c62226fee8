//! A stand-in for crop 0.4.3: its names for copy-on-write texts.
//!
//! A [`Rope`] is a wrapper of a [`Text`], with crop's methods: positions are bytes, and a break at the end begins no line.
//! `compat/README.md` says how to use it, and what it does not have.

mod read;
mod rope;
mod rope_builder;
mod slice;
mod traits;

#[cfg(feature = "serde")]
mod serde;

pub mod iter;

pub use rope::Rope;
pub use rope_builder::RopeBuilder;
pub use slice::RopeSlice;

/// How versions are counted.
#[cfg(not(feature = "small_chunks"))]
type Count = cow_core::Atomic;
#[cfg(feature = "small_chunks")]
type Count = cow_core::Tiny;

/// What a rope wraps, and dereferences to.
pub type Text = cow_text::GenericText<Count>;

/// What a slice of a rope wraps.
pub type TextSlice<'a> = cow_text::TextSlice<'a, Count>;
