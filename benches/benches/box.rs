//! Pointers to one shared value: `cargo bench -p benches --bench box -- FILTER`.
//!
//! Besides what `compare box` measures, `make_mut` of a shared slice, under `box/make_mut_slice/shared`:
//! std and this family can write to slices, triomphe cannot.

mod shape;

use std::hint::black_box;
use std::sync::Arc;

use benches::element::{Element, Input};
use benches::shape::Shape;
use cow_core::CowBox;
use criterion::{Criterion, criterion_group, criterion_main};

fn all(criterion: &mut Criterion) {
    shape::bench(criterion, Shape::Box);
    slices::<u64>(criterion);
    slices::<String>(criterion);
}

fn slices<T: Element>(criterion: &mut Criterion) {
    let prefix = shape::prefix(Shape::Box, T::KIND);
    for size in shape::SIZES {
        let keys = &Input::<T>::new(size).keys;
        let mut group = criterion.benchmark_group(format!("{prefix}/make_mut_slice/shared/{size}"));
        let shared = Arc::<[T]>::from(keys.as_slice());
        group.bench_function("std", |bench| {
            bench.iter(|| {
                let mut version = black_box(&shared).clone();
                black_box(Arc::make_mut(&mut version));
                version
            });
        });
        let shared = CowBox::<[T]>::from(keys.as_slice());
        group.bench_function("cow", |bench| {
            bench.iter(|| {
                let mut version = black_box(&shared).clone();
                black_box(CowBox::make_mut(&mut version));
                version
            });
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = shape::short();
    targets = all
}
criterion_main!(benches);
