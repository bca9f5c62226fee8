//! What a view shares, and what it leaves alone.

use super::{ViewTest, for_all_views};
use cow_vec::{CowSlice, CowSliceMut, CowVec, GenericVec, RefCount, Tiny};

struct Shares;

impl ViewTest for Shares {
    fn visit<C: RefCount>(&mut self, v: CowSlice<'_, u64, C>, w: &[u64]) {
        let mut share = v.to_cow_vec();
        share.assert_invariants();
        assert_eq!(share, v);
        share.push(5);
        share.insert(0, 6);
        share.assert_invariants();
        assert_eq!(v, w);
    }
}

#[test]
fn owned_vectors_of_views() {
    for_all_views(7, &mut Shares);
    // Most of the nodes of a long one are those of the vector viewed.
    let v: CowVec<u64> = (0..100_000).collect();
    let share = v.view(1000..99_000).to_cow_vec();
    let nodes = |v: &CowVec<u64>| {
        let mut nodes = std::collections::HashSet::new();
        v.visit_nodes(&mut |node| nodes.insert(node.address));
        nodes
    };
    let (old, new) = (nodes(&v), nodes(&share));
    assert!(new.difference(&old).count() < 15, "{} of {}", new.difference(&old).count(), new.len());
}

#[test]
fn halves_are_read_and_written_apart() {
    let mut v: GenericVec<u64, Tiny> = (0..200).collect();
    let old = v.clone();
    for at in [0, 1, 2, 63, 64, 65, 101, 199, 200] {
        let (mut a, mut b) = v.split_at_mut(at);
        for i in 0..b.len() {
            b[i] = i as u64;
        }
        // Reads around the cut, while the other half lives, and is written to afterwards.
        assert_eq!(a.iter().rev().take(3).count(), at.min(3));
        assert_eq!(a.leaves().map(<[u64]>::len).sum::<usize>(), at);
        assert_eq!(a.view(..).to_cow_vec().len(), at);
        a.fill(1);
        b.reverse();
        assert!(a.iter().all(|&x| x == 1) && b.iter().rev().copied().eq(0..200 - at as u64));
    }
    v.assert_invariants();
    assert!(old.iter().copied().eq(0..200));
}

#[test]
fn pieces_go_to_threads() {
    let mut v: CowVec<u64> = (0..10_000).collect();
    let old = v.clone();
    std::thread::scope(|scope| {
        for mut piece in v.chunks_mut(1777) {
            scope.spawn(move || {
                assert!(piece.is_sorted());
                piece.iter_mut().for_each(|x| *x *= 2);
                assert!(piece.contains(&(piece[0] + 2)) || piece.len() == 1);
            });
        }
    });
    assert!(v.iter().copied().eq((0..10_000).map(|x| x * 2)));
    assert!(old.iter().copied().eq(0..10_000));
    v.assert_invariants();
}

#[test]
fn a_view_writes_to_its_own_leaves_only() {
    let mut v: CowVec<u64> = (0..100_000).collect();
    let old = v.clone();
    v.view_mut(50_000..50_010).fill(0);
    let mut shared = 0;
    let mut seen = std::collections::HashSet::new();
    old.visit_nodes(&mut |node| seen.insert(node.address));
    let mut all = 0;
    v.visit_nodes(&mut |node| {
        all += 1;
        shared += usize::from(seen.contains(&node.address));
        true
    });
    // One path of three or four nodes, and the tail if it was asked for.
    assert!(all - shared <= 5, "{shared} of {all}");
    // A view that is only read copies nothing.
    let mut w = old.clone();
    let view = w.view_mut(10..90_000);
    assert_eq!((view.first(), view.len(), view[7]), (Some(&10), 89_990, 17));
    assert!(view.iter().copied().eq(10..90_000));
    assert!(w.ptr_eq(&old));
}

#[test]
fn views_may_have_no_items_and_items_no_size() {
    let mut v: CowVec<()> = std::iter::repeat_n((), 1 << 20).collect();
    assert_eq!(v.view(5..).len(), (1 << 20) - 5);
    assert_eq!(v.chunks(1 << 18).count(), 4);
    let (a, b) = v.split_at_mut(1000);
    assert_eq!((a.len(), b.len()), (1000, (1 << 20) - 1000));
    let none: CowSlice<'_, String> = CowSlice::default();
    assert!(none.is_empty() && none.first().is_none() && none.to_cow_vec().is_empty());
    let mut none: CowSliceMut<'_, String> = CowSliceMut::default();
    none.sort();
    none.reverse();
    assert!(none.iter_mut().next().is_none() && none.split_off_first_mut().is_none());
}
