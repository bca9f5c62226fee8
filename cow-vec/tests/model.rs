//! Random operations on several live versions, against `Vec`.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, GenericVec, RefCount, Tiny};
use proptest::collection::vec;
use proptest::prelude::*;

/// One step. Numbers are taken modulo what is possible.
#[derive(Clone, Debug)]
enum Op {
    /// Continue with another version.
    Switch(usize),
    /// Keep a version.
    Keep,
    Push(usize),
    PushFront(usize),
    Pop(usize),
    PopFront(usize),
    Set(usize),
    Insert(usize),
    Remove(usize),
    SwapRemove(usize),
    /// Append another version.
    Append(usize),
    SplitOff(usize),
    /// Split, and keep the right half.
    SplitAt(usize),
    Truncate(usize),
}

fn op() -> impl Strategy<Value = Op> {
    use Op::*;
    let n = 0..usize::MAX;
    prop_oneof![
        2 => n.clone().prop_map(Switch),
        2 => Just(Keep),
        3 => (1..40usize).prop_map(Push),
        2 => (1..40usize).prop_map(PushFront),
        2 => (1..30usize).prop_map(Pop),
        2 => (1..30usize).prop_map(PopFront),
        3 => n.clone().prop_map(Set),
        6 => n.clone().prop_map(Insert),
        6 => n.clone().prop_map(Remove),
        1 => n.clone().prop_map(SwapRemove),
        4 => n.clone().prop_map(Append),
        2 => n.clone().prop_map(SplitOff),
        2 => n.clone().prop_map(SplitAt),
        1 => n.prop_map(Truncate),
    ]
}

struct World<C: RefCount> {
    versions: Vec<(GenericVec<u32, C>, Vec<u32>)>,
    current: usize,
    next: u32,
    scale: usize,
}

impl<C: RefCount> World<C> {
    fn new(scale: usize) -> Self {
        Self { versions: vec![Default::default()], current: 0, next: 0, scale }
    }

    fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn step(&mut self, op: &Op) {
        if let Op::Keep = op
            && self.versions.len() < 6
        {
            let copy = self.versions[self.current].clone();
            return self.versions.push(copy);
        }
        let other = match *op {
            Op::Append(i) => Some(self.versions[i % self.versions.len()].clone()),
            _ => None,
        };
        let mut items: Vec<u32> = (0..40 * self.scale).map(|_| self.fresh()).collect();
        let (cow, model) = &mut self.versions[self.current];
        let len = model.len();
        match *op {
            Op::Switch(i) => self.current = i % self.versions.len(),
            Op::Push(n) => {
                for &x in &items[..n * self.scale] {
                    cow.push(x);
                    model.push(x);
                }
            }
            Op::PushFront(n) => {
                items.truncate(n * self.scale);
                for &x in &items {
                    cow.push_front(x);
                }
                items.reverse();
                model.splice(0..0, items);
            }
            Op::Pop(n) => {
                for _ in 0..n * self.scale {
                    assert_eq!(cow.pop(), model.pop());
                }
            }
            Op::PopFront(n) => {
                for _ in 0..(n * self.scale).min(len) {
                    assert_eq!(cow.pop_front(), Some(model.remove(0)));
                }
            }
            Op::Set(i) if len > 0 => {
                cow[i % len] = items[0];
                model[i % len] = items[0];
            }
            Op::Insert(i) => {
                for (k, &x) in items[..self.scale].iter().enumerate() {
                    cow.insert(i % (len + k + 1), x);
                    model.insert(i % (len + k + 1), x);
                }
            }
            Op::Remove(i) => {
                for k in 0..self.scale.min(len) {
                    assert_eq!(cow.remove(i % (len - k)), model.remove(i % (len - k)));
                }
            }
            Op::SwapRemove(i) if len > 0 => {
                assert_eq!(cow.swap_remove(i % len), model.swap_remove(i % len));
            }
            Op::Append(_) => {
                let (mut other, mut other_model) = other.expect("cloned above");
                if len + other_model.len() < 3_000 * self.scale {
                    cow.append(&mut other);
                    model.append(&mut other_model);
                    assert!(other.is_empty());
                    other.assert_invariants();
                }
            }
            Op::SplitOff(i) => {
                let at = i % (len + 1);
                let right = cow.split_off(at);
                right.assert_invariants();
                assert!(right.iter().eq(&model.split_off(at)));
            }
            Op::SplitAt(i) => {
                let at = i % (len + 1);
                let right = (cow.split_off(at), model.split_off(at));
                self.versions[self.current].0.assert_invariants();
                self.versions[self.current] = right;
            }
            Op::Truncate(i) => {
                let at = len - (i % (len + 1)) / 4;
                cow.truncate(at);
                model.truncate(at);
            }
            _ => {}
        }
    }

    fn check(&self) {
        for (cow, model) in &self.versions {
            cow.assert_invariants();
            assert_eq!(cow.len(), model.len());
            assert!(cow.iter().eq(model), "{:?} != {model:?}", cow.iter());
            assert!(cow.iter().rev().eq(model.iter().rev()));
            let len = model.len();
            for i in (0..len).step_by(7).chain([len.wrapping_sub(1), len, len + 1]) {
                assert_eq!(cow.get(i), model.get(i));
            }
        }
    }
}

fn run<C: RefCount>(ops: &[Op], scale: usize) {
    let mut world = World::<C>::new(scale);
    for op in ops {
        world.step(op);
        world.check();
    }
}

proptest! {
    #[test]
    fn tiny_nodes_behave_as_vec(ops in vec(op(), 1..if cfg!(miri) { 20 } else { 60 })) {
        run::<Tiny>(&ops, 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(30)))]

    #[test]
    fn nodes_of_normal_width_behave_as_vec(ops in vec(op(), 1..if cfg!(miri) { 12 } else { 40 })) {
        run::<Atomic>(&ops, if cfg!(miri) { 6 } else { 50 });
    }
}
