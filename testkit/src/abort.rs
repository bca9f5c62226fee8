//! Tests that must end in an abort, in a process of their own.

use std::env;
use std::process::{self, Command};

const CHILD: &str = "TESTKIT_CHILD";
const CASE: &str = "TESTKIT_CASE";

/// How a child ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Death {
    /// `process::abort`, or what stands for it on this system.
    Abort,
    /// Rust's guard page was hit, which aborts, too.
    StackOverflow,
    /// A panic left the test.
    Panic,
    /// The body returned.
    None,
    /// Another signal.
    Signal(i32),
    /// Another exit code, or none.
    Exit(Option<i32>),
}

#[derive(Debug)]
pub(crate) struct End {
    pub(crate) death: Death,
    pub(crate) output: String,
}

/// Code of a child whose body returned; neither 0 (no test ran) nor 101 (a test failed).
const RETURNED: i32 = 86;

/// Asserts that `body` aborts the process, and returns what it wrote to standard error on the way.
///
/// `test` is the full name of the calling test, as the test runner prints it. The test executable is started again for
/// this one test; there `body` runs. A test may contain one such call.
///
/// A panic during unwinding aborts, too, and passes: code without std has no other way. Where that would be an error,
/// check the text.
///
/// ```no_run
/// #[test]
/// fn overflow_aborts() {
///     testkit::must_abort("overflow_aborts", || std::process::abort());
/// }
/// ```
///
/// # Panics
///
/// If `body` returns, panics, overflows the stack or dies of another signal, or if no test has that name. Elsewhere
/// than on Unix, an abort is any failure whose exit code is not a panic's.
#[track_caller]
pub fn must_abort(test: &str, body: impl FnOnce()) -> String {
    let End { death, output } = child(test, body);
    assert!(
        death == Death::Abort,
        "`{test}` must abort, but ended by {death:?}; it said:\n{output}"
    );
    output
}

/// Runs [`must_abort`] for `body(1)`, `body(2)` and so on, each in a child of its own, until one returns. Shows what
/// each wrote to `said`, and tells how many aborted.
///
/// # Panics
///
/// Runs `body` like [`must_abort`], but expects the child to return.
#[track_caller]
pub fn must_abort_each(test: &str, body: impl Fn(u64), mut said: impl FnMut(u64, &str)) -> u64 {
    for case in 1.. {
        let End { death, output } = child_case(test, case, &body);
        match death {
            Death::Abort => said(case, &output),
            Death::None => return case - 1,
            death => panic!("`{test}`, {case}: must abort, but ended by {death:?}:\n{output}"),
        }
    }
    unreachable!("a case is the last")
}

/// Runs `body` in a child that is this test executable, run with `test` alone.
pub(crate) fn child(test: &str, body: impl FnOnce()) -> End {
    child_case(test, 0, |_| body())
}

/// Runs one of many cases like [`child`].
fn child_case(test: &str, case: u64, body: impl FnOnce(u64)) -> End {
    if env::var_os(CHILD).is_some_and(|name| name == test) {
        let case = env::var(CASE).ok().and_then(|case| case.parse().ok());
        body(case.expect("the number of a case"));
        process::exit(RETURNED);
    }
    let executable = env::current_exe().expect("the path of the test executable");
    let output = Command::new(executable)
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, test)
        .env(CASE, case.to_string())
        .output()
        .expect("the test executable starts again");
    let mut said = String::from_utf8_lossy(&output.stderr).into_owned();
    let death = match output.status.code() {
        Some(0) => {
            said.push_str("\n(no test of that name ran)");
            Death::Exit(Some(0))
        }
        Some(RETURNED) => Death::None,
        Some(101) => Death::Panic,
        _ if said.contains("has overflowed its stack") => Death::StackOverflow,
        code => killed(output.status, code),
    };
    End { death, output: said }
}

#[cfg(unix)]
fn killed(status: process::ExitStatus, code: Option<i32>) -> Death {
    use std::os::unix::process::ExitStatusExt;

    /// The number is the same on every Unix.
    const SIGABRT: i32 = 6;

    match status.signal() {
        Some(SIGABRT) => Death::Abort,
        Some(signal) => Death::Signal(signal),
        None => Death::Exit(code),
    }
}

#[cfg(not(unix))]
fn killed(_: process::ExitStatus, _: Option<i32>) -> Death {
    Death::Abort
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abort_passes() {
        let said = must_abort("abort::tests::an_abort_passes", || {
            eprintln!("last words");
            process::abort();
        });
        assert!(said.contains("last words"));
    }

    #[test]
    fn each_case_is_run_until_one_returns() {
        let mut said = Vec::new();
        let aborted = must_abort_each(
            "abort::tests::each_case_is_run_until_one_returns",
            |case| {
                eprintln!("case {case}");
                if case < 3 {
                    process::abort();
                }
            },
            |case, text| said.push((case, text.contains(&format!("case {case}")))),
        );
        assert_eq!((aborted, said), (2, vec![(1, true), (2, true)]));
    }

    #[test]
    #[should_panic(expected = "ended by Panic")]
    fn a_panic_is_no_abort() {
        must_abort("abort::tests::a_panic_is_no_abort", || {
            // `should_panic` would turn a panic of the child into a success.
            process::exit(101);
        });
    }

    #[test]
    fn a_panic_in_a_child_is_seen() {
        let end = child("abort::tests::a_panic_in_a_child_is_seen", || panic!("in the child"));
        assert_eq!(end.death, Death::Panic);
        assert!(end.output.contains("in the child"));
    }

    #[test]
    #[should_panic(expected = "ended by None")]
    fn a_return_is_no_abort() {
        must_abort("abort::tests::a_return_is_no_abort", || ());
    }

    #[test]
    #[should_panic(expected = "no test of that name ran")]
    fn a_wrong_name_is_found() {
        must_abort("abort::tests::there_is_no_such_test", || process::abort());
    }
}
