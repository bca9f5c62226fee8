//! Programs run here, and by Python on this machine.

use crate::fault::Fault;
use crate::python::Way;
use crate::run::{Counts, Interpreter};
use crate::syntax::{Block, parse};
use examples::{count, table, time};
use serde::Serialize;
use std::io::{self, Write};
use std::time::Instant;

/// A program by one of those that run it.
#[derive(Serialize)]
pub(crate) struct Row {
    program: String,
    by: &'static str,
    seconds: f64,
    /// Of ours.
    counts: Option<Counts>,
    /// Whether it printed the same as ours.
    agrees: bool,
}

/// Runs a program by all that are present.
pub(crate) fn program(name: &str, text: &str, rows: &mut Vec<Row>) -> Result<(), CompareError> {
    let block = parse(text)?;
    let start = Instant::now();
    let mut printed = Vec::new();
    let counts = run(&block, &mut printed)?;
    let row =
        |by, seconds, counts, agrees| Row { program: name.to_owned(), by, seconds, counts, agrees };
    rows.push(row("calc", start.elapsed().as_secs_f64(), Some(counts), true));
    for way in Way::ALL.into_iter().filter(|way| way.is_present()) {
        let (theirs, seconds) = way.run(&way.translate(&block)?)?;
        rows.push(row(way.name(), seconds, None, theirs.as_bytes() == printed));
    }
    Ok(())
}

fn run(block: &Block, out: &mut dyn Write) -> Result<Counts, Fault> {
    let mut interpreter = Interpreter::new(out);
    interpreter.run(block)?;
    Ok(interpreter.counts)
}

/// Why a program could not be compared.
#[derive(Debug)]
pub(crate) enum CompareError {
    Program(Fault),
    Python(io::Error),
}

impl From<Fault> for CompareError {
    fn from(fault: Fault) -> Self {
        Self::Program(fault)
    }
}

impl From<io::Error> for CompareError {
    fn from(error: io::Error) -> Self {
        Self::Python(error)
    }
}

pub(crate) fn write(rows: &[Row], out: &mut impl Write) -> io::Result<()> {
    let titles = [
        "program",
        "by",
        "time",
        "copies avoided",
        "writes in place",
        "writes that copied",
        "output",
    ];
    let mut table = table(2, titles);
    for row in rows {
        let number = |of: fn(&Counts) -> u64| {
            row.counts.as_ref().map_or_else(String::new, |counts| count(of(counts)))
        };
        table.add_row([
            row.program.clone(),
            row.by.to_owned(),
            time(row.seconds * 1e9),
            number(|counts| counts.copies_avoided),
            number(|counts| counts.writes_in_place),
            number(|counts| counts.writes_copying),
            if row.agrees { "same" } else { "DIFFERS" }.to_owned(),
        ]);
    }
    writeln!(out, "{table}")?;
    for way in Way::ALL.into_iter().filter(|way| !way.is_present()) {
        writeln!(out, "{}: not on this machine (python3, or its module, is missing)", way.name())?;
    }
    Ok(())
}
