//! One page that shows all that a run found: plots, tables, and their origin.

mod plot;

mod comparison;
mod parts;
mod verdict;
mod versions;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::break_even::Point;
use crate::goals::Goals;
use crate::report::plot::{Line, Mark, Unit, css_border, plot};
use crate::results::{Findings, Origin, Results};

const STYLE: &str = include_str!("report/style.css");

/// Returns the page: one HTML file that needs no other.
pub fn page(results: &Results) -> String {
    let Results { origin, interrupted, findings } = results;
    let goals = Goals::load();
    let sections = [
        ("verdict", "In short", verdict::verdict(findings)),
        ("programs", "Whole programs", parts::programs(&findings.programs)),
        ("break-even", "When snapshots pay", versions::break_even(&findings.points)),
        ("threads", "Threads", parts::threads(&findings.crowds, &findings.states)),
        ("operations", "Operations", comparison::operations(&goals, &findings.rows)),
        ("text", "Texts", parts::texts(&findings.texts)),
        ("memory", "Memory", versions::memory(&findings.holdings)),
        ("stores", "Versions on disk", parts::stores(&findings.stores)),
        ("weight", "Compile time and size", parts::weights(&findings.weights)),
        ("goals", "The project's own goals", comparison::goals(&goals, &findings.rows)),
        ("origin", "Where this comes from", Some(provenance(origin))),
    ];
    let sections = sections.into_iter().filter_map(|(id, title, body)| Some((id, title, body?)));
    let sections: Vec<_> = sections.collect();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Copy-on-write collections, compared" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "Copy-on-write collections, compared" }
                @if *interrupted {
                    p.note { "The run was interrupted: this is what was measured until then." }
                }
                @if !origin.optimised {
                    p.note { "The program was built without " code { "--release" } ": its figures say nothing." }
                }
                @if *findings == Findings::default() {
                    p.note { "Nothing was measured." }
                }
                (names())
                nav {
                    ul {
                        @for (id, title, _) in &sections {
                            li { a href={ "#" (id) } { (title) } }
                        }
                    }
                }
                @for (id, title, body) in &sections {
                    section id=(id) {
                        h2 { (title) }
                        (body)
                    }
                }
            }
        }
    };
    page.into_string()
}

/// Returns the time of a snapshot and one edit against the number of elements, of the shape and kind measured first, as
/// an SVG picture that stands alone. `None` if nothing was measured.
pub fn picture_of_steps(points: &[Point]) -> Option<String> {
    versions::steps(points)
}

/// Returns the contenders with what their names stand for.
fn names() -> Markup {
    let names = [
        (
            "cow",
            "this workspace: `CowMap`, `CowVec`, `CowTreeMap`, `CowBox`, `CowCell`, with atomic counts",
        ),
        ("cow-local", "the same with plain counts, for a single thread"),
        ("cow-snapshot", "`CowCell`, with a snapshot of its own taken for each read"),
        ("std", "`HashMap`, `Vec`, `BTreeMap`, `Arc`; a snapshot is a deep clone"),
        ("deep", "a `Box`, or a map in a lock, that is cloned deeply"),
        (
            "arc-swap, arc-swap-deep",
            "a `CowMap`, and a `HashMap`, published through the crate `arc-swap`",
        ),
        ("mutex", "a `HashMap` in a mutex; where threads share a map, `std` is an `RwLock`"),
        ("cow-mutex", "this workspace's collections in a mutex"),
    ];
    html! {
        details {
            summary { "What the names stand for" }
            dl {
                @for (name, what) in names { dt { (name) } dd { (prose(what)) } }
                dt { "others" } dd { "the crate of that name" }
            }
        }
    }
}

/// Returns the machine, the commit, the versions and the command.
fn provenance(origin: &Origin) -> Markup {
    let versions: Vec<_> =
        origin.versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
    html! {
        dl {
            dt { "command" } dd { code { (origin.command) } }
            dt { "machine" } dd { (origin.machine) ", " (origin.memory) " of memory" }
            dt { "system" } dd { (origin.system) }
            dt { "compiler" } dd { (origin.compiler) }
            dt { "commit" } dd { (origin.commit) }
            dt { "versions" } dd { (versions.join(", ")) }
        }
    }
}

/// Returns a plot and whose lines are in it.
fn figure(title: &str, x: &str, unit: Unit, lines: &[Line]) -> Markup {
    marked(title, x, unit, lines, None)
}

/// Returns the same with a place marked in it.
fn marked(title: &str, x: &str, unit: Unit, lines: &[Line], mark: Option<&Mark>) -> Markup {
    let names: Vec<_> = lines
        .iter()
        .filter(|line| !line.points.is_empty())
        .map(|line| line.name.as_str())
        .collect();
    html! {
        @if let Some(svg) = plot(x, unit, lines, mark) {
            figure {
                figcaption { (title) }
                div role="img" aria-label={ (title) " against " (x) } { (PreEscaped(svg)) }
                (legend(&names))
            }
        }
    }
}

/// Returns a plot beside others of the same contenders, which share a legend.
fn plain(title: &str, x: &str, unit: Unit, lines: &[Line]) -> Markup {
    html! {
        @if let Some(svg) = plot(x, unit, lines, None) {
            figure {
                figcaption { (title) }
                div role="img" aria-label={ (title) " against " (x) } { (PreEscaped(svg)) }
            }
        }
    }
}

/// Whose line is which.
fn legend(names: &[&str]) -> Markup {
    html! {
        ul.legend {
            @for name in names { li { i style=(css_border(name)) {} (name) } }
        }
    }
}

/// Returns a table that scrolls by itself where the page is narrow. All columns but those of `words` are numbers.
fn table(
    header: impl IntoIterator<Item = String>,
    words: &[usize],
    rows: impl IntoIterator<Item = Vec<Markup>>,
) -> Markup {
    html! {
        div.wide tabindex="0" {
            table {
                thead {
                    tr {
                        @for (at, cell) in header.into_iter().enumerate() {
                            th.words[words.contains(&at)] { (cell) }
                        }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            @for (at, cell) in row.into_iter().enumerate() {
                                td.words[words.contains(&at)] { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Words with `code` among them.
fn prose(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
}

/// Returns a cell of plain text.
fn text(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}
