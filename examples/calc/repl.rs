//! Line by line, with history.

use crate::run::Interpreter;
use crate::summary;
use crate::syntax::parse;
use crate::value::Value;
use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;
use std::io::Write;

pub(crate) fn run(out: &mut impl Write) -> Result<(), ReadlineError> {
    let mut editor = DefaultEditor::new()?;
    eprintln!(
        "Assignment copies: a = [1, 2]; b = a; b[0] = 9. Counts by `:counts`; the end by Ctrl-D."
    );
    // A function may fail lines after it was written, so all lines are one text.
    let mut session = String::new();
    let mut interpreter = Interpreter::new(out);
    loop {
        let line = match editor.readline("calc> ") {
            Ok(line) => line,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(ReadlineError::Interrupted) => continue,
            Err(error) => return Err(error),
        };
        editor.add_history_entry(&line)?;
        if line.trim() == ":counts" {
            eprintln!("{}", summary(&interpreter.counts));
            continue;
        }
        // Those before are blank to the parser, so that its places are those in the whole.
        let before: String =
            session.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        session.push_str(&line);
        let result = parse(&(before + &line)).and_then(|program| interpreter.run(&program));
        match result {
            Ok(Some(value)) if value != Value::Nil => println!("{value:?}"),
            Ok(_) => {}
            Err(fault) => fault.show("calc", &session)?,
        }
        session.push('\n');
    }
}
