//! `hashbrown`: the table under std's.

use hashbrown::HashMap;

use super::Hasher;
use crate::element::Element;
use crate::shape::Map;

/// [`hashbrown::HashMap`].
pub type HashbrownMap<K> = HashMap<K, u64, Hasher>;

impl<K: Element> Map<K> for HashbrownMap<K> {
    const NAME: &'static str = "hashbrown";
    const DEEP: bool = true;

    named_as_in_std!();

    fn union(mut self, other: Self) -> Option<Self> {
        self.extend(other);
        Some(self)
    }

    algebra_by_retain!();
}
