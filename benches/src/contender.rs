//! The contenders, one file each: what a user of each would write for the same thing.

use foldhash::fast::FixedState;

mod arc_swap;
mod cow;
mod cow_cell;
mod dashmap;
mod ecow;
mod hashbrown;
mod im;
mod imbl;
mod locks;
mod papaya;
mod rpds;
mod standard;
mod triomphe;

pub use self::arc_swap::{CowArcSwap, DeepArcSwap};
pub use self::cow::{Counts, CowBoxed, CowHashMap, CowTree, CowVector};
pub use self::cow_cell::{CowMapCell, SnapshotCell};
pub use self::dashmap::DashCell;
pub use self::ecow::EcoVector;
pub use self::hashbrown::HashbrownMap;
pub use self::im::{ImMap, ImTree, ImVector};
pub use self::imbl::{ImblMap, ImblTree, ImblVector};
pub use self::locks::{MutexCell, RwLockCell};
pub use self::papaya::PapayaCell;
pub use self::rpds::{RpdsMap, RpdsTree, RpdsVector};
pub use self::standard::{DeepBox, StdBox, StdMap, StdTree, StdVector};
pub use self::triomphe::TriompheBox;

/// The hasher of all hash maps, seeded alike.
pub type Hasher = FixedState;
