//! `table/columns`: a row of a table has another number of cells than its source row or its header.

use crate::{
    ast::{Article, Block, BlockKind, ProblemKind, Row, Table},
    bitext::Side,
    facts::Facts,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Columns)
}

struct Columns;

impl Rule for Columns {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let heads = |article: &Article<'_>| {
            article.problems.iter().filter(|it| it.kind == ProblemKind::TableHead).count()
        };
        // What the source shows too is the source's.
        let own = heads(bitext.target) > bitext.source.map_or(0, heads);
        for problem in &bitext.target.problems {
            if own && problem.kind == ProblemKind::TableHead {
                let text = bitext.text(Side::Target, problem.span).trim_end();
                let head = text.lines().next().unwrap_or("");
                let message = format!(
                    "the header {} has another number of cells than the line below it: there is no table",
                    quote(head.trim())
                );
                cx.report(Span::of(text, text).shifted(problem.span.start), message)
                    .label("shows as text")
                    .help("write as many cells in both lines; a pipe that belongs to the text as `\\|`");
            }
        }
        let targets = tables(&bitext.target_facts);
        if targets.is_empty() {
            return;
        }
        let Some(source) = &bitext.source_facts else {
            for table in targets {
                let wanted = table.head.cells.len();
                // People leave cells at the end out where many rows have none.
                let short = table.rows.iter().filter(|row| row.cells.len() < wanted).count();
                let lost = |row: &&Row| {
                    short == 1
                        && row.cells.len() + 1 == wanted
                        && row.cells.len() > 1
                        && row.cells.iter().all(|cell| !cell.span.is_empty())
                };
                for row in table.rows.iter().filter(|row| row.cells.len() > wanted || lost(row)) {
                    report(cx, row, wanted, "the header");
                }
            }
            return;
        };
        let sources = tables(source);
        if targets.len() != sources.len() {
            return;
        }
        for (target, theirs) in targets.into_iter().zip(sources) {
            if target.rows.len() != theirs.rows.len() {
                continue;
            }
            let rows = std::iter::once(&target.head).chain(&target.rows);
            let others = std::iter::once(&theirs.head).chain(&theirs.rows);
            for (row, other) in rows.zip(others) {
                let wanted = other.cells.len();
                if row.cells.len() == wanted {
                    continue;
                }
                let damaged = bitext
                    .segments
                    .get(bitext.segments.partition_point(|it| it.target.end <= row.span.start)..)
                    .unwrap_or_default()
                    .iter()
                    .take_while(|it| it.target.start < row.span.end)
                    .any(|it| it.damaged);
                if !damaged {
                    report(cx, row, wanted, "the source").source(other.span, "the source's row");
                }
            }
        }
    }
}

fn tables<'a>(facts: &Facts<'a>) -> Vec<&'a Table> {
    let table = |block: &&'a Block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    };
    facts.special.iter().filter_map(table).collect()
}

fn report<'c>(
    cx: &'c mut Ctx<'_, '_>,
    row: &Row,
    wanted: usize,
    whose: &str,
) -> &'c mut crate::rules::Finding {
    let count = row.cells.len();
    let cells = if count == 1 { "cell" } else { "cells" };
    let text = cx.bitext.text(Side::Target, row.span);
    let message =
        format!("the row {} has {count} {cells}, {whose} has {wanted}", quote(text.trim()));
    let place = Span::of(text, text.trim()).shifted(row.span.start);
    let finding = cx.report(place, message);
    finding.detail(format!("{count}/{wanted}")).help(if count > wanted {
        "write a pipe that belongs to the text as `\\|`; what stands behind the last column is not shown"
    } else {
        "put the missing cell back: the cells behind it have moved to other columns"
    })
}
