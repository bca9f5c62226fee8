//! Grapheme clusters and words are those of `str`, wherever leaves end.
#![cfg(not(cow_loom))]

use cow_core::Tiny;
use cow_text::{GenericText, Lf};
use proptest::prelude::*;
use testkit::cases;
use unicode_segmentation::UnicodeSegmentation;

/// Leaves of four bytes.
type Text = GenericText<Tiny, Lf>;

/// What belongs together in one way or another: accents, flags, families, Hangul, Indic conjuncts, CR LF, quotes in words.
const PIECES: [&str; 22] = [
    "a",
    "Z",
    "9",
    " ",
    "  ",
    "_",
    "'",
    ".",
    ",",
    "\n",
    "\r\n",
    "\r",
    "e\u{301}",
    "\u{301}",
    "🇦",
    "👩\u{200d}👩\u{200d}👦",
    "한",
    "\u{1100}",
    "\u{1161}",
    "क\u{94d}ष",
    "ア",
    "א\"",
];

fn text() -> impl Strategy<Value = String> {
    let piece = (0..PIECES.len()).prop_map(|index| PIECES[index]);
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// All that there is to say of one text, of which `model` is a copy.
fn check(text: cow_text::TextSlice<'_, Tiny, Lf>, model: &str) {
    assert!(text.graphemes().eq(model.graphemes(true)));
    assert!(text.graphemes().rev().eq(model.graphemes(true).rev()));
    let ends = |starts: Vec<usize>| [starts, vec![model.len()]].concat();
    let graphemes = ends(model.grapheme_indices(true).map(|(at, _)| at).collect());
    let words = ends(model.split_word_bound_indices().map(|(at, _)| at).collect());
    for (byte, _) in model.char_indices().chain([(model.len(), ' ')]) {
        let next = |all: &[usize]| all.iter().copied().find(|at| *at > byte);
        let previous = |all: &[usize]| all.iter().copied().rfind(|at| *at < byte);
        assert_eq!(text.is_grapheme_boundary(byte), graphemes.contains(&byte), "{model:?} {byte}");
        assert_eq!(text.next_grapheme_boundary(byte), next(&graphemes), "{model:?} {byte}");
        assert_eq!(text.previous_grapheme_boundary(byte), previous(&graphemes), "{model:?} {byte}");
        assert_eq!(text.next_word_boundary(byte), next(&words), "{model:?} {byte}");
        assert_eq!(text.previous_word_boundary(byte), previous(&words), "{model:?} {byte}");
        let start = words.iter().copied().rfind(|at| *at <= byte).unwrap();
        assert_eq!(text.word_at(byte), model[start..next(&words).unwrap_or(byte)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(400)))]

    #[test]
    fn segments_are_those_of_a_str(text in text(), cut in 0..200_usize, end in 0..200_usize) {
        let rope = Text::from(text.as_str());
        check(rope.as_slice(), &text);
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let (cut, end) = (boundary(cut.min(end)), boundary(cut.max(end)));
        check(rope.view(cut..end), &text[cut..end]);
    }
}

#[test]
fn a_position_that_there_is_not_is_an_error() {
    let text = Text::from("né");
    for byte in [2, 4, usize::MAX] {
        assert!(text.try_is_grapheme_boundary(byte).is_err());
        assert!(text.try_next_grapheme_boundary(byte).is_err());
        assert!(text.try_previous_grapheme_boundary(byte).is_err());
        assert!(text.try_next_word_boundary(byte).is_err());
        assert!(text.try_previous_word_boundary(byte).is_err());
        assert!(text.try_word_at(byte).is_err());
    }
    assert_eq!(text.try_next_grapheme_boundary(3), Ok(None));
    assert_eq!(text.try_word_at(0).unwrap(), "né");
}

#[test]
#[should_panic(expected = "is not a char boundary")]
fn a_boundary_between_characters_is_needed() {
    let _ = Text::from("é").next_word_boundary(1);
}
