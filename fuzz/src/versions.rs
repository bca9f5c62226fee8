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
    fn assert_invariants(&self);

    /// Checks what a write has left of `before` when user code panicked in it. The model says nothing of that.
    fn check_failed(&self, _op: &Self::Op, _before: &Self) {}

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
    /// The version to write to. If large, a copy of it is kept.
    on: u8,
    /// The other version that it may need.
    other: u8,
    /// If small but not zero, user code panics at this call, on a copy of the version.
    fuse: u8,
    op: Op,
}

/// As many steps as the input has bytes for. (A `Vec` takes a byte of the input before each for whether there is one
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
/// What each step returns is compared with what its model does; the version that was written to with its model after every
/// fourth step; and all versions after every thirty-second and after the last.
pub fn run<P: Pair>(steps: &Steps<P::Op>) {
    let mut versions = vec![P::default()];
    for (i, step) in steps.0.iter().enumerate() {
        count(1);
        let live = versions.len();
        let (on, other) = (usize::from(step.on) % live, usize::from(step.other) % live);
        if (1..32).contains(&step.fuse) {
            fail(&versions[on], step, &versions[other]);
            continue;
        }
        if step.on >= 224 {
            let kept = versions[on].clone();
            match live {
                VERSIONS => versions[(on + 1) % VERSIONS] = kept,
                _ => versions.push(kept),
            }
        }
        // Models are costly to clone.
        match versions.get_disjoint_mut([on, other]) {
            Ok([on, other]) => on.step(&step.op, other),
            Err(_) => {
                let same = versions[on].clone();
                versions[on].step(&step.op, &same);
            }
        }
        if i % 4 == 3 {
            versions[on].check();
        }
        if i % 32 == 31 {
            check(&versions);
        }
    }
    check(&versions);
}

/// The step on a copy, whose user code panics. Whoever shares with it is checked later.
fn fail<P: Pair>(version: &P, step: &Step<P::Op>, other: &P) {
    let mut victim = if step.on.is_multiple_of(2) { version.unshared() } else { version.clone() };
    let fuse = Fuse::new(step.fuse.into());
    let outcome = catch_unwind(AssertUnwindSafe(|| victim.step(&step.op, other)));
    drop(fuse);
    victim.assert_invariants();
    if let Err(payload) = outcome {
        // A difference that is found is a panic, too.
        Fuse::expect(payload);
        victim.check_failed(&step.op, version);
    }
    other.check();
}

fn check<P: Pair>(versions: &[P]) {
    for (i, version) in versions.iter().enumerate() {
        version.check();
        version.check_with(&versions[(i + 1) % versions.len()]);
    }
}

/// Counts `n` more operations of this process, and says so every million. A step counts as one by itself;
/// one that makes a run of calls counts the others here.
pub fn count(n: u64) {
    const MILLION: u64 = 1_000_000;
    static OPERATIONS: AtomicU64 = AtomicU64::new(0);
    let before = OPERATIONS.fetch_add(n, Ordering::Relaxed);
    let millions = (before + n) / MILLION;
    if millions > before / MILLION {
        eprintln!("{millions} million operations");
    }
}
