//! The program as it is called: what it prints, what it refuses, how it ends.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The first lines of what a debug build prints.
const UNOPTIMISED: &str = "Built without --release: the times below mean nothing.\n\n";

const POEM: &str = "'Twas brillig, and the slithy toves\nDid gyre and gimble in the wabe:\n";

/// The program with a verdict about maps of 100 elements, as more would take long in debug builds.
fn demo(args: &[&str], paths: &[&Path]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demo"));
    command.args(args).args(paths);
    if !args.contains(&"--elements") {
        command.args(["--elements", "100"]);
    }
    command
}

fn run(args: &[&str], paths: &[&Path]) -> Output {
    demo(args, paths).output().unwrap()
}

#[track_caller]
fn succeeds(output: &Output) -> String {
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    let stderr = str::from_utf8(&output.stderr).unwrap();
    assert_eq!((output.status.code(), stderr), (Some(0), ""), "{stdout}");
    stdout.trim_start_matches(UNOPTIMISED).to_owned()
}

/// The program ends with `code`, prints nothing on stdout and one message with `parts` on stderr.
#[track_caller]
fn fails(output: &Output, code: i32, parts: &[&str]) {
    let stdout = str::from_utf8(&output.stdout).unwrap();
    let stderr = str::from_utf8(&output.stderr).unwrap();
    assert_eq!((output.status.code(), stdout), (Some(code), ""), "{stderr}");
    assert!(stderr.starts_with("error: ") && !stderr.contains("panicked"), "{stderr}");
    for part in parts {
        assert!(stderr.contains(part), "no {part:?} in {stderr}");
    }
}

/// The rows of the table end with what was read back.
#[track_caller]
fn both_read_back(stdout: &str, expected: [&str; 2]) {
    let rows = ["deep clone", "CowBox parts"].map(|name| {
        stdout.lines().find(|line| line.starts_with(name)).expect("a row per contender").trim_end()
    });
    assert!(rows.iter().zip(expected).all(|(row, end)| row.ends_with(end)), "{stdout}");
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

#[test]
fn the_shipped_text_is_the_default() {
    let stdout = succeeds(&run(&["--edits", "20"], &[]));
    assert!(
        stdout.starts_with("alice.txt and as-you-like-it.txt: 267 KiB, 7,729 lines"),
        "{stdout}"
    );
    for part in ["deep clone", "CowBox", "faster", "smaller", "20 edits (seed 1)"] {
        assert!(stdout.contains(part), "no {part:?} in {stdout}");
    }
    both_read_back(&stdout, ["all 20", "all 20"]);
    assert!(stdout.contains("beginning with `wh` in snapshots 10 and 20 of CowVec"), "{stdout}");
    assert!(!stdout.contains("stopped after") && !stdout.contains("WRONG"), "{stdout}");
}

#[test]
fn files_and_folders_are_read() {
    let folder = folder(&[
        ("poem", POEM.as_bytes()),
        ("sub/deeper/more.txt", POEM.as_bytes()),
        (".hidden/secret", b"hidden words"),
        ("blob", b"\xff\xfe\x00"),
        ("nothing", b""),
    ]);
    let poem = folder.path().join("poem");
    let stdout = succeeds(&run(&["--edits", "5"], &[folder.path(), &poem]));
    assert!(stdout.contains("and 2 more files: 207 B, 6 lines, 11 different words"), "{stdout}");
    assert!(stdout.contains("Left out of the folders: 2 files"), "{stdout}");
    both_read_back(&stdout, ["all 5", "all 5"]);
}

#[test]
fn the_verdict_is_three_lines_at_the_end() {
    let stdout = succeeds(&run(&["--edits", "5"], &[]));
    let [.., question, one, two, three] = stdout.lines().collect::<Vec<_>>()[..] else {
        panic!("{stdout}");
    };
    assert!(question.starts_with("Should a CowMap replace your HashMap?"), "{stdout}");
    for (line, part) in [(one, "after every edit"), (two, "100 elements"), (three, "look-up")] {
        assert!(line.starts_with("  ") && line.contains(part), "no {part:?} in {stdout}");
    }
    let stdout = succeeds(&run(&["--edits", "5", "--elements", "1"], &[]));
    assert!(stdout.contains("between two snapshots of 1 element."), "{stdout}");
}

#[test]
fn a_text_of_one_word_can_be_edited_for_long() {
    let folder = folder(&[("word", b"word")]);
    let stdout = succeeds(&run(&["--edits", "3000", "--seed", "7"], &[folder.path()]));
    assert!(
        stdout.contains("word: 4 B, 1 line, 1 different word.\n3,000 edits (seed 7)"),
        "{stdout}"
    );
    both_read_back(&stdout, ["all 3,000", "all 3,000"]);
}

#[test]
fn a_contender_that_reaches_the_limit_says_so() {
    let stdout = succeeds(&run(&["--edits", "100", "--memory-limit", "4"], &[]));
    let line = stdout.lines().find(|line| line.contains("stopped after")).expect("a note");
    assert!(line.starts_with("deep clone: stopped after 3 of 100 edits"), "{stdout}");
    both_read_back(&stdout, ["all 3", "all 100"]);
}

#[test]
fn what_is_missing_is_named() {
    let missing = Path::new("/no/such/poem.txt");
    fails(&run(&[], &[missing]), 1, &["/no/such/poem.txt: no such file or folder"]);
    let folder = folder(&[("poem", POEM.as_bytes())]);
    fails(&run(&[], &[folder.path(), missing]), 1, &["/no/such/poem.txt"]);
}

#[test]
fn what_is_empty_or_without_words_is_named() {
    let folder = folder(&[("empty", b""), ("blank", b" \n *** \n")]);
    fails(&run(&[], &[&folder.path().join("empty")]), 1, &["empty: the file is empty"]);
    fails(&run(&[], &[&folder.path().join("blank")]), 1, &["blank: there is not one word"]);
}

#[test]
fn what_is_not_utf8_is_named_with_the_place() {
    let folder = folder(&[("latin1", b"caf\xe9 au lait")]);
    let latin1 = folder.path().join("latin1");
    fails(&run(&[], &[&latin1]), 1, &["latin1: not UTF-8 text", "offset 3"]);
}

#[test]
fn a_folder_without_text_is_named() {
    let folder = folder(&[("sub/blob", b"\xff"), (".hidden", b"words")]);
    fails(&run(&[], &[folder.path()]), 1, &["the folder holds no UTF-8 text file"]);
    fails(&run(&[], &[tempfile::tempdir().unwrap().path()]), 1, &["holds no UTF-8 text file"]);
}

#[test]
fn more_text_than_the_limit_is_refused() {
    let folder = folder(&[("long", "word\n".repeat(300_000).as_bytes())]);
    let output = run(&["--memory-limit", "1"], &[folder.path()]);
    fails(&output, 1, &["long: more text than the memory limit of 1048576 bytes"]);
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_is_named_with_the_reason() {
    // Opens for its owner, root included, and fails to read at 0, where nothing is mapped.
    let mem = Path::new("/proc/self/mem");
    fails(&run(&[], &[mem]), 1, &["/proc/self/mem: cannot be read: Input/output error"]);
    let folder = folder(&[("poem", POEM.as_bytes())]);
    let below = folder.path().join("poem/verse");
    fails(&run(&[], &[&below]), 1, &["poem/verse: cannot be read: Not a directory"]);
    fails(&run(&[], &[Path::new("/dev/null")]), 1, &["/dev/null: neither a file nor a folder"]);
}

#[test]
fn wrong_arguments_are_refused() {
    fails(&run(&["--edits", "0"], &[]), 2, &["--edits", "1..=1000000"]);
    fails(&run(&["--edits", "many"], &[]), 2, &["--edits"]);
    fails(&run(&["--memory-limit", "0"], &[]), 2, &["--memory-limit"]);
    fails(&run(&["--seed", "-1"], &[]), 2, &["-1"]);
    fails(&run(&["--colour"], &[]), 2, &["--colour"]);
}

#[test]
fn any_prefix_can_be_asked_for() {
    let poem = folder(&[("poem", POEM.as_bytes())]);
    let stdout = succeeds(&run(&["--edits", "400", "--prefix", "GI"], &[poem.path()]));
    let row = stdout.lines().find(|line| line.trim_start().starts_with("gimble")).expect("a row");
    assert_eq!(row.split_whitespace().count(), 3, "{stdout}");
    assert!(stdout.contains("beginning with `gi` in snapshots 100 and 400"), "{stdout}");
    let stdout = succeeds(&run(&["--edits", "1", "--prefix", "zz"], &[poem.path()]));
    assert!(stdout.contains("no word beginning with `zz` in snapshots 1 and 1"), "{stdout}");
}

#[test]
fn help_names_every_option() {
    let stdout = succeeds(&run(&["--help"], &[]));
    for part in ["[FILE]", "--edits", "--seed", "--memory-limit", "--prefix", "--elements"] {
        assert!(stdout.contains(part), "no {part:?} in {stdout}");
    }
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let mut child =
        demo(&["--edits", "2"], &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_a_failure() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = demo(&["--edits", "2"], &[]).stdout(full).output().unwrap();
    fails(&output, 1, &["cannot write the report", "No space left"]);
}
