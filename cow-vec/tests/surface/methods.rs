//! `Vec`'s methods.

use super::{compare_for, indices, lengths, shapes};
use cow_vec::{Atomic, CowVec, Tiny};
use std::fmt::Debug;
use std::ops::{Bound, RangeBounds};

#[test]
fn indices_and_their_panics() {
    for &n in lengths() {
        for i in indices(n) {
            compare!(n, |v| v.get(i).copied());
            compare!(n, |v| v[i]);
            compare!(n, |v| v[i] = 77);
            compare!(n, |v| v.get_mut(i).map(|x| *x += 5));
            compare!(n, |v| v.insert(i, 99));
            compare!(n, |v| *v.insert_mut(i, 99) += 1);
            compare!(n, |v| v.remove(i));
            compare!(n, |v| v.swap_remove(i));
            compare!(n, |v| v.truncate(i));
            compare!(n, |v| v.split_off(i));
            compare!(n, |v| v.rotate_left(i));
            compare!(n, |v| v.rotate_right(i));
            compare!(n, |v| v.split_at(i).1.len());
            compare!(n, |v| v.split_at_checked(i).map(|(a, b)| (a.len(), b.len())));
            compare!(n, |v| v.split_at_mut(i).1.len());
            compare!(n, |v| v.split_at_mut_checked(i).map(|(a, b)| (a.len(), b.len())));
            compare!(n, |v| {
                let nth = *v.select_nth_unstable(i).1;
                v.sort();
                nth
            });
            compare!(n, |v| {
                let nth = *v.select_nth_unstable_by(i, |a, b| b.cmp(a)).1;
                v.sort();
                nth
            });
            compare!(n, |v| {
                let nth = *v.select_nth_unstable_by_key(i, |x| !x).1;
                v.sort();
                nth
            });
            compare!(n, |v| v.chunks(i).len());
            compare!(n, |v| v.rchunks(i).len());
            compare!(n, |v| v.chunks_exact(i).len());
            compare!(n, |v| v.rchunks_exact(i).len());
            compare!(n, |v| v.chunks_mut(i).len());
            compare!(n, |v| v.rchunks_mut(i).len());
            compare!(n, |v| v.chunks_exact_mut(i).len());
            compare!(n, |v| v.rchunks_exact_mut(i).len());
            compare!(n, |v| v.windows(i).len());
            compare!(n, |v| v.splitn(i, |x| x % 3 == 0).count());
            compare!(n, |v| v.rsplitn(i, |x| x % 3 == 0).count());
            compare!(n, |v| v.splitn_mut(i, |x| x % 3 == 0).count());
            compare!(n, |v| v.rsplitn_mut(i, |x| x % 3 == 0).count());
            if i <= n + 1 {
                compare!(n, |v| v.copy_from_slice(&vec![3; i]));
                compare!(n, |v| v.clone_from_slice(&vec![3; i]));
                compare!(n, |v| v.swap_with_slice(&mut vec![3; i]));
                compare!(n, |v| v.resize(i, 3));
                compare!(n, |v| v.resize_with(i, || 3));
                compare!(n, |v| v.repeat(i % 4).len());
            }
            for j in indices(n) {
                compare!(n, |v| v.swap(i, j));
                compare!(n, |v| v.copy_within(i.min(j).., j));
                compare!(n, |v| v.copy_within(i..j, n / 3));
                compare!(n, |v| v.get(i..j).map(|s| s.to_vec()));
                compare!(n, |v| v.get_mut(i..=j).map(|s| s.len()));
                compare!(n, |v| v.get_disjoint_mut([i, j, i]).is_ok());
                compare!(n, |v| v.get_disjoint_mut([i, j]).is_ok_and(|[a, b]| {
                    *a += *b;
                    true
                }));
            }
        }
    }
}

#[test]
fn ranges_and_their_panics() {
    fn each(n: usize, range: impl RangeBounds<usize> + Clone + Debug) {
        let range = &(range.start_bound().cloned(), range.end_bound().cloned());
        compare!(n, |v| v.drain(*range).collect::<Vec<_>>());
        compare!(n, |v| v.drain(*range).rev().take(2).collect::<Vec<_>>());
        compare!(n, |v| v.drain(*range).len());
        compare!(n, |v| v.extend_from_within(*range));
        compare!(n, |v| v.splice(*range, [7, 8, 9]).collect::<Vec<_>>());
        compare!(n, |v| drop(v.splice(*range, 0..200)));
        compare!(n, |v| v.extract_if(*range, |x| *x % 2 == 0).collect::<Vec<_>>());
        compare!(n, |v| v.extract_if(*range, |x| *x % 3 == 0).next());
        compare!(n, |v| v.slice(*range), |v| v[*range].to_vec());
    }
    for n in [0, 1, 5, 40] {
        for i in indices(n) {
            each(n, i..);
            each(n, ..i);
            each(n, ..=i);
            each(n, (Bound::Excluded(i), Bound::Unbounded));
            for j in indices(n) {
                each(n, i..j);
                each(n, i..=j);
            }
        }
        each(n, ..);
    }
}

#[test]
fn ends() {
    for &n in lengths() {
        compare!(n, |v| v.push(1));
        compare!(n, |v| *v.push_mut(1) += 1, |v| v.push(2));
        compare!(n, |v| v.pop());
        compare!(n, |v| v.pop_if(|x| *x % 2 == 0));
        compare!(n, |v| v.first().copied());
        compare!(n, |v| v.last().copied());
        compare!(n, |v| v.front().copied(), |v| v.first().copied());
        compare!(n, |v| v.back().copied(), |v| v.last().copied());
        compare!(n, |v| v.first_mut().map(|x| *x = 3));
        compare!(n, |v| v.last_mut().map(|x| *x = 3));
        compare!(n, |v| v.front_mut().map(|x| *x = 3), |v| v.first_mut().map(|x| *x = 3));
        compare!(n, |v| v.back_mut().map(|x| *x = 3), |v| v.last_mut().map(|x| *x = 3));
        compare!(n, |v| (0..400).for_each(|x| v.push(x)));
        compare!(n, |v| (0..400).map(|_| v.pop()).collect::<Vec<_>>());
        compare!(n, |v| v.push_back(4), |v| v.push(4));
        compare!(n, |v| v.pop_back(), |v| v.pop());
        compare!(n, |v| (0..400).for_each(|x| v.push_front(x)), |v| {
            v.splice(..0, (0..400).rev());
        });
        compare!(n, |v| (0..400).map_while(|_| v.pop_front()).collect::<Vec<_>>(), |v| v
            .drain(..400.min(v.len()))
            .collect::<Vec<_>>());
    }
}

#[test]
fn whole_vectors() {
    for &n in lengths() {
        compare!(n, |v| v.len());
        compare!(n, |v| v.is_empty());
        compare!(n, |v| v.clear());
        compare!(n, |v| v.reverse());
        compare!(n, |v| v.fill(6));
        compare!(n, |v| {
            let mut next = 0;
            v.fill_with(|| {
                next += 1;
                next
            });
        });
        for keep in [1, 2, 3, 50, 100, 1000] {
            compare!(n, |v| v.retain(|x| x % keep == 0));
            compare!(n, |v| v.retain(|x| x % keep != 0));
            compare!(n, |v| v.retain_mut(|x| {
                *x += 1;
                *x % keep != 0
            }));
            compare!(n, |v| v.dedup_by_key(|x| *x / keep));
            compare!(n, |v| v.dedup_by(|a, b| *a / keep == *b / keep));
            compare!(n, |v| {
                v.iter_mut().for_each(|x| *x /= keep);
                v.dedup();
            });
            compare!(n, |v| v.extend((0..keep).collect::<Vec<_>>()));
            compare!(n, |v| v.extend(&(0..keep).collect::<Vec<_>>()));
            compare!(n, |v| v.extend_from_slice(&(0..keep).collect::<Vec<_>>()));
            compare!(n, |v| v.extend((0..keep).filter(|x| x % 2 == 0)));
            compare!(n, |v| v.resize(keep as usize, 5));
            compare!(n, |v| {
                let mut next = 0;
                v.resize_with(keep as usize, || {
                    next += 1;
                    next
                });
            });
            compare!(
                n,
                |v| {
                    let mut other = (0..keep).collect();
                    v.append(&mut other);
                    other.len()
                },
                |v| {
                    let mut other = (0..keep).collect();
                    v.append(&mut other);
                    other.len()
                }
            );
        }
        compare!(n, |v| v.iter_mut().rev().step_by(3).for_each(|x| *x += 1));
        compare!(n, |v| v.iter_mut().nth(n / 2).map(|x| *x = 0));
        compare!(n, |v| v.iter_mut().nth_back(n / 2).map(|x| *x = 0));
        compare!(n, |v| v.to_vec());
        compare!(n, |v| v.clone().into_vec(), |v| v.clone());
        compare!(n, |v| v.clone().into_boxed_slice().into_vec(), |v| v.clone());
        compare!(n, |v| v.leaves().flatten().copied().collect::<Vec<_>>(), |v| v.clone());
        compare!(
            n,
            |v| v.leaves().rev().flat_map(|l| l.iter().rev()).copied().collect::<Vec<_>>(),
            |v| { v.iter().rev().copied().collect::<Vec<_>>() }
        );
        compare!(n, |v| v.try_reserve(usize::MAX).is_err());
        compare!(n, |v| v.reserve(100));
        compare!(n, |v| v.reserve(usize::MAX));
        compare!(n, |v| v.shrink_to_fit());
        compare!(n, |v| format!("{v:?} {v:#?}"));
    }
}

#[test]
fn searches() {
    for &n in lengths() {
        for i in indices(n) {
            let x = i as u64;
            compare!(n, |v| v.contains(&x));
            compare!(n, |v| v.binary_search(&x));
            compare!(n, |v| v.binary_search_by(|y| y.cmp(&x)));
            compare!(n, |v| v.binary_search_by_key(&x, |y| *y));
            compare!(n, |v| v.partition_point(|y| *y < x));
            let end = i.min(n);
            compare!(n, |v| v.starts_with(&(0..end as u64).collect::<Vec<_>>()));
            compare!(n, |v| v.ends_with(&(end as u64..n as u64).collect::<Vec<_>>()));
        }
        compare!(n, |v| v.is_sorted());
        compare!(n, |v| v.is_sorted_by(|a, b| a > b));
        compare!(n, |v| v.is_sorted_by_key(|a| *a / 2));
        compare!(n, |v| v.starts_with(&[1]));
        compare!(n, |v| v.ends_with(&[1]));
    }
}

#[test]
fn room() {
    let mut v: CowVec<u64> = CowVec::with_capacity(10);
    assert_eq!((v.len(), v.capacity()), (0, 10));
    (0..10).for_each(|x| v.push(x));
    assert_eq!(v.capacity(), 10);
    v.reserve(1);
    assert!(v.capacity() >= 11);
    v.shrink_to_fit();
    assert_eq!(v.capacity(), 10);
    v.shrink_to(100);
    assert_eq!(v.capacity(), 10);
    v.reserve(1_000_000);
    v.extend(0..1000);
    assert!(v.capacity() >= v.len());
    assert_eq!(CowVec::<()>::new().capacity(), usize::MAX);
    let empty: CowVec<u64> = CowVec::with_capacity(0);
    assert_eq!(empty.capacity(), 0);
}

#[test]
fn slices_while_flat() {
    let mut v: CowVec<u64> = (0..128).collect();
    assert_eq!(v.as_single_leaf().map(<[u64]>::len), Some(128));
    v.as_single_leaf_mut().unwrap()[5] = 0;
    assert_eq!(v[5], 0);
    v.push(1);
    assert_eq!(v.as_single_leaf(), None);
    assert_eq!(v.as_single_leaf_mut(), None);
    assert_eq!(CowVec::<u8>::new().as_single_leaf(), Some(&[][..]));
    assert_eq!(CowVec::<u8>::new().as_single_leaf_mut(), Some(&mut [][..]));
    for mut v in shapes::<Tiny>(4) {
        let whole = v.as_single_leaf().map(<[u64]>::to_vec);
        assert_eq!(v.as_single_leaf_mut().map(|s| s.to_vec()), whole);
    }
}

#[test]
fn the_first_and_the_last_of_a_known_number() {
    fn copied<const N: usize>(items: [&u64; N]) -> [u64; N] {
        items.map(|x| *x)
    }
    for &n in lengths() {
        compare!(n, |v| v.first_n().map(copied::<4>), |w| w.first_chunk::<4>().copied());
        compare!(n, |v| v.last_n().map(copied::<4>), |w| w.last_chunk::<4>().copied());
        compare!(n, |v| v.first_n().map(copied::<0>), |w| w.first_chunk::<0>().copied());
        compare!(
            n,
            |v| v.split_first_n().map(|(first, rest)| (copied::<3>(first), rest.to_vec())),
            |w| w.split_first_chunk::<3>().map(|(first, rest)| (*first, rest.to_vec()))
        );
        compare!(
            n,
            |v| v.split_last_n().map(|(rest, last)| (rest.to_vec(), copied::<3>(last))),
            |w| w.split_last_chunk::<3>().map(|(rest, last)| (rest.to_vec(), *last))
        );
        compare!(n, |v| v.first_n_mut().map(|[a, b]| std::mem::swap(a, b)), |w| w
            .first_chunk_mut()
            .map(|[a, b]| std::mem::swap(a, b)));
        compare!(n, |v| v.last_n_mut().map(|[a, _, b]| std::mem::swap(a, b)), |w| w
            .last_chunk_mut()
            .map(|[a, _, b]| std::mem::swap(a, b)));
        compare!(n, |v| v.last_n_mut::<0>().is_some(), |w| w.last_chunk_mut::<0>().is_some());
    }
}

#[test]
fn as_one_slice() {
    for &n in lengths() {
        compare!(
            n,
            |v| v.with_mut_slice(|items| {
                items.reverse();
                items.iter_mut().take(1).for_each(|x| *x = 7);
                items.len()
            }),
            |w| {
                w.reverse();
                w.iter_mut().take(1).for_each(|x| *x = 7);
                w.len()
            }
        );
        compare!(
            n,
            |v| v.with_mut_slice(|items| {
                items.rotate_left(n / 2);
                assert!(items.is_empty(), "not empty");
            }),
            |w| {
                w.rotate_left(n / 2);
                assert!(w.is_empty(), "not empty");
            }
        );
        compare!(n, |v| v.view_mut(n / 3..).with_mut_slice(|items| items.reverse()), |w| w
            [n / 3..]
            .reverse());
    }
}

#[test]
fn slices_may_be_vectors_and_views() {
    for &n in lengths() {
        compare!(
            n,
            |v| {
                let twin = v.clone();
                v.extend_from_slice(&twin);
                v.extend_from_slice(twin.view(n / 2..));
                v.extend_from_slice(&[1, 2]);
                v.extend_from_slice(&vec![3]);
                v.extend_from_slice(&vec![4].into_boxed_slice());
                v.extend_from_slice([5].as_slice());
                v.starts_with(&twin) && v.ends_with([3, 4, 5].as_slice()) && !v.starts_with(&[77])
            },
            |w| {
                let twin = w.clone();
                w.extend_from_slice(&twin);
                w.extend_from_slice(&twin[n / 2..]);
                w.extend([1, 2, 3, 4, 5]);
                true
            }
        );
        compare!(n, |v| v.strip_prefix(&[0, 1]).map(|s| s.to_vec()));
        compare!(n, |v| v.strip_suffix(&[0, 1]).map(|s| s.to_vec()));
    }
}

#[test]
fn where_an_item_lies() {
    for &n in lengths() {
        for mut vec in shapes::<Tiny>(n) {
            for i in 0..n {
                assert_eq!(vec.element_offset(&vec[i]), Some(i));
                assert_eq!(vec.view(i..).element_offset(&vec[n - 1]), Some(n - 1 - i));
                assert_eq!(vec.view(..i).element_offset(&vec[i]), None);
            }
            assert_eq!(vec.element_offset(&0), None);
            let other = vec.clone();
            vec.iter_mut().for_each(|x| *x += 1);
            assert!((0..n).all(|i| vec.element_offset(&other[i]).is_none()));
        }
    }
    let none: CowVec<()> = CowVec::from([()]);
    assert!(std::panic::catch_unwind(|| none.element_offset(&())).is_err());
}

#[test]
fn arrays_of_items_made_flat() {
    for &n in lengths() {
        let arrays: CowVec<[u64; 3]> = (0..n as u64).map(|x| [x, x + 1, x + 2]).collect();
        let old = arrays.clone();
        let flat = arrays.into_flattened();
        flat.assert_invariants();
        assert_eq!(flat, old.to_vec().into_flattened());
        assert_eq!(old.len(), n);
    }
    assert!(CowVec::from([[0_u8; 0]; 9]).into_flattened().is_empty());
    let many = CowVec::<[(); usize::MAX]>::from([[(); usize::MAX]; 2]);
    assert!(std::panic::catch_unwind(|| many.into_flattened()).is_err());
}
