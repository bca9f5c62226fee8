//! SVG.

use crate::graph::{Child, Owner};
use crate::layout::{Layout, Position};
use crate::picture::{Colour, Picture, TooManyNodes};
use svg::node::element::{Group, Path, Rectangle, Text, Title};
use svg::{Document, Node as _};

const MARGIN: i64 = 16;
const LETTER: i64 = 8;
const LINE: i64 = 18;
const LEGEND_LINE: i64 = 24;

/// The measures of a picture, in pixels.
struct Page {
    node_width: i64,
    node_height: i64,
    half_column: i64,
    level: i64,
}

/// Returns the first `versions` of a picture, where the whole picture has them.
pub(crate) fn write(picture: &Picture<'_>, versions: usize) -> Result<String, TooManyNodes> {
    let graph = picture.graph();
    let (nodes, most) = (graph.nodes.len(), Picture::MOST_NODES);
    if nodes > most {
        return Err(TooManyNodes { nodes, most });
    }
    let layout = Layout::new(graph);
    let page = Page::new(picture);

    let (mut edges, mut shapes) = (Group::new().set("fill", "none"), Group::new());
    for (i, version) in graph.versions.iter().take(versions).enumerate() {
        let (x, y) = page.middle(layout.versions[i]);
        shapes.append(text(&version.name, x, y + 5).set("font-weight", "bold"));
        let from = (x, y + 10);
        page.edges(from, "#444444", &version.roots, &layout).for_each(|edge| edges.append(edge));
    }
    for (i, node) in graph.nodes.iter().enumerate() {
        let Some(owner) = graph.owner(i, versions) else { continue };
        let colour = Colour::of(owner);
        let (x, y) = page.middle(layout.nodes[i]);
        let whose = match owner {
            Owner::Shared => "shared",
            Owner::Only(version) => &graph.versions[version].name,
        };
        let title = format!("{whose}: {} bytes, elements: {}", node.bytes, node.items);
        let mut shape = Group::new().add(Title::new(title)).add(page.node((x, y), colour));
        let label = picture.label(node);
        let first = y + 5 - (label.lines().count() as i64 - 1) * LINE / 2;
        for (row, line) in label.lines().enumerate() {
            shape.append(text(line, x, first + row as i64 * LINE));
        }
        shapes.append(shape);
        let from = (x, y + page.node_height / 2);
        page.edges(from, colour.ink, &node.children, &layout).for_each(|edge| edges.append(edge));
    }

    let below = MARGIN + layout.levels * page.level;
    let rows = picture.first_rows(versions);
    for (row, line) in rows.iter().enumerate() {
        let y = below + row as i64 * LEGEND_LINE;
        let swatch = Rectangle::new().set("x", MARGIN).set("y", y - 7).set("width", 24);
        shapes.append(swatch.set("height", 14).set("rx", 7).set("fill", line.colour));
        shapes.append(Text::new(line.to_string()).set("x", MARGIN + 34).set("y", y + 5));
    }
    // As wide and high for every number of versions.
    let all = picture.rows();
    let longest = all.iter().map(|row| row.to_string().chars().count()).max().unwrap_or(0) as i64;
    let width = (layout.width * page.half_column).max(longest * LETTER + 34) + 2 * MARGIN;
    let height = below + all.len() as i64 * LEGEND_LINE;
    let document = Document::new()
        .set("viewBox", (0, 0, width, height))
        .set("width", width)
        .set("height", height)
        .set("font-family", "sans-serif")
        .set("font-size", 14)
        .add(Rectangle::new().set("width", width).set("height", height).set("fill", "white"))
        .add(edges)
        .add(shapes);
    Ok(format!("{document}\n"))
}

impl Page {
    fn new(picture: &Picture<'_>) -> Self {
        let graph = picture.graph();
        let labels: Vec<String> = graph.nodes.iter().map(|node| picture.label(node)).collect();
        let names = graph.versions.iter().map(|version| version.name.as_str());
        let letters = labels
            .iter()
            .flat_map(|label| label.lines())
            .chain(names)
            .map(|line| line.chars().count());
        let lines = labels.iter().map(|label| label.lines().count()).max().unwrap_or(0).max(1);
        let node_height = 16 + lines as i64 * LINE;
        let node_width = (letters.max().unwrap_or(0) as i64 * LETTER + 16).max(node_height);
        Self { node_width, node_height, half_column: node_width / 2 + 6, level: node_height + 36 }
    }

    fn middle(&self, Position { x, level }: Position) -> (i64, i64) {
        (
            MARGIN + x * self.half_column,
            MARGIN + 10 + level * self.level - if level > 0 { 18 } else { 0 },
        )
    }

    fn node(&self, (x, y): (i64, i64), colour: Colour) -> Rectangle {
        Rectangle::new()
            .set("x", x - self.node_width / 2)
            .set("y", y - self.node_height / 2)
            .set("width", self.node_width)
            .set("height", self.node_height)
            .set("rx", self.node_height.min(36) / 2)
            .set("fill", colour.fill)
            .set("stroke", colour.ink)
    }

    /// Returns lines from a point to the tops of children, leaving and arriving upright.
    fn edges(
        &self,
        (x, y): (i64, i64),
        ink: &str,
        children: &[Child],
        layout: &Layout,
    ) -> impl Iterator<Item = Path> {
        children.iter().map(move |child| {
            let (child_x, child_y) = self.middle(layout.nodes[child.node]);
            let top = child_y - self.node_height / 2;
            let middle = i64::midpoint(y, top);
            let curve = format!("M{x},{y} C{x},{middle} {child_x},{middle} {child_x},{top}");
            Path::new().set("d", curve).set("stroke", ink).set("stroke-width", 1.5)
        })
    }
}

fn text(text: &str, x: i64, y: i64) -> Text {
    Text::new(text).set("x", x).set("y", y).set("text-anchor", "middle")
}
