//! See the library.

use std::process::ExitCode;

#[global_allocator]
static HEAP: demo::heap::Counting = demo::heap::Counting;

fn main() -> ExitCode {
    demo::cli::main()
}
