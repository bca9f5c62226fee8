//! The contenders, one file each: what a user of each would write for the same thing.

use foldhash::fast::FixedState;

mod cow;
mod ecow;
mod hashbrown;
mod im;
mod imbl;
mod rpds;
mod standard;
mod triomphe;

pub use self::cow::{Counts, CowBoxed, CowHashMap, CowTree, CowVector};
pub use self::ecow::EcoVector;
pub use self::hashbrown::HashbrownMap;
pub use self::im::{ImMap, ImTree, ImVector};
pub use self::imbl::{ImblMap, ImblTree, ImblVector};
pub use self::rpds::{RpdsMap, RpdsTree, RpdsVector};
pub use self::standard::{DeepBox, StdBox, StdMap, StdTree, StdVector};
pub use self::triomphe::TriompheBox;

/// The hasher of all hash maps, seeded alike.
pub type Hasher = FixedState;
