//! Programs written for `std::collections` compile with the import changed, and do the same.

macro_rules! program {
    ($name:ident, $($import:tt)*) => {
        mod $name {
            use $($import)*::{
                btree_map::{BTreeMap, Entry as TreeEntry},
                btree_set::BTreeSet,
                hash_map::{Entry, HashMap},
                hash_set::HashSet,
                vec_deque::VecDeque,
            };

            pub(super) fn run() -> String {
                let mut counts: HashMap<&str, usize> = HashMap::new();
                for word in "a rose is a rose is a rose".split(' ') {
                    match counts.entry(word) {
                        Entry::Occupied(mut entry) => *entry.get_mut() += 1,
                        Entry::Vacant(entry) => drop(entry.insert(1)),
                    }
                }
                let mut order: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
                for (word, count) in &counts {
                    match order.entry(*count) {
                        TreeEntry::Occupied(entry) => drop(entry.into_mut().insert(word)),
                        TreeEntry::Vacant(entry) => drop(entry.insert(BTreeSet::from([*word]))),
                    }
                }
                let seen: HashSet<&str> = counts.keys().copied().collect();
                let mut queue: VecDeque<usize> = order.range(2..).map(|(count, _)| *count).collect();
                queue.push_front(seen.len());
                queue.rotate_left(1);
                let last = queue.pop_back();
                format!("{order:?} {queue:?} {last:?}")
            }
        }
    };
}

program!(std_program, std::collections);
program!(cow_program, cow_collections);

#[test]
fn programs_of_std_do_the_same() {
    assert_eq!(cow_program::run(), std_program::run());
}

#[test]
fn all_names_of_one_collection_are_one_type() {
    let vec: cow_collections::vec::Vec<u8> = cow_collections::CowVec::from([1]);
    let deque: cow_collections::VecDeque<u8> = vec.clone();
    assert_eq!(vec, deque);
    let map: cow_collections::HashMap<u8, u8> = cow_collections::CowMap::from([(1, 2)]);
    let same: cow_collections::hash_map::HashMap<u8, u8> = map.clone();
    assert_eq!(map, same);
    let _: cow_collections::btree_map::BTreeMap<u8, u8> = cow_collections::CowTreeMap::new();
    let _: cow_collections::BTreeSet<u8> = cow_collections::CowTreeSet::new();
    let _: cow_collections::HashSet<u8> = cow_collections::CowSet::new();
    let _: cow_collections::binary_tree::BinaryTree<u8> = cow_collections::BinaryTree::empty();
}

#[test]
fn names_in_signatures_can_be_written() {
    use cow_collections::{CowBox, CowVec, Diff, Dismantle, Pieces, Replaced, ToCowBox};

    fn edit<T: ?Sized + ToCowBox>(value: &mut CowBox<T>, change: impl FnOnce(&mut T)) {
        change(CowBox::make_mut(value));
    }
    let mut word: CowBox<str> = "word".to_cow_box();
    edit(&mut word, str::make_ascii_uppercase);
    assert_eq!(&*word, "WORD");

    fn nodes<N>(pieces: Pieces<N>) -> usize
    where
        Pieces<N>: Iterator,
    {
        pieces.count()
    }
    assert!(nodes((0..10_000).collect::<CowVec<_>>().dismantle()) > 0);

    let change: Option<Replaced<'_, u32>> = 1_u32.diff(&2);
    assert_eq!(change, Some(Replaced { old: &1, new: &2 }));
}

#[cfg(feature = "rayon")]
#[test]
fn parallel_iterators_are_named_by_module() {
    use cow_collections::parallel::{btree_map, btree_set, hash_map, hash_set, vec};

    type All<'a> = (
        vec::ParIter<'a, u8>,
        hash_map::Iter<'a, u8, u8>,
        hash_set::Iter<'a, u8>,
        btree_map::Iter<'a, u8, u8>,
        btree_set::Iter<'a, u8>,
    );
    assert!(size_of::<All<'_>>() > 0);
}
