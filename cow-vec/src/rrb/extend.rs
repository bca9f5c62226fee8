//! Many items appended, and room for them.

use super::tree::Rrb;
use cow_core::RefCount;
use cow_core::radix::{Shape, Tail};

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// Appends clones of the items of `other`.
    pub(crate) fn append_slice(&mut self, other: &[T]) {
        let mut rest = other;
        while !rest.is_empty() {
            let room = self.tail_room();
            if room == 0 {
                self.make_room();
                continue;
            }
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.reserve_in_tail(now.len());
            self.body.tail.edit(|mut leaf| leaf.extend_from_slice(now));
            rest = later;
        }
    }

    /// Appends the items of an iterator.
    pub(crate) fn extend(&mut self, mut items: impl Iterator<Item = T>) {
        let (least, _) = items.size_hint();
        let room = self.tail_room();
        if least > 0 && room > 0 {
            self.reserve_in_tail(least.min(room));
        }
        loop {
            self.body.tail.fill_from(&mut items);
            // Room is left if there was no item left. Not asked again then: it need not be fused.
            if self.body.tail.spare().is_some() {
                return;
            }
            let Some(item) = items.next() else { return };
            self.push(item);
        }
    }

    /// Makes room for `additional` more items, or for as many as the last leaf can hold.
    pub(crate) fn reserve(&mut self, additional: usize) {
        if additional > self.body.tail.capacity() - self.body.tail.len() {
            self.reserve_in_tail(additional.min(self.tail_room()));
        }
    }
}

impl<T, C: RefCount> Rrb<T, C> {
    /// Returns how many items there can be before a leaf is allocated.
    #[inline]
    pub(crate) const fn capacity(&self) -> usize {
        self.tail_start() + self.body.tail.capacity()
    }

    /// Frees room in the last leaf, but for `min_capacity` items in all, unless it is shared.
    pub(crate) fn shrink_to(&mut self, min_capacity: usize) {
        let wanted = min_capacity.saturating_sub(self.tail_start()).max(self.body.tail.len());
        if wanted >= self.body.tail.capacity() {
            return;
        }
        if let Some(mut leaf) = self.body.tail.take_fresh()
            && wanted > 0
        {
            leaf.resize(wanted);
            self.body.tail = leaf.into();
        }
    }
}

impl<T, C: RefCount> FromIterator<T> for Rrb<T, C> {
    /// Fills leaf by leaf. There are no clones yet: nothing is shared, so nothing is cloned.
    #[inline]
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items = items.into_iter();
        let mut new = Self::with_capacity(items.size_hint().0);
        loop {
            new.body.tail.fill_from(&mut items);
            if new.body.tail.len() < new.body.tail.capacity() {
                return new;
            }
            let Some(item) = items.next() else { return new };
            new.make_room_in_unshared();
            if let Some(spare) = new.body.tail.spare() {
                spare.fill(item);
            }
        }
    }
}

impl<T, C: RefCount> Rrb<T, C> {
    /// Makes room in a full tail that has one owner.
    #[cold]
    fn make_room_in_unshared(&mut self) {
        if self.tail_room() == 0 {
            self.flush_full_tail();
            self.body.tail = Tail::with_capacity(Shape::<T, C>::LEAF);
            return;
        }
        let wanted = self.next_capacity();
        self.body.tail = match self.body.tail.take_fresh() {
            Some(mut tail) => {
                tail.resize(wanted);
                tail.into()
            }
            None => Tail::with_capacity(wanted),
        };
    }
}
