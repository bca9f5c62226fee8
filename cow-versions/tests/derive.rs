//! What the derives make, and what they say of what they cannot make.
#![cfg(feature = "derive")]

mod common;

use common::{Edit, Edited, edits};
use cow_core::{Atomic, CowBox, CowCell, Local, RefCount, Tiny};
use cow_map::{CowMap, CowSet};
use cow_tree::{CowTreeMap, GenericTreeMap};
use cow_vec::{CowVec, GenericVec, cow_vec};
use cow_versions::merge::MapConflict;
use cow_versions::{
    Conflict, Conflicting, Diff, DiffItem, Held, History, Merge, Patchable, Replaced, Take,
    held_bytes, merge3,
};
use proptest::prelude::*;
use std::ops::Range;

/// All that a program has.
#[derive(Clone, Debug, Default, PartialEq, Diff, Merge, Held)]
#[cow(derive(Debug, PartialEq))]
struct State {
    users: CowMap<u16, Option<u8>>,
    log: CowVec<u8>,
    index: CowTreeMap<u16, u8>,
    title: u8,
    shape: CowBox<Shape>,
    #[cow(whole)]
    window: Range<u8>,
}

#[derive(Clone, Debug, Default, PartialEq, Diff, Merge, Held)]
#[cow(derive(Debug, PartialEq))]
enum Shape {
    #[default]
    Empty,
    Dot(u8),
    Line {
        from: u8,
        points: CowVec<u8>,
    },
}

impl Edited for Shape {
    fn edit(&mut self, (verb, at, value): Edit) {
        match (verb, &mut *self) {
            (0, _) => *self = Self::Empty,
            (1, _) => *self = Self::Dot(value),
            (2, _) => *self = Self::Line { from: value, points: CowVec::new() },
            (_, Self::Dot(dot)) => *dot = value,
            (3, Self::Line { from, .. }) => *from = value,
            (_, Self::Line { points, .. }) => points.edit((verb, at, value)),
            (_, Self::Empty) => {}
        }
    }
}

impl Edited for State {
    fn edit(&mut self, (verb, at, value): Edit) {
        let edit = (verb, at / 6, value);
        match at % 6 {
            0 => self.users.edit(edit),
            1 => self.log.edit(edit),
            2 => self.index.edit(edit),
            3 => self.title.edit(edit),
            4 => self.shape.edit(edit),
            _ => self.window = value..9,
        }
    }
}

/// With parameters.
#[derive(Clone, Debug, PartialEq, Diff, Merge, Held)]
struct Pair<K: Ord, V>(CowTreeMap<K, V>, #[cow(whole)] V)
where
    V: Clone;

/// Over any count.
#[derive(Clone, Debug, PartialEq, Diff, Merge, Held)]
struct Counted<C: RefCount> {
    list: GenericVec<u8, C>,
    index: GenericTreeMap<u16, GenericVec<u8, C>, (), C>,
}

/// Types that contain themselves.
#[derive(Clone, Debug, PartialEq, Diff, Merge, Held)]
#[cow(derive(Debug, PartialEq))]
enum Expr {
    Number(u8),
    Sum(CowBox<Expr>, CowBox<Expr>),
}

#[derive(Clone, Debug, Default, PartialEq, Diff, Merge, Held)]
struct Folder {
    files: CowTreeMap<&'static str, u8>,
    folders: CowTreeMap<&'static str, Folder>,
    trash: CowVec<Folder>,
    link: Option<CowBox<Folder>>,
}

#[derive(Clone, Debug, PartialEq, Diff, Merge, Held)]
struct Nothing;

#[derive(Clone, Debug, PartialEq, Diff, Merge, Held)]
#[cow(whole)]
struct Opaque {
    foreign: Range<u8>,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(80)))]

    #[test]
    fn the_laws_hold(start in edits(30), b in edits(20), c in edits(20)) {
        let a = State::default().edited(&start);
        let (b, c) = (a.edited(&b), a.edited(&c));
        let (first, second) = (a.patch(&b), b.patch(&c));
        prop_assert_eq!(&first.apply(&a).unwrap(), &b);
        prop_assert_eq!(first.is_empty(), a == b);
        prop_assert_eq!(&first.clone().invert().apply(&b).unwrap(), &a);
        prop_assert_eq!(&first.clone().then(second).unwrap().apply(&a).unwrap(), &c);
        prop_assert!(first.clone().then(first.invert()).unwrap().is_empty());

        prop_assert_eq!(&merge3(&a, &a, &b).value, &b);
        prop_assert_eq!(&merge3(&a, &b, &a).value, &b);
        let (one, other) = (merge3(&a, &b, &c), merge3(&a, &c, &b));
        prop_assert_eq!(one.conflicts.len(), other.conflicts.len());
        prop_assert_eq!(one.value, other.theirs());
    }
}

#[test]
fn changes_are_told_field_by_field() {
    let cell = CowCell::new(State::default());
    let held = cell.version();
    cell.update(|state| {
        state.users.insert(7, Some(1));
        state.title = 3;
        state.shape = CowBox::new(Shape::Dot(4));
        state.window = 1..2;
    });
    let changes = cell.changes(&held);
    let StateChanges { users, log, index, title, shape, window } = changes.iter();
    assert!(users.eq([DiffItem::Add(&7, &Some(1))]));
    assert_eq!((log.count(), index.count()), (0, 0));
    assert_eq!(title, Some(Replaced { old: &0, new: &3 }));
    assert_eq!(window, Some(Replaced { old: &(0..0), new: &(1..2) }));
    assert!(matches!(
        shape.as_deref(),
        Some(ShapeChanges::Replaced(Replaced { old: Shape::Empty, new: Shape::Dot(4) }))
    ));
}

#[test]
fn errors_and_conflicts_name_the_field() {
    let base = State::default().edited(&[(7, 0, 0), (7, 1, 0), (2, 4, 0)]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.log[3] = 50;
    theirs.log[3] = 60;
    ours.users.insert(5, None);
    theirs.users.insert(5, Some(9));
    theirs.users.insert(6, Some(9));
    ours.window = 1..2;
    theirs.window = 2..3;
    CowBox::make_mut(&mut ours.shape).edit((3, 0, 7));
    CowBox::make_mut(&mut theirs.shape).edit((3, 0, 8));

    let merged = merge3(&base, &ours, &theirs);
    let paths: Vec<_> = merged.conflicts.iter().map(|it| it.path().to_string()).collect();
    assert_eq!(paths, ["users[5]", "log[3]", "shape.from", "window"]);
    assert!(matches!(merged.conflicts[0], StateConflict::Users(MapConflict { key: 5, .. })));
    let StateConflict::Shape(shape) = &merged.conflicts[2] else { panic!() };
    assert_eq!(**shape, ShapeConflict::LineFrom(Conflict { base: 0, ours: 7, theirs: 8 }));
    assert!(matches!(&*merged.value.shape, Shape::Line { from: 7, points } if points.is_empty()));
    let swapped = merged.conflicts.into_iter().map(Conflicting::swapped);
    assert!(swapped.eq(merge3(&base, &theirs, &ours).conflicts));

    let misfit = base.patch(&ours).apply(&theirs).unwrap_err();
    assert_eq!(misfit.path().to_string(), "users[5]");
    let misfit = base.shape.patch(&ours.shape).apply(&CowBox::new(Shape::Empty)).unwrap_err();
    assert_eq!(misfit.path().to_string(), ".");
}

#[test]
fn variants_conflict_as_a_whole() {
    let base = Shape::Dot(1);
    let merged = merge3(&base, &Shape::Empty, &Shape::Dot(2));
    let whole = Conflict { base, ours: Shape::Empty, theirs: Shape::Dot(2) };
    assert_eq!(merged.conflicts, [ShapeConflict::Whole(whole)]);
    assert!(matches!(merged.resolve(|_| Take::Theirs), Shape::Dot(2)));
    // Both became the same.
    assert!(merge3(&Shape::Empty, &Shape::Dot(2), &Shape::Dot(2)).is_clean());
}

#[test]
fn parameters_units_and_opaque_types_are_derived_for() {
    let old = Pair(CowTreeMap::from([("a", 1), ("b", 2)]), 5);
    let new = Pair(CowTreeMap::from([("a", 1), ("b", 3)]), 6);
    let PairChanges(map, number) = old.diff(&new);
    assert_eq!((map.count(), number), (1, Some(Replaced { old: &5, new: &6 })));
    assert_eq!(old.patch(&new).apply(&old).unwrap(), new);
    assert_eq!(merge3(&old, &old, &new).value, new);

    assert!(Nothing.patch(&Nothing).is_empty());
    assert!(merge3(&Nothing, &Nothing, &Nothing).is_clean());

    let (old, new) = (Opaque { foreign: 0..1 }, Opaque { foreign: 0..2 });
    assert_eq!(old.diff(&new), Some(Replaced { old: &old, new: &new }));
    assert_eq!(old.patch(&new).apply(&old).unwrap(), new);
    assert_eq!(merge3(&old, &new, &Opaque { foreign: 0..3 }).conflicts.len(), 1);
}

#[test]
fn types_may_contain_themselves() {
    let sum = |a, b| Expr::Sum(CowBox::new(Expr::Number(a)), CowBox::new(Expr::Number(b)));
    let (base, ours, theirs) = (sum(1, 2), sum(3, 2), sum(4, 5));
    let patch = base.patch(&ours);
    assert_eq!((patch.len(), patch.apply(&base)), (1, Ok(ours.clone())));
    let ExprChanges::Sum(left, right) = base.diff(&ours) else { panic!() };
    assert!(matches!(left.as_deref(), Some(ExprChanges::Number(Some(_)))));
    assert!(matches!(right.as_deref(), Some(ExprChanges::Number(None))));
    let merged = merge3(&base, &ours, &theirs);
    assert_eq!(merged.conflicts[0].path().to_string(), "0.0");
    assert_eq!((&merged.value, merged.conflicts.len()), (&sum(3, 5), 1));
    assert_eq!(merged.theirs(), theirs);

    let mut base = Folder::default();
    base.folders.insert("etc", Folder::default());
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.folders.get_mut("etc").unwrap().files.insert("hosts", 1);
    theirs.folders.get_mut("etc").unwrap().files.insert("hosts", 2);
    theirs.trash.push(Folder::default());
    let merged = merge3(&base, &ours, &theirs);
    let paths: Vec<_> = merged.conflicts.iter().map(|it| it.path().to_string()).collect();
    assert_eq!(paths, [r#"folders["etc"].files["hosts"]"#]);
    assert_eq!(merged.theirs(), theirs);
    assert_eq!(base.patch(&theirs).apply(&base), Ok(theirs));
}

#[test]
fn counts_may_be_parameters() {
    fn check<C: RefCount>() {
        let mut base = Counted::<C> { list: (0..50).collect(), index: GenericTreeMap::new() };
        base.index.extend((0..50).map(|key| (key, base.list.clone())));
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        ours.index.get_mut(&7).unwrap()[3] = 100;
        theirs.index.get_mut(&7).unwrap()[40] = 200;
        theirs.list.truncate(9);
        let merged = merge3(&base, &ours, &theirs);
        assert!(merged.is_clean());
        assert_eq!((merged.value.index[&7][3], merged.value.index[&7][40]), (100, 200));
        assert_eq!(base.patch(&merged.value).apply(&base).unwrap(), merged.value);
        assert!(held_bytes([&base, &ours]) < held_bytes([&base]) + held_bytes([&ours]));
    }
    check::<Atomic>();
    check::<Local>();
    check::<Tiny>();
}

#[test]
fn states_have_histories_and_bytes() {
    let mut history = History::new(State::default());
    history.update("", |state| state.log.extend(0..200));
    history.branch("side", history.head()).unwrap();
    history.update("", |state| state.log[3] = 9);
    history.switch("side").unwrap();
    history.update("", |state| state.index.insert(1, 1));
    let side = history.value().clone();
    history.switch("main").unwrap();
    history.merge("side", "").unwrap().unwrap();
    assert_eq!((history.value().log[3], &history.value().index), (9, &side.index));
    assert!(history.held_bytes() > held_bytes([&side]));
    let set: CowSet<u16> = CowSet::new();
    assert_eq!(held_bytes([&set]), 0);
    assert_eq!(cow_vec![1, 2].patch(&cow_vec![1, 2]).len(), 0);
}

/// Names of fields of which no names of variants can be made.
#[derive(Clone, Debug, PartialEq, Diff, Merge, Held)]
struct Odd {
    _1: u8,
    self_: u8,
    __: CowVec<u8>,
    r#type: Option<Never>,
}

#[derive(Clone, Debug, PartialEq, Diff, Merge, Held)]
enum Never {}

#[test]
fn fields_may_have_any_name() {
    let base = Odd { _1: 0, self_: 0, __: cow_vec![], r#type: None };
    let ours = Odd { _1: 1, self_: 1, __: cow_vec![1], r#type: None };
    let theirs = Odd { _1: 2, self_: 2, __: cow_vec![2], r#type: None };
    assert_eq!(base.patch(&ours).apply(&base), Ok(ours.clone()));
    assert_eq!(base.diff(&ours).__.count(), 1);
    let merged = merge3(&base, &ours, &theirs);
    assert!(matches!(
        merged.conflicts[..],
        [OddConflict::Field1(_), OddConflict::FieldSelf(_), OddConflict::Field(_)]
    ));
    let paths: Vec<_> = merged.conflicts.iter().map(|it| it.path().to_string()).collect();
    assert_eq!(paths, ["_1", "self_", "__[0]"]);
}

#[test]
#[cfg_attr(miri, ignore = "starts a compiler")]
fn what_cannot_be_derived_is_said_on_its_line() {
    let package = testkit::Rejected {
        package: env!("CARGO_PKG_NAME"),
        library: "cow_versions",
        manifest: env!("CARGO_MANIFEST_DIR"),
        scratch: env!("CARGO_TARGET_TMPDIR"),
    };
    package.assert("tests/derive");
}
