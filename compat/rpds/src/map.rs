//! Maps.

pub mod hash_trie_map;
pub mod red_black_tree_map;
