//! A stand-in for im 15.1.0: its names for copy-on-write collections.
//!
//! `compat/README.md` says how to use it, and what it does not have.

mod names;

use compat_family as family;
use compat_family::Atomic as Count;
pub use names::*;

compat_family::declare_macros!($ Atomic);
