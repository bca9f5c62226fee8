//! `CowCell` against `arc_swap` alone, and against locks: `cargo bench -p benches --bench cow_cell`.
//!
//! A load and a look; a snapshot, alone and beside a writer at full speed; a check for changes; an
//! update. What is compared runs in one process, one after the other, over the same value, so a
//! difference is the cell's.

use arc_swap::ArcSwap;
use cow_core::cow_cell::CowCell;
use cow_core::{CowBox, cow_cell::Generation};
use criterion::{BenchmarkGroup, Criterion, measurement::WallTime};
use criterion::{criterion_group, criterion_main};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::thread;
use std::time::Duration;

type Value = CowBox<Vec<u64>>;

fn value() -> Value {
    CowBox::new((0..1_000).collect())
}

fn group<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group
        .sample_size(50)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1000));
    group
}

/// Runs `f` while another thread runs `write`, again and again.
fn beside<R>(write: impl Fn() + Sync, f: impl FnOnce() -> R) -> R {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                write();
            }
        });
        let result = f();
        stop.store(true, Ordering::Relaxed);
        result
    })
}

fn load(criterion: &mut Criterion) {
    let mut group = group(criterion, "load and read");
    let cell = CowCell::new(value());
    let swap = ArcSwap::from_pointee(value());
    let lock = RwLock::new(value());
    group.bench_function("CowCell", |bench| bench.iter(|| black_box(&cell).load()[500]));
    group.bench_function("arc-swap", |bench| bench.iter(|| black_box(&swap).load()[500]));
    group.bench_function("RwLock", |bench| {
        bench.iter(|| black_box(&lock).read().unwrap()[500]);
    });
    group.finish();
}

fn version(criterion: &mut Criterion) {
    let mut group = group(criterion, "keep and drop");
    let cell = CowCell::new(value());
    let swap = ArcSwap::from_pointee(value());
    group.bench_function("CowCell::version", |bench| bench.iter(|| black_box(&cell).version()));
    group
        .bench_function("arc-swap, load_full", |bench| bench.iter(|| black_box(&swap).load_full()));
    group.finish();
}

fn snapshot(criterion: &mut Criterion) {
    let mut group = group(criterion, "snapshot and drop");
    let cell = CowCell::new(value());
    let swap = ArcSwap::from_pointee(value());
    let lock = RwLock::new(value());
    let mut all = |beside: &str| {
        group.bench_function(format!("CowCell{beside}"), |bench| {
            bench.iter(|| black_box(&cell).snapshot());
        });
        group.bench_function(format!("arc-swap, load and clone{beside}"), |bench| {
            bench.iter(|| Value::clone(&black_box(&swap).load()));
        });
        group.bench_function(format!("RwLock, read and clone{beside}"), |bench| {
            bench.iter(|| black_box(&lock).read().unwrap().clone());
        });
    };
    all("");
    let write = || {
        cell.store(value());
        swap.store(Arc::new(value()));
        *lock.write().unwrap() = value();
    };
    beside(write, || all(", beside a writer"));
    group.finish();
}

fn changed(criterion: &mut Criterion) {
    let mut group = group(criterion, "changed?");
    let cell = CowCell::new(value());
    let since: Generation = cell.generation();
    group.bench_function("changed_since", |bench| {
        bench.iter(|| black_box(&cell).changed_since(since));
    });
    group.bench_function("generation", |bench| bench.iter(|| black_box(&cell).generation()));
    group.finish();
}

fn update(criterion: &mut Criterion) {
    let mut group = group(criterion, "update of a u64");
    let cell = CowCell::new(0_u64);
    let swap = ArcSwap::from_pointee(0_u64);
    let swap_in_turns = Mutex::new(());
    group.bench_function("CowCell::update", |bench| {
        bench.iter(|| black_box(&cell).update(|n| *n += 1));
    });
    group.bench_function("CowCell::update_optimistic", |bench| {
        bench.iter(|| black_box(&cell).update_optimistic(|n| *n += 1));
    });
    group.bench_function("arc-swap, rcu", |bench| bench.iter(|| black_box(&swap).rcu(|n| **n + 1)));
    group.bench_function("arc-swap, store under a mutex", |bench| {
        bench.iter(|| {
            let _turn = swap_in_turns.lock();
            let next = **black_box(&swap).load() + 1;
            swap.store(Arc::new(next));
        });
    });
    let other = || cell.update(|n| *n += 1);
    beside(other, || {
        group.bench_function("CowCell::update, against another", |bench| {
            bench.iter(|| black_box(&cell).update(|n| *n += 1));
        });
    });
    let other = || drop(swap.rcu(|n| **n + 1));
    beside(other, || {
        group.bench_function("arc-swap, rcu, against another", |bench| {
            bench.iter(|| black_box(&swap).rcu(|n| **n + 1));
        });
    });
    group.finish();
}

criterion_group!(benches, load, version, snapshot, changed, update);
criterion_main!(benches);
