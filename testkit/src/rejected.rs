//! Programs that the compiler must reject.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A package whose users' programs are compiled.
///
/// A line of a program that ends with the comment `//~ TEXT` expects an error there, whose message or notes contain
/// `TEXT`. There must be no other errors; a program that expects none has to compile. Whatever else the compiler says
/// is not compared, for it differs between versions.
///
/// ```no_run
/// testkit::Rejected {
///     package: env!("CARGO_PKG_NAME"),
///     library: env!("CARGO_CRATE_NAME"),
///     manifest: env!("CARGO_MANIFEST_DIR"),
///     scratch: "/tmp/rejected", // `env!("CARGO_TARGET_TMPDIR")` in a test
/// }
/// .assert("tests/rejected");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rejected<'a> {
    /// The name of the package.
    pub package: &'a str,
    /// The name of its library.
    pub library: &'a str,
    /// The folder of the package, which is a member of the workspace in the folder above.
    pub manifest: &'a str,
    /// A folder for what is built.
    pub scratch: &'a str,
}

/// An error on a line of a program.
#[derive(Debug, PartialEq)]
struct Report {
    program: String,
    /// 0 if it is on no line.
    line: u64,
    /// The message and its notes.
    text: String,
}

impl Rejected<'_> {
    /// Compiles each file of a folder of the package as a program, and compares the errors.
    ///
    /// # Panics
    /// If they are not those that the programs expect.
    pub fn assert(&self, folder: &str) {
        let programs = self.programs(&Path::new(self.manifest).join(folder));
        let output = self.compile(&programs);
        let reports = reports(&output.stdout);
        let mut wrong = Vec::new();
        for (program, source) in &programs {
            let mut found: Vec<&Report> =
                reports.iter().filter(|report| report.program == *program).collect();
            for (line, text) in expected(source) {
                let fits = |report: &&Report| report.line == line && report.text.contains(text);
                match found.iter().position(fits) {
                    Some(index) => drop(found.remove(index)),
                    None => wrong.push(format!("{program}:{line}: no error says `{text}`")),
                }
            }
            let surplus = |report: &Report| format!("{program}:{}: {}", report.line, report.text);
            wrong.extend(found.into_iter().map(surplus));
        }
        let (wrong, said) = (wrong.join("\n"), String::from_utf8_lossy(&output.stderr));
        assert!(wrong.is_empty(), "{wrong}\n\ncargo said:\n{said}");
    }

    /// Returns the programs in a folder, by name.
    fn programs(&self, folder: &Path) -> Vec<(String, String)> {
        let files = fs::read_dir(folder).expect("a folder of programs");
        let paths: BTreeSet<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
        let name = |path: &Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
        let read = |path: &PathBuf| fs::read_to_string(path).expect("a program");
        paths.iter().map(|path| (name(path), read(path))).collect()
    }

    /// Compiles all programs in a package of their own.
    fn compile(&self, programs: &[(String, String)]) -> Output {
        let Self { package, library, manifest, scratch } = self;
        let root = Path::new(scratch).join("rejected").join(library);
        let sources = root.join("src/bin");
        drop(fs::remove_dir_all(&sources));
        fs::create_dir_all(&sources).expect("a folder");
        let lock = Path::new(manifest).with_file_name("Cargo.lock");
        if lock.is_file() {
            fs::copy(lock, root.join("Cargo.lock")).expect("a lock file");
        }
        let toml = format!(
            "[package]\nname = \"rejected\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             {library} = {{ package = {package:?}, path = {manifest:?} }}\n",
        );
        fs::write(root.join("Cargo.toml"), toml).expect("a manifest");
        for (name, source) in programs {
            fs::write(sources.join(name).with_extension("rs"), source).expect("a program");
        }
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["check", "--bins", "--keep-going", "--message-format=json"])
            .env("CARGO_TARGET_DIR", Path::new(scratch).join("rejected/target"))
            .current_dir(&root)
            .output()
            .expect("cargo runs")
    }
}

/// Returns the lines on which a program expects errors, and what these say.
fn expected(source: &str) -> impl Iterator<Item = (u64, &str)> {
    let lines = (1..).zip(source.lines());
    lines.filter_map(|(number, line)| Some((number, line.split_once("//~")?.1.trim())))
}

/// Returns the errors in what cargo says as JSON, those that are equal once: so cargo prints them.
fn reports(stdout: &[u8]) -> Vec<Report> {
    let mut reports = Vec::new();
    for line in stdout.split(|byte| *byte == b'\n') {
        let report = serde_json::from_slice(line).ok().and_then(|line| report(&line));
        reports.extend(report.filter(|report| !reports.contains(report)));
    }
    reports
}

fn report(line: &Value) -> Option<Report> {
    let message = &line["message"];
    let text = message["message"].as_str()?;
    if line["reason"] != "compiler-message"
        || message["level"] != "error"
        || text.starts_with("aborting due to")
    {
        return None;
    }
    let spans = message["spans"].as_array()?;
    let primary = spans.iter().find(|span| span["is_primary"] == true);
    let notes = message["children"].as_array()?.iter().filter_map(|note| note["message"].as_str());
    Some(Report {
        program: line["target"]["name"].as_str()?.to_owned(),
        line: primary.and_then(|span| span["line_start"].as_u64()).unwrap_or(0),
        text: [text].into_iter().chain(notes).collect::<Vec<_>>().join("\n"),
    })
}
