//! What fixes would change, for people: lines before and after. Of a line that is too wide for that,
//! each change with what stands around it, `[-before-]{+after+}`: two lines of ten thousand characters
//! below each other show nobody what differs.

use super::{Style, window};
use crate::{
    engine::Change,
    text::{SourceFile, Span},
};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Bytes of context that are looked at on either side of a change.
const CONTEXT: usize = 400;

/// Writes what changes between two texts of one path.
pub fn diff(path: &str, before: &str, after: &str, changes: &[Change], style: &Style) -> String {
    let (before, after) = (SourceFile::new(path, before), SourceFile::new(path, after));
    let path = window::visible(path, style.ascii);
    let mut out = format!("--- {path}\n+++ {path}\n");
    let mut rest = changes;
    while let Some((first, more)) = rest.split_first() {
        // Changes that share a line are shown together.
        let mut last = first;
        let mut length = 1;
        for next in more {
            if before.line_index(next.before.start) > before.line_index(last.before.end) {
                break;
            }
            last = next;
            length += 1;
        }
        let (group, others) = rest.split_at(length);
        rest = others;
        hunk(&mut out, &before, &after, group, [first, last], style);
    }
    out
}

fn hunk(
    out: &mut String,
    before: &SourceFile,
    after: &SourceFile,
    group: &[Change],
    [first, last]: [&Change; 2],
    style: &Style,
) {
    let start = before.line_span(before.line_index(first.before.start)).start;
    let end = before.line_span(before.line_index(last.before.end)).end.max(last.before.end);
    let old = Span { start, end };
    let new = Span {
        start: first.after.start.saturating_sub(first.before.start - start),
        end: last.after.end + (end - last.before.end),
    };
    let (mut old, mut new) = (lines(before, old), lines(after, new));
    let (mut old_line, mut new_line) =
        (before.position(start).line, after.position(first.after.start).line);
    while let (Some(one), Some(other)) = (old.first(), new.first())
        && one == other
    {
        old.remove(0);
        new.remove(0);
        old_line += 1;
        new_line += 1;
    }
    while let (Some(one), Some(other)) = (old.last(), new.last())
        && one == other
    {
        old.pop();
        new.pop();
    }
    let wide = |line: &&str| line.width() + 1 > style.width;
    if old.iter().chain(&new).any(wide) {
        for change in group {
            let line = before.position(change.before.start).line;
            heading(out, line, after.position(change.after.start).line, style);
            words(out, before, after, change, style);
        }
        return;
    }
    heading(out, old_line, new_line, style);
    for (mark, color, lines) in [('-', 31, old), ('+', 32, new)] {
        for line in lines {
            let line = window::visible(line, style.ascii);
            paint(out, &format!("{mark}{line}"), color, style);
            out.push('\n');
        }
    }
}

fn heading(out: &mut String, old: u32, new: u32, style: &Style) {
    paint(out, &format!("@@ -{old} +{new} @@"), 36, style);
    out.push('\n');
}

/// One change in a long line.
fn words(
    out: &mut String,
    before: &SourceFile,
    after: &SourceFile,
    change: &Change,
    style: &Style,
) {
    let line = before.line_span(before.line_index(change.before.start));
    let from = boundary(&before.text, (change.before.start as usize).saturating_sub(CONTEXT));
    let head = from.max(line.start as usize)..change.before.start as usize;
    let last = before.line_span(before.line_index(change.before.end));
    let to = boundary(&before.text, change.before.end as usize + CONTEXT);
    let tail =
        change.before.end as usize..to.min(last.end as usize).max(change.before.end as usize);
    let part = |range| before.text.get(range).unwrap_or("");
    let mark = if style.ascii { "\\n" } else { "⏎" };
    let inner = |text: &str| text.replace("\r\n", "\n").replace('\n', mark);
    let mut text = part(head).to_owned();
    let start = text.len();
    let old = change.before.of_text(&before.text);
    if !old.is_empty() {
        let _ = write!(text, "[-{}-]", inner(old));
    }
    let new = change.after.of_text(&after.text);
    if !new.is_empty() {
        let _ = write!(text, "{{+{}+}}", inner(new));
    }
    let label = start..text.len();
    text.push_str(part(tail));
    let shown =
        window::excerpt(&text, 0..text.len(), &[label], style.width.saturating_sub(1), style.ascii);
    out.push(' ');
    out.push_str(&shown.text);
    out.push('\n');
}

/// The lines of a stretch, without their ends.
fn lines(file: &SourceFile, span: Span) -> Vec<&str> {
    let text = span.of_text(&file.text);
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect()
}

fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn paint(out: &mut String, text: &str, color: u8, style: &Style) {
    if style.color {
        let _ = write!(out, "\u{1b}[{color}m{text}\u{1b}[0m");
    } else {
        out.push_str(text);
    }
}
