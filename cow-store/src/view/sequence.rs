//! Vectors, by index.

use super::View;
use crate::collection::Element;
use crate::error::Error;
use crate::format::Child;
use cow_vec::CowVec;
use std::ops::Range;

impl<T: Element> View<CowVec<T>> {
    /// The item at an index, if there is one. Reads the nodes on one path.
    ///
    /// # Errors
    /// If a node is missing or damaged, or the storage fails.
    pub fn get(&self, mut index: u64) -> Result<Option<T>, Error> {
        let mut children = self.roots.clone();
        loop {
            let Some(child) = find(&children, &mut index) else { return Ok(None) };
            let page = self.page(child)?;
            if page.children.is_empty() {
                return Ok(usize::try_from(index).ok().and_then(|i| page.items.get(i).cloned()));
            }
            children.clone_from(&page.children);
        }
    }

    /// The items in a range of indices, as far as there are any. Reads the nodes on one path for each leaf.
    pub fn range(&self, range: Range<u64>) -> impl Iterator<Item = Result<T, Error>> {
        let range = range.start..range.end.min(self.len);
        range.map(|index| Ok(self.get(index)?.expect("below the length")))
    }
}

/// The child in which an index is, which becomes the index there.
fn find(children: &[Child], index: &mut u64) -> Option<Child> {
    for child in children {
        if *index < child.len {
            return Some(*child);
        }
        *index -= child.len;
    }
    None
}
