mod read;
mod whole;
mod write;

mod shared;

use std::marker::PhantomData;
use std::rc::Rc;

use cow_core::{Atomic, Local};

use super::{Operation, Start, Work, in_order, memory, op, start};
use crate::contender::{
    CowVector, EcoVector, ImVector, ImblVector, PointerVector, RpdsVector, StdVector,
};
use crate::element::{Element, Input};
use crate::shape::Vector;

pub(super) fn starts<T: Element>() -> Vec<Start<T>> {
    vec![
        start::<VecWork<T, StdVector<T>>>(),
        start::<VecWork<T, EcoVector<T>>>(),
        start::<VecWork<T, ImblVector<T>>>(),
        start::<VecWork<T, ImVector<T>>>(),
        start::<VecWork<T, RpdsVector<T>>>(),
        start::<VecWork<T, PointerVector<T>>>(),
        start::<VecWork<T, CowVector<T, Atomic>>>(),
        start::<VecWork<T, CowVector<T, Local>>>(),
    ]
}

/// The work of vectors.
#[derive(Debug)]
pub struct VecWork<T, V>(PhantomData<(T, V)>);

/// A vector of all elements of the input. No clone of it lives between rounds.
#[derive(Debug)]
pub struct State<T, V> {
    input: Rc<Input<T>>,
    base: V,
    /// The same elements, inserted at random places. Built when first asked for.
    scattered: Option<V>,
}

impl<T: Element, V: Vector<T>> Work for VecWork<T, V> {
    type Element = T;
    type State = State<T, V>;
    const NAME: &'static str = V::NAME;

    fn start(input: &Rc<Input<T>>) -> Self::State {
        let mut base = V::new();
        input.keys.iter().for_each(|element| base.push(element.clone()));
        State { input: Rc::clone(input), base, scattered: None }
    }

    fn operations() -> Vec<Operation<Self::State>> {
        vec![
            op("get/random", "look-up", "look-ups at random", read::get_random),
            op("get/sequential", "look-up", "look-ups in order, by index", read::get_sequential),
            op(
                "get/scattered",
                "look-up",
                "look-ups at random in a vector built by insertions at random",
                read::get_scattered,
            ),
            op("iterate/for", "element", "a `for` loop that adds up", read::iterate_for),
            op("iterate/fold", "element", "the same by `fold`", read::iterate_fold),
            op(
                "push/unique",
                "element",
                "building from empty by `push`; not: cloning elements, dropping",
                write::push_unique,
            ),
            op("collect/unique", "element", "the same by `collect`", write::collect_unique),
            op(
                "set/unique",
                "write",
                "writes at random, vector unshared; inside: drop of the old element; not: cloning the new",
                write::set_unique,
            ),
            op(
                "iter_mut/unique",
                "element",
                "a write to each element, vector unshared",
                write::iter_mut_unique,
            ),
            op(
                "insert/middle",
                "insertion",
                "insertions at random, vector unshared; not: taking them out again",
                write::insert_middle,
            ),
            op(
                "remove/middle",
                "removal",
                "removals at random, vector unshared; not: putting back",
                write::remove_middle,
            ),
            op(
                "splice/unique",
                "edit",
                "two elements replaced by two at random, by `splice`, vector unshared; inside: drop of the old",
                write::splice_unique,
            ),
            op("clone/drop", "clone", "`clone` and the drop of the clone", shared::clone_drop),
            op(
                "set/shared",
                "version",
                "`clone`, one write at random, drop of the version",
                shared::set_shared,
            ),
            op(
                "push/shared",
                "version",
                "`clone`, one `push`, drop of the version",
                shared::push_shared,
            ),
            op(
                "insert/shared",
                "version",
                "`clone`, one insertion at random, drop of the version",
                shared::insert_shared,
            ),
            op(
                "splice/shared",
                "version",
                "`clone`, two elements replaced by two at random, by `splice`, drop of the version",
                shared::splice_shared,
            ),
            op(
                "batch/shared",
                "write",
                "`clone`, 1,000 writes at random; not: drop of the version",
                shared::batch_shared,
            ),
            op(
                "append/self",
                "append",
                "a clone appended to another; not: clones, drop",
                whole::append_self,
            ),
            op(
                "split_off/half",
                "split",
                "`split_off` in the middle of a clone; not: clone, drops",
                whole::split_off_half,
            ),
            op(
                "equal/near",
                "comparison",
                "`==` of equal vectors of which one had 4 elements written",
                whole::equal_near,
            ),
            op(
                "diff/far",
                "change",
                "changes between versions 1,000 writes apart, an eighth of the elements at most; std by the crate \
                 `similar` (Myers)",
                whole::diff_far,
            ),
            op(
                "merge3/far",
                "change",
                "three-way merge of two clones with so many writes each, at different places; not: clones, writes, drop",
                whole::merge3_far,
            ),
            op("sort/random", "element", "sorting a clone; not: clone, drop", write::sort_random),
            memory(
                "memory/build",
                "element",
                "what a vector built by `push` holds, as malloc counts; not: the text of elements",
                whole::memory_build,
            ),
        ]
    }
}

fn content<T: Element, V: Vector<T>>(vector: &V) -> u64 {
    in_order(vector.iter().map(T::read)).wrapping_add(vector.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock, Pass};

    /// Its clones lack an element, and are not equal to anything.
    #[derive(Default)]
    struct Careless(Vec<u64>);

    impl Clone for Careless {
        fn clone(&self) -> Self {
            Self(self.0[1..].to_vec())
        }
    }

    impl Vector<u64> for Careless {
        const NAME: &'static str = "careless";

        fn len(&self) -> usize {
            self.0.len()
        }

        fn get(&self, at: usize) -> Option<&u64> {
            self.0.get(at)
        }

        fn set(&mut self, at: usize, element: u64) {
            if let Some(place) = self.0.get_mut(at) {
                *place = element;
            }
        }

        fn push(&mut self, element: u64) {
            self.0.push(element);
        }

        fn iter(&self) -> impl Iterator<Item = &u64> {
            self.0.iter()
        }
    }

    impl FromIterator<u64> for Careless {
        fn from_iter<I: IntoIterator<Item = u64>>(elements: I) -> Self {
            Self(elements.into_iter().collect())
        }
    }

    impl PartialEq for Careless {
        fn eq(&self, _: &Self) -> bool {
            false
        }
    }

    /// They are told apart by their answers, without a panic.
    #[test]
    fn wrong_clones_and_comparisons_are_noticed() {
        fn answers<V: Vector<u64>>() -> [Option<u64>; 2] {
            let mut state = VecWork::<u64, V>::start(&Input::new(100));
            [shared::clone_drop, whole::equal_near]
                .map(|work| work(&mut state, &mut Clock::new(Pass::Check)))
        }
        let right = answers::<StdVector<u64>>();
        assert_eq!(right, answers::<CowVector<u64, Atomic>>());
        let careless = answers::<Careless>();
        assert!((0..2).all(|work| careless[work].is_some() && careless[work] != right[work]));
    }

    #[test]
    fn clones_that_copy_nothing_are_as_many_for_all() {
        fn clones<V: Vector<u64>>() -> usize {
            let mut state = VecWork::<u64, V>::start(&Input::new(20_000));
            let mut clock = Clock::new(Pass::Round(0));
            shared::clone_drop(&mut state, &mut clock).unwrap();
            clock.units()
        }
        assert_eq!(clones::<EcoVector<u64>>(), clones::<CowVector<u64, Atomic>>());
        assert_eq!(clones::<StdVector<u64>>(), 5);
    }
}
