//! Elements, hashers and checks for the tests of the cow crates. Not published.
//!
//! The collections run code of their users everywhere: `Clone`, `Drop`, `Hash`, `Eq`, `Ord`, closures, iterators.
//! The types here are users that watch, and users that misbehave.
//!
//! | to see that | use |
//! |---|---|
//! | nothing leaks, is dropped twice or read after its drop | [`Ledger`], [`Counted`]; for zero-sized elements [`ZstLedger`], [`Zst`] |
//! | a panic in the k-th call of user code leaves everything whole | [`for_every_k`], [`Fuse`], [`Fused`], [`Call`] |
//!
//! State belongs to a test, never to the process: tests run in parallel.

mod ledger;
mod zst;

mod fuse;

pub use crate::fuse::{Blown, Call, Fuse, Fused, for_every_k};
pub use crate::ledger::{Counted, Ledger};
pub use crate::zst::{Zst, ZstLedger};
