//! An element that loom sees.
#![expect(
    unsafe_code,
    reason = "loom tracks plain memory only through its own UnsafeCell, which gives raw pointers"
)]

use std::fmt;
use std::thread;

use loom::alloc::Track;
use loom::cell::UnsafeCell;

/// An element whose every access is one that loom checks: read by `clone`, `get`, comparison and printing, written by
/// `set` and by the drop.
///
/// loom sees no plain memory. A count with a missing `Acquire` passes every model over plain integers; over this
/// element the write that is not ordered after another thread's read ends the model with a causality violation. An
/// element that is never dropped ends it as a leak.
pub struct Watched<T> {
    /// Written only through `&mut self`, read only through `&self`.
    value: UnsafeCell<T>,
    _leak: Track<()>,
}

// SAFETY: `value` is "written only through `&mut self`, read only through `&self`", so that shared use from several
// threads only reads; the pointers that `with` gives out do not leave this file.
unsafe impl<T: Send + Sync> Sync for Watched<T> {}

impl<T> Watched<T> {
    /// Makes an element, to be made inside of a model.
    pub fn new(value: T) -> Self {
        Watched { value: UnsafeCell::new(value), _leak: Track::new(()) }
    }

    /// Overwrites the content: a write for loom.
    pub fn set(&mut self, value: T) {
        self.value.with_mut(|place| {
            // SAFETY: `place` points into `self`, which is borrowed mutably.
            unsafe { *place = value }
        });
    }

    /// Shows the content: a read for loom.
    pub fn read<R>(&self, f: impl FnOnce(&T) -> R) -> R {
        self.value.with(|place| {
            // SAFETY: `place` points into `self`, which is borrowed, and `value` is "written only through `&mut self`".
            f(unsafe { &*place })
        })
    }
}

impl<T: Copy> Watched<T> {
    /// Returns the content: a read for loom.
    pub fn get(&self) -> T {
        self.read(|value| *value)
    }
}

impl<T: Clone> Clone for Watched<T> {
    fn clone(&self) -> Self {
        Watched::new(self.read(T::clone))
    }
}

impl<T> Drop for Watched<T> {
    fn drop(&mut self) {
        // A second panic would abort; the first has already failed the model.
        if !thread::panicking() {
            self.value.with_mut(|_| ());
        }
    }
}

impl<T: PartialEq> PartialEq for Watched<T> {
    fn eq(&self, other: &Self) -> bool {
        self.read(|a| other.read(|b| a == b))
    }
}

impl<T: Eq> Eq for Watched<T> {}

impl<T: PartialOrd> PartialOrd for Watched<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.read(|a| other.read(|b| a.partial_cmp(b)))
    }
}

impl<T: Ord> Ord for Watched<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.read(|a| other.read(|b| a.cmp(b)))
    }
}

impl<T: std::hash::Hash> std::hash::Hash for Watched<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.read(|value| value.hash(state));
    }
}

impl<T: fmt::Debug> fmt::Debug for Watched<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.read(|value| value.fmt(f))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loom::sync::Arc;
    use loom::sync::atomic::{AtomicBool, Ordering};
    use std::mem;

    struct Shared {
        element: *mut Watched<u32>,
        done: AtomicBool,
    }
    // SAFETY: a model of what a count does: the flag decides who may use `element`.
    unsafe impl Send for Shared {}
    // SAFETY: as for `Send`.
    unsafe impl Sync for Shared {}

    /// One thread reads and says so; the other then writes and frees.
    fn hand_over(say: Ordering, hear: Ordering) {
        loom::model(move || {
            let element = Box::into_raw(Box::new(Watched::new(1)));
            let shared = Arc::new(Shared { element, done: AtomicBool::new(false) });
            let theirs = shared.clone();
            let reader = loom::thread::spawn(move || {
                // SAFETY: the element is freed only once `done` is true.
                let element = unsafe { &*theirs.element };
                assert_eq!(element.get(), 1);
                theirs.done.store(true, say);
            });
            if shared.done.load(hear) {
                // SAFETY: the other thread is done with it.
                let mut element = unsafe { Box::from_raw(shared.element) };
                element.set(2);
                drop(element);
                reader.join().unwrap();
            } else {
                reader.join().unwrap();
                // SAFETY: the other thread has ended.
                drop(unsafe { Box::from_raw(shared.element) });
            }
        });
    }

    #[test]
    fn release_and_acquire_pass() {
        hand_over(Ordering::Release, Ordering::Acquire);
    }

    #[test]
    #[should_panic(expected = "Causality violation")]
    fn a_missing_acquire_is_found() {
        hand_over(Ordering::Release, Ordering::Relaxed);
    }

    #[test]
    #[should_panic(expected = "Causality violation")]
    fn a_missing_release_is_found() {
        hand_over(Ordering::Relaxed, Ordering::Acquire);
    }

    #[test]
    #[should_panic(expected = "leaked")]
    fn a_leak_is_found() {
        loom::model(|| mem::forget(Watched::new(1)));
    }
}
