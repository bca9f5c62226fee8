//! The source files of a crate, and what a path in one of them means.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::layers::mentions::{Mention, Mentions, Names};

/// A crate as its source folder shows it, without its tests.
pub(super) struct Crate {
    pub(super) files: Vec<File>,
    /// Every module, of a file or inline.
    modules: HashSet<Names>,
    /// The place of each declared module among those of its parent.
    places: HashMap<Names, usize>,
    /// What imports gave names to, by module and name.
    aliases: HashMap<(Names, String), Names>,
    /// The module that defines each exported macro.
    macros: HashMap<String, Names>,
}

/// One source file.
pub(super) struct File {
    /// Relative to the package.
    pub(super) path: PathBuf,
    pub(super) module: Names,
    pub(super) mentions: Mentions,
}

impl File {
    /// Returns `true` if the file is the root of a crate, above all layers.
    pub(super) fn is_root(&self) -> bool {
        self.module.is_empty()
    }
}

impl Crate {
    pub(super) fn read(src: &Path) -> Self {
        let mut files = Vec::new();
        read_folder(src, &[], &mut files);
        let tests: Vec<Names> = files.iter().flat_map(|f| f.mentions.for_tests.clone()).collect();
        files.retain(|file| !tests.iter().any(|test| file.module.starts_with(test)));
        let mut krate = Crate {
            modules: HashSet::new(),
            places: HashMap::new(),
            aliases: HashMap::new(),
            macros: HashMap::new(),
            files: Vec::new(),
        };
        for file in &files {
            krate.modules.insert(file.module.clone());
            krate.modules.extend(file.mentions.inline.iter().cloned());
            krate.places.extend(file.mentions.declared.iter().cloned().zip(0..));
            for name in &file.mentions.exported {
                krate.macros.insert(name.clone(), file.module.clone());
            }
        }
        // An import may use the name that a later one gives.
        let mut known = None;
        while known != Some(krate.aliases.len()) {
            known = Some(krate.aliases.len());
            for mention in files.iter().flat_map(|file| &file.mentions.paths) {
                if let (Some(alias), Some(meant)) = (&mention.alias, krate.absolute(mention)) {
                    let name = (mention.within.clone(), alias.clone());
                    krate.aliases.entry(name).or_insert(meant);
                }
            }
        }
        krate.files = files;
        krate
    }

    /// Returns the names from the crate root to what `mention` names; `None` if that is outside of the crate.
    fn absolute(&self, mention: &Mention) -> Option<Names> {
        let mut base = mention.within.clone();
        let mut rest = &mention.path[..];
        match rest.first()?.as_str() {
            "crate" => {
                base.clear();
                rest = &rest[1..];
            }
            "self" | "super" => {
                while let Some(first @ ("self" | "super")) = rest.first().map(String::as_str) {
                    if first == "super" {
                        base.pop();
                    }
                    rest = &rest[1..];
                }
            }
            first => {
                let child = [&base[..], &[first.to_owned()]].concat();
                if let Some(meant) = self.aliases.get(&(base, first.to_owned())) {
                    base = meant.clone();
                } else if self.modules.contains(&child) {
                    base = child;
                } else {
                    return None;
                }
                rest = &rest[1..];
            }
        }
        base.extend_from_slice(rest);
        Some(base)
    }

    /// Returns the module that `mention` names something of, and the names from the crate root; `None` if outside of
    /// the crate.
    ///
    /// What is re-exported counts as named where it is defined. An empty module is the root itself.
    pub(super) fn resolve(&self, mention: &Mention) -> Option<(Names, Names)> {
        let meant = self.absolute(mention)?;
        let mut target = meant.clone();
        let mut module = self.module_of(&target);
        // A chain of re-exports is at most as long as there are names.
        for _ in 0..=self.aliases.len() {
            let Some(name) = target.get(module.len()) else { break };
            let Some(source) = self.aliases.get(&(module.clone(), name.clone())) else { break };
            target = [source, &target[module.len() + 1..]].concat();
            module = self.module_of(&target);
        }
        let exported = target.first().filter(|_| module.is_empty());
        let of_macro = exported.and_then(|name| self.macros.get(name)).cloned();
        Some((of_macro.unwrap_or(module), meant))
    }

    /// Returns the place of a module's `mod` line among those of its parent, if it has one.
    pub(super) fn place(&self, module: &[String]) -> Option<usize> {
        self.places.get(module).copied()
    }

    /// Returns the innermost module on the way to `names`.
    fn module_of(&self, names: &[String]) -> Names {
        let mut len = names.len();
        while len > 0 && !self.modules.contains(&names[..len]) {
            len -= 1;
        }
        names[..len].to_vec()
    }
}

fn read_folder(folder: &Path, module: &[String], files: &mut Vec<File>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.unwrap_or_else(|e| panic!("{}: {e}", folder.display())).path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let inner = [module, std::slice::from_ref(&name)].concat();
        if name == "tests" || (module.is_empty() && name == "bin") {
            continue;
        }
        if path.is_dir() {
            read_folder(&path, &inner, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let module = match (name.as_str(), module.is_empty()) {
                ("mod", _) | ("lib" | "main", true) => module.to_vec(),
                _ => inner,
            };
            files.push(read_file(&path, module));
        }
    }
}

fn read_file(path: &Path, module: Names) -> File {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let syntax = syn::parse_file(&text)
        .unwrap_or_else(|e| panic!("{}:{}: {e}", path.display(), e.span().start().line));
    let shown = path.components().rev().take_while(|c| c.as_os_str() != "src");
    let shown: Vec<_> = shown.collect();
    let path = Path::new("src").join(shown.into_iter().rev().collect::<PathBuf>());
    File { path, mentions: Mentions::of(&module, &syntax), module }
}
