//! How threads share a state: in a lock, published through `arc-swap`, or in a `CowCell`.

use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use arc_swap::ArcSwap;
use cow_core::CowCell;

use super::state::{CowState, State};

/// A state that one thread writes and others read.
pub(super) trait Holder<S>: Send + Sync {
    fn new(state: S) -> Self;

    fn write(&self, change: impl FnOnce(&mut S));

    /// Reads the current state.
    fn read<R>(&self, look: impl FnOnce(&S) -> R) -> R;

    /// Reads a version of its own for long, without keeping the writer from its work meanwhile.
    fn hold<R>(&self, look: impl FnOnce(&S) -> R) -> R;
}

impl<S: State> Holder<S> for Mutex<S> {
    fn new(state: S) -> Self {
        Self::new(state)
    }

    fn write(&self, change: impl FnOnce(&mut S)) {
        change(&mut lock(self));
    }

    fn read<R>(&self, look: impl FnOnce(&S) -> R) -> R {
        look(&lock(self))
    }

    fn hold<R>(&self, look: impl FnOnce(&S) -> R) -> R {
        let copy = lock(self).clone();
        look(&copy)
    }
}

fn lock<S>(mutex: &Mutex<S>) -> MutexGuard<'_, S> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S: State> Holder<S> for RwLock<S> {
    fn new(state: S) -> Self {
        Self::new(state)
    }

    fn write(&self, change: impl FnOnce(&mut S)) {
        change(&mut self.write().unwrap_or_else(PoisonError::into_inner));
    }

    fn read<R>(&self, look: impl FnOnce(&S) -> R) -> R {
        look(&self.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn hold<R>(&self, look: impl FnOnce(&S) -> R) -> R {
        let copy = self.read().unwrap_or_else(PoisonError::into_inner).clone();
        look(&copy)
    }
}

/// There is one writer, so that no store is lost.
impl<S: State> Holder<S> for ArcSwap<S> {
    fn new(state: S) -> Self {
        Self::from_pointee(state)
    }

    fn write(&self, change: impl FnOnce(&mut S)) {
        let mut state = S::clone(&self.load());
        change(&mut state);
        self.store(state.into());
    }

    fn read<R>(&self, look: impl FnOnce(&S) -> R) -> R {
        look(&self.load())
    }

    fn hold<R>(&self, look: impl FnOnce(&S) -> R) -> R {
        look(&self.load_full())
    }
}

impl Holder<CowState> for CowCell<CowState> {
    fn new(state: CowState) -> Self {
        Self::new(state)
    }

    fn write(&self, change: impl FnOnce(&mut CowState)) {
        self.update(change);
    }

    fn read<R>(&self, look: impl FnOnce(&CowState) -> R) -> R {
        look(&self.load())
    }

    fn hold<R>(&self, look: impl FnOnce(&CowState) -> R) -> R {
        look(&self.version())
    }
}
