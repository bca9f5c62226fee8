//! An editor that keeps every version of a text.
//!
//! ```text
//! cargo run --release -p examples --bin editor -- notes.txt
//! cargo run --release -p examples --bin editor -- --replay README.md          # its history in git
//! cargo run --release -p examples --bin editor -- --replay trace.json.gz      # an editing trace
//! ```

mod document;

mod differences;

mod versions;

mod app;

mod view;

mod replay;

#[cfg(test)]
mod tests;

use app::App;
use clap::Parser;
use cow_text::{CowText, ReadError};
use examples::{Disagreement, write_json};
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event, KeyEventKind};
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;
use text_bench::trace::{self, Trace};

/// Edits a text and keeps every version of it: undo, redo, branches, a walk through all versions, what two of them differ
/// in, and merges of branches.
///
/// With --replay, without a terminal: replays the history of a text with every version kept, and says what an edit and a
/// version cost, beside ropey and whole strings.
#[derive(Parser)]
#[command(name = "editor")]
struct Args {
    /// The text; with --replay, a file with a history in git, or a trace in JSON, also compressed by gzip.
    file: PathBuf,

    /// Replay the history of the file.
    #[arg(long)]
    replay: bool,

    /// Write the figures of the replay as JSON.
    #[arg(long, requires = "replay")]
    json: bool,
}

/// Why the program ends without success.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: ReadError },

    #[error(transparent)]
    BadHistory(#[from] trace::Error),

    #[error(transparent)]
    Disagreement(#[from] Disagreement),

    #[error("the editor needs a terminal; --replay does not")]
    NoTerminal,

    #[error("the editor was ended; what was not saved is in {}", .0.display())]
    Ended(PathBuf),

    #[error(transparent)]
    Output(#[from] io::Error),
}

fn main() -> ExitCode {
    examples::main(run)
}

fn run(args: Args, out: &mut impl Write) -> Result<(), Error> {
    if !args.replay {
        return edit(&args.file);
    }
    let trace = Trace::read(&args.file)?;
    let rows = replay::all(&trace);
    if args.json { write_json(&rows, out) } else { replay::write(&rows, &trace, out) }?;
    let ways = rows.iter().map(|row| (&*row.name, row.agrees));
    Ok(examples::agree(ways, "its text at the end is not that of the history")?)
}

/// Runs the editor in the terminal.
fn edit(path: &Path) -> Result<(), Error> {
    let text = match File::open(path).map_err(ReadError::from).and_then(CowText::from_reader) {
        Ok(text) => text,
        Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => CowText::new(),
        Err(error) => return Err(Error::Unreadable { path: path.to_owned(), error }),
    };
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Error::NoTerminal);
    }
    let mut app = App::new(path, text);
    ctrlc::set_handler(|| IS_ENDED.store(true, Ordering::Relaxed)).map_err(io::Error::other)?;
    // Also a panic gives the terminal back as it was.
    let mut terminal = ratatui::try_init()?;
    let (sender, events) = mpsc::channel();
    // On a thread of its own, for to read from a terminal that was closed may never end.
    thread::spawn(move || {
        while let Ok(event) = event::read()
            && sender.send(event).is_ok()
        {}
    });
    let result = work(&mut app, &mut terminal, &events);
    let rescued = app.rescue();
    // There may be no terminal any more.
    let _ = ratatui::try_restore();
    match rescued? {
        Some(path) => Err(Error::Ended(path)),
        None => Ok(result?),
    }
}

/// Whether another program has asked this one to end, or the terminal was closed.
static IS_ENDED: AtomicBool = AtomicBool::new(false);

/// Shows the text and handles keys, until the user or another program ends it.
fn work(app: &mut App, terminal: &mut DefaultTerminal, events: &Receiver<Event>) -> io::Result<()> {
    while !app.has_ended {
        let screen = terminal.draw(|frame| view::draw(app, frame))?.area.as_size();
        let event = loop {
            match events.recv_timeout(Duration::from_millis(200)) {
                Ok(event) => break event,
                Err(RecvTimeoutError::Timeout) if !IS_ENDED.load(Ordering::Relaxed) => {}
                Err(_) => return Ok(()),
            }
        };
        if let Event::Key(key) = event
            && key.kind == KeyEventKind::Press
        {
            let is_blind = view::is_too_small(screen);
            let done = if is_blind { app.on_blind_key(key) } else { app.on_key(key) };
            if let Err(error) = done {
                app.message = format!("{}: {error}", app.path.display());
            }
        }
    }
    Ok(())
}
