//! Both versions and their costs, as text.

use super::letters;
use super::versions::{Known, Legend, Owner, Versions};
use cow_tree::BinaryTree;
use std::fmt;
use std::io::{self, Write};

pub(super) fn write(versions: &Versions, out: &mut impl Write) -> io::Result<()> {
    let Versions { a, b, path, .. } = versions;
    let at = letters(path);
    let (old, new) = (a.get(path), b.get(path));
    let (old, new) = (old.copied().unwrap_or_default(), new.copied().unwrap_or_default());
    let marked: BinaryTree<_> = versions.nodes(b).map(|&node| Marked(node));
    writeln!(out, "A = {a:?}")?;
    writeln!(out, "B = a copy of A, in which the node at {at} is set from {old} to {new}\n")?;
    side_by_side(
        ["A is unchanged:", "B, its own nodes marked with *:"],
        [format!("{a:#?}"), format!("{:#?}", marked)],
        out,
    )?;

    writeln!(out, "\n{:26}{:>8}{:>10}", "", "nodes", "bytes")?;
    for Legend { what, cost, .. } in versions.legend() {
        writeln!(out, "{what:26}{:>8}{:>10}", cost.nodes, cost.bytes)?;
    }
    let steps = path.len();
    writeln!(out, "\nThe path to the node has {} nodes: {steps} above it, and itself.", steps + 1)
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
struct Marked(Known);

impl fmt::Debug for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.0.owner == Owner::OnlyB { " *" } else { "" };
        write!(f, "{}{mark}", self.0.value)
    }
}
