use std::io;

use serde::Serialize;

use crate::element::Kind;
use crate::results::Findings;
use crate::shape::Shape;

/// One figure and what it is of.
#[derive(Clone, Debug, Default, Serialize)]
struct Line<'a> {
    part: &'static str,
    shape: Option<Shape>,
    kind: Option<Kind>,
    size: Option<usize>,
    op: String,
    contender: &'a str,
    unit: &'static str,
    statistic: &'static str,
    value: Option<f64>,
}

impl<'a> Line<'a> {
    /// Lines that differ in what is last.
    fn all(
        self,
        figures: impl IntoIterator<Item = (&'static str, Option<f64>)>,
    ) -> impl Iterator<Item = Line<'a>> {
        figures.into_iter().map(move |(statistic, value)| Line { statistic, value, ..self.clone() })
    }
}

pub(super) fn csv(findings: &Findings) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in lines(findings) {
        writer.serialize(line)?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

fn lines(findings: &Findings) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for row in &findings.rows {
        for (contender, figure) in &row.figures {
            let line = Line {
                part: "compare",
                shape: Some(row.shape),
                kind: Some(row.kind),
                size: Some(row.size),
                op: row.op.clone(),
                contender,
                unit: if row.bytes { "B" } else { "ns" },
                ..Line::default()
            };
            lines.extend(line.all([
                ("minimum", figure.map(|figure| figure.minimum)),
                ("median", figure.map(|figure| figure.median)),
                ("rounds", figure.map(|figure| figure.rounds as f64)),
            ]));
        }
    }
    for (text, rope) in
        findings.texts.iter().flat_map(|text| text.ropes.iter().map(move |rope| (text, rope)))
    {
        let line = Line {
            part: "text",
            size: Some(text.edits),
            op: text.name.clone(),
            contender: &rope.name,
            ..Line::default()
        };
        let bytes = Line { unit: "B", ..line.clone() };
        lines.extend(Line { unit: "ns", ..line }.all([
            ("an edit", Some(rope.ns_without_keeping)),
            ("an edit, every version kept", rope.kept.map(|kept| kept.ns_per_edit)),
        ]));
        lines.extend(bytes.all([("a version", rope.kept.map(|kept| kept.bytes_per_version))]));
    }
    for point in &findings.points {
        let line = Line {
            part: "break-even",
            shape: Some(point.shape),
            kind: Some(point.kind),
            size: Some(point.size),
            op: point.share.to_string(),
            contender: &point.contender,
            ..Line::default()
        };
        let bytes = Line { unit: "B", ..line.clone() };
        lines.extend(Line { unit: "ns", ..line }.all([("minimum", Some(point.nanos))]));
        lines.extend(bytes.all([("held by a snapshot", Some(point.held.bytes))]));
    }
    for holding in &findings.holdings {
        let held = [
            ("built", holding.built),
            ("a version 1 edit on", holding.apart_one),
            ("a version 1 % on", holding.apart_percent),
            ("one version alone", holding.alone),
        ];
        for (op, held) in held {
            let line = Line {
                part: "memory",
                shape: Some(holding.shape),
                kind: Some(holding.kind),
                size: Some(holding.size),
                op: op.to_owned(),
                contender: &holding.contender,
                unit: "B",
                ..Line::default()
            };
            let blocks = Line { unit: "blocks", ..line.clone() };
            lines.extend(line.all([("held", Some(held.bytes))]));
            lines.extend(blocks.all([("held", Some(held.blocks))]));
        }
    }
    for crowd in &findings.crowds {
        let line = Line {
            part: "threads",
            size: Some(crowd.entries),
            op: format!("{} readers", crowd.readers),
            contender: &crowd.contender,
            ..Line::default()
        };
        let rates = Line { unit: "1/s", ..line.clone() };
        lines.extend(rates.all([("reads", crowd.reads), ("writes", Some(crowd.writes))]));
        let (read, write) = (crowd.read, Some(crowd.write));
        lines.extend(Line { unit: "ns", ..line }.all([
            ("read, median", read.map(|read| read.median)),
            ("read, 99 %", read.map(|read| read.p99)),
            ("read, 99.9 %", read.map(|read| read.p999)),
            ("read, longest", read.map(|read| read.max)),
            ("write, median", write.map(|write| write.median)),
            ("write, 99 %", write.map(|write| write.p99)),
            ("write, 99.9 %", write.map(|write| write.p999)),
            ("write, longest", write.map(|write| write.max)),
        ]));
    }
    for run in &findings.states {
        let line = Line {
            part: "threads",
            size: Some(run.entries),
            op: format!("{} readers: {}", run.readers, run.reading.words()),
            contender: &run.contender,
            ..Line::default()
        };
        let rates = Line { unit: "1/s", ..line.clone() };
        lines.extend(rates.all([("reads", Some(run.reads)), ("writes", Some(run.writes))]));
        lines.extend(Line { unit: "ns", ..line }.all([
            ("read, median", Some(run.read.median)),
            ("read, 99.9 %", Some(run.read.p999)),
            ("age, median", Some(run.age.median)),
            ("age, 99.9 %", Some(run.age.p999)),
            ("write, median", Some(run.write.median)),
            ("write, 99.9 %", Some(run.write.p999)),
            ("write, longest", Some(run.write.max)),
        ]));
    }
    for kept in &findings.stores {
        let line = Line {
            part: "stores",
            size: Some(kept.task.entries as usize),
            op: format!("{} versions", kept.task.versions),
            contender: &kept.keeper,
            ..Line::default()
        };
        let bytes = Line { unit: "B", ..line.clone() };
        lines.extend(Line { unit: "ns", ..line }.all([
            ("save", Some(kept.save)),
            ("load", Some(kept.load)),
            ("get", kept.get.map(|(time, _)| time)),
            ("gc", kept.collect),
        ]));
        lines.extend(bytes.all([
            ("first", Some(kept.first as f64)),
            ("all", Some(kept.all as f64)),
            ("files", Some(kept.files as f64)),
            ("peak memory", kept.peak.map(|peak| peak as f64)),
        ]));
    }
    for weight in &findings.weights {
        let line = Line {
            part: "weight",
            op: weight.program.clone(),
            contender: &weight.contender,
            ..Line::default()
        };
        let bytes = Line { unit: "B", ..line.clone() };
        let times = [("first build", Some(weight.first)), ("again", Some(weight.again))];
        lines.extend(Line { unit: "ns", ..line }.all(times));
        lines.extend(bytes.all([("size", Some(weight.bytes as f64))]));
    }
    for outcome in &findings.programs {
        let line = Line {
            part: "programs",
            op: outcome.program.clone(),
            contender: &outcome.contender,
            unit: "ns",
            ..Line::default()
        };
        lines.extend(line.all([("minimum", outcome.nanos)]));
    }
    lines
}
