//! A text, and where its cursor is.

use cow_text::CowText;

/// A text. A clone of it is a version.
#[derive(Clone)]
pub(crate) struct Document {
    pub(crate) text: CowText,
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
    /// Removes the one after it.
    Delete,
}

impl Document {
    pub(crate) fn new(text: CowText) -> Self {
        Self { text, row: 0, column: 0 }
    }

    /// How many characters a line has.
    fn len(&self, row: usize) -> usize {
        self.text.line(row).len_chars()
    }

    /// Makes a change. Returns whether there was anything to change.
    pub(crate) fn change(&mut self, change: Change) -> bool {
        let at = self.text.line_to_char(self.row) + self.column;
        match change {
            Change::Insert(letter) => {
                self.text.insert_chars(at, letter.encode_utf8(&mut [0; 4]));
                self.column += 1;
            }
            Change::Break => {
                self.text.insert_chars(at, "\n");
                (self.row, self.column) = (self.row + 1, 0);
            }
            Change::Backspace if at == 0 => return false,
            Change::Backspace => {
                self.left();
                return self.change(Change::Delete);
            }
            Change::Delete if self.column < self.len(self.row) => {
                self.text.remove_chars(at..=at);
            }
            Change::Delete if self.row + 1 == self.text.len_lines() => return false,
            // The break, which may be of two characters.
            Change::Delete => self.text.remove_chars(at..self.text.line_to_char(self.row + 1)),
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
        } else if self.row + 1 < self.text.len_lines() {
            (self.row, self.column) = (self.row + 1, 0);
        }
    }

    pub(crate) fn end(&mut self) {
        self.column = self.len(self.row);
    }

    /// Goes to another row, and to the same column if there is one.
    pub(crate) fn go_to(&mut self, row: usize) {
        self.row = row.min(self.text.len_lines() - 1);
        self.column = self.column.min(self.len(self.row));
    }
}
