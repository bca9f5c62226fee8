//! A paged memory that forks in constant time.

use cow_core::CowBox;
use cow_draw::{NodeInfo, Nodes};
use cow_vec::CowVec;
use serde::Serialize;
use std::ops::Range;

/// The bytes of a page.
pub(crate) const PAGE: usize = 4096;

pub(crate) type Page = [u8; PAGE];

/// A memory of so many bytes, all of them 0 at first. A clone of it is a fork: it shares all pages, and the first write to
/// a page copies that page.
#[derive(Clone)]
pub(crate) struct Memory {
    pages: CowVec<CowBox<Page>>,
    /// The page that all untouched addresses show.
    zero: CowBox<Page>,
    faults: Faults,
}

/// The writes that found no page of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Faults {
    /// To an untouched page.
    pub(crate) zeroed: u64,
    /// To a page that another memory has too.
    pub(crate) copied: u64,
}

/// What a memory holds, in the words of `/proc/self/smaps`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Resident {
    /// Bytes of pages that were touched.
    pub(crate) rss: u64,
    /// Those of pages that other memories have too.
    pub(crate) shared: u64,
    /// Those of pages that are this one's alone.
    pub(crate) private: u64,
}

/// An access that ends beyond the last address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("address {address:#x} is not in a memory of {size:#x} bytes")]
pub(crate) struct OutOfBounds {
    pub(crate) address: u64,
    pub(crate) size: u64,
}

impl Memory {
    /// Creates a memory of at least `size` bytes.
    pub(crate) fn new(size: u64) -> Self {
        let zero = CowBox::new([0; PAGE]);
        let mut pages = CowVec::new();
        pages.resize(size.div_ceil(PAGE as u64) as usize, zero.clone());
        Self { pages, zero, faults: Faults::default() }
    }

    pub(crate) fn size(&self) -> u64 {
        (self.pages.len() * PAGE) as u64
    }

    pub(crate) fn faults(&self) -> Faults {
        self.faults
    }

    pub(crate) fn read<const N: usize>(&self, address: u64) -> Result<[u8; N], OutOfBounds> {
        let Range { start, end } = self.check(address, N)?;
        let mut bytes = [0; N];
        for (byte, at) in bytes.iter_mut().zip(start..end) {
            *byte = self.pages[at / PAGE][at % PAGE];
        }
        Ok(bytes)
    }

    pub(crate) fn write(&mut self, address: u64, bytes: &[u8]) -> Result<(), OutOfBounds> {
        let Range { start, end } = self.check(address, bytes.len())?;
        let mut from = start;
        while from < end {
            let to = end.min((from / PAGE + 1) * PAGE);
            let page = self.page_mut(from / PAGE);
            page[from % PAGE..][..to - from].copy_from_slice(&bytes[from - start..to - start]);
            from = to;
        }
        Ok(())
    }

    fn check(&self, address: u64, len: usize) -> Result<Range<usize>, OutOfBounds> {
        let size = self.size();
        match address.checked_add(len as u64) {
            Some(end) if end <= size => Ok(address as usize..end as usize),
            _ => Err(OutOfBounds { address, size }),
        }
    }

    /// A page to be written: copied if it is shared.
    fn page_mut(&mut self, index: usize) -> &mut Page {
        let page = &mut self.pages[index];
        if CowBox::ptr_eq(page, &self.zero) {
            self.faults.zeroed += 1;
        } else if CowBox::strong_count(page) > 1 {
            self.faults.copied += 1;
        }
        CowBox::make_mut(page)
    }

    /// The pages that differ, each with the bytes in which it does. Pages that both share are skipped.
    pub(crate) fn diff(&self, newer: &Self) -> Vec<(usize, usize)> {
        let mut pages = Vec::new();
        for hunk in self.pages.diff(&newer.pages) {
            for (i, (old, new)) in hunk.removed.iter().zip(hunk.inserted.iter()).enumerate() {
                let bytes = old.iter().zip(new.iter()).filter(|(old, new)| old != new).count();
                pages.push((hunk.newer_at + i, bytes));
            }
        }
        pages
    }

    /// O(pages): visits all of them.
    pub(crate) fn resident(&self) -> Resident {
        let mut resident = Resident::default();
        // How deep the highest node on the path is that other memories have too.
        let mut shared_at = None;
        let mut next = 0;
        self.pages.visit_nodes(&mut |node| {
            if shared_at.is_none_or(|depth| node.depth <= depth) {
                shared_at = (node.owners > 1).then_some(node.depth);
            }
            for page in self.pages.range(next..next + node.items) {
                if !CowBox::ptr_eq(page, &self.zero) {
                    let is_shared = shared_at.is_some() || CowBox::strong_count(page) > 1;
                    resident.rss += PAGE as u64;
                    *(if is_shared { &mut resident.shared } else { &mut resident.private }) +=
                        PAGE as u64;
                }
            }
            next += node.items;
            true
        });
        resident
    }
}

/// The nodes of the table of pages, and the pages below them.
impl Nodes for Memory {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        let mut next = 0;
        self.pages.visit_nodes(&mut |node| {
            let pages = next..next + node.items;
            next += node.items;
            let goes_on = visit(node.with_items(0));
            if goes_on {
                for (slot, page) in pages.clone().zip(self.pages.range(pages)) {
                    page.visit_nodes(&mut |page| visit(page.at(node.depth + 1, slot)));
                }
            }
            goes_on
        });
    }
}
