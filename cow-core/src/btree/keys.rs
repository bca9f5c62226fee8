//! Writes to the separators of a branch: those in the branch, and those in a block that copies of it
//! share.

use super::exclusive::BranchMut;
use super::node::BranchRef;
use super::raw::{FREE, RawBranch};
use super::width::MAX_FANOUT;
use crate::block::{Block, Fresh, clone_into};
use crate::count::RefCount;
use crate::prefix::{from_order, is_integer, order};

/// Most separators of a branch: one less than children.
const MAX_KEYS: usize = MAX_FANOUT - 1;

impl<K, T, A, C: RefCount> BranchRef<'_, K, T, A, C> {
    /// Returns `true` if no other branch shares the separators, so that they can be written without
    /// a clone.
    pub(super) fn owns_keys(self) -> bool {
        !RawBranch::<K, T, A, C>::KEYS_APART || self.key_block().is_none_or(Block::is_unique)
    }
}

impl<K, T, A, C: RefCount> BranchMut<'_, K, T, A, C> {
    /// Makes sure that separators can be written: if other branches share them, they are cloned.
    ///
    /// If a `clone` panics, nothing has changed.
    #[inline]
    pub fn own_keys(&mut self)
    where
        K: Clone,
    {
        if !RawBranch::<K, T, A, C>::KEYS_APART {
            return;
        }
        let keys = self.node().key_block();
        let fresh = match keys {
            None => Fresh::new((), MAX_KEYS),
            Some(block) => {
                if block.get_mut().is_some() {
                    return;
                }
                block.borrow().duplicate(MAX_KEYS)
            }
        };
        *keys = Some(fresh.share());
    }

    /// Puts a separator in at `index`, where there are `len` already.
    ///
    /// # Panics
    /// If there is no room, or if the keys are not [owned](Self::own_keys).
    pub(super) fn insert_key(&mut self, index: usize, len: usize, key: K) {
        assert!(index <= len && len < MAX_KEYS, "no room for a separator");
        if let (Some(prefixes), Some(prefix)) = (self.node().prefixes(), order(&key)) {
            prefixes.copy_within(index..len, index + 1);
            prefixes[index] = prefix;
        }
        if is_integer::<K>() {
            return;
        }
        if RawBranch::<K, T, A, C>::KEYS_APART {
            let block = self.node().key_block().as_mut().and_then(Block::get_mut);
            return block.expect("separators are owned before they change").insert(index, key);
        }
        let keys = &mut self.node().inline_keys()[index..=len];
        keys.rotate_right(1);
        keys[0].write(key);
    }

    /// Takes the separator at `index` out, of `len`.
    ///
    /// # Panics
    /// If there is none, or if the keys are not [owned](Self::own_keys).
    pub(super) fn remove_key(&mut self, index: usize, len: usize) -> K {
        assert!(index < len && len <= MAX_KEYS, "no such separator");
        if let Some(prefixes) = self.node().prefixes() {
            let integer = from_order(prefixes[index]);
            prefixes.copy_within(index + 1..len, index);
            prefixes[len - 1] = FREE;
            if let Some(integer) = integer {
                return integer;
            }
        }
        if RawBranch::<K, T, A, C>::KEYS_APART {
            let block = self.node().key_block().as_mut().and_then(Block::get_mut);
            return block.expect("separators are owned before they change").remove(index);
        }
        let keys = &mut self.node().inline_keys()[index..len];
        keys.rotate_left(1);
        // SAFETY: the separator is initialised, and not used again here.
        unsafe { keys[len - index - 1].assume_init_read() }
    }

    /// Gives a branch that is being made the separators of another, whose prefixes it has. Those with drop glue are
    /// shared, others cloned: if a `clone` panics, none are there.
    pub(super) fn copy_keys(&mut self, from: BranchRef<'_, K, T, A, C>)
    where
        K: Clone,
    {
        if RawBranch::<K, T, A, C>::KEYS_APART {
            *self.node().key_block() = from.key_block().cloned();
            return;
        }
        if is_integer::<K>() {
            return;
        }
        // What has been cloned before a panic has no drop glue.
        clone_into(self.node().inline_keys(), from.keys());
    }
}
