//! A thread with little stack.

use std::panic::resume_unwind;
use std::thread;

/// Runs `f` in a thread with a stack of `bytes`, and returns what it returns.
///
/// Rust aborts the process when a stack overflows: code that recurses too deeply takes the test run down with it, and
/// the message names the test (`on_small_stack` gives its thread the caller's name).
///
/// ```
/// assert_eq!(testkit::on_small_stack(64 * 1024, || 1 + 1), 2);
/// ```
///
/// # Panics
///
/// With `f`'s panic, or if no thread can be started.
pub fn on_small_stack<R: Send>(bytes: usize, f: impl FnOnce() -> R + Send) -> R {
    let name = thread::current().name().unwrap_or("unnamed").to_owned();
    thread::scope(|scope| {
        let thread = thread::Builder::new().name(name).stack_size(bytes);
        let running = thread.spawn_scoped(scope, f).expect("a thread with a small stack");
        running.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abort::{Death, child};
    use std::hint::black_box;

    /// Uses at least `depth` KiB of stack.
    fn recurse(depth: usize) -> usize {
        let frame = black_box([depth as u8; 1024]);
        if depth == 0 {
            0
        } else {
            recurse(depth - 1) + usize::from(frame[depth % 1024] == depth as u8)
        }
    }

    #[test]
    fn borrows_and_returns() {
        let text = String::from("borrowed");
        assert_eq!(on_small_stack(64 << 10, || text.len()), 8);
        assert_eq!(on_small_stack(64 << 10, || recurse(8)), 8);
    }

    #[test]
    #[should_panic(expected = "through the thread")]
    fn panics_pass_through() {
        on_small_stack(64 << 10, || panic!("through the thread"));
    }

    #[test]
    fn the_stack_is_small() {
        let end = child("stack::tests::the_stack_is_small", || {
            on_small_stack(64 << 10, || _ = recurse(1024));
        });
        assert!(matches!(end.death, Death::StackOverflow | Death::Signal(_)), "{end:?}");
    }
}
