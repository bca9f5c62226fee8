//! Characters and UTF-16 counted in bytes.

/// Returns how many bytes there are of which `is` is true.
///
/// Sums of up to 255 fit into a byte, so that the loop is done sixteen or more bytes at once.
#[inline]
pub(crate) fn count(text: &[u8], is: impl Fn(u8) -> bool + Copy) -> usize {
    let sum = |part: &[u8]| part.iter().fold(0_u8, |sum, byte| sum + u8::from(is(*byte)));
    let (parts, rest) = text.as_chunks::<192>();
    let whole: usize = parts.iter().map(|part| usize::from(sum(part))).sum();
    whole + usize::from(sum(rest))
}

/// Returns `true` if a character begins with this byte.
#[inline]
pub(crate) fn is_start(byte: u8) -> bool {
    byte.cast_signed() >= -0x40
}

/// Returns `true` if a character begins with this byte that is two units of UTF-16.
#[inline]
pub(crate) fn is_wide(byte: u8) -> bool {
    byte >= 0xf0
}

/// Returns the number of characters.
#[inline]
pub(crate) fn chars(text: &[u8]) -> usize {
    count(text, is_start)
}

/// Returns how many units of UTF-16 there are.
#[inline]
pub(crate) fn utf16(text: &[u8]) -> usize {
    chars(text) + count(text, is_wide)
}

/// Returns how many units the first bytes of characters make: with `wide` a character may be two.
///
/// Returns the byte where `number` of them are before, or `None` if there are not so many or if that would be within a
/// character.
#[inline]
fn nth(text: &[u8], number: usize, wide: bool) -> Option<usize> {
    let (mut at, mut rest) = (0, number);
    for part in text.as_chunks::<64>().0 {
        let sum =
            |is: fn(u8) -> bool| part.iter().fold(0_u8, |sum, byte| sum + u8::from(is(*byte)));
        let units = usize::from(sum(is_start)) + if wide { usize::from(sum(is_wide)) } else { 0 };
        if units > rest {
            break;
        }
        rest -= units;
        at += part.len();
    }
    while at < text.len() {
        let byte = text[at];
        if is_start(byte) {
            if rest == 0 {
                return Some(at);
            }
            rest = rest.checked_sub(1 + usize::from(wide && is_wide(byte)))?;
        }
        at += 1;
    }
    (rest == 0).then_some(at)
}

/// Returns the byte with which the character with a number begins, or the end if there are so many.
#[inline]
pub(crate) fn nth_char(text: &[u8], number: usize) -> Option<usize> {
    nth(text, number, false)
}

/// Returns the same for a unit of UTF-16. `None` also if that is the second one of a character.
#[inline]
pub(crate) fn nth_utf16(text: &[u8], number: usize) -> Option<usize> {
    nth(text, number, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    #[test]
    fn units_are_counted_and_found_as_in_a_str() {
        let mut text = String::new();
        for round in 0..90 {
            text.push_str(["a", "ä", "€", "🦀", "e\u{301}", "\r\n"][round * 7 % 6]);
            let bytes = text.as_bytes();
            assert_eq!(chars(bytes), text.chars().count());
            assert_eq!(utf16(bytes), text.encode_utf16().count());
            let mut wide = 0;
            for (number, (at, char)) in text.char_indices().enumerate() {
                assert_eq!(nth_char(bytes, number), Some(at));
                assert_eq!(nth_utf16(bytes, number + wide), Some(at));
                if char.len_utf16() == 2 {
                    wide += 1;
                    assert_eq!(nth_utf16(bytes, number + wide), None);
                }
            }
            assert_eq!(nth_char(bytes, chars(bytes)), Some(text.len()));
            assert_eq!(nth_char(bytes, chars(bytes) + 1), None);
            assert_eq!(nth_utf16(bytes, utf16(bytes)), Some(text.len()));
            assert_eq!(nth_utf16(bytes, utf16(bytes) + 1), None);
        }
    }
}
