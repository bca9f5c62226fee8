//! What differs between two versions whose types are not known.

use crate::items::{parts, values};
use crate::print::Printer;
use anyhow::{Context, Result, bail};
use cow_store::format::{Child, Kind};
use cow_store::{Change, Collection, Error, Fault, NodeId, Store, VersionId, View};
use cow_tree::BinaryTree;
use cow_tree::binary_tree::Side;
use cow_vec::CowVec;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Prints what has to be changed to get the second version from the first.
pub(crate) fn diff(store: &Store, ids: [VersionId; 2], part: usize, print: &Printer) -> Result<()> {
    let [old, new] = ids.map(|id| -> Result<_> {
        let (contents, roots) = store.contents(id)?;
        let found = parts(&contents, &roots).nth(part);
        let (of, roots) = found.with_context(|| format!("{id} has no part {part}"))?;
        Ok((of.kind, roots.to_vec()))
    });
    let ((old_kind, old), (new_kind, new)) = (old?, new?);
    if old_kind != new_kind {
        bail!("the versions hold different kinds of collections");
    }
    match Kind::from_byte(old_kind) {
        Some(Kind::Vector) => vectors(views(store, ids, part)?, print),
        Some(Kind::Binary) => binary_trees(views(store, ids, part)?, print),
        kind => {
            let [old, new] = unshared(store, [&old, &new])?;
            match kind {
                Some(Kind::Hashed | Kind::Ordered) => entries(&old, &new, print),
                _ => bytes(old, new, print),
            }
        }
    }
}

/// Opens a part of two versions, to be read as far as they differ.
fn views<C: Collection>(store: &Store, ids: [VersionId; 2], part: usize) -> Result<[View<C>; 2]> {
    const NODES: usize = 1024;
    let [old, new] = ids.map(|id| store.view_part(id, part, NODES));
    Ok([old?, new?])
}

/// Returns the elements of all nodes that only one of two sides has.
///
/// Children have lesser ids than their parents. So if nodes are opened in descending order of ids, those that both
/// sides have are met before any node below them is opened.
fn unshared(store: &Store, roots: [&[Child]; 2]) -> Result<[Vec<Value>; 2]> {
    let mut rest = roots.map(|roots| roots.iter().map(|root| root.id).collect::<BTreeSet<_>>());
    let mut found: [Vec<(NodeId, Vec<Value>)>; 2] = [vec![], vec![]];
    while let Some(id) = rest.iter().filter_map(BTreeSet::last).max().copied() {
        let [in_old, in_new] = rest.each_mut().map(|ids| ids.remove(&id));
        if in_old && in_new {
            continue;
        }
        let side = usize::from(in_new);
        let node = store.node(id)?;
        rest[side].extend(node.children.iter().map(|child| child.id));
        if node.item_bytes().0 > 0 {
            let values = values(&node)?;
            let values = values.context("the elements are not written as JSON")?;
            found[side].push((id, values));
        }
    }
    Ok(found.map(|side| side.into_iter().rev().flat_map(|(_, values)| values).collect()))
}

/// Compares entries of maps, or elements of sets, by their keys.
fn entries(old: &[Value], new: &[Value], print: &Printer) -> Result<()> {
    let by_key = |entries: &[Value]| -> BTreeMap<String, (Value, Value)> {
        let pair = |entry: &Value| {
            let key = entry.get(0).cloned().unwrap_or_default();
            let value = entry.get(1).cloned().unwrap_or_default();
            (key.to_string(), (key, value))
        };
        entries.iter().map(pair).collect()
    };
    let (old, new) = (by_key(old), by_key(new));
    for text in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        match (old.get(text), new.get(text)) {
            (Some((key, value)), None) => print.change(key, Some(value), None)?,
            (None, Some((key, value))) => print.change(key, None, Some(value))?,
            (Some((key, old)), Some((_, new))) if old != new => {
                print.change(key, Some(old), Some(new))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Compares vectors. Nodes that both share are passed over.
fn vectors(views: [View<CowVec<Value>>; 2], print: &Printer) -> Result<()> {
    let [old, new] = &views;
    for splice in old.diff(new) {
        let splice = splice.map_err(described)?;
        for value in &splice.removed {
            print.element(value, false)?;
        }
        for value in &splice.inserted {
            print.element(value, true)?;
        }
    }
    Ok(())
}

/// Compares binary trees, place by place: the key of a change is the path to the place.
fn binary_trees(views: [View<BinaryTree<Value>>; 2], print: &Printer) -> Result<()> {
    let key = |path: Vec<Side>| -> Value {
        let name = |side| if side == Side::Left { "left" } else { "right" };
        path.into_iter().map(name).collect()
    };
    let [old, new] = &views;
    for change in old.diff(new) {
        match change.map_err(described)? {
            Change::Added(path, new) => print.change(&key(path), None, Some(&new))?,
            Change::Removed(path, old) => print.change(&key(path), Some(&old), None)?,
            Change::Changed(path, old, new) => print.change(&key(path), Some(&old), Some(&new))?,
        }
    }
    Ok(())
}

/// Compares bytes.
fn bytes(old: Vec<Value>, new: Vec<Value>, print: &Printer) -> Result<()> {
    let (old, new) = (CowVec::from(old), CowVec::from(new));
    for hunk in old.diff(&new) {
        hunk.removed.iter().try_for_each(|value| print.element(value, false))?;
        hunk.inserted.iter().try_for_each(|value| print.element(value, true))?;
    }
    Ok(())
}

/// An error, with its likely reason.
fn described(error: Error) -> anyhow::Error {
    let unreadable = matches!(error, Error::Node { fault: Fault::Items(_), .. });
    let error = anyhow::Error::from(error);
    if unreadable { error.context("the elements are not written as JSON") } else { error }
}
