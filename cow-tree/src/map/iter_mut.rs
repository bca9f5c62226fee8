//! Iteration over values to be written.

use super::CowTreeMap;
use crate::node::{Tree, Width};
use core::fmt;
use core::iter::FusedIterator;
use core::slice;
use cow_core::fork::{MAX_HEIGHT, NodeMut, Side};
use cow_core::{Atomic, Kind};

/// An iterator over the entries of a map, in the order of their keys, with values to be written.
///
/// Made by [`CowTreeMap::iter_mut`]. It copies a shared node when it comes to it, and none before.
pub struct IterMut<'a, K, V, P: Kind = Atomic> {
    front: slice::IterMut<'a, (K, V)>,
    back: slice::IterMut<'a, (K, V)>,
    /// Subtrees between `front` and `back`: first those of `ahead` from its top down, then those of
    /// `behind` up to its top.
    ahead: Pending<'a, K, V, P>,
    behind: Pending<'a, K, V, P>,
    /// How many entries are left.
    len: usize,
}

/// An iterator over the values of a map, to be written, in the order of their keys.
///
/// Made by [`CowTreeMap::values_mut`].
pub struct ValuesMut<'a, K, V, P: Kind = Atomic> {
    iter: IterMut<'a, K, V, P>,
}

/// A stack of subtrees, of falling height; the bottom can be taken too.
struct Pending<'a, K, V, P: Kind> {
    slots: [Option<&'a mut Tree<K, V, P, ()>>; MAX_HEIGHT],
    bottom: usize,
    top: usize,
}

impl<'a, K, V, P: Kind> Pending<'a, K, V, P> {
    fn new() -> Self {
        Self { slots: [const { None }; MAX_HEIGHT], bottom: 0, top: 0 }
    }

    fn push(&mut self, tree: &'a mut Tree<K, V, P, ()>) {
        self.slots[self.top] = Some(tree);
        self.top += 1;
    }

    fn pop(&mut self) -> Option<&'a mut Tree<K, V, P, ()>> {
        if self.top == self.bottom {
            (self.bottom, self.top) = (0, 0);
            return None;
        }
        self.top -= 1;
        self.slots[self.top].take()
    }

    fn pop_bottom(&mut self) -> Option<&'a mut Tree<K, V, P, ()>> {
        if self.top == self.bottom {
            (self.bottom, self.top) = (0, 0);
            return None;
        }
        self.bottom += 1;
        self.slots[self.bottom - 1].take()
    }
}

impl<K: Clone, V: Clone, P: Kind> CowTreeMap<K, V, P> {
    /// The entries, in the order of their keys, with values to be written. Shared leaves are copied
    /// when the iterator comes to them.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map = CowTreeMap::from([("a", 1), ("b", 2)]);
    /// let before = map.clone();
    /// for (_, value) in map.iter_mut() {
    ///     *value *= 10;
    /// }
    /// assert_eq!((map["b"], before["b"]), (20, 2));
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V, P> {
        let mut iter = IterMut { len: self.len(), ..IterMut::default() };
        if let Some(root) = &mut self.root {
            iter.ahead.push(root);
        }
        iter
    }

    /// The values, to be written, in the order of their keys.
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V, P> {
        ValuesMut { iter: self.iter_mut() }
    }
}

impl<'a, K: Clone, V: Clone, P: Kind> IntoIterator for &'a mut CowTreeMap<K, V, P> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V, P>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<'a, K: Clone, V: Clone, P: Kind> IterMut<'a, K, V, P> {
    /// The entries of the leaf at the edge of a subtree on `side`; what is passed by goes to `stack`.
    fn descend(
        stack: &mut Pending<'a, K, V, P>,
        tree: &'a mut Tree<K, V, P, ()>,
        side: Side,
    ) -> slice::IterMut<'a, (K, V)> {
        let mut at = tree;
        loop {
            match at.make_mut(Width::<K, V>::LEAF) {
                NodeMut::Leaf(leaf) => return leaf.into_parts().1.iter_mut(),
                NodeMut::Fork(fork) => {
                    let (_, left, right) = fork.into_parts();
                    let (near, far) = match side {
                        Side::Left => (left, right),
                        Side::Right => (right, left),
                    };
                    stack.push(far);
                    at = near;
                }
            }
        }
    }

    #[cold]
    fn enter_front(&mut self) {
        self.front = match self.ahead.pop().or_else(|| self.behind.pop_bottom()) {
            Some(tree) => Self::descend(&mut self.ahead, tree, Side::Left),
            None => core::mem::take(&mut self.back),
        };
    }

    #[cold]
    fn enter_back(&mut self) {
        self.back = match self.behind.pop().or_else(|| self.ahead.pop_bottom()) {
            Some(tree) => Self::descend(&mut self.behind, tree, Side::Right),
            None => core::mem::take(&mut self.front),
        };
    }
}

impl<'a, K: Clone, V: Clone, P: Kind> Iterator for IterMut<'a, K, V, P> {
    type Item = (&'a K, &'a mut V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.front.len() == 0 {
            self.enter_front();
        }
        let (key, value) = self.front.next()?;
        self.len -= 1;
        Some((key, value))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }
}

impl<K: Clone, V: Clone, P: Kind> DoubleEndedIterator for IterMut<'_, K, V, P> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.back.len() == 0 {
            self.enter_back();
        }
        let (key, value) = self.back.next_back()?;
        self.len -= 1;
        Some((key, value))
    }
}

impl<'a, K: Clone, V: Clone, P: Kind> Iterator for ValuesMut<'a, K, V, P> {
    type Item = &'a mut V;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        Some(self.iter.next()?.1)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}

impl<K: Clone, V: Clone, P: Kind> DoubleEndedIterator for ValuesMut<'_, K, V, P> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        Some(self.iter.next_back()?.1)
    }
}

impl<K: Clone, V: Clone, P: Kind> ExactSizeIterator for IterMut<'_, K, V, P> {}
impl<K: Clone, V: Clone, P: Kind> ExactSizeIterator for ValuesMut<'_, K, V, P> {}
impl<K: Clone, V: Clone, P: Kind> FusedIterator for IterMut<'_, K, V, P> {}
impl<K: Clone, V: Clone, P: Kind> FusedIterator for ValuesMut<'_, K, V, P> {}

impl<K, V, P: Kind> Default for IterMut<'_, K, V, P> {
    fn default() -> Self {
        Self {
            front: [].iter_mut(),
            back: [].iter_mut(),
            ahead: Pending::new(),
            behind: Pending::new(),
            len: 0,
        }
    }
}

impl<K, V, P: Kind> Default for ValuesMut<'_, K, V, P> {
    fn default() -> Self {
        Self { iter: IterMut::default() }
    }
}

impl<K, V, P: Kind> fmt::Debug for IterMut<'_, K, V, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IterMut").field("len", &self.len).finish_non_exhaustive()
    }
}

impl<K, V, P: Kind> fmt::Debug for ValuesMut<'_, K, V, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValuesMut").field("len", &self.iter.len).finish_non_exhaustive()
    }
}
