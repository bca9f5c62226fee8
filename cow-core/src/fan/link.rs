//! Owners of leaves and fans.

use super::node;
use super::word::{Child, RawFan, SLOTS, Word};
use crate::count::{Atomic, Counter, RefCount};
use crate::tagged::{TagBlock, TagFresh};
use alloc::vec::Vec;
use core::iter::FusedIterator;
use core::mem::{self, ManuallyDrop};
use core::panic::{RefUnwindSafe, UnwindSafe};

/// One owner of a leaf or fan. `clone` adds one to its count; the last drop frees it and lets its
/// children go.
#[repr(transparent)]
pub struct Link<T, C: RefCount> {
    /// Leads to a live node, of whose owners this is one. Its span is 0.
    word: Word<T, C>,
}

// SAFETY: through a clone in another thread the items are read there, and dropped there if it is
// the last: so they have to be both `Sync` and `Send`. The counts are atomic.
unsafe impl<T: Send + Sync> Send for Link<T, Atomic> {}
// SAFETY: as for `Send`; a `&Link` can be cloned into an owner.
unsafe impl<T: Send + Sync> Sync for Link<T, Atomic> {}

// A shared node may be observed after a panic through another owner, as with `Arc`.
impl<T: RefUnwindSafe, C: RefCount> UnwindSafe for Link<T, C> {}
impl<T: RefUnwindSafe, C: RefCount> RefUnwindSafe for Link<T, C> {}

/// What a [`Link`] owned.
pub enum Owned<T, C: RefCount> {
    /// All children of a fan.
    Links(IntoLinks<T, C>),
    /// A leaf.
    Leaf(TagBlock<T, C>),
}

impl<T, C: RefCount> Link<T, C> {
    /// The owner that `word` stands for.
    ///
    /// # Safety
    /// `word` leads to a live node, and the caller gives up one owner of it.
    #[inline]
    pub(super) unsafe fn from_word(word: Word<T, C>) -> Self {
        Self { word: word.with_span(0) }
    }

    /// Gives this owner away; the inverse of [`from_word`](Self::from_word).
    #[inline]
    pub(super) fn into_word(self) -> Word<T, C> {
        ManuallyDrop::new(self).word
    }

    /// Gives this owner away to a run of `span + 1` slots.
    ///
    /// # Panics
    /// If this is a fan and the run has several slots.
    #[inline]
    pub(super) fn into_run(self, span: usize) -> Word<T, C> {
        assert!(span == 0 || self.word.is_leaf(), "a fan fills one slot");
        self.into_word().with_span(span)
    }

    /// The owner of a leaf.
    #[inline]
    pub fn leaf(leaf: TagBlock<T, C>) -> Self {
        Self { word: Word::leaf(leaf.into_raw(), 0) }
    }

    /// The owner of a new fan with these children, of which each fills one slot.
    #[must_use]
    pub fn fan(children: [Self; SLOTS]) -> Self {
        // SAFETY: sixteen runs of one slot.
        unsafe { Self::fan_of_words(children.map(|child| child.into_run(0))) }
    }

    /// The owner of a new fan with children that each begin at a slot and fill those up to the next child:
    /// an aligned run of 1, 2, 4 or 8 slots, and of one slot if the child is a fan.
    ///
    /// `None` if there are no such runs; the children are dropped then.
    ///
    /// ```
    /// use cow_core::Atomic;
    /// use cow_core::fan::Link;
    /// use cow_core::tagged::TagFresh;
    ///
    /// let leaf = || Link::leaf(TagFresh::<u64, Atomic>::new(4).share());
    /// assert!(Link::fan_of_runs(vec![(0, leaf()), (8, leaf()), (12, leaf())]).is_some());
    /// assert!(Link::fan_of_runs(vec![(0, leaf()), (4, leaf())]).is_none(), "twelve slots");
    /// ```
    #[must_use]
    pub fn fan_of_runs(children: Vec<(usize, Self)>) -> Option<Self> {
        let ends: Vec<usize> =
            children.iter().skip(1).map(|child| child.0).chain([SLOTS]).collect();
        let fits = |(&(first, ref child), &end): (&(usize, Self), &usize)| {
            let run = end.checked_sub(first).filter(|run| matches!(run, 1 | 2 | 4 | 8));
            run.is_some_and(|run| first % run == 0 && (run == 1 || child.word.is_leaf()))
        };
        if children.first()?.0 != 0 || !children.iter().zip(&ends).all(fits) {
            return None;
        }
        let mut words = [Word::none(); SLOTS];
        for ((first, child), end) in children.into_iter().zip(ends) {
            words[first..end].fill(child.into_run(end - first - 1));
        }
        // SAFETY: each child begins where the one before ends, the last one ends with the fan, and each run is
        // aligned to its length.
        Some(unsafe { Self::fan_of_words(words) })
    }

    /// The owner of a new fan.
    ///
    /// # Safety
    /// The words form runs, as a fan's do, and each run gives up one owner of a live node.
    unsafe fn fan_of_words(words: [Word<T, C>; SLOTS]) -> Self {
        // SAFETY: by this function's contract.
        let fan = unsafe { node::new(words) };
        // SAFETY: the fan is new, and so has one owner.
        unsafe { Self::from_word(Word::fan(fan)) }
    }

    /// The word, which stays this owner's.
    #[inline]
    pub(super) fn word(&self) -> Word<T, C> {
        self.word
    }

    /// Where the word is.
    #[inline]
    pub(super) fn word_mut(&mut self) -> &mut Word<T, C> {
        &mut self.word
    }

    /// The leaf, or the children of the fan. A fan that has other owners is copied for that, and
    /// its children get one owner more.
    pub fn into_owned(self) -> Owned<T, C> {
        match self.word.child() {
            Child::Leaf(leaf) => {
                mem::forget(self);
                // SAFETY: this was an owner of the leaf, and has been given up.
                Owned::Leaf(unsafe { TagBlock::from_raw(leaf) })
            }
            Child::Fan(fan) => {
                // SAFETY: the fan is live.
                if unsafe { fan.count() }.is_unique() {
                    mem::forget(self);
                    // SAFETY: this was the only owner, and has been given up.
                    return Owned::Links(unsafe { IntoLinks::from_raw(fan) });
                }
                // SAFETY: the fan is live, and nobody writes to it, for it has an owner here.
                let copy = unsafe { node::copy(fan) };
                // SAFETY: the copy is new, and so has one owner.
                Owned::Links(unsafe { IntoLinks::from_raw(copy) })
            }
        }
    }

    /// Drops this owner. If it was the last one of a fan, the children stay with the caller.
    pub fn into_children(self) -> Option<IntoLinks<T, C>> {
        let word = self.into_word();
        // SAFETY: the node is live.
        if !unsafe { word.count() }.decrement() {
            return None;
        }
        match word.child() {
            Child::Leaf(leaf) => {
                // SAFETY: the last owner is gone; a leaf in a link is a tagged block.
                drop(unsafe { TagFresh::from_raw(leaf) });
                None
            }
            // SAFETY: the last owner is gone.
            Child::Fan(fan) => Some(unsafe { IntoLinks::from_raw(fan) }),
        }
    }

    /// Drops an owner that is likely not the last, which is cheaper to do without looking first.
    #[inline]
    pub fn release_shared(self) {
        let word = self.into_word();
        // SAFETY: the node is live.
        if unsafe { word.count() }.decrement_shared() {
            // SAFETY: the last owner is gone.
            unsafe { free(word) };
        }
    }
}

/// Frees a node, and lets its children go.
///
/// Apart from the test whether there is anything to free, so that the latter stays small where a
/// shared fan is let go.
///
/// # Safety
/// `word` leads to a live node that nobody owns.
#[inline(never)]
unsafe fn free<T, C: RefCount>(word: Word<T, C>) {
    match word.child() {
        // SAFETY: by this function's contract; a leaf in a link is a tagged block.
        Child::Leaf(leaf) => drop(unsafe { TagFresh::from_raw(leaf) }),
        // SAFETY: by this function's contract.
        Child::Fan(fan) => drop(unsafe { IntoLinks::from_raw(fan) }),
    }
}

impl<T, C: RefCount> Clone for Link<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        // SAFETY: the node is live.
        unsafe { self.word.count() }.increment();
        Self { word: self.word }
    }
}

impl<T, C: RefCount> Drop for Link<T, C> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the node is live.
        if unsafe { self.word.count() }.decrement() {
            // SAFETY: the last owner is gone.
            unsafe { free(self.word) };
        }
    }
}

/// The children of a fan that is gone, one by one.
pub struct IntoLinks<T, C: RefCount> {
    /// A fan without owners, of whose runs those that begin at `next` or later own their child.
    fan: RawFan<T, C>,
    next: usize,
}

// SAFETY: as for `Link`: these are owners of the children.
unsafe impl<T: Send + Sync> Send for IntoLinks<T, Atomic> {}
// SAFETY: as for `Send`.
unsafe impl<T: Send + Sync> Sync for IntoLinks<T, Atomic> {}

impl<T, C: RefCount> IntoLinks<T, C> {
    /// The children of `fan`, which is freed afterwards.
    ///
    /// # Safety
    /// The fan is live, and nobody owns it.
    #[inline]
    pub(super) unsafe fn from_raw(fan: RawFan<T, C>) -> Self {
        // SAFETY: the fan is live.
        unsafe { fan.watch() }.write();
        Self { fan, next: 0 }
    }

    /// The words of the children that are left, which are owned by this.
    pub(super) fn words(&self) -> impl Iterator<Item = Word<T, C>> {
        (self.next..SLOTS).filter_map(|slot| {
            // SAFETY: the fan is live, and only this reaches it.
            let word = unsafe { node::word(self.fan, slot) };
            word.begins_at(slot).then_some(word)
        })
    }
}

impl<T, C: RefCount> Iterator for IntoLinks<T, C> {
    type Item = Link<T, C>;

    #[inline]
    fn next(&mut self) -> Option<Link<T, C>> {
        while self.next < SLOTS {
            let slot = self.next;
            self.next += 1;
            // SAFETY: the fan is live, and only this reaches it.
            let word = unsafe { node::word(self.fan, slot) };
            if word.begins_at(slot) {
                // SAFETY: the fan is live, and the children behind the slot are owned by it.
                unsafe { node::prefetch_behind(self.fan, slot) };
                // SAFETY: the child is live, and the run gives up its owner.
                return Some(unsafe { Link::from_word(word) });
            }
        }
        None
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(SLOTS - self.next))
    }
}

impl<T, C: RefCount> FusedIterator for IntoLinks<T, C> {}

impl<T, C: RefCount> Drop for IntoLinks<T, C> {
    fn drop(&mut self) {
        /// Drops what is left, also if one of the drops panics; then frees the fan.
        struct Rest<'a, T, C: RefCount>(&'a mut IntoLinks<T, C>);
        impl<T, C: RefCount> Drop for Rest<'_, T, C> {
            #[inline]
            fn drop(&mut self) {
                self.0.for_each(drop);
                // SAFETY: the fan has neither owners nor children left.
                unsafe { self.0.fan.free() }
            }
        }

        let rest = Rest(self);
        rest.0.for_each(drop);
    }
}

/// A [`Link`] or nothing: what a handle holds. As large as a pointer, and so is an `Option` of it.
pub struct Root<T, C: RefCount> {
    /// A link, unless its word is [`Word::none`].
    link: ManuallyDrop<Link<T, C>>,
}

impl<T, C: RefCount> Root<T, C> {
    /// Nothing.
    #[inline]
    pub const fn new() -> Self {
        Self { link: ManuallyDrop::new(Link { word: Word::none() }) }
    }

    /// Whether there is nothing.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.link.word.is_none()
    }

    /// The link, if there is one.
    #[inline]
    pub fn link(&self) -> Option<&Link<T, C>> {
        (!self.is_empty()).then_some(&self.link)
    }

    /// The link, if there is one, to be changed.
    #[inline]
    pub fn link_mut(&mut self) -> Option<&mut Link<T, C>> {
        if self.is_empty() { None } else { Some(&mut self.link) }
    }

    /// Takes the link out, if there is one.
    #[inline]
    pub fn take(&mut self) -> Option<Link<T, C>> {
        let root = ManuallyDrop::new(mem::take(self));
        // SAFETY: the link is moved out of what is not dropped.
        (!root.is_empty()).then(|| ManuallyDrop::into_inner(unsafe { core::ptr::read(&root.link) }))
    }
}

impl<T, C: RefCount> From<Link<T, C>> for Root<T, C> {
    #[inline]
    fn from(link: Link<T, C>) -> Self {
        Self { link: ManuallyDrop::new(link) }
    }
}

impl<T, C: RefCount> Default for Root<T, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T, C: RefCount> Clone for Root<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        self.link().map_or_else(Self::new, |link| link.clone().into())
    }
}

impl<T, C: RefCount> Drop for Root<T, C> {
    /// A handle is likely not the last owner: collections of this family are cloned.
    #[inline]
    fn drop(&mut self) {
        if !self.is_empty() {
            // SAFETY: the link is not used again.
            unsafe { ManuallyDrop::take(&mut self.link) }.release_shared();
        }
    }
}
