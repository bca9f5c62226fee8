//! Vectors as JSON, and from sequences that lie about their length.
#![cfg(all(feature = "serde", not(cow_loom)))]

use cow_vec::{CowVec, LocalVec};
use serde::Deserialize;
use serde::de::value::{Error, SeqDeserializer};

#[test]
fn as_a_vec() {
    for n in [0, 1, 128, 129, 5000] {
        let vec: CowVec<u64> = (0..n).collect();
        let text = serde_json::to_string(&vec).unwrap();
        assert_eq!(text, serde_json::to_string(&vec.to_vec()).unwrap());
        let back: LocalVec<u64> = serde_json::from_str(&text).unwrap();
        back.assert_invariants();
        assert_eq!(back, vec.view(..));
    }
}

#[test]
fn errors_are_handed_on() {
    let error = serde_json::from_str::<CowVec<u8>>("[1, 2, 300]").unwrap_err();
    assert!(error.to_string().contains("300"), "{error}");
    let error = serde_json::from_str::<CowVec<u8>>("{}").unwrap_err();
    assert!(error.to_string().contains("expected a sequence"), "{error}");
    assert!(serde_json::from_str::<CowVec<u8>>("[1, 2").is_err());
}

#[test]
fn a_length_that_is_a_lie_takes_no_memory() {
    /// Says that there are many.
    struct Liar(std::ops::Range<u8>);
    impl Iterator for Liar {
        type Item = u8;
        fn next(&mut self) -> Option<u8> {
            self.0.next()
        }
        fn size_hint(&self) -> (usize, Option<usize>) {
            (usize::MAX, Some(usize::MAX))
        }
    }
    let seq = SeqDeserializer::<_, Error>::new(Liar(0..3));
    let vec = CowVec::<u8>::deserialize(seq).unwrap();
    assert_eq!(vec, [0, 1, 2]);
    let mut bytes = 0;
    vec.visit_nodes(&mut |node| {
        bytes += node.bytes;
        true
    });
    assert!(bytes < 2000, "{bytes}");
}
