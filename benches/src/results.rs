//! All that a run found, with what is needed to repeat it, as data.

mod lines;
mod origin;

use std::io;

use serde::{Deserialize, Serialize};
use text_bench::replay::Replayed;

use crate::break_even::Point;
use crate::memory::Holding;
use crate::real::Outcome;
use crate::rounds::Row;
use crate::stores::Kept;
use crate::threads::{Crowd, StateRun};
use crate::weight::Weight;

pub use origin::Origin;

/// What was found by one command or by several.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Findings {
    /// Of `compare`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// Of `compare`, with texts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<Replayed>,
    /// Of `break-even`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Point>,
    /// Of `memory`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holdings: Vec<Holding>,
    /// Of `threads`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crowds: Vec<Crowd>,
    /// Of `threads`, with a state of three collections.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<StateRun>,
    /// Of `programs`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub programs: Vec<Outcome>,
    /// Of `stores`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stores: Vec<Kept>,
    /// Of `weight`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<Weight>,
}

/// Everything of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// Where and how.
    pub origin: Origin,
    /// Whether Ctrl-C ended it early.
    pub interrupted: bool,
    /// What was found.
    #[serde(flatten)]
    pub findings: Findings,
}

impl Results {
    /// As JSON, with everything.
    ///
    /// # Errors
    ///
    /// Never: there is nothing in the results that JSON cannot say.
    pub fn json(&self) -> io::Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(self)?)
    }

    /// Returns the figures as CSV, a line each.
    ///
    /// # Errors
    ///
    /// Never in memory.
    pub fn csv(&self) -> io::Result<Vec<u8>> {
        lines::csv(&self.findings)
    }
}
