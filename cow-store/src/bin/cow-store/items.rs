//! The elements of a version, whose types are not known.

use crate::print::Printer;
use anyhow::{Result, bail};
use cow_store::format::{Child, Contents, Kind, Part, Stored};
use cow_store::{Codec, Store, VersionId};
use serde_json::Value;

/// Prints what a version holds.
pub(crate) fn show(
    store: &Store,
    id: VersionId,
    only: Option<usize>,
    limit: usize,
    print: &Printer,
) -> Result<()> {
    let (contents, roots) = store.contents(id)?;
    if only.is_some_and(|only| only >= contents.parts.len()) {
        bail!("{id} has {} parts", contents.parts.len());
    }
    print.version(id, contents.saved)?;
    for (index, (part, roots)) in parts(&contents, &roots).enumerate() {
        if only.is_some_and(|only| only != index) {
            continue;
        }
        print.part(index, part)?;
        for (shown, item) in Items::new(store, roots).enumerate() {
            if shown == limit {
                print.more(part.len - shown as u64)?;
                break;
            }
            match item? {
                Some(item) => print.item(&item)?,
                None => {
                    print.unreadable()?;
                    break;
                }
            }
        }
    }
    Ok(())
}

/// Returns each part with its roots.
pub(crate) fn parts<'a>(
    contents: &'a Contents,
    mut roots: &'a [Child],
) -> impl Iterator<Item = (&'a Part, &'a [Child])> {
    contents.parts.iter().map(move |part| {
        let (own, rest) = roots.split_at(part.roots as usize);
        roots = rest;
        (part, own)
    })
}

/// Returns the elements of a node as JSON; `None` if they are written otherwise.
pub(crate) fn values(node: &Stored) -> Result<Option<Vec<Value>>> {
    match node.codec {
        Codec::Json => Ok(Some(node.items()?)),
        _ if node.kind == Kind::Bytes => {
            Ok(Some(node.items::<u8>()?.into_iter().map(Value::from).collect()))
        }
        _ => Ok(None),
    }
}

/// All elements, in order; those of a binary tree in pre-order.
struct Items<'a> {
    store: &'a Store,
    /// In descending order.
    nodes: Vec<Child>,
    values: std::vec::IntoIter<Value>,
}

impl<'a> Items<'a> {
    fn new(store: &'a Store, roots: &[Child]) -> Self {
        let nodes = roots.iter().rev().copied().collect();
        Self { store, nodes, values: Vec::new().into_iter() }
    }

    /// Reads the next node.
    fn open(&mut self, child: Child) -> Result<bool> {
        let node = self.store.node(child.id)?;
        self.nodes.extend(node.children.iter().rev());
        let Some(values) = values(&node)? else { return Ok(node.item_bytes().0 == 0) };
        self.values = values.into_iter();
        Ok(true)
    }
}

impl Iterator for Items<'_> {
    type Item = Result<Option<Value>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(value) = self.values.next() {
                return Some(Ok(Some(value)));
            }
            let child = self.nodes.pop()?;
            match self.open(child) {
                Ok(true) => {}
                Ok(false) => return Some(Ok(None)),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
