//! The overview: what a run shows on a terminal in place of a wall of findings. How much there is
//! and how sure, the worst with both sides in a line each, how many more by rule, what to do next:
//! one screen.

use super::{
    Marks, Overview, Run, Style, count, grouped, paint,
    sides::{self, Side, sides},
    window,
};
use crate::diagnostic::{Confidence, Diagnostic, Severity};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Findings up to which there is no overview: they are soon read.
pub(super) const FEW: usize = 20;
/// Findings that are shown.
const WORST: usize = 5;
/// Rows of a screen on which the parts are set apart by blank lines.
const ROOMY: usize = 38;
/// The rule whose findings are translations that their source has overtaken.
const OUTDATED: &str = "sync/outdated";

/// Writes the overview.
pub(super) fn write(
    out: &mut dyn Write,
    run: &Run<'_>,
    style: &Style,
    overview: &Overview,
) -> io::Result<()> {
    // Ellipses are longer in ASCII.
    let width = style.width.saturating_sub(if style.ascii { 2 } else { 0 });
    let style = &Style { width, ..style.clone() };
    let mut text = counts(run);
    // Blank lines stand before the findings and before what to do next, and where there is room
    // between all parts; the prompt takes a line, too.
    let wide = overview.rows >= ROOMY;
    let fixed = text.lines().count() + overview.next.len() + 4;
    let each = if wide { 5 } else { 3 };
    let most = (overview.rows.saturating_sub(fixed) / each).clamp(1, WORST);
    let mut shown = Vec::new();
    for index in worst(run, most) {
        let Some(diagnostic) = run.diagnostics.get(index) else { continue };
        if wide || shown.is_empty() {
            text.push('\n');
        }
        shown.push(diagnostic);
        finding(&mut text, run, diagnostic, style, wide);
    }
    let used = text.lines().count() + overview.next.len() + 2 + usize::from(wide);
    let rules = rules(run, &shown, style.width, overview.rows.saturating_sub(used).clamp(1, 6));
    if wide && !rules.is_empty() {
        text.push('\n');
    }
    text.push_str(&rules);
    text.push('\n');
    let width = overview.next.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    for (command, about) in &overview.next {
        let line = format!("{command:width$}  {about}");
        text.push_str(&clipped(&line, style.width));
        text.push('\n');
    }
    if style.ascii {
        text = text.replace('…', "...");
    }
    out.write_all(text.as_bytes())
}

fn counts(run: &Run<'_>) -> String {
    let summary = run.summary;
    let number =
        |test: &dyn Fn(&Diagnostic) -> bool| run.diagnostics.iter().filter(|it| test(it)).count();
    let certain = number(&|it: &Diagnostic| {
        it.severity == Severity::Error && it.confidence == Confidence::High
    });
    let fixable = number(&|it: &Diagnostic| it.fix.is_some());
    let outdated = number(&|it: &Diagnostic| &*it.rule == OUTDATED);
    let mut out = format!(
        "{}, {} of them beside their source: ",
        count(summary.articles, "article"),
        grouped(summary.pairs)
    );
    let parts = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")];
    let parts: Vec<String> =
        parts.iter().filter(|part| part.0 > 0).map(|&(n, word)| count(n, word)).collect();
    let _ = writeln!(out, "{}", parts.join(", "));
    let mut parts = vec![count(certain, "certain error"), format!("{} fixable", grouped(fixable))];
    if outdated > 0 {
        parts.push(format!("{} outdated", count(outdated, "translation")));
    }
    let _ = writeln!(out, "{}", parts.join(", "));
    out
}

/// The worst, surest first; of as bad ones each of another rule, as far as there are any.
fn worst(run: &Run<'_>, most: usize) -> Vec<usize> {
    let mut seen: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    let mut list: Vec<(Severity, usize, Confidence, usize)> = Vec::new();
    for (index, diagnostic) in run.diagnostics.iter().enumerate() {
        let nth = seen.entry((&*diagnostic.rule, diagnostic.severity)).or_default();
        list.push((diagnostic.severity, *nth, diagnostic.confidence, index));
        *nth += 1;
    }
    list.sort_by_key(|&(severity, nth, confidence, index)| {
        (std::cmp::Reverse(severity), nth, std::cmp::Reverse(confidence), index)
    });
    list.into_iter().take(most).map(|(.., index)| index).collect()
}

fn finding(out: &mut String, run: &Run<'_>, diagnostic: &Diagnostic, style: &Style, wide: bool) {
    let level = diagnostic.severity.word();
    let place = sides::place(run.files, &diagnostic.primary);
    let message = window::visible(&diagnostic.message, style.ascii);
    let mut head = format!("{level}[{}]: {message}", diagnostic.rule);
    if !wide {
        head = format!("{}: {head}", clipped_in_front(&place, style.width / 3));
    }
    let head = clipped(&head, style.width);
    if style.color
        && let Some((before, after)) = head.split_once(&format!("{level}["))
    {
        let colour = paint::colour(diagnostic.severity).on_default().bold();
        let (on, off) = (colour.render(), colour.render_reset());
        let _ = writeln!(out, "{before}{on}{level}{off}[{after}");
    } else {
        let _ = writeln!(out, "{head}");
    }
    if wide {
        let _ = writeln!(out, "  {}", clipped_in_front(&place, style.width.saturating_sub(2)));
    }
    let narrow =
        Style { width: style.width.saturating_sub(10), marks: Marks::Inline, ..style.clone() };
    let sides = sides(run.files, diagnostic, &narrow);
    for (side, name) in [(&sides.target, "target"), (&sides.source, "source")] {
        if let Some(side) = side {
            line(out, side, name, style);
        }
    }
}

/// The line in which the first mark of a side begins.
fn line(out: &mut String, side: &Side<'_>, name: &str, style: &Style) {
    let mark = side.block.labels.iter().map(|label| label.range.start).min();
    let mut lines = side.block.lines.iter().filter_map(|line| Some((line, line.excerpt.as_ref()?)));
    let found = lines
        .find(|(line, excerpt)| mark.is_none_or(|mark| mark <= line.shown + excerpt.text.len()));
    let Some((line, excerpt)) = found.filter(|(_, excerpt)| !excerpt.text.trim().is_empty()) else {
        return;
    };
    let (open, close) = if style.ascii { (">>>", "<<<") } else { ("⟦", "⟧") };
    let text = side.block.marked_line(line, excerpt, open, close);
    let text = if style.terminal && excerpt.right_to_left {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text
    };
    let _ = writeln!(out, "  {:7} {text}", side.locale.unwrap_or(name));
}

/// `1,204 more: 900 a/b, 300 c/d, …` in at most so many lines.
fn rules(run: &Run<'_>, shown: &[&Diagnostic], width: usize, lines: usize) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in run.diagnostics {
        *rules.entry(&diagnostic.rule).or_default() += 1;
    }
    for diagnostic in shown {
        if let Some(number) = rules.get_mut(&*diagnostic.rule) {
            *number -= 1;
        }
    }
    let mut rules: Vec<(&str, usize)> =
        rules.into_iter().filter(|(_, number)| *number > 0).collect();
    rules.sort_by_key(|&(rule, number)| (std::cmp::Reverse(number), rule));
    let more: usize = rules.iter().map(|(_, number)| number).sum();
    if more == 0 {
        return String::new();
    }
    let mut out = format!("{} more:", grouped(more));
    let mut column = out.len();
    let mut line = 1;
    // Room for how many there are besides.
    let tail = ", … 1,000 by 100 other rules".len();
    let mut left = (more, rules.len());
    for (index, (rule, number)) in rules.iter().enumerate() {
        let item = format!(
            "{} {rule}{}",
            grouped(*number),
            if index + 1 == rules.len() { "" } else { "," }
        );
        let last = line == lines && index + 1 < rules.len();
        let room = width.saturating_sub(if last { tail } else { 0 });
        if column + 1 + item.len() > room {
            if line == lines {
                let _ = write!(out, " … {} by {}", grouped(left.0), count(left.1, "other rule"));
                break;
            }
            line += 1;
            out.push_str("\n ");
            column = 1;
        }
        let _ = write!(out, " {item}");
        column += item.len() + 1;
        left = (left.0 - number, left.1 - 1);
    }
    out.push('\n');
    out
}

/// At most so many columns of a line.
fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut columns = 1;
    let kept = text.chars().take_while(|character| {
        columns += character.width().unwrap_or(0);
        columns <= width
    });
    kept.chain(['…']).collect()
}

/// At most so many columns of a line, its end kept.
fn clipped_in_front(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut columns = 1;
    let rest = text.char_indices().rev().take_while(|(_, character)| {
        columns += character.width().unwrap_or(0);
        columns <= width
    });
    let start = rest.last().map_or(text.len(), |(at, _)| at);
    format!("…{}", text.get(start..).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_to_columns() {
        assert_eq!(clipped("日本語", 4), "日…");
        assert_eq!(clipped("日本語", 6), "日本語");
        assert_eq!(clipped_in_front("a/bc/d.md:1:2", 10), "…/d.md:1:2");
        assert_eq!(clipped_in_front("日本/語", 4), "…/語");
    }
}
