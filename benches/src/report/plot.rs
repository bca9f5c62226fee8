//! Plots as SVG that reads on light and on dark pages.

use std::error::Error;
use std::ops::Range;

use demo::format;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// The width and height that plots are drawn in; pages scale them.
const SIZE: (u32, u32) = (460, 300);

/// Stands for the colour of the page's text, until it is replaced by that name in the end.
const INK: RGBColor = RGBColor(1, 2, 3);
const INK_TEXT: &str = "#010203";

/// How a line is stroked, so that contenders differ without colours too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stroke {
    Solid,
    Dashed,
    Dotted,
}

use Stroke::{Dashed, Dotted, Solid};

/// The colours and strokes of contenders. Each colour is visible on white and on black.
const STYLES: [(&str, RGBColor, Stroke); 20] = [
    ("cow", RGBColor(0xe4, 0x57, 0x2e), Solid),
    ("cow-local", RGBColor(0xc9, 0x82, 0x0a), Dashed),
    ("cow-snapshot", RGBColor(0xc9, 0x82, 0x0a), Dashed),
    ("std", RGBColor(0x82, 0x88, 0x91), Solid),
    ("imbl", RGBColor(0x2f, 0x8f, 0xd8), Dashed),
    ("im", RGBColor(0x12, 0xa5, 0x94), Dotted),
    ("rpds", RGBColor(0xd6, 0x40, 0x9f), Dashed),
    ("ecow", RGBColor(0x46, 0xa7, 0x58), Dotted),
    ("hashbrown", RGBColor(0x9c, 0x6a, 0xde), Dotted),
    ("triomphe", RGBColor(0x2f, 0x8f, 0xd8), Dashed),
    ("deep", RGBColor(0x9c, 0x6a, 0xde), Dotted),
    ("mutex", RGBColor(0xa1, 0x78, 0x68), Solid),
    ("arc-swap", RGBColor(0x2f, 0x8f, 0xd8), Dashed),
    ("arc-swap-deep", RGBColor(0x9c, 0x6a, 0xde), Dotted),
    ("dashmap", RGBColor(0x46, 0xa7, 0x58), Dotted),
    ("papaya", RGBColor(0xd6, 0x40, 0x9f), Dashed),
    ("chunkmap", RGBColor(0x9c, 0x6a, 0xde), Solid),
    ("cow_vec", RGBColor(0xa1, 0x78, 0x68), Dashed),
    ("concread", RGBColor(0xc2, 0x4d, 0x4d), Solid),
    ("concread-trie", RGBColor(0x12, 0xa5, 0x94), Dashed),
];

/// What the figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Nanos,
    Bytes,
    PerSecond,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Nanos => "time",
            Self::Bytes => "memory",
            Self::PerSecond => "per second",
        }
    }
}

/// One contender's figures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) points: Vec<(f64, f64)>,
}

fn style(name: &str) -> (RGBColor, Stroke) {
    let found = STYLES.iter().find(|(one, ..)| *one == name);
    found.map_or((INK, Solid), |&(_, colour, stroke)| (colour, stroke))
}

/// Returns the line of a contender in a legend, as the top border of an element.
pub(super) fn css_border(name: &str) -> String {
    let (RGBColor(red, green, blue), stroke) = style(name);
    let stroke = match stroke {
        Solid => "solid",
        Dashed => "dashed",
        Dotted => "dotted",
    };
    format!("border-top: 3px {stroke} rgb({red} {green} {blue})")
}

/// A place that a plot marks by a vertical line and words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    pub(super) at: f64,
    pub(super) words: String,
}

/// Lines on two logarithmic axes. `None` if there is no figure above zero.
pub(super) fn plot(x: &str, unit: Unit, lines: &[Line], mark: Option<&Mark>) -> Option<String> {
    Some(drawn(x, unit, lines, mark, false)?.replace(INK_TEXT, "currentColor"))
}

/// Returns the same as a picture that stands alone: with names of the lines in it, and light or dark as the reader's
/// system is.
pub(super) fn picture(x: &str, unit: Unit, lines: &[Line]) -> Option<String> {
    const INK_STYLE: &str = "<style>\n\
        svg { color: #1d2126; }\n\
        @media (prefers-color-scheme: dark) { svg { color: #e4e6e9; } }\n\
        </style>\n";
    let mut svg = drawn(x, unit, lines, None, true)?.replace(INK_TEXT, "currentColor");
    let inside = svg.find('>')? + 1;
    svg.insert_str(inside, &format!("\n{INK_STYLE}"));
    Some(svg)
}

fn drawn(x: &str, unit: Unit, lines: &[Line], mark: Option<&Mark>, key: bool) -> Option<String> {
    let above = |&&(x, y): &&(f64, f64)| x > 0.0 && y > 0.0 && y.is_finite();
    let points = || lines.iter().flat_map(|line| line.points.iter().filter(above));
    let xs = range(points().map(|(x, _)| *x), 1.25)?;
    let ys = range(points().map(|(_, y)| *y), 1.6)?;
    let mut svg = String::new();
    let mark = mark.filter(|mark| xs.contains(&mark.at));
    let axes = Axes { x, unit, xs, ys, key };
    draw(&mut svg, axes, lines, mark).expect("a string takes any drawing");
    for Line { name, .. } in lines {
        let (colour, stroke) = style(name);
        let dashes = match stroke {
            Solid => continue,
            Dashed => "7 4",
            Dotted => "2 3",
        };
        let RGBColor(red, green, blue) = colour;
        let stroke = format!("stroke=\"#{red:02X}{green:02X}{blue:02X}\"");
        // Of lines, and not of the rims of points, which plotters does not stroke.
        svg = svg.replace(&stroke, &format!("{stroke} stroke-dasharray=\"{dashes}\""));
    }
    Some(svg)
}

/// What the two axes show.
struct Axes<'a> {
    x: &'a str,
    unit: Unit,
    xs: Range<f64>,
    ys: Range<f64>,
    /// Whether the names of lines are drawn, too.
    key: bool,
}

/// From the least to the greatest, and some more on both sides.
fn range(values: impl Iterator<Item = f64> + Clone, more: f64) -> Option<Range<f64>> {
    let least = values.clone().reduce(f64::min)?;
    let greatest = values.reduce(f64::max)?;
    Some(least / more..greatest * more)
}

/// Returns the numbers that an axis names: powers of ten, and 2 and 5 times these where they are
/// few.
fn marks(range: &Range<f64>) -> Vec<f64> {
    let decades = (range.end / range.start).log10();
    let [first, last] = [range.start.log10().floor(), range.end.log10().ceil()];
    let steps: &[f64] = match decades {
        ..1.2 => &[1.0, 1.5, 2.0, 3.0, 5.0, 7.0],
        ..3.0 => &[1.0, 2.0, 5.0],
        _ => &[1.0],
    };
    let powers = (first as i32..=last as i32).map(|power| 10_f64.powi(power));
    let marks = powers.flat_map(|power| steps.iter().map(move |step| step * power));
    marks.filter(|mark| range.contains(mark)).collect()
}

fn draw(
    svg: &mut String,
    axes: Axes<'_>,
    lines: &[Line],
    mark: Option<&Mark>,
) -> Result<(), Box<dyn Error>> {
    let Axes { x, unit, xs, ys, key } = axes;
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let mut chart = ChartBuilder::on(&area)
        .margin(4)
        .margin_right(14)
        .x_label_area_size(38)
        .y_label_area_size(78)
        .build_cartesian_2d(
            xs.clone().log_scale().with_key_points(marks(&xs)),
            ys.clone().log_scale().with_key_points(marks(&ys)),
        )?;
    let text = || ("sans-serif", 16).into_font().color(&INK);
    chart
        .configure_mesh()
        .x_desc(x)
        .y_desc(unit.name())
        .x_label_formatter(&|x| format::short(*x, 1000.0, &["", "k", "M"]))
        .y_label_formatter(&|y| figure(*y, unit))
        .x_labels(8)
        .y_labels(8)
        .label_style(text())
        .axis_desc_style(text())
        .axis_style(INK.mix(0.6))
        .bold_line_style(INK.mix(0.16))
        .light_line_style(TRANSPARENT)
        .draw()?;
    for Line { name, points } in lines {
        let ours = name.starts_with("cow");
        let (colour, _) = style(name);
        let points = points.iter().copied().filter(|(_, y)| *y > 0.0);
        let style = colour.stroke_width(if ours { 3 } else { 2 });
        let series = chart.draw_series(LineSeries::new(points.clone(), style))?;
        series.label(name).legend(move |(x, y)| PathElement::new([(x, y), (x + 24, y)], style));
        let radius = if ours { 4 } else { 3 };
        chart.draw_series(points.map(|point| Circle::new(point, radius, colour.filled())))?;
    }
    if key {
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .label_font(text())
            .margin(20)
            .legend_area_size(30)
            .draw()?;
    }
    if let Some(Mark { at, words }) = mark {
        let line = [(*at, ys.start), (*at, ys.end)];
        chart.draw_series(LineSeries::new(line, INK.stroke_width(1)))?;
        // Towards the side that has more room.
        let (left, side) = match at.ln() > f64::midpoint(xs.start.ln(), xs.end.ln()) {
            true => (HPos::Right, at / 1.05),
            false => (HPos::Left, at * 1.05),
        };
        let text = text().pos(Pos::new(left, VPos::Top));
        chart.draw_series([Text::new(words.clone(), (side, ys.end), text)])?;
    }
    area.present()?;
    drop(chart);
    Ok(())
}

fn figure(y: f64, unit: Unit) -> String {
    match unit {
        Unit::Nanos => format::short(y, 1000.0, &["ns", "us", "ms", "s"]),
        Unit::Bytes => format::short(y, 1024.0, &["B", "KiB", "MiB", "GiB"]),
        Unit::PerSecond => format::short(y, 1000.0, &["/s", "k/s", "M/s", "G/s"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Shape;
    use crate::work::contenders;
    use clap::ValueEnum;

    #[test]
    fn every_contender_of_a_shape_has_a_colour_of_its_own() {
        let colour = |name| {
            let RGBColor(red, green, blue) = style(name).0;
            [red, green, blue]
        };
        for &shape in Shape::value_variants() {
            let mut colours: Vec<_> = contenders(shape).into_iter().map(colour).collect();
            let all = colours.len();
            colours.sort_unstable();
            colours.dedup();
            assert_eq!(colours.len(), all, "{shape}");
            assert!(!colours.contains(&colour("nobody")), "{shape}");
        }
    }

    #[test]
    fn plots_have_the_colour_of_the_page_and_a_line_per_contender() {
        let line = |name: &str| Line {
            name: name.to_owned(),
            points: vec![(1.0, 2.0), (10.0, 20.0), (1e6, 3.5)],
        };
        let svg = plot("n", Unit::Nanos, &[line("cow"), line("imbl")], None).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("viewBox") && !svg.contains("href"));
        assert!(svg.contains("currentColor") && !svg.contains(INK_TEXT), "{svg}");
        for colour in ["#E4572E", "#2F8FD8"] {
            let lines = svg.lines().filter(|line| line.starts_with("<polyline"));
            assert_eq!(lines.filter(|line| line.contains(colour)).count(), 1, "{svg}");
        }
        assert_eq!(svg.matches("<circle").count(), 6);
        let dashed: Vec<_> = svg.lines().filter(|line| line.contains("dasharray")).collect();
        assert!(dashed.len() == 1 && dashed[0].contains("#2F8FD8"), "{dashed:?}");
    }

    #[test]
    fn a_picture_names_its_lines_and_has_colours_of_its_own() {
        let lines = [Line { name: "imbl".to_owned(), points: vec![(1.0, 2.0), (10.0, 20.0)] }];
        let svg = picture("n", Unit::Nanos, &lines).unwrap();
        let style = svg.find("prefers-color-scheme: dark").expect("a style");
        assert!(style < svg.find("imbl").expect("a name"), "{svg}");
        assert!(!plot("n", Unit::Nanos, &lines, None).unwrap().contains("imbl"));
    }

    #[test]
    fn a_place_is_marked_where_it_is_in_the_plot() {
        let lines = [Line { name: "cow".to_owned(), points: vec![(1.0, 2.0), (10.0, 20.0)] }];
        let drawn = |at| {
            let mark = Mark { at, words: "equal".to_owned() };
            plot("n", Unit::Nanos, &lines, Some(&mark)).unwrap().contains("equal")
        };
        assert!(drawn(3.0) && !drawn(300.0));
    }

    #[test]
    fn axes_name_more_numbers_where_they_are_short() {
        assert_eq!(marks(&(0.8..1.25e6)), [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6]);
        assert_eq!(marks(&(0.9..11.0)), [1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0]);
        assert_eq!(marks(&(40.0..900.0)), [50.0, 100.0, 200.0, 500.0]);
    }

    #[test]
    fn what_cannot_be_drawn_is_left_out() {
        assert_eq!(plot("n", Unit::Bytes, &[], None), None);
        let line = |points| Line { name: "cow".to_owned(), points };
        assert_eq!(plot("n", Unit::Bytes, &[line(vec![(1.0, 0.0)])], None), None);
        assert!(plot("n", Unit::Bytes, &[line(vec![(1.0, 0.0), (2.0, 5.0)])], None).is_some());
    }
}
