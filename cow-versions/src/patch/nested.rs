//! Patches of values that hold others: `CowBox`, `Option`, tuples.

use super::change::Change;
use super::{Delta, Misfit, Patchable};
use core::fmt;
use cow_core::CowBox;

/// The change of what is in a [`CowBox`]. In a box, so that a type may contain itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct BoxDelta<D>(pub Box<D>);

impl<T: Clone, D: Delta<T>> Delta<CowBox<T>> for BoxDelta<D> {
    fn apply(&self, draft: &mut CowBox<T>) -> Result<(), Misfit> {
        // Nothing is copied where nothing changes.
        if self.0.is_empty() {
            return Ok(());
        }
        self.0.apply(CowBox::make_mut(draft))
    }

    fn invert(self) -> Self {
        Self(Box::new(self.0.invert()))
    }

    fn then(self, next: Self) -> Result<Self, Misfit> {
        Ok(Self(Box::new(self.0.then(*next.0)?)))
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

impl<T: Patchable> Patchable for CowBox<T> {
    type Delta = BoxDelta<T::Delta>;

    fn delta(&self, newer: &Self) -> Self::Delta {
        BoxDelta(Box::new(T::delta(self, newer)))
    }
}

/// The change of an `Option`.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        transparent,
        bound(
            serialize = "V: serde::Serialize, V::Delta: serde::Serialize",
            deserialize = "V: serde::Deserialize<'de>, V::Delta: serde::Deserialize<'de>"
        )
    )
)]
pub struct OptionDelta<V: Patchable>(pub Option<Change<V>>);

impl<V: Patchable> Clone for OptionDelta<V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<V: Patchable<Delta: PartialEq> + PartialEq> PartialEq for OptionDelta<V> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<V: Patchable<Delta: fmt::Debug> + fmt::Debug> fmt::Debug for OptionDelta<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<V: Patchable + PartialEq> Delta<Option<V>> for OptionDelta<V> {
    fn apply(&self, draft: &mut Option<V>) -> Result<(), Misfit> {
        if let Some(change) = &self.0 {
            *draft = change.apply(draft.as_ref())?;
        }
        Ok(())
    }

    fn invert(self) -> Self {
        Self(self.0.map(Change::invert))
    }

    fn then(self, next: Self) -> Result<Self, Misfit> {
        Ok(Self(match (self.0, next.0) {
            (None, change) | (change, None) => change,
            (Some(first), Some(second)) => first.then(second)?,
        }))
    }

    fn len(&self) -> usize {
        self.0.as_ref().map_or(0, Change::len)
    }
}

impl<V: Patchable + PartialEq> Patchable for Option<V> {
    type Delta = OptionDelta<V>;

    fn delta(&self, newer: &Self) -> OptionDelta<V> {
        OptionDelta(Change::between(self.as_ref(), newer.as_ref()))
    }
}

/// The deltas of tuples are tuples.
macro_rules! patch_tuple {
    ($($T:ident $D:ident $i:tt),*) => {
        impl<$($T, $D: Delta<$T>),*> Delta<($($T,)*)> for ($($D,)*) {
            fn apply(&self, draft: &mut ($($T,)*)) -> Result<(), Misfit> {
                $(
                    let inside = self.$i.apply(&mut draft.$i);
                    inside.map_err(|misfit| misfit.under(|path| path.under_field(stringify!($i))))?;
                )*
                Ok(())
            }

            fn invert(self) -> Self {
                ($(self.$i.invert(),)*)
            }

            fn then(self, next: Self) -> Result<Self, Misfit> {
                Ok(($(
                    self.$i
                        .then(next.$i)
                        .map_err(|misfit| misfit.under(|path| path.under_field(stringify!($i))))?,
                )*))
            }

            fn len(&self) -> usize {
                0 $(+ self.$i.len())*
            }
        }

        impl<$($T: Patchable),*> Patchable for ($($T,)*) {
            type Delta = ($($T::Delta,)*);

            fn delta(&self, newer: &Self) -> Self::Delta {
                ($(self.$i.delta(&newer.$i),)*)
            }
        }
    };
}

patch_tuple!(A X 0, B Y 1);
patch_tuple!(A X 0, B Y 1, C Z 2);
patch_tuple!(A W 0, B X 1, C Y 2, D Z 3);
