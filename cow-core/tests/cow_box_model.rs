//! Many handles to a few values, against deep copies, after every operation.
#![cfg(not(cow_loom))]
#![expect(unsafe_code, reason = "`from_raw` is unsafe")]

use cow_core::CowBox;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Op {
    New(Vec<u8>),
    Clone(usize),
    Drop(usize),
    Write(usize, usize, u8),
    WriteIfUnique(usize, usize, u8),
    Assign(usize, usize),
    ThroughRaw(usize),
    ThroughTriomphe(usize),
}

fn op() -> impl Strategy<Value = Op> {
    let (which, at, byte) = (any::<usize>, any::<usize>, any::<u8>);
    prop_oneof![
        1 => prop::collection::vec(byte(), 0..9).prop_map(Op::New),
        4 => which().prop_map(Op::Clone),
        2 => which().prop_map(Op::Drop),
        4 => (which(), at(), byte()).prop_map(|(w, i, b)| Op::Write(w, i, b)),
        2 => (which(), at(), byte()).prop_map(|(w, i, b)| Op::WriteIfUnique(w, i, b)),
        1 => (which(), which()).prop_map(|(to, from)| Op::Assign(to, from)),
        1 => which().prop_map(Op::ThroughRaw),
        1 => which().prop_map(Op::ThroughTriomphe),
    ]
}

/// What a handle should hold, and with whom it should share: handles of one group share one value.
#[derive(Clone)]
struct Expected {
    bytes: Vec<u8>,
    group: usize,
}

#[derive(Default)]
struct Model {
    handles: Vec<(CowBox<[u8]>, Expected)>,
    groups: usize,
}

impl Model {
    fn sharers(&self, group: usize) -> usize {
        self.handles.iter().filter(|(_, expected)| expected.group == group).count()
    }

    fn new_group(&mut self) -> usize {
        self.groups += 1;
        self.groups
    }

    fn write(&mut self, which: usize, at: usize, byte: u8, only_if_unique: bool) {
        let group = self.handles[which].1.group;
        let unique = self.sharers(group) == 1;
        let own = if unique { group } else { self.new_group() };
        let (handle, expected) = &mut self.handles[which];
        assert_eq!(CowBox::is_unique(handle), unique);
        let bytes = if only_if_unique {
            let bytes = CowBox::get_mut(handle);
            assert_eq!(bytes.is_some(), unique);
            let Some(bytes) = bytes else { return };
            bytes
        } else {
            CowBox::make_mut(handle)
        };
        expected.group = own;
        if !bytes.is_empty() {
            let at = at % bytes.len();
            bytes[at] = byte;
            expected.bytes[at] = byte;
        }
    }

    fn apply(&mut self, op: Op) {
        let len = self.handles.len();
        match op {
            Op::New(bytes) => {
                let group = self.new_group();
                self.handles.push((bytes[..].into(), Expected { bytes, group }));
            }
            _ if len == 0 => {}
            Op::Clone(which) => self.handles.push(self.handles[which % len].clone()),
            Op::Drop(which) => drop(self.handles.swap_remove(which % len)),
            Op::Write(which, at, byte) => self.write(which % len, at, byte, false),
            Op::WriteIfUnique(which, at, byte) => self.write(which % len, at, byte, true),
            Op::Assign(to, from) => self.handles[to % len] = self.handles[from % len].clone(),
            Op::ThroughRaw(which) => {
                let (handle, expected) = self.handles.swap_remove(which % len);
                let raw = CowBox::into_raw(handle);
                // SAFETY: the pointer is from `into_raw` and is taken back once.
                self.handles.push((unsafe { CowBox::from_raw(raw) }, expected));
            }
            Op::ThroughTriomphe(which) => {
                let (handle, expected) = self.handles.swap_remove(which % len);
                self.handles.push((triomphe::Arc::<[u8]>::from(handle).into(), expected));
            }
        }
    }

    fn check(&self) {
        for (a, expected_a) in &self.handles {
            assert_eq!(**a, *expected_a.bytes);
            assert_eq!(CowBox::strong_count(a), self.sharers(expected_a.group));
            for (b, expected_b) in &self.handles {
                assert_eq!(CowBox::ptr_eq(a, b), expected_a.group == expected_b.group);
                assert_eq!(a == b, expected_a.bytes == expected_b.bytes);
                assert_eq!(a.cmp(b), expected_a.bytes.cmp(&expected_b.bytes));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(256)))]

    #[test]
    fn every_handle_behaves_as_a_value_of_its_own(ops in prop::collection::vec(op(), 1..60)) {
        let mut model = Model::default();
        for op in ops {
            model.apply(op);
            model.check();
        }
    }
}
