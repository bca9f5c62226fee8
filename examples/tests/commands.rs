//! Every command that the pages and the programs themselves show is one that a program takes.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The programs that this run of the tests has built.
const PROGRAMS: &[(&str, &str)] = &[
    ("calc", env!("CARGO_BIN_EXE_calc")),
    ("editor", env!("CARGO_BIN_EXE_editor")),
    ("fork", env!("CARGO_BIN_EXE_fork")),
    ("mvcc", env!("CARGO_BIN_EXE_mvcc")),
    ("time-travel", env!("CARGO_BIN_EXE_time-travel")),
    ("tree", env!("CARGO_BIN_EXE_tree")),
];

/// Returns the program and its arguments for each command in a text.
fn commands(text: &str) -> Vec<(&str, Vec<&str>)> {
    text.split("-p examples ")
        .skip(1)
        .filter_map(|rest| rest.split(['\n', '`']).next()?.split_once("--bin "))
        .filter_map(|(_, command)| {
            let command = command.split('#').next()?;
            let mut words = command.split_whitespace();
            Some((words.next()?, words.skip_while(|word| *word == "--").collect()))
        })
        .collect()
}

#[test]
fn each_command_is_one_that_its_program_takes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let pages = ["README.md", "examples/README.md", "docs/book/src/uses.md"].map(str::to_owned);
    let programs = PROGRAMS.iter().map(|(name, _)| format!("examples/{name}/main.rs"));
    for page in pages.into_iter().chain(programs) {
        let text = fs::read_to_string(root.join(&page)).unwrap();
        let commands = commands(&text);
        assert!(!commands.is_empty(), "{page}");
        for (name, args) in commands {
            let program = PROGRAMS.iter().find(|program| program.0 == name);
            let (_, path) = program.unwrap_or_else(|| panic!("{page}: no program {name}"));
            // With `--help` the arguments are parsed, and nothing runs.
            let mut command = Command::new(path);
            let output = command.args(&args).arg("--help").stdin(Stdio::null()).output().unwrap();
            let message = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{page}: {name} {args:?}: {message}");
        }
    }
}

#[test]
fn the_pages_have_a_section_for_each_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for page in ["examples/README.md", "docs/book/src/uses.md"] {
        let text = fs::read_to_string(root.join(page)).unwrap();
        for (name, _) in PROGRAMS {
            assert!(text.contains(&format!("--bin {name}")), "{page}: {name}");
            let mut headings = text.lines().filter(|line| line.starts_with("## "));
            assert!(headings.any(|line| line.contains(&format!("`{name}`"))), "{page}: {name}");
        }
    }
}

/// Those of the page that take little time run as they stand, one after the other.
#[test]
fn short_commands_of_the_page_run() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let text = fs::read_to_string(page).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut ran = 0;
    for (name, args) in commands(&text) {
        // Without a command of their own these compare, for minutes without optimisation.
        let is_short = match name {
            "mvcc" | "time-travel" => args.first().is_some_and(|word| !word.starts_with('-')),
            name => name == "tree",
        };
        if is_short {
            let (_, path) = PROGRAMS.iter().find(|program| program.0 == name).unwrap();
            let mut command = Command::new(path);
            let output =
                command.args(&args).current_dir(folder.path()).stdin(Stdio::null()).output();
            let output = output.unwrap();
            let message = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{name} {args:?}: {message}");
            ran += 1;
        }
    }
    assert!(ran >= 6, "{ran}");
}
