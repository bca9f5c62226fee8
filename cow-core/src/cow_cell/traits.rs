//! Standard traits of the cell.

use super::{CowCell, Guard};
use core::fmt;
use core::panic::{RefUnwindSafe, UnwindSafe};

impl<T> From<T> for CowCell<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Default> Default for CowCell<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// Shows the current version. Does not wait.
impl<T: fmt::Debug> fmt::Debug for CowCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let guard = self.load();
        f.debug_struct("CowCell")
            .field("generation", &Guard::generation(&guard))
            .field("value", &*guard)
            .finish()
    }
}

// A panic in an update leaves the cell as it was, and readers never see a draft. What is reached
// through the cell otherwise is `&T`.
impl<T: RefUnwindSafe> UnwindSafe for CowCell<T> {}
impl<T: RefUnwindSafe> RefUnwindSafe for CowCell<T> {}
