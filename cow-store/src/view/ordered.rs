//! Ordered maps and sets.

use super::{Change, Page, View, until_error};
use crate::collection::{Collection, Element};
use crate::error::Error;
use crate::format::Child;
use cow_tree::{CowTreeMap, CowTreeSet};
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::ops::{Bound, RangeBounds};
use std::sync::Arc;

impl<K: Element + Ord, V: Element> View<CowTreeMap<K, V>> {
    /// Returns the value of a key. Reads the nodes on one path.
    ///
    /// # Errors
    /// If a node is missing or damaged, or the storage fails.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Result<Option<V>, Error>
    where
        K: Borrow<Q>,
    {
        Ok(find(self, key)?.map(|(_, value)| value))
    }

    /// Returns the entries in a range of keys, in order. Reads the path to the first one, and then one leaf after the
    /// other. Ends with the first error.
    pub fn range(&self, range: impl RangeBounds<K>) -> impl Iterator<Item = Result<(K, V), Error>> {
        let mut entries = Entries::new(self, range);
        until_error(move || entries.step())
    }

    /// Returns what has to be changed to get `newer`, in the order of keys. Reads only nodes that the two do not share,
    /// and ends with the first error.
    pub fn diff<'a>(&'a self, newer: &'a Self) -> impl Iterator<Item = Result<Change<K, V>, Error>>
    where
        V: PartialEq,
    {
        let mut diff = Diff { sides: [Side::new(self), Side::new(newer)] };
        until_error(move || diff.step())
    }
}

impl<T: Element + Ord> View<CowTreeSet<T>> {
    /// Returns `true` if an element is there. Reads the nodes on one path.
    ///
    /// # Errors
    /// If a node is missing or damaged, or the storage fails.
    pub fn contains<Q: Ord + ?Sized>(&self, element: &Q) -> Result<bool, Error>
    where
        T: Borrow<Q>,
    {
        Ok(find(self, element)?.is_some())
    }

    /// Returns the elements in a range, in order. Ends with the first error.
    pub fn range(&self, range: impl RangeBounds<T>) -> impl Iterator<Item = Result<T, Error>> {
        let mut entries = Entries::new(self, range);
        until_error(move || Ok(entries.step()?.map(|(element, ())| element)))
    }

    /// Returns what has to be changed to get `newer`, in order. Reads only nodes that the two do not share, and ends
    /// with the first error.
    pub fn diff<'a>(
        &'a self,
        newer: &'a Self,
    ) -> impl Iterator<Item = Result<Change<T, ()>, Error>> {
        let mut diff = Diff { sides: [Side::new(self), Side::new(newer)] };
        until_error(move || diff.step())
    }
}

/// Returns the entry of a key.
fn find<K, V, C, Q>(view: &View<C>, key: &Q) -> Result<Option<(K, V)>, Error>
where
    K: Element + Borrow<Q>,
    V: Element,
    C: Collection<Key = K, Item = (K, V)>,
    Q: Ord + ?Sized,
{
    let mut next = view.roots.first().copied();
    while let Some(child) = next {
        let page = view.page(child)?;
        if page.children.is_empty() {
            let found = page.items.binary_search_by(|(other, _)| other.borrow().cmp(key));
            return Ok(found.ok().map(|index| page.items[index].clone()));
        }
        let index = page.keys.partition_point(|first| first.borrow() <= key);
        next = page.children.get(index).copied();
    }
    Ok(None)
}

/// Entries in order, up to a bound.
struct Entries<'a, K, V, C: Collection<Key = K, Item = (K, V)>> {
    view: &'a View<C>,
    /// The pages on the way to the next entry, each with the index of the next child or item.
    way: Vec<(Arc<Page<C>>, usize)>,
    /// What is read before `way` is used: the way to the first entry.
    start: Option<(Child, Bound<K>)>,
    end: Bound<K>,
}

impl<'a, K: Element + Ord, V: Element, C: Collection<Key = K, Item = (K, V)>> Entries<'a, K, V, C> {
    fn new(view: &'a View<C>, range: impl RangeBounds<K>) -> Self {
        let start = view.roots.first().map(|root| (*root, range.start_bound().cloned()));
        Self { view, way: Vec::new(), start, end: range.end_bound().cloned() }
    }

    /// Goes to the first entry that is not before a bound.
    fn descend(&mut self, mut child: Child, bound: &Bound<K>) -> Result<(), Error> {
        let before = |key: &K| match bound {
            Bound::Included(bound) => key < bound,
            Bound::Excluded(bound) => key <= bound,
            Bound::Unbounded => false,
        };
        let at_most = |key: &K| match bound {
            Bound::Included(bound) | Bound::Excluded(bound) => key <= bound,
            Bound::Unbounded => false,
        };
        loop {
            let page = self.view.page(child)?;
            if page.children.is_empty() {
                let first = page.items.partition_point(|(key, _)| before(key));
                self.way.push((page, first));
                return Ok(());
            }
            let index = page.keys.partition_point(at_most);
            let Some(next) = page.children.get(index).copied() else { return Ok(()) };
            self.way.push((page, index + 1));
            child = next;
        }
    }

    /// Returns the next entry, if there is one.
    fn step(&mut self) -> Result<Option<(K, V)>, Error> {
        if let Some((root, bound)) = self.start.take() {
            self.descend(root, &bound)?;
        }
        while let Some((page, next)) = self.way.last_mut() {
            let index = *next;
            *next += 1;
            if let Some(entry) = page.items.get(index) {
                let inside = match &self.end {
                    Bound::Included(end) => entry.0 <= *end,
                    Bound::Excluded(end) => entry.0 < *end,
                    Bound::Unbounded => true,
                };
                return Ok(inside.then(|| entry.clone()));
            }
            match page.children.get(index).copied() {
                Some(child) => {
                    let page = self.view.page(child)?;
                    self.way.push((page, 0));
                }
                None => drop(self.way.pop()),
            }
        }
        Ok(None)
    }
}

/// What is left of one of two maps that are compared.
struct Side<'a, K, V, C: Collection<Key = K, Item = (K, V)>> {
    view: &'a View<C>,
    /// In descending order, so that the next one is the last.
    rest: Vec<Pending<K, V>>,
}

/// An entry, or a node that is not opened yet.
enum Pending<K, V> {
    Item(K, V),
    /// A node, and a key that is not greater than any in it, if one is known.
    Node(Child, Option<K>),
}

impl<'a, K: Element, V: Element, C: Collection<Key = K, Item = (K, V)>> Side<'a, K, V, C> {
    fn new(view: &'a View<C>) -> Self {
        Self { view, rest: view.roots.iter().map(|root| Pending::Node(*root, None)).collect() }
    }

    /// Replaces the next node by its parts.
    fn open(&mut self) -> Result<(), Error> {
        let Some(Pending::Node(child, least)) = self.rest.pop() else { return Ok(()) };
        let page = self.view.page(child)?;
        let keys = std::iter::once(least).chain(page.keys.iter().cloned().map(Some));
        let nodes: Vec<_> = page.children.iter().zip(keys).collect();
        self.rest.extend(nodes.into_iter().rev().map(|(child, key)| Pending::Node(*child, key)));
        let items = page.items.iter().rev().cloned();
        self.rest.extend(items.map(|(key, value)| Pending::Item(key, value)));
        Ok(())
    }

    /// Takes the next item, which is one.
    fn take(&mut self) -> Option<(K, V)> {
        match self.rest.pop() {
            Some(Pending::Item(key, value)) => Some((key, value)),
            _ => None,
        }
    }
}

/// How two maps differ. Shared nodes are skipped where both sides reach them at the same time; so of two nodes that
/// differ, the larger is opened first.
struct Diff<'a, K, V, C: Collection<Key = K, Item = (K, V)>> {
    /// The older, and the newer.
    sides: [Side<'a, K, V, C>; 2],
}

/// What to do next.
enum Step {
    Skip,
    Open([bool; 2]),
    Take(Ordering),
    End,
}

impl<K: Element + Ord, V: Element + PartialEq, C: Collection<Key = K, Item = (K, V)>>
    Diff<'_, K, V, C>
{
    fn plan(&self) -> Step {
        use Pending::{Item, Node};
        let [old, new] = &self.sides;
        match (old.rest.last(), new.rest.last()) {
            (None, None) => Step::End,
            (Some(Item(..)), None) => Step::Take(Ordering::Less),
            (None, Some(Item(..))) => Step::Take(Ordering::Greater),
            (Some(Node(..)), None) => Step::Open([true, false]),
            (None, Some(Node(..))) => Step::Open([false, true]),
            (Some(Item(old, _)), Some(Item(new, _))) => Step::Take(old.cmp(new)),
            (Some(Node(old, _)), Some(Node(new, _))) if old.id == new.id => Step::Skip,
            (Some(Node(old, _)), Some(Node(new, _))) => {
                Step::Open([old.len >= new.len, new.len >= old.len])
            }
            // What is in the node is greater, if its least key is.
            (Some(Item(key, _)), Some(Node(_, Some(least)))) if key < least => {
                Step::Take(Ordering::Less)
            }
            (Some(Node(_, Some(least))), Some(Item(key, _))) if key < least => {
                Step::Take(Ordering::Greater)
            }
            (Some(Item(..)), Some(Node(..))) => Step::Open([false, true]),
            (Some(Node(..)), Some(Item(..))) => Step::Open([true, false]),
        }
    }

    /// Returns the next change, if there is one.
    fn step(&mut self) -> Result<Option<Change<K, V>>, Error> {
        loop {
            let step = self.plan();
            let [old, new] = &mut self.sides;
            match step {
                Step::End => return Ok(None),
                Step::Skip => drop((old.rest.pop(), new.rest.pop())),
                Step::Open(which) => {
                    for (side, open) in self.sides.iter_mut().zip(which) {
                        if open {
                            side.open()?;
                        }
                    }
                }
                Step::Take(Ordering::Less) => {
                    return Ok(old.take().map(|(key, value)| Change::Removed(key, value)));
                }
                Step::Take(Ordering::Greater) => {
                    return Ok(new.take().map(|(key, value)| Change::Added(key, value)));
                }
                Step::Take(Ordering::Equal) => {
                    if let (Some((key, old)), Some((_, new))) = (old.take(), new.take())
                        && let Some(change) = Change::of(key, old, new)
                    {
                        return Ok(Some(change));
                    }
                }
            }
        }
    }
}
