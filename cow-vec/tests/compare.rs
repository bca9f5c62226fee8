//! `==` and order of versions, of their ranges, and of vectors of several types.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, CowSlice, CowVec, GenericVec, LocalVec, RefCount, Tiny};
use proptest::prelude::*;
use std::cell::Cell;
use std::cmp::Ordering;

#[derive(Clone, Debug)]
struct Costly<'a>(u32, &'a Cell<usize>);

impl PartialEq for Costly<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.1.set(self.1.get() + 1);
        self.0 == other.0
    }
}

impl Eq for Costly<'_> {}

#[test]
fn ranges_of_two_versions_are_not_looked_at_where_they_are_shared() {
    const N: usize = 100_000;
    let calls = Cell::new(0);
    let v: CowVec<Costly> = (0..N as u32).map(|i| Costly(i, &calls)).collect();
    let mut w = v.clone();
    w[N / 2].0 += 0;
    let check = |a: CowSlice<Costly>, b: CowSlice<Costly>, equal: bool, most: usize| {
        calls.set(0);
        assert_eq!(a == b, equal);
        assert!(calls.get() <= most, "{} comparisons, {most} may be", calls.get());
    };
    // Leaves of 32, cut at both ends; and the one that was written to.
    check(v.view(..), w.view(..), true, 3 * 64);
    check(v.view(5..N - 7), w.view(5..N - 7), true, 4 * 64);
    check(v.view(N / 2 + 100..), w.view(N / 2 + 100..), true, 3 * 64);
    check(v.view(5..N - 7), w.view(5..N - 8), false, 0);
    w.push_front(Costly(7, &calls));
    check(v.view(5..N - 7), w.view(6..N - 6), true, 4 * 64);
    w[N / 3].0 += 1;
    check(v.view(5..N - 7), w.view(6..N - 6), false, 4 * 64);
    // All of it, where trees do not pair off.
    check(v.view(5..N - 7), w.view(5..N - 7), false, 64);
}

#[test]
fn items_of_several_types_are_compared() {
    let texts: CowVec<String> = (0..100).map(|i| i.to_string()).collect();
    let borrowed: LocalVec<&str> = texts.iter().map(|text| &text[..]).collect();
    assert_eq!(texts, borrowed);
    assert_eq!(borrowed, texts);
    assert_ne!(texts.slice(1..), borrowed);
    assert_eq!(texts.slice(..3), borrowed.slice(..3));
    assert_ne!(texts.slice(..3), borrowed.slice(1..4));
    let mut other = borrowed.clone();
    other[50] = "x";
    assert_ne!(texts, other);

    let (few, many): (CowVec<u32>, LocalVec<u32>) = ([1, 2].into(), (1..1000).collect());
    assert_eq!(few.partial_cmp(&many), Some(Ordering::Less));
    assert_eq!(many.partial_cmp(&few), Some(Ordering::Greater));
    assert_eq!(few.partial_cmp(&many.slice(..2)), Some(Ordering::Equal));
}

/// A write at a place.
fn edit<T: Clone, C: RefCount>(vec: &mut GenericVec<T, C>, what: u8, at: usize, value: T) {
    let at = at % (vec.len() + 1);
    match what {
        0 => vec.insert(at, value),
        1 if at < vec.len() => drop(vec.remove(at)),
        2 => vec.push_front(value),
        3 => vec.push(value),
        4 => drop(vec.pop_front()),
        5 => {
            let mut end = vec.split_off(at);
            vec.append(&mut end);
        }
        _ if at < vec.len() => vec[at] = value,
        _ => {}
    }
}

/// Two versions, and ranges of them, compare as slices do. `value` makes one of four items.
fn compare<T: Clone + PartialOrd, C: RefCount>(
    value: fn(u8) -> T,
    len: usize,
    edits: &[(u8, usize, u8)],
    ranges: &[(usize, usize, usize)],
) {
    let base: GenericVec<T, C> = (0..len).map(|i| value((i % 3) as u8 + 1)).collect();
    let mut version = base.clone();
    edits.iter().for_each(|&(what, at, item)| edit(&mut version, what, at, value(item)));
    for (a, b) in [(&base, &version), (&base, &base), (&version, &version.clone())] {
        let (x, y) = (a.to_vec(), b.to_vec());
        assert_eq!((a == b, a.partial_cmp(b)), (x == y, x.partial_cmp(&y)));
        for &(i, j, n) in ranges {
            let (i, j) = (i % (x.len() + 1), j % (y.len() + 1));
            for (i, j) in [(i, j), (i.min(y.len()), i.min(y.len()))] {
                let n = n % ((x.len() - i).min(y.len() - j) + 1);
                let (p, q) = (a.view(i..i + n), b.view(j..j + n));
                assert_eq!(p == q, x[i..i + n] == y[j..j + n]);
                assert_eq!(p.partial_cmp(&q), x[i..i + n].partial_cmp(&y[j..j + n]));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(64)))]

    #[test]
    fn versions_and_ranges_compare_as_slices(
        len in 0..700_usize,
        edits in prop::collection::vec((0..8_u8, 0..2000_usize, 0..4_u8), 0..12),
        ranges in prop::collection::vec((0..2000_usize, 0..2000_usize, 0..2000_usize), 0..12),
    ) {
        compare::<u8, Tiny>(|x| x, len, &edits, &ranges);
        compare::<u64, Atomic>(u64::from, len, &edits, &ranges);
        // One that does not equal itself.
        let number = |x| if x == 0 { f64::NAN } else { f64::from(x) };
        compare::<f64, Tiny>(number, len, &edits, &ranges);
        compare::<f64, Atomic>(number, len, &edits, &ranges);
    }
}
