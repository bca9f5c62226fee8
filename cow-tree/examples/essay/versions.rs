//! Two versions of a tree, and to which of them each node belongs.

use cow_tree::BinaryTree;
use cow_tree::binary_tree::Side;
use std::collections::HashMap;
use std::fmt;
use std::ops::AddAssign;

/// A tree, and its copy with one value changed.
pub(super) struct Versions {
    pub(super) a: BinaryTree<i64>,
    pub(super) b: BinaryTree<i64>,
    /// To the node that was set.
    pub(super) path: Vec<Side>,
    /// Each node by its address.
    owners: HashMap<usize, Owner>,
}

/// The versions that have a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A alone: B has a copy in its place.
    OnlyA,
    /// B alone: a copy.
    OnlyB,
    Both,
}

impl Owner {
    pub(super) fn colour(self) -> Colour {
        match self {
            Owner::OnlyA => Colour { fill: "#9ecae1", ink: "#3182bd" },
            Owner::OnlyB => Colour { fill: "#fdae6b", ink: "#e6550d" },
            Owner::Both => Colour { fill: "#a1d99b", ink: "#31a354" },
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Colour {
    pub(super) fill: &'static str,
    /// Of what bounds it and what starts from it.
    pub(super) ink: &'static str,
}

/// A node of a version.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) value: i64,
    pub(super) address: usize,
    pub(super) owner: Owner,
}

/// What nodes take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) nodes: usize,
    pub(super) bytes: usize,
}

impl Versions {
    /// Copies `a` and sets the node at `path` of the copy. `None` if there is no such node.
    pub(super) fn new(a: BinaryTree<i64>, path: &[Side], value: i64) -> Option<Self> {
        let mut b = a.clone();
        b.set(path, value).ok()?;

        let mut owners = HashMap::new();
        a.visit_nodes(&mut |node| owners.insert(node.address, Owner::OnlyA).is_none());
        b.visit_nodes(&mut |node| {
            let owner = owners.entry(node.address);
            owner.and_modify(|owner| *owner = Owner::Both).or_insert(Owner::OnlyB);
            true
        });
        Some(Self { a, b, path: path.to_vec(), owners })
    }

    /// One of the two, with all that is known of its nodes.
    pub(super) fn nodes(&self, tree: &BinaryTree<i64>) -> BinaryTree<Known> {
        let mut addresses = Vec::new();
        tree.visit_nodes(&mut |node| {
            addresses.push(node.address);
            true
        });
        // `visit_nodes` and `map` both go in pre-order.
        let mut addresses = addresses.into_iter();
        tree.map(|&value| {
            let address = addresses.next().unwrap_or_default();
            Known { value, address, owner: self.owners[&address] }
        })
    }

    /// The cost of the nodes that belong to `owner`.
    pub(super) fn cost(&self, owner: Owner) -> Cost {
        let tree = if owner == Owner::OnlyB { &self.b } else { &self.a };
        cost(tree, |address| self.owners[&address] == owner)
    }

    /// What is shared and what is not, and beside it the deep copy.
    pub(super) fn legend(&self) -> [Legend; 4] {
        let of =
            |owner: Owner, what| Legend { colour: owner.colour(), what, cost: self.cost(owner) };
        [
            of(Owner::Both, "shared by A and B (green)"),
            of(Owner::OnlyA, "in A alone (blue)"),
            of(Owner::OnlyB, "copied for B (orange)"),
            Legend {
                colour: Colour { fill: "white", ink: "#444444" },
                what: "a deep copy of A",
                cost: self.deep_copy(),
            },
        ]
    }

    /// The cost of a copy of A that shares nothing: makes one, and counts.
    pub(super) fn deep_copy(&self) -> Cost {
        cost(&self.a.map(Clone::clone), |_| true)
    }
}

fn cost<T>(tree: &BinaryTree<T>, counts: impl Fn(usize) -> bool) -> Cost {
    let mut cost = Cost::default();
    tree.visit_nodes(&mut |node| {
        if counts(node.address) {
            cost += Cost { nodes: 1, bytes: node.bytes };
        }
        true
    });
    cost
}

/// A colour, what has it, and what that costs.
pub(super) struct Legend {
    pub(super) colour: Colour,
    pub(super) what: &'static str,
    pub(super) cost: Cost,
}

impl fmt::Display for Legend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} nodes, {} bytes", self.what, self.cost.nodes, self.cost.bytes)
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.nodes += other.nodes;
        self.bytes += other.bytes;
    }
}
