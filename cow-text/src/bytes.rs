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

/// Skips pieces of 64 bytes, as long as they have no more than `number` of what `count` counts. Returns where it stops, and how many
/// are left.
#[inline]
pub(crate) fn skip(
    text: &[u8],
    number: usize,
    count: impl Fn(&[u8; 64]) -> usize,
) -> (usize, usize) {
    let (mut at, mut rest) = (0, number);
    for part in text.as_chunks::<64>().0 {
        let here = count(part);
        if here > rest {
            break;
        }
        rest -= here;
        at += part.len();
    }
    (at, rest)
}

/// A 1 in each byte of a word.
const ONES: u64 = u64::MAX / 0xff;

/// Returns the sum of the bytes of a word, if that fits into a byte.
#[inline]
fn sum(word: u64) -> usize {
    (word.wrapping_mul(ONES) >> 56) as usize
}

/// Returns, in each of eight bytes, how many units begin there: with `wide` a character may be two.
#[inline]
fn units(word: u64, wide: bool) -> u64 {
    let starts = (!(word >> 7) | word >> 6) & ONES;
    let second = if wide { word >> 7 & word >> 6 & word >> 5 & word >> 4 & ONES } else { 0 };
    starts + second
}

/// Returns which of eight bytes, with so many units in each, has `number` units before it and begins a character. There are more
/// than that.
#[inline]
fn nth_in_word(units: u64, number: usize) -> Option<usize> {
    // In each byte the units up to it, and then a 1 where these are more than `number`.
    let up_to = units.wrapping_mul(ONES);
    let more = ((up_to | ONES << 7) - ONES * (number as u64 + 1)) >> 7 & ONES;
    let at = 8 - sum(more);
    let before = up_to << 8 >> (8 * at) & 0xff;
    (before == number as u64).then_some(at)
}

/// Returns the byte where `number` units are before, or `None` if there are not so many or if that would be within a character: with
/// `wide` a character may be two units.
///
/// Skips pieces of 64 bytes, then of eight. Within these no branch depends on what is in the text.
#[inline]
fn nth(text: &[u8], number: usize, wide: bool) -> Option<usize> {
    let second = |part: &[u8]| if wide { count(part, is_wide) } else { 0 };
    // 64 bytes have 16 characters at least.
    let (mut at, mut rest) = match number {
        0..16 => (0, number),
        _ => skip(text, number, |part| count(part, is_start) + second(part)),
    };
    let (words, end) = text[at..].as_chunks::<8>();
    for word in words {
        let units = units(u64::from_le_bytes(*word), wide);
        let here = sum(units);
        if here > rest {
            return nth_in_word(units, rest).map(|byte| at + byte);
        }
        rest -= here;
        at += word.len();
    }
    // After the end come zeros: each is a character, of which the first would begin at the end.
    let mut word = [0; 8];
    word[..end.len()].copy_from_slice(end);
    let units = units(u64::from_le_bytes(word), wide);
    if rest >= sum(units) {
        return None;
    }
    let byte = nth_in_word(units, rest)?;
    (byte <= end.len()).then_some(at + byte)
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
