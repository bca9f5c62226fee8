//! What differs between two versions of a value.

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
#[cfg_attr(
    not(feature = "cell"),
    doc = "[`CowCell::changes`]: https://docs.rs/cow-collections-core"
)]
pub trait Diff {
    /// The changes, mostly an iterator.
    type Changes<'a>
    where
        Self: 'a;

    /// What has to be done to `self` to get `newer`.
    fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a>;
}

/// One difference between two maps, whether they are ordered or not.
///
/// ```
/// use cow_core::DiffItem;
///
/// fn key<'a, K, V>(item: &DiffItem<'a, 'a, K, V>) -> &'a K {
///     match *item {
///         DiffItem::Add(key, _) | DiffItem::Remove(key, _) => key,
///         DiffItem::Update { new: (key, _), .. } => key,
///     }
/// }
/// assert_eq!(key(&DiffItem::Add(&"a", &1)), &"a");
/// ```
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DiffItem<'a, 'b, K, V> {
    /// The newer map has an entry for a key that the older one does not have.
    Add(&'b K, &'b V),
    /// Both maps have the key, with values that are not equal.
    Update {
        /// The entry of the older map.
        old: (&'a K, &'a V),
        /// The entry of the newer map.
        new: (&'b K, &'b V),
    },
    /// The older map has an entry for a key that the newer one does not have.
    Remove(&'a K, &'a V),
}

impl<K, V> Clone for DiffItem<'_, '_, K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for DiffItem<'_, '_, K, V> {}

/// One difference between two sets, whether they are ordered or not.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetDiffItem<'a, 'b, T> {
    /// The newer set has an element that the older one does not have.
    Add(&'b T),
    /// The older set has an element that the newer one does not have.
    Remove(&'a T),
}

impl<T> Clone for SetDiffItem<'_, '_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for SetDiffItem<'_, '_, T> {}

impl<'a, 'b, T> SetDiffItem<'a, 'b, T> {
    /// Returns the difference between two sets that are stored as maps to `()`, or `None` for an
    /// [`Update`](DiffItem::Update): units do not differ.
    pub fn of_map(item: DiffItem<'a, 'b, T, ()>) -> Option<Self> {
        match item {
            DiffItem::Add(element, ()) => Some(Self::Add(element)),
            DiffItem::Remove(element, ()) => Some(Self::Remove(element)),
            DiffItem::Update { .. } => None,
        }
    }
}
