//! All leaves of a tree to be written, from both ends.

use super::raw::{Link, Raw, RawFork};
use super::side::Side;
use super::view::{LinkRef, View};
use crate::block::BlockMut;
use crate::count::RefCount;
use core::marker::PhantomData;
use core::ptr::NonNull;

/// Exclusive access to the items of a tree's leaves, one after the other from either end, each once.
///
/// A shared node is copied when the way leads through it. The way from one leaf to the next starts at
/// one of the four lowest forks of the last way if it can, which is so fifteen times of sixteen, and
/// else at the root: so a cursor is a few words for each end, whatever the height.
pub struct LeavesMut<'a, X, T, C: RefCount> {
    /// Exclusive for `'a`, as all is that it leads to; but what leaves hold is only looked at where
    /// none has been handed out.
    root: NonNull<Link<X, T, C>>,
    /// From the left and from the right. The leaf of the first lies left of that of the other.
    ends: [End<X, T, C>; 2],
    borrow: PhantomData<&'a mut Link<X, T, C>>,
}

/// Where one of the two ends is.
struct End<X, T, C: RefCount> {
    /// The way to the leaf handed out last: the highest bit is set if it goes right at the root, and so
    /// on. Leaves in order have ascending ways, for none goes on from the end of another.
    sides: u64,
    /// How many forks there are on it; `None` before the first leaf.
    depth: Option<u32>,
    /// The forks on it from level `known` on: that at level `i` is in place `i % 4`. They are live and
    /// have one owner.
    last: [Option<RawFork<X, T, C>>; 4],
    known: u32,
}

/// What is to be seen of the left child of a fork without looking into a leaf, which may be somebody
/// else's.
pub enum Below<'b, X> {
    /// It is a fork with these data.
    Fork(&'b X),
    /// It is a leaf with so many items.
    Leaf(usize),
}

// SAFETY: exclusive access is as good as a `&mut` to the tree.
unsafe impl<X, T, C: RefCount> Send for LeavesMut<'_, X, T, C> where Link<X, T, C>: Send {}
// SAFETY: a `&LeavesMut` lends data and items to be read.
unsafe impl<X, T, C: RefCount> Sync for LeavesMut<'_, X, T, C> where Link<X, T, C>: Sync {}

impl<X, T, C: RefCount> End<X, T, C> {
    const NEW: Self = Self { sides: 0, depth: None, last: [None; 4], known: 0 };

    /// Remembers the fork at a level, and so no more than those three above it.
    #[inline]
    fn push(&mut self, level: u32, fork: RawFork<X, T, C>) {
        self.last[level as usize % 4] = Some(fork);
        self.known = self.known.max(level.saturating_sub(3));
    }
}

/// The bit of a level in [`End::sides`].
#[inline]
fn bit(level: u32) -> u64 {
    1 << (u64::BITS - 1) >> level
}

impl<'a, X, T, C: RefCount> LeavesMut<'a, X, T, C> {
    /// All leaves of a tree.
    #[inline]
    pub fn new(root: &'a mut Link<X, T, C>) -> Self {
        Self { root: NonNull::from(root), ends: [End::NEW; 2], borrow: PhantomData }
    }

    /// Whether a leaf has been handed out at this end.
    #[inline]
    pub fn has_begun(&self, end: Side) -> bool {
        self.ends[end as usize].depth.is_some()
    }

    /// A leaf at an end, the first one or one further on: goes down from the root, at each fork to the
    /// side that `choose` says, knowing its left child. Shared nodes on the way are copied, a leaf with
    /// room for `capacity` items. Leaves that are passed over are not handed out at that end any more.
    ///
    /// `None`, if it does not lie between the two ends.
    ///
    /// If a `clone` panics, the tree is as it was.
    pub fn seek(
        &mut self,
        end: Side,
        capacity: usize,
        choose: impl FnMut(Below<'_, X>) -> Side,
    ) -> Option<&'a mut [T]>
    where
        X: Clone,
        T: Clone,
    {
        self.descend(end, capacity, self.root, End::NEW, 0, choose)
    }

    /// The next leaf at an end, or the outermost if none was handed out there. Shared nodes on the way
    /// are copied, a leaf with room for `capacity` items.
    ///
    /// `None`, if it does not lie between the two ends.
    ///
    /// If a `clone` panics, the tree is as it was.
    #[inline]
    pub fn next(&mut self, end: Side, capacity: usize) -> Option<&'a mut [T]>
    where
        X: Clone,
        T: Clone,
    {
        let &End { sides, depth, last, known } = &self.ends[end as usize];
        let Some(depth) = depth else {
            return self.descend(end, capacity, self.root, End::NEW, 0, |_| end);
        };
        // The deepest fork at which the way went towards this end.
        let towards = if end == Side::Left { !sides } else { sides };
        let towards = towards & !u64::MAX.checked_shr(depth).unwrap_or(0);
        let level = (u64::BITS - 1).checked_sub(towards.trailing_zeros())?;
        let remembered = if level >= known { last[level as usize % 4] } else { None };
        let fork = remembered.unwrap_or_else(|| self.find(end, level));
        let above = sides & !(bit(level) | (bit(level) - 1));
        let sides = if end == Side::Left { above | bit(level) } else { above };
        let &End { last, known, .. } = &self.ends[end as usize];
        // SAFETY: the fork is live for `'a`.
        let place = unsafe { fork.child(end.other()) };
        let way = End { sides, depth: None, last, known };
        self.descend(end, capacity, place, way, level + 1, |_| end)
    }

    /// Goes the way of an end again, down to the fork at `level`.
    #[cold]
    fn find(&mut self, end: Side, level: u32) -> RawFork<X, T, C> {
        let end = &mut self.ends[end as usize];
        end.known = 0;
        let mut place = self.root;
        for at in 0.. {
            // SAFETY: live for `'a`; only the link is looked at.
            let Raw::Fork(fork) = unsafe { place.as_ref() }.word().raw() else { break };
            end.push(at, fork);
            if at == level {
                return fork;
            }
            // SAFETY: the fork is live.
            place = unsafe { fork.child(Side::right_if(end.sides & bit(at) != 0)) };
        }
        unreachable!("the way was gone before")
    }

    /// Goes down to a leaf from `place`, to which `level` turns of a way have led. The end is there only
    /// if the leaf is handed out.
    #[inline]
    fn descend(
        &mut self,
        end: Side,
        capacity: usize,
        mut place: NonNull<Link<X, T, C>>,
        mut way: End<X, T, C>,
        mut level: u32,
        mut choose: impl FnMut(Below<'_, X>) -> Side,
    ) -> Option<&'a mut [T]>
    where
        X: Clone,
        T: Clone,
    {
        let leaf = loop {
            // SAFETY: the root, or a child of a fork that is exclusive for `'a`. Items of its leaves
            // are read only where it has other owners, and then it was not handed out.
            let link = unsafe { place.as_mut() };
            let _ = link.make_mut(capacity);
            let fork = match link.word().raw() {
                Raw::Leaf(leaf) => break leaf,
                Raw::Fork(fork) => fork,
            };
            way.push(level, fork);
            // SAFETY: the fork is live.
            let left = unsafe { fork.child(Side::Left) };
            // SAFETY: a child of a live fork, which nobody writes to meanwhile; nor to the length of a
            // leaf, for only its items are handed out.
            let side = choose(match unsafe { left.as_ref() }.view() {
                View::Fork(fork) => Below::Fork(fork.data()),
                View::Leaf(leaf) => Below::Leaf(leaf.len()),
            });
            if side == Side::Right {
                way.sides |= bit(level);
            }
            level += 1;
            // SAFETY: the fork is live.
            place = unsafe { fork.child(side) };
        };
        let [low, high] = &self.ends;
        let is_behind = low.depth.is_some() && way.sides <= low.sides;
        if is_behind || high.depth.is_some() && way.sides >= high.sides {
            return None;
        }
        self.ends[end as usize] = End { depth: Some(level), ..way };
        // SAFETY: live, with one owner, and exclusive for `'a`: no leaf is handed out twice, for an end
        // only goes on towards the other, and not past it.
        let leaf = unsafe { BlockMut::<(), T, C>::from_raw(leaf) };
        Some(leaf.into_parts().1)
    }

    /// Shows the leaves between both ends to `visit`, in order. Copies nothing.
    pub fn visit_rest(&self, visit: &mut dyn FnMut(&[T])) {
        let [left, right] = &self.ends;
        let low = left.depth.map(|_| left.sides);
        let high = right.depth.map(|_| right.sides);
        // SAFETY: live for `'a`, and borrowed along with `self`.
        let root = unsafe { self.root.as_ref() };
        walk(root.borrow(), 0, 0, (low, high), visit);
    }
}

/// Shows the leaves under a link to `visit` whose ways lie strictly between two others.
fn walk<X, T, C: RefCount>(
    link: LinkRef<'_, X, T, C>,
    sides: u64,
    level: u32,
    (low, high): (Option<u64>, Option<u64>),
    visit: &mut dyn FnMut(&[T]),
) {
    let last = sides | u64::MAX.checked_shr(level).unwrap_or(0);
    if low.is_some_and(|low| last <= low) || high.is_some_and(|high| sides >= high) {
        return;
    }
    match link.view() {
        View::Leaf(leaf) if low.is_none_or(|low| sides > low) => visit(leaf.slice()),
        View::Leaf(_) => {}
        View::Fork(fork) => {
            for side in [Side::Left, Side::Right] {
                let sides = if side == Side::Left { sides } else { sides | bit(level) };
                walk(fork.child(side), sides, level + 1, (low, high), visit);
            }
        }
    }
}
