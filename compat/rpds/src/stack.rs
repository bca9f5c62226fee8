//! `Stack`.

use crate::Kind;

sequence! {
    /// A stack: a vector whose front is the top.
    Stack, StackSync, size
}

impl<T, P: Kind> Stack<T, P> {
    #[must_use]
    pub fn peek(&self) -> Option<&T> {
        self.0.first()
    }
}

impl<T: Clone, P: Kind> Stack<T, P> {
    #[must_use]
    pub fn push(&self, value: T) -> Self {
        let mut new = self.clone();
        new.push_mut(value);
        new
    }

    pub fn push_mut(&mut self, value: T) {
        self.0.push_front(value);
    }

    #[must_use]
    pub fn pop(&self) -> Option<Self> {
        let mut new = self.clone();
        new.pop_mut().then_some(new)
    }

    pub fn pop_mut(&mut self) -> bool {
        self.0.pop_front().is_some()
    }
}

/// The last item is the top.
impl<T: Clone, P: Kind> FromIterator<T> for Stack<T, P> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut stack = Self::new_with_ptr_kind();
        items.into_iter().for_each(|item| stack.push_mut(item));
        stack
    }
}
