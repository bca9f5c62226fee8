//! What `CowCell` uses of `arc_swap`, in terms that loom sees.
//!
//! Only under `--cfg cow_loom`. The contract is kept, and kept no better than that:
//!
//! * *swap* puts a new version in and returns the one before. Swaps have an order, in which each
//!   happens after those that it follows: an `AcqRel` exchange.
//! * *load* returns a version that was current at some time, with all that its writer did before. It
//!   may be an old one, unless something else orders the load after the swap: an `Acquire` load. So a
//!   protocol that relies on more than it orders by itself fails here.
//! * A version stays alive while there is a handle to it.
//!
//! What is replaced can be loaded by threads that have not seen the new one, until its writer says
//! that it is *settled*.

use crate::CowBox;
use crate::sync::{AtomicUsize, Mutex, MutexGuard, Ordering};
use alloc::vec;
use alloc::vec::Vec;
use std::sync::PoisonError;

pub(super) struct Slot<T> {
    /// An index of `versions`, of one that is there.
    current: AtomicUsize,
    /// All versions that ever were. Those that are settled are `None`.
    versions: Mutex<Vec<Option<CowBox<T>>>>,
}

pub(super) struct Loaded<T>(CowBox<T>);

impl<T> Loaded<T> {
    /// As `arc_swap::Guard::into_inner`.
    pub(super) fn into_inner(loaded: Self) -> CowBox<T> {
        loaded.0
    }
}

impl<T> core::ops::Deref for Loaded<T> {
    type Target = CowBox<T>;

    fn deref(&self) -> &CowBox<T> {
        &self.0
    }
}

impl<T> Slot<T> {
    pub(super) fn new(first: CowBox<T>) -> Self {
        Self { current: AtomicUsize::new(0), versions: Mutex::new(vec![Some(first)]) }
    }

    fn versions(&self) -> MutexGuard<'_, Vec<Option<CowBox<T>>>> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn load(&self) -> Loaded<T> {
        loop {
            let index = self.current.load(Ordering::Acquire);
            // A thread that finds it settled has locked after the writer did, and so sees a newer index.
            if let Some(version) = &self.versions()[index] {
                return Loaded(version.clone());
            }
        }
    }

    pub(super) fn swap(&self, new: CowBox<T>) -> CowBox<T> {
        let mut versions = self.versions();
        versions.push(Some(new));
        let old = self.current.swap(versions.len() - 1, Ordering::AcqRel);
        versions[old].clone().expect("the current version is not settled")
    }

    pub(super) fn settle(&self) {
        let mut versions = self.versions();
        let current = self.current.load(Ordering::Acquire);
        let settled: Vec<_> = versions[..current].iter_mut().filter_map(Option::take).collect();
        drop(versions);
        drop(settled);
    }

    pub(super) fn into_inner(self) -> CowBox<T> {
        let index = self.current.load(Ordering::Acquire);
        self.versions()[index].take().expect("the current version is there")
    }
}
