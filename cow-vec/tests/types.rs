//! What holds at compile time: sizes, variance, auto traits.
#![cfg(not(cow_loom))]

use cow_vec::{
    ArrayWindows, ChunkBy, Chunks, ChunksExact, CowSlice, CowSliceMut, CowVec, Drain, ExtractIf,
    IntoIter, Iter, IterMut, Leaves, Local, LocalVec, RChunks, RChunksExact, RSplit, RSplitN,
    Splice, Split, SplitInclusive, SplitN, Windows,
};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::fmt::Debug;
use std::hash::Hash;
use std::io::{BufRead, Read, Write};
use std::iter::FusedIterator;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::MutexGuard;

assert_eq_size!(CowVec<u8>, Option<CowVec<u8>>, [usize; 7]);

assert_impl_all!(CowVec<String>: Send, Sync, Clone, Debug, Eq, Ord, Hash, Default, Unpin);
assert_impl_all!(CowVec<String>: UnwindSafe, RefUnwindSafe, FromIterator<String>, Extend<String>);
assert_impl_all!(CowVec<u8>: Extend<&'static u8>, Read, BufRead, Write);
assert_impl_all!(View: Read, BufRead);
assert_impl_all!(ViewMut: Write);
// Every iterator goes both ways, has an exact length and is fused, as far as std's are.
assert_impl_all!(Iter<'static, String>: Send, Sync, Clone, Debug, Default);
assert_impl_all!(Iter<'static, String>: DoubleEndedIterator, ExactSizeIterator, FusedIterator);
assert_impl_all!(IterMut<'static, String>: Send, Sync, Debug, Default);
assert_impl_all!(IterMut<'static, String>: DoubleEndedIterator, ExactSizeIterator, FusedIterator);
assert_impl_all!(IntoIter<String>: Send, Sync, Clone, Debug, Default);
assert_impl_all!(IntoIter<String>: DoubleEndedIterator, ExactSizeIterator, FusedIterator);
assert_impl_all!(Drain<'static, String>: Send, Sync, Debug);
assert_impl_all!(Drain<'static, String>: DoubleEndedIterator, ExactSizeIterator, FusedIterator);
assert_impl_all!(Splice<'static, std::vec::IntoIter<u8>>: Debug, DoubleEndedIterator);
assert_impl_all!(Splice<'static, std::vec::IntoIter<u8>>: ExactSizeIterator, FusedIterator);
assert_impl_all!(ExtractIf<'static, String, fn(&mut String) -> bool>: Debug, FusedIterator);
// How many leaves there are is not known.
assert_impl_all!(Leaves<'static, String>: Send, Sync, Clone, Debug, Default);
assert_impl_all!(Leaves<'static, String>: DoubleEndedIterator, FusedIterator);
assert_impl_all!(Windows<'static, u8>: Clone, DoubleEndedIterator, ExactSizeIterator, FusedIterator);
assert_impl_all!(ArrayWindows<'static, u8, 2>: Clone, DoubleEndedIterator, ExactSizeIterator);
assert_impl_all!(Chunks<View>: Clone, DoubleEndedIterator, ExactSizeIterator, FusedIterator);
assert_impl_all!(ChunksExact<View>: Clone, DoubleEndedIterator, ExactSizeIterator, FusedIterator);
assert_impl_all!(RChunks<View>: Clone, DoubleEndedIterator, ExactSizeIterator, FusedIterator);
assert_impl_all!(RChunksExact<View>: Clone, DoubleEndedIterator, ExactSizeIterator, FusedIterator);
assert_impl_all!(Chunks<ViewMut>: Send, DoubleEndedIterator, ExactSizeIterator, FusedIterator);
assert_impl_all!(ChunkBy<View, fn(&u8, &u8) -> bool>: Clone, DoubleEndedIterator, FusedIterator);
assert_impl_all!(Split<View, Test>: Clone, DoubleEndedIterator, FusedIterator);
assert_impl_all!(SplitInclusive<View, Test>: Clone, DoubleEndedIterator, FusedIterator);
assert_impl_all!(RSplit<View, Test>: Clone, DoubleEndedIterator, FusedIterator);
assert_impl_all!(SplitN<View, Test>: Clone, FusedIterator);
assert_impl_all!(RSplitN<View, Test>: Clone, FusedIterator);

type View = CowSlice<'static, u8>;
type ViewMut = CowSliceMut<'static, u8>;
type Test = fn(&u8) -> bool;

// `Send` and `Sync` take both of the items, as in `Arc`; `Local` is neither.
assert_not_impl_any!(CowVec<Cell<u8>>: Send, Sync, RefUnwindSafe);
assert_not_impl_any!(CowVec<Rc<u8>>: Send, Sync);
assert_not_impl_any!(CowVec<MutexGuard<'static, u8>>: Send, Sync);
assert_not_impl_any!(LocalVec<u8>: Send, Sync);
assert_not_impl_any!(Iter<'static, Cell<u8>>: Send, Sync);
assert_not_impl_any!(Iter<'static, u8, Local>: Send, Sync);
assert_not_impl_any!(IterMut<'static, Cell<u8>>: Send, Sync);
assert_not_impl_any!(IterMut<'static, u8, Local>: Send, Sync);
assert_not_impl_any!(IntoIter<u8, Local>: Send, Sync);
assert_not_impl_any!(Leaves<'static, u8, Local>: Send, Sync);

// Nothing of its kind but reads, `Clone` and `Default` without any bound.
struct Bare;
assert_impl_all!(CowVec<Bare>: Clone, Default, FromIterator<Bare>);
assert_impl_all!(Iter<'static, Bare>: Clone, ExactSizeIterator);

testkit::assert_covariant! {
    CowVec<&'static str> => CowVec<&'a str>,
    Iter<'static, &'static str> => Iter<'a, &'a str>,
    Leaves<'static, &'static str> => Leaves<'a, &'a str>,
    IntoIter<&'static str> => IntoIter<&'a str>,
}

#[test]
fn items_that_cannot_be_cloned_are_read_shared_and_collected() {
    let v: CowVec<Bare> = (0..300).map(|_| Bare).collect();
    let w = v.clone();
    assert_eq!((v.len(), w.iter().count(), w.get(299).is_some()), (300, 300, true));
    let v: CowVec<Bare> = vec![Bare, Bare].into();
    assert!(v.first().is_some() && v.last().is_some());
}
