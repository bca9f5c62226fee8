//! CowMap and CowSet: copy-on-write hash map and set with std's surface.
#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod hash;
mod leaf;
mod random_state;

mod ops;

mod two;

pub mod map;

pub use self::map::CowMap;
#[cfg(not(feature = "std"))]
pub use self::random_state::RandomState;
