//! `weight`: what a small program takes to compile, and how large it is.

use std::io::{self, Write};

use clap::Args;
use demo::progress::{Bar, Watch};

use super::files::FileArgs;
use super::{Failure, print};
use crate::interrupt;
use crate::results::Findings;
use crate::weight::{COUNT, Weight, Weights, measure};

#[derive(Debug, Args)]
pub(super) struct WeightArgs {
    #[command(flatten)]
    files: FileArgs,
}

pub(super) fn weight(args: &WeightArgs) -> Result<(), Failure> {
    interrupt::listen();
    let files = args.files.begin()?;
    let weights = find()?;
    let printed = print(&Weights(&weights));
    files.finish(Findings { weights, ..Findings::default() })?;
    printed
}

/// Returns no figures, and says why, if a program cannot be built: the rest of a report does not need a network.
pub(super) fn find_if_built() -> Vec<Weight> {
    find().unwrap_or_else(|failure| {
        // There is no other way to report that this fails, too.
        let _ = writeln!(io::stderr(), "The report is without compile times: {failure}");
        Vec::new()
    })
}

fn find() -> Result<Vec<Weight>, Failure> {
    let bar = Bar::new();
    bar.begin("weight", COUNT);
    let weights = measure(|| bar.step())?;
    bar.finish();
    Ok(weights)
}
