//! Placeholder of the demonstration program.
fn main() {}
