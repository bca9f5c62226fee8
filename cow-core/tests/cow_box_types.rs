//! What holds of `CowBox` at compile time: sizes, niches, variance, auto traits.
#![cfg(not(cow_loom))]

use cow_core::{CowBox, Local};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};
use std::borrow::Borrow;
use std::cell::{Cell, RefCell, UnsafeCell};
use std::error::Error;
use std::fmt::{Debug, Display, Pointer};
use std::hash::Hash;
use std::marker::PhantomPinned;
use std::ops::Deref;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, mpsc};

// One word; two for slices, strings and trait objects. `None` takes no room.
assert_eq_size!(CowBox<[u64; 100]>, usize);
assert_eq_size!(Option<CowBox<u8>>, usize);
assert_eq_size!(CowBox<[u64]>, Option<CowBox<[u64]>>, [usize; 2]);
assert_eq_size!(CowBox<str>, Option<CowBox<str>>, [usize; 2]);
assert_eq_size!(CowBox<dyn Debug>, Option<CowBox<dyn Debug>>, [usize; 2]);

// `Send` and `Sync` take both of the content, as in `Arc`.
assert_impl_all!(CowBox<u8>: Send, Sync);
assert_impl_all!(CowBox<[String]>: Send, Sync);
assert_impl_all!(CowBox<str>: Send, Sync);
assert_impl_all!(CowBox<Mutex<Cell<u8>>>: Send, Sync);
assert_impl_all!(CowBox<dyn Send + Sync>: Send, Sync);
assert_not_impl_any!(CowBox<Cell<u8>>: Send, Sync);
assert_not_impl_any!(CowBox<[Cell<u8>]>: Send, Sync);
assert_not_impl_any!(CowBox<RefCell<u8>>: Send, Sync);
assert_not_impl_any!(CowBox<Rc<u8>>: Send, Sync);
assert_not_impl_any!(CowBox<MutexGuard<'static, u8>>: Send, Sync);
assert_not_impl_any!(CowBox<mpsc::Receiver<u8>>: Send, Sync);
assert_not_impl_any!(CowBox<*const u8>: Send, Sync);
assert_not_impl_any!(CowBox<dyn Send>: Send, Sync);
assert_not_impl_any!(CowBox<dyn Sync>: Send, Sync);

// Unwind safety is that of a shared reference, again as in `Arc`.
assert_impl_all!(CowBox<String>: UnwindSafe, RefUnwindSafe);
assert_impl_all!(CowBox<[String]>: UnwindSafe, RefUnwindSafe);
assert_impl_all!(CowBox<Mutex<u8>>: UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(CowBox<Cell<u8>>: UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(CowBox<UnsafeCell<u8>>: UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(Arc<Cell<u8>>: UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(CowBox<&'static mut Cell<u8>>: UnwindSafe, RefUnwindSafe);
assert_impl_all!(CowBox<PhantomPinned>: Unpin);

assert_impl_all!(
    CowBox<str>: Clone, Deref<Target = str>, AsRef<str>, Borrow<str>, Debug, Display, Pointer, Eq, Ord,
    Hash, Default, FromIterator<char>, FromIterator<String>, FromIterator<&'static str>
);
assert_impl_all!(CowBox<[u8]>: Clone, AsRef<[u8]>, Borrow<[u8]>, Ord, Hash, Default, FromIterator<u8>);
assert_impl_all!(CowBox<std::fmt::Error>: Error);
// No more than the content has, and nothing of its kind but `Clone` without any bound.
struct Bare;
assert_impl_all!(CowBox<Bare>: Clone, Pointer);
assert_not_impl_any!(
    CowBox<Bare>: Debug, Display, PartialEq, PartialOrd, Hash, Default, Error, Copy
);
assert_not_impl_any!(CowBox<f64>: Eq, Ord, Hash);
// The kinds of counts are not the business of `CowBox`: it is atomic.
assert_impl_all!(CowBox<Local>: Send, Sync);

/// Covariant: these functions compile.
#[test]
fn a_longer_lifetime_serves_for_a_shorter() {
    fn sized<'short>(long: CowBox<&'static str>) -> CowBox<&'short str> {
        long
    }
    fn slice<'a, 'short>(long: &'a CowBox<[&'static str]>) -> &'a CowBox<[&'short str]> {
        long
    }
    fn object<'short>(long: CowBox<dyn Debug>) -> CowBox<dyn Debug + 'short> {
        long
    }
    let words = CowBox::from(["a", "b"]);
    assert_eq!(*sized(CowBox::new("a")), slice(&words)[0]);
    let object = object(cow_core::unsize!(CowBox::new(1) => dyn Debug));
    assert_eq!(format!("{object:?}"), "1");
}
