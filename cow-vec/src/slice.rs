//! Ranges of a vector, borrowed: what `&[T]` and `&mut [T]` are to a `Vec`.

mod view;

mod view_mut;

mod convert;
mod cut;

mod index;

mod split_off;
mod write;

mod compare;

mod chunks;
mod read;

mod runs;

mod of_vec;
mod of_vec_mut;

pub use self::chunks::{ArrayWindows, Chunks, ChunksExact, RChunks, RChunksExact, Windows};
pub(crate) use self::compare::{equal, order};
pub use self::cut::View;
pub use self::index::SliceIndex;
pub use self::runs::{ChunkBy, RSplit, RSplitN, Split, SplitInclusive, SplitN};
pub use self::split_off::OneSidedRange;
pub use self::view::CowSlice;
pub use self::view_mut::CowSliceMut;
