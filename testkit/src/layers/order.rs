//! The order of the layers, and the imports that break it.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;

use crate::layers::files::Crate;
use crate::layers::mentions::Names;

/// A place where a source folder breaks its order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The file, relative to the package.
    pub file: PathBuf,
    /// The line, from 1; 0 if the whole file is meant.
    pub line: usize,
    /// What is wrong, with the path that says it.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file.display(), self.what),
            line => write!(f, "{}:{line}: {}", self.file.display(), self.what),
        }
    }
}

/// Returns the places where a file names what is declared after it.
pub(super) fn check(krate: &Crate) -> Vec<Violation> {
    let files: HashSet<&Names> = krate.files.iter().map(|file| &file.module).collect();
    let mut violations = Vec::new();
    for file in krate.files.iter().filter(|file| !file.is_root()) {
        let mut violation =
            |line, what| violations.push(Violation { file: file.path.clone(), line, what });
        if krate.place(&file.module).is_none() {
            violation(0, "is declared by no `mod` line".to_owned());
        }
        for &line in &file.mentions.relocated {
            violation(line, "`#[path]` hides which file this is".to_owned());
        }
        for mention in &file.mentions.paths {
            let Some((mut module, meant)) = krate.resolve(mention) else { continue };
            // A module that is written inside of another's file is a part of that.
            while !files.contains(&module) {
                module.pop();
            }
            if let Some(fault) = fault(krate, &file.module, &module) {
                let (path, meant) = (mention.path.join("::"), meant.join("::"));
                violation(mention.line, format!("`{path}` (crate::{meant}) {fault}"));
            }
        }
    }
    violations
}

/// Returns what is wrong with one module naming another, if something is.
fn fault(krate: &Crate, from: &[String], to: &[String]) -> Option<String> {
    if to.is_empty() {
        return Some("is of the crate root, above every layer".to_owned());
    }
    // The first names in which they differ are siblings. A module may name its parents and its children.
    let common = from.iter().zip(to).take_while(|(from, to)| from == to).count();
    let (from, to) = (from.get(..=common)?, to.get(..=common)?);
    (krate.place(to) >= krate.place(from))
        .then(|| format!("is of `{}`, declared after `{}`", to.join("::"), from.join("::")))
}
