//! What is read, looked for and compared.

use super::{Plain, ViewTest, bounds, for_all_views, outcome};
use cow_vec::{CowSlice, CowSliceMut, CowVec, GenericVec, RefCount, cow_vec};
use std::hash::{DefaultHasher, Hash, Hasher};

struct Reads;

impl ViewTest for Reads {
    fn visit<C: RefCount>(&mut self, v: CowSlice<'_, u64, C>, w: &[u64]) {
        assert_eq!((v.len(), v.is_empty()), (w.len(), w.is_empty()));
        assert_eq!((v.first(), v.last()), (w.first(), w.last()));
        same!((v.split_first(), v.split_last()), (w.split_first(), w.split_last()));
        assert!(v.iter().eq(w) && v.iter().rev().eq(w.iter().rev()) && v.into_iter().eq(w));
        assert!((&v).into_iter().eq(w));
        assert_eq!(v.leaves().flatten().copied().collect::<Vec<_>>(), w);
        assert!(v.leaves().all(|leaf| !leaf.is_empty()));
        assert_eq!(v.to_vec(), w);
        assert_eq!(format!("{v:?}"), format!("{w:?}"));
        if let Some(slice) = v.as_single_leaf() {
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
        for i in bounds(w.len()).into_iter().chain([usize::MAX]) {
            macro_rules! take_off {
                ($range:expr) => {
                    let (mut a, mut b) = (v, w);
                    same!((a.split_off($range), a), (b.split_off($range), b));
                };
            }
            take_off!(..i);
            take_off!(..=i);
            take_off!(i..);
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
    for_all_views(19, &mut Reads);
}

struct Searches;

impl ViewTest for Searches {
    fn visit<C: RefCount>(&mut self, v: CowSlice<'_, u64, C>, w: &[u64]) {
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
    for_all_views(7, &mut Searches);
}

struct Comparisons;

impl ViewTest for Comparisons {
    fn visit<C: RefCount>(&mut self, v: CowSlice<'_, u64, C>, w: &[u64]) {
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
            let theirs: GenericVec<u64, C> = other.iter().copied().collect();
            let same = w == other;
            assert_eq!((v == other, other == v), (same, same));
            assert_eq!((v == other[..], other[..] == v), (same, same));
            assert_eq!((v == theirs, theirs == v), (same, same));
            assert_eq!((v == theirs.view(..), theirs.view(..) == v), (same, same));
            assert_eq!((owned == theirs.view(..), theirs.view(..) == owned), (same, same));
            assert_eq!(v.cmp(&theirs.view(..)), w.cmp(&other[..]));
            assert_eq!(v.partial_cmp(&theirs.view(..)), w.partial_cmp(&other[..]));
            let m = CowSliceMut::<u64, C>::from(&mut other[..]);
            assert_eq!((m == w, w == m, m == v, v == m), (same, same, same, same));
        }
    }
}

#[test]
fn comparisons() {
    for_all_views(7, &mut Comparisons);
    let v: CowVec<i32> = cow_vec![1, 2];
    let w = &[1, 2];
    assert!(v.view(..) == [1, 2] && [1, 2] == v.view(..) && w == v.view(..));
    let nan: CowVec<f64> = cow_vec![f64::NAN];
    assert!(nan.view(..) != nan.view(..) && nan.view(..).partial_cmp(&nan.view(..)).is_none());
}

/// A view that can be written reads as one that cannot.
struct ReadsOfMut;

impl ViewTest for ReadsOfMut {
    fn visit<C: RefCount>(&mut self, v: CowSlice<'_, u64, C>, w: &[u64]) {
        let mut vec = v.to_cow_vec();
        let old = vec.clone();
        let m = vec.view_mut(..);
        let n = w.len();
        same!((m.split_first(), m.split_last()), (w.split_first(), w.split_last()));
        assert_eq!((m.first_n::<2>(), m.last_n::<2>()), (v.first_n(), v.last_n()));
        assert_eq!((m.split_first_n::<2>(), m.split_last_n::<2>()), {
            (v.split_first_n(), v.split_last_n())
        });
        for i in bounds(n) {
            same!(m.split_at_checked(i), w.split_at_checked(i));
            assert_eq!(outcome(|| m.split_at(i)).err(), outcome(|| w.split_at(i)).err());
            assert_eq!(outcome(|| m.windows(i).count()), outcome(|| w.windows(i).count()));
            assert_eq!(outcome(|| m.chunks(i).count()), outcome(|| w.chunks(i).count()));
            assert_eq!(m.starts_with(&w[..i.min(n)]), w.starts_with(&w[..i.min(n)]));
            assert_eq!(m.ends_with(&w[i.min(n)..]), w.ends_with(&w[i.min(n)..]));
            assert_eq!(m.element_offset(&w[..].get(i).copied().unwrap_or(0)), None);
            let x = i as u64;
            assert_eq!(m.contains(&x), w.contains(&x));
            assert_eq!(m.binary_search(&x), w.binary_search(&x));
            assert_eq!(m.binary_search_by(|y| y.cmp(&x)), w.binary_search_by(|y| y.cmp(&x)));
            assert_eq!(m.binary_search_by_key(&x, |y| *y), w.binary_search(&x));
            assert_eq!(m.partition_point(|y| *y < x), w.partition_point(|y| *y < x));
            same!(m.strip_prefix(&w[..i.min(n)]), w.strip_prefix(&w[..i.min(n)]));
            same!(m.strip_suffix(&w[i.min(n)..]), w.strip_suffix(&w[i.min(n)..]));
        }
        assert!(m.is_sorted() && m.is_sorted_by(|a, b| a < b) && m.is_sorted_by_key(|x| *x / 2));
        assert!(m.array_windows::<2>().eq(v.array_windows()));
        assert!(m.chunks_exact(2).eq(w.chunks_exact(2)) && m.rchunks(3).eq(w.rchunks(3)));
        assert!(m.split(|x| x % 3 == 0).eq(w.split(|x| x % 3 == 0)));
        assert!(m.chunk_by(|a, b| a / 4 == b / 4).eq(w.chunk_by(|a, b| a / 4 == b / 4)));
        assert!(w.is_empty() || vec.ptr_eq(&old), "reads copied");
    }
}

#[test]
fn reads_of_views_to_be_written() {
    for_all_views(17, &mut ReadsOfMut);
}

#[test]
fn views_of_anything_that_has_items() {
    let mut vec: CowVec<i32> = cow_vec![1, 2];
    let boxed: Box<[i32]> = Box::new([1, 2]);
    let same = |view: CowSlice<'_, i32>| assert_eq!(view, [1, 2]);
    same((&[1, 2]).into());
    same((&vec![1, 2]).into());
    same((&boxed).into());
    same((&vec).into());
    same((&vec.view(..)).into());
    same((&vec.view_mut(..)).into());
    let mut array = [3, 4];
    let mut std = vec![5, 6];
    vec.swap_with_slice(&mut array);
    vec.view_mut(..).swap_with_slice(&mut std);
    let mut view = CowSliceMut::from(&mut vec);
    CowSliceMut::from(&mut array).swap_with_slice(&mut view);
    assert_eq!((array, &std[..], &vec), ([5, 6], &[3, 4][..], &cow_vec![1, 2]));
}
