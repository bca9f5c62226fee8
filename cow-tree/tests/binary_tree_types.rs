//! `BinaryTree`: size, variance and automatic traits, at compile time.

use cow_tree::BinaryTree;
use cow_tree::binary_tree::{
    Diff, DiffItem, InOrder, IntoIter, LevelOrder, OrphanError, PostOrder, PreOrder, Side,
};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any, const_assert_eq};
use std::cell::Cell;
use std::fmt::Debug;
use std::hash::Hash;
use std::iter::FusedIterator;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

struct NoTraits;

assert_eq_size!(BinaryTree<[u64; 9]>, usize);
const_assert_eq!(size_of::<Side>(), 1);

assert_impl_all!(BinaryTree<NoTraits>: Clone, Default, Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
assert_impl_all!(BinaryTree<String>: Debug, Eq, Ord, Hash, IntoIterator);
assert_impl_all!(BinaryTree<f64>: PartialEq, PartialOrd);
assert_not_impl_any!(BinaryTree<f64>: Eq, Ord, Hash);
assert_not_impl_any!(BinaryTree<NoTraits>: Debug, PartialEq, PartialOrd, Hash, IntoIterator);
// As for `Arc`: a clone in another thread is the same node.
assert_not_impl_any!(BinaryTree<Cell<u8>>: Send, Sync, RefUnwindSafe, UnwindSafe);
assert_not_impl_any!(BinaryTree<Rc<u8>>: Send, Sync);

assert_impl_all!(PreOrder<'static, u8>: Clone, Debug, Default, FusedIterator, Send, Sync);
assert_impl_all!(InOrder<'static, u8>: Clone, Debug, Default, FusedIterator, Send, Sync);
assert_impl_all!(PostOrder<'static, u8>: Clone, Debug, Default, FusedIterator, Send, Sync);
assert_impl_all!(LevelOrder<'static, u8>: Clone, Debug, Default, FusedIterator, Send, Sync);
assert_impl_all!(IntoIter<u8>: Clone, Debug, Default, FusedIterator, Send, Sync);
assert_impl_all!(Diff<'static, u8>: Clone, Debug, FusedIterator, Send, Sync);
assert_impl_all!(DiffItem<'static, u8>: Copy, Debug, Eq, Hash);
assert_impl_all!(OrphanError<u8>: Clone, Eq, std::error::Error, Send, Sync);
assert_impl_all!(PreOrder<'static, NoTraits>: Clone, FusedIterator);
assert_not_impl_any!(InOrder<'static, Cell<u8>>: Send, Sync);
assert_not_impl_any!(IntoIter<Rc<u8>>: Send, Sync);

testkit::assert_covariant! {
    BinaryTree<&'static str> => BinaryTree<&'a str>,
    IntoIter<&'static str> => IntoIter<&'a str>,
    InOrder<'static, &'static str> => InOrder<'a, &'a str>,
    LevelOrder<'static, &'static str> => LevelOrder<'a, &'a str>,
    Diff<'static, &'static str> => Diff<'a, &'a str>,
}

#[test]
fn an_empty_tree_is_const() {
    const EMPTY: BinaryTree<String> = BinaryTree::empty();
    assert!(EMPTY.is_empty());
}

#[test]
fn zero_sized_and_large_values() {
    let units = BinaryTree::from_level_order(vec![Some(()); 100]).unwrap();
    assert_eq!(units.into_iter().count(), 100);
    let page = testkit::Aligned::new(3_u8);
    let pages = BinaryTree::new(page, BinaryTree::leaf(page), BinaryTree::empty());
    assert!(pages.in_order().all(|page| std::ptr::from_ref(page).addr() % 256 == 0));
    let mut bytes = 0;
    pages.visit_nodes(&mut |node| {
        bytes = node.bytes;
        true
    });
    // The count is padded to the alignment.
    assert_eq!(bytes, 3 * 256);
}
