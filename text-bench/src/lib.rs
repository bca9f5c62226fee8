//! Ropes beside each other: what is compared, on which editing histories, and how.
//!
//! `cargo run --release -p text-bench` prints the comparison; the program `editor` of the examples shows a part of it.

pub mod trace;

pub mod typing;

mod histories;

pub mod rope;

pub mod replay;

pub mod large;

pub mod table;

pub use self::histories::{histories, own};
