//! `ecow`: one shared allocation, copied whole by the first write after a clone.

use ecow::EcoVec;

use crate::element::Element;
use crate::shape::Vector;

/// [`EcoVec`].
pub type EcoVector<T> = EcoVec<T>;

impl<T: Element> Vector<T> for EcoVector<T> {
    const NAME: &'static str = "ecow";
    const DEEP: bool = true;
    const DEEP_CLONE: bool = false;

    fn len(&self) -> usize {
        self.as_slice().len()
    }

    #[inline]
    fn get(&self, at: usize) -> Option<&T> {
        self.as_slice().get(at)
    }

    #[inline]
    fn set(&mut self, at: usize, element: T) {
        self.make_mut()[at] = element;
    }

    #[inline]
    fn push(&mut self, element: T) {
        self.push(element);
    }

    fn iter(&self) -> impl Iterator<Item = &T> {
        self.as_slice().iter()
    }

    fn change_all(&mut self, change: impl FnMut(&mut T)) -> Option<()> {
        self.make_mut().iter_mut().for_each(change);
        Some(())
    }

    fn insert(&mut self, at: usize, element: T) -> Option<()> {
        self.insert(at, element);
        Some(())
    }

    fn remove(&mut self, at: usize) -> Option<T> {
        Some(self.remove(at))
    }

    fn append(&mut self, other: Self) -> Option<()> {
        self.extend(other);
        Some(())
    }

    fn split_off(&mut self, at: usize) -> Option<Self> {
        let tail = self.as_slice()[at..].into();
        self.truncate(at);
        Some(tail)
    }

    fn sort(&mut self) -> Option<()> {
        self.make_mut().sort();
        Some(())
    }
}
