//! Sets.

pub mod hash_trie_set;
pub mod red_black_tree_set;
