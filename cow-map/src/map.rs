//! The iterators and entries of [`CowMap`].

mod cow_map;

mod access;

mod nodes;

mod iter;

mod iter_mut;

mod into_iter;

mod retain;

mod entry;

mod traits;

mod diff;

mod persist;

mod algebra;

mod operators;

pub use self::cow_map::{CowMap, GenericMap, LocalMap};
pub use self::diff::Diff;
pub use self::entry::{Entry, OccupiedEntry, VacantEntry};
pub use self::into_iter::{Drain, IntoIter, IntoKeys, IntoValues};
pub use self::iter::{Iter, Keys, Values};
pub use self::iter_mut::{IterMut, ValuesMut};
pub use self::persist::MapNode;
pub use self::retain::ExtractIf;
