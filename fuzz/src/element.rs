//! Elements of several sizes, with drop glue and without; and user code that panics.

use std::any::Any;
use std::cell::Cell;
use std::cmp::Ordering;
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::panic::resume_unwind;

/// Something to fill collections with.
pub trait Element: Clone + Debug + Eq + Ord + Hash + 'static {
    /// The element of this number. Elements are ordered as their numbers are.
    fn of(number: u16) -> Self;

    /// The number again.
    fn number(&self) -> u16;
}

/// Many to a leaf, without drop glue.
impl Element for u32 {
    fn of(number: u16) -> Self {
        number.into()
    }

    fn number(&self) -> u16 {
        *self as u16
    }
}

/// `N` words: few to a leaf, so that few of them make a deep tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wide<const N: usize>([u64; N]);

impl<const N: usize> Element for Wide<N> {
    fn of(number: u16) -> Self {
        Wide([number.into(); N])
    }

    fn number(&self) -> u16 {
        self.0[0] as u16
    }
}

/// No size, and all of them equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit;

impl Element for Unit {
    fn of(_: u16) -> Self {
        Unit
    }

    fn number(&self) -> u16 {
        0
    }
}

thread_local! {
    /// How many calls of an [`Owned`]'s traits are left until one panics; none does at zero.
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

/// What the panic of a fuse carries.
struct Blown;

/// While it lives, the `calls`-th call of an [`Owned`]'s trait panics.
pub struct Fuse(());

impl Fuse {
    /// Never, at zero.
    pub fn new(calls: u32) -> Self {
        CALLS.set(calls);
        Fuse(())
    }

    /// Goes on panicking, unless the panic is a fuse's.
    pub fn expect(payload: Box<dyn Any + Send>) {
        if !payload.is::<Blown>() {
            resume_unwind(payload);
        }
    }
}

impl Drop for Fuse {
    fn drop(&mut self) {
        CALLS.set(0);
    }
}

/// Runs `f` without the fuse: a model that leaks when user code panics, as std's may, is no finding.
pub fn unarmed<R>(f: impl FnOnce() -> R) -> R {
    let calls = CALLS.replace(0);
    let result = f();
    CALLS.set(calls);
    result
}

/// User code calls this wherever it may panic.
pub fn call() {
    match CALLS.get() {
        0 => {}
        1 => {
            CALLS.set(0);
            // Past the hook, by which libFuzzer would take it for a finding.
            resume_unwind(Box::new(Blown));
        }
        left => CALLS.set(left - 1),
    }
}

/// Owns memory, so that the sanitizer sees what is dropped twice, or never; and panics as a [`Fuse`] says.
#[derive(Debug)]
pub struct Owned(Box<u16>);

impl Element for Owned {
    fn of(number: u16) -> Self {
        Owned(Box::new(number))
    }

    fn number(&self) -> u16 {
        *self.0
    }
}

impl Clone for Owned {
    fn clone(&self) -> Self {
        call();
        Owned(self.0.clone())
    }
}

impl PartialEq for Owned {
    fn eq(&self, other: &Self) -> bool {
        call();
        self.0 == other.0
    }
}

impl Eq for Owned {}

impl PartialOrd for Owned {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Owned {
    fn cmp(&self, other: &Self) -> Ordering {
        call();
        self.0.cmp(&other.0)
    }
}

impl Hash for Owned {
    fn hash<H: Hasher>(&self, state: &mut H) {
        call();
        self.0.hash(state);
    }
}
