//! Patches of values that are replaced as a whole.

use super::{Delta, Misfit, Patchable, Reason};
use crate::whole::{Whole, for_whole_types};

/// The change of a value that is replaced as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum WholeDelta<T> {
    /// The value stays.
    Same,
    /// The value is replaced.
    Replaced {
        /// The value before.
        old: T,
        /// The value after.
        new: T,
    },
}

impl<T: Clone + PartialEq> WholeDelta<T> {
    /// Returns the change from one value to another.
    pub fn between(old: &T, new: &T) -> Self {
        if old == new {
            return Self::Same;
        }
        Self::Replaced { old: old.clone(), new: new.clone() }
    }
}

impl<T: Clone + PartialEq> Delta<T> for WholeDelta<T> {
    fn apply(&self, draft: &mut T) -> Result<(), Misfit> {
        match self {
            Self::Same => {}
            Self::Replaced { old, new } if draft == old => draft.clone_from(new),
            Self::Replaced { .. } => return Err(Misfit::new(Reason::Unequal)),
        }
        Ok(())
    }

    fn invert(self) -> Self {
        match self {
            Self::Same => Self::Same,
            Self::Replaced { old, new } => Self::Replaced { old: new, new: old },
        }
    }

    fn then(self, next: Self) -> Result<Self, Misfit> {
        match (self, next) {
            (Self::Same, change) | (change, Self::Same) => Ok(change),
            (Self::Replaced { old, new }, Self::Replaced { old: between, new: last }) => {
                if new != between {
                    return Err(Misfit::new(Reason::Unequal));
                }
                Ok(Self::between(&old, &last))
            }
        }
    }

    fn len(&self) -> usize {
        usize::from(!matches!(self, Self::Same))
    }
}

macro_rules! patch_whole {
    ($([$($generics:tt)*] $type:ty;)*) => { $(
        impl<$($generics)*> Patchable for $type {
            type Delta = WholeDelta<Self>;

            fn delta(&self, newer: &Self) -> WholeDelta<Self> {
                WholeDelta::between(self, newer)
            }
        }
    )* };
}

for_whole_types!(patch_whole);
