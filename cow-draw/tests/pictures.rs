//! What pictures show: shared nodes once, each version's own in its colour, for every collection.

use cow_draw::{Nodes, Picture, Tally, TooManyNodes, sharing};
use cow_map::{CowMap, CowSet};
use cow_tree::binary_tree::Side::{Left, Right};
use cow_tree::{BinaryTree, CowTreeMap, CowTreeSet};
use cow_vec::CowVec;

const SHARED: &str = "#a1d99b";
const ONLY_A: &str = "#9ecae1";
const ONLY_B: &str = "#fdae6b";

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

fn tree() -> BinaryTree<u32> {
    BinaryTree::from_level_order((1..=7).map(Some)).unwrap()
}

/// The elements in the order of the walk.
fn pre_order(tree: &BinaryTree<u32>) -> Vec<u32> {
    let mut values = Vec::new();
    let _ = tree.map(|value| values.push(*value));
    values
}

#[test]
fn the_tree_of_the_essay() {
    let a = tree();
    let mut b = a.clone();
    b.set(&[Left], 9).unwrap();
    let picture = Picture::new().labelled("A", &a, pre_order(&a)).labelled("B", &b, pre_order(&b));

    let dot = picture.to_dot();
    assert!(dot.starts_with("digraph versions {\n") && dot.ends_with("}\n"), "{dot}");
    let svg = picture.to_svg().unwrap();
    for (colour, nodes) in [(SHARED, 5), (ONLY_A, 2), (ONLY_B, 2)] {
        assert_eq!(count(&dot, colour), nodes, "{colour}\n{dot}");
        // One more in the legend.
        assert_eq!(count(&svg, &format!("fill=\"{colour}\"")), nodes + 1, "{colour}\n{svg}");
    }
    // From A and from B: 1 to the root, 2 from the root, 2 from node 2; and 2 from node 3.
    assert_eq!(count(&dot, " -> "), 2 * 5 + 2);
    assert_eq!(count(&svg, "<path "), 2 * 5 + 2);
    // Nodes 4 to 7 and 3 are labelled once; the root twice; 2 and 9 once each.
    for (label, times) in [("1", 2), ("2", 1), ("9", 1), ("3", 1), ("7", 1)] {
        assert_eq!(count(&dot, &format!("label=\"{label}\"")), times, "{label}\n{dot}");
    }
}

#[test]
fn a_deep_copy_shares_nothing() {
    let a = tree();
    let b = a.map(Clone::clone);
    let sharing = sharing(&a, &b);
    assert_eq!((sharing.shared.nodes, sharing.left.nodes, sharing.right.nodes), (0, 7, 7));
    let dot = Picture::new().version("A", &a).version("B", &b).to_dot();
    assert_eq!((count(&dot, SHARED), count(&dot, ONLY_A), count(&dot, ONLY_B)), (0, 7, 7));
}

#[test]
fn an_only_child_is_on_its_side() {
    let left: BinaryTree<u32> = BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::empty());
    let right: BinaryTree<u32> = BinaryTree::new(1, BinaryTree::empty(), BinaryTree::leaf(2));
    let dot = |tree| Picture::new().version("A", tree).to_dot();
    assert_eq!((count(&dot(&left), "[label=L]"), count(&dot(&left), "[label=R]")), (1, 0));
    assert_eq!((count(&dot(&right), "[label=L]"), count(&dot(&right), "[label=R]")), (0, 1));
    let x = |tree| {
        let svg = Picture::new().labelled("A", tree, ["root", "child"]).to_svg().unwrap();
        let text = svg.lines().find(|line| line.contains("child")).unwrap_or_default().to_owned();
        (svg, text)
    };
    assert_ne!(x(&left), x(&right));
}

/// For versions of any collection: what is drawn and what is counted are the same.
#[track_caller]
fn agrees<T: Nodes>(a: &T, b: &T) {
    let sharing = sharing(a, b);
    let picture = Picture::new().version("A", a).version("B", b);
    let rows: Vec<_> = picture.rows().iter().map(|row| row.cost).collect();
    assert_eq!(rows, [sharing.shared, sharing.left, sharing.right]);
    assert!(sharing.right.nodes > 0 && sharing.right.nodes <= 10, "{sharing:?}");
    assert!(sharing.shared.nodes > 10, "{sharing:?}");

    let dot = picture.to_dot();
    assert_eq!(count(&dot, SHARED), sharing.shared.nodes);
    assert_eq!(count(&dot, ONLY_A), sharing.left.nodes);
    assert_eq!(count(&dot, ONLY_B), sharing.right.nodes);

    let mut tally = Tally::new();
    assert_eq!(tally.add(a), sharing.left + sharing.shared);
    assert_eq!(tally.add(b), sharing.right);
    assert_eq!(tally.add(a), Default::default());
    assert_eq!(tally.total(), sharing.left + sharing.shared + sharing.right);
}

#[test]
fn every_collection_is_drawn_and_counted() {
    const N: u64 = 3_000;
    let vec: CowVec<u64> = (0..N).collect();
    let mut other = vec.clone();
    other[1_500] = 0;
    agrees(&vec, &other);

    let map: CowMap<u64, u64> = (0..N).map(|i| (i, i)).collect();
    let mut other = map.clone();
    other.insert(5, 0);
    agrees(&map, &other);

    let set: CowSet<u64> = (0..N).collect();
    let mut other = set.clone();
    other.insert(N);
    agrees(&set, &other);

    let map: CowTreeMap<u64, u64> = (0..N).map(|i| (i, i)).collect();
    let mut other = map.clone();
    other.insert(5, 0);
    agrees(&map, &other);

    let set: CowTreeSet<u64> = (0..N).collect();
    let mut other = set.clone();
    other.insert(N);
    agrees(&set, &other);

    let tree = BinaryTree::from_level_order((0..N).map(Some)).unwrap();
    let mut other = tree.clone();
    other.set(&[Left, Right, Left], 9).unwrap();
    agrees(&tree, &other);
}

/// The labels are those of the elements in the node, also after a shared node was passed over.
#[test]
fn labels_go_with_their_elements() {
    fn labels<T: Nodes, L: ToString + Clone>(a: &T, of_a: Vec<L>, b: &T, of_b: Vec<L>) -> String {
        Picture::new().labelled("A", a, of_a).labelled("B", b, of_b).to_dot()
    }
    let text = |i: u32| format!("<{i}>");
    let a: CowVec<String> = (0..2_000).map(text).collect();
    let mut b = a.clone();
    b[1_000] = "new".into();
    let first = (0..1_000).rev().find(|&i| {
        let dot = labels(&a, a.to_vec(), &a, a.to_vec());
        dot.contains(&format!("\"<{i}> …"))
    });
    let dot = labels(&a, a.to_vec(), &b, b.to_vec());
    let first = format!("\"<{}> …", first.unwrap());
    assert!(count(&dot, &first) == 2 || dot.contains("\"new …"), "the leaf that was copied\n{dot}");

    let a: CowTreeMap<u32, ()> = (0..2_000).map(|i| (i, ())).collect();
    let mut b = a.clone();
    b.remove(&1_999);
    let keys = |map: &CowTreeMap<u32, ()>| map.keys().copied().collect::<Vec<_>>();
    let dot = labels(&a, keys(&a), &b, keys(&b));
    assert_eq!((count(&dot, "… 1999\""), count(&dot, "… 1998\"")), (1, 1), "{dot}");

    let a: CowMap<u32, ()> = (0..2_000).map(|i| (i, ())).collect();
    let last = a.keys().copied().last().unwrap();
    let keys = |map: &CowMap<u32, ()>| map.keys().copied().collect::<Vec<_>>();
    let dot = labels(&a, keys(&a), &a, keys(&a));
    assert!(dot.contains(&format!(" {last}\"")), "{dot}");
}

/// A subtree in two places of one version is drawn once, and its labels are passed over.
#[test]
fn a_subtree_in_two_places() {
    let twin = BinaryTree::new(2, BinaryTree::leaf(3), BinaryTree::empty());
    let tree = BinaryTree::new(1, twin.clone(), BinaryTree::new(4, twin.clone(), twin));
    let dot =
        Picture::new().labelled("A", &tree, ["1", "2", "3", "4", "2", "3", "2", "3"]).to_dot();
    assert_eq!((count(&dot, ONLY_A), count(&dot, SHARED)), (4, 0));
    assert_eq!(count(&dot, " -> "), 1 + 2 + 2 + 1);
    for label in 1..=4 {
        assert_eq!(count(&dot, &format!("label=\"{label}\"")), 1, "{dot}");
    }
}

#[test]
fn frames_add_a_version_each_and_move_nothing() {
    let a = tree();
    let mut b = a.clone();
    b.set(&[Left], 9).unwrap();
    let mut c = b.clone();
    c.set(&[Right, Right], 8).unwrap();
    let picture = Picture::new().version("A", &a).version("B", &b).version("C", &c);
    let frames = picture.frames().unwrap();
    let nodes: Vec<_> = frames.iter().map(|frame| count(frame, "<title>")).collect();
    assert_eq!(nodes, [7, 9, 12]);
    assert_eq!(frames[2], picture.to_svg().unwrap());
    // In the first frame nothing is shared yet.
    assert_eq!(count(&frames[0], &format!("fill=\"{SHARED}\"")), 1);
    let places = |frame: &str| -> Vec<String> {
        let boxes = frame.lines().filter(|line| line.contains("<rect") && line.contains("stroke"));
        boxes.map(|line| line.split(" width=").last().unwrap_or_default().to_owned()).collect()
    };
    let last = places(&frames[2]);
    assert_eq!(last.len(), 12);
    assert!(frames.iter().flat_map(|frame| places(frame)).all(|place| last.contains(&place)));
}

#[test]
fn names_and_labels_are_escaped() {
    let tree = BinaryTree::leaf(1);
    let picture = Picture::new().labelled("a \"b\" <c>", &tree, ["\\ & \"<"]);
    assert!(picture.to_dot().contains(r#"label="\\ & \"<""#));
    let svg = picture.to_svg().unwrap();
    assert!(svg.contains("&lt;c&gt;") && svg.contains("&amp;"), "{svg}");

    // No XML document may have these, not even escaped.
    let picture = Picture::new().labelled("a\0\u{1b}", &tree, ["\u{7}b\u{ffff}"]);
    for text in [picture.to_svg().unwrap(), picture.to_dot()] {
        assert!(text.contains("a\u{fffd}\u{fffd}") && text.contains("\u{fffd}b\u{fffd}"), "{text}");
        assert!(!text.contains(['\0', '\u{1b}', '\u{7}', '\u{ffff}']), "{text}");
    }
}

#[test]
fn bytes_on_demand() {
    let tree = tree();
    let picture = || Picture::new().version("A", &tree);
    let bytes = if size_of::<usize>() == 8 { "24 B" } else { "20 B" };
    let expected = format!("1\\n{bytes}");
    let dot = picture().with_bytes().to_dot();
    let each = dot.matches(" B\"").count();
    assert_eq!(each, 7, "{expected} {dot}");
    assert!(!picture().to_dot().contains(" B\""));
}

#[test]
fn no_versions_and_empty_versions() {
    let empty = CowVec::<u8>::new();
    for picture in [Picture::new(), Picture::new().version("A", &empty).version("B", &empty)] {
        assert!(picture.to_dot().ends_with("}\n"));
        assert!(picture.to_svg().unwrap().contains("<svg"));
    }
    assert!(Picture::new().frames().unwrap().is_empty());
}

/// A wide and a deep tree of as many nodes as are drawn, and of one more.
#[test]
fn a_thousand_nodes_and_no_more() {
    let deep = |n| {
        (0..n).fold(BinaryTree::empty(), |below, i| BinaryTree::new(i, below, BinaryTree::empty()))
    };
    let wide = |n| BinaryTree::from_level_order((0..n).map(Some)).unwrap();
    for tree in [wide(1_000), deep(1_000)] {
        let svg = Picture::new().version("A", &tree).to_svg().unwrap();
        assert_eq!(count(&svg, "<title>"), 1_000);
    }
    for tree in [wide(1_001), deep(1_001)] {
        let picture = Picture::new().version("A", &tree);
        assert_eq!(picture.to_svg(), Err(TooManyNodes { nodes: 1_001, most: 1_000 }));
        assert_eq!(count(&picture.to_dot(), ONLY_A), 1_001);
    }
}
