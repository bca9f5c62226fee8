//! Maps that threads share: `cargo bench -p benches --bench cell -- FILTER`.

mod shape;

use benches::shape::Shape;
use criterion::{Criterion, criterion_group, criterion_main};

fn all(criterion: &mut Criterion) {
    shape::bench(criterion, Shape::Cell);
}

criterion_group! {
    name = benches;
    config = shape::short();
    targets = all
}
criterion_main!(benches);
