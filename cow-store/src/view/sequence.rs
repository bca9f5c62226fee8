//! Vectors, by index.

use super::{Page, View};
use crate::collection::Element;
use crate::error::{Error, Fault};
use crate::format::Child;
use cow_vec::CowVec;
use std::ops::Range;
use std::sync::Arc;

impl<T: Element> View<CowVec<T>> {
    /// Returns the item at an index, if there is one. Reads the nodes on one path.
    ///
    /// # Errors
    /// If a node is missing or damaged, or the storage fails.
    pub fn get(&self, index: u64) -> Result<Option<T>, Error> {
        if index >= self.len {
            return Ok(None);
        }
        let leaf = self.leaf(index)?;
        Ok(leaf.item(index).cloned())
    }

    /// Returns the items in a range of indices, as far as there are any. Reads the nodes on one path for each leaf, and
    /// ends with the first error.
    pub fn range(&self, range: Range<u64>) -> impl Iterator<Item = Result<T, Error>> {
        let range = range.start.min(self.len)..range.end.min(self.len);
        Items { view: self, range, leaf: None }
    }

    /// Returns the leaf that has the item at an index, which is below the length.
    fn leaf(&self, index: u64) -> Result<Leaf<T>, Error> {
        let (mut start, mut page) = (0, None);
        loop {
            let children: &[Child] =
                page.as_ref().map_or(&self.roots, |page: &Arc<Page<_>>| &page.children);
            let mut holding = None;
            for child in children {
                if index - start < child.len {
                    holding = Some(*child);
                    break;
                }
                start += child.len;
            }
            // The lengths of a node and of its children are compared when it is read.
            let child = holding.ok_or(Error::node(self.version.node(), Fault::Form))?;
            let next = self.page(child)?;
            if next.children.is_empty() {
                return Ok(Leaf { start, page: next });
            }
            page = Some(next);
        }
    }
}

/// A leaf, and the index of its first item.
struct Leaf<T: Element> {
    start: u64,
    page: Arc<Page<CowVec<T>>>,
}

impl<T: Element> Leaf<T> {
    /// Returns the item at an index of the whole vector, if the leaf has it.
    fn item(&self, index: u64) -> Option<&T> {
        let index = index.checked_sub(self.start)?;
        self.page.items.get(usize::try_from(index).ok()?)
    }
}

/// The items of a range, leaf by leaf.
struct Items<'a, T: Element> {
    view: &'a View<CowVec<T>>,
    range: Range<u64>,
    leaf: Option<Leaf<T>>,
}

impl<T: Element> Iterator for Items<'_, T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.range.next()?;
        if let Some(item) = self.leaf.as_ref().and_then(|leaf| leaf.item(index)) {
            return Some(Ok(item.clone()));
        }
        match self.view.leaf(index) {
            Ok(leaf) => self.leaf.insert(leaf).item(index).cloned().map(Ok),
            Err(error) => {
                self.range = 0..0;
                Some(Err(error))
            }
        }
    }
}
