//! User code that panics, at every call: nothing is leaked or dropped twice, and a write that fails
//! because an item cannot be cloned leaves the vector as it was.
#![cfg(not(cow_loom))]

use cow_vec::{CowVec, GenericVec, Local, RefCount, Tiny};
use std::hash::Hash;
use testkit::promises::{panics, unchanged};
use testkit::{Call, Counted, Fuse, Fused, Maker};

type Item = Fused<Counted<u32>>;
type Write<C> = fn(&mut GenericVec<Item, C>, &Maker);

fn items<C: RefCount>(m: &Maker, n: u32) -> GenericVec<Item, C> {
    (0..n).map(|i| m.fused(i)).collect()
}

/// A vector with a front, a relaxed tree, underfull edges, and a tail.
fn crooked<C: RefCount>(m: &Maker, n: u32) -> GenericVec<Item, C> {
    let mut vec = items::<C>(m, n);
    for i in (0..n).step_by(5) {
        vec.insert(i as usize, m.fused(1000 + i));
    }
    // Not shadowed: a drop at the end that panics would leak the result.
    vec = vec.split_off(n as usize / 10);
    for i in (0..n / 2).step_by(3) {
        vec.remove(i as usize);
    }
    vec.truncate(vec.len() - n as usize / 10);
    for i in 0..3 {
        vec.push(m.fused(2000 + i));
        vec.push_front(m.fused(3000 + i));
    }
    vec
}

/// The items of a vector that is whole.
fn values<C: RefCount>(vec: &GenericVec<Item, C>) -> Vec<u32> {
    vec.assert_invariants();
    assert_eq!(vec.iter().count(), vec.len());
    vec.iter().map(|item| ***item).collect()
}

/// A list of writes with their text.
macro_rules! list {
    ($(|$v:ident, $m:ident| $e:expr;)*) => {
        vec![$((
            stringify!($e),
            (|$v, $m| {
                // Not every write needs all of them.
                let _ = (&$v, $m);
                let _ = $e;
            }) as Write<C>,
        )),*]
    };
}

/// Everything that writes. Each is tried in several places, for it depends on them what is joined.
fn writes<C: RefCount>() -> Vec<(&'static str, Write<C>)> {
    list![
        |v, m| v.push(m.fused(9));
        |v, m| v.push_front(m.fused(9));
        |v, m| v.pop();
        |v, m| v.pop_front();
        |v, m| v.get_mut(v.len() / 2).is_some();
        |v, m| v.first_mut().is_some();
        |v, m| v.last_mut().is_some();
        |v, m| v.insert(1, m.fused(9));
        |v, m| v.insert(v.len() / 3, m.fused(9));
        |v, m| v.insert(v.len() / 2, m.fused(9));
        |v, m| v.insert(v.len() - 1, m.fused(9));
        |v, m| v.remove(1);
        |v, m| v.remove(v.len() / 3);
        |v, m| v.remove(v.len() / 2);
        |v, m| v.remove(v.len() - 5);
        |v, m| v.remove(v.len() - 2);
        |v, m| v.swap_remove(2);
        |v, m| v.swap_remove(v.len() / 2);
        |v, m| v.swap(1, v.len() / 2);
        |v, m| v.swap(v.len() / 2, v.len() - 1);
        |v, m| v.split_off(1);
        |v, m| v.split_off(v.len() / 3);
        |v, m| v.split_off(v.len() / 2);
        |v, m| v.split_off(v.len() - 2);
        |v, m| v.truncate(v.len() / 2 + 1);
        |v, m| v.truncate(v.len() - 1);
        |v, m| v.drain(1..3);
        |v, m| v.drain(v.len() / 3..v.len() / 2);
        |v, m| v.drain(2..v.len() - 2);
        |v, m| v.drain(v.len() / 2..v.len() / 2 + 1);
        |v, m| v.rotate_left(1);
        |v, m| v.rotate_left(v.len() / 2);
        |v, m| v.rotate_right(v.len() / 5);
        |v, m| v.slice(1..v.len() - 1);
        |v, m| v.slice(v.len() / 3..v.len() / 3 + 3);
        |v, m| v.reserve(7);
        |v, m| ***v.push_mut(m.fused(9)) += 1;
        |v, m| ***v.push_front_mut(m.fused(9)) += 1;
        |v, m| ***v.push_back_mut(m.fused(9)) += 1;
        |v, m| v.pop_front_if(|_| true);
        |v, m| v.swap_remove_front(2);
        |v, m| v.swap_remove_front(v.len() / 2);
        |v, m| v.swap_remove_front(v.len() - 1);
        |v, m| v.swap_remove_back(0);
        |v, m| v.swap_remove_back(v.len() / 2);
        |v, m| v.split_at(v.len() / 2);
        |v, m| v.split_at_mut(v.len() / 2).0.len();
        |v, m| v.split_first_mut().is_some();
        |v, m| v.split_last_mut().is_some();
        |v, m| v.first_n_mut::<3>().is_some();
        |v, m| v.last_n_mut::<3>().is_some();
        |v, m| v.get_disjoint_mut([0, v.len() - 1, v.len() / 2]).is_ok();
        |v, m| v.view_mut(1..).get_disjoint_mut([3, 0]).is_ok();
        |v, m| v.view_mut(..).split_off_mut(..3).is_some();
        |v, m| v.view_mut(1..).with_mut_slice(|items| items.reverse());
        |v, m| v.chunks_mut(3).count();
        |v, m| v.iter_mut().rev().nth(2).is_some();
        |v, m| v.repeat(3);
        |v, m| v.view(1..).to_cow_vec();
        |v, m| v.view_mut(1..).as_view().to_cow_vec();
        |v, m| v.extend_from_within(1..3);
        |v, m| v.truncate(v.len() / 3);
        |v, m| v.splice(2..4, []);
        |v, m| v.splice(v.len() / 2..v.len() / 2 + 3, []);
        |v, m| v.splice(v.len() - 5..v.len() - 2, []);
        |v, m| v.splice(v.len() / 2..v.len() / 2, [m.fused(9)]);
        |v, m| v.splice(v.len() / 3..v.len() / 3, [m.fused(8), m.fused(9)]);
        |v, m| v.splice(v.len() - 1..v.len() - 1, [m.fused(7), m.fused(8), m.fused(9)]);
        |v, m| v.retain(|x| ***x != 17);
        |v, m| v.as_single_leaf_mut().is_some();
    ]
}

/// Writes that are made of several: each of them leaves the vector whole, but not as it was.
fn long_writes<C: RefCount>() -> Vec<(&'static str, Write<C>)> {
    list![
        |v, m| v.clear();
        |v, m| v.fill(m.fused(9));
        |v, m| v.resize(v.len() + 9, m.fused(9));
        |v, m| v.resize_with(v.len() + 9, || { m.fuse.hit(Call::Closure); m.fused(9) });
        |v, m| v.reverse();
        |v, m| v.iter_mut().for_each(|x| { m.fuse.hit(Call::Closure); ***x += 1; });
        |v, m| v.retain(|x| { m.fuse.hit(Call::Closure); ***x % 3 == 0 });
        |v, m| v.retain(|x| { m.fuse.hit(Call::Closure); ***x != 7 });
        |v, m| v.retain_mut(|x| { m.fuse.hit(Call::Closure); ***x % 4 != 0 });
        |v, m| v.dedup_by(|a, b| { m.fuse.hit(Call::Closure); ***a / 3 == ***b / 3 });
        |v, m| v.dedup();
        |v, m| v.extract_if(3.., |x| { m.fuse.hit(Call::Closure); ***x % 5 == 0 }).count();
        |v, m| v.drain(3..v.len() - 3).for_each(drop);
        |v, m| v.drain(3..v.len() - 3).rev().nth(4);
        |v, m| v.splice(2..20, m.fuse.iter(0..9).map(|i| m.fused(i)));
        |v, m| v.extend(m.fuse.iter(0..40).map(|i| m.fused(i)));
        |v, m| v.extend_from_slice(&[m.fused(1), m.fused(2)]);
        |v, m| v.extend_from_within(1..20);
        |v, m| { let mut o = crooked(m, 20); v.append(&mut o) };
        |v, m| { let mut o = v.slice(2..30); v.append(&mut o) };
        |v, m| m.fuse.iter(0..40).map(|i| m.fused(i)).collect::<GenericVec<_, C>>();
        |v, m| v.clone().into_iter().for_each(drop);
        |v, m| v.clone().into_iter().rev().nth(20);
        |v, m| v.to_vec();
        |v, m| v.clone().into_vec();
        |v, m| *v == v.slice(..v.len() - 1);
        |v, m| (*v).cmp(&v.iter().cloned().collect::<GenericVec<_, C>>());
        |v, m| v.pop_if(|x| { m.fuse.hit(Call::Closure); ***x > 0 });
        |v, m| v.pop_front_if(|x| { m.fuse.hit(Call::Closure); ***x > 0 });
        |v, m| { let mut next = 0; v.fill_with(|| { m.fuse.hit(Call::Closure); next += 1; m.fused(next) }) };
        |v, m| v.dedup_by_key(|x| { m.fuse.hit(Call::Closure); ***x / 3 });
        |v, m| v.with_mut_slice(|items| { items.reverse(); m.fuse.hit(Call::Closure); items[0] = m.fused(9) });
        |v, m| v.view_mut(2..).rotate_left(5);
        |v, m| v.view_mut(2..).reverse();
        |v, m| v.view_mut(2..).fill(m.fused(9));
        |v, m| v.clone_from_slice(v.clone().view(..));
        |v, m| v.swap_with_slice(&mut v.clone());
        |v, m| v.sort_by_key(|x| { m.fuse.hit(Call::Closure); !***x });
        |v, m| v.sort_by_cached_key(|x| { m.fuse.hit(Call::Closure); !***x });
        |v, m| v.sort_unstable_by(|a, b| { m.fuse.hit(Call::Closure); b.cmp(a) });
        |v, m| v.sort_unstable_by_key(|x| { m.fuse.hit(Call::Closure); !***x });
        |v, m| v.select_nth_unstable(20).0.len();
        |v, m| v.select_nth_unstable_by(20, |a, b| { m.fuse.hit(Call::Closure); b.cmp(a) }).0.len();
        |v, m| v.select_nth_unstable_by_key(20, |x| { m.fuse.hit(Call::Closure); !***x }).0.len();
        |v, m| v.extend_from_slice(&v.clone());
        |v, m| v.extend_from_slice(&v.to_vec());
        |v, m| v.extend_from_slice(v.clone().view(3..));
        |v, m| v.resize(v.len() / 2, m.fused(9));
        |v, m| v.insert_mut(3, m.fused(9)).clone();
        |v, m| v.extract_if(.., |x| { m.fuse.hit(Call::Closure); ***x % 2 == 0 }).nth(3);
        |v, m| v.drain(2..).nth_back(3);
        |v, m| v.splice(5..9, m.fuse.iter(0..3).map(|i| m.fused(i))).next();
        |v, m| v.split_mut(|x| { m.fuse.hit(Call::Closure); ***x % 4 == 1 }).for_each(|mut p| p.reverse());
        |v, m| v.split_inclusive_mut(|x| { m.fuse.hit(Call::Closure); ***x % 4 == 1 }).count();
        |v, m| v.rsplitn_mut(3, |x| { m.fuse.hit(Call::Closure); ***x % 4 == 1 }).count();
        |v, m| v.chunk_by_mut(|a, b| { m.fuse.hit(Call::Closure); a <= b }).rev().for_each(|mut p| p.reverse());
        |v, m| v.binary_search_by(|x| { m.fuse.hit(Call::Closure); (***x).cmp(&5) }).is_ok();
        |v, m| v.binary_search_by_key(&5, |x| { m.fuse.hit(Call::Closure); ***x }).is_ok();
        |v, m| v.partition_point(|x| { m.fuse.hit(Call::Closure); ***x < 30 });
        |v, m| v.is_sorted() || v.is_sorted_by(|a, b| { m.fuse.hit(Call::Closure); a != b });
        |v, m| v.is_sorted_by_key(|x| { m.fuse.hit(Call::Closure); ***x / 90 });
        |v, m| v.starts_with(&v.slice(..9)) && v.ends_with(v.view(5..));
        |v, m| v.iter().fold(0, |sum, x| { m.fuse.hit(Call::Closure); sum + ***x });
        |v, m| v.iter_mut().rfold(0, |sum, x| { m.fuse.hit(Call::Closure); sum + ***x });
        |v, m| v.clone().into_iter().fold(0, |sum, x| { m.fuse.hit(Call::Closure); sum + **x });
        |v, m| v.hash(&mut std::hash::DefaultHasher::new());
        |v, m| *v == v.to_vec();
        |v, m| v.clone().into_iter().map(|x| [x.clone(), x]).collect::<GenericVec<_, C>>().into_flattened();
        |v, m| [v.clone(), v.slice(4..)].into_iter().collect::<GenericVec<_, C>>().join(&v.slice(..3));
        |v, m| [v.to_vec(), v.to_vec()].into_iter().collect::<GenericVec<_, C>>().concat();
        |v, m| std::rc::Rc::<[Item]>::from(v.clone());
        |v, m| std::collections::BinaryHeap::from(v.clone());
        |v, m| <[Item; 3]>::try_from(v.slice(3..6)).is_ok();
        |v, m| CowVec::from(std::collections::BinaryHeap::from(v.to_vec())).len();
        |v, m| CowVec::from(&v.to_vec()[..]).len();
        |v, m| CowVec::from(std::borrow::Cow::Owned(v.to_vec())).len();
        |v, m| v.contains(&m.fused(9999));
        |v, m| v.binary_search(&m.fused(50)).is_ok();
    ]
}

fn fails_whole<C: RefCount>(n: u32, shape: fn(&Maker, u32) -> GenericVec<Item, C>) -> u64 {
    let versions = |m: &Maker| vec![shape(m, n); 2];
    // Under Miri a part of the writes, another one for each size.
    let (first, step) = if cfg!(miri) { (n as usize % 4, 4) } else { (0, 1) };
    let writes = writes::<C>().into_iter().skip(first).step_by(step);
    writes.map(|(name, write)| panics(Call::Clone, versions, values, write, unchanged(name))).sum()
}

#[test]
fn an_item_that_cannot_be_cloned_leaves_the_vector_as_it_was() {
    let sizes: &[_] = if cfg!(miri) { &[3, 22, 31] } else { &[3, 4, 7, 30, 90] };
    for &n in sizes {
        fails_whole::<Tiny>(n.max(5), items);
        if n > 10 {
            assert!(fails_whole::<Tiny>(n, crooked) > 0);
        }
    }
    assert!(fails_whole::<Local>(100, crooked) > 0);
}

/// What is left is moved to one leaf, for which shared leaves are copied.
fn truncation_fails_whole<C: RefCount>(n: u32) -> u64 {
    let versions = |m: &Maker| {
        let mut vec = items::<C>(m, n);
        (0..3).for_each(|i| vec.push_front(m.fused(1000 + i)));
        vec![vec; 2]
    };
    let step = if cfg!(miri) { 9 } else { 1 };
    let truncate = |len| {
        let write = move |vec: &mut GenericVec<Item, C>, _: &Maker| vec.truncate(len);
        panics(Call::Clone, versions, values, write, unchanged("truncate"))
    };
    (1..n as usize + 3).step_by(step).map(truncate).sum()
}

#[test]
fn a_vector_that_cannot_be_truncated_to_few_items_is_left_as_it_was() {
    assert!(truncation_fails_whole::<Tiny>(30) > 0);
    for n in [30, 40, 100] {
        assert!(truncation_fails_whole::<Local>(n) > 0);
    }
}

#[test]
fn concatenation_fails_whole() {
    for (n, m_items) in [(30, 30), (90, 5), (5, 90), (64, 4), (3, 3), (12, 60)] {
        for (cut, skip) in [(0, 0), (1, 0), (2, 1), (3, 2)] {
            // Both are written to: a pair.
            let versions = |m: &Maker| {
                let mut left = items::<Tiny>(m, n);
                left.truncate(n as usize - cut);
                vec![(left, items::<Tiny>(m, m_items).split_off(skip)); 2]
            };
            let content = |(left, right): &(_, _)| vec![values(left), values(right)];
            let _: u64 = panics(
                Call::Clone,
                versions,
                content,
                |(left, right), _| left.append(right),
                unchanged("append"),
            );
        }
    }
}

#[test]
fn a_panic_anywhere_leaks_nothing_and_drops_nothing_twice() {
    let mut met = [0; Call::ALL.len()];
    for (index, (_, write)) in long_writes::<Tiny>().into_iter().chain(writes()).enumerate() {
        for (met, call) in met.iter_mut().zip(Call::ALL) {
            for shared in [false, true] {
                // Under Miri, each call with some of the writes only, once there was such a call.
                let case = index + 2 * call as usize + usize::from(shared);
                if cfg!(miri) && *met > 0 && !case.is_multiple_of(12) {
                    continue;
                }
                let len = if cfg!(miri) { 40 } else { 60 };
                let versions = |m: &Maker| vec![crooked::<Tiny>(m, len); 1 + usize::from(shared)];
                *met += panics(call, versions, values, write, |_, _| true);
            }
        }
    }
    for (met, call) in met.into_iter().zip(Call::ALL) {
        assert!(met > 0, "no write makes a {call:?} call");
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
        let m = Maker::new(&Fuse::new(Call::Clone, 0));
        let mut vec = crooked::<Tiny>(&m, 60);
        write(&mut vec, &m);
        assert_eq!(m.ledger.clones(), 0, "{name}");
    }
}
