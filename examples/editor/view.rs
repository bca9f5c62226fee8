//! The editor on a screen.

use crate::app::{App, HELP, Timeline};
use crate::differences;
use crate::document::Document;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph, Wrap};

/// A smaller terminal shows a message only.
const SMALLEST: Size = Size { width: 40, height: 8 };

pub(crate) fn is_too_small(screen: Size) -> bool {
    screen.width < SMALLEST.width || screen.height < SMALLEST.height
}

/// From this width on, the versions stand beside the text.
const WIDE: u16 = 100;

pub(crate) fn draw(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    if is_too_small(area.as_size()) {
        let Size { width, height } = SMALLEST;
        let message = if app.message == HELP { "^S save  ^Q quit" } else { &app.message };
        let text = format!("The editor needs {width}x{height}; nothing is lost. {message}");
        frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: true }), area);
        return;
    }
    let rows =
        [Constraint::Length(1), Constraint::Min(1), Constraint::Length(1), Constraint::Length(1)];
    let [title, middle, slider, help] = Layout::vertical(rows).areas(area);
    let [text, list] = if area.width >= WIDE {
        Layout::horizontal([Constraint::Min(1), Constraint::Length(40)]).areas(middle)
    } else {
        [middle, Rect::default()]
    };
    let shown = app.timeline.map_or(app.versions.current(), |timeline| timeline.shown);
    frame.render_widget(
        title_line(app, shown).style(Style::new().add_modifier(Modifier::REVERSED)),
        title,
    );
    match app.timeline {
        Some(Timeline { diff: true, .. }) => {
            frame.render_widget(Paragraph::new(differences(app, shown, text.height)), text);
        }
        _ => draw_text(frame, &app.versions.get(shown).document, text, app.timeline.is_none()),
    }
    if list.width > 0 {
        let block = Block::new().borders(Borders::LEFT).title(" versions ");
        frame.render_widget(Paragraph::new(versions(app, shown, list.height)).block(block), list);
    }
    frame.render_widget(slider_line(app, shown, slider.width), slider);
    let keys = if app.timeline.is_some() {
        "←→ version  d diff  m merge into current  Enter go on here  Esc back"
    } else {
        &app.message
    };
    frame.render_widget(Line::raw(keys.to_owned()).style(Style::new().fg(Color::DarkGray)), help);
}

fn title_line(app: &App, shown: usize) -> Line<'static> {
    let changed = if app.is_changed() { " *" } else { "" };
    let branches = app.versions.branches();
    let version = app.versions.get(shown);
    let from = version.parent.map_or_else(String::new, |parent| format!(" from {parent}"));
    Line::raw(format!(
        " {}{changed}  version {shown}{from} of {}, branches: {branches}  {}",
        app.path.display(),
        app.versions.len(),
        version.label
    ))
}

/// How many letters are read for each column, as some have no width. A line may be as long as the file.
const MOST: usize = 8;

/// Lines around the cursor.
fn draw_text(frame: &mut Frame<'_>, document: &Document, area: Rect, has_cursor: bool) {
    let height = usize::from(area.height);
    let first = (document.row + 1)
        .saturating_sub(height * 2 / 3)
        .min(document.text.len_lines().saturating_sub(height));
    let digits = document.text.len_lines().to_string().len();
    let room = usize::from(area.width).saturating_sub(digits + 2);
    let (left, x) = scroll(document, room);
    let lines: Vec<Line<'_>> = (first..document.text.len_lines().min(first + height))
        .map(|row| {
            let number =
                Span::styled(format!("{:>digits$} ", row + 1), Style::new().fg(Color::DarkGray));
            let line = document.text.line(row);
            let letters = line.view_chars(left.min(line.len_chars())..).chars().take(MOST * room);
            Line::from(vec![number, Span::raw(letters.map(shown).collect::<String>())])
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
    if has_cursor {
        let x = area.x + (digits + 1 + x) as u16;
        let y = area.y + (document.row - first) as u16;
        frame.set_cursor_position(Position { x: x.min(area.right() - 1), y });
    }
}

/// Returns how many letters of each line are skipped, and the column of the cursor after those: as many letters are shown
/// before it as have room.
fn scroll(document: &Document, room: usize) -> (usize, usize) {
    let line = document.text.line(document.row);
    let first = document.column.saturating_sub(MOST * room);
    let before: Vec<char> = line.view_chars(first..document.column).chars().collect();
    let (mut left, mut x) = (document.column, 0);
    for letter in before.into_iter().rev() {
        let width = Span::raw(&*shown(letter).encode_utf8(&mut [0; 4])).width();
        if x + width > room {
            break;
        }
        (left, x) = (left - 1, x + width);
    }
    (left, x)
}

/// A tab, which a terminal would not show, takes one column.
fn shown(letter: char) -> char {
    if letter.is_control() { ' ' } else { letter }
}

/// What the shown version differs in from the current one.
fn differences(app: &App, shown: usize, height: u16) -> Vec<Line<'static>> {
    let current = app.document();
    let mut lines = Vec::new();
    for change in differences::of(&current.text, &app.versions.get(shown).document.text) {
        let at = Style::new().fg(Color::Cyan);
        lines.push(Line::styled(format!("line {}", change.first + 1), at));
        let sides = [("- ", Color::Red, change.removed), ("+ ", Color::Green, change.inserted)];
        for (sign, colour, side) in sides {
            let side = side
                .lines()
                .map(|line| Line::styled(format!("{sign}{line}"), Style::new().fg(colour)));
            lines.extend(side.take(usize::from(height)));
        }
    }
    if lines.is_empty() {
        lines.push(Line::raw("the same as the current version"));
    }
    lines
}

/// The versions around the one that is shown, each with the one that it was made from.
fn versions(app: &App, shown: usize, height: u16) -> Vec<Line<'static>> {
    let height = usize::from(height).saturating_sub(1);
    let first = shown.saturating_sub(height / 2).min(app.versions.len().saturating_sub(height));
    (first..app.versions.len().min(first + height))
        .map(|index| {
            let version = app.versions.get(index);
            let is_branch = version.parent.is_some_and(|parent| parent + 1 != index);
            let from = if is_branch {
                format!(" ⎇ {}", version.parent.unwrap_or(0))
            } else {
                String::new()
            };
            let mark = if index == app.versions.current() { "●" } else { " " };
            let line = Line::raw(format!("{mark}{index:>5}{from}  {}", version.label));
            if index == shown {
                line.style(Style::new().add_modifier(Modifier::REVERSED))
            } else {
                line
            }
        })
        .collect()
}

/// All versions as a line, with a mark where the shown one is.
fn slider_line(app: &App, shown: usize, width: u16) -> Line<'static> {
    let room = usize::from(width).saturating_sub(2).max(1);
    let at = (shown * (room - 1)).checked_div(app.versions.len() - 1).unwrap_or(0);
    let style = if app.timeline.is_some() {
        Style::new().fg(Color::Yellow)
    } else {
        Style::new().fg(Color::DarkGray)
    };
    Line::styled(format!("├{}●{}┤", "─".repeat(at), "─".repeat(room - 1 - at)), style)
}
