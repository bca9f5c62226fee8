//! What snapshots of a real text cost, by deep clone and by copy-on-write, measured on this machine.
//!
//! The binary is a thin shell over this library: `cargo run --release -p demo -- --help`. The comparison
//! with other crates is the package `benches`, which takes its texts, its counts of bytes and its progress
//! bar from here. Each module imports only from those before it in this list.

pub mod heap;

pub mod source;

pub mod edit;

pub mod document;

pub mod readback;

pub mod progress;

pub mod snapshots;

pub mod format;

pub mod clock;

pub mod table;

pub mod verdict;

pub mod cli;
