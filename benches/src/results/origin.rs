use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::thread;

use demo::format::size;
use serde::{Deserialize, Serialize};

const LOCK: &str = include_str!("../../../Cargo.lock");

/// The crates whose versions matter.
const CRATES: [&str; 23] = [
    "cow-collections-core",
    "cow-collections-map",
    "cow-collections-vec",
    "cow-collections-tree",
    "cow-collections-text",
    "hashbrown",
    "foldhash",
    "imbl",
    "im",
    "rpds",
    "archery",
    "ecow",
    "triomphe",
    "smallvec",
    "arc-swap",
    "dashmap",
    "papaya",
    "immutable-chunkmap",
    "cow_vec",
    "concread",
    "ropey",
    "crop",
    "jumprope",
];

/// Where and how figures came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The command, without the path of the program, quoted for a shell.
    pub command: String,
    /// The commit, with a `+` where files were changed since.
    pub commit: String,
    /// The processor and how many of it there are.
    pub machine: String,
    /// The memory.
    pub memory: String,
    /// The operating system.
    pub system: String,
    /// The compiler.
    pub compiler: String,
    /// Whether the program was built with optimisation. Times say nothing otherwise.
    #[serde(default)]
    pub optimised: bool,
    /// Versions of the contenders.
    pub versions: BTreeMap<String, String>,
}

impl Origin {
    /// Of this process.
    pub fn here() -> Self {
        let arguments = std::env::args_os().skip(1);
        let arguments: Vec<_> = arguments.map(|one| quoted(&one.to_string_lossy())).collect();
        Self {
            command: format!("cargo run --release -p benches -- {}", arguments.join(" ")),
            commit: output(
                "git",
                &["describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"],
            ),
            machine: machine(),
            memory: memory(),
            system: system(),
            compiler: output("rustc", &["--version"]),
            optimised: !cfg!(debug_assertions),
            versions: versions(),
        }
    }
}

/// Returns an argument as a shell takes it.
fn quoted(argument: &str) -> String {
    let plain = |sign: char| sign.is_alphanumeric() || "-_./,:=+@%".contains(sign);
    match !argument.is_empty() && argument.chars().all(plain) {
        true => argument.to_owned(),
        false => format!("'{}'", argument.replace('\'', r"'\''")),
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

fn machine() -> String {
    let cpus = thread::available_parallelism().map_or(1, usize::from);
    let model = value("/proc/cpuinfo", "model name", ':');
    format!("{cpus} x {}", model.as_deref().unwrap_or(std::env::consts::ARCH))
}

fn memory() -> String {
    let total = value("/proc/meminfo", "MemTotal", ':');
    let kib = total.and_then(|text| text.split_whitespace().next()?.parse::<usize>().ok());
    kib.map_or("unknown".to_owned(), |kib| size(kib << 10))
}

fn system() -> String {
    let name = value("/etc/os-release", "PRETTY_NAME", '=');
    name.map_or(std::env::consts::OS.to_owned(), |name| name.trim_matches('"').to_owned())
}

/// Returns the value after a name in a file of such lines.
fn value(path: &str, name: &str, sign: char) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let pairs = text.lines().filter_map(|line| line.split_once(sign));
    let found = pairs.into_iter().find(|(one, _)| one.trim() == name);
    found.map(|(_, value)| value.trim().to_owned())
}

/// Returns the versions in `Cargo.lock`, which the program was built with.
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
