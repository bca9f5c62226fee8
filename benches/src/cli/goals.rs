//! `goals`: the tables of `docs/goals.md`.

use std::io::{self, Write};

use clap::ValueEnum;
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{ContentArrangement, Table};
use demo::format::count;

use super::Failure;
use crate::goals::{Goal, Goals, Limits};
use crate::shape::Shape;

pub(super) fn print() -> Result<(), Failure> {
    let goals = Goals::load();
    let mut out = io::stdout().lock();
    for &shape in Shape::value_variants() {
        writeln!(out, "## {}\n\n{}\n", title(shape), table(&goals, shape))?;
    }
    out.flush()?;
    Ok(())
}

fn title(shape: Shape) -> &'static str {
    match shape {
        Shape::Map => "CowMap against HashMap and the peers",
        Shape::Vec => "CowVec against Vec and the peers",
        Shape::Tree => "CowTreeMap against BTreeMap and the peers",
        Shape::Box => "CowBox against Arc",
        Shape::Cell => "CowCell against arc-swap and locks",
    }
}

fn table(goals: &Goals, shape: Shape) -> Table {
    let mut table = Table::new();
    table.load_preset(ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["goal", "n", "elements", "floor", "stretch", "operations"]);
    for goal in goals.goals.iter().filter(|goal| goal.shape == shape) {
        let kinds: Vec<_> = goal.kinds.iter().map(ToString::to_string).collect();
        let ops: Vec<_> = goal.ops.iter().map(|op| format!("`{op}`")).collect();
        table.add_row([
            goal.row.clone(),
            sizes(goal),
            kinds.join(", "),
            limits(&goal.floor),
            limits(&goal.stretch),
            ops.join(", "),
        ]);
    }
    for goal in goals.unmeasured.iter().filter(|goal| goal.shape == shape) {
        let why = format!("not measured: {}", goal.why);
        table.add_row([&goal.row, "", "", &goal.floor, &goal.stretch, &why]);
    }
    table
}

fn sizes(goal: &Goal) -> String {
    match (goal.from, goal.to) {
        (0, usize::MAX) => "all".to_owned(),
        (0, to) => format!("to {}", count(to)),
        (from, usize::MAX) => format!("from {}", count(from)),
        (from, to) if from == to => count(from),
        (from, to) => format!("{} to {}", count(from), count(to)),
    }
}

fn limits(limits: &Limits) -> String {
    let limit = |(name, limit): (&String, &f64)| match name.as_str() {
        "nanos" => format!("{} ns", count(*limit as usize)),
        "bytes" => format!("{limit} bytes"),
        name => format!("{limit} {name}"),
    };
    limits.iter().map(limit).collect::<Vec<_>>().join(", ")
}
