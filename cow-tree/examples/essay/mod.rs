//! The program, from its arguments to what it writes.

mod versions;

mod report;

mod dot;

mod picture;

use clap::Parser;
use cow_tree::BinaryTree;
use cow_tree::binary_tree::{OrphanError, Side};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{fs, iter};
use versions::Versions;

/// Builds a tree A, copies it to B, sets one node of B, and shows what the two share.
///
/// Drawings have the nodes of both in one colour, those of A alone in another, and those that were
/// copied for B in a third.
#[derive(Parser)]
#[command(name = "essay")]
struct Args {
    /// The values of A in level order, with `none` where a node has no child.
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        value_parser = item,
        allow_hyphen_values = true,
        default_value = "1,2,3,4,5,6,7"
    )]
    values: Vec<Item>,

    /// The path from the root to the node that is set in B, as letters L and R; `.` is the root.
    #[arg(long, value_name = "PATH", value_parser = path, default_value = "L")]
    at: Sides,

    /// The value that it is set to.
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true, default_value_t = 9)]
    to: i64,

    /// Write the drawing as Graphviz text; without FILE, to standard output in place of the report.
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    dot: Option<Option<PathBuf>>,

    /// Write the drawing as SVG.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// A value or a gap of the level order. Not a plain `Option`, to which clap gives a meaning.
#[derive(Clone)]
struct Item(Option<i64>);

/// A path. Not a plain `Vec`, to which clap gives a meaning.
#[derive(Clone)]
struct Sides(Vec<Side>);

fn item(text: &str) -> Result<Item, String> {
    match text.trim() {
        "none" | "None" | "null" => Ok(Item(None)),
        number => match number.parse() {
            Ok(value) => Ok(Item(Some(value))),
            Err(error) => Err(format!("{error}; an item is a whole number or `none`")),
        },
    }
}

fn path(text: &str) -> Result<Sides, String> {
    let side = |letter| match letter {
        'L' | 'l' => Ok(Side::Left),
        'R' | 'r' => Ok(Side::Right),
        other => Err(format!("`{other}` is not a side; a path consists of L and R")),
    };
    let letters = if text == "." { "" } else { text };
    letters.chars().map(side).collect::<Result<_, _>>().map(Sides)
}

/// Why the program ends without success.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Or asked for help, which clap takes for an error too.
    #[error(transparent)]
    Usage(#[from] clap::Error),

    #[error("--values: {0}")]
    Orphan(#[from] OrphanError<i64>),

    #[error("--at: there is no node at {at} in {tree:?}")]
    NoNode { at: String, tree: BinaryTree<i64> },

    #[error("--svg: {nodes} nodes are too many to be drawn, {most} are not; --dot has no limit")]
    TooLarge { nodes: usize, most: usize },

    #[error("{} cannot be written: {error}", path.display())]
    Unwritable { path: PathBuf, error: io::Error },

    #[error("standard output cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// The whole program but for its exit code.
pub(crate) fn run<A>(args: impl IntoIterator<Item = A>, out: &mut impl Write) -> Result<(), Error>
where
    A: Into<OsString> + Clone,
{
    let args = Args::try_parse_from(args)?;
    let a = BinaryTree::from_level_order(args.values.into_iter().map(|item| item.0))?;
    let Some(versions) = Versions::new(a.clone(), &args.at.0, args.to) else {
        return Err(Error::NoNode { at: letters(&args.at.0), tree: a });
    };
    match &args.dot {
        None => report::write(&versions, out)?,
        Some(None) => out.write_all(dot::write(&versions).as_bytes())?,
        Some(Some(file)) => {
            report::write(&versions, out)?;
            save(file, &dot::write(&versions))?;
        }
    }
    if let Some(file) = &args.svg {
        save(file, &picture::draw(&versions)?)?;
    }
    Ok(())
}

fn save(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(|error| Error::Unwritable { path: path.to_owned(), error })
}

/// A path as it is given on the command line.
fn letters(path: &[Side]) -> String {
    let sides = path.iter().map(|side| match side {
        Side::Left => 'L',
        Side::Right => 'R',
    });
    if path.is_empty() { iter::once('.').collect() } else { sides.collect() }
}
