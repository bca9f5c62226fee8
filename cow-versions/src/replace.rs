//! A range of a vector, replaced.

use core::ops::Range;
use cow_core::RefCount;
use cow_vec::{CowSlice, GenericVec};

/// How many items are cloned to a vector of their own. More are shared: cutting them out takes some
/// microseconds.
const CLONED: usize = 64;

/// Returns the items of a view as a vector, which shares them if they are many.
pub(crate) fn part<T: Clone, C: RefCount>(view: CowSlice<'_, T, C>) -> GenericVec<T, C> {
    if view.len() <= CLONED { view.iter().cloned().collect() } else { view.to_cow_vec() }
}

/// How many items are put in or taken out one by one. Each copies one path; a cut copies some leaves on
/// both of its sides.
const SINGLY: usize = 4;

/// Replaces the items in `range`, which is in bounds, by others, which are shared if they are many.
pub(crate) fn replace<T: Clone, C: RefCount>(
    vec: &mut GenericVec<T, C>,
    range: Range<usize>,
    items: &GenericVec<T, C>,
) {
    let common = range.len().min(items.len());
    if range.len().max(items.len()) - common > SINGLY || common > SINGLY * 16 {
        let mut after = vec.split_off(range.end);
        vec.truncate(range.start);
        vec.append(&mut items.clone());
        vec.append(&mut after);
        return;
    }
    for (at, item) in (range.start..).zip(items.view(..common)) {
        vec[at] = item.clone();
    }
    let at = range.start + common;
    for item in items.view(common..).iter().rev() {
        vec.insert(at, item.clone());
    }
    for _ in common..range.len() {
        vec.remove(at);
    }
}
