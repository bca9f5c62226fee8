//! Hash maps and sets.

use super::{Change, View};
use crate::collection::{Collection, Element};
use crate::error::Error;
use crate::format::Child;
use crate::hasher::StoredHasher;
use cow_map::{CowMap, CowSet};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

impl<K: Element + Eq + Hash, V: Element, S: StoredHasher> View<CowMap<K, V, S>> {
    /// Returns the value of a key. Reads the nodes on one path.
    ///
    /// # Errors
    /// If a node is missing or damaged, or the storage fails.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Result<Option<V>, Error>
    where
        K: Borrow<Q>,
    {
        let slot = |depth| CowMap::<K, V, S>::slot_at(&self.setup, key, depth);
        Ok(find(self, slot, |other: &K| other.borrow() == key)?.map(|(_, value)| value))
    }

    /// Returns all entries, in no order. Ends with the first error.
    pub fn iter(&self) -> impl Iterator<Item = Result<(K, V), Error>> {
        Entries::new(self, self.roots.clone())
    }

    /// Returns what has to be changed to get `newer`, in no order. Reads only nodes that the two do not share, if they
    /// have one hasher; ends with the first error.
    pub fn diff<'a>(&'a self, newer: &'a Self) -> impl Iterator<Item = Result<Change<K, V>, Error>>
    where
        V: PartialEq,
    {
        Diff::new(self, newer)
    }
}

impl<T: Element + Eq + Hash, S: StoredHasher> View<CowSet<T, S>> {
    /// Returns `true` if an element is there. Reads the nodes on one path.
    ///
    /// # Errors
    /// If a node is missing or damaged, or the storage fails.
    pub fn contains<Q: Hash + Eq + ?Sized>(&self, element: &Q) -> Result<bool, Error>
    where
        T: Borrow<Q>,
    {
        let slot = |depth| CowMap::<T, (), S>::slot_at(&self.setup, element, depth);
        Ok(find(self, slot, |other: &T| other.borrow() == element)?.is_some())
    }

    /// Returns all elements, in no order. Ends with the first error.
    pub fn iter(&self) -> impl Iterator<Item = Result<T, Error>> {
        Entries::new(self, self.roots.clone()).map(|entry| Ok(entry?.0))
    }

    /// Returns what has to be changed to get `newer`, in no order. Reads only nodes that the two do not share, if they
    /// have one hasher; ends with the first error.
    pub fn diff<'a>(
        &'a self,
        newer: &'a Self,
    ) -> impl Iterator<Item = Result<Change<T, ()>, Error>> {
        Diff::new(self, newer)
    }
}

/// Returns the entry to which slots lead, and of which `eq` holds.
fn find<K, V, C: Collection<Item = (K, V)>>(
    view: &View<C>,
    slot: impl Fn(usize) -> usize,
    eq: impl Fn(&K) -> bool,
) -> Result<Option<(K, V)>, Error> {
    let (mut next, mut depth) = (view.roots.first().copied(), 0);
    while let Some(child) = next {
        let page = view.page(child)?;
        if page.children.is_empty() {
            return Ok(page.items.iter().find(|(key, _)| eq(key)).cloned());
        }
        let slot = slot(depth) as u64;
        let before = page.children.partition_point(|child| child.slot <= slot);
        next = before.checked_sub(1).map(|index| page.children[index]);
        depth += 1;
    }
    Ok(None)
}

/// All entries at and below some nodes.
struct Entries<'a, C: Collection> {
    view: &'a View<C>,
    nodes: Vec<Child>,
    items: Vec<C::Item>,
}

impl<'a, C: Collection> Entries<'a, C> {
    fn new(view: &'a View<C>, nodes: Vec<Child>) -> Self {
        Self { view, nodes, items: Vec::new() }
    }
}

impl<C: Collection> Iterator for Entries<'_, C> {
    type Item = Result<C::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.pop() {
                return Some(Ok(item));
            }
            match self.view.page(self.nodes.pop()?) {
                Ok(page) => {
                    self.nodes.extend(&page.children);
                    self.items.clone_from(&page.items);
                }
                Err(error) => {
                    self.nodes.clear();
                    return Some(Err(error));
                }
            }
        }
    }
}

/// How two maps differ: a walk over both in the same places.
struct Diff<'a, K, V, C: Collection<Item = (K, V)>> {
    old: &'a View<C>,
    new: &'a View<C>,
    /// Places that have not been compared yet: the nodes of both that cover the same hashes.
    places: Vec<[Vec<Child>; 2]>,
    found: Vec<Change<K, V>>,
}

impl<'a, K, V, C> Diff<'a, K, V, C>
where
    K: Element + Eq + Hash,
    V: Element + PartialEq,
    C: Collection<Item = (K, V)>,
{
    fn new(old: &'a View<C>, new: &'a View<C>) -> Self {
        let places = vec![[old.roots.clone(), new.roots.clone()]];
        Self { old, new, places, found: Vec::new() }
    }

    /// Compares a place, or divides it into smaller ones.
    fn compare(&mut self, [old, new]: [Vec<Child>; 2]) -> Result<(), Error> {
        let same_hasher = self.old.setup_bytes == self.new.setup_bytes;
        if let ([a], [b]) = (old.as_slice(), new.as_slice()) {
            if a.id == b.id {
                return Ok(());
            }
            let (a, b) = (self.old.page(*a)?, self.new.page(*b)?);
            if same_hasher && !a.children.is_empty() && !b.children.is_empty() {
                self.places.extend(divide(&a.children, &b.children));
                return Ok(());
            }
        }
        let mut before = HashMap::new();
        for entry in Entries::new(self.old, old) {
            before.extend([entry?]);
        }
        for entry in Entries::new(self.new, new) {
            let (key, value) = entry?;
            match before.remove_entry(&key) {
                Some((key, old)) => self.found.extend(Change::of(key, old, value)),
                None => self.found.push(Change::Added(key, value)),
            }
        }
        self.found.extend(before.into_iter().map(|(key, value)| Change::Removed(key, value)));
        Ok(())
    }
}

/// Returns the children of two nodes, in the smallest groups that cover the same slots.
fn divide(old: &[Child], new: &[Child]) -> Vec<[Vec<Child>; 2]> {
    let mut places: Vec<[Vec<Child>; 2]> = Vec::new();
    let starts =
        |children: &[Child], slot| children.iter().find(|child| child.slot == slot).copied();
    for slot in 0..16 {
        match (starts(old, slot), starts(new, slot)) {
            (Some(old), Some(new)) => places.push([vec![old], vec![new]]),
            (old, new) => {
                if let Some([olds, news]) = places.last_mut() {
                    olds.extend(old);
                    news.extend(new);
                }
            }
        }
    }
    places
}

impl<K, V, C> Iterator for Diff<'_, K, V, C>
where
    K: Element + Eq + Hash,
    V: Element + PartialEq,
    C: Collection<Item = (K, V)>,
{
    type Item = Result<Change<K, V>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(change) = self.found.pop() {
                return Some(Ok(change));
            }
            let place = self.places.pop()?;
            if let Err(error) = self.compare(place) {
                self.places.clear();
                return Some(Err(error));
            }
        }
    }
}
