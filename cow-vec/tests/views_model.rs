//! Views under random use, against `Vec`, with versions kept; and with user code that panics.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, CowSliceMut, GenericVec, RefCount, Tiny};
use proptest::prelude::*;
use proptest::sample::Index;
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k};

#[derive(Clone, Debug)]
enum Op {
    /// Grows at an index, so that the tree is relaxed.
    Insert(Index, u16),
    Keep,
    Cut(Index, Index),
    /// Halves a range again and again, at these places, and writes to each piece.
    Halve(Index, Index, Vec<Index>),
    Chunks(usize, bool),
    Split(u16),
    Runs(u16),
    Windows(usize),
    Share(Index, Index),
    Ends(Index),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let index = any::<Index>;
    let op = prop_oneof![
        3 => (index(), any::<u16>()).prop_map(|(i, x)| Op::Insert(i, x)),
        2 => Just(Op::Keep),
        1 => (index(), index()).prop_map(|(i, j)| Op::Cut(i, j)),
        3 => (index(), index(), prop::collection::vec(index(), 0..6))
            .prop_map(|(i, j, at)| Op::Halve(i, j, at)),
        2 => (1_usize..20, any::<bool>()).prop_map(|(n, back)| Op::Chunks(n, back)),
        1 => (1_u16..9).prop_map(Op::Split),
        1 => (1_u16..300).prop_map(Op::Runs),
        1 => (1_usize..12).prop_map(Op::Windows),
        1 => (index(), index()).prop_map(|(i, j)| Op::Share(i, j)),
        1 => index().prop_map(Op::Ends),
    ];
    prop::collection::vec(op, 1..40)
}

fn range(len: usize, i: &Index, j: &Index) -> std::ops::Range<usize> {
    let (i, j) = (i.index(len + 1), j.index(len + 1));
    i.min(j)..i.max(j)
}

/// Writes to a piece of both, what depends on the piece.
fn write<C: RefCount>(mut ours: CowSliceMut<'_, u16, C>, theirs: &mut [u16], salt: u16) {
    assert_eq!(ours, theirs);
    match salt % 4 {
        0 => (ours.reverse(), theirs.reverse()),
        1 => (ours.fill(salt), theirs.fill(salt)),
        2 => {
            let mid = theirs.len() / 3;
            (ours.rotate_left(mid), theirs.rotate_left(mid))
        }
        _ => (ours.sort(), theirs.sort()),
    };
    assert_eq!(ours, theirs);
}

fn halve<C: RefCount>(mut ours: CowSliceMut<'_, u16, C>, theirs: &mut [u16], at: &[Index]) {
    let Some((mid, at)) = at.split_first() else {
        return write(ours, theirs, theirs.len() as u16);
    };
    let mid = mid.index(theirs.len() + 1);
    let (mut a, b) = ours.split_at_mut(mid);
    let (c, d) = theirs.split_at_mut(mid);
    let (left, right) = at.split_at(at.len() / 2);
    halve(b, d, right);
    halve(a.reborrow(), c, left);
    write(a, c, mid as u16);
}

fn run<C: RefCount>(ops: &[Op]) {
    let mut model: Vec<u16> = (0..50).collect();
    let mut vec: GenericVec<u16, C> = model.iter().copied().collect();
    let mut versions = vec![];
    for (salt, op) in ops.iter().enumerate() {
        let salt = salt as u16;
        match op {
            Op::Insert(i, x) => {
                let i = i.index(model.len() + 1);
                vec.insert(i, *x);
                model.insert(i, *x);
            }
            Op::Keep => versions.push((vec.clone(), model.clone())),
            Op::Cut(i, j) => {
                let range = range(model.len(), i, j);
                // Never all: there would be nothing left to do.
                let range = range.start..range.end.min(range.start + model.len() / 2);
                vec.drain(range.clone());
                model.drain(range);
            }
            Op::Halve(i, j, at) => {
                let range = range(model.len(), i, j);
                halve(vec.view_mut(range.clone()), &mut model[range], at);
            }
            Op::Chunks(n, false) => {
                vec.chunks_mut(*n).zip(model.chunks_mut(*n)).for_each(|(a, b)| write(a, b, salt));
            }
            Op::Chunks(n, true) => {
                let ours: Vec<_> = vec.rchunks_mut(*n).collect();
                ours.into_iter().zip(model.rchunks_mut(*n)).for_each(|(a, b)| write(a, b, salt));
            }
            Op::Split(n) => {
                let (ours, theirs) =
                    (vec.split_mut(|x| x % n == 0), model.split_mut(|x| x % n == 0));
                ours.zip(theirs).for_each(|(a, b)| write(a, b, salt));
            }
            Op::Runs(n) => {
                let same = |a: &u16, b: &u16| a / n == b / n;
                let (ours, theirs) = (vec.chunk_by_mut(same), model.chunk_by_mut(same));
                ours.zip(theirs).for_each(|(a, b)| write(a, b, salt));
            }
            Op::Windows(n) => assert!(vec.windows(*n).eq(model.windows(*n))),
            Op::Share(i, j) => {
                let range = range(model.len(), i, j);
                let share = vec.view(range.clone()).to_cow_vec();
                share.assert_invariants();
                versions.push((share, model[range].to_vec()));
            }
            Op::Ends(i) => {
                let (mut ours, mut theirs) = (vec.view_mut(..), &mut model[..]);
                for _ in 0..i.index(9) {
                    let (a, b) = (ours.split_off_first_mut(), theirs.split_off_first_mut());
                    assert_eq!(a, b);
                    a.into_iter().chain(b).for_each(|x| *x = salt);
                    let (a, b) = (ours.split_off_last_mut(), theirs.split_off_last_mut());
                    assert_eq!(a, b);
                    a.into_iter().chain(b).for_each(|x| *x = salt + 1);
                }
                write(ours, theirs, salt);
            }
        }
        vec.assert_invariants();
        assert_eq!(vec, model, "after {op:?}");
        for (vec, model) in &versions {
            assert_eq!(vec, model, "an old version changed with {op:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(200)))]

    #[test]
    fn tiny_nodes(ops in ops()) {
        run::<Tiny>(&ops);
    }

    #[test]
    fn normal_nodes(ops in ops()) {
        run::<Atomic>(&ops);
    }
}

type Item = Fused<Counted<u32>>;

#[test]
fn a_panic_in_a_view_leaves_the_vector_whole() {
    type Write = fn(&mut GenericVec<Item, Tiny>, &Fuse);
    let writes: [(&str, bool, Write); 14] = [
        ("item", true, |v, _| assert!(v.view_mut(3..40).get_mut(20).is_some())),
        ("halves", true, |v, _| assert_eq!(v.view_mut(1..).split_at_mut(30).0.len(), 30)),
        ("chunks", true, |v, _| v.chunks_mut(7).for_each(|c| assert!(!c.is_empty()))),
        ("rchunks", true, |v, _| assert!(v.rchunks_exact_mut(7).rev().all(|c| c.len() == 7))),
        ("split", true, |v, f| {
            let five = |x: &Item| {
                f.hit(Call::Closure);
                ***x % 5 == 2
            };
            v.split_mut(five).for_each(|c| assert!(c.len() < 9));
        }),
        ("chunk_by", true, |v, f| {
            let same = |a: &Item, b: &Item| {
                f.hit(Call::Closure);
                ***a / 7 == ***b / 7
            };
            v.chunk_by_mut(same).for_each(|c| assert!(!c.is_empty()));
        }),
        ("to_vec", true, |v, _| drop(v.view(5..50).to_vec())),
        ("to_cow_vec", true, |v, _| drop(v.view(5..50).to_cow_vec())),
        ("equal", true, |v, _| assert!(v.view(1..9) == v.view(1..9))),
        ("searches", true, |v, _| assert!(!v.view(5..).contains(&v[0]))),
        ("swap", true, |v, _| v.view_mut(..).swap(3, 50)),
        ("fill", false, |v, _| {
            let x = v[3].clone();
            v.view_mut(2..50).fill(x);
        }),
        ("clone_from_slice", false, |v, _| {
            let other = v.clone();
            v.view_mut(1..).clone_from_slice(other.view(..other.len() - 1));
        }),
        ("reverse", false, |v, _| v.view_mut(3..57).reverse()),
    ];
    let mut panics = 0;
    for (name, whole, write) in writes {
        for call in [Call::Clone, Call::Closure, Call::Eq, Call::Drop] {
            for shared in [false, true] {
                panics += for_every_k(call, |fuse| {
                    let ledger = Ledger::new();
                    let values =
                        |v: &GenericVec<Item, Tiny>| v.iter().map(|x| ***x).collect::<Vec<u32>>();
                    let mut vec: GenericVec<Item, Tiny> =
                        (0..60).map(|x| Fused::new(fuse, ledger.counted(x))).collect();
                    let before = values(&vec);
                    let old = shared.then(|| vec.clone());
                    let result = fuse.run(|| write(&mut vec, fuse));
                    vec.assert_invariants();
                    assert_eq!(vec.len(), 60);
                    if whole && result.is_err() && name != "swap" {
                        assert_eq!(values(&vec), before, "{name} failed halfway");
                    }
                    if let Some(old) = &old {
                        assert_eq!(values(old), before, "{name} changed an old version");
                    }
                    drop((vec, old));
                    assert_eq!(ledger.live(), 0, "{name} leaks");
                    ledger.assert_balanced();
                });
            }
        }
    }
    assert!(panics > 100, "{panics}");
}
