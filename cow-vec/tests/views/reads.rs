//! What is read, looked for and compared.

use super::{Plain, ViewTest, bounds, for_all_views, outcome};
use cow_vec::{CowSlice, CowSliceMut, CowVec, Kind, cow_vec};
use std::hash::{DefaultHasher, Hash, Hasher};

struct Reads;

impl ViewTest for Reads {
    fn visit<P: Kind>(&mut self, v: CowSlice<'_, u64, P>, w: &[u64]) {
        assert_eq!((v.len(), v.is_empty()), (w.len(), w.is_empty()));
        assert_eq!((v.first(), v.last()), (w.first(), w.last()));
        same!((v.split_first(), v.split_last()), (w.split_first(), w.split_last()));
        assert!(v.iter().eq(w) && v.iter().rev().eq(w.iter().rev()) && v.into_iter().eq(w));
        assert!((&v).into_iter().eq(w));
        assert_eq!(v.leaves().flatten().copied().collect::<Vec<_>>(), w);
        assert!(v.leaves().all(|leaf| !leaf.is_empty()));
        assert_eq!(v.to_vec(), w);
        assert_eq!(format!("{v:?}"), format!("{w:?}"));
        if let Some(slice) = v.as_slice() {
            assert_eq!(slice, w);
        }
        assert_eq!(v.first_n::<3>().map(|x| x.map(|x| *x)), w.first_chunk().copied());
        assert_eq!(v.last_n::<3>().map(|x| x.map(|x| *x)), w.last_chunk().copied());
        assert_eq!(v.first_n::<0>(), Some([]));
        for i in bounds(w.len()).into_iter().chain([usize::MAX]) {
            assert_eq!(v.get(i), w.get(i));
            assert_eq!(outcome(|| v[i]), outcome(|| w[i]));
            same!(v.split_at_checked(i), w.split_at_checked(i));
            let halves = outcome(|| v.split_at(i));
            assert_eq!(halves.as_ref().err(), outcome(|| w.split_at(i)).as_ref().err());
            same!((v.get(i..), v.get(..i)), (w.get(i..), w.get(..i)));
            same!(v.get(..=i), w.get(..=i));
            for j in bounds(w.len()) {
                same!((v.get(i..j), v.get(i..=j)), (w.get(i..j), w.get(i..=j)));
                assert_eq!(outcome(|| v.view(i..j)).is_ok(), outcome(|| &w[i..j]).is_ok());
            }
        }
        same!(v.get(..), w.get(..));
        let (mut a, mut b) = (v, w);
        while let Some(x) = a.split_off_first() {
            assert_eq!(Some(x), b.split_off_first());
            assert_eq!(a.split_off_last(), b.split_off_last());
            assert_eq!(a, b);
        }
        assert!(b.is_empty());
    }
}

#[test]
fn reads() {
    for_all_views(&mut Reads);
}

struct Searches;

impl ViewTest for Searches {
    fn visit<P: Kind>(&mut self, v: CowSlice<'_, u64, P>, w: &[u64]) {
        let low = w.first().copied().unwrap_or(7);
        for x in [0, low.saturating_sub(1), low, low + 1, low + 4, low + w.len() as u64, u64::MAX] {
            assert_eq!(v.contains(&x), w.contains(&x));
            assert_eq!(v.binary_search(&x), w.binary_search(&x));
            assert_eq!(v.binary_search_by_key(&x, |y| *y), w.binary_search_by_key(&x, |y| *y));
            assert_eq!(v.partition_point(|y| *y < x), w.partition_point(|y| *y < x));
        }
        assert!(v.is_sorted() && v.is_sorted_by(|a, b| a < b));
        assert_eq!(v.is_sorted_by_key(|x| x % 5), w.is_sorted_by_key(|x| x % 5));
        for i in bounds(w.len()).into_iter().filter(|&i| i <= w.len()) {
            assert!(v.starts_with(&w[..i]) && v.ends_with(v.view(i..)));
            same!(v.strip_prefix(v.view(..i)), w.strip_prefix(&w[..i]));
            same!(v.strip_suffix(&w[i..]), w.strip_suffix(&w[i..]));
            let wrong: Vec<u64> = w[i..].iter().map(|x| x + 1).collect();
            assert_eq!(v.ends_with(&wrong[..]), wrong.is_empty());
            assert_eq!(v.starts_with(&wrong[..]), wrong.is_empty());
        }
        assert!(!v.starts_with(&[w, &[9]].concat()[..]) && !v.ends_with(&[&[9], w].concat()[..]));
    }
}

#[test]
fn searches() {
    for_all_views(&mut Searches);
}

struct Comparisons;

impl ViewTest for Comparisons {
    fn visit<P: Kind>(&mut self, v: CowSlice<'_, u64, P>, w: &[u64]) {
        let hash = |x: &dyn Fn(&mut DefaultHasher)| {
            let mut state = DefaultHasher::new();
            x(&mut state);
            state.finish()
        };
        assert_eq!(hash(&|s| v.hash(s)), hash(&|s| w.hash(s)));
        let owned: CowVec<u64> = w.iter().copied().collect();
        let mut others = vec![w.to_vec(), [w, &[0]].concat(), vec![], vec![u64::MAX]];
        if !w.is_empty() {
            others.extend([w[1..].to_vec(), w[..w.len() - 1].to_vec()]);
            let mut last = w.to_vec();
            *last.last_mut().unwrap() += 1;
            others.push(last);
        }
        for mut other in others {
            let theirs: CowVec<u64, P> = other.iter().copied().collect();
            let same = w == other;
            assert_eq!((v == other, other == v), (same, same));
            assert_eq!((v == other[..], other[..] == v), (same, same));
            assert_eq!((v == theirs, theirs == v), (same, same));
            assert_eq!((v == theirs.view(..), theirs.view(..) == v), (same, same));
            assert_eq!((owned == theirs.view(..), theirs.view(..) == owned), (same, same));
            assert_eq!(v.cmp(&theirs.view(..)), w.cmp(&other[..]));
            assert_eq!(v.partial_cmp(&theirs.view(..)), w.partial_cmp(&other[..]));
            let m = CowSliceMut::<u64, P>::from(&mut other[..]);
            assert_eq!((m == w, w == m, m == v, v == m), (same, same, same, same));
        }
    }
}

#[test]
fn comparisons() {
    for_all_views(&mut Comparisons);
    let v: CowVec<i32> = cow_vec![1, 2];
    let w = &[1, 2];
    assert!(v.view(..) == [1, 2] && [1, 2] == v.view(..) && w == v.view(..));
    let nan: CowVec<f64> = cow_vec![f64::NAN];
    assert!(nan.view(..) != nan.view(..) && nan.view(..).partial_cmp(&nan.view(..)).is_none());
}
