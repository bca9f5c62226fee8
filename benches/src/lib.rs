//! The copy-on-write collections beside std and other crates, measured on this machine.
//!
//! The binary is a thin shell over this library: `cargo run --release -p benches -- --help`.
//! Each module imports only from those above it in this list.

pub mod clock;

pub mod element;

pub mod shape;

pub mod contender;

pub mod work;

pub mod goals;

pub mod interrupt;

pub mod lanes;

pub mod budget;

pub mod rounds;

pub mod comparison;

pub mod limits;

pub mod versions;

pub mod break_even;

pub mod memory;

pub mod threads;

pub mod real;

pub mod stores;

pub mod texts;

pub mod weight;

pub mod output;

pub mod results;

pub mod report;

pub mod cli;
