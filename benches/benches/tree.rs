//! Ordered maps: `cargo bench -p benches --bench tree -- FILTER`.

mod shape;

use benches::shape::Shape;
use criterion::{Criterion, criterion_group, criterion_main};

fn all(criterion: &mut Criterion) {
    shape::bench(criterion, Shape::Tree);
}

criterion_group! {
    name = benches;
    config = shape::short();
    targets = all
}
criterion_main!(benches);
