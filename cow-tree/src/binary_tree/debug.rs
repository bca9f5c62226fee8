//! A tree as a line of text, or as a drawing.

use super::BinaryTree;
use alloc::string::String;
use alloc::vec;
use core::fmt;

/// With `{:?}` in level order, as [`BinaryTree::from_level_order`] reads it; with `{:#?}` as a drawing.
///
/// ```
/// use cow_tree::BinaryTree;
///
/// let tree = BinaryTree::from_level_order([Some(1), Some(2), Some(3), None, Some(4)])?;
/// assert_eq!(format!("{tree:?}"), "[1, 2, 3, None, 4]");
/// assert_eq!(
///     format!("{tree:#?}"),
///     "\
/// 1
/// ├─ 2
/// │  ├─ ·
/// │  └─ 4
/// └─ 3"
/// );
/// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
/// ```
///
/// In the drawing the left child stands first; a dot is a child that is missing beside one that is
/// not, or an empty tree. The line costs O(n), the drawing O(n · depth).
impl<T: fmt::Debug> fmt::Debug for BinaryTree<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return self.draw(f);
        }
        let items = self.to_level_order();
        f.debug_list().entries(items.into_iter().map(Item)).finish()
    }
}

/// A value or a gap in level order.
struct Item<'a, T>(Option<&'a T>);

impl<T: fmt::Debug> fmt::Debug for Item<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("None"),
        }
    }
}

/// How a line hangs on those above it: what stands before its value, and before its children.
struct Branch {
    own: &'static str,
    below: &'static str,
}

const ROOT: Branch = Branch { own: "", below: "" };
const LEFT: Branch = Branch { own: "├─ ", below: "│  " };
const RIGHT: Branch = Branch { own: "└─ ", below: "   " };

impl<T: fmt::Debug> BinaryTree<T> {
    /// Returns one line for each place that is drawn, none of them ended.
    fn draw(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What stands before the branch of the line: the `below` of all branches above it.
        let mut indent = String::new();
        let mut pending = vec![(self, 0, ROOT)];
        let mut first = true;
        while let Some((tree, indent_len, branch)) = pending.pop() {
            indent.truncate(indent_len);
            if !first {
                f.write_str("\n")?;
            }
            first = false;
            f.write_str(&indent)?;
            f.write_str(branch.own)?;
            let Some(node) = tree.node() else {
                f.write_str("·")?;
                continue;
            };
            write!(f, "{:?}", node.value)?;
            if !(node.left.is_empty() && node.right.is_empty()) {
                indent.push_str(branch.below);
                pending
                    .extend([(&node.right, indent.len(), RIGHT), (&node.left, indent.len(), LEFT)]);
            }
        }
        Ok(())
    }
}
