//! Both versions as SVG: shared nodes once, and the two copies of a node side by side.

use super::Error;
use super::versions::{Colour, Known, Owner, Versions};
use cow_tree::BinaryTree;
use std::collections::HashSet;
use svg::node::element::{Group, Path, Rectangle, Text, Title};
use svg::{Document, Node as _};

/// More are no picture any more.
const MOST_NODES: usize = 1_000;

const MARGIN: usize = 24;
const NODE_HEIGHT: usize = 36;
const LEVEL: usize = 84;
const LINE: usize = 26;
const LETTER: usize = 9;

/// Every node has a column of its own, in order; so left and right are where they belong. Nodes of
/// one level are two columns apart at least.
struct Grid {
    /// Width of a node.
    node: usize,
    column: usize,
    /// From the top to the centre of the root.
    top: usize,
}

/// A node and what is to its left.
struct Placed {
    known: Known,
    /// How many nodes are below it, to the left, and with itself.
    left: usize,
    size: usize,
}

pub(super) fn draw(versions: &Versions) -> Result<String, Error> {
    let nodes = versions.a.len();
    if nodes > MOST_NODES {
        return Err(Error::TooLarge { nodes, most: MOST_NODES });
    }
    let both = [&versions.a, &versions.b];
    let letters = both.into_iter().flatten().map(|value| value.to_string().len()).max();
    let node = (letters.unwrap_or(0) * LETTER + 18).max(NODE_HEIGHT);
    let grid = Grid { node, column: node + 16, top: MARGIN + 64 };

    let (mut edges, mut shapes) = (Group::new().set("fill", "none"), Group::new());
    let mut drawn = HashSet::new();
    for (name, tree) in ["A", "B"].into_iter().zip(both) {
        let tree = placed(&versions.nodes(tree));
        grid.draw(name, &tree, &mut drawn, &mut edges, &mut shapes);
    }
    let below = grid.top + versions.a.depth() * LEVEL;
    let legend = versions.legend();
    for (row, line) in legend.iter().enumerate() {
        let y = below + row * LINE;
        shapes.append(pill(MARGIN, y - 9, 28, 18, line.colour));
        shapes.append(Text::new(line.to_string()).set("x", MARGIN + 38).set("y", y + 5));
    }
    let longest = legend.iter().map(|line| line.to_string().len()).max().unwrap_or(0);
    let width = (grid.column * (nodes + 1)).max(longest * LETTER + 38) + 2 * MARGIN;
    let height = below + legend.len() * LINE + MARGIN;
    let document = Document::new()
        .set("viewBox", (0, 0, width, height))
        .set("width", width)
        .set("height", height)
        .set("font-family", "sans-serif")
        .set("font-size", 15)
        .add(Title::new("Two versions of a tree, and what they share"))
        .add(Rectangle::new().set("width", "100%").set("height", "100%").set("fill", "white"))
        .add(edges)
        .add(shapes);
    Ok(document.to_string())
}

fn placed(tree: &BinaryTree<Known>) -> BinaryTree<Placed> {
    let size = |tree: &BinaryTree<Placed>| tree.get(&[]).map_or(0, |placed| placed.size);
    let whole = tree.fold(|&known, left, right| {
        let [left, right] = [left, right].map(Option::unwrap_or_default);
        let placed = Placed { known, left: size(&left), size: size(&left) + size(&right) + 1 };
        BinaryTree::new(placed, left, right)
    });
    whole.unwrap_or_default()
}

impl Grid {
    /// Draws a version under its name, but for what was `drawn` with another one.
    fn draw(
        &self,
        name: &str,
        tree: &BinaryTree<Placed>,
        drawn: &mut HashSet<usize>,
        edges: &mut Group,
        shapes: &mut Group,
    ) {
        let mut pending = vec![(None, tree, 0, 0)];
        while let Some((parent, tree, first_column, level)) = pending.pop() {
            let Some((Placed { known, left: before, .. }, left, right)) = tree.parts() else {
                continue;
            };
            let column = first_column + before;
            let (x, y) = (self.x(column, known.owner), self.top + level * LEVEL);
            match parent {
                None => {
                    let title =
                        text(name, x, y - 52).set("font-weight", "bold").set("font-size", 20);
                    shapes.append(title);
                    edges.append(edge((x, y - 44), (x, y - NODE_HEIGHT / 2), known.owner.colour()));
                }
                Some((from, colour)) => edges.append(edge(from, (x, y - NODE_HEIGHT / 2), colour)),
            }
            if drawn.insert(known.address) {
                let (width, colour) = (self.node, known.owner.colour());
                let (corner_x, corner_y) = (x - width / 2, y - NODE_HEIGHT / 2);
                shapes.append(pill(corner_x, corner_y, width, NODE_HEIGHT, colour));
                shapes.append(text(&known.value.to_string(), x, y + 5));
                let from = Some(((x, y + NODE_HEIGHT / 2), colour));
                pending.push((from, right, column + 1, level + 1));
                pending.push((from, left, first_column, level + 1));
            }
        }
    }

    /// The centre of a node: the two copies of one share its column.
    fn x(&self, column: usize, owner: Owner) -> usize {
        let centre = MARGIN + self.column * (column + 1);
        let aside = self.node / 2 + 3;
        match owner {
            Owner::OnlyA => centre - aside,
            Owner::Both => centre,
            Owner::OnlyB => centre + aside,
        }
    }
}

/// From above a node to the top of one below, leaving and arriving upright.
fn edge((x, y): (usize, usize), (to_x, to_y): (usize, usize), colour: Colour) -> Path {
    let middle = usize::midpoint(y, to_y);
    let curve = format!("M{x},{y} C{x},{middle} {to_x},{middle} {to_x},{to_y}");
    Path::new().set("d", curve).set("stroke", colour.ink).set("stroke-width", 1.5)
}

fn pill(x: usize, y: usize, width: usize, height: usize, colour: Colour) -> Rectangle {
    Rectangle::new()
        .set("x", x)
        .set("y", y)
        .set("width", width)
        .set("height", height)
        .set("rx", height / 2)
        .set("fill", colour.fill)
        .set("stroke", colour.ink)
}

fn text(text: &str, x: usize, y: usize) -> Text {
    Text::new(text).set("x", x).set("y", y).set("text-anchor", "middle")
}
