//! The layer check: imports go one way.

mod mentions;

mod files;

mod order;

use std::path::Path;

use crate::layers::files::Crate;
pub use crate::layers::order::Violation;

/// Asserts that no file under `src` imports upward.
///
/// `manifest_dir` is the package's folder. The order is that of the `mod` lines, lowest first (`rustfmt` sorts only lines
/// without an empty one between them). A module may name, in a `use`, in an expression, a type, a pattern or a macro, by
/// `crate::`, `super::`, `self::`, `$crate::` or a name that such an import gave,
/// * modules that are declared before it by their common parent,
/// * its children, and its parents but the crate root,
/// * what the crate root re-exports of a module that it may name, and exported macros of one.
///
/// What a module re-exports counts as named where it is defined. Everything in the crate root, by a glob, fails, and so does
/// a file without a `mod` line. `lib.rs`, `main.rs` and `bin` are above all layers and are not checked. Exempt are items
/// under `#[cfg(test)]`, the files of such modules, `tests.rs` and folders `tests`.
///
/// Not seen: names that a macro makes, and methods, which no path names.
///
/// ```no_run
/// testkit::assert_layers(env!("CARGO_MANIFEST_DIR"));
/// ```
///
/// # Panics
///
/// If there are violations, with all of them; if a file cannot be read or is not Rust.
#[track_caller]
pub fn assert_layers(manifest_dir: impl AsRef<Path>) {
    let violations = check_layers(manifest_dir);
    let list: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(
        list.is_empty(),
        "{} imports break the order of layers:\n{}",
        list.len(),
        list.join("\n")
    );
}

/// Returns what [`assert_layers`] asserts to be empty, sorted by file and line.
///
/// # Panics
///
/// If a file cannot be read or is not Rust.
#[must_use = "these are the violations"]
pub fn check_layers(manifest_dir: impl AsRef<Path>) -> Vec<Violation> {
    let krate = Crate::read(&manifest_dir.as_ref().join("src"));
    let mut violations = order::check(&krate);
    violations.sort();
    violations.dedup();
    violations
}

#[cfg(test)]
mod tests;
