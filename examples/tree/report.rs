//! Text, tables and JSON.

use crate::contenders::Row;
use crate::letters;
use crate::versions::Versions;
use examples::{bytes, table, time, write_json};
use serde_json::json;
use std::fmt;
use std::io::{self, Write};

/// Both trees and their costs.
pub(crate) fn versions(versions: &Versions, out: &mut impl Write) -> io::Result<()> {
    let Versions { a, b, path, .. } = versions;
    let at = letters(path);
    let (old, new) = (a.get(path), b.get(path));
    let (old, new) = (old.copied().unwrap_or_default(), new.copied().unwrap_or_default());
    let marked = versions.marked().map(|&(value, is_own)| Marked { value, is_own });
    writeln!(out, "A = {a:?}")?;
    writeln!(out, "B = a copy of A, in which the node at {at} is set from {old} to {new}\n")?;
    side_by_side(
        ["A is unchanged:", "B, its own nodes marked with *:"],
        [format!("{a:#?}"), format!("{marked:#?}")],
        out,
    )?;
    let sharing = versions.sharing();
    let rows = [
        ("shared by A and B (green)", sharing.shared),
        ("in A alone (blue)", sharing.left),
        ("copied for B (orange)", sharing.right),
        ("a deep copy of A", versions.deep_copy()),
    ];
    writeln!(out, "\n{:26}{:>8}{:>10}", "", "nodes", "bytes")?;
    for (what, cost) in rows {
        writeln!(out, "{what:26}{:>8}{:>10}", cost.nodes, cost.bytes)?;
    }
    let steps = path.len();
    writeln!(out, "\nThe path to the node has {} nodes: {steps} above it, and itself.", steps + 1)
}

/// What the edits of collections cost.
pub(crate) fn rows(rows: &[&Row], out: &mut impl Write) -> io::Result<()> {
    let mut table = table(1, ["versions by", "nodes per edit", "bytes per edit", "time per edit"]);
    for row in rows {
        table.add_row([
            row.name.to_owned(),
            row.nodes_per_edit.map_or_else(String::new, |nodes| format!("{nodes:.1}")),
            bytes(row.bytes_per_edit as u64),
            time(row.ns_per_edit),
        ]);
    }
    writeln!(out, "{table}")
}

pub(crate) fn json(versions: &Versions, rows: &[&Row], out: &mut impl Write) -> io::Result<()> {
    let sharing = versions.sharing();
    let cost = |cost: cow_draw::Cost| json!({ "nodes": cost.nodes, "bytes": cost.bytes });
    let tree = json!({
        "shared": cost(sharing.shared),
        "a_alone": cost(sharing.left),
        "b_alone": cost(sharing.right),
        "deep_copy": cost(versions.deep_copy()),
    });
    write_json(&json!({ "tree": tree, "collections": rows }), out)
}

/// Two texts, each under its title.
fn side_by_side(titles: [&str; 2], texts: [String; 2], out: &mut impl Write) -> io::Result<()> {
    let [left, right] = &texts;
    let lines = || left.lines().map(|line| line.chars().count());
    let width = lines().max().unwrap_or(0).max(titles[0].len()) + 4;
    writeln!(out, "{:width$}{}", titles[0], titles[1])?;
    let (mut left, mut right) = (left.lines(), right.lines());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ok(()),
            (left, right) => {
                let line = format!("{:width$}{}", left.unwrap_or(""), right.unwrap_or(""));
                writeln!(out, "{}", line.trim_end())?;
            }
        }
    }
}

/// A value of B, marked if its node is B's own.
struct Marked {
    value: i64,
    is_own: bool,
}

impl fmt::Debug for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.value, if self.is_own { " *" } else { "" })
    }
}
