//! `summary`: Markdown for the summary of a step of GitHub Actions.
//!
//! A summary over 1 MiB is thrown away as a whole, so it is built of sections and ends before the
//! first that does not fit, with a line that says what is missing. Texts of articles are HTML in
//! which everything is escaped: their Markdown, mentions and links must not work here.

use super::{
    Marks, Run, Style, count, grouped,
    markup::{code_spans, escape, stretches},
    sides::{Side, direction, place, sides},
    window, worst,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    text::FileId,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{self, Write},
};

/// Bytes of a summary: the limit is 1,048,576, and other commands of the step write there, too.
const BYTES: usize = 900_000;
/// Findings that are shown in full.
const FINDINGS: usize = 50;
/// Articles that are listed.
const ARTICLES: usize = 10;
/// Columns of text shown around a place.
const WIDTH: usize = 240;

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    out.write_all(summary(run, style, BYTES).as_bytes())
}

fn summary(run: &Run<'_>, style: &Style, bytes: usize) -> String {
    let mut out = format!("## loclint: {}\n", run.summary);
    if run.diagnostics.is_empty() {
        return out;
    }
    let mut tables = vec![by_rule(run)];
    if run.summary.articles_with_findings > 1 {
        tables.push(worst_articles(run));
    }
    let closing = |shown: usize| {
        let more = run.diagnostics.len() - shown;
        match more {
            0 => String::new(),
            _ if shown == 0 => "\nThe findings are in the log.\n".to_owned(),
            _ => format!("\nThe log has {}.\n", count(more, "more finding")),
        }
    };
    // The longest closing line takes its room first.
    let room = bytes.saturating_sub(200);
    for table in tables {
        if out.len() + table.len() > room {
            return out + &closing(0);
        }
        out.push_str(&table);
    }
    let mut shown = 0;
    for index in worst(run, style.cap.unwrap_or(FINDINGS).min(FINDINGS)) {
        let Some(diagnostic) = run.diagnostics.get(index) else { continue };
        let mut section = finding(run, diagnostic);
        if shown == 0 {
            section.insert_str(0, "\n### Findings, worst first\n");
        }
        if out.len() + section.len() > room {
            break;
        }
        out.push_str(&section);
        shown += 1;
    }
    out + &closing(shown)
}

#[derive(Default)]
struct Row {
    of_level: [usize; 3],
    fixable: usize,
    articles: BTreeSet<FileId>,
}

impl Row {
    fn add(&mut self, diagnostic: &Diagnostic) {
        let level = match diagnostic.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        if let Some(number) = self.of_level.get_mut(level) {
            *number += 1;
        }
        self.fixable += usize::from(diagnostic.fix.is_some());
        self.articles.insert(diagnostic.primary.file);
    }

    /// The three numbers as cells.
    fn cells(&self) -> String {
        let cell = |number: &usize| match number {
            0 => "|".to_owned(),
            _ => format!(" {} |", grouped(*number)),
        };
        self.of_level.iter().map(cell).collect()
    }

    /// What sorts the worst first.
    fn rank(&self) -> std::cmp::Reverse<[usize; 3]> {
        std::cmp::Reverse(self.of_level)
    }
}

fn by_rule(run: &Run<'_>) -> String {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for diagnostic in run.diagnostics {
        rows.entry(&diagnostic.rule).or_default().add(diagnostic);
    }
    let mut rows: Vec<(&str, Row)> = rows.into_iter().collect();
    rows.sort_by_key(|(_, row)| row.rank());
    let mut out = String::from(
        "\n| rule | errors | warnings | infos | fixable | articles | what it reports |\n\
         | --- | --: | --: | --: | --: | --: | --- |\n",
    );
    for (rule, row) in rows {
        let about = run.page(rule).map_or("", |page| page.meta.summary.as_str());
        let fixable = if row.fixable == 0 { String::new() } else { grouped(row.fixable) };
        let _ = writeln!(
            out,
            "| {} |{} {fixable} | {} | {} |",
            code(rule),
            row.cells(),
            grouped(row.articles.len()),
            cell(about)
        );
    }
    out
}

fn worst_articles(run: &Run<'_>) -> String {
    let mut rows: BTreeMap<FileId, Row> = BTreeMap::new();
    for diagnostic in run.diagnostics {
        rows.entry(diagnostic.primary.file).or_default().add(diagnostic);
    }
    let mut rows: Vec<(FileId, Row)> = rows.into_iter().collect();
    rows.sort_by_key(|(file, row)| (row.rank(), *file));
    let all = rows.len();
    let mut out = format!(
        "\n### Articles with the most findings{}\n\n| article | errors | warnings | infos |\n\
         | --- | --: | --: | --: |\n",
        if all > ARTICLES { format!(": {ARTICLES} of {}", grouped(all)) } else { String::new() }
    );
    for (file, row) in rows.into_iter().take(ARTICLES) {
        let path = run.files.get(file).map_or("", |file| file.path.as_str());
        let _ = writeln!(out, "| {} |{}", code(path), row.cells());
    }
    out
}

fn finding(run: &Run<'_>, diagnostic: &Diagnostic) -> String {
    let mut out = format!(
        "\n**{}** {} {}{}<br>\n{}\n",
        diagnostic.severity,
        code(&diagnostic.rule),
        code(&place(run.files, &diagnostic.primary)),
        if diagnostic.fix.is_some() { " (fixable)" } else { "" },
        prose(&diagnostic.message)
    );
    let style = Style { width: WIDTH, marks: Marks::Inline, ..Style::default() };
    let sides = sides(run.files, diagnostic, &style);
    let mut rows = String::new();
    for (side, name) in [(&sides.target, "translation"), (&sides.source, "source")] {
        if let Some(side) = side {
            row(&mut rows, side, name);
        }
    }
    for label in sides.others {
        let Some(file) = run.files.get(label.file) else { continue };
        let text = window::visible(label.span.of_text(&file.text).trim(), false);
        let text: String = text.chars().take(WIDTH).collect();
        if !text.is_empty() {
            let words = if label.message.is_empty() { "see also" } else { &label.message };
            let _ = writeln!(
                rows,
                "<tr><th align=\"left\">{}</th><td>{}: {}</td></tr>",
                html(words),
                code(&place(run.files, label)),
                code(&text)
            );
        }
    }
    if !rows.is_empty() {
        let _ = write!(out, "\n<table>\n{rows}</table>\n");
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(out, "\nhelp: {}\n", prose(help));
    }
    out
}

fn row(out: &mut String, side: &Side<'_>, name: &str) {
    if side.block.text.trim().is_empty() {
        return;
    }
    let dir = direction(side.locale);
    let lang = side.locale.map_or(String::new(), |it| format!(" lang=\"{}\"", escape(it)));
    let _ = write!(
        out,
        "<tr><th align=\"left\">{}</th><td dir=\"{dir}\"{lang}>",
        html(side.locale.unwrap_or(name))
    );
    for stretch in stretches(&side.block) {
        let text = format!("<code>{}</code>", html(stretch.text));
        let _ = match stretch.mark {
            Some(_) if stretch.text.is_empty() => write!(out, "<b><code>‸</code></b>"),
            Some(_) => write!(out, "<b>{text}</b>"),
            None => write!(out, "{text}"),
        };
    }
    out.push_str("</td></tr>\n");
}

/// Text within HTML: one line, so that no blank line ends the HTML.
fn html(text: &str) -> String {
    escape(&window::visible(text, false))
}

/// Text as code, in which nothing is a mention, a link or markup.
fn code(text: &str) -> String {
    // Within a table of Markdown a bar would end the cell.
    format!("<code>{}</code>", html(text).replace('|', "&#124;").replace('`', "&#96;"))
}

/// A message as Markdown: what stands in backticks is code, the rest plain text.
fn prose(text: &str) -> String {
    let text = window::visible(text, false);
    let mut out = String::new();
    for (part, is_code) in code_spans(&text) {
        out.push_str(&if is_code { code(part) } else { cell(part) });
    }
    out
}

/// Plain text as Markdown: all its punctuation is escaped.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' | '>' | '&' | '"' | '\'' => out.push_str(&escape(&character.to_string())),
            '@' => out.push_str("&#64;"),
            _ if character.is_ascii_punctuation()
                && !matches!(character, ',' | '.' | ':' | ';') =>
            {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::Label,
        report::Summary,
        text::{Files, SourceFile, Span},
    };

    #[test]
    fn text_is_no_markdown() {
        assert_eq!(
            prose("![x](y) @all <b> `a|b` *c*"),
            "\\!\\[x\\]\\(y\\) &#64;all &lt;b&gt; <code>a&#124;b</code> \\*c\\*"
        );
    }

    #[test]
    fn it_ends_before_the_section_that_does_not_fit() {
        let mut files = Files::default();
        let text = format!("{}x\n", "word ".repeat(100));
        let file = files.add(SourceFile::new("a.md", text.as_str()));
        let found: Vec<Diagnostic> = (0..60)
            .map(|_| {
                let (span, window) = (Span::new(5, 9), Span::new(0, text.len()));
                let label = Label { file, span, window, message: String::new() };
                Diagnostic::new("a/b", Severity::Warning, "m".to_owned(), label)
            })
            .collect();
        let summary = Summary::of(1, 0, &found);
        let run = Run { files: &files, diagnostics: &found, summary, pages: &[], locales: &[] };
        let whole = super::summary(&run, &Style::default(), BYTES);
        assert!(whole.ends_with("</table>\n\nThe log has 10 more findings.\n"), "{whole}");
        let cut = super::summary(&run, &Style::default(), 4000);
        assert!(cut.len() <= 4000 && cut.contains("<table>"));
        assert!(cut.contains("\n\nThe log has 5"), "{cut}");
        let bare = super::summary(&run, &Style::default(), 300);
        assert!(bare.ends_with("The findings are in the log.\n"), "{bare}");
    }
}
