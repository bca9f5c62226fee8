//! Operations on one path: no node but those between the root and one leaf is written.

pub(crate) mod find;
pub(crate) mod insert;
pub(crate) mod remove;

pub(crate) mod written;

pub(crate) mod place;

pub(crate) mod leaves;

pub(crate) mod extract;
