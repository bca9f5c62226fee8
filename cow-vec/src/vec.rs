//! What [`std::vec`](mod@alloc::vec) holds, for [`CowVec`](crate::CowVec).
//!
//! Change `std::vec` to `cow_vec::vec`, and imports keep working. `vec![..]` is
//! [`cow_vec![..]`](crate::cow_vec!).
//!
//! ```
//! use cow_vec::vec::{IntoIter, Vec};
//!
//! let countdown: IntoIter<u32> = Vec::from([3, 2, 1]).into_iter();
//! assert_eq!(countdown.max(), Some(3));
//! ```

#[doc(no_inline)]
pub use crate::generic_vec::CowVec as Vec;
#[doc(no_inline)]
pub use crate::{Drain, ExtractIf, IntoIter, Splice};
