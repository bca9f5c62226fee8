//! Where nodes are drawn.
//!
//! Nodes at the same place of their versions stand side by side: so a copy is beside what it was copied from. For this,
//! the paths of slots that lead to nodes are merged into one tree of cells, which is laid out as trees are: a parent over
//! the middle of its children.

use crate::graph::{Child, Graph};
use std::collections::BTreeMap;

/// A column and a level for each node and each version, the columns in halves.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) nodes: Vec<Position>,
    /// All at level 0.
    pub(crate) versions: Vec<Position>,
    /// How many half columns there are.
    pub(crate) width: i64,
    pub(crate) levels: i64,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Position {
    /// Of the middle, in halves of a column.
    pub(crate) x: i64,
    pub(crate) level: i64,
}

/// A path of slots, and the nodes that were first met at its end.
#[derive(Default)]
struct Cell {
    nodes: Vec<usize>,
    children: BTreeMap<usize, Cell>,
}

impl Layout {
    pub(crate) fn new(graph: &Graph) -> Self {
        let mut layout = Self {
            nodes: vec![Position::default(); graph.nodes.len()],
            versions: vec![Position::default(); graph.versions.len()],
            width: 0,
            levels: 0,
        };
        layout.set_levels(graph);

        let mut root = Cell::default();
        let mut placed = vec![false; graph.nodes.len()];
        for version in &graph.versions {
            root.add(graph, &version.roots, &mut placed);
        }
        layout.set_columns(&root, 0, graph.is_binary());
        push_apart(&mut layout.nodes);
        for (position, version) in layout.versions.iter_mut().zip(&graph.versions) {
            let roots = version.roots.iter().map(|root| layout.nodes[root.node].x);
            position.x = roots.sum::<i64>().checked_div(version.roots.len() as i64).unwrap_or(1);
        }
        push_apart(&mut layout.versions);
        let positions = layout.nodes.iter().chain(&layout.versions);
        layout.width = positions.clone().map(|position| position.x + 1).max().unwrap_or(0);
        layout.levels = positions.map(|position| position.level + 1).max().unwrap_or(0);
        layout
    }

    /// Each node as far down as the longest path to it: so edges lead downwards.
    fn set_levels(&mut self, graph: &Graph) {
        let mut parents = vec![0; graph.nodes.len()];
        let of_nodes = graph.nodes.iter().flat_map(|node| &node.children);
        of_nodes.for_each(|child| parents[child.node] += 1);
        let mut pending: Vec<usize> =
            (0..parents.len()).filter(|&node| parents[node] == 0).collect();
        self.nodes.iter_mut().for_each(|position| position.level = 1);
        while let Some(node) = pending.pop() {
            let below = self.nodes[node].level + 1;
            for child in &graph.nodes[node].children {
                let level = &mut self.nodes[child.node].level;
                *level = below.max(*level);
                parents[child.node] -= 1;
                if parents[child.node] == 0 {
                    pending.push(child.node);
                }
            }
        }
    }

    /// Places a cell to the right of `from`. Returns its middle, and where it ends.
    fn set_columns(&mut self, cell: &Cell, from: i64, binary: bool) -> (i64, i64) {
        let mut end = from;
        let mut middles = Vec::new();
        // An only child of a binary tree is not below its parent, but to one side.
        let missing =
            |slot| binary && cell.children.len() == 1 && !cell.children.contains_key(&slot);
        if missing(0) {
            middles.push(end + 1);
            end += 2;
        }
        for child in cell.children.values() {
            let (middle, child_end) = self.set_columns(child, end, binary);
            middles.push(middle);
            end = child_end;
        }
        if missing(1) {
            middles.push(end + 1);
            end += 2;
        }
        let own = 2 * cell.nodes.len().max(1) as i64;
        let middle = match (middles.first(), middles.last()) {
            (Some(first), Some(last)) => i64::midpoint(*first, *last).max(from + own / 2),
            _ => from + own / 2,
        };
        for (i, &node) in cell.nodes.iter().enumerate() {
            self.nodes[node].x = middle - own / 2 + 2 * i as i64 + 1;
        }
        (middle, end.max(middle + own / 2))
    }
}

/// Moves positions to the right until those of one level are a column apart at least.
fn push_apart(positions: &mut [Position]) {
    let mut order: Vec<usize> = (0..positions.len()).collect();
    order.sort_by_key(|&i| (positions[i].level, positions[i].x, i));
    for pair in order.windows(2) {
        let [before, position] = [positions[pair[0]], positions[pair[1]]];
        if before.level == position.level {
            positions[pair[1]].x = position.x.max(before.x + 2);
        }
    }
}

impl Cell {
    /// Adds the nodes below a path, but for those that have a position.
    fn add(&mut self, graph: &Graph, children: &[Child], placed: &mut [bool]) {
        for child in children {
            if !placed[child.node] {
                placed[child.node] = true;
                let cell = self.children.entry(child.slot).or_default();
                cell.nodes.push(child.node);
                cell.add(graph, &graph.nodes[child.node].children, placed);
            }
        }
    }
}
