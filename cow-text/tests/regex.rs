//! Regular expressions find what they find in a `str`, wherever leaves end.
#![cfg(not(cow_loom))]

use cow_core::Tiny;
use cow_text::{CowText, GenericText, Lf};
use proptest::prelude::*;
use regex_cursor::engines::meta::Regex;
use regex_cursor::{Input, IntoCursor};
use std::ops::Range;
use testkit::cases;

/// Leaves of four bytes.
type Text = GenericText<Tiny, Lf>;

fn found(regex: &Regex, text: impl IntoCursor) -> Vec<Range<usize>> {
    regex.find_iter(Input::new(text)).map(|found| found.range()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(200)))]

    #[test]
    fn finds_what_it_finds_in_a_str(text in "[abé🦀\r\n ]{0,60}", cut in 0..60_usize) {
        let rope = Text::from(text.as_str());
        let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        for pattern in ["a", "ab|ba", "[aé]+", r"\b\w+\b", "(?m)^.*$", "(?s)a.*b", "é?", r"\r\n", "🦀a"] {
            let regex = Regex::new(pattern).unwrap();
            prop_assert_eq!(found(&regex, &rope), found(&regex, text.as_str()), "{}", pattern);
            let (rest, of) = (rope.view(cut..), &text[cut..]);
            prop_assert_eq!(found(&regex, rest), found(&regex, of), "{}", pattern);
        }
    }
}

#[test]
fn a_match_spans_leaves() {
    let long = "x".repeat(5_000);
    let text = CowText::from(format!("[{long}] and [{long}]"));
    let regex = Regex::new(r"\[x+\]").unwrap();
    assert_eq!(found(&regex, &text), [0..5_002, 5_007..10_009]);
    assert!(found(&regex, &CowText::new()).is_empty());
    let nothing = found(&Regex::new("").unwrap(), &CowText::new());
    assert!(nothing.iter().eq([&(0..0)]), "{nothing:?}");
}
