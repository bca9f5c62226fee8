//! `CowCell`, of ordered maps: each version that is held is the one that was published. On one thread;
//! loom's models and the tests of many threads are in `cow-core`.

use crate::element::{Element, Owned, call};
use crate::versions::{Pair, Steps, run};
use arbitrary::Arbitrary;
use cow_core::cow_cell::{CowCell, Guard, Version};
use cow_tree::CowTreeMap;
use cow_tree::btree_map::DiffItem;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What can be done to a cell, and to the versions of it that are held.
#[derive(Arbitrary, Debug)]
#[expect(missing_docs, reason = "named after the methods")]
pub enum Op {
    Store(Edit),
    StoreOther,
    Swap(Edit),
    Update(Edit, Edit),
    UpdateNothing,
    TryUpdate(Edit, bool),
    UpdateIfUnchanged(u8, Edit),
    UpdateIfUnchangedOther(Edit),
    UpdateOptimistic(Edit),
    /// Between the draft of an optimistic update and its turn, other updates come, so many times.
    UpdateMeanwhile(Edit, u8),
    Load,
    IntoVersion(u8),
    Version,
    Changes(u8),
    UnwrapOrClone(u8),
    Release(u8),
    IntoInner,
}

/// A few entries are inserted or removed, from a key on.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub struct Edit {
    key: u8,
    run: u8,
    value: u8,
}

type Model = BTreeMap<u16, u16>;

impl Edit {
    fn keys(self) -> impl Iterator<Item = u16> {
        let key = u16::from(self.key);
        key..=key + u16::from(self.run % 16)
    }

    fn is_removal(self) -> bool {
        self.value.is_multiple_of(4)
    }

    fn of<K: Element, V: Element>(self, map: &mut CowTreeMap<K, V>) {
        for key in self.keys() {
            call();
            match self.is_removal() {
                true => drop(map.remove(&K::of(key))),
                false => drop(map.insert(K::of(key), V::of(self.value.into()))),
            }
        }
    }

    fn of_model(self, model: &mut Model) {
        for key in self.keys() {
            match self.is_removal() {
                true => model.remove(&key),
                false => model.insert(key, self.value.into()),
            };
        }
    }

    fn made<K: Element, V: Element>(self) -> CowTreeMap<K, V> {
        let mut map = CowTreeMap::new();
        self.of(&mut map);
        map
    }

    fn made_model(self) -> Model {
        let mut model = Model::new();
        self.of_model(&mut model);
        model
    }
}

/// How many versions of a cell are held at most.
const HELD: usize = 12;

enum Holder<K, V> {
    Guard(Guard<CowTreeMap<K, V>>),
    Version(Version<CowTreeMap<K, V>>),
}

impl<K, V> Holder<K, V> {
    fn map(&self) -> &CowTreeMap<K, V> {
        match self {
            Holder::Guard(guard) => guard,
            Holder::Version(version) => version,
        }
    }

    fn generation(&self) -> u64 {
        match self {
            Holder::Guard(guard) => Guard::generation(guard).get(),
            Holder::Version(version) => Version::generation(version).get(),
        }
    }
}

/// A version that is held, and what it must be.
struct Held<K, V> {
    holder: Holder<K, V>,
    generation: u64,
    model: Model,
}

/// A cell, and what was published there.
pub struct Both<K, V> {
    cell: CowCell<CowTreeMap<K, V>>,
    current: Model,
    generation: u64,
    held: Vec<Held<K, V>>,
    /// Values of versions that were let go.
    retired: Arc<AtomicU64>,
    /// Values that were moved out of theirs.
    moved: u64,
}

fn same<K: Element, V: Element>(map: &CowTreeMap<K, V>, model: &Model) -> bool {
    map.iter()
        .map(|(key, value)| (key.number(), value.number()))
        .eq(model.iter().map(|(k, v)| (*k, *v)))
}

impl<K: Element + Send + Sync, V: Element + Send + Sync> Both<K, V> {
    fn of(map: CowTreeMap<K, V>, current: Model) -> Self {
        let retired = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&retired);
        let cell = CowCell::with_retire(map, move |map| {
            drop(map);
            count.fetch_add(1, Ordering::Relaxed);
        });
        Both { cell, current, generation: 0, held: Vec::new(), retired, moved: 0 }
    }

    fn published(&mut self, model: Model) {
        self.current = model;
        self.generation += 1;
    }

    fn edited(&mut self, edit: Edit) {
        edit.of_model(&mut self.current);
        self.generation += 1;
    }

    fn hold(&mut self, holder: Holder<K, V>, generation: u64, model: Model) {
        if self.held.len() == HELD {
            self.held.swap_remove(generation as usize % HELD);
        }
        self.held.push(Held { holder, generation, model });
    }

    /// One of those that are held.
    fn pick(&self, n: u8) -> Option<usize> {
        usize::from(n).checked_rem(self.held.len())
    }
}

impl<K: Element + Send + Sync, V: Element + Send + Sync> Default for Both<K, V> {
    fn default() -> Self {
        Both::of(CowTreeMap::new(), Model::new())
    }
}

/// Another cell, which shares the current value.
impl<K: Element + Send + Sync, V: Element + Send + Sync> Clone for Both<K, V> {
    fn clone(&self) -> Self {
        Both::of(self.cell.snapshot(), self.current.clone())
    }
}

impl<K: Element + Send + Sync, V: Element + Send + Sync> Pair for Both<K, V> {
    type Op = Op;

    fn step(&mut self, op: &Op, other: &Self) {
        match *op {
            Op::Store(edit) => {
                self.cell.store(edit.made());
                self.published(edit.made_model());
            }
            Op::StoreOther => {
                self.cell.store(other.cell.snapshot());
                self.published(other.current.clone());
            }
            Op::Swap(edit) => {
                let old = Holder::Version(self.cell.swap(edit.made()));
                let (generation, model) = (self.generation, self.current.clone());
                self.published(edit.made_model());
                self.hold(old, generation, model);
            }
            Op::Update(one, two) => {
                let len = self.cell.update(|map| {
                    one.of(map);
                    two.of(map);
                    map.len()
                });
                one.of_model(&mut self.current);
                self.edited(two);
                assert_eq!(len, self.current.len());
            }
            Op::UpdateNothing => {
                self.cell.update(|_| ());
                self.generation += 1;
            }
            Op::TryUpdate(edit, fails) => {
                let result = self.cell.try_update(|map| {
                    edit.of(map);
                    if fails { Err(edit.key) } else { Ok(map.len()) }
                });
                if !fails {
                    self.edited(edit);
                }
                assert_eq!(result, if fails { Err(edit.key) } else { Ok(self.current.len()) });
            }
            Op::UpdateIfUnchanged(n, edit) => {
                let Some(i) = self.pick(n) else { return };
                let Held { holder: Holder::Version(seen), generation, .. } = &self.held[i] else {
                    return;
                };
                let is_current = *generation == self.generation;
                match self.cell.update_if_unchanged(seen, |map| edit.of(map)) {
                    Ok(()) => assert!(is_current),
                    Err(changed) => {
                        assert!(!is_current);
                        assert_eq!(changed.current().get(), self.generation);
                    }
                }
                if is_current {
                    self.edited(edit);
                }
            }
            Op::UpdateIfUnchangedOther(edit) => {
                let seen = other.cell.version();
                if std::ptr::eq(self, other) {
                    return;
                }
                let changed = self.cell.update_if_unchanged(&seen, |map| edit.of(map)).unwrap_err();
                assert_eq!(changed.current().get(), self.generation);
            }
            Op::UpdateOptimistic(edit) => {
                self.cell.update_optimistic(|map| edit.of(map));
                self.edited(edit);
            }
            Op::UpdateMeanwhile(edit, times) => {
                // More often than it is optimistic, it would write in its own turn.
                let Both { cell, current, generation, .. } = self;
                let (times, mut done) = (times % 4, 0);
                cell.update_optimistic(|map| {
                    if done < times {
                        cell.update(|map| edit.of(map));
                        edit.of_model(current);
                        *generation += 1;
                        done += 1;
                    }
                    edit.of(map);
                });
                self.edited(edit);
            }
            Op::Load => {
                let guard = self.cell.load();
                self.hold(Holder::Guard(guard), self.generation, self.current.clone());
            }
            Op::IntoVersion(n) => {
                let Some(i) = self.pick(n) else { return };
                let Held { holder, generation, model } = self.held.swap_remove(i);
                let holder = match holder {
                    Holder::Guard(guard) => Holder::Version(Guard::into_version(guard)),
                    Holder::Version(version) => Holder::Version(version.clone()),
                };
                self.hold(holder, generation, model);
            }
            Op::Version => {
                let version = self.cell.version();
                self.hold(Holder::Version(version), self.generation, self.current.clone());
            }
            Op::Changes(n) => {
                let Some(i) = self.pick(n) else { return };
                let Held { holder: Holder::Version(seen), model, .. } = &self.held[i] else {
                    return;
                };
                let changes = self.cell.changes(seen);
                let mut patched = model.clone();
                for item in &changes {
                    match item {
                        DiffItem::Add(key, value) => {
                            assert!(patched.insert(key.number(), value.number()).is_none());
                        }
                        DiffItem::Update { old: (key, old), new: (_, new) } => {
                            assert_eq!(
                                patched.insert(key.number(), new.number()),
                                Some(old.number())
                            );
                        }
                        DiffItem::Remove(key, value) => {
                            assert_eq!(patched.remove(&key.number()), Some(value.number()));
                        }
                    }
                }
                assert_eq!(patched, self.current);
                let holder = Holder::Version(changes.into_current());
                self.hold(holder, self.generation, self.current.clone());
            }
            Op::UnwrapOrClone(n) => {
                let Some(i) = self.pick(n) else { return };
                if let Held { holder: Holder::Version(_), .. } = &self.held[i] {
                    let Held { holder: Holder::Version(version), generation, model } =
                        self.held.swap_remove(i)
                    else {
                        unreachable!()
                    };
                    let last = generation != self.generation
                        && self.held.iter().all(|held| held.generation != generation);
                    let map = Version::unwrap_or_clone(version);
                    self.moved += u64::from(last);
                    assert!(same(&map, &model));
                }
            }
            Op::Release(n) => {
                if let Some(i) = self.pick(n) {
                    self.held.swap_remove(i);
                }
            }
            Op::IntoInner => {
                let both = std::mem::take(self);
                let map = both.cell.into_inner();
                assert!(same(&map, &both.current));
                assert!(both.held.iter().all(|held| same(held.holder.map(), &held.model)));
                *self = Both::of(map, both.current);
            }
        }
    }

    /// A step that panics publishes nothing.
    fn assert_invariants(&self) {
        self.check();
    }

    fn check(&self) {
        let now = self.cell.load();
        now.assert_invariants();
        assert!(same(&now, &self.current));
        assert_eq!(self.cell.generation().get(), self.generation);
        let mut alive = BTreeSet::from([self.generation]);
        for held in &self.held {
            assert!(same(held.holder.map(), &held.model));
            assert_eq!(held.holder.generation(), held.generation);
            alive.insert(held.generation);
            if let Holder::Version(version) = &held.holder {
                let since = Version::generation(version);
                let changed = held.generation < self.generation;
                assert_eq!(self.cell.changed_since(since), changed);
                if let Some(newer) = self.cell.wait_for_change(since, Duration::ZERO) {
                    assert!(changed && Version::generation(&newer).get() == self.generation);
                } else {
                    assert!(!changed);
                }
            }
        }
        let let_go = self.generation + 1 - alive.len() as u64;
        assert_eq!(self.retired.load(Ordering::Relaxed) + self.moved, let_go);
    }

    fn check_with(&self, other: &Self) {
        if !std::ptr::eq(self, other) {
            assert!(!Version::ptr_eq(&self.cell.version(), &other.cell.version()));
        }
        assert_eq!(*self.cell.load() == *other.cell.load(), self.current == other.current);
    }

    fn unshared(&self) -> Self {
        let entries = self.current.iter().map(|(key, value)| (K::of(*key), V::of(*value)));
        Both::of(entries.collect(), self.current.clone())
    }
}

#[derive(Arbitrary, Debug)]
enum Shape {
    Plain,
    Owned,
}

/// Versions of a shape, and what is done to them.
#[derive(Arbitrary, Debug)]
pub struct Input(Shape, Steps<Op>);

/// The target.
pub fn fuzz(Input(shape, steps): &Input) {
    match shape {
        Shape::Plain => run::<Both<u32, u32>>(steps),
        Shape::Owned => run::<Both<Owned, Owned>>(steps),
    }
}
