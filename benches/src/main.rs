//! See the library.

use std::process::ExitCode;

#[global_allocator]
static HEAP: benches::heap::Counting = benches::heap::Counting;

fn main() -> ExitCode {
    benches::cli::main()
}
