//! Patches, merges and histories of texts: what `cow_versions` does with values, for texts.

mod compose;

mod patch;

mod merge;

mod markers;

mod history;

pub use self::compose::TextEdit;
pub use self::history::TextHistory;
pub use self::markers::conflict_markers;
pub use self::merge::TextConflict;
pub use self::patch::TextDelta;

use crate::breaks::LineBreaks;
use crate::generic_text::GenericText;
use cow_core::{NodeInfo, RefCount};
use cow_versions::Held;

impl<C: RefCount, B: LineBreaks> Held for GenericText<C, B> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        Self::visit_nodes(self, visit);
    }
}
