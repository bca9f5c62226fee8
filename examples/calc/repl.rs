//! A line, or a block of lines, at a time, with history.

use crate::fault::Fault;
use crate::run::Interpreter;
use crate::summary;
use crate::syntax::{open_brackets, parse};
use crate::value::Value;
use etcetera::{BaseStrategy, choose_base_strategy};
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Editor, Helper};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// Continues on the next line while a bracket is open.
struct Brackets;

impl Validator for Brackets {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(match open_brackets(context.input()) {
            Ok(1..) => ValidationResult::Incomplete,
            // What is wrong with it is said when it runs.
            _ => ValidationResult::Valid(None),
        })
    }
}

impl Completer for Brackets {
    type Candidate = String;
}

impl Hinter for Brackets {
    type Hint = String;
}

impl Highlighter for Brackets {}

impl Helper for Brackets {}

/// What was typed, in this session and before.
struct Lines {
    editor: Editor<Brackets, DefaultHistory>,
    /// Where it is kept; a file that cannot be read or written is done without.
    file: Option<PathBuf>,
}

impl Lines {
    fn open(file: Option<PathBuf>) -> rustyline::Result<Self> {
        let mut editor = Editor::new()?;
        editor.set_helper(Some(Brackets));
        if let Some(file) = &file {
            let _ = file.parent().map(fs::create_dir_all);
            let _ = editor.load_history(file);
        }
        Ok(Self { editor, file })
    }

    /// Keeps what was typed at once, so that a session that is killed has it too.
    fn keep(&mut self, typed: &str) -> rustyline::Result<()> {
        self.editor.add_history_entry(typed)?;
        if let Some(file) = &self.file {
            let _ = self.editor.append_history(file);
        }
        Ok(())
    }
}

/// Where the history is kept if nothing else is said: `~/.local/state/calc/history` on Linux.
pub(crate) fn usual_history() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    let state = folders.state_dir().unwrap_or_else(|| folders.data_dir());
    Some(state.join("calc").join("history"))
}

/// A program that is typed bit by bit.
struct Session<'w> {
    /// All of it: a function may fail lines after it was written.
    text: String,
    interpreter: Interpreter<'w>,
}

impl Session<'_> {
    fn run(&mut self, typed: &str) -> Result<Option<Value>, Fault> {
        // What is before is blank to the parser, so that its places are those in the whole.
        let blank = |byte| if byte == b'\n' { '\n' } else { ' ' };
        let before: String = self.text.bytes().map(blank).collect();
        self.text.push_str(typed);
        let result = parse(&(before + typed)).and_then(|program| self.interpreter.run(&program));
        self.text.push('\n');
        result
    }
}

pub(crate) fn run(history: Option<PathBuf>, out: &mut impl Write) -> rustyline::Result<()> {
    let mut lines = Lines::open(history)?;
    eprintln!(
        "Assignment copies: a = [1, 2]; b = a; b[0] = 9. Counts by `:counts`; the end by Ctrl-D."
    );
    let mut session = Session { text: String::new(), interpreter: Interpreter::new(out) };
    loop {
        let typed = match lines.editor.readline("calc> ") {
            Ok(typed) => typed,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(ReadlineError::Interrupted) => continue,
            Err(error) => return Err(error),
        };
        lines.keep(&typed)?;
        if typed.trim() == ":counts" {
            eprintln!("{}", summary(&session.interpreter.counts));
            continue;
        }
        match session.run(&typed) {
            Ok(Some(value)) if value != Value::Nil => println!("{value:?}"),
            Ok(_) => {}
            Err(fault) => fault.show("calc", &session.text)?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn history(file: &Path) -> Vec<String> {
        let lines = Lines::open(Some(file.to_owned())).unwrap();
        lines.editor.history().into_iter().cloned().collect()
    }

    #[test]
    fn what_is_typed_is_there_in_the_next_session() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state/calc/history");
        let typed = ["a = 1", "fn f(x) {\n  return x\n}", "f(a)"];
        for typed in typed {
            Lines::open(Some(file.clone())).unwrap().keep(typed).unwrap();
        }
        assert_eq!(history(&file), typed);
    }

    #[test]
    fn a_history_that_cannot_be_kept_is_no_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "no history").unwrap();
        for path in [file.join("below/a/file"), folder.path().to_owned()] {
            let mut lines = Lines::open(Some(path)).unwrap();
            lines.keep("a = 1").unwrap();
            assert_eq!(lines.editor.history().into_iter().count(), 1);
        }
        Lines::open(None).unwrap().keep("a = 1").unwrap();
        assert_eq!(fs::read_to_string(file).unwrap(), "no history");
    }

    #[test]
    fn open_brackets_wait_for_the_next_line() {
        for (text, open) in [
            ("a = [1,", 1),
            ("fn f(x) { g([", 3),
            ("a = [1, 2]", 0),
            ("print(\"[(\") # {", 0),
            ("print(\"\\\"[\"", 1),
            ("]]", 0),
        ] {
            assert_eq!(open_brackets(text).unwrap(), open, "{text}");
        }
    }

    #[test]
    fn functions_fail_at_the_line_that_they_were_typed_in() {
        let mut out = Vec::new();
        let mut session = Session { text: String::new(), interpreter: Interpreter::new(&mut out) };
        assert!(session.run("fn f(v) {\n  return v[9]\n}").unwrap().is_none());
        let value = session.run("a = [1]; b = a; push(b, 2); b").unwrap().unwrap();
        assert_eq!(format!("{value:?}"), "[1, 2]");
        let fault = session.run("f(b)").unwrap_err();
        assert_eq!(&session.text[fault.span], "v[9]");
    }
}
