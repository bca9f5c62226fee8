//! The items, shown.

use crate::CowVec;
use core::fmt;
use cow_core::Kind;

impl<T: fmt::Debug, P: Kind> fmt::Debug for CowVec<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}
