//! Writes to the separators of a branch: those in the branch, and those in a block that copies of it
//! share.

use super::exclusive::BranchMut;
use super::node::BranchRef;
use super::raw::{FREE, KeyBlock, Prefixes, RawBranch};
use super::width::MAX_FANOUT;
use crate::block::{Block, Fresh, clone_into};
use crate::count::RefCount;
use crate::prefix::{from_order, is_integer, order};
use core::ptr::NonNull;

/// Most separators of a branch: one less than children.
const MAX_KEYS: usize = MAX_FANOUT - 1;

impl<K, T, A, C: RefCount> BranchRef<'_, K, T, A, C> {
    /// Returns `true` if no other branch shares the separators, so that they can be written without
    /// a clone.
    pub(super) fn owns_keys(self) -> bool {
        if !RawBranch::<K, T, A, C>::KEYS_APART {
            return true;
        }
        // SAFETY: the branch is live, and only read.
        let block = unsafe { self.raw().key_block() };
        // SAFETY: it is initialised, and nothing writes to it.
        unsafe { block.as_ref() }.as_ref().is_none_or(Block::is_unique)
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
        let keys = self.key_block();
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

    /// Returns the block of separators, to be written.
    fn key_block(&mut self) -> &mut Option<KeyBlock<K, C>> {
        // SAFETY: the branch is live and exclusive, and borrowed along with `self`.
        let mut block = unsafe { self.raw().key_block() };
        // SAFETY: it is initialised, and nothing else reaches it.
        unsafe { block.as_mut() }
    }

    /// Puts a separator in at `index`, where there are `len` already.
    ///
    /// # Panics
    /// If there is no room, or if the keys are not [owned](Self::own_keys).
    pub(super) fn insert_key(&mut self, index: usize, len: usize, key: K) {
        assert!(index <= len && len < MAX_KEYS, "no room for a separator");
        if let (Some(prefixes), Some(prefix)) = (self.prefixes_mut(), order(&key)) {
            prefixes.copy_within(index..len, index + 1);
            prefixes[index] = prefix;
        }
        if is_integer::<K>() {
            return;
        }
        if RawBranch::<K, T, A, C>::KEYS_APART {
            let block = self.key_block().as_mut().and_then(Block::get_mut);
            return block.expect("separators are owned before they change").insert(index, key);
        }
        // SAFETY: the branch is live and exclusive.
        let keys: NonNull<K> = unsafe { self.raw().inline_keys() }.cast();
        // SAFETY: `index` is within the room.
        let at = unsafe { keys.add(index) };
        // SAFETY: so is the next place.
        let next = unsafe { at.add(1) };
        // SAFETY: those from `index` on are initialised, and there is room for one more.
        unsafe { at.copy_to(next, len - index) };
        // SAFETY: within the room, and free by now.
        unsafe { at.write(key) };
    }

    /// Takes the separator at `index` out, of `len`.
    ///
    /// # Panics
    /// If there is none, or if the keys are not [owned](Self::own_keys).
    pub(super) fn remove_key(&mut self, index: usize, len: usize) -> K {
        assert!(index < len && len <= MAX_KEYS, "no such separator");
        if let Some(prefixes) = self.prefixes_mut() {
            let integer = from_order(prefixes[index]);
            prefixes.copy_within(index + 1..len, index);
            prefixes[len - 1] = FREE;
            if let Some(integer) = integer {
                return integer;
            }
        }
        if RawBranch::<K, T, A, C>::KEYS_APART {
            let block = self.key_block().as_mut().and_then(Block::get_mut);
            return block.expect("separators are owned before they change").remove(index);
        }
        // SAFETY: the branch is live and exclusive.
        let keys: NonNull<K> = unsafe { self.raw().inline_keys() }.cast();
        // SAFETY: `index` is within the room.
        let at = unsafe { keys.add(index) };
        // SAFETY: the separator is initialised, and not used again here.
        let key = unsafe { at.read() };
        // SAFETY: the end of that separator is within the room.
        let next = unsafe { at.add(1) };
        // SAFETY: those up to `len` are initialised.
        unsafe { at.copy_from(next, len - index - 1) };
        key
    }

    /// Returns the prefixes of the separators, if these have any.
    fn prefixes_mut(&mut self) -> Option<&mut Prefixes> {
        // SAFETY: the branch is live and exclusive, and borrowed along with `self`.
        unsafe { self.raw().prefixes_mut() }
    }

    /// Gives a branch that is being made the separators of another, whose prefixes it has. Those with drop glue are
    /// shared, others cloned: if a `clone` panics, none are there.
    pub(super) fn copy_keys(&mut self, from: BranchRef<'_, K, T, A, C>)
    where
        K: Clone,
    {
        if RawBranch::<K, T, A, C>::KEYS_APART {
            // SAFETY: the other branch is live, and only read.
            let block = unsafe { from.raw().key_block() };
            // SAFETY: it is initialised, and nothing writes to it.
            *self.key_block() = unsafe { block.as_ref() }.clone();
            return;
        }
        if is_integer::<K>() {
            return;
        }
        // SAFETY: the branch is live and exclusive.
        let mut to = unsafe { self.raw().inline_keys() };
        // SAFETY: room that nothing else reaches, borrowed along with `self`.
        let to = unsafe { to.as_mut() };
        // What has been cloned before a panic has no drop glue.
        clone_into(to, from.keys());
    }
}
