//! The published pointer.

#[cfg(not(cow_loom))]
pub(super) use self::imp::{Loaded, Slot};
#[cfg(cow_loom)]
pub(super) use super::loom_slot::{Loaded, Slot};

#[cfg(not(cow_loom))]
mod imp {
    use crate::CowBox;
    use arc_swap::ArcSwapAny;

    /// A handle that any thread may clone while another replaces it.
    pub(in super::super) struct Slot<T>(ArcSwapAny<CowBox<T>>);

    /// A handle that mostly does without counting.
    pub(in super::super) type Loaded<T> = arc_swap::Guard<CowBox<T>>;

    impl<T> Slot<T> {
        pub(in super::super) fn new(first: CowBox<T>) -> Self {
            Self(ArcSwapAny::new(first))
        }

        #[inline]
        pub(in super::super) fn load(&self) -> Loaded<T> {
            self.0.load()
        }

        /// Returns what was there before.
        pub(in super::super) fn swap(&self, new: CowBox<T>) -> CowBox<T> {
            self.0.swap(new)
        }

        pub(in super::super) fn into_inner(self) -> CowBox<T> {
            self.0.into_inner()
        }

        /// From here on, no load returns what was replaced before. See the stand-in for loom.
        #[inline]
        pub(in super::super) fn settle(&self) {}
    }
}
