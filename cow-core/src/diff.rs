//! What lies between two versions of a value.

/// A value that can tell what changed between two versions of it.
///
/// The collections of the family do so from what the versions share, in time that follows the
/// changes and not the size. [`CowCell::changes`] uses it for whoever watches a cell.
///
/// ```
/// use cow_core::Diff;
///
/// /// The larger of two logs is the newer, and begins with the other.
/// #[derive(Clone)]
/// struct Log(Vec<u32>);
///
/// impl Diff for Log {
///     type Changes<'a> = std::slice::Iter<'a, u32>;
///
///     fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a> {
///         newer.0[self.0.len()..].iter()
///     }
/// }
///
/// let old = Log(vec![1, 2]);
/// let new = Log(vec![1, 2, 3]);
/// assert!(old.diff(&new).eq(&[3]));
/// ```
///
#[cfg_attr(feature = "cell", doc = "[`CowCell::changes`]: crate::CowCell::changes")]
#[cfg_attr(not(feature = "cell"), doc = "[`CowCell::changes`]: https://docs.rs/cow-core")]
pub trait Diff {
    /// The changes, mostly an iterator.
    type Changes<'a>
    where
        Self: 'a;

    /// What has to be done to `self` to get `newer`.
    fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a>;
}
