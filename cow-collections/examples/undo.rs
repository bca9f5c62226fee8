//! The core of an editor: a text as a vector of lines, with undo, redo and branches.
//!
//! Each state is a clone of the whole text, which costs one count. No edit needs an inverse.
//!
//!     cargo run -p cow-collections --example undo

use cow_collections::CowVec;

type Text = CowVec<String>;

/// A state in the history, by its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct StateId(usize);

struct State {
    text: Text,
    /// The state that was edited; `None` for the first.
    parent: Option<StateId>,
    /// The state that redo goes to: the child that was current last.
    redo: Option<StateId>,
}

/// A text and all states that it had. An edit after an undo begins a branch; the old one is kept.
struct Editor {
    states: Vec<State>,
    current: StateId,
}

impl Editor {
    fn new(text: &str) -> Self {
        let text = text.lines().map(str::to_owned).collect();
        Self { states: vec![State { text, parent: None, redo: None }], current: StateId(0) }
    }

    fn text(&self) -> &Text {
        &self.states[self.current.0].text
    }

    /// Edits a clone of the current text, and makes it the current state.
    fn edit(&mut self, change: impl FnOnce(&mut Text)) -> StateId {
        let mut text = self.text().clone();
        change(&mut text);
        let id = StateId(self.states.len());
        self.states[self.current.0].redo = Some(id);
        self.states.push(State { text, parent: Some(self.current), redo: None });
        self.current = id;
        id
    }

    /// Goes back to the state that was edited. Returns `false` at the first state.
    fn undo(&mut self) -> bool {
        self.states[self.current.0].parent.is_some_and(|parent| {
            self.current = parent;
            true
        })
    }

    /// Goes to the state that was left by undo. Returns `false` if there is none.
    fn redo(&mut self) -> bool {
        self.states[self.current.0].redo.is_some_and(|child| {
            self.current = child;
            true
        })
    }

    /// Goes to any state, in any branch.
    fn go_to(&mut self, id: StateId) {
        let mut child = id;
        while let Some(parent) = self.states[child.0].parent {
            self.states[parent.0].redo = Some(child);
            child = parent;
        }
        self.current = id;
    }
}

fn main() {
    let mut editor = Editor::new("to be\nor not\nto be");
    editor.edit(|text| text[1] = "or rather not".to_owned());
    editor.undo();
    let branch = editor.edit(|text| text.insert(3, "that is the question".to_owned()));
    println!("A branch:\n{}\n", join(editor.text()));
    editor.undo();
    println!("Undone:\n{}\n", join(editor.text()));
    editor.redo();
    assert_eq!(editor.current, branch);
    editor.go_to(StateId(1));
    println!("The other branch:\n{}\n", join(editor.text()));

    let lines = (0..100_000).map(|line| format!("line {line}\n")).collect::<String>();
    let mut large = Editor::new(&lines);
    for edit in 0..10_000 {
        large.edit(|text| text[edit * 7 % 100_000].push('!'));
    }
    while large.undo() {}
    println!("{} states of {} lines kept.", large.states.len(), large.text().len());
}

fn join(text: &Text) -> String {
    text.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_stays_what_it_was() {
        let mut editor = Editor::new("a\nb");
        let texts = ["a\nb", "a\nb\nc", "a\nX\nc"];
        editor.edit(|text| text.push("c".to_owned()));
        editor.edit(|text| text[1] = "X".to_owned());
        for text in texts.into_iter().rev() {
            assert_eq!(join(editor.text()), text);
            editor.undo();
        }
        assert!(!editor.undo());
        for text in &texts[1..] {
            assert!(editor.redo());
            assert_eq!(join(editor.text()), *text);
        }
        assert!(!editor.redo());
    }

    #[test]
    fn an_edit_after_an_undo_begins_a_branch() {
        let mut editor = Editor::new("a");
        let left = editor.edit(|text| text.push("left".to_owned()));
        editor.undo();
        let right = editor.edit(|text| text.push("right".to_owned()));
        editor.go_to(left);
        assert_eq!(join(editor.text()), "a\nleft");
        assert!(editor.undo() && editor.redo());
        assert_eq!(editor.current, left);
        editor.go_to(right);
        assert_eq!(join(editor.text()), "a\nright");
    }
}
