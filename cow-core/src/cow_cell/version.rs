//! A value with its number.

use super::protocol::Generation;
use crate::CowBox;
use alloc::sync::Arc;

/// What is done with a value whose last handle is dropped.
pub(super) type Retire<T> = Arc<dyn Fn(T) + Send + Sync>;

/// What a cell points to.
pub(super) struct Numbered<T> {
    generation: Generation,
    /// `Some` until this is dropped or the value is moved out.
    value: Option<T>,
    retire: Option<Retire<T>>,
}

impl<T> Numbered<T> {
    pub(super) fn new(generation: Generation, value: T, retire: Option<Retire<T>>) -> Self {
        Self { generation, value: Some(value), retire }
    }

    #[inline]
    pub(super) fn generation(&self) -> Generation {
        self.generation
    }

    #[inline]
    pub(super) fn value(&self) -> &T {
        match &self.value {
            Some(value) => value,
            None => unreachable!("it is taken by whoever owns this"),
        }
    }
}

/// Runs when the last handle is dropped.
impl<T> Drop for Numbered<T> {
    fn drop(&mut self) {
        if let Some(retire) = self.retire.take()
            && let Some(value) = self.value.take()
        {
            retire(value);
        }
    }
}

/// One version of a cell's value: shared, never written, kept for as long as there is a handle to it.
///
/// It dereferences to the value. `clone` adds one to a count, whatever the value is. Functions of the
/// handle are called as `Version::generation(&version)`, as with [`CowBox`].
///
/// ```
/// use cow_core::cow_cell::{CowCell, Version};
///
/// let cell = CowCell::new(vec![1, 2]);
/// let before = cell.version();
/// cell.update(|list| list.push(3));
/// assert_eq!(before.len(), 2);
/// assert_eq!(cell.version().len(), 3);
/// assert!(Version::generation(&before) < cell.generation());
/// ```
pub struct Version<T>(CowBox<Numbered<T>>);

impl<T> Version<T> {
    pub(super) fn from_box(numbered: CowBox<Numbered<T>>) -> Self {
        Self(numbered)
    }

    /// Returns the number of this version in its cell.
    #[inline]
    #[must_use]
    pub fn generation(this: &Self) -> Generation {
        this.0.generation()
    }

    /// Returns `true` if both are the same version of the same cell. O(1).
    #[inline]
    #[must_use]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        CowBox::ptr_eq(&this.0, &other.0)
    }

    /// Returns the value: moved out if this is the only handle to the version, cloned if not.
    ///
    /// ```
    /// use cow_core::cow_cell::{CowCell, Version};
    ///
    /// let cell = CowCell::new(String::from("old"));
    /// let old = cell.swap("new".into());
    /// assert_eq!(Version::unwrap_or_clone(old), "old"); // moved
    /// ```
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        match CowBox::try_unwrap(this.0) {
            Ok(mut numbered) => match numbered.value.take() {
                Some(value) => value,
                None => unreachable!("there was no other handle"),
            },
            Err(shared) => T::clone(shared.value()),
        }
    }
}

/// One more handle to the same version: O(1), nothing is copied.
impl<T> Clone for Version<T> {
    #[inline]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// What a handle to a version does as its value does.
macro_rules! handle {
    ($Handle:ident) => {
        impl<T> core::ops::Deref for $Handle<T> {
            type Target = T;

            #[inline]
            fn deref(&self) -> &T {
                self.0.value()
            }
        }

        impl<T> AsRef<T> for $Handle<T> {
            #[inline]
            fn as_ref(&self) -> &T {
                self
            }
        }

        /// Shows the value alone, as a lock's guard does.
        impl<T: core::fmt::Display> core::fmt::Display for $Handle<T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: core::fmt::Debug> core::fmt::Debug for $Handle<T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($Handle))
                    .field("generation", &Self::generation(self))
                    .field("value", &**self)
                    .finish()
            }
        }

        // As for `CowBox`. What is called with a retired value gets it whole, and is called once for it.
        impl<T: core::panic::RefUnwindSafe> core::panic::UnwindSafe for $Handle<T> {}
        impl<T: core::panic::RefUnwindSafe> core::panic::RefUnwindSafe for $Handle<T> {}
    };
}

handle!(Version);
pub(super) use handle;
