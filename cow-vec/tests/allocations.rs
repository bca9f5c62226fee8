//! Iterators, views and reads do not allocate, nor do writes in place. (`==` calls `reflexive`, which
//! allocates unless the optimiser has seen through it.)
#![cfg(not(any(miri, cow_loom)))]

use cow_vec::{GenericVec, Local, RefCount, Tiny};
use std::hint::black_box;
use testkit::{CountingAllocator, allocations_in};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Flat, with a front, regular and relaxed; none of them shared.
fn shapes<C: RefCount>() -> Vec<GenericVec<u64, C>> {
    let mut shapes = vec![GenericVec::new(), (0..3).collect(), (0..40_000).collect()];
    let mut both: GenericVec<u64, C> = (1000..3000).collect();
    (0..1000).rev().for_each(|x| both.push_front(x));
    let mut inserted: GenericVec<u64, C> = (0..3000).step_by(2).collect();
    (0..1500).for_each(|i| inserted.insert(2 * i + 1, i as u64));
    shapes.extend([both, inserted]);
    shapes
}

macro_rules! table {
    ($(|$v:ident| $e:expr;)*) => {
        [$((stringify!($e), (|$v| { black_box($e); }) as fn(&mut GenericVec<u64, C>))),*]
    };
}

fn nothing_allocates<C: RefCount>() {
    let table = table! {
        |v| v.clone();
        |v| v.iter().fold(0, |a, x| a ^ x);
        |v| v.iter().rev().map(|x| x + 1).max();
        |v| { let mut i = v.iter(); while i.next().is_some() && i.next_back().is_some() {} };
        |v| v.iter().clone().nth(100);
        |v| v.iter().skip(7).step_by(50).count();
        |v| v.iter_mut().for_each(|x| *x ^= 1);
        |v| v.iter_mut().rev().for_each(|x| *x ^= 1);
        |v| v.iter_mut().nth(70);
        |v| v.leaves().rev().map(<[u64]>::len).max();
        |v| v.view(..).iter().sum::<u64>();
        |v| v.view(v.len() / 3..).divided();
        |v| v.view_mut(..).leaves_mut().map(|leaf| leaf.len()).sum::<usize>();
        |v| { let n = v.len(); v.split_at_mut(n / 2).1.fill(3) };
        |v| v.chunks(7).rev().map(|c| c[0]).max();
        |v| v.chunks_mut(7).for_each(|mut c| c.reverse());
        |v| v.rchunks_exact(9).map(|c| c.len()).sum::<usize>();
        |v| v.windows(3).filter(|w| w[0] == w[2]).count();
        |v| v.array_windows::<2>().filter(|[a, b]| a < b).count();
        |v| v.split(|x| x % 7 == 0).map(|s| s.len()).max();
        |v| v.chunk_by_mut(|a, b| a < b).count();
        |v| v.range(v.len() / 2..).count();
        |v| v.get(5).is_some() && v.get_mut(1000).is_some();
        |v| v.contains(&u64::MAX);
        |v| v.binary_search(&7).is_ok();
        |v| v.starts_with(&[1]) || v.ends_with(&[1]);
        |v| v.is_sorted();
        |v| v.first_n::<3>().is_some();
        |v| v.get_disjoint_mut([1, 0]).is_ok();
        |v| v.clone().cmp(v).is_eq();
        |v| v.view(..v.len() / 2) == v.view(v.len().div_ceil(2)..);
        |v| v.is_empty() || { v.swap(0, v.len() - 1); true };
        |v| v.reverse();
        |v| v.fill(3);
        |v| v.retain(|_| true);
        |v| v.truncate(usize::MAX);
        |v| v.drain(..0).count();
        |v| v.pop().map(|x| v.push(x));
        |v| *v = GenericVec::with_capacity(0);
    };
    for v in shapes::<C>() {
        for (name, act) in table {
            // One for each test, for some of them write; exclusive, so that nothing is copied.
            let mut w: GenericVec<u64, C> = v.iter().copied().collect();
            assert_eq!(allocations_in(|| act(&mut w)), 0, "{name} of {}", v.len());
        }
        let all = v.len();
        let mut w: GenericVec<u64, C> = v.into_iter().collect();
        // What is moved out is not copied; only a flat vector's first leaf may be another one.
        let moved = allocations_in(|| assert_eq!(std::mem::take(&mut w).into_iter().count(), all));
        assert!(moved <= 1, "{moved} to move {all} out");
    }
}

/// Halved again and again.
trait Divided {
    fn divided(self) -> usize;
}

impl<C: RefCount> Divided for cow_vec::CowSlice<'_, u64, C> {
    fn divided(self) -> usize {
        if self.len() < 2 {
            return self.len();
        }
        let (a, b) = self.split_at(self.len() / 2);
        a.divided() + b.divided()
    }
}

#[test]
fn nothing_that_reads_or_writes_in_place_allocates() {
    nothing_allocates::<Tiny>();
    nothing_allocates::<Local>();
}
