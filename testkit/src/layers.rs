//! The layer check: imports go one way.

mod mentions;

mod files;

mod order;

use std::path::Path;

use crate::layers::files::Crate;
use crate::layers::order::Order;
pub use crate::layers::order::Violation;

/// Asserts that no file under `src` imports upward.
///
/// `manifest_dir` is the package's folder; `order` lists its modules, lowest first, as paths under `src` without `.rs`:
/// `"sync"`, `"node/block"`. An entry without listed entries below it covers its whole folder, as one layer; one with
/// covers its own file alone.
///
/// A file may name its own layer and lower ones, in a `use`, in an expression, a type, a pattern or a macro, by
/// `crate::`, `super::`, `self::`, `$crate::` or a name that such an import gave. It fails to name
/// * a module in a higher layer or in none,
/// * an item of the crate root, unless the root re-exports it from a lower layer (or it is an exported macro of one),
/// * everything in the crate root, by a glob.
///
/// A file without a layer fails, and so does an entry without a file. `lib.rs`, `main.rs` and `bin` stand above all
/// layers and are not checked. Exempt are items under `#[cfg(test)]`, the files of such modules, `tests.rs` and folders
/// `tests`.
///
/// Not seen: names that a macro makes, and methods, which no path names.
///
/// ```no_run
/// testkit::assert_layers(env!("CARGO_MANIFEST_DIR"), &["sync", "count", "node/block", "node"]);
/// ```
///
/// # Panics
///
/// If there are violations, with all of them; if a file cannot be read or is not Rust.
#[track_caller]
pub fn assert_layers(manifest_dir: impl AsRef<Path>, order: &[&str]) {
    let violations = check_layers(manifest_dir, order);
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
pub fn check_layers(manifest_dir: impl AsRef<Path>, order: &[&str]) -> Vec<Violation> {
    let krate = Crate::read(&manifest_dir.as_ref().join("src"));
    let mut violations = Order::new(order).check(&krate);
    violations.sort();
    violations.dedup();
    violations
}

#[cfg(test)]
mod tests;
