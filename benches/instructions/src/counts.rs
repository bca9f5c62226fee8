//! The file of figures, and valgrind.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::operations::Operation;

/// The difference that is an error.
const MOST: f64 = 0.03;

/// Instructions of each operation, and what they depend on besides the operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counts {
    /// The versions of [`tools`].
    pub(crate) tools: Vec<String>,
    /// Instructions of an operation.
    pub(crate) instructions: BTreeMap<String, f64>,
}

impl Counts {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If it is not there, or not such a file.
    pub(crate) fn read(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        toml::from_str(&text).with_context(|| file.display().to_string())
    }

    /// Writes a file.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub(crate) fn write(&self, file: &Path) -> Result<()> {
        fs::write(file, toml::to_string(self)?).with_context(|| file.display().to_string())
    }

    /// The new figure of an operation over the old one; `None` if one of the two is not there.
    fn ratio(&self, new: &Self, name: &str) -> Option<f64> {
        Some(new.instructions.get(name)? / self.instructions.get(name)?)
    }

    /// Whether an operation takes over 3 % more, or less, or is in one of both files only.
    pub(crate) fn differs(&self, new: &Self) -> bool {
        let mut names = self.instructions.keys().chain(new.instructions.keys());
        names.any(|name| self.ratio(new, name).is_none_or(|ratio| (ratio - 1.0).abs() > MOST))
    }

    /// Returns a line for each operation.
    pub(crate) fn compared(&self, new: &Self) -> String {
        let mut lines = String::new();
        for (name, instructions) in &new.instructions {
            let ratio = match self.ratio(new, name) {
                Some(ratio) => format!("{:+.1} %", 100.0 * (ratio - 1.0)),
                None => "new".to_owned(),
            };
            // Writing to a string does not fail.
            _ = writeln!(lines, "{name:32} {instructions:12.1} {ratio:>9}");
        }
        lines
    }
}

/// Returns the versions of the compiler and of the C library, and the architecture.
///
/// # Errors
///
/// If one of them, or valgrind, is not installed. The C library of musl names no version, and counts as missing.
pub(crate) fn tools() -> Result<Vec<String>> {
    version("valgrind")?;
    let compiler = version("rustc")?;
    // "ldd (Debian GLIBC 2.36-9+deb12u14) 2.36": what is in brackets changes with each security update.
    let library = version("ldd")?;
    let library = library.split_whitespace().next_back().context("ldd has no version")?;
    Ok(vec![compiler, format!("glibc {library}"), env::consts::ARCH.to_owned()])
}

/// Returns the first line that a program prints of its version.
fn version(program: &str) -> Result<String> {
    let missing = || format!("{program} --version fails");
    let output = Command::new(program).arg("--version").output().with_context(missing)?;
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().next().with_context(missing)?.to_owned())
}

/// Counts the instructions of an operation.
///
/// # Errors
///
/// If valgrind, or the program under it, fails.
pub(crate) fn count(operation: &Operation) -> Result<f64> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("callgrind");
    let output = Command::new("valgrind")
        // The C library chooses how to copy by the processor: the same way on all.
        .env("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-AVX,-ERMS,-FSRM,-AVX512VL,-AVX512BW")
        .args(["--tool=callgrind", "--toggle-collect=*counted*"])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(env::current_exe()?)
        .args(["--run", operation.name])
        .output()
        .context("valgrind")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(file)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    let total: u32 = total.context("a callgrind file without totals")?.trim().parse()?;
    ensure!(total > 0, "no instruction of {} was counted", operation.name);
    Ok(f64::from(total) / f64::from(operation.times))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(figures: &[(&str, f64)]) -> Counts {
        let instructions = figures.iter().map(|(name, figure)| ((*name).to_owned(), *figure));
        Counts { tools: vec!["rustc 1".to_owned()], instructions: instructions.collect() }
    }

    #[test]
    fn three_percent_are_too_much() {
        let old = counts(&[("a", 100.0), ("b", 1000.0)]);
        assert!(!old.differs(&counts(&[("a", 102.9), ("b", 971.0)])));
        assert!(old.differs(&counts(&[("a", 103.1), ("b", 1000.0)])));
        assert!(old.differs(&counts(&[("a", 100.0), ("b", 969.0)])));
        assert!(old.differs(&counts(&[("a", 100.0)])));
        assert!(old.differs(&counts(&[("a", 100.0), ("b", 1000.0), ("c", 1.0)])));
        let lines = old.compared(&counts(&[("a", 104.0), ("c", 1.0)]));
        assert!(lines.contains("+4.0 %") && lines.contains("new"), "{lines}");
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("counts.toml");
        let written = counts(&[("map/get", 1.5)]);
        written.write(&file).unwrap();
        assert_eq!(Counts::read(&file).unwrap(), written);
        fs::write(&file, "rustc = 1").unwrap();
        assert!(Counts::read(&file).is_err());
    }

    #[test]
    fn the_file_has_all_operations() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("counts.toml");
        let counts = Counts::read(&file).unwrap();
        let mut names: Vec<_> = crate::operations::OPERATIONS.iter().map(|one| one.name).collect();
        names.sort_unstable();
        assert!(counts.instructions.keys().eq(&names), "{:?}", counts.instructions.keys());
    }
}
