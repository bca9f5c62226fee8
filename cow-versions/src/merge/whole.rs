//! Merges of values that are replaced as a whole.

use super::{Conflict, Merge, Merged, Take};
use crate::whole::{Whole, for_whole_types};

macro_rules! merge_whole {
    ($([$($generics:tt)*] $type:ty;)*) => { $(
        impl<$($generics)*> Merge for $type {
            type Conflict = Conflict<Self>;

            fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Merged<Self> {
                if ours == theirs || base == theirs {
                    return Merged::clean(ours.clone());
                }
                if base == ours {
                    return Merged::clean(theirs.clone());
                }
                let conflict = Conflict { base, ours, theirs }.map(Self::clone);
                Merged { value: ours.clone(), conflicts: vec![conflict] }
            }

            fn settle(&mut self, conflict: Conflict<Self>, take: Take) {
                *self = conflict.take(take);
            }
        }
    )* };
}

for_whole_types!(merge_whole);
