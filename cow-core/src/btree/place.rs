//! Places: where an item is, or would be, to be gone to again without comparing keys.

use super::node::{BranchRef, NodeRef, View};
use super::path::{Path, Trail};
use super::summary::Summary;
use super::tree::Tree;
use super::width::{MAX_FANOUT, MAX_HEIGHT, Width};
use crate::count::RefCount;

/// Bits for a slot.
const BITS: u32 = MAX_FANOUT.next_power_of_two().ilog2();

/// The way from the root to a place in a leaf.
///
/// It stays right while items are neither inserted nor removed: to copy shared nodes changes nothing of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// The slots by which the way goes on, that of the lowest branch in the lowest bits.
    slots: u128,
    /// The item in the leaf; its length if the place is after the last one.
    index: usize,
    /// Whether an insertion here has to cut the leaf in two.
    full: bool,
}

const _: () = assert!(MAX_HEIGHT as u32 * BITS <= u128::BITS);

impl Place {
    /// Goes on, at the next branch on the way down, to the child at `slot`, which is given back.
    #[inline]
    pub(super) fn turn(&mut self, slot: usize) -> usize {
        self.slots = self.slots << BITS | slot as u128;
        slot
    }

    /// Returns the item at an index of the leaf.
    #[inline]
    pub(super) fn at(self, index: usize, full: bool) -> Self {
        Self { index, full, ..self }
    }

    /// Returns `true` if an insertion here has to cut the leaf in two, so that the place is another afterwards.
    #[inline]
    #[must_use]
    pub fn is_full(self) -> bool {
        self.full
    }

    /// Returns the item in its leaf.
    #[inline]
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// By which child the way goes on at a branch.
    #[inline]
    fn slot<K, T, A, C: RefCount>(self, branch: BranchRef<'_, K, T, A, C>) -> usize {
        let above = self.slots >> (BITS * (branch.height() as u32 - 1));
        above as usize % (1 << BITS)
    }
}

impl<'a, K, T, A, C: RefCount> NodeRef<'a, K, T, A, C> {
    /// Returns the place of the last item.
    pub fn last_place(self) -> Place {
        let mut place = Place::default();
        let items = self.leaf(|branch| place.turn(branch.len() - 1));
        place.at(items.len() - 1, Width::<K, T, C>::is_full(items))
    }

    /// Returns the place of the item at a position, or after the last item if there are not so
    /// many.
    #[inline]
    pub fn place_at(self, position: usize) -> Place {
        let (mut place, mut inside) = (Place::default(), position);
        let items = self.leaf(|branch| {
            let (slot, rest) = branch.find(inside);
            inside = rest;
            place.turn(slot)
        });
        place.at(inside.min(items.len()), Width::<K, T, C>::is_full(items))
    }

    /// Returns the number of items that are before a place.
    pub fn position(self, place: Place) -> usize {
        let (mut node, mut before) = (self, place.index);
        while let View::Branch(branch) = node.view() {
            let slot = place.slot(branch);
            before += branch.before(slot);
            node = branch.child(slot);
        }
        before
    }
}

impl<K, T, A, C: RefCount> Tree<K, T, A, C> {
    /// Returns the item at a place.
    ///
    /// # Panics
    /// If there is none, as in an empty tree.
    #[inline]
    pub fn item(&self, place: Place) -> &T {
        let root = self.root().expect("a place is in a tree");
        &root.leaf(|branch| place.slot(branch))[place.index]
    }

    /// Takes the item at a place out. See [`Path::remove`].
    ///
    /// # Panics
    /// If there is none, as in an empty tree.
    pub fn take_at(&mut self, place: Place) -> T
    where
        K: Clone,
        T: Clone,
        A: Summary<T>,
    {
        self.remove(|branch| place.slot(branch), |_| Some(place.index))
            .expect("a place is in a tree")
    }

    /// Returns the way to a place; `None` if there is no item.
    #[inline]
    pub fn path_to<'a, 't>(
        &'a mut self,
        place: Place,
        trail: &'t mut Trail<K, T, A, C>,
    ) -> Option<Path<'a, 't, K, T, A, C>> {
        self.path(trail, |branch| place.slot(branch))
    }
}
