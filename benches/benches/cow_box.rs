//! `CowBox` against `triomphe::Arc` and `std::sync::Arc`: `cargo bench -p benches --bench cow_box`.
//!
//! A clone and its drop; `make_mut` of an unshared and of a shared value; the deep clone that a
//! shared write pays for, and that a plain value pays for every snapshot. The three run the same
//! code, so a difference is the pointer's.

use cow_core::CowBox;
use criterion::{BenchmarkGroup, Criterion, measurement::WallTime};
use criterion::{criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Duration;

macro_rules! each_pointer {
    ($group:expr, $new:expr, $bench:ident) => {
        $bench!($group, "CowBox", CowBox, $new);
        $bench!($group, "triomphe", triomphe::Arc, $new);
        $bench!($group, "std", std::sync::Arc, $new);
    };
}

macro_rules! clone_and_drop {
    ($group:expr, $name:literal, $pointer:path, $new:expr) => {{
        use $pointer as Pointer;
        let handle = Pointer::from($new);
        $group.bench_function($name, |bench| bench.iter(|| drop(black_box(handle.clone()))));
    }};
}

macro_rules! make_mut_unique {
    ($group:expr, $name:literal, $pointer:path, $new:expr) => {{
        use $pointer as Pointer;
        let mut handle = Pointer::new($new);
        $group.bench_function($name, |bench| {
            bench.iter(|| {
                black_box(Pointer::make_mut(black_box(&mut handle)));
            });
        });
    }};
}

macro_rules! make_mut_shared {
    ($group:expr, $name:literal, $pointer:path, $new:expr) => {{
        use $pointer as Pointer;
        let shared = Pointer::new($new);
        $group.bench_function($name, |bench| {
            bench.iter(|| {
                let mut handle = shared.clone();
                black_box(Pointer::make_mut(black_box(&mut handle)));
                handle
            });
        });
    }};
}

macro_rules! make_mut_shared_slice {
    ($group:expr, $name:literal, $pointer:path, $new:expr) => {{
        use $pointer as Pointer;
        let shared: Pointer<[_]> = Pointer::from($new);
        $group.bench_function($name, |bench| {
            bench.iter(|| {
                let mut handle = shared.clone();
                black_box(Pointer::make_mut(black_box(&mut handle)));
                handle
            });
        });
    }};
}

fn group<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group
        .sample_size(50)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1200));
    group
}

fn text() -> String {
    "a string of some thirty-two bytes".into()
}

fn numbers() -> Vec<u64> {
    (0..1_000).collect()
}

fn strings() -> Vec<String> {
    vec![text(); 100]
}

fn clone_drop(criterion: &mut Criterion) {
    let mut group = group(criterion, "clone+drop");
    each_pointer!(group, 1_u64, clone_and_drop);
    group.finish();
}

fn make_mut(criterion: &mut Criterion) {
    let mut unique = group(criterion, "make_mut unique u64");
    each_pointer!(unique, 1_u64, make_mut_unique);
    unique.finish();
    let mut shared = group(criterion, "make_mut shared u64");
    each_pointer!(shared, 1_u64, make_mut_shared);
    shared.finish();
    let mut shared = group(criterion, "make_mut shared String");
    each_pointer!(shared, text(), make_mut_shared);
    shared.finish();
}

/// triomphe writes no slices, so that this is between `CowBox` and std.
fn make_mut_slice(criterion: &mut Criterion) {
    let mut shared = group(criterion, "make_mut shared [u64; 1000]");
    make_mut_shared_slice!(shared, "CowBox", CowBox, numbers());
    make_mut_shared_slice!(shared, "std", std::sync::Arc, numbers());
    shared.finish();
    let mut shared = group(criterion, "make_mut shared [String; 100]");
    make_mut_shared_slice!(shared, "CowBox", CowBox, strings());
    make_mut_shared_slice!(shared, "std", std::sync::Arc, strings());
    shared.finish();
}

fn deep_clone(criterion: &mut Criterion) {
    let mut group = group(criterion, "snapshot of 1,000 u64");
    let deep = numbers();
    group.bench_function("Vec, deep clone", |bench| bench.iter(|| black_box(&deep).clone()));
    let shared = CowBox::new(numbers());
    group.bench_function("CowBox, clone", |bench| bench.iter(|| black_box(&shared).clone()));
    group.finish();
}

criterion_group!(benches, clone_drop, make_mut, make_mut_slice, deep_clone);
criterion_main!(benches);
