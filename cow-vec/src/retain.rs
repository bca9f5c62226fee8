//! Items that a predicate rejects, dropped.

use crate::GenericVec;
use core::mem::{self, needs_drop};
use core::ops::Range;
use cow_core::RefCount;

/// A vector in parts: what has been visited, and the rest. Joined again when dropped, and so also
/// when user code panics.
struct Sieve<'a, T: Clone, C: RefCount> {
    kept: &'a mut GenericVec<T, C>,
    /// A run that is about to be kept.
    run: GenericVec<T, C>,
    rest: GenericVec<T, C>,
}

impl<'a, T: Clone, C: RefCount> Sieve<'a, T, C> {
    /// The longest run that is moved item by item. Two cuts and a join cost as much as moving 200
    /// numbers, or as cloning 80 strings.
    const FEW: usize = if needs_drop::<T>() { 64 } else { 128 };

    /// The items from `at` on are the rest.
    fn new(kept: &'a mut GenericVec<T, C>, at: usize) -> Self {
        let rest = kept.split_off(at);
        Self { kept, run: GenericVec::new(), rest }
    }

    /// The next `count` items are kept. Many of them are not visited again.
    fn keep(&mut self, count: usize) {
        if count <= Self::FEW {
            for _ in 0..count {
                // What may fail, before an item is out.
                self.kept.tree.make_spare();
                let Some(item) = self.rest.pop_front() else { return };
                self.kept.push(item);
            }
        } else {
            let after = self.rest.split_off(count);
            self.run = mem::replace(&mut self.rest, after);
            self.kept.append(&mut self.run);
        }
    }
}

impl<T: Clone, C: RefCount> Sieve<'_, T, C> {
    /// All parts are one vector again. Not left to the drop, which has another try if this fails.
    fn join(&mut self) {
        self.kept.append(&mut self.run);
        self.kept.append(&mut self.rest);
    }
}

impl<T: Clone, C: RefCount> Drop for Sieve<'_, T, C> {
    fn drop(&mut self) {
        self.join();
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Keeps the items of which `f` is true. It is called once for each, in order.
    ///
    /// If it keeps all, nothing is copied. Up to four runs of rejected items are cut out of their leaves
    /// in place, once `f` has been called for all items. If there are more, long runs that are kept stay the nodes
    /// that they are.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4];
    /// v.retain(|x| x % 2 == 0);
    /// assert_eq!(v, [2, 4]);
    /// ```
    pub fn retain(&mut self, mut f: impl FnMut(&T) -> bool) {
        let (few, seen) = self.rejected(&mut f);
        let mut removed = 0;
        for run in few.into_iter().filter(|run| !run.is_empty()) {
            drop(self.tree.cut(run.start - removed..run.end - removed));
            removed += run.len();
        }
        let seen = seen - removed;
        let Some(first) = self.iter().skip(seen).position(|item| !f(item)) else { return };
        let mut sieve = Sieve::new(self, seen + first);
        loop {
            drop(sieve.rest.pop_front());
            let Some(kept) = sieve.rest.iter().position(|item| !f(item)) else {
                return sieve.join();
            };
            sieve.keep(kept);
        }
    }

    /// The first runs of items that `f` rejects, and how many items it has been called for by then.
    fn rejected(&self, f: &mut impl FnMut(&T) -> bool) -> ([Range<usize>; 4], usize) {
        let mut runs = [const { 0..0 }; 4];
        let (mut items, mut seen) = (self.iter(), 0);
        for run in &mut runs {
            let Some(kept) = items.position(|item| !f(item)) else { return (runs, self.len()) };
            let start = seen + kept;
            seen = match items.position(&mut *f) {
                Some(more) => start + 1 + more + 1,
                None => self.len() + 1,
            };
            *run = start..seen - 1;
        }
        (runs, seen.min(self.len()))
    }

    /// Does what [`retain`](Self::retain) does, with items that may be written.
    pub fn retain_mut(&mut self, mut f: impl FnMut(&mut T) -> bool) {
        let Some(first) = self.iter_mut().position(|item| !f(item)) else { return };
        let mut sieve = Sieve::new(self, first);
        loop {
            drop(sieve.rest.pop_front());
            let Some(kept) = sieve.rest.iter_mut().position(|item| !f(item)) else {
                return sieve.join();
            };
            sieve.keep(kept);
        }
    }

    /// Drops each item that equals the one before it.
    ///
    /// If there is none, nothing is copied.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 1, 2, 1];
    /// v.dedup();
    /// assert_eq!(v, [1, 2, 1]);
    /// ```
    pub fn dedup(&mut self)
    where
        T: PartialEq,
    {
        let mut items = self.iter();
        let Some(mut last) = items.next() else { return };
        let repeated = items.position(|item| {
            let same = item == last;
            last = item;
            same
        });
        let Some(repeated) = repeated else { return };
        let mut sieve = Sieve::new(self, repeated + 1);
        loop {
            drop(sieve.rest.pop_front());
            let mut last = sieve.kept.last();
            let repeated = sieve.rest.iter().position(|item| {
                let same = Some(item) == last;
                last = Some(item);
                same
            });
            let Some(repeated) = repeated else { return sieve.join() };
            sieve.keep(repeated);
        }
    }

    /// Drops each item whose key equals that of the last one kept.
    pub fn dedup_by_key<K: PartialEq>(&mut self, mut key: impl FnMut(&mut T) -> K) {
        self.dedup_by(|a, b| key(a) == key(b));
    }

    /// Drops each item `a` for which `same_bucket(a, b)` is true, where `b` is the last one kept.
    pub fn dedup_by(&mut self, mut same_bucket: impl FnMut(&mut T, &mut T) -> bool) {
        if self.len() < 2 {
            return;
        }
        let mut sieve = Sieve::new(self, 1);
        while let (Some(item), Some(last)) = (sieve.rest.first_mut(), sieve.kept.last_mut()) {
            if same_bucket(item, last) {
                drop(sieve.rest.pop_front());
            } else {
                sieve.keep(1);
            }
        }
        sieve.join();
    }
}
