//! Places: where an entry is, or would be, to be gone to again without comparing keys.

use super::insert::put;
use super::remove::take;
use super::written::{Written, room};
use crate::node::{self, PathOf, Sought, TrailOf, Tree, TreeRef, Width};
use crate::summary::Summary;
use cow_core::RefCount;
use cow_core::fork::{Path, Side, View};

/// The way from the root to a place in a leaf.
///
/// It stays right while entries are neither inserted nor removed; to copy shared nodes changes
/// nothing of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Bit `i` is set if the way goes right at the `i`th fork.
    sides: u64,
    /// The entry in the leaf; its length if the place is behind the last one.
    index: usize,
    /// Whether an insertion here has to make room first.
    full: bool,
}

impl Place {
    /// Goes down to the side that `choose` says, and in the leaf where `search` says.
    #[inline]
    fn descend<'a, K, V, A, C: RefCount>(
        tree: TreeRef<'a, K, V, A, C>,
        mut choose: impl FnMut(cow_core::fork::ForkRef<'a, node::Fork<K, A>, (K, V), C>) -> Side,
    ) -> (Self, &'a [(K, V)]) {
        let (mut at, mut sides, mut level) = (tree, 0, 0);
        loop {
            match at.view() {
                View::Fork(fork) => {
                    let side = choose(fork);
                    sides |= (side as u64) << level;
                    level += 1;
                    at = fork.child(side);
                }
                View::Leaf(leaf) => {
                    let full = leaf.len() == leaf.capacity();
                    return (Self { sides, index: 0, full }, leaf.slice());
                }
            }
        }
    }

    /// Where the entry is that is sought, or where it would be.
    #[inline]
    pub(crate) fn find<K, V, A, C: RefCount>(
        tree: TreeRef<'_, K, V, A, C>,
        mut sought: impl Sought<K>,
    ) -> Result<Self, Self> {
        let (place, entries) = Self::descend(tree, |fork| {
            let [left, right] = fork.children();
            left.prefetch();
            right.prefetch();
            node::turn(fork.data(), &mut sought)
        });
        node::search(entries, &mut sought)
            .map(|index| Self { index, ..place })
            .map_err(|index| Self { index, ..place })
    }

    /// Where the first or last entry is.
    #[inline]
    pub(crate) fn edge<K, V, A, C: RefCount>(tree: TreeRef<'_, K, V, A, C>, side: Side) -> Self {
        let (place, entries) = Self::descend(tree, |_| side);
        match side {
            Side::Left => place,
            Side::Right => Self { index: entries.len() - 1, ..place },
        }
    }

    /// Where the entry with `rank` entries before it is, and the leaf around it.
    ///
    /// If there are not more entries than `rank`, the place is behind the last one.
    #[inline]
    pub(crate) fn nth<K, V, A, C: RefCount>(
        tree: TreeRef<'_, K, V, A, C>,
        rank: usize,
    ) -> (Self, &[(K, V)]) {
        let mut index = rank;
        let (place, entries) = Self::descend(tree, |fork| {
            let before = node::size(fork.child(Side::Left));
            let side = Side::right_if(index >= before);
            if side == Side::Right {
                index -= before;
            }
            side
        });
        (Self { index: index.min(entries.len()), ..place }, entries)
    }

    /// The way to the entry with `rank` entries before it, and its place.
    #[inline]
    pub(crate) fn path_to_nth<'a, 't, K, V, A, C: RefCount>(
        tree: &'a mut Tree<K, V, A, C>,
        trail: &'t mut TrailOf<K, V, A, C>,
        rank: usize,
    ) -> (PathOf<'a, 't, K, V, A, C>, Self) {
        let (mut index, mut sides, mut level) = (rank, 0, 0);
        let path = Path::find(tree, trail, |fork| {
            let before = node::size(fork.child(Side::Left));
            let side = Side::right_if(index >= before);
            if side == Side::Right {
                index -= before;
            }
            sides |= (side as u64) << level;
            level += 1;
            side
        });
        let full = path.leaf().len() == path.leaf().capacity();
        (path, Self { sides, index, full })
    }

    /// The first entry of the same leaf.
    #[inline]
    pub(crate) fn first(self) -> Self {
        Self { index: 0, ..self }
    }

    /// The entry so many further on in the same leaf.
    #[inline]
    pub(crate) fn skip(self, count: usize) -> Self {
        Self { index: self.index + count, ..self }
    }

    /// The entry in its leaf, counted from zero.
    #[inline]
    pub(crate) fn index(self) -> usize {
        self.index
    }

    /// A function that says, fork by fork, where the way goes.
    #[inline]
    fn sides(self) -> impl FnMut() -> Side {
        let mut sides = self.sides;
        move || {
            let side = Side::right_if(sides & 1 != 0);
            sides >>= 1;
            side
        }
    }

    /// How many entries are before the place.
    pub(crate) fn rank<K, V, A, C: RefCount>(self, tree: TreeRef<'_, K, V, A, C>) -> usize {
        let (mut side, mut before) = (self.sides(), 0);
        Self::descend(tree, |fork| {
            let side = side();
            if side == Side::Right {
                before += node::size(fork.child(Side::Left));
            }
            side
        });
        before + self.index
    }

    /// The entry.
    #[inline]
    pub(crate) fn get<K, V, A, C: RefCount>(self, tree: TreeRef<'_, K, V, A, C>) -> &(K, V) {
        let mut side = self.sides();
        &Self::descend(tree, |_| side()).1[self.index]
    }

    /// The way, to be written along.
    #[inline]
    pub(crate) fn path<'a, 't, K, V, A, C: RefCount>(
        self,
        tree: &'a mut Tree<K, V, A, C>,
        trail: &'t mut TrailOf<K, V, A, C>,
    ) -> PathOf<'a, 't, K, V, A, C> {
        let mut side = self.sides();
        Path::find(tree, trail, |_| side())
    }

    /// The entry, to be written. Shared nodes on the way are copied. No summaries are kept.
    #[inline]
    pub(crate) fn get_mut<K, V, C>(self, tree: &mut Tree<K, V, (), C>) -> &mut (K, V)
    where
        K: Clone,
        V: Clone,
        C: RefCount,
    {
        let mut trail = TrailOf::new();
        let path = self.path(tree, &mut trail);
        let room = room(&path);
        &mut path.own(room).into_leaf().into_parts().1[self.index]
    }

    /// Lets `write` write to the entry. Shared nodes on the way are copied.
    #[inline]
    pub(crate) fn modify<K, V, A, C, R>(
        self,
        tree: &mut Tree<K, V, A, C>,
        write: impl FnOnce(&mut (K, V)) -> R,
    ) -> R
    where
        K: Clone,
        V: Clone,
        C: RefCount,
        A: Summary<K, V>,
    {
        let mut trail = TrailOf::new();
        let path = self.path(tree, &mut trail);
        let room = room(&path);
        let mut path = Written::new(path.own(room));
        write(&mut path.leaf().into_parts().1[self.index])
    }

    /// Puts an entry in here, and tells where it is afterwards.
    pub(crate) fn insert<K, V, A, C>(self, tree: &mut Tree<K, V, A, C>, key: K, value: V) -> Self
    where
        K: Clone,
        V: Clone,
        C: RefCount,
        A: Summary<K, V>,
    {
        let mut trail = TrailOf::new();
        if !self.full {
            put(self.path(tree, &mut trail), self.index, key, value);
            return self;
        }
        let rank = self.rank(tree.borrow());
        put(self.path(tree, &mut trail), self.index, key, value);
        Self::nth(tree.borrow(), rank).0
    }

    /// [`insert`](Self::insert) that gives the entry. No summaries are kept.
    #[inline]
    pub(crate) fn insert_mut<K, V, C>(
        self,
        tree: &mut Tree<K, V, (), C>,
        key: K,
        value: V,
    ) -> &mut (K, V)
    where
        K: Clone,
        V: Clone,
        C: RefCount,
    {
        if self.full {
            return self.insert(tree, key, value).get_mut(tree);
        }
        let mut trail = TrailOf::new();
        put(self.path(tree, &mut trail), self.index, key, value).expect("there is room")
    }

    /// Takes the entry out.
    #[inline]
    pub(crate) fn remove<K, V, A, C>(self, tree: &mut Option<Tree<K, V, A, C>>) -> (K, V)
    where
        K: Clone,
        V: Clone,
        C: RefCount,
        A: Summary<K, V>,
    {
        let root = tree.as_mut().expect("a place is in a tree");
        let mut trail = TrailOf::new();
        let path = self.path(root, &mut trail).own(Width::<K, V>::LEAF);
        let (entry, empty) = take(path, self.index, Width::<K, V>::LEAST);
        if empty {
            *tree = None;
        }
        entry
    }
}
