//! `--statistics`: findings counted by rule, the most frequent first.

use super::{Run, Style, close, grouped, paint};
use crate::{diagnostic::Severity, text::FileId};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

#[derive(Default)]
struct Row {
    findings: usize,
    fixable: usize,
    worst: Option<Severity>,
    articles: BTreeSet<FileId>,
}

/// Writes a table with a line for each rule that found something.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for diagnostic in run.diagnostics {
        let row = rows.entry(&diagnostic.rule).or_default();
        row.findings += 1;
        row.fixable += usize::from(diagnostic.fix.is_some());
        row.worst = row.worst.max(Some(diagnostic.severity));
        row.articles.insert(diagnostic.primary.file);
    }
    let mut rows: Vec<(&str, Row)> = rows.into_iter().collect();
    rows.sort_by(|one, other| other.1.findings.cmp(&one.1.findings).then(one.0.cmp(other.0)));

    let name = rows.iter().map(|row| row.0.len()).max().unwrap_or(0).max("rule".len());
    let mut buffer = Vec::new();
    if !rows.is_empty() {
        let head = "findings  articles  fixable";
        writeln!(buffer, "{:<7}  {:<name$}  {head}", "level", "rule")?;
    }
    for (rule, row) in &rows {
        let word = row.worst.map_or("", Severity::word);
        let padding = " ".repeat(7_usize.saturating_sub(word.len()));
        if let (true, Some(severity)) = (style.color, row.worst) {
            let colour = paint::colour(severity).on_default().bold();
            write!(buffer, "{}{word}{}{padding}", colour.render(), colour.render_reset())?;
        } else {
            write!(buffer, "{word}{padding}")?;
        }
        writeln!(
            buffer,
            "  {rule:<name$}  {:>8}  {:>8}  {:>7}",
            grouped(row.findings),
            grouped(row.articles.len()),
            grouped(row.fixable)
        )?;
    }
    close(&mut buffer, run, run.diagnostics.len(), style);
    out.write_all(&buffer)
}
