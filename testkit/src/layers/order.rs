//! The order of the layers, and the imports that break it.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;

use crate::layers::files::{Crate, File};
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

/// The layers, lowest first.
pub(super) struct Order {
    layers: Vec<Names>,
}

impl Order {
    pub(super) fn new(entries: &[&str]) -> Self {
        let layers: Vec<Names> =
            entries.iter().map(|entry| entry.split('/').map(str::to_owned).collect()).collect();
        let distinct: HashSet<&Names> = layers.iter().collect();
        assert_eq!(distinct.len(), layers.len(), "a layer is listed twice");
        Order { layers }
    }

    /// Returns the layer of a module: the entry of its name, or the closest one above it that lists nothing below
    /// itself.
    ///
    /// `files` are the modules that are files: one that is written inside of another's file has that file's layer.
    fn layer_of(&self, module: &[String], files: &HashSet<&Names>) -> Option<usize> {
        let mut file = module;
        while !file.is_empty() && !files.contains(&file.to_vec()) {
            file = &file[..file.len() - 1];
        }
        if let Some(exact) = self.layers.iter().position(|layer| layer == file) {
            return Some(exact);
        }
        let covers = |layer: &Names| {
            file.starts_with(layer)
                && !self.layers.iter().any(|other| other != layer && other.starts_with(layer))
        };
        self.layers.iter().position(covers)
    }

    pub(super) fn check(&self, krate: &Crate) -> Vec<Violation> {
        let modules: HashSet<&Names> = krate.files.iter().map(|file| &file.module).collect();
        let mut violations = Vec::new();
        for layer in &self.layers {
            if !modules.iter().any(|module| module.starts_with(layer)) {
                violations.push(Violation {
                    file: ["src"].into_iter().chain(layer.iter().map(String::as_str)).collect(),
                    line: 0,
                    what: "is listed as a layer, but there is no such file or folder".into(),
                });
            }
        }
        for file in krate.files.iter().filter(|file| !file.is_root()) {
            match self.layer_of(&file.module, &modules) {
                Some(own) => violations.extend(self.check_file(krate, file, own, &modules)),
                None => violations.push(Violation {
                    file: file.path.clone(),
                    line: 0,
                    what: "is in no layer: list it".into(),
                }),
            }
        }
        violations
    }

    fn check_file(
        &self,
        krate: &Crate,
        file: &File,
        own: usize,
        modules: &HashSet<&Names>,
    ) -> Vec<Violation> {
        let mut violations = Vec::new();
        let name = |layer: usize| self.layers[layer].join("/");
        let mut violation =
            |line, what| violations.push(Violation { file: file.path.clone(), line, what });
        for &line in &file.mentions.relocated {
            violation(line, "`#[path]` hides which file this is".into());
        }
        for mention in &file.mentions.paths {
            let Some((module, meant)) = krate.resolve(mention) else { continue };
            let written = mention.path.join("::");
            let meant = format!("crate::{}", meant.join("::"));
            if module.is_empty() {
                violation(
                    mention.line,
                    format!("`{written}` ({meant}) is of the crate root, above every layer"),
                );
                continue;
            }
            match self.layer_of(&module, modules) {
                Some(layer) if layer <= own => {}
                Some(layer) => violation(
                    mention.line,
                    format!(
                        "`{written}` ({meant}) is in layer \"{}\", above \"{}\"",
                        name(layer),
                        name(own)
                    ),
                ),
                None => violation(mention.line, format!("`{written}` ({meant}) is in no layer")),
            }
        }
        violations
    }
}
