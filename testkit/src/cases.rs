//! How often a property is tried.

use std::env;

/// Returns whether tests take all the cases that they have: if `FULL_TESTS` is set, as by `tools/check`.
///
/// Otherwise they take a part of them, so that `cargo test` ends within minutes.
#[must_use]
pub fn full() -> bool {
    env::var_os("FULL_TESTS").is_some()
}

/// Returns `all` if tests are [`full`], or else `some`.
///
/// ```
/// let rounds = testkit::full_or(400, 100);
/// assert!(rounds == 400 || rounds == 100);
/// ```
pub fn full_or<T>(all: T, some: T) -> T {
    if full() { all } else { some }
}

/// Returns how many cases of a property to try: what `PROPTEST_CASES` says, or else `usual` if tests are
/// [`full`], an eighth of it if they are not, and two under Miri, which takes some thousand times as long.
///
/// ```
/// assert!((2..=48).contains(&testkit::cases(48)));
/// ```
#[must_use]
pub fn cases(usual: u32) -> u32 {
    let asked = env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    asked.unwrap_or(match () {
        () if cfg!(miri) => 2,
        () if full() => usual,
        () => usual.div_ceil(8),
    })
}
