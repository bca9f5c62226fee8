//! Elements, hashers and checks for the tests of the cow crates.
