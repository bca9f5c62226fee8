//! Programs run here, and by Python where it is present.

use crate::fault::Fault;
use crate::python::Way;
use crate::run::{Counts, Interpreter};
use crate::syntax::{Block, parse};
use examples::{count, progress, table, time};
use indicatif::ProgressBar;
use serde::Serialize;
use std::io::{self, Write};
use std::time::Instant;

/// A program by one of those that run it.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) program: String,
    pub(crate) by: &'static str,
    seconds: f64,
    /// Of ours.
    counts: Option<Counts>,
    /// Whether it printed the same as ours.
    pub(crate) agrees: bool,
}

/// A comparison under way.
pub(crate) struct Comparison {
    present: Vec<Way>,
    bar: ProgressBar,
    rows: Vec<Row>,
}

impl Comparison {
    /// Of so many programs.
    pub(crate) fn new(programs: usize) -> Self {
        let present: Vec<_> = Way::ALL.into_iter().filter(|way| way.is_present()).collect();
        let runs = programs * (1 + present.len());
        Self { present, bar: progress(runs as u64, "running"), rows: Vec::new() }
    }

    /// Runs a program here, and by all that are present.
    pub(crate) fn run(&mut self, name: &str, text: &str) -> Result<(), CompareError> {
        let block = parse(text)?;
        let mut printed = Vec::new();
        let start = Instant::now();
        let counts = run(&block, &mut printed)?;
        let seconds = start.elapsed().as_secs_f64();
        let program = name.to_owned();
        self.add(Row { program, by: "calc", seconds, counts: Some(counts), agrees: true });
        for way in self.present.clone() {
            let (theirs, seconds) = way.run(&way.translate(&block)?)?;
            let (program, agrees) = (name.to_owned(), theirs.as_bytes() == printed);
            self.add(Row { program, by: way.name(), seconds, counts: None, agrees });
        }
        Ok(())
    }

    fn add(&mut self, row: Row) {
        self.rows.push(row);
        self.bar.inc(1);
    }

    pub(crate) fn end(self) -> Vec<Row> {
        self.bar.finish_and_clear();
        self.rows
    }
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
    let is_absent = |way: &Way| rows.iter().all(|row| row.by != way.name());
    for way in Way::ALL.into_iter().filter(is_absent) {
        writeln!(out, "{}: not on this machine (python3, or its module, is missing)", way.name())?;
    }
    Ok(())
}
