#![doc = include_str!("../README.md")]
//!
//! * [`Picture`] draws any number of versions of any collections: as Graphviz text, as SVG, and as SVG frames in which
//!   one version after the other appears.
//! * [`sharing`] counts the nodes and bytes that two versions share, and that each has alone.
//! * [`Tally`] counts what each of many versions adds to those before it.
//!
//! All take what implements [`Nodes`]: the collections of this family, and types of your own that are made of them.

mod nodes;

mod cost;

mod graph;

mod layout;

mod dot;

mod svg_text;

mod picture;

pub use self::cost::{Cost, Sharing, Tally, sharing};
pub use self::nodes::{NodeInfo, Nodes};
pub use self::picture::{Picture, Row, TooManyNodes};
