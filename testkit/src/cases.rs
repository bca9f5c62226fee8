//! How often a property is tried.

use std::env;

/// How many cases of a property to try: what `PROPTEST_CASES` says, else as many as are `usual`, and
/// under Miri, which takes some thousand times as long, two.
///
/// ```
/// assert!(testkit::cases(48) > 0);
/// ```
#[must_use]
pub fn cases(usual: u32) -> u32 {
    let asked = env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    asked.unwrap_or(if cfg!(miri) { 2 } else { usual })
}
