//! What a map with a summary knows of its entries without visiting them.

use super::CowTreeMap;
use crate::node;
use crate::summary::Summary;
use cow_core::Kind;
use cow_core::fork::View;

impl<K, V, P: Kind, A: Summary<K, V>> CowTreeMap<K, V, P, A> {
    /// The summary of all entries. O(1), or O(n) in a map so small that it is one leaf.
    ///
    /// ```
    /// use cow_core::Atomic;
    /// use cow_tree::{CowTreeMap, Summary};
    ///
    /// #[derive(Clone)]
    /// struct Total(u64);
    ///
    /// impl Summary<&'static str, u64> for Total {
    ///     fn empty() -> Self {
    ///         Total(0)
    ///     }
    ///     fn of(_: &&'static str, value: &u64) -> Self {
    ///         Total(*value)
    ///     }
    ///     fn combine(&self, right: &Self) -> Self {
    ///         Total(self.0 + right.0)
    ///     }
    /// }
    ///
    /// let mut prices: CowTreeMap<_, _, Atomic, Total> = [("ink", 3), ("pen", 2)].into_iter().collect();
    /// prices.insert("paper", 5);
    /// assert_eq!(prices.summary().0, 10);
    /// ```
    #[must_use]
    pub fn summary(&self) -> A {
        self.tree().map_or_else(A::empty, node::summary)
    }

    /// The first entry at which `reached` says `true` of the summary of all entries up to it and
    /// with it, and the summary of those before it. O(log n).
    ///
    /// `reached` is to be monotone: `false` for short beginnings of the map, `true` for longer ones.
    ///
    /// ```
    /// use cow_core::Atomic;
    /// use cow_tree::{CowTreeMap, Summary};
    ///
    /// /// How many bytes of text.
    /// #[derive(Clone)]
    /// struct Bytes(usize);
    ///
    /// impl Summary<u32, String> for Bytes {
    ///     fn empty() -> Self {
    ///         Bytes(0)
    ///     }
    ///     fn of(_: &u32, line: &String) -> Self {
    ///         Bytes(line.len())
    ///     }
    ///     fn combine(&self, right: &Self) -> Self {
    ///         Bytes(self.0 + right.0)
    ///     }
    /// }
    ///
    /// let lines = [(1, "ab"), (2, "cde"), (3, "f")];
    /// let lines: CowTreeMap<u32, String, Atomic, Bytes> =
    ///     lines.into_iter().map(|(number, line)| (number, line.to_owned())).collect();
    /// // The line that holds byte 4, and how many bytes are before it.
    /// let (before, number, line) = lines.search(|sum| sum.0 > 4).unwrap();
    /// assert_eq!((before.0, *number, line.as_str()), (2, 2, "cde"));
    /// ```
    pub fn search(&self, mut reached: impl FnMut(&A) -> bool) -> Option<(A, &K, &V)> {
        let mut at = self.tree()?;
        let mut before = A::empty();
        loop {
            match at.view() {
                View::Fork(fork) => {
                    let [left, right] = fork.children();
                    let with_left = before.combine(&node::summary(left));
                    if reached(&with_left) {
                        at = left;
                    } else {
                        (at, before) = (right, with_left);
                    }
                }
                View::Leaf(leaf) => {
                    for (key, value) in leaf.slice() {
                        let with_entry = before.combine(&A::of(key, value));
                        if reached(&with_entry) {
                            return Some((before, key, value));
                        }
                        before = with_entry;
                    }
                    return None;
                }
            }
        }
    }
}
