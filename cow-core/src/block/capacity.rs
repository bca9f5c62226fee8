//! Capacities in eight bits: exact to 127, four steps an octave beyond.

/// The capacity of a block, as it is kept in its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Capacity(u8);

/// The longest block: its length has 24 bits.
pub(crate) const MAX_LEN: usize = (1 << 24) - 1;

/// Codes below this one are the capacity itself.
const EXACT: usize = 128;

impl Capacity {
    /// Returns the smallest capacity that holds `items`.
    ///
    /// # Panics
    /// If `items` exceeds [`MAX_LEN`].
    #[inline]
    pub(crate) const fn holding(items: usize) -> Self {
        if items < EXACT {
            return Self(items as u8);
        }
        Self::holding_many(items)
    }

    const fn holding_many(items: usize) -> Self {
        assert!(items <= MAX_LEN, "capacity overflow");
        // The code is an exponent and two bits of mantissa: 128 = 4 << 5, 160 = 5 << 5, ...
        let mut exponent = items.ilog2() - 2;
        let mut mantissa = (items + (1 << exponent) - 1) >> exponent;
        if mantissa == 8 {
            exponent += 1;
            mantissa = 4;
        }
        Self((EXACT + (exponent as usize - 5) * 4 + (mantissa - 4)) as u8)
    }

    /// Returns the number of items, at most [`MAX_LEN`].
    #[inline]
    pub(crate) const fn get(self) -> usize {
        let code = self.0 as usize;
        if code < EXACT {
            return code;
        }
        let items = (4 + code % 4) << (5 + (code - EXACT) / 4);
        // The step that holds `MAX_LEN` items is 2^24, a length that the header could not hold.
        if items < MAX_LEN { items } else { MAX_LEN }
    }

    /// Returns the eight bits.
    #[inline]
    pub(crate) const fn code(self) -> u8 {
        self.0
    }

    /// Returns the capacity with these eight bits.
    #[inline]
    pub(crate) const fn from_code(code: u8) -> Self {
        Self(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_was_asked_for_and_not_much_more() {
        for items in (0..5_000).chain([65_535, 65_536, 65_537, 1_000_000, MAX_LEN - 1, MAX_LEN]) {
            let got = Capacity::holding(items).get();
            assert!(got >= items && got <= MAX_LEN, "{items}: {got}");
            assert!(got <= items + items / 4, "{items}: {got}");
            assert_eq!(Capacity::holding(got).get(), got);
            if items < EXACT || items.is_power_of_two() {
                assert_eq!(got, items);
            }
        }
    }

    #[test]
    #[should_panic(expected = "capacity overflow")]
    fn refuses_more_than_24_bits() {
        Capacity::holding(MAX_LEN + 1);
    }
}
