//! What [`std::collections::vec_deque`](alloc::collections::vec_deque) holds, for
//! [`CowVec`](crate::CowVec), which is a deque, too.

#[doc(no_inline)]
pub use crate::generic_vec::CowVec as VecDeque;
#[doc(no_inline)]
pub use crate::{Drain, IntoIter, Iter, IterMut};
