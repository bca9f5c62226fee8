//! Operations on the nodes of a vector, below the public type: one verb a file.
//!
//! They keep the fill rules of a B+-tree: away from the tree's left and right edges no node is
//! [underfull](fill::is_underfull), so the height is logarithmic after any sequence of them. Edges may be underfull,
//! down to one child, for there a cut leaves what it leaves.
//!
//! User code (`Clone` of a shared leaf's items) runs on the way down, before anything is moved; a
//! panic leaves the items as they were. Where two leaves are to be joined, callers that cannot bear
//! a panic in between [expose](expose) them first.

pub(crate) mod fill;

pub(crate) mod expose;
pub(crate) mod leaf;

pub(crate) mod join;

pub(crate) mod ends;
pub(crate) mod insert;
pub(crate) mod remove;
pub(crate) mod split;

pub(crate) mod concat;

pub(crate) mod zip;

pub(crate) mod align;
pub(crate) mod myers;
