//! What the fuzz targets do: random operations on several live versions of a collection, each of which
//! must stay equal to its model, a collection of std.
//!
//! ```text
//! cargo +nightly fuzz run vec                       # one target; see CONTRIBUTING.md
//! cargo test -p cow-fuzz                            # the inputs in fuzz/seeds, of all targets
//! cargo run -p cow-fuzz --bin vec -- crash-1234     # one input, without a fuzzer
//! ```
//!
//! Each target is a module with a type of inputs, most of which are lists of [`Steps`], and a function
//! `fuzz`.

use arbitrary::{Arbitrary, Unstructured};

pub mod binary_tree;
pub mod boxed;
pub mod cell;
pub mod element;
pub mod map;
pub mod set;
pub mod store;
pub mod text;
pub mod tree;
pub mod tree_set;
pub mod vec;
pub mod versions;

pub mod patch;

pub use self::versions::{Pair, Steps, run};

/// Runs the input that some bytes stand for.
pub type Target = fn(&[u8]);

/// Every target, by its name.
pub const TARGETS: [(&str, Target); 11] = [
    ("binary_tree", |bytes| replay(bytes, binary_tree::fuzz)),
    ("boxed", |bytes| replay(bytes, boxed::fuzz)),
    ("cell", |bytes| replay(bytes, cell::fuzz)),
    ("map", |bytes| replay(bytes, map::fuzz)),
    ("patch", |bytes| replay(bytes, |input: &(patch::Shape, patch::Input<'_>)| patch::fuzz(input))),
    ("set", |bytes| replay(bytes, set::fuzz)),
    ("store", |bytes| replay(bytes, |input: &store::Input<'_>| store::fuzz(input))),
    ("text", |bytes| replay(bytes, text::fuzz)),
    ("tree", |bytes| replay(bytes, tree::fuzz)),
    ("tree_set", |bytes| replay(bytes, tree_set::fuzz)),
    ("vec", |bytes| replay(bytes, vec::fuzz)),
];

/// Decodes bytes as the fuzzer does, which passes over those that are too few.
fn replay<'a, I: Arbitrary<'a>>(bytes: &'a [u8], fuzz: impl FnOnce(&I)) {
    if let Ok(input) = I::arbitrary_take_rest(Unstructured::new(bytes)) {
        fuzz(&input);
    }
}

/// Makes a program of a target: the fuzzer's, or one that runs the files that it is given.
#[macro_export]
macro_rules! target {
    ($name:ident: $input:ty) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|input: $input| $crate::$name::fuzz(&input));

        #[cfg(not(fuzzing))]
        fn main() -> std::io::Result<()> {
            $crate::run_files(stringify!($name))
        }
    };
}

/// Runs a target on the files that are named on the command line.
///
/// # Errors
/// If one cannot be read.
///
/// # Panics
/// If the target finds something.
pub fn run_files(target: &str) -> std::io::Result<()> {
    for file in std::env::args_os().skip(1) {
        let bytes = std::fs::read(file)?;
        TARGETS.iter().filter(|(name, _)| *name == target).for_each(|(_, run)| run(&bytes));
    }
    Ok(())
}
