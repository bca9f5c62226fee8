//! What holds of `CowCell` and its handles at compile time: sizes, auto traits, traits.
#![cfg(all(feature = "cell", not(cow_loom)))]

use cow_core::cow_cell::{Changed, Changes, Generation, Guard, Leftovers, Reaper, Version};
use cow_core::{CowBox, CowCell};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::marker::PhantomPinned;
use std::ops::Deref;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, mpsc};

assert_eq_size!(Version<[u64; 100]>, Option<Version<u8>>, usize);
assert_eq_size!(Generation, u64);

// A cell shares its content with other threads and moves it to them, as an `Arc` does.
assert_impl_all!(CowCell<String>: Send, Sync);
assert_impl_all!(Version<String>: Send, Sync);
assert_impl_all!(Guard<String>: Send, Sync);
assert_impl_all!(Changes<String>: Send, Sync);
assert_impl_all!(CowCell<Mutex<Cell<u8>>>: Send, Sync);
assert_not_impl_any!(CowCell<Cell<u8>>: Send, Sync);
assert_not_impl_any!(CowCell<Rc<u8>>: Send, Sync);
assert_not_impl_any!(CowCell<MutexGuard<'static, u8>>: Send, Sync);
assert_not_impl_any!(CowCell<mpsc::Receiver<u8>>: Send, Sync);
assert_not_impl_any!(Version<Cell<u8>>: Send, Sync);
assert_not_impl_any!(Guard<Cell<u8>>: Send, Sync);
assert_not_impl_any!(Changes<Cell<u8>>: Send, Sync);
assert_impl_all!(Reaper: Send, Sync, Clone, Debug);
assert_impl_all!(Leftovers: Send, Sync, Clone, Debug, Default);

// A panic in an update leaves nothing half done; what `&T` points to may be.
assert_impl_all!(CowCell<String>: UnwindSafe, RefUnwindSafe);
assert_impl_all!(Version<String>: UnwindSafe, RefUnwindSafe);
assert_impl_all!(Guard<String>: UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(CowCell<Cell<u8>>: UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(Version<Cell<u8>>: UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(Guard<Cell<u8>>: UnwindSafe, RefUnwindSafe);
assert_impl_all!(Version<PhantomPinned>: Unpin);

assert_impl_all!(CowCell<u8>: Debug, Default, From<u8>);
assert_impl_all!(Version<u8>: Clone, Deref<Target = u8>, AsRef<u8>, Debug, Display);
assert_impl_all!(Guard<u8>: Deref<Target = u8>, AsRef<u8>, Debug, Display);
assert_impl_all!(Generation: Copy, Ord, Hash, Default, Debug, Display);
assert_impl_all!(Changed: Error, Copy, Eq);
// No more than the content has.
struct Bare;
assert_impl_all!(Version<Bare>: Clone);
assert_impl_all!(Changes<Bare>: Clone);
assert_not_impl_any!(CowCell<Bare>: Debug, Default, Clone, Copy);
assert_not_impl_any!(Version<Bare>: Debug, Display, Copy);
assert_impl_all!(CowBox<Bare>: arc_swap::RefCnt);
assert_not_impl_any!(CowBox<str>: arc_swap::RefCnt);

/// The value may borrow.
#[test]
fn a_cell_may_hold_references() {
    let text = String::from("borrowed");
    let cell = CowCell::new(vec![text.as_str()]);
    cell.update(|list| list.push(&text[..4]));
    assert_eq!(cell.into_inner(), ["borrowed", "borr"]);
}
