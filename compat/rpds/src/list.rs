//! `List`.

use crate::Kind;

sequence! {
    /// A list: a vector that is written at its front.
    List, ListSync, len
}

impl<T, P: Kind> List<T, P> {
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.0.first()
    }

    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.0.last()
    }
}

impl<T: Clone, P: Kind> List<T, P> {
    #[must_use]
    pub fn push_front(&self, value: T) -> Self {
        let mut new = self.clone();
        new.push_front_mut(value);
        new
    }

    pub fn push_front_mut(&mut self, value: T) {
        self.0.push_front(value);
    }

    #[must_use]
    pub fn drop_first(&self) -> Option<Self> {
        let mut new = self.clone();
        new.drop_first_mut().then_some(new)
    }

    pub fn drop_first_mut(&mut self) -> bool {
        self.0.pop_front().is_some()
    }

    #[must_use]
    pub fn reverse(&self) -> Self {
        let mut new = self.clone();
        new.reverse_mut();
        new
    }

    pub fn reverse_mut(&mut self) {
        self.0.reverse();
    }
}

impl<T, P: Kind> FromIterator<T> for List<T, P> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}
