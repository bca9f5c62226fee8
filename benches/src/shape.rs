//! One small trait per shape: what a workload requires of a collection.
//!
//! What every contender can do is a method without a default. The rest answers `None` by default:
//! the contender cannot do it, and its place in the tables holds a dash.

mod boxed;
mod cell;
mod map;
mod tree;
mod vec;

use std::fmt::{self, Display};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

pub use boxed::Shared;
pub use cell::{Cell, Kept};
pub use map::Map;
pub use tree::Tree;
pub use vec::Vector;

/// The five shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// Hash maps: `CowMap`
    Map,
    /// Vectors: `CowVec`
    Vec,
    /// Ordered maps: `CowTreeMap`
    Tree,
    /// One shared value: `CowBox`
    Box,
    /// A map that threads share: `CowCell` of a `CowMap`
    Cell,
}

impl Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Map => "map",
            Self::Vec => "vec",
            Self::Tree => "tree",
            Self::Box => "box",
            Self::Cell => "cell",
        })
    }
}
