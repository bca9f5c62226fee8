//! A text as lines, and where its cursor is.

use cow_core::CowBox;
use cow_vec::CowVec;
use cow_versions::Whole;

/// Two changes of a line conflict.
pub(crate) type Line = Whole<CowBox<str>>;

pub(crate) fn line(text: &str) -> Line {
    Whole(text.into())
}

/// A text. A clone of it is a version.
#[derive(Clone)]
pub(crate) struct Document {
    /// At least one.
    pub(crate) lines: CowVec<Line>,
    pub(crate) row: usize,
    /// In characters; at most those of the line.
    pub(crate) column: usize,
}

/// What a key does to a text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Change {
    Insert(char),
    /// A line break.
    Break,
    /// Removes the character before the cursor.
    Backspace,
    /// Removes the one behind it.
    Delete,
}

impl Document {
    pub(crate) fn new(text: &str) -> Self {
        let text = text.strip_suffix('\n').unwrap_or(text);
        Self { lines: text.split('\n').map(line).collect(), row: 0, column: 0 }
    }

    pub(crate) fn text(&self) -> String {
        self.lines.iter().flat_map(|line| [&***line, "\n"]).collect()
    }

    fn len(&self, row: usize) -> usize {
        self.lines[row].chars().count()
    }

    /// The line in which the cursor is, before and behind it.
    fn split(&self) -> (&str, &str) {
        let line = &**self.lines[self.row];
        line.split_at(line.char_indices().nth(self.column).map_or(line.len(), |(byte, _)| byte))
    }

    /// Makes a change. Returns whether there was anything to change.
    pub(crate) fn change(&mut self, change: Change) -> bool {
        let (before, behind) = self.split();
        match change {
            Change::Insert(letter) => {
                self.lines[self.row] = line(&format!("{before}{letter}{behind}"));
                self.column += 1;
            }
            Change::Break => {
                let (before, behind) = (line(before), line(behind));
                self.lines[self.row] = before;
                self.lines.insert(self.row + 1, behind);
                (self.row, self.column) = (self.row + 1, 0);
            }
            Change::Backspace if self.row == 0 && self.column == 0 => return false,
            Change::Backspace => {
                self.left();
                return self.change(Change::Delete);
            }
            Change::Delete if !behind.is_empty() => {
                let rest = behind.chars().skip(1).collect::<String>();
                self.lines[self.row] = line(&format!("{before}{rest}"));
            }
            Change::Delete if self.row + 1 == self.lines.len() => return false,
            Change::Delete => {
                self.lines[self.row] = line(&format!("{before}{}", *self.lines[self.row + 1]));
                self.lines.remove(self.row + 1);
            }
        }
        true
    }

    pub(crate) fn left(&mut self) {
        if self.column > 0 {
            self.column -= 1;
        } else if self.row > 0 {
            self.row -= 1;
            self.end();
        }
    }

    pub(crate) fn right(&mut self) {
        if self.column < self.len(self.row) {
            self.column += 1;
        } else if self.row + 1 < self.lines.len() {
            (self.row, self.column) = (self.row + 1, 0);
        }
    }

    pub(crate) fn end(&mut self) {
        self.column = self.len(self.row);
    }

    /// Goes to another row, and to the same column if there is one.
    pub(crate) fn go_to(&mut self, row: usize) {
        self.row = row.min(self.lines.len() - 1);
        self.column = self.column.min(self.len(self.row));
    }
}
