//! Every command that the pages and the programs themselves show is one that a program takes.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

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

/// What is added to a command without one of its own, so that it takes little time without optimisation.
fn smaller(name: &str) -> &'static [&'static str] {
    match name {
        "fork" => &["--memory", "8MiB", "--pages", "10", "--forks", "1", "--runs", "1000"],
        "mvcc" => &["--keys", "300", "--commits", "10", "--seconds", "0.1", "--kills", "1"],
        "time-travel" => &["--days", "20", "--stations", "20"],
        "tree" => &["--size", "1000", "--edits", "64"],
        _ => &[],
    }
}

/// A folder in which `README.md` has a history in git.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let git = |args: &[&str]| {
        let who = ["-c", "user.name=n", "-c", "user.email=e@example.com"];
        let mut git = Command::new("git");
        let output = git.current_dir(folder.path()).args(who).args(args).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "-q"]);
    for text in ["one\n", "one\ntwo\n"] {
        fs::write(folder.path().join("README.md"), text).unwrap();
        git(&["add", "README.md"]);
        git(&["commit", "-q", "-m", "a text"]);
    }
    folder
}

/// Those of a page run as they stand, one after the other, but on less where they say how much.
#[test]
fn the_commands_of_the_pages_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut compared = HashSet::new();
    for page in ["README.md", "examples/README.md", "docs/book/src/uses.md"] {
        let text = fs::read_to_string(root.join(page)).unwrap();
        let folder = folder();
        for (name, args) in commands(&text) {
            let compares = args.first().is_none_or(|first| first.starts_with('-'));
            // Once each; the test of `calc` runs the one of `calc`.
            if name == "calc" || compares && !compared.insert(format!("{name} {args:?}")) {
                continue;
            }
            let (_, path) = PROGRAMS.iter().find(|program| program.0 == name).unwrap();
            let mut command = Command::new(path);
            command.args(&args).current_dir(folder.path()).stdin(Stdio::null());
            if compares {
                command.args(smaller(name));
            }
            let output = command.output().unwrap();
            let message = String::from_utf8_lossy(&output.stderr);
            // Here is no terminal.
            let is_editor = message == "error: the editor needs a terminal; --replay does not\n";
            assert!(output.status.success() || is_editor, "{page}: {name} {args:?}: {message}");
        }
    }
}

/// Runs each program with its output to such a place, and returns its name, its exit code and its message.
fn with_output(mut to: impl FnMut() -> Stdio) -> Vec<(&'static str, Option<i32>, String)> {
    let folder = folder();
    let run = |&(name, path): &(&'static str, &str)| {
        let args: &[&str] = match name {
            "calc" => &["--eval", "print(1)"],
            "editor" => &["--replay", "README.md"],
            _ => smaller(name),
        };
        let mut command = Command::new(path);
        command.args(args).current_dir(folder.path()).stdin(Stdio::null()).stdout(to());
        let output = command.output().unwrap();
        (name, output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    PROGRAMS.iter().map(run).collect()
}

/// `program | head` ends well, and says nothing.
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for (name, code, message) in with_output(|| io::pipe().unwrap().1.into()) {
        assert_eq!((code, &*message), (Some(0), ""), "{name}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_has_no_room_is_an_error() {
    let full = || fs::File::options().write(true).open("/dev/full").unwrap().into();
    for (name, code, message) in with_output(full) {
        assert_eq!(code, Some(1), "{name}: {message}");
        assert!(message.contains("No space left"), "{name}: {message}");
    }
}
