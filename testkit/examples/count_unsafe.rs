//! Counts the `unsafe` of folders with Rust sources, tests left out: one row each, and one for each file with `--files`.
//!
//! ```text
//! cargo run -q -p testkit --example count_unsafe -- cow-core/src ~/.cargo/registry/src/*/rpds-1.2.1/src
//! ```

use std::env;
use std::path::Path;
use testkit::UnsafeCode;

fn row(name: &str, count: &UnsafeCode) {
    let UnsafeCode { blocks, functions, impls, lines } = count;
    println!("| {name} | {blocks} | {functions} | {impls} | {lines} |");
}

fn main() {
    let (options, folders): (Vec<_>, Vec<_>) =
        env::args().skip(1).partition(|word| word.starts_with("--"));
    println!(
        "| source | blocks | functions and traits | impls | lines of code |\n|---|---|---|---|---|"
    );
    for folder in folders {
        let mut sum = UnsafeCode::default();
        for (path, count) in UnsafeCode::of_folder(Path::new(&folder), |_| true) {
            sum += &count;
            if options.iter().any(|option| option == "--files") && !count.is_none() {
                row(&path.display().to_string(), &count);
            }
        }
        row(&folder, &sum);
    }
}
