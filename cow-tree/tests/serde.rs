//! Binary trees as JSON.
#![cfg(feature = "serde")]

use cow_tree::BinaryTree;

#[test]
fn trees_in_level_order() {
    let tree = BinaryTree::from_level_order([Some("1"), Some("2"), Some("3"), None, Some("4")]);
    let tree = tree.unwrap().map(|text| (*text).to_owned());
    let text = serde_json::to_string(&tree).unwrap();
    assert_eq!(text, r#"["1","2","3",null,"4"]"#);
    assert_eq!(serde_json::from_str::<BinaryTree<String>>(&text).unwrap(), tree);
    assert_eq!(serde_json::to_string(&BinaryTree::<u8>::empty()).unwrap(), "[]");
    assert_eq!(serde_json::from_str::<BinaryTree<u8>>("[]").unwrap(), BinaryTree::empty());

    // Degenerate: neither way recurses.
    let list = (0..20_000)
        .fold(BinaryTree::empty(), |list, n| BinaryTree::new(n, list, BinaryTree::empty()));
    let back = testkit::on_small_stack(64 * 1024, move || {
        let text = serde_json::to_string(&list).unwrap();
        let back: BinaryTree<u32> = serde_json::from_str(&text).unwrap();
        assert_eq!(back, list);
        back
    });
    assert_eq!(back.len(), 20_000);

    let error = serde_json::from_str::<BinaryTree<u8>>("[1, null, null, 4]").unwrap_err();
    assert_eq!(error.to_string(), "the value at index 3 of the level order has no parent");
    assert!(serde_json::from_str::<BinaryTree<u8>>("[null, 1]").is_err());
    assert!(serde_json::from_str::<BinaryTree<u8>>("[300]").is_err());
}
