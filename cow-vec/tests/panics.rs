//! User code that panics, at every call: nothing is leaked or dropped twice, and a write that fails
//! because an item cannot be cloned leaves the vector as it was.
#![cfg(not(cow_loom))]

use cow_vec::{CowVec, GenericVec, Local, RefCount, Tiny};
use std::hash::Hash;
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k};

type Item = Fused<Counted<u32>>;
type Write<C> = fn(&mut GenericVec<Item, C>, &Fuse, &Ledger);

fn item(fuse: &Fuse, ledger: &Ledger, value: u32) -> Item {
    Fused::new(fuse, ledger.counted(value))
}

fn items<C: RefCount>(fuse: &Fuse, ledger: &Ledger, n: u32) -> GenericVec<Item, C> {
    (0..n).map(|i| item(fuse, ledger, i)).collect()
}

/// A vector with a front, a relaxed tree, underfull edges, and a tail.
fn crooked<C: RefCount>(fuse: &Fuse, ledger: &Ledger, n: u32) -> GenericVec<Item, C> {
    let mut vec = items::<C>(fuse, ledger, n);
    for i in (0..n).step_by(5) {
        vec.insert(i as usize, item(fuse, ledger, 1000 + i));
    }
    // Not shadowed: a drop at the end that panics would leak the result.
    vec = vec.split_off(n as usize / 10);
    for i in (0..n / 2).step_by(3) {
        vec.remove(i as usize);
    }
    vec.truncate(vec.len() - n as usize / 10);
    for i in 0..3 {
        vec.push(item(fuse, ledger, 2000 + i));
        vec.push_front(item(fuse, ledger, 3000 + i));
    }
    vec
}

fn values<C: RefCount>(vec: &GenericVec<Item, C>) -> Vec<u32> {
    vec.iter().map(|item| ***item).collect()
}

/// A list of writes with their text.
macro_rules! list {
    ($(|$v:ident, $f:ident, $l:ident| $e:expr;)*) => {
        vec![$((
            stringify!($e),
            (|$v, $f, $l| {
                // Not every write needs all of them.
                let _ = (&$v, $f, $l);
                let _ = $e;
            }) as Write<C>,
        )),*]
    };
}

/// Everything that writes. Each is tried in several places, for it depends on them what is joined.
fn writes<C: RefCount>() -> Vec<(&'static str, Write<C>)> {
    list![
        |v, f, l| v.push(item(f, l, 9));
        |v, f, l| v.push_front(item(f, l, 9));
        |v, f, l| v.pop();
        |v, f, l| v.pop_front();
        |v, f, l| v.get_mut(v.len() / 2).is_some();
        |v, f, l| v.first_mut().is_some();
        |v, f, l| v.last_mut().is_some();
        |v, f, l| v.insert(1, item(f, l, 9));
        |v, f, l| v.insert(v.len() / 3, item(f, l, 9));
        |v, f, l| v.insert(v.len() / 2, item(f, l, 9));
        |v, f, l| v.insert(v.len() - 1, item(f, l, 9));
        |v, f, l| v.remove(1);
        |v, f, l| v.remove(v.len() / 3);
        |v, f, l| v.remove(v.len() / 2);
        |v, f, l| v.remove(v.len() - 5);
        |v, f, l| v.remove(v.len() - 2);
        |v, f, l| v.swap_remove(2);
        |v, f, l| v.swap_remove(v.len() / 2);
        |v, f, l| v.swap(1, v.len() / 2);
        |v, f, l| v.swap(v.len() / 2, v.len() - 1);
        |v, f, l| v.split_off(1);
        |v, f, l| v.split_off(v.len() / 3);
        |v, f, l| v.split_off(v.len() / 2);
        |v, f, l| v.split_off(v.len() - 2);
        |v, f, l| v.truncate(v.len() / 2 + 1);
        |v, f, l| v.truncate(v.len() - 1);
        |v, f, l| v.drain(1..3);
        |v, f, l| v.drain(v.len() / 3..v.len() / 2);
        |v, f, l| v.drain(2..v.len() - 2);
        |v, f, l| v.drain(v.len() / 2..v.len() / 2 + 1);
        |v, f, l| v.rotate_left(1);
        |v, f, l| v.rotate_left(v.len() / 2);
        |v, f, l| v.rotate_right(v.len() / 5);
        |v, f, l| v.slice(1..v.len() - 1);
        |v, f, l| v.slice(v.len() / 3..v.len() / 3 + 3);
        |v, f, l| v.reserve(7);
        |v, f, l| ***v.push_mut(item(f, l, 9)) += 1;
        |v, f, l| ***v.push_front_mut(item(f, l, 9)) += 1;
        |v, f, l| ***v.push_back_mut(item(f, l, 9)) += 1;
        |v, f, l| v.pop_front_if(|_| true);
        |v, f, l| v.swap_remove_front(2);
        |v, f, l| v.swap_remove_front(v.len() / 2);
        |v, f, l| v.swap_remove_front(v.len() - 1);
        |v, f, l| v.swap_remove_back(0);
        |v, f, l| v.swap_remove_back(v.len() / 2);
        |v, f, l| v.split_at(v.len() / 2);
        |v, f, l| v.split_at_mut(v.len() / 2).0.len();
        |v, f, l| v.split_first_mut().is_some();
        |v, f, l| v.split_last_mut().is_some();
        |v, f, l| v.first_n_mut::<3>().is_some();
        |v, f, l| v.last_n_mut::<3>().is_some();
        |v, f, l| v.get_disjoint_mut([0, v.len() - 1, v.len() / 2]).is_ok();
        |v, f, l| v.view_mut(1..).get_disjoint_mut([3, 0]).is_ok();
        |v, f, l| v.view_mut(..).split_off_mut(..3).is_some();
        |v, f, l| v.view_mut(1..).with_mut_slice(|items| items.reverse());
        |v, f, l| v.chunks_mut(3).count();
        |v, f, l| v.iter_mut().rev().nth(2).is_some();
        |v, f, l| v.repeat(3);
        |v, f, l| v.view(1..).to_cow_vec();
        |v, f, l| v.view_mut(1..).as_view().to_cow_vec();
        |v, f, l| v.extend_from_within(1..3);
        |v, f, l| v.truncate(v.len() / 3);
        |v, f, l| v.splice(2..4, []);
        |v, f, l| v.splice(v.len() / 2..v.len() / 2 + 3, []);
        |v, f, l| v.splice(v.len() - 5..v.len() - 2, []);
        |v, f, l| v.splice(v.len() / 2..v.len() / 2, [item(f, l, 9)]);
        |v, f, l| v.splice(v.len() / 3..v.len() / 3, [item(f, l, 8), item(f, l, 9)]);
        |v, f, l| v.splice(v.len() - 1..v.len() - 1, [item(f, l, 7), item(f, l, 8), item(f, l, 9)]);
        |v, f, l| v.retain(|x| ***x != 17);
        |v, f, l| v.as_single_leaf_mut().is_some();
    ]
}

/// Writes that are made of several: each of them leaves the vector whole, but not as it was.
fn long_writes<C: RefCount>() -> Vec<(&'static str, Write<C>)> {
    list![
        |v, f, l| v.clear();
        |v, f, l| v.fill(item(f, l, 9));
        |v, f, l| v.resize(v.len() + 9, item(f, l, 9));
        |v, f, l| v.resize_with(v.len() + 9, || { f.hit(Call::Closure); item(f, l, 9) });
        |v, f, l| v.reverse();
        |v, f, l| v.iter_mut().for_each(|x| { f.hit(Call::Closure); ***x += 1; });
        |v, f, l| v.retain(|x| { f.hit(Call::Closure); ***x % 3 == 0 });
        |v, f, l| v.retain(|x| { f.hit(Call::Closure); ***x != 7 });
        |v, f, l| v.retain_mut(|x| { f.hit(Call::Closure); ***x % 4 != 0 });
        |v, f, l| v.dedup_by(|a, b| { f.hit(Call::Closure); ***a / 3 == ***b / 3 });
        |v, f, l| v.dedup();
        |v, f, l| v.extract_if(3.., |x| { f.hit(Call::Closure); ***x % 5 == 0 }).count();
        |v, f, l| v.drain(3..v.len() - 3).for_each(drop);
        |v, f, l| v.drain(3..v.len() - 3).rev().nth(4);
        |v, f, l| v.splice(2..20, f.iter(0..9).map(|i| item(f, l, i)));
        |v, f, l| v.extend(f.iter(0..40).map(|i| item(f, l, i)));
        |v, f, l| v.extend_from_slice(&[item(f, l, 1), item(f, l, 2)]);
        |v, f, l| v.extend_from_within(1..20);
        |v, f, l| { let mut o = crooked(f, l, 20); v.append(&mut o) };
        |v, f, l| { let mut o = v.slice(2..30); v.append(&mut o) };
        |v, f, l| f.iter(0..40).map(|i| item(f, l, i)).collect::<GenericVec<_, C>>();
        |v, f, l| v.clone().into_iter().for_each(drop);
        |v, f, l| v.clone().into_iter().rev().nth(20);
        |v, f, l| v.to_vec();
        |v, f, l| v.clone().into_vec();
        |v, f, l| *v == v.slice(..v.len() - 1);
        |v, f, l| (*v).cmp(&v.iter().cloned().collect::<GenericVec<_, C>>());
        |v, f, l| v.pop_if(|x| { f.hit(Call::Closure); ***x > 0 });
        |v, f, l| v.pop_front_if(|x| { f.hit(Call::Closure); ***x > 0 });
        |v, f, l| { let mut next = 0; v.fill_with(|| { f.hit(Call::Closure); next += 1; item(f, l, next) }) };
        |v, f, l| v.dedup_by_key(|x| { f.hit(Call::Closure); ***x / 3 });
        |v, f, l| v.with_mut_slice(|items| { items.reverse(); f.hit(Call::Closure); items[0] = item(f, l, 9) });
        |v, f, l| v.view_mut(2..).rotate_left(5);
        |v, f, l| v.view_mut(2..).reverse();
        |v, f, l| v.view_mut(2..).fill(item(f, l, 9));
        |v, f, l| v.clone_from_slice(v.clone().view(..));
        |v, f, l| v.swap_with_slice(&mut v.clone());
        |v, f, l| v.sort_by_key(|x| { f.hit(Call::Closure); !***x });
        |v, f, l| v.sort_by_cached_key(|x| { f.hit(Call::Closure); !***x });
        |v, f, l| v.sort_unstable_by(|a, b| { f.hit(Call::Closure); b.cmp(a) });
        |v, f, l| v.sort_unstable_by_key(|x| { f.hit(Call::Closure); !***x });
        |v, f, l| v.select_nth_unstable(20).0.len();
        |v, f, l| v.select_nth_unstable_by(20, |a, b| { f.hit(Call::Closure); b.cmp(a) }).0.len();
        |v, f, l| v.select_nth_unstable_by_key(20, |x| { f.hit(Call::Closure); !***x }).0.len();
        |v, f, l| v.extend_from_slice(&v.clone());
        |v, f, l| v.extend_from_slice(&v.to_vec());
        |v, f, l| v.extend_from_slice(v.clone().view(3..));
        |v, f, l| v.resize(v.len() / 2, item(f, l, 9));
        |v, f, l| v.insert_mut(3, item(f, l, 9)).clone();
        |v, f, l| v.extract_if(.., |x| { f.hit(Call::Closure); ***x % 2 == 0 }).nth(3);
        |v, f, l| v.drain(2..).nth_back(3);
        |v, f, l| v.splice(5..9, f.iter(0..3).map(|i| item(f, l, i))).next();
        |v, f, l| v.split_mut(|x| { f.hit(Call::Closure); ***x % 4 == 1 }).for_each(|mut p| p.reverse());
        |v, f, l| v.split_inclusive_mut(|x| { f.hit(Call::Closure); ***x % 4 == 1 }).count();
        |v, f, l| v.rsplitn_mut(3, |x| { f.hit(Call::Closure); ***x % 4 == 1 }).count();
        |v, f, l| v.chunk_by_mut(|a, b| { f.hit(Call::Closure); a <= b }).rev().for_each(|mut p| p.reverse());
        |v, f, l| v.binary_search_by(|x| { f.hit(Call::Closure); (***x).cmp(&5) }).is_ok();
        |v, f, l| v.binary_search_by_key(&5, |x| { f.hit(Call::Closure); ***x }).is_ok();
        |v, f, l| v.partition_point(|x| { f.hit(Call::Closure); ***x < 30 });
        |v, f, l| v.is_sorted() || v.is_sorted_by(|a, b| { f.hit(Call::Closure); a != b });
        |v, f, l| v.is_sorted_by_key(|x| { f.hit(Call::Closure); ***x / 90 });
        |v, f, l| v.starts_with(&v.slice(..9)) && v.ends_with(v.view(5..));
        |v, f, l| v.iter().fold(0, |sum, x| { f.hit(Call::Closure); sum + ***x });
        |v, f, l| v.iter_mut().rfold(0, |sum, x| { f.hit(Call::Closure); sum + ***x });
        |v, f, l| v.clone().into_iter().fold(0, |sum, x| { f.hit(Call::Closure); sum + **x });
        |v, f, l| v.hash(&mut std::hash::DefaultHasher::new());
        |v, f, l| *v == v.to_vec();
        |v, f, l| v.clone().into_iter().map(|x| [x.clone(), x]).collect::<GenericVec<_, C>>().into_flattened();
        |v, f, l| [v.clone(), v.slice(4..)].into_iter().collect::<GenericVec<_, C>>().join(&v.slice(..3));
        |v, f, l| [v.to_vec(), v.to_vec()].into_iter().collect::<GenericVec<_, C>>().concat();
        |v, f, l| std::rc::Rc::<[Item]>::from(v.clone());
        |v, f, l| std::collections::BinaryHeap::from(v.clone());
        |v, f, l| <[Item; 3]>::try_from(v.slice(3..6)).is_ok();
        |v, f, l| CowVec::from(std::collections::BinaryHeap::from(v.to_vec())).len();
        |v, f, l| CowVec::from(&v.to_vec()[..]).len();
        |v, f, l| CowVec::from(std::borrow::Cow::Owned(v.to_vec())).len();
        |v, f, l| v.contains(&item(f, l, 9999));
        |v, f, l| v.binary_search(&item(f, l, 50)).is_ok();
    ]
}

fn fails_whole<C: RefCount>(n: u32, shape: fn(&Fuse, &Ledger, u32) -> GenericVec<Item, C>) -> u64 {
    let mut panics = 0;
    for (name, write) in writes::<C>() {
        panics += for_every_k(Call::Clone, |fuse| {
            let ledger = Ledger::new();
            let mut vec = shape(fuse, &ledger, n);
            let old = vec.clone();
            let before = values(&vec);
            let result = fuse.run(|| write(&mut vec, fuse, &ledger));
            assert_eq!(values(&old), before, "{name} changed an old version");
            if result.is_err() {
                assert_eq!(values(&vec), before, "{name} failed halfway");
            }
            vec.assert_invariants();
            old.assert_invariants();
            drop((vec, old));
            ledger.assert_balanced();
        });
    }
    panics
}

#[test]
fn an_item_that_cannot_be_cloned_leaves_the_vector_as_it_was() {
    for n in [3, 4, 7, 30, 90] {
        fails_whole::<Tiny>(n.max(5), items);
        if n > 10 {
            assert!(fails_whole::<Tiny>(n, crooked) > 0);
        }
    }
    assert!(fails_whole::<Local>(100, crooked) > 0);
}

#[test]
fn concatenation_fails_whole() {
    for (n, m) in [(30, 30), (90, 5), (5, 90), (64, 4), (3, 3), (12, 60)] {
        for (cut, skip) in [(0, 0), (1, 0), (2, 1), (3, 2)] {
            let _ = for_every_k(Call::Clone, |fuse| {
                let ledger = Ledger::new();
                let mut left = items::<Tiny>(fuse, &ledger, n);
                let mut right = items::<Tiny>(fuse, &ledger, m).split_off(skip);
                left.truncate(n as usize - cut);
                let old = (left.clone(), right.clone());
                let before = (values(&left), values(&right));
                if fuse.run(|| left.append(&mut right)).is_err() {
                    assert_eq!((values(&left), values(&right)), before);
                }
                assert_eq!((values(&old.0), values(&old.1)), before);
                left.assert_invariants();
                right.assert_invariants();
                drop((left, right, old));
                ledger.assert_balanced();
            });
        }
    }
}

#[test]
fn a_panic_anywhere_leaks_nothing_and_drops_nothing_twice() {
    let mut panics = [0; Call::ALL.len()];
    for (name, write) in writes::<Tiny>().into_iter().chain(long_writes()) {
        for (panics, call) in panics.iter_mut().zip(Call::ALL) {
            for shared in [false, true] {
                *panics += for_every_k(call, |fuse| {
                    let ledger = Ledger::new();
                    let mut vec = crooked::<Tiny>(fuse, &ledger, 60);
                    let old = shared.then(|| (vec.clone(), values(&vec)));
                    let _ = fuse.run(|| write(&mut vec, fuse, &ledger));
                    vec.assert_invariants();
                    assert_eq!(vec.iter().count(), vec.len(), "{name}");
                    if let Some((old, before)) = &old {
                        assert_eq!(values(old), *before, "{name} changed an old version");
                    }
                    drop((vec, old));
                    assert_eq!(ledger.live(), 0, "{name} leaks");
                    ledger.assert_balanced();
                });
            }
        }
    }
    let met = |call| panics[Call::ALL.iter().position(|&c| c == call).unwrap()];
    for call in Call::ALL {
        assert!(met(call) > 0, "no write makes a {call:?} call");
    }
}

#[test]
fn nothing_is_cloned_that_nobody_shares() {
    for (name, write) in writes::<Tiny>() {
        // What makes a second vector of the items shares them at first, and clones where it cuts.
        let twins = ["slice(", "split_at(", "repeat(", "to_cow_vec(", "from_within("];
        if twins.iter().any(|twin| name.contains(twin)) {
            continue;
        }
        let (fuse, ledger) = (Fuse::new(Call::Clone, 0), Ledger::new());
        let mut vec = crooked::<Tiny>(&fuse, &ledger, 60);
        write(&mut vec, &fuse, &ledger);
        assert_eq!(ledger.clones(), 0, "{name}");
    }
}
