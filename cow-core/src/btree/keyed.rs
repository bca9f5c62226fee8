//! Trees whose items have keys.

use super::node::{NodeRef, View};
use super::path::{Path, Trail};
use super::place::Place;
use super::runs::Runs;
use super::sought::{Ordered, Sought};
use super::summary::Summary;
use super::tree::Tree;
use super::width::Width;
use crate::count::RefCount;
use crate::prefix::first_bytes;
use core::cmp::Ordering;
use core::mem::needs_drop;

/// An item that is ordered by a key.
pub trait Keyed<K> {
    /// Returns the key.
    fn key(&self) -> &K;
}

impl<K, V> Keyed<K> for (K, V) {
    #[inline]
    fn key(&self) -> &K {
        &self.0
    }
}

/// Compares the key of an item with a sought one.
#[inline(always)]
fn compare<K, T: Keyed<K>>(item: &T, sought: &mut impl Sought<K>) -> Ordering {
    // The first bytes of most strings differ, and are compared without a call.
    match (first_bytes(item.key()), sought.order()) {
        (Some(first), Some(number)) if first != number => first.cmp(&number),
        _ => sought.compare(item.key()),
    }
}

/// Returns the index of the item with a sought key in a leaf of ascending keys, or where it would
/// be.
#[inline(always)]
pub fn search<K, T, C>(items: &[T], sought: &mut impl Sought<K>) -> Result<usize, usize>
where
    T: Keyed<K>,
    C: RefCount,
{
    let Some(at) = not_greater::<K, T, C>(items, sought) else {
        // One after the other: the processor fetches the next keys while it compares one.
        for (index, item) in items.iter().enumerate() {
            match compare(item, sought) {
                Ordering::Less => {}
                Ordering::Equal => return Ok(index),
                Ordering::Greater => return Err(index),
            }
        }
        return Err(items.len());
    };
    let Some(before) = at.checked_sub(1) else { return Err(0) };
    if compare(&items[before], sought) == Ordering::Equal { Ok(before) } else { Err(at) }
}

/// [`search`] for the item itself.
#[inline(always)]
fn find<'a, K, T, C>(items: &'a [T], sought: &mut impl Sought<K>) -> Option<&'a T>
where
    T: Keyed<K>,
    C: RefCount,
{
    let Some(at) = not_greater::<K, T, C>(items, sought) else {
        return items.get(search::<K, T, C>(items, sought).ok()?);
    };
    // One test for the first item and for the end of the leaf.
    let item = items.get(at.wrapping_sub(1))?;
    (compare(item, sought) == Ordering::Equal).then_some(item)
}

/// The most keys that are all compared. Of more, a first round finds four that may be greater.
const LINEAR_MAX: usize = 8;

/// Returns how many items of a leaf have keys that are not greater than a sought one; `None` where keys are better
/// compared one after the other. The loads of one round do not wait for each other.
#[inline(always)]
fn not_greater<K, T, C>(items: &[T], sought: &mut impl Sought<K>) -> Option<usize>
where
    T: Keyed<K>,
    C: RefCount,
{
    if needs_drop::<K>() && Width::<K, T, C>::LEAF <= 16 {
        return None;
    }
    let mut reached = |item: &T| usize::from(compare(item, sought) != Ordering::Greater);
    if items.len() <= LINEAR_MAX {
        let (fours, rest) = items.as_chunks::<4>();
        let fours = fours.iter().map(|four| four.iter().map(&mut reached).sum::<usize>());
        let at = fours.sum::<usize>();
        return Some(at + rest.iter().map(reached).sum::<usize>());
    }
    let last = items.len() - 1;
    let mut at;
    if items.len() > 16 {
        let far = reached(&items[32.min(last)]) + reached(&items[48.min(last)]);
        // The window of 16 is moved into the leaf; what it moves over is not greater.
        at = (16 * (reached(&items[16]) + far)).min(items.len() - 16);
        let window = &items[at..at + 16];
        at += 4 * (reached(&window[4]) + reached(&window[8]) + reached(&window[12]));
    } else {
        // Four items that hold the last one which is not greater, if there is any.
        let far = reached(&items[4]) + reached(&items[8]) + reached(&items[12.min(last)]);
        at = (4 * far).min(last - 3);
    }
    at += items[at..at + 4].iter().map(reached).sum::<usize>();
    Some(at)
}

/// A way to a leaf, and the index there of the item with a sought key, or where it would be.
pub type Found<'a, 't, K, T, A, C> = (Path<'a, 't, K, T, A, C>, Result<usize, usize>);

/// Look-ups by key. O(log n) each; what is found is read only.
impl<'a, K, T: Keyed<K>, A, C: RefCount> NodeRef<'a, K, T, A, C> {
    /// Returns the item with a sought key.
    #[inline]
    pub fn find(self, mut sought: impl Sought<K>) -> Option<&'a T> {
        // A tree of one leaf is searched without the registers that a way down takes.
        match self.view() {
            View::Leaf(leaf) => find::<K, T, C>(leaf.slice(), &mut sought),
            View::Branch(_) => {
                let items = self.leaf(|branch| branch.turn(&mut sought));
                find::<K, T, C>(items, &mut sought)
            }
        }
    }

    /// Returns the number of items that are before the one with a sought key, or before where it
    /// would be.
    #[inline]
    pub fn rank(self, mut sought: impl Sought<K>) -> Result<usize, usize> {
        let mut before = 0;
        let items = self.leaf(|branch| {
            let slot = branch.turn(&mut sought);
            before += branch.before(slot);
            slot
        });
        search::<K, T, C>(items, &mut sought)
            .map(|index| before + index)
            .map_err(|index| before + index)
    }

    /// Returns the items from a sought key on, or those after it, up to position `end`: the rest of the leaf in
    /// which they begin, and the leaves after it.
    pub fn runs_from(
        self,
        mut sought: impl Sought<K>,
        excluded: bool,
        end: usize,
    ) -> (&'a [T], Runs<'a, K, T, A, C>) {
        let (mut before, mut place) = (0, None);
        let items = self.leaf(|branch| {
            let slot = branch.turn(&mut sought);
            before += branch.before(slot);
            place = Some((branch, slot));
            slot
        });
        let index = match search::<K, T, C>(items, &mut sought) {
            Ok(index) => index + usize::from(excluded),
            Err(index) => index,
        };
        // Keys whose order contradicts itself can have the ends the wrong way round.
        let last = end.saturating_sub(before).clamp(index, items.len());
        let start = (before + items.len()).min(end);
        (&items[index..last], Runs::after(self, place, start..end))
    }

    /// Returns the place of the item with a sought key, or where it would be.
    #[inline]
    pub fn place(self, mut sought: impl Sought<K>) -> Result<Place, Place> {
        let mut place = Place::default();
        let items = self.leaf(|branch| place.turn(branch.turn(&mut sought)));
        let full = Width::<K, T, C>::is_full(items);
        search::<K, T, C>(items, &mut sought)
            .map(|index| place.at(index, full))
            .map_err(|index| place.at(index, full))
    }
}

impl<K, T: Keyed<K>, A, C: RefCount> Tree<K, T, A, C> {
    /// Returns the item with a sought key.
    #[inline]
    pub fn find(&self, sought: impl Sought<K>) -> Option<&T> {
        self.root()?.find(sought)
    }

    /// Returns the number of items that are before the one with a sought key, or before where it
    /// would be.
    #[inline]
    pub fn rank(&self, sought: impl Sought<K>) -> Result<usize, usize> {
        self.root().map_or(Err(0), |root| root.rank(sought))
    }

    /// Returns the way to the leaf where a sought key belongs, and the index there of the item with that key, or
    /// where it would be; `None` if there is no item.
    #[inline(always)]
    pub fn seek<'a, 't>(
        &'a mut self,
        trail: &'t mut Trail<K, T, A, C>,
        sought: &mut impl Sought<K>,
    ) -> Option<Found<'a, 't, K, T, A, C>> {
        let path = self.path(trail, |branch| branch.turn(sought))?;
        let index = search::<K, T, C>(path.leaf().slice(), sought);
        Some((path, index))
    }
}

impl<K, T, A, C> Tree<K, T, A, C>
where
    K: Clone,
    T: Keyed<K> + Clone,
    A: Summary<T>,
    C: RefCount,
{
    /// Puts an item in, or lets `replace` write it to the one with the same key. See [`Path::insert`].
    #[inline]
    pub fn put<R>(&mut self, item: T, replace: impl FnOnce(&mut T, T) -> R) -> Option<R>
    where
        K: Ord,
    {
        let mut sought = Ordered::new(item.key(), |key: &K| key.cmp(item.key()));
        let mut trail = Trail::new();
        if let Some(mut leaf) = self.flat() {
            match search::<K, T, C>(leaf.slice(), &mut sought) {
                Ok(index) => return Some(replace(&mut leaf.slice_mut()[index], item)),
                Err(index) if leaf.room() > 0 => {
                    leaf.insert(index, item);
                    return None;
                }
                Err(_) => {}
            }
        }
        let found = self.seek(&mut trail, &mut sought);
        match found {
            None => *self = Self::of_one(item),
            Some((path, Ok(index))) => {
                return Some(path.modify(index, |old| replace(old, item)));
            }
            Some((path, Err(index))) => {
                path.insert(index, item, |item| item.key().clone());
            }
        }
        None
    }

    /// Takes the item with a sought key out. If there is none, nothing is copied. See
    /// [`Path::remove`].
    #[inline]
    pub fn take(&mut self, mut sought: impl Sought<K>) -> Option<T> {
        if let Some(mut leaf) = self.flat()
            && leaf.len() > 1
        {
            let index = search::<K, T, C>(leaf.slice(), &mut sought).ok()?;
            return Some(leaf.remove(index));
        }
        let mut trail = Trail::new();
        let (path, index) = self.seek(&mut trail, &mut sought)?;
        let index = index.ok()?;
        let last = path.is_last();
        let item = path.remove(index);
        if last {
            *self = Self::new();
        }
        Some(item)
    }
}
