//! `BinaryTree` against a tree of boxes.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(binary_tree: cow_fuzz::binary_tree::Input);
