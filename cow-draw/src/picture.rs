//! A picture under construction, and what goes with it.

use crate::graph::{Graph, Node, Owner};
use crate::{Cost, Nodes, dot, svg_text};
use std::fmt;
use std::iter;
use std::marker::PhantomData;

/// A picture of versions: nodes that several share once, in one colour; those of each alone in another.
///
/// The versions are borrowed, so that they are what the picture shows.
///
/// ```
/// use cow_draw::Picture;
/// use cow_tree::BinaryTree;
/// use cow_tree::binary_tree::Side::Left;
///
/// let a = BinaryTree::from_level_order((1..=7).map(Some)).unwrap();
/// let mut b = a.clone();
/// b.set(&[Left], 9).unwrap();
///
/// let picture = Picture::new().version("A", &a).version("B", &b);
/// let legend: Vec<String> = picture.rows().iter().map(|row| row.to_string()).collect();
/// # #[cfg(target_pointer_width = "64")]
/// assert_eq!(legend, [
///     "shared: 5 nodes, 160 bytes",
///     "A alone: 2 nodes, 64 bytes",
///     "B alone: 2 nodes, 64 bytes",
/// ]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Picture<'a> {
    graph: Graph,
    bytes: bool,
    versions: PhantomData<&'a ()>,
}

/// A picture has too many nodes to be drawn as SVG. Graphviz text has no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{nodes} nodes are too many for a picture, which has at most {most}; Graphviz text has no limit"
)]
pub struct TooManyNodes {
    /// How many nodes the versions have together.
    pub nodes: usize,
    /// The most that are drawn.
    pub most: usize,
}

/// A row of the legend: a colour, whose it is, and the cost of the nodes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The colour, as SVG and Graphviz write it.
    pub colour: &'static str,
    /// For example `A alone`.
    pub what: String,
    /// The nodes in this colour.
    pub cost: Cost,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.cost)
    }
}

/// Returns a text with U+FFFD in place of control characters, which an SVG document cannot contain.
fn drawable(text: &str) -> String {
    let is_illegal = |letter: char| match letter {
        '\t' | '\n' | '\r' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        other => other.is_control(),
    };
    text.replace(is_illegal, "\u{fffd}")
}

impl<'a> Picture<'a> {
    /// The most nodes that [`to_svg`](Self::to_svg) draws.
    pub const MOST_NODES: usize = 1_000;

    /// Creates a picture of no versions.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a version. Its nodes show how many elements they hold.
    #[must_use]
    pub fn version<T: Nodes + ?Sized>(mut self, name: &str, version: &'a T) -> Self {
        self.graph.add(drawable(name), version, &mut iter::empty());
        self
    }

    /// Adds a version, with a text for each element: in the order of iteration, for a `BinaryTree` in pre-order.
    ///
    /// A node with more than three elements shows the first and the last of them.
    ///
    /// ```
    /// use cow_draw::Picture;
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u32> = (0..100).collect();
    /// let picture = Picture::new().labelled("v", &v, &v);
    /// assert!(picture.to_dot().contains("0 … "));
    /// ```
    #[must_use]
    pub fn labelled<T, L>(mut self, name: &str, version: &'a T, labels: L) -> Self
    where
        T: Nodes + ?Sized,
        L: IntoIterator<Item: ToString>,
    {
        let mut labels = labels.into_iter().map(|label| drawable(&label.to_string()));
        self.graph.add(drawable(name), version, &mut labels);
        self
    }

    /// Writes the bytes of each node under its label.
    #[must_use]
    pub fn with_bytes(mut self) -> Self {
        self.bytes = true;
        self
    }

    /// Returns what the colours mean: the nodes that versions share, and those that each has alone.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        self.first_rows(self.graph.versions.len())
    }

    /// Returns the legend of the first `versions`.
    pub(crate) fn first_rows(&self, versions: usize) -> Vec<Row> {
        let row = |owner| Row {
            colour: Colour::of(owner).fill,
            what: match owner {
                Owner::Shared => "shared".to_owned(),
                Owner::Only(version) => format!("{} alone", self.graph.versions[version].name),
            },
            cost: self.graph.cost(owner, versions),
        };
        iter::once(Owner::Shared).chain((0..versions).map(Owner::Only)).map(row).collect()
    }

    /// Returns the picture as Graphviz text, for `dot -Tsvg`. O(n) time, without limit.
    #[must_use]
    pub fn to_dot(&self) -> String {
        dot::write(self)
    }

    /// Returns the picture as SVG.
    ///
    /// # Errors
    /// If the versions have more than [`MOST_NODES`](Self::MOST_NODES) nodes together.
    pub fn to_svg(&self) -> Result<String, TooManyNodes> {
        svg_text::write(self, self.graph.versions.len())
    }

    /// Returns a picture for each version, with itself and those before it. Nodes stay where they are from picture to
    /// picture.
    ///
    /// # Errors
    /// If the versions have more than [`MOST_NODES`](Self::MOST_NODES) nodes together.
    pub fn frames(&self) -> Result<Vec<String>, TooManyNodes> {
        (1..=self.graph.versions.len()).map(|versions| svg_text::write(self, versions)).collect()
    }

    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Returns the lines of a node: its elements or how many it has, and its bytes.
    pub(crate) fn label(&self, node: &Node) -> String {
        let elements = match node.items {
            0 => String::new(),
            items if node.label.is_empty() => items.to_string(),
            _ => node.label.clone(),
        };
        match (self.bytes, elements.is_empty()) {
            (false, _) => elements,
            (true, true) => format!("{} B", node.bytes),
            (true, false) => format!("{elements}\n{} B", node.bytes),
        }
    }
}

/// What a node and its edges are drawn in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Colour {
    pub(crate) fill: &'static str,
    /// Of the outline and the edges.
    pub(crate) ink: &'static str,
}

impl Colour {
    const SHARED: Self = Self { fill: "#a1d99b", ink: "#31a354" };

    /// For the versions in turn.
    const ALONE: [Self; 6] = [
        Self { fill: "#9ecae1", ink: "#3182bd" },
        Self { fill: "#fdae6b", ink: "#e6550d" },
        Self { fill: "#bcbddc", ink: "#756bb1" },
        Self { fill: "#fa9fb5", ink: "#c51b8a" },
        Self { fill: "#ffe08a", ink: "#b58900" },
        Self { fill: "#bdbdbd", ink: "#636363" },
    ];

    pub(crate) fn of(owner: Owner) -> Self {
        match owner {
            Owner::Shared => Self::SHARED,
            Owner::Only(version) => Self::ALONE[version % Self::ALONE.len()],
        }
    }
}
