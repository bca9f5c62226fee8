//! Two trees made one: the merge under union, intersection and difference, and all others.

mod rules;

mod source;

mod plan;

mod frame;

mod weave;

mod flat;

mod sparse;

mod merge;

pub use self::rules::{Decision, Keep, SharedNodes};
