//! Merges of values that hold others: `CowBox`, tuples.

use super::{Conflicting, Merge, Merged, Take};
use crate::path::Path;
use cow_core::CowBox;

/// A conflict in a [`CowBox`] is in a box, so that a type may contain itself.
impl<T: Conflicting> Conflicting for Box<T> {
    fn path(&self) -> Path {
        T::path(self)
    }

    fn swapped(self) -> Self {
        Self::new(T::swapped(*self))
    }
}

impl<T: Merge> Merge for CowBox<T> {
    type Conflict = Box<T::Conflict>;

    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Merged<Self> {
        if CowBox::ptr_eq(base, theirs) || CowBox::ptr_eq(ours, theirs) || **base == **theirs {
            return Merged::clean(ours.clone());
        }
        if CowBox::ptr_eq(base, ours) || **base == **ours {
            return Merged::clean(theirs.clone());
        }
        let Merged { value, conflicts } = T::merge3(base, ours, theirs);
        let conflicts = conflicts.into_iter().map(Box::new).collect();
        Merged { value: CowBox::new(value), conflicts }
    }

    fn settle(&mut self, conflict: Box<T::Conflict>, take: Take) {
        CowBox::make_mut(self).settle(*conflict, take);
    }
}

/// Makes a tuple of values that can be merged one that can.
macro_rules! merge_tuple {
    ($Conflict:ident: $($T:ident $i:tt),*) => {
        /// A conflict in one of the parts of a tuple.
        #[derive(Clone, Debug, PartialEq)]
        pub enum $Conflict<$($T),*> { $(
            #[doc = concat!("In part ", stringify!($i), ".")]
            $T($T),
        )* }

        impl<$($T: Conflicting),*> Conflicting for $Conflict<$($T),*> {
            fn path(&self) -> Path {
                match self { $(
                    Self::$T(conflict) => conflict.path().under_field(stringify!($i)),
                )* }
            }

            fn swapped(self) -> Self {
                match self { $(
                    Self::$T(conflict) => Self::$T(conflict.swapped()),
                )* }
            }
        }

        impl<$($T: Merge),*> Merge for ($($T,)*) {
            type Conflict = $Conflict<$($T::Conflict),*>;

            fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Merged<Self> {
                let mut conflicts = Vec::new();
                let value = ($({
                    let part = $T::merge3(&base.$i, &ours.$i, &theirs.$i);
                    conflicts.extend(part.conflicts.into_iter().map($Conflict::$T));
                    part.value
                },)*);
                Merged { value, conflicts }
            }

            fn settle(&mut self, conflict: Self::Conflict, take: Take) {
                match conflict { $(
                    $Conflict::$T(conflict) => self.$i.settle(conflict, take),
                )* }
            }
        }
    };
}

merge_tuple!(PairConflict: A 0, B 1);
merge_tuple!(TripleConflict: A 0, B 1, C 2);
merge_tuple!(QuadrupleConflict: A 0, B 1, C 2, D 3);
