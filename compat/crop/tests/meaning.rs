//! Where crop's methods mean something else than ours of the same name, the stand-in does as crop.

use crop::{Rope, RopeBuilder, Text};

#[test]
fn a_break_at_the_end_begins_no_line() {
    let rope = Rope::from("one\r\ntwo\n");
    assert_eq!((rope.line_len(), rope.len_lines()), (2, 3));
    assert_eq!((rope.byte_of_line(2), rope.line_of_byte(9)), (9, 2));
    assert!(rope.raw_lines().eq(["one\r\n", "two\n"]));
    assert_eq!((rope.lines().len(), rope.lines().rev().len()), (2, 2));
    assert_eq!((rope.line_slice(1..), rope.byte_slice(..4).line_len()), (rope.byte_slice(5..), 1));
    assert_eq!(Rope::new().line_len(), 0);
}

#[test]
#[should_panic(expected = "line offset 3 is out of bounds")]
fn there_are_no_more_lines() {
    let _ = Rope::from("one\ntwo\n").line_slice(..3);
}

#[test]
fn a_byte_within_a_character_has_its_line() {
    let rope = Rope::from("n\né");
    assert_eq!((rope.line_of_byte(3), rope.is_char_boundary(3)), (1, false));
}

#[test]
fn versions_share_and_texts_are_wrapped() {
    let mut rope = RopeBuilder::new().append("one").append(", two").clone().build();
    let old = rope.clone();
    rope.replace(..3, String::from("three"));
    rope.delete(5..);
    assert_eq!((&*rope.to_string(), &*old.to_string()), ("three", "one, two"));
    assert_eq!(rope.find("ee"), Some(3)); // a method of the text
    assert_eq!(Rope::from(Text::from(old.clone())), old);
    assert_eq!(format!("{:?}", old.byte_slice(..3)), "RopeSlice(\"one\")");
}
