//! Instructions of the most used operations, counted by `valgrind --tool=callgrind`, and compared with a file.
//!
//! They do not depend on what else a machine does, as times do, but on the compiler, and a little on the C library: where
//! one of them, or valgrind, is missing, or is another version than that of the file, nothing is compared.
//!
//! ```text
//! cargo run --release -p instructions            # compare: exits 1 if one takes over 3 % more, or less
//! cargo run --release -p instructions -- --write # write the file anew
//! ```

mod counts;
mod operations;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use crate::counts::{Counts, count, tools};
use crate::operations::OPERATIONS;

/// Compares the instructions of the most used operations with those of earlier.
#[derive(Debug, Parser)]
struct Cli {
    /// Write the file instead of comparing with it.
    #[arg(long)]
    write: bool,

    /// The file.
    #[arg(long, default_value_os_t = Path::new(env!("CARGO_MANIFEST_DIR")).join("counts.toml"))]
    file: PathBuf,

    /// Does one operation: what runs under valgrind.
    #[arg(long, hide = true)]
    run: Option<String>,
}

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    if let Some(name) = cli.run {
        operations::run(&name)?;
        return Ok(ExitCode::SUCCESS);
    }
    let tools = match tools() {
        Ok(tools) => tools,
        Err(missing) if !cli.write => return Ok(skipped(&format!("{missing:#}"))),
        Err(missing) => return Err(missing),
    };
    let old = if cli.write { None } else { Some(Counts::read(&cli.file)?) };
    if let Some(old) = old.as_ref().filter(|old| old.tools != tools) {
        return Ok(skipped(&format!(
            "counted with {}; here are {}",
            old.tools.join(", "),
            tools.join(", ")
        )));
    }
    let mut new = Counts { tools, instructions: BTreeMap::new() };
    for operation in OPERATIONS {
        new.instructions.insert(operation.name.to_owned(), count(operation)?);
    }
    let Some(old) = old else {
        new.write(&cli.file)?;
        return Ok(ExitCode::SUCCESS);
    };
    print!("{}", old.compared(&new));
    if old.differs(&new) {
        eprintln!(
            "error: over 3 % from {}. If that is meant, say why in the commit and write the file anew: --write",
            cli.file.display()
        );
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Says why nothing is compared, which is no error.
fn skipped(why: &str) -> ExitCode {
    eprintln!("skipped: {why}");
    ExitCode::SUCCESS
}
