//! One page that shows all that a run found: plots, tables, and where they come from.

mod comparison;
mod parts;
mod plot;
mod versions;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::goals::Goals;
use crate::report::plot::{Line, Unit, css_colour, plot};
use crate::results::{Findings, Origin, Results};

const STYLE: &str = include_str!("report/style.css");

/// The page: one HTML file that needs no other.
pub fn page(results: &Results) -> String {
    let Results { origin, interrupted, findings } = results;
    let goals = Goals::load();
    let sections = [
        ("goals", "Goals", comparison::goals(&goals, &findings.rows)),
        ("operations", "Operations", comparison::operations(&goals, &findings.rows)),
        ("break-even", "From when on snapshots pay", versions::break_even(&findings.points)),
        ("memory", "Memory", versions::memory(&findings.holdings)),
        ("threads", "Threads", parts::threads(&findings.crowds)),
        ("programs", "Programs", parts::programs(&findings.programs)),
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
                @if cfg!(debug_assertions) {
                    p.note { "The program was built without " code { "--release" } ": its figures say nothing." }
                }
                @if *findings == Findings::default() {
                    p.note { "Nothing was measured." }
                }
                (provenance(origin))
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

/// The machine, the commit, the versions and the command.
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

/// A plot and whose lines are in it.
fn figure(title: &str, x: &str, unit: Unit, lines: &[Line]) -> Markup {
    let svg = plot(x, unit, lines);
    html! {
        @if let Some(svg) = svg {
            figure {
                figcaption { (title) }
                div role="img" aria-label={ (title) " against " (x) } { (PreEscaped(svg)) }
                ul.legend {
                    @for line in lines.iter().filter(|line| !line.points.is_empty()) {
                        li { i style={ "background: " (css_colour(&line.name)) } {} (line.name) }
                    }
                }
            }
        }
    }
}

/// A table that scrolls by itself where the page is narrow. All columns but those of `words` are numbers.
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

/// A cell of plain text.
fn text(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}
