//! Graphviz text.

use crate::graph::{Child, Graph};
use crate::picture::{Colour, Picture};
use std::fmt::Write;

pub(crate) fn write(picture: &Picture<'_>) -> String {
    let graph = picture.graph();
    let all = graph.versions.len();
    let legend: Vec<String> = picture.rows().iter().map(ToString::to_string).collect();
    let label = quoted(&legend.join("\n"));
    let mut text = format!(
        "digraph versions {{\n    graph [ordering=out, label={label}];\n    node [style=filled];\n",
    );
    for (i, node) in graph.nodes.iter().enumerate() {
        let Some(owner) = graph.owner(i, all) else { continue };
        let (colour, label) = (Colour::of(owner).fill, quoted(&picture.label(node)));
        let shape = if node.items == 0 { "circle" } else { "box, style=\"filled,rounded\"" };
        line(
            &mut text,
            format_args!("node{i} [shape={shape}, fillcolor=\"{colour}\", label={label}];"),
        );
    }
    for (i, version) in graph.versions.iter().enumerate() {
        let name = quoted(&version.name);
        line(&mut text, format_args!("version{i} [shape=plaintext, style=\"\", label={name}];"));
        edges(&mut text, graph, &format!("version{i}"), &version.roots);
    }
    for (i, node) in graph.nodes.iter().enumerate() {
        edges(&mut text, graph, &format!("node{i}"), &node.children);
    }
    text.push_str("}\n");
    text
}

fn edges(text: &mut String, graph: &Graph, from: &str, children: &[Child]) {
    // The side of an only child cannot be seen otherwise.
    let side = |slot| match slot {
        _ if children.len() > 1 || !graph.is_binary() || !from.starts_with("node") => "",
        0 => " [label=L]",
        _ => " [label=R]",
    };
    for Child { slot, node } in children {
        line(text, format_args!("{from} -> node{node}{};", side(*slot)));
    }
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "    {line}");
}

/// Returns a string as Graphviz reads it.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{text}\"")
}
