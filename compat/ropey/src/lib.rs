//! A stand-in for ropey 1.6.1: its names for copy-on-write texts.
//!
//! A [`Rope`] is a wrapper of a [`Text`], with ropey's methods: positions are characters, and lines have their breaks.
//! `compat/README.md` says how to use it, and what it does not have.

#[macro_use]
mod read;
mod compare;
mod convert;
mod error;
mod rope;
mod rope_builder;
mod slice;

pub mod iter;
pub mod str_utils;

pub use error::{Error, Result};
pub use rope::Rope;
pub use rope_builder::RopeBuilder;
pub use slice::RopeSlice;

/// How versions are counted.
#[cfg(not(feature = "small_chunks"))]
type Count = cow_core::Atomic;
#[cfg(feature = "small_chunks")]
type Count = cow_core::Tiny;

/// What ends a line.
#[cfg(feature = "unicode_lines")]
type Breaks = cow_text::Unicode;
#[cfg(all(feature = "cr_lines", not(feature = "unicode_lines")))]
type Breaks = cow_text::CrLf;
#[cfg(not(feature = "cr_lines"))]
type Breaks = cow_text::Lf;

/// What a rope wraps, and dereferences to.
pub type Text = cow_text::GenericText<Count, Breaks>;

/// What a slice of a rope wraps.
pub type TextSlice<'a> = cow_text::TextSlice<'a, Count, Breaks>;

/// ropey's tests name it.
#[doc(hidden)]
pub const MAX_BYTES: usize = if cfg!(feature = "small_chunks") { 4 } else { 1024 };
