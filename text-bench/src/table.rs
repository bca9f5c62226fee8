//! Tables.

use comfy_table::{CellAlignment, Table};

/// Returns a table that is also Markdown: the first column holds names, the others numbers.
#[must_use]
pub fn new<const N: usize>(titles: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_preset(comfy_table::presets::ASCII_MARKDOWN).set_header(titles);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
