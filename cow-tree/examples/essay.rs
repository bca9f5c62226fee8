//! The essay, literally: a tree A, its copy B, one node of B set to another value, and what that
//! copied. Prints both versions and draws them as Graphviz text and SVG.
//!
//! ```text
//! cargo run -p cow-collections-tree --example essay -- --svg essay.svg
//! ```

use std::io;
use std::process::ExitCode;

// Also compiled by `tests/essay.rs`.
#[path = "essay/mod.rs"]
mod essay;

fn main() -> ExitCode {
    match essay::run(std::env::args_os(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(essay::Error::Usage(usage)) => usage.exit(),
        Err(error) => {
            eprintln!("essay: {error}");
            ExitCode::FAILURE
        }
    }
}
