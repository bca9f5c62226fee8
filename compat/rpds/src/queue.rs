//! `Queue`.

use crate::Kind;

sequence! {
    /// A queue: a vector that grows at its back, and shrinks at its front.
    Queue, QueueSync, len
}

impl<T, P: Kind> Queue<T, P> {
    #[must_use]
    pub fn peek(&self) -> Option<&T> {
        self.0.first()
    }
}

impl<T: Clone, P: Kind> Queue<T, P> {
    #[must_use]
    pub fn enqueue(&self, value: T) -> Self {
        let mut new = self.clone();
        new.enqueue_mut(value);
        new
    }

    pub fn enqueue_mut(&mut self, value: T) {
        self.0.push(value);
    }

    #[must_use]
    pub fn dequeue(&self) -> Option<Self> {
        let mut new = self.clone();
        new.dequeue_mut().then_some(new)
    }

    pub fn dequeue_mut(&mut self) -> bool {
        self.0.pop_front().is_some()
    }
}

impl<T, P: Kind> FromIterator<T> for Queue<T, P> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}
