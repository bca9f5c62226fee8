//! The nodes of several versions, each once.

use crate::{Cost, Nodes};
use std::collections::HashMap;

/// The nodes of all versions, and their edges.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    pub(crate) versions: Vec<Version>,
    /// Those of a version follow those of the versions before it, in pre-order.
    pub(crate) nodes: Vec<Node>,
    by_address: HashMap<usize, usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) name: String,
    pub(crate) roots: Vec<Child>,
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The first version that has it.
    pub(crate) first: usize,
    /// The second version that has it.
    pub(crate) second: Option<usize>,
    pub(crate) bytes: usize,
    pub(crate) items: usize,
    /// Of itself and of the nodes below it.
    items_below: usize,
    pub(crate) label: String,
    pub(crate) children: Vec<Child>,
}

/// An edge, without where it starts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Child {
    pub(crate) slot: usize,
    /// Among [`Graph::nodes`].
    pub(crate) node: usize,
}

/// The versions that have a node, of those that are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Shared,
    /// One version alone.
    Only(usize),
}

impl Graph {
    /// Adds a version. `labels` gives the text of each element in the order of the walk, or nothing.
    pub(crate) fn add<T: Nodes + ?Sized>(
        &mut self,
        name: String,
        value: &T,
        labels: &mut dyn Iterator<Item = String>,
    ) {
        let version = self.versions.len();
        let mut roots = Vec::new();
        // The path to the node at hand: each with how many elements came before it.
        let mut path: Vec<(usize, usize)> = Vec::new();
        let mut passed = 0;
        value.visit_nodes(&mut |info| {
            while path.len() > info.depth {
                self.close(path.pop(), passed);
            }
            let next = self.nodes.len();
            let node = *self.by_address.entry(info.address).or_insert(next);
            let siblings = match path.last() {
                Some(&(parent, _)) => &mut self.nodes[parent].children,
                None => &mut roots,
            };
            siblings.push(Child { slot: info.slot, node });
            if node < next {
                self.share(node, version);
                let items = self.nodes[node].items_below;
                labels.take(items).for_each(drop);
                passed += items;
                return false;
            }
            self.nodes.push(Node {
                first: version,
                second: None,
                bytes: info.bytes,
                items: info.items,
                items_below: 0,
                label: abridged(labels.take(info.items)),
                children: Vec::new(),
            });
            path.push((node, passed));
            passed += info.items;
            true
        });
        while !path.is_empty() {
            self.close(path.pop(), passed);
        }
        self.versions.push(Version { name, roots });
    }

    /// All nodes below one, which began after `before` elements, have been visited.
    fn close(&mut self, node: Option<(usize, usize)>, passed: usize) {
        if let Some((node, before)) = node {
            self.nodes[node].items_below = passed - before;
        }
    }

    /// A further version has a node, and so all below it.
    fn share(&mut self, node: usize, version: usize) {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            let node = &mut self.nodes[node];
            if node.second.is_none() && node.first != version {
                node.second = Some(version);
                pending.extend(node.children.iter().map(|child| child.node));
            }
        }
    }

    /// Returns the owner of a node among the first `versions`; `None` if it is not there yet.
    pub(crate) fn owner(&self, node: usize, versions: usize) -> Option<Owner> {
        let node = &self.nodes[node];
        match node.second {
            Some(second) if second < versions => Some(Owner::Shared),
            _ if node.first < versions => Some(Owner::Only(node.first)),
            _ => None,
        }
    }

    /// Returns the cost of all that `owner` has among the first `versions`.
    pub(crate) fn cost(&self, owner: Owner, versions: usize) -> Cost {
        let nodes = (0..self.nodes.len()).filter(|&i| self.owner(i, versions) == Some(owner));
        nodes.map(|i| Cost::node(self.nodes[i].bytes)).sum()
    }

    /// Returns `true` if nodes have a left and a right child, of which one may be missing. That is so in the
    /// one collection whose inner nodes hold elements.
    pub(crate) fn is_binary(&self) -> bool {
        self.nodes.iter().any(|node| node.items > 0 && !node.children.is_empty())
    }
}

/// Up to three labels, or the first and the last one.
fn abridged(labels: impl Iterator<Item = String>) -> String {
    let mut labels: Vec<String> = labels.collect();
    if labels.len() > 3 {
        labels.splice(1..labels.len() - 1, ["…".to_owned()]);
    }
    labels.join(" ")
}
