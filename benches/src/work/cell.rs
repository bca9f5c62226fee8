use std::hint::black_box;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use super::{Operation, Start, Work, in_any_order, op, quantile, start, versions};
use crate::clock::Clock;
use crate::contender::{
    ConcreadTree, ConcreadTrie, CowArcSwap, CowMapCell, DashCell, DeepArcSwap, MutexCell,
    PapayaCell, RwLockCell,
};
use crate::element::{Element, Input, PROBES};
use crate::shape::{Cell, Kept};

pub(super) fn starts<K: Element>() -> Vec<Start<K>> {
    vec![
        start::<CellWork<K, RwLockCell<K>>>(),
        start::<CellWork<K, MutexCell<K>>>(),
        start::<CellWork<K, DeepArcSwap<K>>>(),
        start::<CellWork<K, CowArcSwap<K>>>(),
        start::<CellWork<K, DashCell<K>>>(),
        start::<CellWork<K, PapayaCell<K>>>(),
        start::<CellWork<K, ConcreadTree<K>>>(),
        start::<CellWork<K, ConcreadTrie<K>>>(),
        start::<CellWork<K, CowMapCell<K>>>(),
    ]
}

/// The work of maps that threads share.
#[derive(Debug)]
pub struct CellWork<K, C>(PhantomData<(K, C)>);

/// A map of all entries of the input. What is written is what stands there already.
#[derive(Debug)]
pub struct State<K, C> {
    input: Rc<Input<K>>,
    base: C,
}

impl<K: Element, C: Cell<K>> Work for CellWork<K, C> {
    type Element = K;
    type State = State<K, C>;
    const NAME: &'static str = C::NAME;

    fn start(input: &Rc<Input<K>>) -> Self::State {
        State { input: Rc::clone(input), base: C::new(input.entries()) }
    }

    fn operations() -> Vec<Operation<Self::State>> {
        vec![
            op("read/alone", "look-up", "load or lock, look up, let go", read_alone),
            op(
                "read/writing",
                "look-up",
                "the same beside a thread that writes at full speed",
                read_writing,
            ),
            quantile(
                "read/tail",
                "look-up",
                "the same: of single look-ups the 99.9th percentile, one reading of the clock in each",
                read_tail,
            ),
            op(
                "snapshot/alone",
                "snapshot",
                "the whole map as a value of one's own, and its drop",
                snapshot_alone,
            ),
            quantile(
                "snapshot/writing",
                "snapshot",
                "the same beside a thread that writes at full speed: the median, of groups of ten where it is no deep clone",
                snapshot_writing,
            ),
            op("version/alone", "version", "the whole map to be kept and read; its drop", version),
            op("write/alone", "write", "one entry overwritten, for all to see", write_alone),
            op(
                "write/reading",
                "write",
                "the same beside a thread that reads at full speed",
                write_reading,
            ),
        ]
    }
}

impl<K: Element, C: Cell<K>> State<K, C> {
    /// Returns the whole content: nothing may have been lost.
    fn content(&self) -> u64 {
        content(&self.base.entries())
    }
}

fn content<K: Element>(entries: &[(K, u64)]) -> u64 {
    let numbers = entries.iter().map(|(key, value)| key.read().wrapping_mul(31) ^ value);
    in_any_order(numbers).wrapping_add(entries.len() as u64)
}

/// How often a round waits for the thread beside it to get something done.
const OFTEN: usize = 4;

/// Runs `work` while another thread does `other` again and again, with numbers that go up, at least once
/// before; and again until `other` has been done [`OFTEN`] times meanwhile, for on few processors a
/// short work is over before the other thread has its turn. Returns what the first run did.
fn beside<R>(other: impl Fn(usize) + Sync, mut work: impl FnMut() -> R) -> R {
    let (done, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = 0;
            while !stop.load(Ordering::Relaxed) {
                other(number);
                number += 1;
                done.store(number, Ordering::Relaxed);
            }
        });
        let _stopped_whatever_happens = Stop(&stop);
        while done.load(Ordering::Relaxed) == 0 {
            thread::yield_now();
        }
        let before = done.load(Ordering::Relaxed);
        let first = work();
        while done.load(Ordering::Relaxed) < before + OFTEN {
            work();
        }
        first
    })
}

/// Tells other threads to stop when it goes, in a panic too.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Overwrites entries at random by what they hold.
fn writer<'a, K: Element, C: Cell<K>>(
    base: &'a C,
    input: &'a Input<K>,
) -> impl Fn(usize) + Sync + use<'a, K, C> {
    let (keys, places) = (&input.hits[..], &input.places[..]);
    move |number| {
        let at = number % keys.len();
        base.insert(keys[at].clone(), places[at] as u64);
    }
}

fn look_up<K: Element>(base: &impl Cell<K>, keys: &[K]) -> u64 {
    let found = keys.iter().filter_map(|key| black_box(base).get(key));
    found.fold(0_u64, |sum, value| sum.wrapping_add(value | 1))
}

fn read_alone<K: Element, C: Cell<K>>(s: &mut State<K, C>, clock: &mut Clock) -> Option<u64> {
    let at = clock.offset(PROBES, s.input.hits.len());
    let keys = &s.input.hits[at..at + PROBES];
    Some(clock.time(keys.len(), || look_up(&s.base, keys)))
}

fn read_writing<K: Element, C: Cell<K>>(s: &mut State<K, C>, clock: &mut Clock) -> Option<u64> {
    C::READS_END.then_some(())?;
    let at = clock.offset(PROBES, s.input.hits.len());
    let keys = &s.input.hits[at..at + PROBES];
    let found =
        beside(writer(&s.base, &s.input), || clock.time(keys.len(), || look_up(&s.base, keys)));
    Some(found)
}

fn read_tail<K: Element, C: Cell<K>>(s: &mut State<K, C>, clock: &mut Clock) -> Option<u64> {
    C::READS_END.then_some(())?;
    let at = clock.offset(PROBES, s.input.hits.len());
    let keys = &s.input.hits[at..at + PROBES];
    let mut times = Vec::with_capacity(keys.len());
    let found = beside(writer(&s.base, &s.input), || {
        let mut found = 0_u64;
        let mut last = Instant::now();
        for key in keys {
            found = found.wrapping_add(black_box(&s.base).get(key).unwrap_or(0) | 1);
            let now = Instant::now();
            times.push((now - last).as_nanos() as f64);
            last = now;
        }
        found
    });
    clock.amount(not_exceeded(&mut times, 0.999));
    Some(found)
}

/// Returns what is not exceeded by this part of the times.
fn not_exceeded(times: &mut [f64], part: f64) -> f64 {
    let at = ((times.len() as f64 * part) as usize).min(times.len() - 1);
    *times.select_nth_unstable_by(at, f64::total_cmp).1
}

fn snapshot_alone<K: Element, C: Cell<K>>(s: &mut State<K, C>, clock: &mut Clock) -> Option<u64> {
    s.base.snapshot()?;
    let count = 5 * versions(clock, C::DEEP_SNAPSHOT, s.input.size());
    clock.time(count, || {
        for _ in 0..count {
            drop(black_box(black_box(&s.base).snapshot()));
        }
    });
    if clock.checking() { s.base.snapshot().map(|held| kept(s, &held)) } else { Some(0) }
}

fn snapshot_writing<K: Element, C: Cell<K>>(s: &mut State<K, C>, clock: &mut Clock) -> Option<u64> {
    s.base.snapshot()?;
    // In groups, so that the reading of the clock is a small part.
    let (groups, group) = match C::DEEP_SNAPSHOT {
        true => (versions(clock, true, s.input.size()).max(3), 1),
        false => (versions(clock, false, s.input.size()), 10),
    };
    let mut times = Vec::with_capacity(groups);
    let held = beside(writer(&s.base, &s.input), || {
        for _ in 0..groups {
            let start = Instant::now();
            for _ in 0..group {
                drop(black_box(black_box(&s.base).snapshot()));
            }
            times.push(start.elapsed().as_nanos() as f64 / group as f64);
        }
        // The writer overwrites entries by what they hold.
        if clock.checking() {
            s.base.snapshot().map(|held| content(&held.entries()))
        } else {
            Some(0)
        }
    });
    clock.amount(not_exceeded(&mut times, 0.5));
    held
}

fn version<K: Element, C: Cell<K>>(s: &mut State<K, C>, clock: &mut Clock) -> Option<u64> {
    s.base.version()?;
    clock.time(PROBES, || {
        for _ in 0..PROBES {
            drop(black_box(black_box(&s.base).version()));
        }
    });
    if clock.checking() { s.base.version().map(|held| kept(s, &held)) } else { Some(0) }
}

/// Overwrites some entries by something else and answers what is to be seen then, and what there is when
/// they have been put back.
fn meanwhile<K: Element, C: Cell<K>>(s: &State<K, C>, look: impl FnOnce() -> u64) -> u64 {
    let entries = || s.input.hits.iter().zip(&s.input.places).take(3);
    entries().for_each(|(key, &value)| s.base.insert(key.clone(), !(value as u64)));
    let seen = look();
    entries().for_each(|(key, &value)| s.base.insert(key.clone(), value as u64));
    seen.rotate_left(1) ^ s.content()
}

/// Returns the content after writes: what is written is there.
fn written<K: Element, C: Cell<K>>(s: &State<K, C>) -> u64 {
    meanwhile(s, || s.content())
}

/// Returns the content of what is kept: it holds what it held, whatever is written.
fn kept<K: Element, C: Cell<K>>(s: &State<K, C>, held: &impl Kept<K>) -> u64 {
    meanwhile(s, || content(&held.entries()))
}

/// Overwrites some entries by what they hold.
fn write<K: Element, C: Cell<K>>(s: &State<K, C>, clock: &mut Clock) {
    let count = versions(clock, C::DEEP_WRITE, s.input.size());
    let at = clock.offset(count, s.input.hits.len());
    let keys = s.input.hits[at..at + count].to_vec();
    let entries = keys.into_iter().zip(&s.input.places[at..at + count]);
    clock.time(count, || {
        entries.for_each(|(key, &value)| black_box(&s.base).insert(key, value as u64));
    });
}

fn write_alone<K: Element, C: Cell<K>>(s: &mut State<K, C>, clock: &mut Clock) -> Option<u64> {
    write(s, clock);
    Some(if clock.checking() { written(s) } else { s.content() })
}

fn write_reading<K: Element, C: Cell<K>>(s: &mut State<K, C>, clock: &mut Clock) -> Option<u64> {
    C::READS_END.then_some(())?;
    let (base, keys) = (&s.base, &s.input.hits[..]);
    let read = |number: usize| {
        black_box(base.get(&keys[number % keys.len()]));
    };
    beside(read, || write(s, clock));
    Some(if clock.checking() { written(s) } else { s.content() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Pass;

    #[test]
    fn the_thread_beside_gets_something_done() {
        let steps = AtomicUsize::new(0);
        let step = |_| {
            thread::sleep(std::time::Duration::from_millis(1));
            steps.fetch_add(1, Ordering::Relaxed);
        };
        beside(step, || ());
        assert!(steps.into_inner() > OFTEN);
    }

    /// A map to which nothing can be written.
    struct Deaf(RwLockCell<u64>);

    impl Cell<u64> for Deaf {
        const NAME: &'static str = "deaf";

        fn new(entries: impl Iterator<Item = (u64, u64)>) -> Self {
            Self(Cell::new(entries))
        }

        fn get(&self, key: &u64) -> Option<u64> {
            Cell::get(&self.0, key)
        }

        fn insert(&self, _: u64, _: u64) {}

        fn remove(&self, _: &u64) {}

        fn entries(&self) -> Vec<(u64, u64)> {
            self.0.entries()
        }
    }

    /// A map whose snapshots hold too little, and whose versions are a map that all write to.
    struct Careless(RwLockCell<u64>);

    impl Cell<u64> for Careless {
        const NAME: &'static str = "careless";

        fn new(entries: impl Iterator<Item = (u64, u64)>) -> Self {
            Self(Cell::new(entries))
        }

        fn get(&self, key: &u64) -> Option<u64> {
            Cell::get(&self.0, key)
        }

        fn insert(&self, key: u64, value: u64) {
            Cell::insert(&self.0, key, value);
        }

        fn remove(&self, key: &u64) {
            Cell::remove(&self.0, key);
        }

        fn entries(&self) -> Vec<(u64, u64)> {
            self.0.entries()
        }

        fn snapshot(&self) -> Option<impl Kept<u64>> {
            let mut map = self.0.read().unwrap().clone();
            let some = map.keys().next().copied();
            some.map(|key| map.remove(&key));
            Some(map)
        }

        fn version(&self) -> Option<impl Kept<u64>> {
            struct View<'a>(&'a Careless);
            impl Kept<u64> for View<'_> {
                fn entries(&self) -> Vec<(u64, u64)> {
                    self.0.entries()
                }
            }
            Some(View(self))
        }
    }

    #[test]
    fn what_is_kept_is_looked_at() {
        fn answers<C: Cell<u64>>() -> [Option<u64>; 3] {
            let mut state = CellWork::<u64, C>::start(&Input::new(100));
            [snapshot_alone, snapshot_writing, version]
                .map(|work| work(&mut state, &mut Clock::new(Pass::Check)))
        }
        let right = answers::<CowMapCell<u64>>();
        assert_eq!(right, answers::<DeepArcSwap<u64>>());
        assert_eq!(right[..2], answers::<RwLockCell<u64>>()[..2]);
        let careless = answers::<Careless>();
        assert!((0..3).all(|work| careless[work].is_some() && careless[work] != right[work]));
    }

    #[test]
    fn writes_that_are_lost_are_noticed() {
        fn answers<C: Cell<u64>>() -> [Option<u64>; 2] {
            let mut state = CellWork::<u64, C>::start(&Input::new(100));
            [write_alone, write_reading].map(|work| work(&mut state, &mut Clock::new(Pass::Check)))
        }
        let [alone, reading] = answers::<RwLockCell<u64>>();
        assert_eq!([alone, reading], answers::<MutexCell<u64>>());
        let deaf = answers::<Deaf>();
        assert!(deaf[0] != alone && deaf[1] != reading);
    }
}
