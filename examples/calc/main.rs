//! A small language whose assignments copy, over copy-on-write values.
//!
//! ```text
//! cargo run --release -p examples --bin calc                        # a line or a block at a time
//! cargo run --release -p examples --bin calc -- examples/calc/programs/undo.calc
//! cargo run --release -p examples --bin calc -- --compare           # the same programs in Python
//! ```

mod syntax;

mod fault;

mod value;

mod run;

mod python;

mod compare;

mod repl;

use clap::Parser;
use compare::{CompareError, Comparison};
use examples::{Disagreement, Output};
use fault::Fault;
use run::{Counts, Interpreter};
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use syntax::parse;

/// Runs a program of a small language with numbers, strings, vectors, maps and functions. Assignment, arguments and
/// elements are by value: after `b = a`, a write to `b` never touches `a`. No copy is made for that until one of the two
/// is written, and then of one leaf and the path to it; what nothing shares is written in place.
///
/// Without FILE, reads from the terminal, a line or an open bracket's lines at a time, or from standard input. On standard
/// error it says how many copies were avoided and made.
#[derive(Parser)]
#[command(name = "calc")]
struct Args {
    /// The program.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// Run this text.
    #[arg(short, long, value_name = "CODE", allow_hyphen_values = true, conflicts_with = "file")]
    eval: Option<String>,

    /// Run the program, or those that ship with this one, by Python too: with `copy.deepcopy`, and with pyrsistent and
    /// immutables where these are installed.
    #[arg(long, conflicts_with = "eval")]
    compare: bool,

    /// Keep what is typed in this file, and not in `calc/history` of the folder that the system has for state. If it
    /// cannot be written, the history ends with the session.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "eval", "compare"])]
    history: Option<PathBuf>,

    /// Write the comparison, or the counts of the program, as JSON; that of the counts to standard error.
    #[arg(long)]
    json: bool,
}

/// Those that `--compare` runs.
const PROGRAMS: [(&str, &str); 3] = [
    ("assign", include_str!("programs/assign.calc")),
    ("sieve", include_str!("programs/sieve.calc")),
    ("undo", include_str!("programs/undo.calc")),
];

/// Why the program ends without success.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },

    #[error("standard input: {0}")]
    Input(io::Error),

    #[error(transparent)]
    Output(#[from] io::Error),

    #[error("the program {0} ended at the place above")]
    Faulty(String),

    #[error("{program}: {error}")]
    Python { program: String, error: io::Error },

    #[error(transparent)]
    Disagreement(#[from] Disagreement),

    #[error("the terminal: {0}")]
    Terminal(#[from] rustyline::error::ReadlineError),
}

/// Values within values are dropped by recursion.
const STACK: usize = 1 << 30;

fn main() -> ExitCode {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(|| examples::main(run));
    let code = thread
        .map_err(|error| eprintln!("error: {error}"))
        .ok()
        .and_then(|thread| thread.join().ok());
    code.unwrap_or(ExitCode::FAILURE)
}

fn run(args: Args, out: &mut Output) -> Result<(), Error> {
    let (name, text) = match (&args.file, args.eval) {
        (Some(path), _) => {
            let unreadable = |error| Error::Unreadable { path: path.clone(), error };
            (path.display().to_string(), fs::read_to_string(path).map_err(unreadable)?)
        }
        (None, Some(code)) => ("--eval".to_owned(), code),
        (None, None) if args.compare => return compare(&PROGRAMS, args.json, out),
        (None, None) if io::stdin().is_terminal() => {
            return Ok(repl::run(args.history.or_else(repl::usual_history), out)?);
        }
        (None, None) => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text).map_err(Error::Input)?;
            ("standard input".to_owned(), text)
        }
    };
    if args.compare {
        return compare(&[(&name, &text)], args.json, out);
    }
    let mut interpreter = Interpreter::new(out);
    let result = parse(&text).and_then(|program| interpreter.run(&program));
    let counts = interpreter.counts;
    if out.is_closed() {
        return Ok(());
    }
    if let Some(value) = result.map_err(|fault| faulty(&fault, &name, &text))?
        && value != value::Value::Nil
    {
        writeln!(out, "{value:?}")?;
    }
    out.flush()?;
    if args.json {
        return Ok(examples::write_json(&counts, &mut io::stderr())?);
    }
    // Standard error may be closed as well.
    let _ = writeln!(io::stderr(), "{}", summary(&counts));
    Ok(())
}

fn compare(programs: &[(&str, &str)], json: bool, out: &mut impl Write) -> Result<(), Error> {
    let mut comparison = Comparison::new(programs.len());
    for (name, text) in programs {
        comparison.run(name, text).map_err(|error| match error {
            CompareError::Program(fault) => faulty(&fault, name, text),
            CompareError::Python(error) => Error::Python { program: (*name).to_owned(), error },
        })?;
    }
    let rows = comparison.end();
    if json { examples::write_json(&rows, out) } else { compare::write(&rows, out) }?;
    let ways = rows.iter().map(|row| (format!("{}, {}", row.program, row.by), row.agrees));
    Ok(examples::agree(ways, "it printed something else than calc")?)
}

/// Shows what is wrong, and ends the program.
fn faulty(fault: &Fault, name: &str, text: &str) -> Error {
    fault.show(name, text).map_or_else(Error::Output, |()| Error::Faulty(name.to_owned()))
}

/// What copy-on-write did, in a line.
fn summary(counts: &Counts) -> String {
    format!(
        "copies avoided: {} (of {} elements); writes in place: {}; writes that copied: {} ({} elements)",
        counts.copies_avoided,
        counts.elements_avoided,
        counts.writes_in_place,
        counts.writes_copying,
        counts.elements_copied,
    )
}
