//! What clone-on-write saves over a deep clone, measured on this machine.
//!
//! The binary is a thin shell over this library: `cargo run --release -p benches -- --help`.
//! Each module imports only from those above it in this list.

pub mod heap;

pub mod source;

pub mod edit;

pub mod document;

pub mod readback;

pub mod snapshots;

pub mod table;

pub mod cli;
