//! What the fuzz targets do: random operations on several live versions of a collection, each of which
//! must stay equal to its model, a collection of std.
//!
//! ```text
//! cargo +nightly fuzz run vec        # one target; see CONTRIBUTING.md
//! ```
//!
//! A target decodes its input as a list of [`Steps`] and calls [`run`].

pub mod element;

pub mod versions;

pub mod boxed;

pub mod vec;

pub mod map;

pub mod set;

pub mod tree;

pub mod tree_set;

pub mod binary_tree;

pub mod text;

pub mod patch;

pub use self::versions::{Pair, Steps, run};
