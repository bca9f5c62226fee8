//! Several live versions, and steps that write to one of them.

use crate::element::Fuse;
use arbitrary::{Arbitrary, Unstructured};
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

/// How many versions are alive at most.
const VERSIONS: usize = 6;

/// A collection, and the model that it must be equal to.
pub trait Pair: Clone + Default {
    /// What can be done to it.
    type Op: Debug + for<'a> Arbitrary<'a>;

    /// Does one operation to both, and compares what they return. Binary operations take `other`.
    fn step(&mut self, op: &Self::Op, other: &Self);

    /// Checks the invariants, whatever the model says.
    fn check_invariants(&self);

    /// Compares all that can be seen of both.
    fn check(&self);

    /// Compares what can be seen of two versions at once.
    fn check_with(&self, other: &Self);

    /// A copy that shares no node with this.
    fn unshared(&self) -> Self;
}

/// An operation, and what it is done to.
#[derive(Arbitrary, Debug)]
pub struct Step<Op> {
    /// The version to write to. In the upper half, a copy of it is kept.
    on: u8,
    /// The other version that it may need.
    other: u8,
    /// If not zero, user code panics at this call, and the version is given up.
    fuse: u8,
    op: Op,
}

/// As many steps as the input has bytes for. (A `Vec` asks the input before each whether there is one
/// more, and so is short.)
#[derive(Debug)]
pub struct Steps<Op>(Vec<Step<Op>>);

impl<'a, Op: Arbitrary<'a>> Arbitrary<'a> for Steps<Op> {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        let mut steps = Vec::new();
        while !u.is_empty() {
            steps.push(u.arbitrary()?);
        }
        Ok(Steps(steps))
    }
}

/// Does all steps, from one empty version on.
///
/// The version that was written to is compared with its model after each step, all versions after every
/// thirty-second and after the last.
pub fn run<P: Pair>(steps: &Steps<P::Op>) {
    let mut versions = vec![P::default()];
    for (i, step) in steps.0.iter().enumerate() {
        count();
        let on = step.on as usize % versions.len();
        let other = versions[step.other as usize % versions.len()].clone();
        if step.fuse != 0 && step.fuse < 64 {
            fail(&versions[on], step, &other);
        } else {
            if step.on >= 128 {
                let kept = versions[on].clone();
                match versions.len() {
                    VERSIONS => versions[(on + 1) % VERSIONS] = kept,
                    _ => versions.push(kept),
                }
            }
            versions[on].step(&step.op, &other);
        }
        versions[on].check();
        if i % 32 == 31 {
            check(&versions);
        }
    }
    check(&versions);
}

/// The step on a copy, whose user code panics. Whoever shares with it is checked later.
fn fail<P: Pair>(version: &P, step: &Step<P::Op>, other: &P) {
    let mut victim = if step.on >= 128 { version.unshared() } else { version.clone() };
    let fuse = Fuse::new(step.fuse.into());
    // A difference that is found here ends the process, in the panic hook.
    let _ = catch_unwind(AssertUnwindSafe(|| victim.step(&step.op, other)));
    drop(fuse);
    victim.check_invariants();
    other.check();
}

fn check<P: Pair>(versions: &[P]) {
    for (i, version) in versions.iter().enumerate() {
        version.check();
        version.check_with(&versions[(i + 1) % versions.len()]);
    }
}

/// Counts the operations of this process, and says so every million.
fn count() {
    static OPERATIONS: AtomicU64 = AtomicU64::new(0);
    let count = OPERATIONS.fetch_add(1, Ordering::Relaxed) + 1;
    if count.is_multiple_of(1_000_000) {
        eprintln!("{} million operations", count / 1_000_000);
    }
}
