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

pub mod set;

#[cfg(feature = "serde")]
mod serde;

#[cfg(feature = "rayon")]
pub mod parallel;

pub use self::map::CowMap;
#[cfg(not(feature = "std"))]
pub use self::random_state::RandomState;
pub use self::set::CowSet;
