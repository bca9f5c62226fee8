//! What a small program with one collection takes to compile, and how large it is.
//!
//! Each program is a package of its own in a folder that is deleted afterwards, built by `cargo` as a user would.

use std::fmt::{self, Display};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use std::{env, fs, io};

use comfy_table::Table;
use comfy_table::presets::ASCII_MARKDOWN;
use demo::format::{nanos, size};
use serde::{Deserialize, Serialize};
use tempfile::tempdir;

use crate::interrupt;

const MAP: &str = include_str!("weight/map.txt");
const VEC: &str = include_str!("weight/vec.txt");
const MANIFEST: &str = include_str!("../../Cargo.toml");

/// A program does nothing, or uses one collection: its path, and the package that it is from.
const PROGRAMS: [(&str, &str, &str, &str); 10] = [
    ("nothing", "std", "", "fn main() {}\n"),
    ("map", "std", "std::collections::HashMap", MAP),
    ("map", "imbl", "imbl::HashMap", MAP),
    ("map", "cow-collections-map", "cow_map::CowMap", MAP),
    ("vec", "std", "std::vec::Vec", VEC),
    ("vec", "imbl", "imbl::Vector", VEC),
    ("vec", "cow-collections-vec", "cow_vec::CowVec", VEC),
    ("tree", "std", "std::collections::BTreeMap", MAP),
    ("tree", "imbl", "imbl::OrdMap", MAP),
    ("tree", "cow-collections-tree", "cow_tree::CowTreeMap", MAP),
];

/// How many programs are built.
pub const COUNT: usize = PROGRAMS.len();

/// What one program takes. Times are nanoseconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weight {
    /// What it does.
    pub program: String,
    /// The package of its collection.
    pub contender: String,
    /// The first optimised build, with all that the collection stands on.
    pub first: f64,
    /// A build after a change of the program alone.
    pub again: f64,
    /// The stripped program, above that of one that does nothing.
    pub bytes: u64,
}

/// Why a program could not be built.
#[derive(Debug, thiserror::Error)]
pub enum Unbuilt {
    /// Of files, or of starting `cargo`.
    #[error("cannot build a program in a folder of its own: {0}")]
    Io(#[from] io::Error),
    /// Of `cargo`.
    #[error("cargo does not build a program with {contender}:\n{said}")]
    Cargo {
        /// The package of its collection.
        contender: String,
        /// What it said.
        said: String,
    },
}

/// Builds each program.
///
/// # Errors
///
/// If one cannot be built, as without a network for what it depends on.
pub fn measure(mut step: impl FnMut()) -> Result<Vec<Weight>, Unbuilt> {
    let folder = tempdir()?;
    let mut nothing = 0;
    let mut weights = Vec::new();
    for (program, contender, path, code) in PROGRAMS {
        if interrupt::asked() {
            break;
        }
        let folder = folder.path().join(format!("{program}-{contender}"));
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), manifest(contender))?;
        let main = folder.join("src/main.rs");
        let code = code.replace("COLLECTION", path);
        fs::write(&main, &code)?;
        let first = build(&folder, contender)?;
        fs::write(&main, code + "// Changed.\n")?;
        let again = build(&folder, contender)?;
        let name = format!("target/release/program{}", env::consts::EXE_SUFFIX);
        let bytes = fs::metadata(folder.join(name))?.len();
        if path.is_empty() {
            nothing = bytes;
        }
        let (program, contender) = (program.to_owned(), contender.to_owned());
        let bytes = bytes.saturating_sub(nothing);
        weights.push(Weight { program, contender, first, again, bytes });
        step();
    }
    Ok(weights)
}

/// Returns the manifest of a program with one dependency: a peer of the version that is compared, or a package of this
/// workspace.
fn manifest(contender: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let peer = || MANIFEST.lines().find(|line| line.starts_with(&format!("{contender} = ")));
    let dependency = match contender.strip_prefix("cow-collections-") {
        Some(shape) => {
            format!("{contender} = {{ path = {:?} }}", root.join(format!("cow-{shape}")))
        }
        None => peer().unwrap_or_default().to_owned(),
    };
    format!(
        "[package]\nname = \"program\"\nedition = \"2024\"\n[dependencies]\n{dependency}\n\
         [profile.release]\nstrip = true\n[workspace]\n"
    )
}

/// Builds a program, and returns how long it took.
fn build(folder: &Path, contender: &str) -> Result<f64, Unbuilt> {
    let start = Instant::now();
    let out = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["build", "--quiet", "--release"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .current_dir(folder)
        .output()?;
    if out.status.success() {
        return Ok(start.elapsed().as_nanos() as f64);
    }
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    Err(Unbuilt::Cargo { contender: contender.to_owned(), said })
}

/// The heads of the columns.
pub const COLUMNS: [&str; 5] = ["program", "with", "first build", "again", "size"];

impl Weight {
    /// Returns a row under [`COLUMNS`].
    pub fn cells(&self) -> [String; 5] {
        [
            self.program.clone(),
            self.contender.clone(),
            nanos(self.first),
            nanos(self.again),
            size(self.bytes as usize),
        ]
    }
}

/// Figures of all programs, as a table.
#[derive(Debug)]
pub struct Weights<'a>(pub &'a [Weight]);

impl Weights<'_> {
    /// What the columns are.
    pub const NOTES: &'static str = "A program inserts, removes, looks up, clones and iterates. The first build compiles \
        all that it depends on, `again` the program alone after a change. The size is that of the stripped program, above \
        one that does nothing.";
}

impl Display for Weights<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new();
        table.load_preset(ASCII_MARKDOWN).set_header(COLUMNS);
        for weight in self.0 {
            table.add_row(weight.cells());
        }
        writeln!(f, "{table}\n\n{}", Self::NOTES)
    }
}

#[cfg(test)]
mod tests {
    use super::{PROGRAMS, manifest};
    use std::path::Path;

    #[test]
    fn each_program_depends_on_its_collection() {
        for (_, contender, ..) in PROGRAMS {
            let manifest = manifest(contender);
            let (_, after) = manifest.split_once("[dependencies]\n").unwrap();
            let dependency = after.lines().next().unwrap();
            assert_eq!(dependency.starts_with(contender), contender != "std", "{manifest}");
            if let Some((_, rest)) = dependency.split_once("path = \"") {
                let folder = Path::new(rest.split('"').next().unwrap());
                assert!(folder.join("Cargo.toml").exists(), "{manifest}");
            }
        }
    }
}
