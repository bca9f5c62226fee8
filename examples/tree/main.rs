//! The essay's tree, and the three collections under one edit script.
//!
//! ```text
//! cargo run --release -p examples --bin tree
//! cargo run --release -p examples --bin tree -- --at RL --to 42 --svg tree.svg
//! cargo run --release -p examples --bin tree -- --size 100000 --edits 200
//! ```

mod versions;

mod report;

mod contenders;

mod script;

use clap::Parser;
use contenders::Row;
use cow_draw::TooManyNodes;
use cow_tree::BinaryTree;
use cow_tree::binary_tree::{OrphanError, Side};
use examples::Disagreement;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, iter};
use versions::Versions;

/// Builds a tree A, copies it to B, sets one node of B, and shows what the two share. Then edits a vector, a hash map and
/// an ordered map, keeps a version after each edit, and counts what each version costs beside a deep clone.
///
/// Drawings have the nodes that both trees share in green, those of A alone in blue, and those that were copied for B in
/// orange.
#[derive(Parser)]
#[command(name = "tree", args_override_self = true)]
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

    /// Write the drawing as Graphviz text.
    #[arg(long, value_name = "FILE")]
    dot: Option<PathBuf>,

    /// Write the drawing as SVG.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,

    /// Write the drawing of A and a deep copy of it, whose node is set too, as SVG.
    #[arg(long, value_name = "FILE")]
    deep_svg: Option<PathBuf>,

    /// How many elements the collections have.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    size: u64,

    /// How many edits they go through; 0 leaves them out.
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(..=10_000_000))]
    edits: u64,

    /// Write the counts as JSON.
    #[arg(long)]
    json: bool,
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

/// A path as it is given on the command line.
fn letters(path: &[Side]) -> String {
    let sides = path.iter().map(|side| match side {
        Side::Left => 'L',
        Side::Right => 'R',
    });
    if path.is_empty() { iter::once('.').collect() } else { sides.collect() }
}

/// Why the program ends without success.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("--values: {0}")]
    Orphan(#[from] OrphanError<i64>),

    #[error("--at: there is no node at {at} in {tree:?}")]
    NoNode { at: String, tree: BinaryTree<i64> },

    #[error("--{option}: {error}")]
    TooLarge { option: &'static str, error: TooManyNodes },

    #[error("{} cannot be written: {error}", path.display())]
    Unwritable { path: PathBuf, error: io::Error },

    #[error(transparent)]
    Disagreement(#[from] Disagreement),

    #[error("standard output cannot be written: {0}")]
    Output(#[from] io::Error),
}

fn main() -> ExitCode {
    examples::main(run)
}

fn run(args: Args, out: &mut impl Write) -> Result<(), Error> {
    let a = BinaryTree::from_level_order(args.values.into_iter().map(|item| item.0))?;
    let Some(versions) = Versions::new(a.clone(), &args.at.0, args.to) else {
        return Err(Error::NoNode { at: letters(&args.at.0), tree: a });
    };
    if let Some(file) = &args.dot {
        save(file, &versions.picture().to_dot())?;
    }
    if let Some(file) = &args.svg {
        let svg = versions.picture().to_svg();
        save(file, &svg.map_err(|error| Error::TooLarge { option: "svg", error })?)?;
    }
    if let Some(file) = &args.deep_svg {
        let svg = versions.deep_picture().to_svg();
        save(file, &svg.map_err(|error| Error::TooLarge { option: "deep-svg", error })?)?;
    }
    if !args.json {
        report::versions(&versions, out)?;
    }
    let (size, edits) = (args.size, args.edits);
    let kinds = if edits == 0 { <[Vec<Row>; 3]>::default() } else { contenders::all(size, edits) };
    let rows: Vec<&Row> = kinds.iter().flatten().collect();
    if args.json {
        report::json(&versions, &rows, out)?;
    } else if !rows.is_empty() {
        let most = examples::bytes(contenders::MOST_BYTES as u64);
        writeln!(out, "\n{edits} edits of {size} elements, every version kept, up to {most}:\n")?;
        report::rows(&rows, out)?;
    }
    let ways =
        kinds.iter().flat_map(|kind| kind.iter().map(|row| (row.name, row.sum == kind[0].sum)));
    Ok(examples::agree(ways, "its elements at the end are not those of ours")?)
}

fn save(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(|error| Error::Unwritable { path: path.to_owned(), error })
}
