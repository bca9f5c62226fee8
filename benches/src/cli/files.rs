//! The files that a run writes: figures as CSV and JSON, and the report.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use crate::interrupt;
use crate::output::Draft;
use crate::report::page;
use crate::results::{Findings, Origin, Results};

#[derive(Debug, Default, Args)]
pub(super) struct FileArgs {
    /// Write all figures to this file, as CSV
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,

    /// Write all figures and their origin to this file, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Write a page with plots and tables to this file, as HTML; and CSV and JSON beside it
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Show the page in the browser
    #[arg(long, requires = "report")]
    open: bool,
}

/// Files to be. If the run fails, there will be none of them.
pub(super) struct Files {
    csv: Vec<Draft>,
    json: Vec<Draft>,
    page: Option<Draft>,
    open: Option<PathBuf>,
}

impl FileArgs {
    /// Returns the page, and the data beside it.
    pub(super) fn page(path: PathBuf, open: bool) -> Self {
        Self { csv: None, json: None, report: Some(path), open }
    }

    /// Begins the files, to see at once whether they can be written.
    pub(super) fn begin(&self) -> Result<Files, Failure> {
        let beside = |extension| self.report.as_ref().map(|page| page.with_extension(extension));
        let [csv, json] = ["csv", "json"].map(beside);
        let drafts = |paths: [&Option<PathBuf>; 2]| -> Result<Vec<_>, _> {
            paths.into_iter().flatten().map(|path| Draft::new(path)).collect()
        };
        let page = self.report.as_deref().map(Draft::new).transpose()?;
        let (csv, json) = (drafts([&self.csv, &csv])?, drafts([&self.json, &json])?);
        let same = |one: &[Draft], other: &[Draft]| {
            one.iter()
                .find(|one| other.iter().any(|other| one.is_same(other)))
                .map(Draft::path)
                .map(PathBuf::from)
        };
        let pages = page.as_slice();
        match same(pages, &csv).or(same(pages, &json)).or(same(&csv, &json)) {
            Some(path) => Err(Failure::OneFile(path)),
            None => Ok(Files { csv, json, page, open: self.report.clone().filter(|_| self.open) }),
        }
    }
}

impl Files {
    /// Writes everything, and shows the page if that was asked for.
    pub(super) fn finish(self, findings: Findings) -> Result<(), Failure> {
        let results = Results { origin: Origin::here(), interrupted: interrupt::asked(), findings };
        let mut written = Vec::new();
        let mut finish = |draft: Draft, content: &[u8]| {
            written.push(draft.path().to_owned());
            draft.finish(content)
        };
        for csv in self.csv {
            finish(csv, &results.csv()?)?;
        }
        for json in self.json {
            finish(json, &results.json()?)?;
        }
        if let Some(draft) = self.page {
            finish(draft, page(&results).as_bytes())?;
        }
        written.iter().for_each(|path| say_written(path));
        match self.open {
            Some(path) => opener::open(&path).map_err(|error| Failure::NotShown(path, error)),
            None => Ok(()),
        }
    }
}

/// Names a file that was written, on standard output.
pub(super) fn say_written(path: &Path) {
    // The file is there, even if standard output is closed.
    let _ = writeln!(io::stdout(), "Written: {}", path.display());
}
