//! The differences between two sequences, item by item.
//!
//! E. Myers, *An O(ND) Difference Algorithm and Its Variations*, 1986, in its linear-space form: a
//! box of the edit graph is split where a search from its start and one from its end meet, and both
//! parts are split again. It is exact while few items differ. A search that has gone a certain number
//! of edits without a meeting is cut short, and the box is split where it got furthest: so the cost is
//! that of the length times a constant at most, whatever the inputs are.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// How many edits a search takes from each end of a small box before it is cut short.
const EXACT: usize = 256;

/// The same, for boxes of more than [`SMALL`] items.
const HASTY: usize = 64;

/// How many items of both sequences a small box has at most.
const SMALL: usize = 2048;

/// A range of the older sequence that is replaced by a range of the newer one. Not both are empty.
pub(crate) type Replacement = (Range<usize>, Range<usize>);

/// A search through the edit graph of two sequences: right removes an item of `old`, down inserts
/// one of `new`, and both at once keep an item.
struct Myers<'s, 'a, 'b, T> {
    old: &'s [&'a T],
    new: &'s [&'b T],
    /// For each diagonal, how far into `old` the search from the start has got.
    forward: Diagonals,
    /// The same for the search from the end, in both sequences reversed.
    backward: Diagonals,
}

/// Calls `visit` for each range of `old` that is replaced by one of `new`, in order.
///
/// Two replacements may touch each other.
pub(crate) fn myers<T: PartialEq>(old: &[&T], new: &[&T], visit: &mut impl FnMut(Replacement)) {
    let mut search = Myers { old, new, forward: Diagonals::new(), backward: Diagonals::new() };
    // What is still to be compared, the first box last.
    let mut boxes = vec![(0..old.len(), 0..new.len())];
    while let Some((mut from, mut to)) = boxes.pop() {
        search.trim(&mut from, &mut to);
        if from.is_empty() || to.is_empty() {
            if from.len() + to.len() > 0 {
                visit((from, to));
            }
            continue;
        }
        let (x, y) = search.split(from.clone(), to.clone());
        boxes.push((from.start + x..from.end, to.start + y..to.end));
        boxes.push((from.start..from.start + x, to.start..to.start + y));
    }
}

impl<T: PartialEq> Myers<'_, '_, '_, T> {
    /// Leaves out the items with which both ranges begin and end.
    fn trim(&self, from: &mut Range<usize>, to: &mut Range<usize>) {
        let some =
            |from: &Range<usize>, to: &Range<usize>| from.start < from.end && to.start < to.end;
        while some(from, to) && self.old[from.start] == self.new[to.start] {
            (from.start, to.start) = (from.start + 1, to.start + 1);
        }
        while some(from, to) && self.old[from.end - 1] == self.new[to.end - 1] {
            (from.end, to.end) = (from.end - 1, to.end - 1);
        }
    }

    /// Returns a point other than both corners, on a path from the one to the other that is short, or the shortest if the searches meet. Both ranges begin and end with unequal items.
    fn split(&mut self, from: Range<usize>, to: Range<usize>) -> (usize, usize) {
        let (old, new) = (&self.old[from], &self.new[to]);
        let (n, m) = (old.len(), new.len());
        let limit = if n + m <= SMALL { EXACT } else { HASTY };
        // No overflow: slices of references have less than `isize::MAX` items.
        let delta = n as isize - m as isize;
        self.forward.begin();
        self.backward.begin();
        for edits in 1..=limit.min((n + m).div_ceil(2)) {
            let equal = |x: usize, y: usize| old[x] == new[y];
            self.forward.advance(edits, (n, m), equal);
            if delta % 2 != 0
                && let Some(met) = self.forward.meets(edits, &self.backward, edits - 1, (n, m))
            {
                return met;
            }
            let equal = |x: usize, y: usize| old[n - 1 - x] == new[m - 1 - y];
            self.backward.advance(edits, (n, m), equal);
            if delta % 2 == 0
                && let Some((x, y)) = self.backward.meets(edits, &self.forward, edits, (n, m))
            {
                return (n - x, m - y);
            }
        }
        let (ahead, behind) = (self.forward.furthest(limit), self.backward.furthest(limit));
        if ahead.0 + ahead.1 >= behind.0 + behind.1 { ahead } else { (n - behind.0, m - behind.1) }
    }
}

/// How far a search has got on each diagonal: on `k`, to `x` in the one sequence and to `x - k` in
/// the other.
struct Diagonals {
    reached: Vec<isize>,
}

/// Stands for no position.
const UNREACHED: isize = isize::MIN / 2;

impl Diagonals {
    fn new() -> Self {
        Self { reached: vec![UNREACHED; 2 * EXACT + 3] }
    }

    /// Returns the slot of a diagonal, `EXACT + 1` away from the middle at most.
    fn place(&mut self, k: isize) -> &mut isize {
        &mut self.reached[k.wrapping_add_unsigned(EXACT + 1) as usize]
    }

    fn at(&self, k: isize) -> isize {
        self.reached[k.wrapping_add_unsigned(EXACT + 1) as usize]
    }

    /// Starts in the corner, where the first items differ.
    fn begin(&mut self) {
        *self.place(0) = 0;
        *self.place(1) = UNREACHED;
        *self.place(-1) = UNREACHED;
    }

    /// Returns the diagonals that are reached by exactly so many edits, as far as they are in the box.
    fn of(edits: usize, (n, m): (usize, usize)) -> impl Iterator<Item = isize> {
        let (edits, n, m) = (edits as isize, n as isize, m as isize);
        (-edits..=edits).step_by(2).filter(move |&k| -m <= k && k <= n)
    }

    /// Takes one edit more.
    fn advance(
        &mut self,
        edits: usize,
        (n, m): (usize, usize),
        equal: impl Fn(usize, usize) -> bool,
    ) {
        let outside = edits as isize + 1;
        *self.place(outside) = UNREACHED;
        *self.place(-outside) = UNREACHED;
        for k in Self::of(edits, (n, m)) {
            let (left, above) = (self.at(k - 1), self.at(k + 1));
            let mut x = UNREACHED;
            if left >= 0 && left < n as isize {
                x = left + 1;
            }
            if above > x && above - k <= m as isize {
                x = above;
            }
            if x >= 0 {
                let (mut i, mut j) = (x as usize, (x - k) as usize);
                while i < n && j < m && equal(i, j) {
                    (i, j) = (i + 1, j + 1);
                }
                x = i as isize;
            }
            *self.place(k) = x;
        }
    }

    /// Returns where this search has met one from the other end, if it has.
    fn meets(
        &self,
        edits: usize,
        other: &Self,
        others: usize,
        (n, m): (usize, usize),
    ) -> Option<(usize, usize)> {
        let delta = n as isize - m as isize;
        let met = Self::of(edits, (n, m)).find(|&k| {
            let (x, opposite) = (self.at(k), delta - k);
            opposite.unsigned_abs() <= others
                && x >= 0
                && other.at(opposite) >= 0
                && x + other.at(opposite) >= n as isize
        })?;
        Some((self.at(met) as usize, (self.at(met) - met) as usize))
    }

    /// Returns the point that is furthest from the corner.
    fn furthest(&self, edits: usize) -> (usize, usize) {
        let edits = edits as isize;
        let far = |&k: &isize| 2 * self.at(k) - k;
        let reached = (-edits..=edits).filter(|&k| self.at(k) >= 0);
        let k = reached.max_by_key(far).unwrap_or(0);
        (self.at(k) as usize, (self.at(k) - k) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the length of a longest common subsequence, by the textbook.
    fn common(a: &[u8], b: &[u8]) -> usize {
        let mut best = vec![0; b.len() + 1];
        for x in a {
            let mut corner = 0;
            for (j, y) in b.iter().enumerate() {
                let above = best[j + 1];
                best[j + 1] = if x == y { corner + 1 } else { above.max(best[j]) };
                corner = above;
            }
        }
        best[b.len()]
    }

    fn replacements<T: PartialEq>(a: &[T], b: &[T]) -> Vec<Replacement> {
        let (old, new): (Vec<&T>, Vec<&T>) = (a.iter().collect(), b.iter().collect());
        let mut found = Vec::new();
        myers(&old, &new, &mut |replacement| found.push(replacement));
        found
    }

    /// Checks that everything between the replacements is equal. Returns how many items differ.
    fn edits<T: PartialEq>(a: &[T], b: &[T]) -> usize {
        let (mut i, mut j, mut edits) = (0, 0, 0);
        for (from, to) in replacements(a, b) {
            assert!(from.len() + to.len() > 0);
            assert!(a[i..from.start] == b[j..to.start]);
            edits += from.len() + to.len();
            (i, j) = (from.end, to.end);
        }
        assert!(a[i..] == b[j..]);
        edits
    }

    #[test]
    fn all_short_sequences_have_the_fewest_edits() {
        // All words of up to four of three letters.
        let most = if cfg!(miri) { 2 } else { 4 };
        let words: Vec<Vec<u8>> = (0..=most)
            .flat_map(|len| {
                (0..3_usize.pow(len)).map(move |code| {
                    (0..len).map(|place| (code / 3_usize.pow(place) % 3) as u8).collect()
                })
            })
            .collect();
        for a in &words {
            for b in &words {
                assert_eq!(edits(a, b), a.len() + b.len() - 2 * common(a, b), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn few_edits_in_a_long_sequence_are_found_exactly() {
        let count = if cfg!(miri) { 2 } else { 100 };
        let old: Vec<u32> = (0..500 * count).collect();
        let mut new = old.clone();
        for i in 0..count as usize {
            new[i * 450] = 99_999;
            new.remove(i * 450 + 200);
        }
        assert_eq!(edits(&old, &new), 3 * count as usize);
    }

    #[test]
    fn many_edits_in_a_long_sequence_are_found_nearly() {
        let count = if cfg!(miri) { 20 } else { 2_000 };
        let old: Vec<u32> = (0..25 * count).collect();
        let mut new = old.clone();
        for i in 0..count as usize {
            new[i * 20 + 7] += 100_000;
        }
        let edits = edits(&old, &new);
        let least = 2 * count as usize;
        assert!((least..least + least / 10).contains(&edits), "{edits}");
    }

    #[test]
    #[cfg_attr(miri, ignore = "millions of comparisons, and no unsafe code")]
    fn unrelated_sequences_take_a_bounded_number_of_comparisons() {
        use core::cell::Cell;
        #[derive(Clone)]
        struct Unlike<'a>(&'a Cell<usize>);
        impl PartialEq for Unlike<'_> {
            fn eq(&self, _: &Self) -> bool {
                self.0.set(self.0.get() + 1);
                false
            }
        }
        let calls = Cell::new(0);
        let (old, new) = (vec![Unlike(&calls); 60_000], vec![Unlike(&calls); 40_000]);
        let gone: usize = replacements(&old, &new).iter().map(|(from, _)| from.len()).sum();
        assert_eq!(gone, 60_000);
        // The product of both lengths is 2.4 billion.
        assert!(calls.get() < 20_000_000, "{} comparisons", calls.get());
    }
}
