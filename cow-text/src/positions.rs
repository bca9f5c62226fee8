//! Lines and columns, from and to characters and UTF-16: by the byte.

use crate::breaks::LineBreaks;
use crate::dimension::{Bytes, Chars, Utf16};
use crate::error::{TextError, Unit, expect};
use crate::generic_text::GenericText;
use crate::position::{self, Position};
use crate::read::reading;
use crate::text_slice::TextSlice;
use cow_core::RefCount;

/// The conversions of one dimension, which panic and which do not.
macro_rules! conversions {
    ($($From:ident $what:literal $to:ident $try_to:ident $from:ident $try_from:ident;)*) => { reading! { text; $(
        #[doc = concat!("Returns line and column of a ", $what, ", the column counted in `unit`. O(log n).")]
        ///
        /// See [`byte_to_position`](Self::byte_to_position).
        ///
        /// # Panics
        /// If there is no such position, or if it is within a character.
        #[track_caller]
        fn $to(index: usize, unit: Unit) -> Position {
            expect(text.$try_to(index, unit))
        }

        #[doc = concat!("Converts like [`", stringify!($to), "`](Self::", stringify!($to), "), but returns an error instead of panicking.")]
        ///
        /// # Errors
        /// If there is no such position, or if it is within a character.
        fn $try_to(index: usize, unit: Unit) -> Result<Position, TextError> {
            position::of_byte(text, text.convert::<$From, Bytes>(index)?, unit)
        }

        #[doc = concat!("Returns the number of the ", $what, " at a line and a column, the column counted in `unit`. O(log n).")]
        ///
        /// See [`position_to_byte`](Self::position_to_byte).
        ///
        /// # Panics
        /// If there are not so many lines, or if the column is within a character.
        #[track_caller]
        fn $from(position: Position, unit: Unit) -> usize {
            expect(text.$try_from(position, unit))
        }

        #[doc = concat!("Converts like [`", stringify!($from), "`](Self::", stringify!($from), "), but returns an error instead of panicking.")]
        ///
        /// # Errors
        /// If there are not so many lines, or if the column is within a character.
        fn $try_from(position: Position, unit: Unit) -> Result<usize, TextError> {
            text.convert::<Bytes, $From>(position::to_byte(text, position, unit)?)
        }
    )* } };
}

conversions! {
    Chars "character" char_to_position try_char_to_position position_to_char try_position_to_char;
    Utf16 "unit of UTF-16" utf16_to_position try_utf16_to_position position_to_utf16 try_position_to_utf16;
}
