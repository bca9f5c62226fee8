//! `CowBox` against deep copies: values, slices and strings.

use crate::element::{Element, Owned, Unit, Wide};
use crate::versions::{Pair, Steps, run};
use arbitrary::Arbitrary;
use cow_core::CowBox;

/// What can be done to a `CowBox`, of a slice and of the list of a few.
#[derive(Arbitrary, Debug)]
#[expect(missing_docs, reason = "named after the methods")]
pub enum Op {
    New(u8, u8),
    Assign,
    MakeMut(u8, u8),
    GetMut(u8, u8),
    IntoVec(u8),
    Collect(u8),
    Push(u8),
    Nest(u8),
    UnwrapOrClone(u8),
    Text(u8),
    Raw,
}

/// A slice, a list of handles to slices, and a text.
#[derive(Clone)]
pub struct Both<T> {
    slice: (CowBox<[T]>, Vec<T>),
    list: (CowBox<Vec<CowBox<T>>>, Vec<T>),
    text: (CowBox<str>, String),
}

impl<T: Element> Default for Both<T> {
    fn default() -> Self {
        Both {
            slice: (CowBox::from(Vec::new()), Vec::new()),
            list: (CowBox::new(Vec::new()), Vec::new()),
            text: (CowBox::from(""), String::new()),
        }
    }
}

impl<T: Element> Pair for Both<T> {
    type Op = Op;

    fn step(&mut self, op: &Op, other: &Self) {
        let value = |x: u8| T::of(x.into());
        match *op {
            Op::New(n, x) => {
                let items: Vec<T> = (0..n % 40).map(|_| value(x)).collect();
                self.slice = (CowBox::from(items.clone()), items);
            }
            Op::Assign => {
                self.slice.0.clone_from(&other.slice.0);
                self.slice.1.clone_from(&other.slice.1);
                assert!(CowBox::ptr_eq(&self.slice.0, &other.slice.0));
            }
            Op::MakeMut(i, x) => {
                let (ours, model) = (CowBox::make_mut(&mut self.slice.0), &mut self.slice.1);
                if let Some(i) = usize::from(i).checked_rem(model.len()) {
                    ours[i] = value(x);
                    model[i] = value(x);
                }
                assert!(CowBox::is_unique(&mut self.slice.0));
            }
            Op::GetMut(i, x) => {
                let unique = CowBox::is_unique(&mut self.slice.0);
                let ours = CowBox::get_mut(&mut self.slice.0);
                assert_eq!(ours.is_some(), unique);
                if let (Some(ours), Some(i)) =
                    (ours, usize::from(i).checked_rem(self.slice.1.len()))
                {
                    ours[i] = value(x);
                    self.slice.1[i] = value(x);
                }
            }
            Op::IntoVec(x) => {
                let mut items = self.slice.0.to_vec();
                items.truncate(usize::from(x));
                self.slice.0 = CowBox::from(items);
                self.slice.1.truncate(usize::from(x));
            }
            Op::Collect(x) => {
                let keep = |item: &&T| item.number() >= u16::from(x);
                self.slice.0 = self.slice.0.iter().filter(keep).cloned().collect();
                self.slice.1 = self.slice.1.iter().filter(keep).cloned().collect();
            }
            Op::Push(x) => {
                let list = CowBox::make_mut(&mut self.list.0);
                if list.len() < 40 {
                    list.push(CowBox::new(value(x)));
                    self.list.1.push(value(x));
                }
            }
            Op::Nest(x) => {
                let list = CowBox::make_mut(&mut self.list.0);
                if let Some(i) = usize::from(x).checked_rem(list.len()) {
                    *CowBox::make_mut(&mut list[i]) = value(x);
                    self.list.1[i] = value(x);
                }
            }
            Op::UnwrapOrClone(n) => {
                let list = std::mem::take(&mut self.list.0);
                let mut list = CowBox::unwrap_or_clone(list);
                list.truncate(usize::from(n));
                self.list.1.truncate(usize::from(n));
                let items = list.into_iter().map(CowBox::unwrap_or_clone);
                self.list.0 = CowBox::new(items.map(CowBox::new).collect());
            }
            Op::Text(x) => {
                self.text.1.push_str(&"x".repeat(usize::from(x % 8)));
                self.text.1.truncate(100);
                self.text.0 = CowBox::from(self.text.1.as_str());
                CowBox::make_mut(&mut self.text.0).make_ascii_uppercase();
                self.text.1.make_ascii_uppercase();
            }
            Op::Raw => {
                let boxed: Box<[T]> = self.slice.1.clone().into_boxed_slice();
                self.slice.0 = CowBox::from(boxed);
            }
        }
    }

    fn assert_invariants(&self) {
        assert!(CowBox::strong_count(&self.slice.0) > 0);
    }

    fn check(&self) {
        assert_eq!(*self.slice.0, *self.slice.1);
        assert!(self.list.0.iter().map(|item| &**item).eq(&self.list.1));
        assert_eq!(*self.text.0, *self.text.1);
    }

    fn check_with(&self, other: &Self) {
        let (a, b) = (&self.slice, &other.slice);
        assert_eq!((a.0 == b.0, a.0.cmp(&b.0)), (a.1 == b.1, a.1.cmp(&b.1)));
        assert_eq!(self.list.0 == other.list.0, self.list.1 == other.list.1);
        assert_eq!(self.text.0.cmp(&other.text.0), self.text.1.cmp(&other.text.1));
        if CowBox::ptr_eq(&a.0, &b.0) {
            assert!(CowBox::strong_count(&a.0) > 1 || std::ptr::eq(self, other));
        }
    }

    fn unshared(&self) -> Self {
        let list = self.list.1.iter().cloned().map(CowBox::new).collect();
        Both {
            slice: (CowBox::from(self.slice.1.clone()), self.slice.1.clone()),
            list: (CowBox::new(list), self.list.1.clone()),
            text: (CowBox::from(self.text.1.as_str()), self.text.1.clone()),
        }
    }
}

/// What the versions are made of.
#[derive(Arbitrary, Debug)]
enum Shape {
    Plain,
    Owned,
    Wide,
    Unit,
}

/// Versions of a shape, and what is done to them.
#[derive(Arbitrary, Debug)]
pub struct Input(Shape, Steps<Op>);

/// The target.
pub fn fuzz(Input(shape, steps): &Input) {
    match shape {
        Shape::Plain => run::<Both<u32>>(steps),
        Shape::Owned => run::<Both<Owned>>(steps),
        Shape::Wide => run::<Both<Wide<20>>>(steps),
        Shape::Unit => run::<Both<Unit>>(steps),
    }
}
