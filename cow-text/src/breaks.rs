//! What ends a line.

use core::fmt::Debug;

/// Which characters end a line: a type, so that the lines below each node of a text can be counted.
///
/// | | LF, CR LF | CR | VT, FF, NEL, LS, PS |
/// |---|---|---|---|
/// | [`Lf`], as `str::lines` | ends a line | | |
/// | [`CrLf`] | ends a line | ends a line | |
/// | [`Unicode`], as annex 14 of the standard | ends a line | ends a line | ends a line |
pub trait LineBreaks: sealed::Breaks + Copy + Debug + Default + Eq + Send + Sync + 'static {}

pub(crate) mod sealed {
    /// How breaks are found in a piece of text that neither begins nor ends within a character, nor between a CR and
    /// an LF.
    pub trait Breaks {
        /// Whether a CR is a break, if no LF follows.
        const CR: bool;

        /// Returns how many there are.
        fn count(text: &[u8]) -> usize;

        /// Returns after which byte the break with a number ends, from 0.
        fn end_of(text: &[u8], number: usize) -> Option<usize>;

        /// Returns after which byte the last break ends.
        fn last_end(text: &[u8]) -> Option<usize>;
    }
}

use self::sealed::Breaks;

/// LF ends a line, and so does CR LF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lf;

/// LF, CR and CR LF end a line, as in the language server protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CrLf;

/// LF, CR, CR LF, vertical tab, form feed, and U+0085, U+2028 and U+2029 end a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unicode;

impl LineBreaks for Lf {}
impl LineBreaks for CrLf {}
impl LineBreaks for Unicode {}

impl Breaks for Lf {
    const CR: bool = false;

    #[inline]
    fn count(text: &[u8]) -> usize {
        crate::bytes::count(text, |byte| byte == b'\n')
    }

    #[inline]
    fn end_of(text: &[u8], number: usize) -> Option<usize> {
        let (skipped, rest) = match number {
            0 => (0, 0),
            _ => crate::bytes::skip(text, number, |part| Self::count(part)),
        };
        memchr::memchr_iter(b'\n', &text[skipped..]).nth(rest).map(|at| skipped + at + 1)
    }

    #[inline]
    fn last_end(text: &[u8]) -> Option<usize> {
        memchr::memrchr(b'\n', text).map(|at| at + 1)
    }
}

/// Returns `true` if a break ends with the byte at `at`: with an LF, or with a CR that no LF follows.
#[inline]
fn ends_cr_lf(text: &[u8], at: usize) -> bool {
    match text[at] {
        b'\n' => true,
        b'\r' => text.get(at + 1) != Some(&b'\n'),
        _ => false,
    }
}

impl Breaks for CrLf {
    const CR: bool = true;

    fn count(text: &[u8]) -> usize {
        memchr::memchr2_iter(b'\n', b'\r', text).filter(|at| ends_cr_lf(text, *at)).count()
    }

    fn end_of(text: &[u8], number: usize) -> Option<usize> {
        let ends = memchr::memchr2_iter(b'\n', b'\r', text).filter(|at| ends_cr_lf(text, *at));
        ends.map(|at| at + 1).nth(number)
    }

    #[inline]
    fn last_end(text: &[u8]) -> Option<usize> {
        memchr::memrchr2(b'\n', b'\r', text).map(|at| at + 1)
    }
}

/// Returns the bytes after which a break ends.
fn unicode_ends(text: &[u8]) -> impl DoubleEndedIterator<Item = usize> {
    let ends = text.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' | b'\r' => ends_cr_lf(text, *at),
        0x0b | 0x0c => true,
        0x85 => *at > 0 && text[at - 1] == 0xc2,
        0xa8 | 0xa9 => *at > 1 && text[at - 2..*at] == [0xe2, 0x80],
        _ => false,
    });
    ends.map(|(at, _)| at + 1)
}

impl Breaks for Unicode {
    const CR: bool = true;

    fn count(text: &[u8]) -> usize {
        unicode_ends(text).count()
    }

    fn end_of(text: &[u8], number: usize) -> Option<usize> {
        unicode_ends(text).nth(number)
    }

    fn last_end(text: &[u8]) -> Option<usize> {
        unicode_ends(text).next_back()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn ends<B: Breaks>(text: &str) -> Vec<usize> {
        let text = text.as_bytes();
        let ends: Vec<usize> = (0..).map_while(|number| B::end_of(text, number)).collect();
        assert_eq!(B::count(text), ends.len());
        assert_eq!(B::last_end(text), ends.last().copied());
        ends
    }

    #[test]
    fn breaks_are_counted_and_found() {
        let text = "a\nb\r\nc\rd\u{b}\u{c}e\u{85}\u{2028}\u{2029}\r";
        assert_eq!(ends::<Lf>(text), [2, 5]);
        assert_eq!(ends::<CrLf>(text), [2, 5, 7, 20]);
        assert_eq!(ends::<Unicode>(text), [2, 5, 7, 9, 10, 13, 16, 19, 20]);
        // Characters that end in the same bytes.
        assert_eq!(ends::<Unicode>("\u{c5}\u{2128}\u{a8}\u{3028}"), []);
    }
}
