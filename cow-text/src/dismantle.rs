//! Dropping a text a node at a time.

use crate::breaks::LineBreaks;
use crate::generic_text::GenericText;
use alloc::vec::Vec;
use cow_core::{Dismantle, Pieces, RefCount};

/// One node with each step, and its text if it is a leaf.
///
/// ```
/// use cow_core::Dismantle;
/// use cow_text::CowText;
///
/// let text = CowText::from("a line\n".repeat(10_000).as_str());
/// let mut pieces = text.dismantle();
/// while pieces.by_ref().take(20).count() == 20 {
///     // what cannot wait
/// }
/// ```
impl<C: RefCount, B: LineBreaks> Dismantle for GenericText<C, B> {
    /// What is below a node is a text again.
    type Pieces = Pieces<Self>;

    fn dismantle(self) -> Self::Pieces {
        Pieces::new((!self.is_empty()).then_some(self), Self::let_go)
    }
}

impl<C: RefCount, B: LineBreaks> GenericText<C, B> {
    /// Drops the root, and gives what only it owned to `rest`.
    fn let_go(self, rest: &mut Vec<Self>) {
        self.tree.into_children(|tree| rest.push(Self { tree }));
    }
}
