//! Plots as SVG that reads on light and on dark pages.

use std::error::Error;
use std::ops::Range;

use demo::format;
use plotters::prelude::*;

/// The width and height that plots are drawn in; pages scale them.
const SIZE: (u32, u32) = (460, 300);

/// Stands for the colour of the page's text, until it is replaced by that name in the end.
const INK: RGBColor = RGBColor(1, 2, 3);
const INK_TEXT: &str = "#010203";

/// The colours of contenders, each of which can be told from white and from black.
const COLOURS: [(&str, RGBColor); 16] = [
    ("cow", RGBColor(0xe4, 0x57, 0x2e)),
    ("cow-local", RGBColor(0xc9, 0x82, 0x0a)),
    ("cow-snapshot", RGBColor(0xc9, 0x82, 0x0a)),
    ("std", RGBColor(0x82, 0x88, 0x91)),
    ("imbl", RGBColor(0x2f, 0x8f, 0xd8)),
    ("im", RGBColor(0x12, 0xa5, 0x94)),
    ("rpds", RGBColor(0xd6, 0x40, 0x9f)),
    ("ecow", RGBColor(0x46, 0xa7, 0x58)),
    ("hashbrown", RGBColor(0x9c, 0x6a, 0xde)),
    ("triomphe", RGBColor(0x2f, 0x8f, 0xd8)),
    ("deep", RGBColor(0x9c, 0x6a, 0xde)),
    ("mutex", RGBColor(0xa1, 0x78, 0x68)),
    ("arc-swap", RGBColor(0x2f, 0x8f, 0xd8)),
    ("arc-swap-deep", RGBColor(0x9c, 0x6a, 0xde)),
    ("dashmap", RGBColor(0x46, 0xa7, 0x58)),
    ("papaya", RGBColor(0xd6, 0x40, 0x9f)),
];

/// What the figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Nanos,
    Bytes,
    PerSecond,
}

/// One contender's figures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) points: Vec<(f64, f64)>,
}

fn colour(name: &str) -> RGBColor {
    COLOURS.iter().find(|(one, _)| *one == name).map_or(INK, |(_, colour)| *colour)
}

/// The colour of a contender, for CSS.
pub(super) fn css_colour(name: &str) -> String {
    let RGBColor(red, green, blue) = colour(name);
    format!("rgb({red} {green} {blue})")
}

/// Lines on two logarithmic axes. `None` if there is no figure above zero.
pub(super) fn plot(x: &str, unit: Unit, lines: &[Line]) -> Option<String> {
    let above = |&&(x, y): &&(f64, f64)| x > 0.0 && y > 0.0 && y.is_finite();
    let points = || lines.iter().flat_map(|line| line.points.iter().filter(above));
    let xs = range(points().map(|(x, _)| *x), 1.25)?;
    let ys = range(points().map(|(_, y)| *y), 1.6)?;
    let mut svg = String::new();
    draw(&mut svg, x, unit, lines, xs, ys).expect("memory takes it");
    Some(svg.replace(INK_TEXT, "currentColor"))
}

/// From the least to the greatest, and some more on both sides.
fn range(values: impl Iterator<Item = f64> + Clone, more: f64) -> Option<Range<f64>> {
    let least = values.clone().reduce(f64::min)?;
    let greatest = values.reduce(f64::max)?;
    Some(least / more..greatest * more)
}

/// The numbers that an axis names: powers of ten, and 2 and 5 times these where they are few.
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
    x: &str,
    unit: Unit,
    lines: &[Line],
    xs: Range<f64>,
    ys: Range<f64>,
) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let mut chart = ChartBuilder::on(&area)
        .margin(4)
        .margin_right(14)
        .x_label_area_size(38)
        .y_label_area_size(62)
        .build_cartesian_2d(
            xs.clone().log_scale().with_key_points(marks(&xs)),
            ys.clone().log_scale().with_key_points(marks(&ys)),
        )?;
    let text = || ("sans-serif", 16).into_font().color(&INK);
    chart
        .configure_mesh()
        .x_desc(x)
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
        let colour = colour(name);
        let points = points.iter().copied().filter(|(_, y)| *y > 0.0);
        let style = colour.stroke_width(if ours { 3 } else { 2 });
        chart.draw_series(LineSeries::new(points.clone(), style))?;
        let radius = if ours { 4 } else { 3 };
        chart.draw_series(points.map(|point| Circle::new(point, radius, colour.filled())))?;
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
        for &shape in Shape::value_variants() {
            let mut colours: Vec<_> = contenders(shape).into_iter().map(css_colour).collect();
            let all = colours.len();
            colours.sort_unstable();
            colours.dedup();
            assert_eq!(colours.len(), all, "{shape}");
            assert!(!colours.contains(&css_colour("nobody")), "{shape}");
        }
    }

    #[test]
    fn plots_have_the_colour_of_the_page_and_a_line_per_contender() {
        let line = |name: &str| Line {
            name: name.to_owned(),
            points: vec![(1.0, 2.0), (10.0, 20.0), (1e6, 3.5)],
        };
        let svg = plot("n", Unit::Nanos, &[line("cow"), line("std")]).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("viewBox") && !svg.contains("href"));
        assert!(svg.contains("currentColor") && !svg.contains(INK_TEXT), "{svg}");
        for colour in ["#E4572E", "#828891"] {
            let lines = svg.lines().filter(|line| line.starts_with("<polyline"));
            assert_eq!(lines.filter(|line| line.contains(colour)).count(), 1, "{svg}");
        }
        assert_eq!(svg.matches("<circle").count(), 6);
    }

    #[test]
    fn axes_name_more_numbers_where_they_are_short() {
        assert_eq!(marks(&(0.8..1.25e6)), [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6]);
        assert_eq!(marks(&(0.9..11.0)), [1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0]);
        assert_eq!(marks(&(40.0..900.0)), [50.0, 100.0, 200.0, 500.0]);
    }

    #[test]
    fn what_cannot_be_drawn_is_left_out() {
        assert_eq!(plot("n", Unit::Bytes, &[]), None);
        let line = |points| Line { name: "cow".to_owned(), points };
        assert_eq!(plot("n", Unit::Bytes, &[line(vec![(1.0, 0.0)])]), None);
        assert!(plot("n", Unit::Bytes, &[line(vec![(1.0, 0.0), (2.0, 5.0)])]).is_some());
    }
}
