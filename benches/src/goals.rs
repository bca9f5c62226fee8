//! The goals of `docs/goals.toml`, and whether figures hold them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::element::Kind;
use crate::shape::Shape;

const FILE: &str = include_str!("../../docs/goals.toml");

/// The fastest of the peers, in limits.
const PEER: &str = "peer";

/// All goals.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goals {
    /// The contender that is to reach them.
    pub ours: String,
    /// Those whose best is `peer` in limits.
    pub peers: Vec<String>,
    /// By how much of it a limit of `docs/limits.toml` may be exceeded, which then says nothing.
    pub noise: f64,
    /// How many times its minimum the median of a figure may be that says something.
    pub spread: f64,
    /// Operations without a goal.
    pub without_goal: BTreeMap<Shape, Vec<String>>,
    /// Goals that are measured.
    #[serde(rename = "goal")]
    pub goals: Vec<Goal>,
    /// Goals that are not, in words.
    pub unmeasured: Vec<Unmeasured>,
}

/// A limit on some operations at some sizes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// The shape.
    pub shape: Shape,
    /// What it is called in the tables.
    pub row: String,
    /// The operations.
    pub ops: Vec<String>,
    /// The elements.
    #[serde(default = "all_kinds")]
    pub kinds: Vec<Kind>,
    /// The least size.
    #[serde(default)]
    pub from: usize,
    /// The greatest size.
    #[serde(default = "all_sizes")]
    pub to: usize,
    /// Above this the work is not done.
    pub floor: Limits,
    /// The record to reach.
    pub stretch: Limits,
}

/// A goal that `compare` does not measure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unmeasured {
    /// The shape.
    pub shape: Shape,
    /// What it is called in the tables.
    pub row: String,
    /// In words.
    pub floor: String,
    /// In words.
    pub stretch: String,
    /// Why it is not measured.
    pub why: String,
}

/// The most that a figure may be, by what it is a multiple of.
pub type Limits = BTreeMap<String, f64>;

fn all_kinds() -> Vec<Kind> {
    vec![Kind::U64, Kind::String]
}

fn all_sizes() -> usize {
    usize::MAX
}

/// What figures say about a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As good as the best hoped for.
    Stretch,
    /// Good enough.
    Held,
    /// Not good enough.
    Missed,
}

/// The ratios that matter in a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ratios {
    /// Ours, divided by std's.
    pub std: Option<f64>,
    /// Ours, divided by the best peer's.
    pub peer: Option<f64>,
}

impl Goals {
    /// Returns the goals of `docs/goals.toml`.
    ///
    /// # Panics
    ///
    /// If the file is not as it should be, which a test would have seen.
    pub fn load() -> Self {
        toml::from_str(FILE).expect("docs/goals.toml")
    }

    /// Returns the goals of an operation at a size.
    pub fn of(
        &self,
        shape: Shape,
        kind: Kind,
        size: usize,
        op: &str,
    ) -> impl Iterator<Item = &Goal> {
        self.goals.iter().filter(move |goal| {
            goal.shape == shape
                && goal.kinds.contains(&kind)
                && (goal.from..=goal.to).contains(&size)
                && goal.ops.iter().any(|one| one == op)
        })
    }

    /// Ours against std and the best peer. `figure` answers a contender's figure.
    pub fn ratios(&self, figure: impl Fn(&str) -> Option<f64>) -> Ratios {
        let ratio = |other: &str| Some(figure(&self.ours)? / self.base(other, &figure)?);
        Ratios { std: ratio("std"), peer: ratio(PEER) }
    }

    /// Returns the worst verdict of some goals. `None` where nothing could be compared.
    pub fn verdict<'a>(
        &self,
        goals: impl Iterator<Item = &'a Goal>,
        figure: impl Fn(&str) -> Option<f64>,
    ) -> Option<Verdict> {
        let verdicts = goals.filter_map(|goal| {
            Some(match (self.holds(&goal.floor, &figure)?, self.holds(&goal.stretch, &figure)) {
                (true, Some(true)) => Verdict::Stretch,
                (true, _) => Verdict::Held,
                (false, _) => Verdict::Missed,
            })
        });
        verdicts.max_by_key(|verdict| *verdict as u8)
    }

    /// Returns `true` if all limits that can be checked hold. `None` if none can.
    fn holds(&self, limits: &Limits, figure: impl Fn(&str) -> Option<f64>) -> Option<bool> {
        let ours = figure(&self.ours)?;
        let checked = limits
            .iter()
            .filter_map(|(name, limit)| Some(ours <= limit * self.base(name, &figure)?));
        checked.reduce(|all, one| all && one)
    }

    /// Returns the limits that are not kept: each with what ours is, and what it should at most be.
    pub fn broken<'a>(
        &self,
        limits: &'a Limits,
        figure: impl Fn(&str) -> Option<f64>,
    ) -> Vec<(&'a str, f64, f64)> {
        let ratios = limits.iter().filter_map(|(name, &limit)| {
            let ratio = figure(&self.ours)? / self.base(name, &figure)?;
            (ratio > limit).then_some((name.as_str(), ratio, limit))
        });
        ratios.collect()
    }

    /// Returns what a limit is a multiple of.
    fn base(&self, name: &str, figure: impl Fn(&str) -> Option<f64>) -> Option<f64> {
        match name {
            "nanos" | "bytes" => Some(1.0),
            PEER => self.peers.iter().filter_map(|peer| figure(peer)).reduce(f64::min),
            contender => figure(contender),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::{contenders, descriptions};

    const SHAPES: [Shape; 5] = [Shape::Map, Shape::Vec, Shape::Tree, Shape::Box, Shape::Cell];

    #[test]
    fn every_goal_names_operations_and_contenders_that_exist() {
        let goals = Goals::load();
        let names: Vec<_> = SHAPES.into_iter().flat_map(contenders).collect();
        assert!(goals.peers.iter().all(|peer| names.contains(&peer.as_str())));
        assert!(names.contains(&goals.ours.as_str()));
        for goal in &goals.goals {
            let ops = descriptions(goal.shape);
            for op in &goal.ops {
                assert!(ops.iter().any(|known| known.key == op), "{goal:?} names {op}");
            }
            assert!(!goal.ops.is_empty() && goal.from <= goal.to && !goal.kinds.is_empty());
            for name in goal.floor.keys().chain(goal.stretch.keys()) {
                let known = [PEER, "nanos", "bytes"].contains(&name.as_str())
                    || contenders(goal.shape).contains(&name.as_str());
                assert!(known, "{goal:?} names {name}");
            }
        }
    }

    #[test]
    fn every_operation_has_a_goal_or_is_listed_without() {
        let goals = Goals::load();
        for shape in SHAPES {
            let without = &goals.without_goal[&shape];
            for op in descriptions(shape) {
                let has = goals
                    .goals
                    .iter()
                    .any(|goal| goal.shape == shape && goal.ops.iter().any(|one| one == op.key));
                let listed = without.iter().any(|one| one == op.key);
                assert!(has != listed, "{shape}/{}: goal {has}, listed without {listed}", op.key);
            }
            for op in without {
                assert!(descriptions(shape).iter().any(|known| known.key == op), "{shape}/{op}");
            }
        }
    }

    #[test]
    fn a_stretch_is_no_weaker_than_its_floor() {
        for goal in Goals::load().goals {
            for (name, stretch) in &goal.stretch {
                assert!(goal.floor.get(name).is_none_or(|floor| stretch <= floor), "{goal:?}");
            }
            assert!(goal.floor.keys().all(|name| goal.stretch.contains_key(name)), "{goal:?}");
        }
    }

    #[test]
    fn verdicts_follow_the_limits() {
        let goals = Goals::load();
        let limits = |peer: f64, std: f64| {
            Limits::from([("peer".to_owned(), peer), ("std".to_owned(), std)])
        };
        let goal = Goal {
            shape: Shape::Map,
            row: String::new(),
            ops: Vec::new(),
            kinds: Vec::new(),
            from: 0,
            to: 0,
            floor: limits(0.5, 2.0),
            stretch: limits(0.25, 1.0),
        };
        let verdict = |ours: f64, others: &[(&str, f64)]| {
            let figure = |name: &str| match name {
                "cow" => Some(ours),
                name => others.iter().find(|other| other.0 == name).map(|other| other.1),
            };
            goals.verdict([&goal].into_iter(), figure)
        };
        let all = [("std", 100.0), ("imbl", 400.0), ("rpds", 300.0)];
        assert_eq!(verdict(75.0, &all), Some(Verdict::Stretch));
        assert_eq!(verdict(76.0, &all), Some(Verdict::Held));
        assert_eq!(verdict(150.0, &all), Some(Verdict::Held));
        assert_eq!(verdict(151.0, &all), Some(Verdict::Missed));
        assert_eq!(verdict(200.0, &all[..1]), Some(Verdict::Held));
        assert_eq!(verdict(200.0, &[]), None);
    }
}
