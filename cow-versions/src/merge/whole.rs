//! Merges of values that are replaced as a whole.

use super::{Conflict, Merge, Merged, Take};
use crate::whole::{Whole, for_whole_types};

/// Merges values that are not looked into: what is to be there, and the conflict if there is one.
///
/// For implementations of [`Merge`].
pub fn merge_whole<T: Clone + PartialEq>(base: &T, ours: &T, theirs: &T) -> (T, Vec<Conflict<T>>) {
    if ours == theirs || base == theirs {
        return (ours.clone(), Vec::new());
    }
    if base == ours {
        return (theirs.clone(), Vec::new());
    }
    (ours.clone(), vec![Conflict { base, ours, theirs }.map(T::clone)])
}

macro_rules! merge_wholes {
    ($([$($generics:tt)*] $type:ty;)*) => { $(
        impl<$($generics)*> Merge for $type {
            type Conflict = Conflict<Self>;

            fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Merged<Self> {
                let (value, conflicts) = merge_whole(base, ours, theirs);
                Merged { value, conflicts }
            }

            fn settle(&mut self, conflict: Conflict<Self>, take: Take) {
                *self = conflict.take(take);
            }
        }
    )* };
}

for_whole_types!(merge_wholes);
