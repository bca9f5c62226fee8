//! Debug output.

use crate::GenericVec;
use core::fmt;
use cow_core::RefCount;

impl<T: fmt::Debug, C: RefCount> fmt::Debug for GenericVec<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}
