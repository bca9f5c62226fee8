//! Elements and closures that panic in a chosen call.

use crate::full_or;
use std::any::Any;
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;

/// A kind of call into user code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// `Clone::clone` of a [`Fused`].
    Clone,
    /// `Drop::drop` of a [`Fused`].
    Drop,
    /// `PartialEq::eq` of a [`Fused`].
    Eq,
    /// `Ord::cmp` or `PartialOrd::partial_cmp` of a [`Fused`].
    Ord,
    /// `Hash::hash` of a [`Fused`].
    Hash,
    /// A closure that calls [`Fuse::hit`].
    Closure,
    /// `Iterator::next` of a [`Fuse::iter`].
    Next,
}

impl Call {
    /// Every kind of call.
    pub const ALL: [Call; 7] =
        [Call::Clone, Call::Drop, Call::Eq, Call::Ord, Call::Hash, Call::Closure, Call::Next];
}

/// Panics at the k-th call of one kind, while [`run`](Fuse::run) runs.
///
/// A clone of a fuse is the same fuse. Calls outside of `run` are neither counted nor hit, so a test can build its
/// collection before, and check it after.
///
/// # The rule for panics during unwinding
///
/// A fuse blows once at most, and never while the thread is already panicking: a second panic that leaves a `Drop`
/// during unwinding would abort the process. The call is counted all the same.
#[derive(Clone, Debug)]
pub struct Fuse {
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    call: Call,
    /// The fuse blows when `met` reaches this.
    k: u64,
    armed: AtomicBool,
    /// Calls of the chosen kind while armed.
    met: AtomicU64,
    ran: AtomicBool,
}

/// The payload of a fuse's panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blown {
    /// The kind of call that panicked.
    pub call: Call,
    /// The how-manieth of its kind it was, from 1.
    pub k: u64,
}

impl Fuse {
    /// Makes a fuse that blows at the `k`-th call of kind `call`, counted from 1; with 0 it never blows and only
    /// counts.
    pub fn new(call: Call, k: u64) -> Self {
        Fuse {
            state: Arc::new(State {
                call,
                k,
                armed: AtomicBool::new(false),
                met: AtomicU64::new(0),
                ran: AtomicBool::new(false),
            }),
        }
    }

    /// Runs `f` with the fuse armed. `Err` if the fuse blew and the panic reached this frame; other panics go on.
    ///
    /// Nothing is printed for a blown fuse: the panic starts without the hook. What `f` borrows is taken as unwind
    /// safe, since it is to be checked afterwards.
    ///
    /// # Panics
    ///
    /// If `f` panics by itself.
    pub fn run<R>(&self, f: impl FnOnce() -> R) -> Result<R, Blown> {
        self.state.ran.store(true, Relaxed);
        self.state.armed.store(true, Relaxed);
        let outcome = catch_unwind(AssertUnwindSafe(f));
        self.state.armed.store(false, Relaxed);
        outcome.map_err(|payload: Box<dyn Any + Send>| match payload.downcast::<Blown>() {
            Ok(blown) => *blown,
            Err(other) => resume_unwind(other),
        })
    }

    /// Returns how many calls of the chosen kind [`run`](Self::run) has met so far.
    pub fn met(&self) -> u64 {
        self.state.met.load(Relaxed)
    }

    /// A call of kind `call`: user code that is to panic says so here.
    ///
    /// # Panics
    ///
    /// With [`Blown`] as its payload, if this is the chosen call.
    pub fn hit(&self, call: Call) {
        let state = &*self.state;
        if call != state.call || !state.armed.load(Relaxed) {
            return;
        }
        let k = state.met.fetch_add(1, Relaxed) + 1;
        if k == state.k && !thread::panicking() {
            resume_unwind(Box::new(Blown { call, k }));
        }
    }

    /// Returns an iterator whose `next` is a [`Call::Next`].
    pub fn iter<I: IntoIterator>(&self, items: I) -> impl Iterator<Item = I::Item> {
        let fuse = self.clone();
        let mut items = items.into_iter();
        std::iter::from_fn(move || {
            fuse.hit(Call::Next);
            items.next()
        })
    }
}

/// Runs `scenario` with a fuse for the first call of kind `call`, for the second, and so on, until a run meets fewer
/// calls than that. Returns how many calls that run met: zero says that the scenario makes no such call.
///
/// From the 16th call on, only some are made to panic if tests are not [`full`](crate::full): about six of
/// each doubling. Under Miri it is one, from the second call on.
///
/// The scenario builds what it needs, does the thing in question inside of [`Fuse::run`], and then checks what is left.
///
/// ```
/// use testkit::{Call, Fused, Ledger, for_every_k};
///
/// let panics = for_every_k(Call::Clone, |fuse| {
///     let ledger = Ledger::new();
///     let v: Vec<_> = (0..5).map(|i| Fused::new(fuse, ledger.counted(i))).collect();
///     drop(fuse.run(|| v.clone()));
///     ledger.assert_live(5);
///     drop(v);
///     ledger.assert_balanced();
/// });
/// assert_eq!(panics, 5);
/// ```
///
/// # Panics
///
/// If the scenario panics by itself, or never calls [`Fuse::run`].
#[must_use = "zero means that the scenario tested nothing"]
pub fn for_every_k(call: Call, mut scenario: impl FnMut(&Fuse)) -> u64 {
    let mut k = 1;
    loop {
        let fuse = Fuse::new(call, k);
        scenario(&fuse);
        assert!(fuse.state.ran.load(Relaxed), "the scenario must call `fuse.run`");
        if fuse.met() < k {
            return fuse.met();
        }
        k += if cfg!(miri) { k } else { full_or(1, (k / 8).max(1)) };
    }
}

/// An element whose calls hit a [`Fuse`] and then go to its content.
///
/// It drops its content also when its own drop panics, as Rust does for every type.
pub struct Fused<T> {
    value: T,
    fuse: Fuse,
}

impl<T> Fused<T> {
    /// Makes an element with content `value`.
    pub fn new(fuse: &Fuse, value: T) -> Self {
        Fused { value, fuse: fuse.clone() }
    }
}

impl<T: Clone> Clone for Fused<T> {
    fn clone(&self) -> Self {
        self.fuse.hit(Call::Clone);
        Fused { value: self.value.clone(), fuse: self.fuse.clone() }
    }
}

impl<T> Drop for Fused<T> {
    fn drop(&mut self) {
        self.fuse.hit(Call::Drop);
    }
}

impl<T: PartialEq> PartialEq for Fused<T> {
    fn eq(&self, other: &Self) -> bool {
        self.fuse.hit(Call::Eq);
        self.value == other.value
    }
}

impl<T: Eq> Eq for Fused<T> {}

impl<T: PartialOrd> PartialOrd for Fused<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.fuse.hit(Call::Ord);
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for Fused<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.fuse.hit(Call::Ord);
        self.value.cmp(&other.value)
    }
}

impl<T: Hash> Hash for Fused<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fuse.hit(Call::Hash);
        self.value.hash(state);
    }
}

impl<T> Deref for Fused<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Fused<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// Lookups by the bare content do not hit the fuse.
impl<T> Borrow<T> for Fused<T> {
    fn borrow(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Fused<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

#[cfg(test)]
mod tests;
