//! A panic in the k-th call of user code leaves both operands as they were, and leaks nothing.
#![cfg(not(cow_loom))]

use cow_map::hash_map::Pick;
use cow_map::{CowMap, CowSet};
use std::collections::HashMap;
use std::hash::{BuildHasher, DefaultHasher, Hasher};
use testkit::{Call, Constant, Counted, Fuse, Fused, Ledger, Seeded, for_every_k};

type Key = Fused<Counted<u64>>;
type Map<S> = CowMap<Key, u64, S>;

/// Two maps, of which the second is a version of the first, or stands alone.
struct Operands<S> {
    ledger: Ledger,
    a: Map<S>,
    b: Map<S>,
}

impl<S: BuildHasher + Clone> Operands<S> {
    fn new(fuse: &Fuse, hashers: [S; 2], n: u64, version: bool) -> Self {
        let ledger = Ledger::new();
        let entry = |k: u64, v: u64| (Fused::new(fuse, ledger.counted(k)), v);
        let [first, second] = hashers;
        let mut a = Map::with_hasher(first);
        a.extend((0..n).map(|k| entry(k, k)));
        let mut b = if version { a.clone() } else { Map::with_hasher(second) };
        b.extend((n / 2..n + n / 4).map(|k| entry(k, k + k % 2)));
        b.retain(|k, _| ***k % 7 != 0);
        Self { ledger, a, b }
    }

    fn contents(&self) -> [HashMap<u64, u64>; 2] {
        [&self.a, &self.b].map(|map| map.iter().map(|(k, v)| (***k, *v)).collect())
    }

    /// Runs `f` on both under the fuse, and then sees that they are whole.
    fn check<R>(self, fuse: &Fuse, f: impl FnOnce(&Map<S>, &Map<S>) -> R) {
        let (before, live) = (self.contents(), self.ledger.live());
        // Whether it panicked or not, is no matter.
        fuse.run(|| drop(f(&self.a, &self.b))).unwrap_or_default();
        assert_eq!(self.contents(), before);
        self.ledger.assert_live(live);
        self.a.assert_invariants();
        self.b.assert_invariants();
        let Self { ledger, a, b } = self;
        drop((a, b));
        ledger.assert_balanced();
    }
}

/// What is to be done with two maps.
type Operation<'a, S> = &'a dyn Fn(&Fuse, &Map<S>, &Map<S>);

/// Each operation, with `f` where it takes a closure, that is asked for its panics.
fn all<S: BuildHasher + Clone>(call: Call, n: u64, hashers: impl Fn() -> [S; 2]) -> [u64; 9] {
    let mut met = [0; 9];
    let n = if cfg!(miri) { n / 2 } else { n };
    for version in [true, false] {
        let mut run = |i: usize, op: Operation<'_, S>| {
            if cfg!(miri) && i.is_multiple_of(2) == version {
                return;
            }
            met[i] += for_every_k(call, |fuse| {
                Operands::new(fuse, hashers(), n, version).check(fuse, |a, b| op(fuse, a, b));
            });
        };
        run(0, &|_, a, b| drop(a | b));
        run(1, &|fuse, a, b| {
            drop(a.clone().union_with(b.clone(), |_, a, b| {
                fuse.hit(Call::Closure);
                a + b
            }));
        });
        run(2, &|fuse, a, b| {
            drop(a.clone().merge_with(b.clone(), |_, a, b| {
                fuse.hit(Call::Closure);
                match a + b {
                    n if n % 5 == 0 => Pick::Remove,
                    n if n % 3 == 0 => Pick::New(n),
                    n if n % 2 == 0 => Pick::Left,
                    _ => Pick::Right,
                }
            }));
        });
        run(3, &|_, a, b| drop(a & b));
        run(4, &|_, a, b| drop(a - b));
        run(5, &|_, a, b| drop(a ^ b));
        run(6, &|fuse, a, b| {
            let count = |_: &Key, a: &u64, b: &u64| {
                fuse.hit(Call::Closure);
                a + b
            };
            drop(a.clone().intersection_with(b.clone(), count));
        });
        run(7, &|_, a, b| assert!(a.diff(b).count() > 0));
        run(8, &|_, a, b| assert!(a != b && !a.is_submap(b)));
    }
    met
}

#[test]
fn of_hash() {
    let met = all(Call::Hash, 40, || [Seeded::new(1), Seeded::new(2)]);
    assert!(met[..8].iter().all(|&n| n > 0), "{met:?}");
}

#[test]
fn of_eq() {
    let met = all(Call::Eq, 40, || [Seeded::new(1), Seeded::new(1)]);
    assert!(met[..8].iter().all(|&n| n > 0), "{met:?}");
    all(Call::Eq, 6, || [Constant::default(), Constant::default()]);
}

#[test]
fn of_clone() {
    let met = all(Call::Clone, 60, || [Seeded::new(1), Seeded::new(2)]);
    assert!(met[..7].iter().all(|&n| n > 0), "{met:?}");
    all(Call::Clone, 60, || [Seeded::new(1), Seeded::new(1)]);
    all(Call::Clone, 24, || [Constant::default(), Constant::default()]);
}

#[test]
fn of_closures() {
    let met = all(Call::Closure, 60, || [Seeded::new(1), Seeded::new(1)]);
    assert!(met[1] > 0 && met[2] > 0 && met[6] > 0, "{met:?}");
}

/// The result is dropped under the fuse; what is left of it goes all the same.
#[test]
fn of_drop() {
    let met = all(Call::Drop, 40, || [Seeded::new(1), Seeded::new(2)]);
    assert!(met[..7].iter().all(|&n| n > 0), "{met:?}");
}

/// In place: the set has some elements less, and is whole; its clone is as it was.
#[test]
fn of_the_closure_of_retain() {
    for shared in [true, false] {
        let met = for_every_k(Call::Closure, |fuse| {
            let ledger = Ledger::new();
            let mut set = CowSet::with_hasher(Seeded::new(1));
            set.extend((0..100).map(|x| ledger.counted(x)));
            let old = shared.then(|| set.clone());
            let done = fuse.run(|| {
                set.retain(|x| {
                    fuse.hit(Call::Closure);
                    **x % 3 == 0
                });
            });
            set.assert_invariants();
            assert!((0..100).step_by(3).all(|x| set.contains(&x)));
            assert_eq!(
                set.len() == 34,
                done.is_ok() || (0..100).all(|x| x % 3 == 0 || !set.contains(&x))
            );
            if let Some(old) = old {
                old.assert_invariants();
                assert!((0..100).all(|x| old.contains(&x)));
            }
            drop(set);
            ledger.assert_balanced();
        });
        assert_eq!(met, 100);
    }
}

/// Two of these hash small keys alike, and put the others in other places.
#[derive(Clone)]
struct Apart(u64);

struct ApartHasher(u64, DefaultHasher, u64);

impl BuildHasher for Apart {
    type Hasher = ApartHasher;

    fn build_hasher(&self) -> ApartHasher {
        ApartHasher(self.0, DefaultHasher::new(), 0)
    }
}

impl Hasher for ApartHasher {
    fn finish(&self) -> u64 {
        self.1.finish() ^ if self.2 < 50 { 0 } else { self.0 << 60 }
    }

    fn write(&mut self, bytes: &[u8]) {
        self.1.write(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.2 = key;
        self.1.write_u64(key);
    }
}

/// An entry that is inserted last, for the other map had it in another place, and is not used up.
#[test]
fn of_the_drop_of_a_stray() {
    let met = for_every_k(Call::Drop, |fuse| {
        let ledger = Ledger::new();
        let make = |turn: u64| {
            let mut map = CowMap::with_hasher(Apart(turn));
            map.extend(
                (0..60_u64).map(|k| (Fused::new(fuse, ledger.counted(k)), ledger.counted(turn))),
            );
            map
        };
        let (a, b) = (make(0), make(1));
        let done = fuse.run(|| drop(a.union_with(b, |_, a, b| ledger.counted(**a + **b))));
        assert!(done.is_err() || ledger.live() == 0);
        ledger.assert_balanced();
    });
    assert!(met > 100, "{met}");
}
