//! `CowVec` against `Vec`.

use crate::element::{Element, Owned, Unit, Wide};
use crate::versions::{Pair, Steps, count, run};
use arbitrary::Arbitrary;
use cow_core::{Atomic, Tiny};
use cow_vec::{GenericVec, RefCount};
use std::ops::Range;

/// How long a vector gets: some levels of leaves of four, or the most of one level of wide ones.
fn limit<C: RefCount>() -> usize {
    // A tiny node has room for four.
    if C::TINY { 300 } else { 1_000 }
}

/// What can be done to a vector. Indices are taken modulo what is possible.
#[derive(Arbitrary, Debug)]
#[expect(missing_docs, reason = "named after the methods")]
pub enum Op {
    Push(u8, u8),
    PushFront(u8, u8),
    Pop(u8),
    PopFront(u8),
    Set(u16, u8),
    Insert(u16, u8),
    Remove(u16),
    SwapRemove(u16),
    Append,
    Prepend,
    SplitOff(u16, bool),
    Slice(u16, u16),
    Truncate(u16),
    Resize(u16, u8),
    Extend(u8),
    ExtendFromWithin(u16, u16),
    Drain(u16, u16, u8),
    Splice(u16, u16, u8),
    Retain(u8),
    ExtractIf(u16, u16, u8),
    Dedup(u8),
    Reverse,
    Rotate(u16),
    Swap(u16, u16),
    Fill(u16, u16, u8),
    Sort(bool),
    SortView(u16, u16),
    IterMut(u8, u8),
    ChunksMut(u8),
    IntoIter(u16),
    Shrink(u16),
    Clear,
}

/// What a write that fails leaves of the items that were there.
enum Left<'a, T> {
    /// Nothing is promised.
    Some,
    /// These, in their order, with others between them.
    These(Vec<&'a T>),
    /// All, in any order.
    All,
    /// As many, each as it was, or as it was to be.
    AsMany(u8),
}

impl Op {
    fn leaves<'a, T: Element>(&self, before: &'a [T]) -> Left<'a, T> {
        let len = before.len();
        let but = |range: Range<usize>| {
            let kept = before.iter().enumerate().filter(|(i, _)| !range.contains(i));
            Left::These(kept.map(|(_, item)| item).collect())
        };
        match *self {
            Op::Push(..) | Op::PushFront(..) | Op::Insert(..) | Op::Append | Op::Prepend => {
                but(0..0)
            }
            Op::Extend(_) | Op::ExtendFromWithin(..) | Op::IntoIter(_) | Op::Shrink(_) => but(0..0),
            Op::Remove(i) if len > 0 => but(usize::from(i) % len..usize::from(i) % len + 1),
            Op::Drain(i, j, _) | Op::Splice(i, j, _) | Op::ExtractIf(i, j, _) => {
                but(range(len, i, j))
            }
            Op::Retain(n) => {
                let keep = |item: &&T| !item.number().is_multiple_of(u16::from(n % 8) + 1);
                Left::These(before.iter().filter(keep).collect())
            }
            Op::Reverse | Op::Rotate(_) | Op::Swap(..) | Op::Sort(_) | Op::SortView(..) => {
                Left::All
            }
            Op::ChunksMut(_) => Left::All,
            Op::Set(_, x) | Op::Fill(_, _, x) | Op::IterMut(_, x) => Left::AsMany(x),
            _ => Left::Some,
        }
    }
}

/// A vector and its model.
#[derive(Clone)]
pub struct Both<T, C: RefCount>(GenericVec<T, C>, Vec<T>);

impl<T: Element, C: RefCount + Clone> Default for Both<T, C> {
    fn default() -> Self {
        Both(GenericVec::new(), Vec::new())
    }
}

fn range(len: usize, i: u16, j: u16) -> Range<usize> {
    let (i, j) = (usize::from(i) % (len + 1), usize::from(j) % (len + 1));
    i.min(j)..i.max(j)
}

/// `n` elements from `x` on. (No `impl` of a sized iterator: what has no honest length is served, too.)
fn items<T: Element>(x: u8, n: u8) -> impl DoubleEndedIterator<Item = T> + Clone {
    (0..u16::from(n)).filter(|_| true).map(move |i| T::of(u16::from(x) + i))
}

impl<T: Element, C: RefCount + Clone> Pair for Both<T, C> {
    type Op = Op;

    fn step(&mut self, op: &Op, other: &Self) {
        let Both(ours, model) = self;
        let len = model.len();
        let room = limit::<C>().saturating_sub(len);
        let wide = usize::from(!C::TINY) * 7 + 1;
        match *op {
            Op::Push(n, x) if room > 0 => items(x, n % 32).for_each(|item: T| {
                count(1);
                ours.push(item.clone());
                model.push(item);
            }),
            Op::PushFront(n, x) if room > 0 => {
                let items: Vec<T> = items(x, n % 32).collect();
                count(items.len() as u64);
                items.iter().cloned().for_each(|item| ours.push_front(item));
                model.splice(0..0, items.into_iter().rev());
            }
            Op::Pop(n) => (0..usize::from(n % 32) * wide).for_each(|_| {
                count(1);
                assert_eq!(ours.pop(), model.pop());
            }),
            Op::PopFront(n) => {
                let n = (usize::from(n % 32) * wide).min(len);
                count(n as u64);
                for item in model.drain(..n) {
                    assert_eq!(ours.pop_front(), Some(item));
                }
            }
            Op::Set(i, x) if len > 0 => {
                let i = usize::from(i) % len;
                ours[i] = T::of(x.into());
                model[i] = T::of(x.into());
            }
            Op::Insert(i, x) if room > 0 => {
                let i = usize::from(i) % (len + 1);
                ours.insert(i, T::of(x.into()));
                model.insert(i, T::of(x.into()));
            }
            Op::Remove(i) if len > 0 => {
                let i = usize::from(i) % len;
                assert_eq!(ours.remove(i), model.remove(i));
            }
            Op::SwapRemove(i) if len > 0 => {
                let i = usize::from(i) % len;
                assert_eq!(ours.swap_remove(i), model.swap_remove(i));
            }
            Op::Append if other.1.len() <= room => {
                let mut right = other.clone();
                ours.append(&mut right.0);
                model.append(&mut right.1);
                assert!(right.0.is_empty());
                right.check();
            }
            Op::Prepend if other.1.len() <= room => {
                let mut whole = other.clone();
                whole.0.append(ours);
                whole.1.append(model);
                *self = whole;
            }
            Op::SplitOff(i, right) => {
                let i = usize::from(i) % (len + 1);
                let rest = Both(ours.split_off(i), model.split_off(i));
                rest.check();
                if right {
                    self.check();
                    *self = rest;
                }
            }
            Op::Slice(i, j) => {
                let range = range(len, i, j);
                let (ours, model) = (ours.slice(range.clone()), model[range].to_vec());
                *self = Both(ours, model);
            }
            Op::Truncate(i) => {
                let n = len - usize::from(i) % (len + 1) / 4;
                ours.truncate(n);
                model.truncate(n);
            }
            Op::Resize(n, x) => {
                let n = usize::from(n) % limit::<C>();
                ours.resize(n, T::of(x.into()));
                model.resize(n, T::of(x.into()));
            }
            Op::Extend(x) if room > 0 => {
                ours.extend(items(x, x));
                model.extend(items::<T>(x, x));
            }
            Op::ExtendFromWithin(i, j) => {
                let range = range(len, i, j);
                if range.len() <= room {
                    ours.extend_from_within(range.clone());
                    model.extend_from_within(range);
                }
            }
            Op::Drain(i, j, take) => {
                let range = range(len, i, j);
                let (mut a, mut b) = (ours.drain(range.clone()), model.drain(range));
                for i in 0..take {
                    match i % 3 {
                        0 => assert_eq!(a.next_back(), b.next_back()),
                        _ => assert_eq!(a.next(), b.next()),
                    }
                    assert_eq!(a.len(), b.len());
                }
            }
            Op::Splice(i, j, n) => {
                let range = range(len, i, j);
                let old = ours.splice(range.clone(), items(n, n % 64)).collect::<Vec<T>>();
                assert_eq!(old, model.splice(range, items(n, n % 64)).collect::<Vec<T>>());
            }
            Op::Retain(n) => {
                let keep = |item: &T| !item.number().is_multiple_of(u16::from(n % 8) + 1);
                ours.retain(keep);
                model.retain(keep);
            }
            Op::ExtractIf(i, j, n) => {
                let range = range(len, i, j);
                let some = |item: &mut T| item.number().is_multiple_of(u16::from(n % 4) + 1);
                let take = usize::from(n);
                let a: Vec<T> = ours.extract_if(range.clone(), some).take(take).collect();
                let b: Vec<T> = model.extract_if(range, some).take(take).collect();
                assert_eq!(a, b);
            }
            Op::Dedup(n) => {
                let key = |item: &mut T| item.number() / (u16::from(n % 8) + 1);
                ours.dedup_by_key(key);
                model.dedup_by_key(key);
            }
            Op::Reverse => {
                ours.reverse();
                model.reverse();
            }
            Op::Rotate(i) => {
                let i = usize::from(i) % (len + 1);
                ours.rotate_left(i);
                model.rotate_left(i);
            }
            Op::Swap(i, j) if len > 0 => {
                let (i, j) = (usize::from(i) % len, usize::from(j) % len);
                ours.swap(i, j);
                model.swap(i, j);
            }
            Op::Fill(i, j, x) => {
                let range = range(len, i, j);
                ours.view_mut(range.clone()).fill(T::of(x.into()));
                model[range].fill(T::of(x.into()));
            }
            Op::Sort(stable) => {
                match stable {
                    true => ours.sort(),
                    false => ours.sort_unstable(),
                }
                model.sort();
                let probe = T::of(len as u16 % 256);
                assert_eq!(ours.binary_search(&probe).is_ok(), model.binary_search(&probe).is_ok());
                assert_eq!(
                    ours.partition_point(|item| *item < probe),
                    model.partition_point(|item| *item < probe)
                );
            }
            Op::SortView(i, j) => {
                let range = range(len, i, j);
                ours.view_mut(range.clone()).sort();
                model[range].sort();
            }
            Op::IterMut(n, x) => {
                let (mut a, mut b) = (ours.iter_mut(), model.iter_mut());
                for i in 0..n {
                    let (a, b) = match i % 4 {
                        0 => (a.next_back(), b.next_back()),
                        1 => (a.nth(i.into()), b.nth(i.into())),
                        _ => (a.next(), b.next()),
                    };
                    assert_eq!(a, b);
                    let (Some(a), Some(b)) = (a, b) else { break };
                    *a = T::of(x.into());
                    *b = T::of(x.into());
                }
            }
            Op::ChunksMut(n) => {
                let n = usize::from(n) + 1;
                for (mut a, b) in ours.chunks_mut(n).zip(model.chunks_mut(n)) {
                    a.reverse();
                    b.reverse();
                }
            }
            Op::IntoIter(n) => {
                let (mut a, mut b) = (ours.clone().into_iter(), model.clone().into_iter());
                for i in 0..n % 64 {
                    match i % 2 {
                        0 => assert_eq!(a.next_back(), b.next_back()),
                        _ => assert_eq!(a.next(), b.next()),
                    }
                }
                assert_eq!(a.len(), b.len());
            }
            Op::Shrink(n) => {
                ours.reserve(usize::from(n % 256));
                ours.shrink_to_fit();
            }
            Op::Clear => {
                ours.clear();
                model.clear();
            }
            _ => {}
        }
    }

    fn assert_invariants(&self) {
        self.0.assert_invariants();
        assert_eq!(self.0.iter().count(), self.0.len());
    }

    fn check_failed(&self, op: &Op, before: &Self) {
        let (now, before) = (&self.0, &before.1);
        match op.leaves(before) {
            Left::Some => {}
            Left::These(items) => {
                let mut rest = now.iter();
                assert!(items.into_iter().all(|item| rest.any(|x| x == item)), "{op:?} lost items");
            }
            Left::All => {
                let mut both = [now.iter().collect::<Vec<_>>(), before.iter().collect()];
                both.iter_mut().for_each(|items| items.sort());
                assert_eq!(both[0], both[1], "{op:?} lost items");
            }
            Left::AsMany(x) => {
                assert_eq!(now.len(), before.len());
                let new = T::of(x.into());
                assert!(now.iter().zip(before).all(|(now, old)| now == old || *now == new));
            }
        }
    }

    fn check(&self) {
        let Both(ours, model) = self;
        ours.assert_invariants();
        assert_eq!(ours.len(), model.len());
        assert!(ours.iter().eq(model), "{ours:?} is not {model:?}");
        let len = model.len();
        for i in (0..len).step_by(13).chain([len / 2, len.wrapping_sub(1), len, len + 1]) {
            assert_eq!(ours.get(i), model.get(i));
        }
        let mid = len / 3;
        assert!(ours.view(mid..).iter().rev().eq(model[mid..].iter().rev()));
        assert_eq!((ours.first(), ours.last()), (model.first(), model.last()));
    }

    fn check_with(&self, other: &Self) {
        assert_eq!(self.0 == other.0, self.1 == other.1);
        assert_eq!(self.0.cmp(&other.0), self.1.cmp(&other.1));
    }

    fn unshared(&self) -> Self {
        Both(self.1.iter().cloned().collect(), self.1.clone())
    }
}

/// What the versions are made of.
#[derive(Arbitrary, Debug)]
enum Shape {
    Tiny,
    TinyOwned,
    Wide,
    Owned,
    Plain,
    Unit,
}

/// Versions of a shape, and what is done to them.
#[derive(Arbitrary, Debug)]
pub struct Input(Shape, Steps<Op>);

/// The target.
pub fn fuzz(Input(shape, steps): &Input) {
    match shape {
        Shape::Tiny => run::<Both<u32, Tiny>>(steps),
        Shape::TinyOwned => run::<Both<Owned, Tiny>>(steps),
        Shape::Wide => run::<Both<Wide<40>, Atomic>>(steps),
        Shape::Owned => run::<Both<Owned, Atomic>>(steps),
        Shape::Plain => run::<Both<u32, Atomic>>(steps),
        Shape::Unit => run::<Both<Unit, Tiny>>(steps),
    }
}
