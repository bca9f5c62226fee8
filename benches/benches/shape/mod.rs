//! One shape's operations as criterion benchmarks: the workloads of `compare`, measured by criterion.
//!
//! Names are `map/insert/shared/100000/cow`: shape, operation, elements, contender; with keys or elements
//! of `String`, `map-string/insert/shared/100000/cow`. Collections are built when the first benchmark that
//! the filter lets through requires them.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use benches::clock::{Clock, Pass};
use benches::element::Kind;
use benches::shape::Shape;
use benches::work::{Runner, Unit, contenders, descriptions, runners};
use criterion::{Bencher, Criterion};

/// The numbers of elements.
pub(crate) const SIZES: [usize; 6] = [10, 1_000, 20_000, 100_000, 400_000, 1_000_000];

/// Short by default; criterion's own arguments change it.
pub(crate) fn short() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_millis(200))
        .without_plots()
        .configure_from_args()
}

/// All benchmarks of a shape.
pub(crate) fn bench(criterion: &mut Criterion, shape: Shape) {
    for kind in [Kind::U64, Kind::String] {
        let prefix = prefix(shape, kind);
        for size in SIZES {
            let lanes: Vec<_> = contenders(shape)
                .into_iter()
                .map(|name| Lazy::new(shape, kind, size, name))
                .collect();
            let timed = descriptions(shape).into_iter().enumerate();
            for (index, op) in timed.filter(|(_, op)| op.unit == Unit::Nanos) {
                let mut group = criterion.benchmark_group(format!("{prefix}/{}/{size}", op.key));
                for lane in lanes.iter().filter(|lane| able(shape, lane.name, index)) {
                    group.bench_function(lane.name, |bencher| lane.bench(bencher, index));
                }
                group.finish();
            }
        }
    }
}

/// What the names of a shape's benchmarks begin with.
pub(crate) fn prefix(shape: Shape, kind: Kind) -> String {
    match kind {
        Kind::U64 => shape.to_string(),
        Kind::String => format!("{shape}-{kind}"),
    }
}

/// Whether a contender can do an operation, found out on one of the least size.
fn able(shape: Shape, name: &str, index: usize) -> bool {
    let mut least = runners(shape, Kind::U64, 1, |one| one == name);
    least.iter_mut().all(|runner| runner.run(index, &mut Clock::new(Pass::Check)).is_some())
}

struct Lazy {
    name: &'static str,
    build: Rc<dyn Fn() -> Box<dyn Runner>>,
    built: RefCell<Option<Box<dyn Runner>>>,
}

impl Lazy {
    fn new(shape: Shape, kind: Kind, size: usize, name: &'static str) -> Self {
        let build = move || {
            runners(shape, kind, size, |one| one == name).pop().expect("a contender of the shape")
        };
        Self { name, build: Rc::new(build), built: RefCell::new(None) }
    }

    /// Runs whole rounds, at least as many units as criterion requests, and returns the time of so many.
    fn bench(&self, bencher: &mut Bencher<'_>, index: usize) {
        let mut built = self.built.borrow_mut();
        let runner = built.get_or_insert_with(|| (self.build)());
        let mut number = 0;
        bencher.iter_custom(|units| {
            let (mut elapsed, mut done) = (Duration::ZERO, 0);
            while done < units {
                let mut clock = Clock::new(Pass::Round(number));
                number += 1;
                runner.run(index, &mut clock);
                elapsed += clock.elapsed();
                done += clock.units().max(1) as u64;
            }
            elapsed.mul_f64(units as f64 / done as f64)
        });
    }
}
