//! Floor 8: findings as text. One file a format; a format is a line of [`FORMATS`] and a function
//! that writes a [`Run`]. Lines, columns and colours exist here and above only.
//!
//! Formats for people (`full`, `concise`) follow [`Style`]; those for programs ignore it but
//! for the prefix of paths, and are contracts: fields are added, never changed.

mod block;
mod checkstyle;
mod concise;
mod csv;
mod diff;
mod full;
mod github;
mod gitlab;
mod html;
mod json;
mod jsonl;
mod junit;
mod markup;
mod narrated;
mod overview;
mod paint;
mod rdjson;
mod sarif;
mod sides;
mod statistics;
mod summary;
mod window;
mod xliff;

pub use diff::diff;

use crate::{
    diagnostic::{Diagnostic, Severity},
    rules::page::Page,
    text::Files,
};
use std::{
    fmt,
    io::{self, Write},
};

/// What one run found.
#[derive(Clone, Copy, Debug)]
pub struct Run<'r> {
    /// The texts that the findings point into.
    pub files: &'r Files,
    /// Findings in order of path, start and rule.
    pub diagnostics: &'r [Diagnostic],
    /// Counts.
    pub summary: Summary,
    /// The pages of the rules, in order of id: formats that explain rules take it from them.
    pub pages: &'r [Page],
    /// Locales of the articles that were checked, those without findings included, in order.
    pub locales: &'r [String],
}

impl<'r> Run<'r> {
    /// The page of a rule.
    fn page(&self, rule: &str) -> Option<&'r Page> {
        let at = self.pages.binary_search_by(|page| (*page.meta.id).cmp(rule)).ok()?;
        self.pages.get(at)
    }
}

/// Counts of a run.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Summary {
    /// Articles that were read.
    pub articles: usize,
    /// Those of them that were read beside their source.
    pub pairs: usize,
    /// Articles with findings.
    pub articles_with_findings: usize,
    /// Findings of each severity.
    pub errors: usize,
    /// See `errors`.
    pub warnings: usize,
    /// See `errors`.
    pub infos: usize,
    /// What fixing did; `None` where nothing was to be fixed.
    pub fixes: Option<FixCount>,
}

/// Counts of fixing.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct FixCount {
    /// Findings that were fixed.
    pub fixed: usize,
    /// Findings that only an unsafe fix would remove.
    pub unsafe_left: usize,
}

impl Summary {
    /// Counts findings; `articles` were read, `pairs` of them beside their source.
    pub fn of(articles: usize, pairs: usize, diagnostics: &[Diagnostic]) -> Summary {
        let mut summary = Summary { articles, pairs, ..Summary::default() };
        let mut last = None;
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => summary.infos += 1,
            }
            // Findings come sorted by path, so those of one article stand together.
            if last.replace(diagnostic.primary.file) != Some(diagnostic.primary.file) {
                summary.articles_with_findings += 1;
            }
        }
        summary
    }

    /// Number of findings.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.findings() == 0 {
            write!(f, "no findings in {}", count(self.articles, "article"))?;
        } else {
            let parts = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")];
            let parts: Vec<String> =
                parts.iter().filter(|part| part.0 > 0).map(|&(n, word)| count(n, word)).collect();
            let with = grouped(self.articles_with_findings);
            write!(f, "{} in {with} of {}", parts.join(", "), count(self.articles, "article"))?;
        }
        match self.fixes {
            Some(fixes) => write!(f, "; {fixes}"),
            None => Ok(()),
        }
    }
}

impl FixCount {
    /// What would be fixed, in words.
    pub fn would(&self) -> String {
        let more = match self.unsafe_left {
            0 => String::new(),
            more => format!(", {} more with --unsafe-fixes", grouped(more)),
        };
        format!("would fix {}{more}", count(self.fixed, "finding"))
    }
}

impl fmt::Display for FixCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fixed {}", grouped(self.fixed))?;
        if self.unsafe_left > 0 {
            write!(f, ", {} more with --unsafe-fixes", grouped(self.unsafe_left))?;
        }
        Ok(())
    }
}

/// The target languages of a run as tags, in order, each once; [`UNKNOWN_LANGUAGE`] is among them where
/// findings have none.
pub fn languages(run: &Run<'_>) -> Vec<String> {
    xliff::languages(run)
}

/// The tag of a language that is not known.
pub const UNKNOWN_LANGUAGE: &str = xliff::UNKNOWN;

/// How findings are shown to people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Style {
    /// Whether to write colours (ANSI escapes).
    pub color: bool,
    /// Columns to fill.
    pub width: usize,
    /// Whether frames and marks are written in ASCII alone.
    pub ascii: bool,
    /// How the place in a line is marked.
    pub marks: Marks,
    /// Whether the output goes to a terminal, which may reorder right-to-left text.
    pub terminal: bool,
    /// Findings to show at most.
    pub cap: Option<usize>,
    /// Whether to count findings by rule instead of showing them.
    pub statistics: bool,
    /// Whether to close with a line of counts.
    pub summary: bool,
    /// What to put before paths in formats that a forge reads (`github`, `sarif`, `gitlab`): the way from the root of the repository to the root of
    /// the run, with `/` at its end; empty where they are one.
    pub prefix: String,
    /// What `full` shows in place of more findings than anybody reads; `None` where a person asked
    /// for findings.
    pub overview: Option<Overview>,
    /// The target language (as [`languages`] gives it) that a document is to be of where a format has
    /// one language; `None` where the run has but one.
    pub language: Option<String>,
    /// When the run began (`2026-01-31T23:59:59`, UTC), for formats that must say so.
    pub time: String,
    /// Threads to write with at most, in formats that can; 0 is as good as 1.
    pub threads: usize,
}

impl Default for Style {
    /// As for a file: no colours, 100 columns.
    fn default() -> Style {
        Style {
            color: false,
            width: 100,
            ascii: false,
            marks: Marks::Auto,
            terminal: false,
            cap: None,
            statistics: false,
            summary: true,
            prefix: String::new(),
            overview: None,
            language: None,
            time: "1970-01-01T00:00:00".to_owned(),
            threads: 1,
        }
    }
}

/// What an overview needs to know of those who read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview {
    /// Lines of the screen.
    pub rows: usize,
    /// What they can do next: commands, and what each is for.
    pub next: Vec<(String, String)>,
}

/// How the place in a line is marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Marks {
    /// Carets, but inside the text where it holds right-to-left letters: a terminal that reorders
    /// them does not reorder the line of carets below.
    Auto,
    /// Carets below the text.
    Carets,
    /// `⟦…⟧` inside the text.
    Inline,
}

/// A format of output.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name after `-o`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Whether programs read it.
    pub machine: bool,
    /// Whether it shows texts of articles. One that does not needs the lines and columns of the spans
    /// of labels and edits, and no more.
    pub texts: bool,
    /// Writes a run.
    pub write: fn(&mut dyn Write, &Run<'_>, &Style) -> io::Result<()>,
}

/// All formats.
pub const FORMATS: &[Format] = &[
    Format {
        name: "full",
        about: "each finding with its text, framed (default on a terminal)",
        machine: false,
        texts: true,
        write: full::write,
    },
    Format {
        name: "concise",
        about: "one line a finding (default elsewhere)",
        machine: false,
        texts: false,
        write: concise::write,
    },
    Format {
        name: "json",
        about: "one object with all findings",
        machine: true,
        texts: false,
        write: json::write,
    },
    Format {
        name: "jsonl",
        about: "one object a finding, one a line",
        machine: true,
        texts: false,
        write: jsonl::write,
    },
    Format {
        name: "github",
        about: "annotations of GitHub Actions",
        machine: true,
        texts: true,
        write: github::write,
    },
    Format {
        name: "summary",
        about: "Markdown for the summary of a step of GitHub Actions",
        machine: true,
        texts: true,
        write: summary::write,
    },
    Format {
        name: "sarif",
        about: "SARIF 2.1.0, for code scanning",
        machine: true,
        texts: true,
        write: sarif::write,
    },
    Format {
        name: "gitlab",
        about: "a Code Quality report of GitLab",
        machine: true,
        texts: true,
        write: gitlab::write,
    },
    Format {
        name: "rdjson",
        about: "the diagnostic format of reviewdog",
        machine: true,
        texts: true,
        write: rdjson::write,
    },
    Format {
        name: "checkstyle",
        about: "XML as Checkstyle writes it, for code review tools",
        machine: true,
        texts: true,
        write: checkstyle::write,
    },
    Format {
        name: "junit",
        about: "XML of test results, for build servers",
        machine: true,
        texts: true,
        write: junit::write,
    },
    Format {
        name: "csv",
        about: "a row for each finding, for spreadsheets",
        machine: true,
        texts: true,
        write: csv::write,
    },
    Format {
        name: "html",
        about: "one page for a reviewer: both sides of each finding",
        machine: true,
        texts: true,
        write: html::write,
    },
    Format {
        name: "xliff",
        about: "XLIFF 2.1 with the findings as ITS issues, for translation tools",
        machine: true,
        texts: true,
        write: xliff::write,
    },
    Format {
        name: "narrated",
        about: "each finding in sentences, for screen readers",
        machine: false,
        texts: true,
        write: narrated::write,
    },
];

/// The JSON Schema of `json`.
pub const JSON_SCHEMA: &str = include_str!("json.schema.json");

/// The format of a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// A path as the repository's root sees it: with the prefix in front, without `.` and `..` where
/// that can be. What lies outside of the repository keeps its `..`, a whole path stays whole.
fn repository_path(path: &str, style: &Style) -> String {
    let whole = path.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
    if whole {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in style.prefix.split('/').chain(path.split('/')) {
        match (part, parts.last()) {
            ("" | ".", _) => {}
            ("..", Some(&last)) if last != ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether a path of [`repository_path`] lies in the repository.
fn in_repository(path: &str) -> bool {
    !path.starts_with("..") && !path.starts_with('/') && path.as_bytes().get(1) != Some(&b':')
}

/// The first of the worst: indices of at most `limit` findings, worst first, surest first among
/// equals, else in their order.
fn worst(run: &Run<'_>, limit: usize) -> Vec<usize> {
    let mut list: Vec<(usize, &Diagnostic)> = run.diagnostics.iter().enumerate().collect();
    list.sort_by_key(|(_, it)| std::cmp::Reverse((it.severity, it.confidence)));
    list.truncate(limit);
    list.into_iter().map(|(index, _)| index).collect()
}

/// A fingerprint as it is written: sixteen digits.
fn hex(fingerprint: u64) -> String {
    format!("{fingerprint:016x}")
}

/// Text as JSON.
fn write_json(out: &mut Vec<u8>, value: &serde_json::Value) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::other)
}

/// What closes the formats for people: how many findings were left out, and the line of counts.
fn close(out: &mut Vec<u8>, run: &Run<'_>, shown: usize, style: &Style) {
    let more = run.diagnostics.len().saturating_sub(shown);
    if more > 0 {
        line(out, &format!("… and {} more", grouped(more)), style);
    }
    if style.summary {
        line(out, &run.summary.to_string(), style);
    }
}

fn line(out: &mut Vec<u8>, text: &str, style: &Style) {
    let text = if style.ascii { text.replace('…', "...") } else { text.to_owned() };
    out.extend_from_slice(text.as_bytes());
    out.push(b'\n');
}

/// `1 error`, `1,204 errors`.
pub(crate) fn count(number: usize, word: &str) -> String {
    format!("{} {word}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// A number with commas between groups of three digits.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_people_write_them() {
        let summary = Summary {
            articles: 2620,
            pairs: 2620,
            articles_with_findings: 5,
            errors: 1,
            warnings: 1_204,
            infos: 0,
            fixes: None,
        };
        assert_eq!(summary.to_string(), "1 error, 1,204 warnings in 5 of 2,620 articles");
        let none = Summary { articles: 1, ..Summary::default() };
        assert_eq!(none.to_string(), "no findings in 1 article");
        let fixes = Some(FixCount { fixed: 1_000, unsafe_left: 2 });
        let mended = Summary { articles: 1, fixes, ..Summary::default() };
        assert_eq!(
            mended.to_string(),
            "no findings in 1 article; fixed 1,000, 2 more with --unsafe-fixes"
        );
        assert_eq!(grouped(1_000_000), "1,000,000");
    }

    #[test]
    fn paths_from_the_root_of_the_repository() {
        let style = Style { prefix: "site/".to_owned(), ..Style::default() };
        for (path, from_root, inside) in [
            ("a/b.md", "site/a/b.md", true),
            ("../docs/./a.md", "docs/a.md", true),
            ("../../en/a.md", "../en/a.md", false),
            ("/srv/a.md", "/srv/a.md", false),
            ("C:/a.md", "C:/a.md", false),
            ("..a.md", "site/..a.md", true),
        ] {
            let found = repository_path(path, &style);
            assert_eq!((found.as_str(), in_repository(&found)), (from_root, inside));
        }
    }

    #[test]
    fn formats_are_found_by_name() {
        for one in FORMATS {
            assert_eq!(format(one.name).map(|found| found.name), Some(one.name));
        }
        assert!(format("xml").is_none());
    }
}
