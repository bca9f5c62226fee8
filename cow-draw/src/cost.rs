//! Nodes and bytes: what versions share, and what each adds.

use crate::Nodes;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::iter::Sum;
use std::marker::PhantomData;
use std::ops::{Add, AddAssign};

/// A number of nodes and the bytes of their allocations, without what elements own elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cost {
    /// How many nodes.
    pub nodes: usize,
    /// How many bytes these take.
    pub bytes: usize,
}

impl Cost {
    /// Returns the cost of one node of `bytes` bytes.
    pub(crate) fn node(bytes: usize) -> Self {
        Self { nodes: 1, bytes }
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { nodes: self.nodes + other.nodes, bytes: self.bytes + other.bytes }
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), Self::add)
    }
}

/// For example `2 nodes, 64 bytes`.
impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count| if count == 1 { "" } else { "s" };
        let Cost { nodes, bytes } = *self;
        write!(f, "{nodes} node{}, {bytes} byte{}", plural(nodes), plural(bytes))
    }
}

/// What two versions share, and what each has alone: the result of [`sharing`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// The nodes that both have.
    pub shared: Cost,
    /// The nodes that only the first one has.
    pub left: Cost,
    /// The nodes that only the second one has: what it costs to keep it beside the first.
    pub right: Cost,
}

/// Returns how many nodes and bytes two versions share, and how many each has alone.
///
/// O(n): each node of both is visited once.
///
/// ```
/// use cow_draw::sharing;
/// use cow_tree::BinaryTree;
/// use cow_tree::binary_tree::Side::Left;
///
/// let a = BinaryTree::from_level_order((1..=7).map(Some)).unwrap();
/// let mut b = a.clone();
/// b.set(&[Left], 9).unwrap();
///
/// let sharing = sharing(&a, &b);
/// assert_eq!(sharing.shared.nodes, 5);
/// assert_eq!(sharing.right.nodes, 2); // node 9, and the root above it
/// ```
pub fn sharing<A: Nodes + ?Sized, B: Nodes + ?Sized>(a: &A, b: &B) -> Sharing {
    let (left, right) = (all(a), all(b));
    let mut sharing = Sharing::default();
    for (address, &bytes) in &left {
        let part =
            if right.contains_key(address) { &mut sharing.shared } else { &mut sharing.left };
        *part += Cost::node(bytes);
    }
    let alone = right.iter().filter(|(address, _)| !left.contains_key(*address));
    sharing.right = alone.map(|(_, &bytes)| Cost::node(bytes)).sum();
    sharing
}

/// Returns the bytes of each node, by its address.
fn all<T: Nodes + ?Sized>(value: &T) -> HashMap<usize, usize> {
    let mut nodes = HashMap::new();
    value.visit_nodes(&mut |node| nodes.insert(node.address, node.bytes).is_none());
    nodes
}

/// Counts what each of many versions adds to those before it.
///
/// The versions are borrowed, so that no address can stand for two nodes in turn.
///
/// ```
/// use cow_draw::Tally;
/// use cow_vec::CowVec;
///
/// let mut versions = vec![(0..10_000).collect::<CowVec<u64>>()];
/// for i in 0..100 {
///     let mut next = versions[i].clone();
///     next[i * 100] += 1;
///     versions.push(next);
/// }
/// let mut tally = Tally::new();
/// let first = tally.add(&versions[0]);
/// let second = tally.add(&versions[1]);
/// assert!(second.bytes < first.bytes / 20);
///
/// versions[2..].iter().for_each(|version| {
///     tally.add(version);
/// });
/// assert!(tally.total().bytes < 10 * first.bytes); // and not 101 times
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tally<'a> {
    seen: HashSet<usize>,
    total: Cost,
    versions: PhantomData<&'a ()>,
}

impl<'a> Tally<'a> {
    /// Creates a tally of no versions.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a version, and returns the cost of its nodes that none before it has.
    ///
    /// Visits these and their children only.
    pub fn add<T: Nodes + ?Sized>(&mut self, version: &'a T) -> Cost {
        let mut new = Cost::default();
        version.visit_nodes(&mut |node| {
            let is_new = self.seen.insert(node.address);
            if is_new {
                new += Cost::node(node.bytes);
            }
            is_new
        });
        self.total += new;
        new
    }

    /// Returns the cost of all versions together, in which each node counts once.
    #[must_use]
    pub fn total(&self) -> Cost {
        self.total
    }
}
