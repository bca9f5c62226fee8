//! A real editing history, held against git: the history of this repository's own files.
//!
//! Skipped, with a message, where there is no git or no history, as in an archive or a shallow clone.

use cow_vec::CowVec;
use cow_versions::{History, Merged, Patchable, merge3};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

type Lines = CowVec<String>;

/// Files that have been written to often and by many.
const FILES: [&str; 4] = ["README.md", "CHANGELOG.md", "docs/design/map.md", "cow-vec/src/lib.rs"];

/// The last commit that is looked at, so that the test sees the same history as long as there is one.
const LAST: &str = "7d5c4b680cd9ebd9a661ee273b1e202564221b51";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What a git command prints, or `None` if it fails.
fn git(arguments: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new("git").arg("-C").arg(repository()).args(arguments).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// The lines of a text, each with its end, so that no text is lost.
fn lines(text: &str) -> Lines {
    text.split_inclusive('\n').map(String::from).collect()
}

fn text(lines: &Lines) -> String {
    lines.iter().map(String::as_str).collect()
}

/// All versions of a file up to [`LAST`], oldest first, or `None` if there are none to speak of.
fn versions(file: &str) -> Option<Vec<String>> {
    let log = git(&["log", "--reverse", "--format=%H", LAST, "--", file])?;
    let log = String::from_utf8(log).ok()?;
    let show = |commit: &str| git(&["show", &format!("{commit}:./{file}")]);
    let texts: Vec<String> =
        log.lines().filter_map(show).filter_map(|text| String::from_utf8(text).ok()).collect();
    (texts.len() >= 3).then_some(texts)
}

/// The versions of all files, or `None` and a message.
fn histories() -> Option<Vec<(&'static str, Vec<String>)>> {
    let shallow = git(&["rev-parse", "--is-shallow-repository"]);
    let all: Vec<_> = FILES.iter().filter_map(|file| Some((*file, versions(file)?))).collect();
    if all.is_empty() {
        let why = match shallow.as_deref() {
            None => "there is no git, or no repository",
            Some(b"true\n") => "the clone is shallow",
            Some(_) => "the repository has another history",
        };
        println!("skipped: {why}");
        return None;
    }
    Some(all)
}

/// Files for one call of git.
struct Scratch(PathBuf);

impl Scratch {
    fn new(texts: &[&str]) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("git-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        for (i, text) in texts.iter().enumerate() {
            fs::write(folder.join(i.to_string()), text).unwrap();
        }
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Option<std::process::Output> {
        Command::new("git").current_dir(&self.0).args(arguments).output().ok()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What `git merge-file` makes of three texts, or `None` if there are conflicts.
fn git_merge([base, ours, theirs]: [&str; 3]) -> Option<String> {
    let output = Scratch::new(&[ours, base, theirs]).run(&["merge-file", "-p", "0", "1", "2"])?;
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

/// The fewest lines to remove and to add, by the table of all common subsequences: `git diff
/// --diff-algorithm=minimal` sometimes needs more.
fn fewest_changes(old: &Lines, new: &Lines) -> usize {
    let new: Vec<&String> = new.iter().collect();
    // The changes that make what was read of `old` of each start of `new`.
    let mut row: Vec<usize> = (0..=new.len()).collect();
    for (i, line) in old.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for j in 0..new.len() {
            let fewest = if line == new[j] { diagonal } else { 1 + row[j].min(row[j + 1]) };
            diagonal = std::mem::replace(&mut row[j + 1], fewest);
        }
    }
    row[new.len()]
}

/// Numbers without end, the same in each run.
fn numbers() -> impl FnMut(usize) -> usize {
    let mut state = 7_u64;
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
}

/// A history in which each version is made from the one before, and shares with it.
fn replay(texts: &[String]) -> (History<Lines>, Vec<Lines>) {
    let mut history = History::new(lines(&texts[0]));
    for (i, text) in texts.iter().enumerate().skip(1) {
        let patch = history.value().patch(&lines(text));
        let next = patch.apply(history.value()).unwrap();
        history.commit(i.to_string(), next);
    }
    let mut versions: Vec<Lines> =
        history.log().map(|(_, commit)| commit.value().clone()).collect();
    versions.reverse();
    (history, versions)
}

#[test]
fn every_version_of_a_file_comes_back() {
    let Some(histories) = histories() else { return };
    let mut pick = numbers();
    for (file, texts) in &histories {
        let (mut history, versions) = replay(texts);
        for (version, expected) in versions.iter().zip(texts) {
            assert!(text(version) == *expected, "{file}");
        }
        // Each version by itself takes more than all of them together.
        let alone: usize = versions.iter().map(|version| cow_versions::held_bytes([version])).sum();
        assert!(history.held_bytes() < alone, "{file}");
        println!(
            "{file}: {} versions, {} KiB, {} KiB without sharing",
            texts.len(),
            history.held_bytes() / 1024,
            alone / 1024,
        );
        while history.undo().is_some() {}
        assert!(text(history.value()) == texts[0]);

        for _ in 0..20 {
            let (i, j) = (pick(texts.len()), pick(texts.len()));
            let patch = versions[i].patch(&versions[j]);
            assert!(patch.apply(&versions[i]).unwrap() == versions[j], "{file} {i} {j}");
            assert!(patch.invert().apply(&versions[j]).unwrap() == versions[i], "{file} {i} {j}");
        }
    }
}

/// How many lines a difference removes and inserts.
fn changes(old: &Lines, new: &Lines) -> usize {
    old.diff(new).map(|hunk| hunk.removed.len() + hunk.inserted.len()).sum()
}

#[test]
fn differences_are_the_fewest() {
    let Some(histories) = histories() else { return };
    let mut pick = numbers();
    for (file, texts) in &histories {
        let (_, versions) = replay(texts);
        let (mut all_shared, mut all_fewest) = (0, 0);
        for _ in 0..10 {
            let (i, j) = (pick(texts.len()), pick(texts.len()));
            let fewest = fewest_changes(&versions[i], &versions[j]);
            // Of lines that share nothing: the fewest, if these are few.
            let fresh = changes(&lines(&texts[i]), &lines(&texts[j]));
            assert!(fresh == fewest || (fewest > 128 && fresh > fewest), "{file} {i} {j}");
            // Shared leaves are taken for unchanged before lines are compared.
            let shared = changes(&versions[i], &versions[j]);
            assert!(shared >= fewest, "{file} {i} {j}");
            all_shared += shared;
            all_fewest += fewest;
        }
        assert!(all_shared <= all_fewest + all_fewest / 4, "{file} {all_shared} {all_fewest}");
    }
}

#[test]
fn merges_are_those_of_git_merge_file() {
    let Some(histories) = histories() else { return };
    let mut pick = numbers();
    let (mut clean, mut conflicts, mut other) = (0, 0, Vec::new());
    for (file, texts) in &histories {
        let (_, versions) = replay(texts);
        for _ in 0..60 {
            // One commit, brought to an older or newer version, as by `git cherry-pick`.
            let step = pick(texts.len() - 1);
            let onto = (step + pick(5)).saturating_sub(2).min(texts.len() - 1);
            let ids = [step, onto, step + 1];
            let merged: Merged<Lines> =
                merge3(&versions[ids[0]], &versions[ids[1]], &versions[ids[2]]);
            let expected = git_merge(ids.map(|id| texts[id].as_str()));
            match (merged.is_clean(), expected) {
                (true, Some(expected)) if text(&merged.value) == expected => clean += 1,
                (false, None) => conflicts += 1,
                (is_clean, expected) => {
                    other.push((file, ids, is_clean, expected.is_some()));
                }
            }
        }
    }
    println!("{clean} clean, {conflicts} with conflicts, otherwise: {other:?}");
    assert!(clean > 0 && conflicts > 0);
    // Where lines are alike, the two may pair off others: rarely.
    assert!(other.len() * 20 <= clean + conflicts, "{other:?}");
}

/// A file of lines, most of them unlike all others.
fn generated(pick: &mut impl FnMut(usize) -> usize) -> Vec<String> {
    (0..60).map(|i| format!("{i} {}\n", pick(1000))).collect()
}

fn changed(lines: &[String], pick: &mut impl FnMut(usize) -> usize) -> Vec<String> {
    let mut lines = lines.to_vec();
    for _ in 0..=pick(5) {
        let at = pick(lines.len());
        match pick(3) {
            0 => lines.insert(at, format!("new {}\n", pick(1000))),
            1 => drop(lines.remove(at)),
            _ => lines[at] = format!("other {}\n", pick(1000)),
        }
    }
    lines
}

#[test]
fn a_hundred_generated_files_merge_as_by_git() {
    if git(&["--version"]).is_none() {
        return println!("skipped: there is no git");
    }
    let mut pick = numbers();
    let mut clean = 0;
    for i in 0..100 {
        let base = generated(&mut pick);
        let (ours, theirs) = (changed(&base, &mut pick), changed(&base, &mut pick));
        let texts = [base.concat(), ours.concat(), theirs.concat()];
        let [base, ours, theirs] = [0, 1, 2].map(|i| lines(&texts[i]));
        let merged = merge3(&base, &ours, &theirs);
        let expected = git_merge([&texts[0], &texts[1], &texts[2]]);
        assert_eq!(merged.is_clean(), expected.is_some(), "file {i}");
        if let Some(expected) = expected {
            assert_eq!(text(&merged.value), expected, "file {i}");
            clean += 1;
        }
    }
    assert!((20..90).contains(&clean), "{clean} of 100 without conflicts");
}
