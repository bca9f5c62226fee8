//! `CowCell` in and out of JSON, as its value.
#![cfg(all(feature = "cell", feature = "serde", not(cow_loom)))]

use cow_core::CowCell;

#[test]
fn a_cell_is_written_as_its_value() {
    let cell = CowCell::new(vec![1, 2]);
    cell.update(|list| list.push(3));
    let text = serde_json::to_string(&cell).unwrap();
    assert_eq!(text, "[1,2,3]");
    let back: CowCell<Vec<u8>> = serde_json::from_str(&text).unwrap();
    assert_eq!(*back.load(), [1, 2, 3]);
    assert_eq!(back.generation().get(), 0);
    assert!(serde_json::from_str::<CowCell<Vec<u8>>>("{}").is_err());
}
