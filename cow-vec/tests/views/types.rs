//! What holds at compile time.

use cow_vec::{CowSlice, CowSliceMut, Local};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::fmt::Debug;
use std::hash::Hash;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

assert_impl_all!(CowSlice<'static, String>: Send, Sync, Copy, Debug, Eq, Ord, Hash, Default);
assert_impl_all!(CowSliceMut<'static, String>: Send, Sync, Debug, Eq, Ord, Hash, Default);
assert_impl_all!(CowSlice<'static, String>: UnwindSafe, RefUnwindSafe, Unpin);
assert_impl_all!(CowSlice<'static, Bare>: Copy, Default, IntoIterator);
assert_not_impl_any!(CowSliceMut<'static, String>: Clone, UnwindSafe);
assert_not_impl_any!(CowSlice<'static, u8, Local>: Send, Sync);
assert_not_impl_any!(CowSliceMut<'static, u8, Local>: Send, Sync);
assert_not_impl_any!(CowSlice<'static, Cell<u8>>: Send, Sync);
assert_not_impl_any!(CowSliceMut<'static, Rc<u8>>: Send, Sync);

/// Neither `Clone` nor anything else.
struct Bare;

#[expect(dead_code, reason = "to be compiled")]
fn covariant<'short>(view: CowSlice<'static, &'static str>) -> CowSlice<'short, &'short str> {
    view
}
