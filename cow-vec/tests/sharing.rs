//! What versions share, by counting nodes.
#![cfg(not(cow_loom))]

use cow_vec::{CowVec, cow_vec};
use testkit::{Counted, Ledger, assert_fresh_at_most, assert_same_nodes, shared};

fn nodes<T>(vec: &CowVec<T>) -> Vec<usize> {
    testkit::addresses!(vec)
}

const N: usize = 100_000;

/// Four levels with the leaves; 800 of these.
fn big() -> CowVec<u64> {
    (0..N as u64).collect()
}

#[test]
fn empty_vectors_share_nothing() {
    assert!(!CowVec::<u8>::new().ptr_eq(&CowVec::new()));
}

#[test]
fn reads_misses_and_nothing_to_do_copy_nothing() {
    let v = big();
    let mut w = v.clone();
    assert_eq!(w.get(N), None);
    assert_eq!(w.get_mut(N), None);
    assert_eq!(w.get_mut(usize::MAX), None);
    w.truncate(N);
    w.truncate(N + 1);
    w.retain(|_| true);
    w.dedup();
    assert!(w.drain(5..5).next().is_none());
    w.append(&mut CowVec::new());
    assert!(w.split_off(N).is_empty());
    w.rotate_left(0);
    w.rotate_right(N);
    w.extend_from_slice(&[]);
    w.shrink_to_fit();
    w.reserve(0);
    w.resize(N, 0);
    assert!(w.get_disjoint_mut([1, N]).is_err());
    assert_same_nodes("nothing to do", nodes(&v), nodes(&w));
}

#[test]
fn a_write_copies_one_path() {
    let v = big();
    for i in [0, 1, 127, 128, 5_000, N / 2, N - 1] {
        let mut w = v.clone();
        w[i] = 7;
        assert_fresh_at_most(4, "set", nodes(&v), nodes(&w));
        let mut w = v.clone();
        w.insert(i, 7);
        assert_fresh_at_most(8, "insert", nodes(&v), nodes(&w));
        let mut w = v.clone();
        w.remove(i);
        assert_fresh_at_most(5, "remove", nodes(&v), nodes(&w));
    }
    let mut w = v.clone();
    w.push(7);
    assert_fresh_at_most(1, "push", nodes(&v), nodes(&w));
    w.push_front(7);
    assert_fresh_at_most(2, "push_front", nodes(&v), nodes(&w));
    let mut w = v.clone();
    w.pop();
    assert_fresh_at_most(1, "pop", nodes(&v), nodes(&w));
    let mut w = v.clone();
    w.swap(0, N - 1);
    assert_fresh_at_most(5, "swap", nodes(&v), nodes(&w));
    w.pop_front();
}

#[test]
fn whole_nodes_change_their_owner() {
    let v = big();
    for at in [1, 128, 40_000, N / 2 + 1, N - 200] {
        let mut left = v.clone();
        let mut right = left.split_off(at);
        assert_fresh_at_most(5, "split_off, left", nodes(&v), nodes(&left));
        assert_fresh_at_most(5, "split_off, right", nodes(&v), nodes(&right));
        left.append(&mut right);
        assert_fresh_at_most(12, "append", nodes(&v), nodes(&left));
        assert_eq!(left, v);

        let part = v.slice(at / 2..at);
        assert_fresh_at_most(9, "slice", nodes(&v), nodes(&part));
        let mut w = v.clone();
        w.truncate(at);
        assert_fresh_at_most(5, "truncate", nodes(&v), nodes(&w));
        let mut w = v.clone();
        drop(w.drain(at / 2..at));
        assert_fresh_at_most(24, "drain", nodes(&v), nodes(&w));
        let mut w = v.clone();
        drop(w.splice(at / 2..at, [1, 2, 3]));
        assert_fresh_at_most(28, "splice", nodes(&v), nodes(&w));
        let mut w = v.clone();
        w.rotate_left(at);
        assert_fresh_at_most(28, "rotate", nodes(&v), nodes(&w));
    }
    let mut twice = v.clone();
    twice.append(&mut v.clone());
    assert_eq!(twice.len(), 2 * N);
    assert_fresh_at_most(12, "append to itself", nodes(&v), nodes(&twice));
    let mut w = v.clone();
    w.extend_from_within(100..N - 100);
    assert_fresh_at_most(20, "extend_from_within", nodes(&v), nodes(&w));
}

#[test]
fn retain_keeps_the_nodes_that_it_keeps_whole() {
    let v = big();
    let mut w = v.clone();
    w.retain(|x| *x != 50_000);
    assert_fresh_at_most(12, "retain", nodes(&v), nodes(&w));
    let mut w = v.clone();
    w[50_000] = 49_999;
    w.dedup();
    assert_fresh_at_most(16, "dedup", nodes(&v), nodes(&w));
    assert_eq!(w.len(), N - 1);
}

#[test]
fn writing_through_an_iterator_copies_what_it_reaches() {
    let v = big();
    let mut w = v.clone();
    w.iter_mut().take(10).for_each(|x| *x += 1);
    assert_fresh_at_most(5, "iter_mut", nodes(&v), nodes(&w));
    assert!(shared(nodes(&v), nodes(&w)) > 700);
}

#[test]
fn what_is_shared_is_not_cloned_to_be_overwritten() {
    for len in [5, 1000] {
        let ledger = Ledger::new();
        let v: CowVec<Counted<usize>> = (0..len).map(|i| ledger.counted(i)).collect();
        let (mut filled, mut made) = (v.clone(), v.clone());
        filled.fill(ledger.counted(7));
        assert_eq!(ledger.clones(), len as u64 - 1);
        made.fill_with(|| ledger.counted(8));
        assert_eq!(ledger.clones(), len as u64 - 1);
        assert!(v.iter().map(|x| **x).eq(0..len));
        assert!(filled.iter().all(|x| **x == 7) && filled.len() == len);
        assert!(made.iter().all(|x| **x == 8) && made.len() == len);
        // Nobody else has these leaves.
        let before = nodes(&filled);
        filled.fill(ledger.counted(9));
        assert_same_nodes("fill", before, nodes(&filled));
    }
}

#[test]
fn equality_skips_what_is_shared() {
    #[derive(Clone, Debug)]
    struct Costly<'a>(u32, &'a std::cell::Cell<usize>);
    impl PartialEq for Costly<'_> {
        fn eq(&self, other: &Self) -> bool {
            self.1.set(self.1.get() + 1);
            self.0 == other.0
        }
    }
    impl Eq for Costly<'_> {}

    let calls = std::cell::Cell::new(0);
    let v: CowVec<Costly> = (0..N as u32).map(|i| Costly(i, &calls)).collect();
    let check = |w: &CowVec<Costly>, equal: bool, most: usize| {
        calls.set(0);
        assert_eq!(v == *w, equal);
        assert!(calls.get() <= most, "{} comparisons, {most} may be", calls.get());
    };
    check(&v.clone(), true, 0);
    let mut w = v.clone();
    w[N / 2].0 += 0;
    check(&w, true, 128);
    w.push(Costly(0, &calls));
    check(&w, false, 0);
    w.pop();
    check(&w, true, 256);
    // An insertion that splits a leaf, undone: nodes do not pair off any more.
    w.insert(N / 3, Costly(0, &calls));
    w.remove(N / 3);
    check(&w, true, 1000);
    let mut half = w.split_off(N / 2);
    w.append(&mut half);
    check(&w, true, 2000);
    w[N - 1].0 = 0;
    check(&w, false, 2000);
}

#[test]
fn a_node_tells_its_size_and_owners() {
    let v: CowVec<u64> = cow_vec![1, 2, 3];
    let w = v.clone();
    let mut seen = Vec::new();
    w.visit_nodes(&mut |node| {
        seen.push(node);
        true
    });
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].owners, seen[0].bytes), (2, 8 + 3 * 8));

    let (mut all, mut top) = (0, 0);
    let v = big();
    v.visit_nodes(&mut |_| {
        all += 1;
        true
    });
    v.visit_nodes(&mut |_| {
        top += 1;
        false
    });
    assert!(all > 800);
    assert_eq!(top, 2, "the root and the tail");
}

#[test]
fn a_vector_of_integers_takes_few_bytes_more_than_they() {
    let v: CowVec<u64> = (0..1_000_000).collect();
    let mut bytes = 0;
    v.visit_nodes(&mut |node| {
        bytes += (node.bytes + 8).next_multiple_of(16);
        true
    });
    assert!(bytes <= 8_300_000, "{bytes} bytes");
}
