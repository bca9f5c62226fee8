//! Both versions as Graphviz text: shared nodes once.

use super::versions::{Known, Versions};
use cow_tree::BinaryTree;
use std::collections::HashMap;

pub(super) fn write(versions: &Versions) -> String {
    let mut graph = Graph::default();
    graph.draw("A", &versions.nodes(&versions.a));
    graph.draw("B", &versions.nodes(&versions.b));
    let caption: Vec<String> = versions.legend().map(|row| row.to_string()).into();
    format!(
        "digraph versions {{\n    graph [ordering=out, label=\"{}\"];\n    node [style=filled];\n    {}\n}}\n",
        caption.join("\\n"),
        graph.lines.join("\n    "),
    )
}

#[derive(Default)]
struct Graph {
    lines: Vec<String>,
    /// The names of the nodes that were drawn, by their addresses.
    names: HashMap<usize, String>,
}

impl Graph {
    /// Draws a version, but for what was drawn with another one.
    fn draw(&mut self, version: &str, tree: &BinaryTree<Known>) {
        self.lines.push(format!("{version} [shape=box, fillcolor=white];"));
        let mut pending = vec![(version.to_owned(), "", tree)];
        while let Some((parent, label, tree)) = pending.pop() {
            let Some((known, left, right)) = tree.parts() else { continue };
            let drawn = self.names.contains_key(&known.address);
            let name = self.name(known);
            let label = if label.is_empty() { String::new() } else { format!(" [label={label}]") };
            self.lines.push(format!("{parent} -> {name}{label};"));
            if !drawn {
                // The side of an only child cannot be seen otherwise.
                let [l, r] = if left.is_empty() || right.is_empty() { ["L", "R"] } else { [""; 2] };
                pending.extend([(name.clone(), r, right), (name, l, left)]);
            }
        }
    }

    /// The name of a node, which is added to the graph if it is new.
    fn name(&mut self, node: &Known) -> String {
        let next = format!("node{}", self.names.len());
        let (value, colour) = (node.value, node.owner.colour().fill);
        self.names
            .entry(node.address)
            .or_insert_with(|| {
                let look = format!("shape=circle, fillcolor=\"{colour}\"");
                self.lines.push(format!("{next} [{look}, label=\"{value}\"];"));
                next
            })
            .clone()
    }
}
