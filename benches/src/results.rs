//! All that a run measured, with what is needed to repeat it, as data.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::process::Command;
use std::thread;

use serde::{Deserialize, Serialize};

use crate::element::Kind;
use crate::rounds::Row;
use crate::shape::Shape;

const LOCK: &str = include_str!("../../Cargo.lock");

/// The crates whose versions matter.
const CRATES: [&str; 13] = [
    "cow-core",
    "cow-map",
    "cow-vec",
    "cow-tree",
    "hashbrown",
    "foldhash",
    "imbl",
    "im",
    "rpds",
    "archery",
    "ecow",
    "triomphe",
    "smallvec",
];

/// Where and how figures came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The command, without the path of the program.
    pub command: String,
    /// The commit, with a `+` where files were changed since.
    pub commit: String,
    /// The processor and how many of it there are.
    pub machine: String,
    /// The compiler.
    pub compiler: String,
    /// Versions of the contenders.
    pub versions: BTreeMap<String, String>,
}

/// Everything of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// Where and how.
    pub origin: Origin,
    /// Whether Ctrl-C ended it early.
    pub interrupted: bool,
    /// The figures.
    pub rows: Vec<Row>,
}

impl Origin {
    /// Of this process.
    pub fn here() -> Self {
        let arguments: Vec<_> = std::env::args().skip(1).collect();
        Self {
            command: format!("cargo run --release -p benches -- {}", arguments.join(" ")),
            commit: commit(),
            machine: machine(),
            compiler: output("rustc", &["--version"]),
            versions: versions(),
        }
    }
}

fn output(program: &str, arguments: &[&str]) -> String {
    let folder = env!("CARGO_MANIFEST_DIR");
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    match output {
        Ok(output) if output.status.success() => {
            String::from_utf8_lossy(&output.stdout).trim().to_owned()
        }
        _ => "unknown".to_owned(),
    }
}

fn commit() -> String {
    output("git", &["describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"])
}

fn machine() -> String {
    let cpus = thread::available_parallelism().map_or(1, usize::from);
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or(std::env::consts::ARCH, |(_, model)| model);
    format!("{cpus} x {model}, {}", std::env::consts::OS)
}

/// The versions in `Cargo.lock`, which the program was built with.
fn versions() -> BTreeMap<String, String> {
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
    }
    let lock: Lock = toml::from_str(LOCK).expect("Cargo.lock");
    let mut versions = BTreeMap::new();
    for Package { name, version } in lock.package {
        if CRATES.contains(&name.as_str()) {
            let all: &mut String = versions.entry(name).or_default();
            let comma = if all.is_empty() { "" } else { ", " };
            *all += &format!("{comma}{version}");
        }
    }
    versions
}

impl Results {
    /// As JSON, with everything.
    ///
    /// # Panics
    ///
    /// Never: there is nothing in the results that JSON cannot say.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("plain data")
    }

    /// The figures as CSV, a line per contender.
    ///
    /// # Errors
    ///
    /// Never in memory.
    pub fn csv(&self) -> io::Result<Vec<u8>> {
        #[derive(Serialize)]
        struct Line<'a> {
            shape: Shape,
            kind: Kind,
            size: usize,
            op: &'a str,
            contender: &'a str,
            unit: &'static str,
            minimum: Option<f64>,
            median: Option<f64>,
            rounds: Option<usize>,
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &self.rows {
            for (contender, figure) in &row.figures {
                writer.serialize(Line {
                    shape: row.shape,
                    kind: row.kind,
                    size: row.size,
                    op: &row.op,
                    contender,
                    unit: if row.bytes { "B" } else { "ns" },
                    minimum: figure.map(|figure| figure.minimum),
                    median: figure.map(|figure| figure.median),
                    rounds: figure.map(|figure| figure.rounds),
                })?;
            }
        }
        writer.into_inner().map_err(|error| error.into_error())
    }
}
