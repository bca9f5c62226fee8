use crate::element::Element;

/// A vector. A clone is a snapshot.
pub trait Vector<T: Element>: Clone + Default + PartialEq + FromIterator<T> + 'static {
    /// The contender's name.
    const NAME: &'static str;

    /// Whether a clone, or the first write after it, copies all elements.
    const DEEP: bool = false;

    /// Whether a clone alone copies all elements.
    const DEEP_CLONE: bool = Self::DEEP;

    /// Makes an empty vector.
    fn new() -> Self {
        Self::default()
    }

    /// Returns a vector of the elements.
    fn collect(elements: impl Iterator<Item = T>) -> Self {
        elements.collect()
    }

    /// Returns the number of elements.
    fn len(&self) -> usize;

    /// Returns `true` if there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the element at a place.
    fn get(&self, at: usize) -> Option<&T>;

    /// Overwrites the element at a place. There is one.
    fn set(&mut self, at: usize, element: T);

    /// Puts an element at the end.
    fn push(&mut self, element: T);

    /// Returns all elements in order.
    fn iter(&self) -> impl Iterator<Item = &T>;

    /// `==`.
    fn equals(&self, other: &Self) -> bool {
        self == other
    }

    /// Calls `change` with each element.
    fn change_all(&mut self, change: impl FnMut(&mut T)) -> Option<()> {
        let _ = change;
        None
    }

    /// Puts an element before the one at a place.
    fn insert(&mut self, at: usize, element: T) -> Option<()> {
        let _ = (at, element);
        None
    }

    /// Takes the element at a place out.
    fn remove(&mut self, at: usize) -> Option<T> {
        let _ = at;
        None
    }

    /// Puts two elements in the place of two, from a place on.
    fn splice(&mut self, at: usize, elements: [T; 2]) -> Option<()> {
        let _ = (at, elements);
        None
    }

    /// Moves all elements of `other` to the end.
    fn append(&mut self, other: Self) -> Option<()> {
        let _ = other;
        None
    }

    /// Takes the elements from a place on out.
    fn split_off(&mut self, at: usize) -> Option<Self> {
        let _ = at;
        None
    }

    /// Returns the number of elements that a newer version has not, or has moved.
    fn diff(&self, newer: &Self) -> Option<usize> {
        let _ = newer;
        None
    }

    /// Returns what two versions made of a third, in one; where both changed a place, ours.
    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        let _ = (base, ours, theirs);
        None
    }

    /// Sorts the elements.
    fn sort(&mut self) -> Option<()> {
        None
    }
}
