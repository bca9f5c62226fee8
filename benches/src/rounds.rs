//! Rounds: every contender in turn, in another order each time, so that what else the machine does
//! hits all of them alike.

use std::io;
use std::time::Instant;

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use crate::budget::{Budget, Share};
use crate::clock::Pass;
use crate::element::Kind;
use crate::interrupt;
use crate::lanes::{Lane, Round, Site, lanes};
use crate::shape::Shape;
use crate::work::{Description, Unit, descriptions};

/// What the rounds of a contender gave, per unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The least, which the tables compare. Of quantiles, for which the least says little: the one in
    /// the middle.
    pub minimum: f64,
    /// The one in the middle.
    pub median: f64,
    /// How many.
    pub rounds: usize,
}

/// One operation at one size: a figure per contender.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The shape.
    pub shape: Shape,
    /// The elements.
    pub kind: Kind,
    /// How many.
    pub size: usize,
    /// The operation's key.
    pub op: String,
    /// Whether figures are bytes. They are nanoseconds otherwise.
    pub bytes: bool,
    /// Contenders in the order of the tables; without a figure: cannot do it.
    pub figures: Vec<(String, Option<Figure>)>,
}

impl Row {
    /// Returns a contender's figure.
    pub fn figure(&self, name: &str) -> Option<Figure> {
        self.figures.iter().find(|(one, _)| one == name)?.1
    }
}

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// Contenders that did the same work found different things.
    #[error("{op} at {size}: {one} and {other} do not agree")]
    Disagreement {
        /// The operation.
        op: String,
        /// The size.
        size: usize,
        /// A contender.
        one: String,
        /// Another.
        other: String,
    },
    /// A process could not be started, or has ended.
    #[error("a contender's process: {0}")]
    Process(#[from] io::Error),
}

/// Measures the operations whose keys are `wanted` on one site. When Ctrl-C is pressed, the rows so
/// far are all.
///
/// # Errors
///
/// If contenders do not agree, or one is gone.
pub fn measure(
    site: Site,
    budget: &mut Budget,
    wanted: impl Fn(&str) -> bool,
    mut done: impl FnMut(&Row),
) -> Result<(), Stopped> {
    let start = Instant::now();
    let mut lanes = lanes(site)?;
    budget.besides(start.elapsed());
    for (index, description) in descriptions(site.shape).iter().enumerate() {
        if !wanted(description.key) {
            continue;
        }
        if interrupt::asked() {
            break;
        }
        let start = Instant::now();
        let able = check(&mut lanes, site, index, description)?;
        budget.besides(start.elapsed());
        let start = Instant::now();
        let figures = time(&mut lanes, &able, index, description, budget.share())?;
        budget.row(start.elapsed());
        let names = lanes.iter().map(|lane| lane.name().to_owned());
        done(&Row {
            shape: site.shape,
            kind: site.kind,
            size: site.size,
            op: description.key.to_owned(),
            bytes: description.unit == Unit::Bytes,
            figures: names.zip(figures).collect(),
        });
    }
    let start = Instant::now();
    drop(lanes);
    budget.besides(start.elapsed());
    Ok(())
}

/// Lets all do the same, and compares what they found. Returns those that can.
fn check(
    lanes: &mut [Lane],
    site: Site,
    index: usize,
    description: &Description,
) -> Result<Vec<bool>, Stopped> {
    let mut first: Option<(String, Round)> = None;
    let mut able = Vec::with_capacity(lanes.len());
    for lane in lanes {
        let round = lane.round(index, Pass::Check)?;
        able.push(round.is_some());
        match (&first, round) {
            (None, Some(round)) => first = Some((lane.name().to_owned(), round)),
            (Some((one, expected)), Some(round)) if expected.answer != round.answer => {
                return Err(Stopped::Disagreement {
                    op: format!("{}/{}", site.shape, description.key),
                    size: site.size,
                    one: one.clone(),
                    other: lane.name().to_owned(),
                });
            }
            _ => {}
        }
    }
    Ok(able)
}

fn time(
    lanes: &mut [Lane],
    able: &[bool],
    index: usize,
    description: &Description,
    share: Share,
) -> Result<Vec<Option<Figure>>, Stopped> {
    let mut rng = Rng::with_seed(index as u64);
    let mut order: Vec<_> = (0..lanes.len()).filter(|&lane| able[lane]).collect();
    let mut figures = vec![Vec::new(); lanes.len()];
    let start = Instant::now();
    for number in 0.. {
        // Memory does not vary.
        let more = description.unit != Unit::Bytes && share.another(number, start.elapsed());
        if number > 0 && (!more || interrupt::asked()) {
            break;
        }
        rng.shuffle(&mut order);
        for &lane in &order {
            let round = lanes[lane].round(index, Pass::Round(number))?;
            figures[lane].extend(round.map(|round| round.figure));
        }
    }
    Ok(figures.into_iter().map(|figures| summary(figures, description.unit)).collect())
}

fn summary(mut figures: Vec<f64>, unit: Unit) -> Option<Figure> {
    figures.sort_unstable_by(f64::total_cmp);
    let &least = figures.first()?;
    let median = figures[figures.len() / 2];
    let minimum = if unit == Unit::Quantile { median } else { least };
    Some(Figure { minimum, median, rounds: figures.len() })
}
