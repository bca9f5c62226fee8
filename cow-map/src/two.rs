//! Operations on two tries, level by level, which skip what both share.

pub(crate) mod eq;
