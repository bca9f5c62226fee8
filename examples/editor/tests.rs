//! The editor without a terminal: keys go in, screens come out.

use crate::app::App;
use crate::view;
use cow_text::CowText;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fs;
use std::path::Path;

fn app(text: &str) -> App {
    App::new(Path::new("notes.txt"), text.into())
}

fn press(app: &mut App, key: KeyCode) {
    app.on_key(KeyEvent::new(key, KeyModifiers::NONE)).unwrap();
}

fn command(app: &mut App, letter: char) {
    app.on_key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)).unwrap();
}

fn write(app: &mut App, text: &str) {
    for letter in text.chars() {
        press(app, if letter == '\n' { KeyCode::Enter } else { KeyCode::Char(letter) });
    }
}

fn screen(app: &App, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view::draw(app, frame)).unwrap();
    terminal.backend().to_string()
}

fn text(app: &App) -> String {
    app.document().text.to_string()
}

#[test]
fn keys_edit_and_every_version_is_kept() {
    let mut app = app("one\ntwo\n");
    press(&mut app, KeyCode::End);
    write(&mut app, "!\nnew");
    assert_eq!(text(&app), "one!\nnew\ntwo\n");
    (0..4).for_each(|_| press(&mut app, KeyCode::Backspace));
    assert_eq!(text(&app), "one!\ntwo\n");
    press(&mut app, KeyCode::Delete);
    assert_eq!(text(&app), "one!two\n");
    // Nothing to remove: no version.
    let versions = app.versions.len();
    press(&mut app, KeyCode::Home);
    press(&mut app, KeyCode::Backspace);
    assert_eq!(app.versions.len(), versions);
    assert_eq!(versions, 1 + 5 + 4 + 1);
    assert_eq!(app.versions.get(0).document.text, "one\ntwo\n");
    assert_eq!(app.versions.get(4).document.text, "one!\nne\ntwo\n");
}

#[test]
fn undo_redo_and_branches() {
    let mut app = app("");
    write(&mut app, "abc");
    command(&mut app, 'z');
    command(&mut app, 'z');
    assert_eq!(text(&app), "a");
    command(&mut app, 'y');
    assert_eq!(text(&app), "ab");
    write(&mut app, "X");
    assert_eq!((text(&app).as_str(), app.versions.branches()), ("abX", 2));
    command(&mut app, 'y');
    assert_eq!(app.message, "There is nothing to redo");
    // The other branch is still there: versions 0 to 3 are "", "a", "ab" and "abc".
    command(&mut app, 't');
    press(&mut app, KeyCode::Left);
    press(&mut app, KeyCode::Enter);
    assert_eq!(text(&app), "abc");
}

#[test]
fn branches_merge_line_by_line() {
    let mut app = app("1\n2\n3\n4\n5\n");
    write(&mut app, "A"); // Version 1 changes the first line,
    command(&mut app, 'z');
    (0..4).for_each(|_| press(&mut app, KeyCode::Down));
    write(&mut app, "B"); // and version 2 the last one.
    command(&mut app, 't');
    press(&mut app, KeyCode::Left);
    press(&mut app, KeyCode::Char('m'));
    assert_eq!(text(&app), "A1\n2\n3\n4\nB5\n");
    assert_eq!(app.message, "Merged version 1, conflicts: 0");

    command(&mut app, 't');
    press(&mut app, KeyCode::Home);
    press(&mut app, KeyCode::Enter);
    press(&mut app, KeyCode::Up);
    (0..9).for_each(|_| press(&mut app, KeyCode::Up));
    write(&mut app, "C"); // Version 4 changes the first line too.
    command(&mut app, 't');
    press(&mut app, KeyCode::Left);
    press(&mut app, KeyCode::Char('m'));
    let merged = "<<<<<<< ours\nC1\n||||||| base\n1\n=======\nA1\n>>>>>>> theirs\n2\n3\n4\nB5\n";
    assert_eq!(text(&app), merged);
    assert_eq!(app.message, "Merged version 3, conflicts: 1");
}

#[test]
fn the_timeline_shows_texts_and_differences() {
    let mut app = app("first\nsecond\n");
    write(&mut app, "xy");
    command(&mut app, 't');
    press(&mut app, KeyCode::Home);
    let shown = screen(&app, 80, 24);
    assert!(shown.contains("1 first") && shown.contains("version 0 of 3"), "{shown}");
    press(&mut app, KeyCode::Char('d'));
    let shown = screen(&app, 80, 24);
    assert!(shown.contains("- xyfirst") && shown.contains("+ first"), "{shown}");
    press(&mut app, KeyCode::Esc);
    let wide = screen(&app, 160, 50);
    assert!(wide.contains("xyfirst") && wide.contains("●    2  Insert('y'), line 1"), "{wide}");
    assert!(screen(&app, 39, 24).contains("The editor needs 40x8"));
    screen(&app, 1, 1);
    screen(&app, 40, 8);
}

/// Letters of two columns move the cursor by two, and a long line is shown around it.
#[test]
fn the_cursor_is_where_its_letter_is() {
    let mut app = app(&format!("漢字\tb\n{}\n", "かa".repeat(100)));
    let cursor = |app: &App| {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| view::draw(app, frame)).unwrap();
        terminal.get_cursor_position().unwrap()
    };
    for x in [2, 4, 6, 7, 8] {
        let found = cursor(&app);
        assert_eq!((found.x, found.y), (x, 1));
        press(&mut app, KeyCode::Right);
    }
    press(&mut app, KeyCode::End);
    let found = cursor(&app);
    assert!((77..80).contains(&found.x) && found.y == 2, "{found}");
    assert!(screen(&app, 80, 24).contains("かa"));
}

/// Where the text is not shown, no key changes it.
#[test]
fn a_small_terminal_takes_no_edits() {
    let mut app = app("text\n");
    let blind = |app: &mut App, code, modifiers| {
        app.on_blind_key(KeyEvent::new(code, modifiers)).unwrap();
    };
    for key in [KeyCode::Char('x'), KeyCode::Enter, KeyCode::Delete, KeyCode::Down, KeyCode::Tab] {
        blind(&mut app, key, KeyModifiers::NONE);
    }
    write(&mut app, "y");
    for letter in ['z', 'y', 't'] {
        blind(&mut app, KeyCode::Char(letter), KeyModifiers::CONTROL);
    }
    assert_eq!((text(&app).as_str(), app.versions.len()), ("ytext\n", 2));
    assert!(app.timeline.is_none());
    // A second key confirms the end, where the message can be read, also during the walk through the versions.
    command(&mut app, 't');
    blind(&mut app, KeyCode::Char('q'), KeyModifiers::CONTROL);
    assert!(!app.has_ended);
    assert!(screen(&app, 39, 24).contains("Not saved: ^Q again ends"), "{}", screen(&app, 39, 24));
    blind(&mut app, KeyCode::Char('q'), KeyModifiers::CONTROL);
    assert!(app.has_ended);
}

#[test]
fn saves_and_asks_before_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    fs::write(&path, "old\n").unwrap();
    let mut app = App::new(&path, "old\n".into());
    write(&mut app, "very ");
    command(&mut app, 'q');
    assert!(!app.has_ended);
    assert_eq!(fs::read_to_string(&path).unwrap(), "old\n");
    command(&mut app, 's');
    assert_eq!(fs::read_to_string(&path).unwrap(), "very old\n");
    command(&mut app, 'q');
    assert!(app.has_ended);

    let mut lost = App::new(&folder.path().join("no/such/folder"), CowText::new());
    write(&mut lost, "x");
    assert!(lost.on_key(KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL)).is_err());
    assert_eq!(text(&lost), "x");
}

/// What another program wrote meanwhile becomes a version, and is written over only when that is known.
#[test]
fn what_is_not_saved_when_the_editor_is_ended_is_in_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let mut app = App::new(&path, "".into());
    assert_eq!(app.rescue().unwrap(), None);
    write(&mut app, "one");
    for number in [1, 2] {
        let rescued = app.rescue().unwrap().unwrap();
        assert_eq!(rescued, folder.path().join(format!("notes.txt.unsaved-{number}")));
        assert_eq!(fs::read_to_string(rescued).unwrap(), "one");
    }
    command(&mut app, 's');
    assert_eq!(app.rescue().unwrap(), None);
    write(&mut app, "two");
    command(&mut app, 'q');
    command(&mut app, 'q');
    assert_eq!(app.rescue().unwrap(), None, "the user wanted it so");
}

#[test]
fn notices_that_another_program_wrote_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    fs::write(&path, "1\n2\n3\n").unwrap();
    let mut app = App::new(&path, "1\n2\n3\n".into());
    write(&mut app, "mine ");
    fs::write(&path, "1\n2\n3 theirs\n").unwrap();
    command(&mut app, 's');
    assert!(
        app.message.starts_with("Changed by another program: that is version 6."),
        "{}",
        app.message
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "1\n2\n3 theirs\n");
    assert_eq!(text(&app), "mine 1\n2\n3\n");
    assert_eq!(app.versions.get(6).document.text, "1\n2\n3 theirs\n");
    assert_eq!(app.versions.get(6).parent, Some(0));

    command(&mut app, 't');
    press(&mut app, KeyCode::End);
    press(&mut app, KeyCode::Char('m'));
    command(&mut app, 's');
    assert_eq!(app.message, "Saved");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine 1\n2\n3 theirs\n");

    // A file that was not there when the editor began, and one that is no text any more.
    let path = folder.path().join("new.txt");
    let mut app = App::new(&path, CowText::new());
    write(&mut app, "mine");
    fs::write(&path, b"\xff").unwrap();
    let saved = app.on_key(KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL));
    assert!(saved.unwrap_err().to_string().ends_with("invalid UTF-8 at byte 0"));
    assert_eq!(fs::read(&path).unwrap(), b"\xff");
    fs::write(&path, "theirs").unwrap();
    command(&mut app, 's');
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    command(&mut app, 's');
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    // What is gone is written anew.
    fs::remove_file(&path).unwrap();
    command(&mut app, 's');
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
#[cfg(unix)]
fn saves_through_links() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let [file, link] = ["file.txt", "link.txt"].map(|name| folder.path().join(name));
    fs::write(&file, "old").unwrap();
    symlink(&file, &link).unwrap();
    let mut app = App::new(&link, "old".into());
    write(&mut app, "very ");
    command(&mut app, 's');
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), "very old");
}
