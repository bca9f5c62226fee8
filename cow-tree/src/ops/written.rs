//! A leaf that code of the user's writes to.

use super::insert::summarize;
use crate::node::{OwnPathOf, PathOf, Width};
use crate::summary::Summary;
use cow_core::RefCount;
use cow_core::block::BlockMut;

/// Room for the copy of the leaf, if one is made: as much as it has to have.
#[inline]
pub(crate) fn room<K, V, A, C: RefCount>(path: &PathOf<'_, '_, K, V, A, C>) -> usize {
    match path.depth() {
        0 => Width::<K, V>::root(path.leaf().len()),
        _ => Width::<K, V>::LEAF,
    }
}

/// A path whose leaf is written to. When it is dropped, summaries are brought up to date, also if the
/// writer panics.
pub(crate) struct Written<'a, 't, K, V, A: Summary<K, V>, C: RefCount> {
    /// Some until it is dropped or taken.
    path: Option<OwnPathOf<'a, 't, K, V, A, C>>,
}

impl<'a, 't, K, V, A: Summary<K, V>, C: RefCount> Written<'a, 't, K, V, A, C> {
    #[inline]
    pub(crate) fn new(path: OwnPathOf<'a, 't, K, V, A, C>) -> Self {
        Self { path: Some(path) }
    }

    /// The leaf.
    #[inline]
    pub(crate) fn leaf(&mut self) -> BlockMut<'_, (), (K, V), C> {
        self.path.as_mut().expect("not yet taken").leaf()
    }

    /// The path, for a write that brings summaries up to date itself.
    #[inline]
    pub(crate) fn into_path(mut self) -> OwnPathOf<'a, 't, K, V, A, C> {
        self.path.take().expect("not yet taken")
    }
}

impl<K, V, A: Summary<K, V>, C: RefCount> Drop for Written<'_, '_, K, V, A, C> {
    #[inline]
    fn drop(&mut self) {
        if A::KEPT
            && let Some(path) = self.path.take()
        {
            summarize(&mut path.ascend());
        }
    }
}
