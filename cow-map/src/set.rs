//! The hash set.

mod cow_set;

mod iter;

mod pairs;

mod retain;

mod algebra;

mod nodes;

mod traits;

pub use self::algebra::Diff;
pub use self::cow_set::{CowSet, GenericSet, LocalSet};
pub use self::iter::{Drain, IntoIter, Iter};
pub use self::pairs::{Difference, Intersection, SymmetricDifference, Union};
pub use self::retain::ExtractIf;
