//! The page and the data: what is in them, what is refused, what is left when a run is interrupted.

use std::fs;
#[cfg(target_os = "linux")]
use std::os::unix::process::CommandExt;
#[cfg(target_os = "linux")]
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::{Child, Stdio};
use std::process::{Command, Output};
#[cfg(target_os = "linux")]
use std::{thread, time::Duration};

use benches::results::Results;
use tempfile::TempDir;

fn benches(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_benches"));
    command.args(args);
    command
}

fn run(args: &[&str]) -> Output {
    benches(args).output().unwrap()
}

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

/// The names in a folder.
fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names
}

/// Runs with a report, and reads it and the data beside it.
#[track_caller]
fn report(args: &[&str]) -> (String, Results) {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("a <b> & c.html");
    let output = benches(args).arg("--report").arg(&page).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(names(&folder), ["a <b> & c.csv", "a <b> & c.html", "a <b> & c.json"]);
    let json = fs::read(page.with_extension("json")).unwrap();
    let results: Results = serde_json::from_slice(&json).unwrap();
    let csv = fs::read_to_string(page.with_extension("csv")).unwrap();
    let again = String::from_utf8(results.csv().unwrap()).unwrap();
    assert_eq!(csv.lines().count(), again.lines().count());
    assert!(csv.lines().count() > 1, "{csv}");
    (fs::read_to_string(page).unwrap(), results)
}

#[track_caller]
fn holds(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no {part:?} in {page}");
    }
}

#[test]
fn a_page_shows_texts() {
    let history = concat!(env!("CARGO_MANIFEST_DIR"), "/../text-bench/traces/changelog.json.gz");
    let (page, results) = report(&["compare", "text", "--rounds", "1", "--traces", history]);
    holds(
        &page,
        &["Texts", "changelog: 62 edits", "<td class=\"words\">ropey 1.6</td>", "jumprope 1."],
    );
    let [text] = results.findings.texts.as_slice() else { panic!("{results:?}") };
    assert!(text.ropes.iter().all(|rope| rope.agrees) && results.findings.rows.is_empty());
}

#[test]
fn a_page_needs_nothing_else_and_says_where_it_comes_from() {
    let args = [
        "compare",
        "map",
        "--sizes",
        "9,50",
        "--ops",
        "get,diff/near,overwrite/unique",
        "--rounds",
        "1",
    ];
    let (page, results) = report(&args);
    holds(
        &page,
        &[
            "<!DOCTYPE html>",
            "name=\"viewport\"",
            "prefers-color-scheme: dark",
            "currentColor",
            "cargo run --release -p benches -- compare map --sizes 9,50",
            "a &lt;b&gt; &amp; c.html",
            "imbl 7.",
            "papaya 0.",
            "look-ups of present keys at random",
            "<code>get_mut</code> and a write",
            "<code>diff/near</code>",
            "0 rows with a goal",
            "fewer than 3 rounds",
            "What the names stand for",
        ],
    );
    assert!(!page.contains("<b> &"), "{page}");
    for outside in ["src=", "href=\"http", "url(", "@import", "<script"] {
        assert!(!page.contains(outside), "{outside} in {page}");
    }
    // Four operations, two kinds of keys: a plot of each, with every contender that can.
    assert_eq!(page.matches("<svg").count(), 4 * 2);
    assert_eq!(page.matches("aria-label").count(), 4 * 2);
    assert!(!results.interrupted && results.findings.rows.len() == 4 * 2 * 2);
    // And a legend for each kind.
    assert_eq!(page.matches("<li><i").count(), 2 * 7);
    let sections = ["id=\"operations\"", "id=\"goals\"", "id=\"origin\""];
    assert!(sections.map(|section| page.find(section).unwrap()).is_sorted(), "{page}");
}

#[test]
fn every_part_has_a_section() {
    let (page, results) = report(&["break-even", "vec", "--sizes", "1,30", "--rounds", "1"]);
    holds(&page, &["When snapshots pay", "cow pays between", "a step with 1 edit"]);
    assert_eq!(results.findings.points.len(), 2 * 8 * (1 + 5));
    let (page, results) = report(&["memory", "tree", "--sizes", "10,100"]);
    holds(&page, &["bytes per element", "what a version 1 edit on adds", "tree of string"]);
    assert_eq!(results.findings.holdings.len(), 2 * 2 * 7);
    let args = ["threads", "--readers", "0,2", "--seconds", "0.05", "--entries", "100"];
    let (page, results) = report(&args);
    holds(&page, &["reads of all readers", "This machine runs ", "papaya", "cow-snapshot"]);
    assert_eq!(results.findings.crowds.len(), 2 * 10);
    holds(&page, &["2 readers of a whole map, 100 entries", "cow-mutex", "age, median"]);
    assert_eq!(results.findings.states.len(), 3 * 6);
    assert!(results.findings.crowds.iter().all(|one| one.reads.is_some() == (one.readers > 0)));
    let (page, results) = report(&["programs", "--rounds", "1"]);
    holds(&page, &["word count, a version kept per chapter", "faster than std"]);
    assert!(results.findings.programs.iter().any(|one| one.nanos.is_none()));
}

#[test]
fn break_even_is_drawn_as_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let svg = folder.path().join("steps.svg");
    let args = ["break-even", "map", "--kinds", "u64", "--sizes", "1,90", "--rounds", "1"];
    assert!(benches(&args).arg("--svg").arg(&svg).output().unwrap().status.success());
    holds(&fs::read_to_string(svg).unwrap(), &["<svg", "prefers-color-scheme", "hashbrown"]);
}

#[test]
fn the_page_of_an_earlier_run_can_be_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let [json, page] = ["run.json", "page.html"].map(|name| folder.path().join(name));
    let [json, page] = [&json, &page].map(|path| path.to_str().unwrap());
    let args = ["break-even", "map", "--kinds", "string", "--sizes", "100", "--rounds", "1"];
    assert!(benches(&args).args(["--json", json]).output().unwrap().status.success());
    let output = run(&["report", page, "--from", json]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("Written: {page}\n"));
    holds(&fs::read_to_string(page).unwrap(), &["In short", "a CowMap of 100 strings is "]);
    assert_eq!(names(&folder), ["page.html", "run.json"]);
    fails(&run(&["report", page, "--from", page]), 1, &["page.html: cannot be read"]);
}

#[test]
fn what_cannot_be_written_is_refused_at_once_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("missing/page.html");
    let below = below.to_str().unwrap();
    let output = run(&["report", below]);
    fails(&output, 1, &["missing/page.", "cannot be written"]);
    // Nobody has asked for the file that is begun beside it.
    assert!(!str::from_utf8(&output.stderr).unwrap().contains(".benches"), "{output:?}");
    fails(&run(&["threads", "--report", below]), 1, &["missing/page.", "cannot be written"]);
    let page = folder.path().join("page.csv");
    let page = page.to_str().unwrap();
    fails(&run(&["report", page]), 1, &["page.csv", "would be one file"]);
    for (one, other) in [("--csv", "--json"), ("--report", "--csv"), ("--report", "--json")] {
        let (direct, again) = (folder.path().join("one"), folder.path().join("./one"));
        let args = ["memory", one, direct.to_str().unwrap(), other, again.to_str().unwrap()];
        fails(&run(&args), 1, &["one", "would be one file"]);
    }
    // The page could be written, the data beside it could not.
    fs::create_dir(folder.path().join("other.json")).unwrap();
    let other = folder.path().join("other.html");
    let other = other.to_str().unwrap();
    fails(&run(&["memory", "--report", other]), 1, &["other.json", "cannot be written"]);
    assert_eq!(names(&folder), ["other.json"]);
}

#[cfg(unix)]
#[test]
fn only_files_are_replaced() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    let folder = tempfile::tempdir().unwrap();
    let path = |name| folder.path().join(name);
    let memory = |name| {
        let args = ["memory", "vec", "--sizes", "1", "--kinds", "u64", "--csv"];
        benches(&args).arg(path(name)).output().unwrap()
    };
    let _socket = UnixListener::bind(path("socket")).unwrap();
    fails(&memory("socket"), 1, &["socket", "is no regular file"]);
    // Where a link leads to a file, the file is replaced.
    fs::write(path("file"), "old").unwrap();
    symlink("file", path("link")).unwrap();
    assert!(memory("link").status.success());
    assert!(fs::symlink_metadata(path("link")).unwrap().is_symlink());
    assert!(fs::read_to_string(path("file")).unwrap().starts_with("part,"));
    assert_eq!(names(&folder), ["file", "link", "socket"]);
}

#[cfg(target_os = "linux")]
#[test]
fn any_path_will_do_and_the_command_can_be_repeated() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join(OsStr::from_bytes(b"it's \xff.html"));
    let args = ["memory", "vec", "--sizes", "1", "--kinds", "u64", "--report"];
    let output = benches(&args).arg(&page).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let json = fs::read(page.with_extension("json")).unwrap();
    let results: Results = serde_json::from_slice(&json).unwrap();
    let command = results.origin.command;
    assert!(command.starts_with("cargo run --release -p benches -- memory vec --sizes 1 "));
    assert!(command.contains(" --report '/"), "{command}");
    assert!(command.ends_with("it'\\''s \u{fffd}.html'"), "{command}");
}

#[test]
fn files_are_written_for_a_reader_who_has_seen_enough() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["compare", "box", "--kinds", "u64", "--sizes", "9", "--rounds", "1"][..],
        &["memory", "vec", "--kinds", "u64", "--sizes", "1"],
        &["break-even", "vec", "--kinds", "u64", "--sizes", "1", "--rounds", "1"],
        &["threads", "--readers", "0", "--entries", "10", "--seconds", "0.01"],
        &["programs", "--rounds", "1"],
    ] {
        let page = folder.path().join(format!("{}.html", args[0]));
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = benches(args).arg("--report").arg(&page).stdout(writer).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        assert!(page.exists(), "{args:?}");
    }
}

#[test]
fn wrong_arguments_are_refused() {
    fails(&run(&["threads", "--readers", "-1"]), 2, &["-1"]);
    fails(&run(&["threads", "--seconds", "0"]), 2, &["--seconds", "not in 0.01 to 3600"]);
    fails(&run(&["threads", "--seconds", "long"]), 2, &["not a number"]);
    fails(&run(&["threads", "--entries", "0"]), 2, &["--entries", "1..=10000000"]);
    fails(&run(&["compare", "--open"]), 2, &["--report"]);
    fails(&run(&["report", "--sizes", "10"]), 2, &["--sizes"]);
    fails(&run(&["reprot"]), 2, &["reprot", "similar", "report"]);
}

/// A run that is under way, and whose page is to be written to a folder.
#[cfg(target_os = "linux")]
struct Run {
    folder: TempDir,
    child: Child,
}

#[cfg(target_os = "linux")]
impl Run {
    /// Starts a run and waits until it listens to Ctrl-C and has worked for so many hundredths of a
    /// second.
    fn start(args: &[&str], ticks: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = benches(args);
        command.arg("--report").arg(folder.path().join("page.html")).process_group(0);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut run = Self { folder, child };
        // Whoever listens does so in a thread.
        while run.threads() < 2 || run.worked() < ticks {
            assert_eq!(run.child.try_wait().unwrap(), None, "ended by itself");
            thread::sleep(Duration::from_millis(20));
        }
        run
    }

    /// What a terminal does: it signals the program and all that it has started.
    fn press_ctrl_c(&self) {
        let group = format!("-{}", self.child.id());
        // It may have ended since it was looked at.
        let _ = Command::new("kill")
            .args(["-INT", "--", &group])
            .stderr(Stdio::null())
            .status()
            .unwrap();
    }

    fn read(&self, file: &str) -> String {
        let path = Path::new("/proc").join(self.child.id().to_string()).join(file);
        fs::read_to_string(path).unwrap_or_default()
    }

    fn threads(&self) -> usize {
        let status = self.read("status");
        let threads = status.lines().find_map(|line| line.strip_prefix("Threads:"));
        threads.map_or(0, |threads| threads.trim().parse().unwrap())
    }

    fn worked(&self) -> u64 {
        stat(self.child.id()).get(11).map_or(0, |ticks| ticks.parse().unwrap())
    }

    /// The processes that it has started, once there are some.
    fn contenders(&self) -> Vec<u32> {
        loop {
            let all = fs::read_dir("/proc").unwrap();
            let all = all.filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
            let own = self.child.id().to_string();
            let found: Vec<u32> = all.filter(|&id| stat(id).get(1) == Some(&own)).collect();
            if !found.is_empty() {
                return found;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the end, and answers what it printed and wrote.
    #[track_caller]
    fn end(self) -> (String, String, Results) {
        let output = self.child.wait_with_output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stderr = str::from_utf8(&output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr), (Some(130), ""), "{stdout}");
        assert!(stdout.contains("Written: ") && stdout.contains("page.html"), "{stdout}");
        assert_eq!(names(&self.folder), ["page.csv", "page.html", "page.json"]);
        let json = fs::read(self.folder.path().join("page.json")).unwrap();
        let page = fs::read_to_string(self.folder.path().join("page.html")).unwrap();
        (stdout, page, serde_json::from_slice(&json).unwrap())
    }
}

/// What the kernel tells of a process, from its state on; nothing if it is gone.
#[cfg(target_os = "linux")]
fn stat(process: u32) -> Vec<String> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name in brackets may hold spaces; what comes after it does not.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    fields.split_whitespace().map(str::to_owned).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_keeps_what_was_measured() {
    let args = ["compare", "box", "--kinds", "u64", "--sizes", "10", "--rounds", "10000"];
    let run = Run::start(&args, 100);
    run.press_ctrl_c();
    let (stdout, page, results) = run.end();
    assert!(stdout.starts_with("Interrupted: "), "{stdout}");
    assert!(stdout.contains("read/shared"), "{stdout}");
    holds(&page, &["The run was interrupted", "<code>read/shared</code>"]);
    assert!(results.interrupted && !results.findings.rows.is_empty());
    assert!(results.findings.rows.len() < 5, "all was measured");
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_spares_the_processes_of_contenders() {
    let args = ["compare", "tree", "--kinds", "u64", "--sizes", "300", "--rounds", "10000"];
    let run = Run::start(&args, 1);
    // From its first moment on, none is of the group that a terminal signals.
    let group = run.child.id().to_string();
    let groups = run.contenders().into_iter().filter_map(|one| stat(one).get(2).cloned());
    assert!(groups.collect::<Vec<_>>().iter().all(|one| *one != group));
    run.press_ctrl_c();
    let (_, page, results) = run.end();
    holds(&page, &["The run was interrupted"]);
    assert!(results.interrupted);
}

/// Whatever they are doing.
#[cfg(target_os = "linux")]
#[test]
fn no_contender_outlives_the_program() {
    let args = ["compare", "tree", "--kinds", "u64", "--sizes", "100000", "--rounds", "10000"];
    let mut run = Run::start(&args, 1);
    let contenders = run.contenders();
    run.child.kill().unwrap();
    run.child.wait().unwrap();
    let ended = |one: &u32| stat(*one).first().is_none_or(|state| state == "Z");
    while !contenders.iter().all(ended) {
        thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_threads() {
    let args = ["threads", "--seconds", "2", "--entries", "100"];
    let run = Run::start(&args, 1);
    run.press_ctrl_c();
    let (stdout, _, results) = run.end();
    assert!(stdout.starts_with("Interrupted: ") && results.interrupted, "{stdout}");
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_pressed_again_ends_all_and_leaves_nothing() {
    // Maps of this size are being filled for a long time, in which there is no test of whether to end.
    let mut run = Run::start(&["threads", "--seconds", "3600", "--entries", "10000000"], 1);
    assert_eq!(names(&run.folder), [""; 0], "nothing is there before it is whole");
    run.press_ctrl_c();
    while run.child.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_millis(50));
        run.press_ctrl_c();
    }
    assert_eq!(run.child.wait().unwrap().code(), Some(130));
    assert_eq!(names(&run.folder), [""; 0]);
}
