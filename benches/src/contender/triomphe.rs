//! `triomphe`: a count without weak references.

use triomphe::Arc;

use crate::shape::Shared;

/// [`triomphe::Arc`].
pub type TriompheBox<T> = Arc<T>;

impl<T: Clone + 'static> Shared<T> for TriompheBox<T> {
    const NAME: &'static str = "triomphe";

    fn new(value: T) -> Self {
        Self::new(value)
    }

    #[inline]
    fn read(&self) -> &T {
        self
    }

    // A call would cost more than what is measured.
    #[inline(always)]
    fn make_mut(&mut self) -> &mut T {
        Self::make_mut(self)
    }
}
