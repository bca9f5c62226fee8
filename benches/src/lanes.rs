//! Where contenders run: in this process, or each in a process of its own that works on demand.
//!
//! Ordered maps get processes of their own, for a heap that one contender has cut up slows the next one
//! down: building a tree right after another library had freed a million small blocks took up to three
//! times as long. Rounds are still interleaved, and only one process works at a time.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Pass};
use crate::element::Kind;
use crate::shape::Shape;
use crate::work::{Runner, contenders, runners};

/// What one round gave.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// To be compared with the other contenders'.
    pub answer: u64,
    /// Per unit.
    pub figure: f64,
}

/// What a process is asked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Request {
    op: usize,
    pass: Pass,
}

/// The collections to be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// Their shape.
    pub shape: Shape,
    /// Their elements.
    pub kind: Kind,
    /// How many.
    pub size: usize,
}

/// One contender, ready for rounds.
pub enum Lane {
    /// In this process.
    Here(Box<dyn Runner>),
    /// In a process of its own.
    Apart(Worker),
}

/// A process that works on demand. It ends when its input does.
#[derive(Debug)]
pub struct Worker {
    name: &'static str,
    process: Child,
    requests: Option<ChildStdin>,
    rounds: BufReader<ChildStdout>,
}

impl Lane {
    /// Returns the contender's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Here(runner) => runner.name(),
            Self::Apart(worker) => worker.name,
        }
    }

    /// Does a round of the operation at `op`. `None` if the contender cannot do it.
    ///
    /// # Errors
    ///
    /// If the contender's process is gone.
    pub fn round(&mut self, op: usize, pass: Pass) -> io::Result<Option<Round>> {
        match self {
            Self::Here(runner) => Ok(round(runner.as_mut(), op, pass)),
            Self::Apart(worker) => worker.round(op, pass),
        }
    }
}

fn round(runner: &mut dyn Runner, op: usize, pass: Pass) -> Option<Round> {
    let mut clock = Clock::new(pass);
    let answer = runner.run(op, &mut clock)?;
    Some(Round { answer, figure: clock.figure() })
}

impl Worker {
    fn start(site: Site, name: &'static str) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(["serve", &site.shape.to_string(), &site.kind.to_string()])
            .args([&site.size.to_string(), name])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        // A terminal sends Ctrl-C to a group of processes. This one is of another group, for it must
        // not end by itself, not even before it listens.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut process = command.spawn()?;
        let requests = process.stdin.take();
        let rounds = process.stdout.take().map(BufReader::new).expect("a pipe was asked for");
        Ok(Self { name, process, requests, rounds })
    }

    fn round(&mut self, op: usize, pass: Pass) -> io::Result<Option<Round>> {
        let gone = || io::Error::other(format!("the process of {} has ended", self.name));
        let requests = self.requests.as_mut().ok_or_else(gone)?;
        writeln!(requests, "{}", serde_json::to_string(&Request { op, pass })?)?;
        let mut line = String::new();
        match self.rounds.read_line(&mut line)? {
            0 => Err(gone()),
            _ => Ok(serde_json::from_str(&line)?),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.requests.take());
        // There is no handler.
        let _ = self.process.wait();
    }
}

/// Does the work of a [`Worker`]'s process: answers requests until there are no more.
///
/// # Errors
///
/// If they cannot be read or answered.
pub fn serve(
    site: Site,
    name: &str,
    requests: impl IntoIterator<Item = io::Result<String>>,
    mut rounds: impl Write,
) -> io::Result<()> {
    let mut lanes = runners(site.shape, site.kind, site.size, |one| one == name);
    let runner = lanes.first_mut().ok_or_else(|| io::Error::other("no such contender"))?;
    for request in requests {
        let Request { op, pass } = serde_json::from_str(&request?)?;
        writeln!(rounds, "{}", serde_json::to_string(&round(runner.as_mut(), op, pass))?)?;
        rounds.flush()?;
    }
    Ok(())
}

/// Returns `true` if the contenders of a shape run in processes of their own.
pub fn apart(shape: Shape) -> bool {
    shape == Shape::Tree
}

/// Builds the collections of all contenders.
///
/// # Errors
///
/// If a process cannot be started.
pub fn lanes(site: Site) -> io::Result<Vec<Lane>> {
    if apart(site.shape) {
        let workers = contenders(site.shape).into_iter();
        workers.map(|name| Worker::start(site, name).map(Lane::Apart)).collect()
    } else {
        let all = runners(site.shape, site.kind, site.size, |_| true);
        Ok(all.into_iter().map(Lane::Here).collect())
    }
}
