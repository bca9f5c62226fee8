//! `Serialize` and `Deserialize`, as the level order.

use super::BinaryTree;
use alloc::vec::Vec;
use cow_core::serde::collect_seq;
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

/// A sequence: the [level order](BinaryTree::to_level_order), with nothing (`null` in JSON) where a node
/// has no child. So values that are themselves written as nothing are not read back.
impl<T: Serialize> Serialize for BinaryTree<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.to_level_order())
    }
}

/// From a [level order](BinaryTree::from_level_order). Fails if a value has no parent.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for BinaryTree<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items: Vec<Option<T>> = collect_seq(deserializer)?;
        Self::from_level_order(items).map_err(|orphan| {
            D::Error::custom(format_args!(
                "the value at index {} of the level order has no parent",
                orphan.index
            ))
        })
    }
}
