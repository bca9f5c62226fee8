//! Leaves made of text.

use crate::breaks::LineBreaks;
use crate::dimension::Leaves;
use crate::measure::Measure;
use cow_core::RefCount;
use cow_core::utf8::Utf8Builder;

/// Returns `true` if a leaf may end at a byte: neither within a character nor between a CR and an
/// LF.
#[inline]
pub(crate) fn is_border(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    text.is_char_boundary(at)
        && !(at > 0 && at < bytes.len() && bytes[at - 1] == b'\r' && bytes[at] == b'\n')
}

/// Cuts a text into leaves and a rest that is shorter than a leaf.
///
/// The longest leaves are four bytes at least, so that there always is a border within.
pub(crate) fn leaves<'t, C: RefCount, B: LineBreaks>(
    mut text: &'t str,
    builder: &mut Utf8Builder<Measure<B>, C>,
) -> &'t str {
    let most = Leaves::<C, B>::LEAF;
    while text.len() > most {
        let mut cut = most;
        while !is_border(text, cut) {
            cut -= 1;
        }
        let (leaf, rest) = text.split_at(cut);
        builder.push(leaf);
        text = rest;
    }
    text
}

/// Returns a tree of a text.
pub(crate) fn tree<C: RefCount, B: LineBreaks>(text: &str) -> Leaves<C, B> {
    let mut builder = Utf8Builder::new();
    let rest = leaves(text, &mut builder);
    builder.push(rest);
    builder.finish()
}
