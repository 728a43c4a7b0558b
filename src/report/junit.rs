//! `junit`: test results in the form of Ant's `JUnit` reports, which build servers show: an article
//! with findings is a suite, each finding a failed test; an article without is a test that passed.

use super::{
    Run, Style,
    markup::escape,
    sides::{place, texts},
    window,
};
use crate::diagnostic::Diagnostic;
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n")?;
    // Findings come sorted by path.
    let mut id = 0;
    for suite in run.diagnostics.chunk_by(|one, other| one.primary.file == other.primary.file) {
        let Some(first) = suite.first() else { continue };
        let path = run.files.get(first.primary.file).map_or("", |file| file.path.as_str());
        let mut text = String::new();
        open(&mut text, path, id, suite.len(), suite.len(), style);
        for diagnostic in suite {
            case(&mut text, run, path, diagnostic);
        }
        close(&mut text);
        out.write_all(text.as_bytes())?;
        id += 1;
    }
    let clean = run.summary.articles.saturating_sub(run.summary.articles_with_findings);
    if clean > 0 {
        let mut text = String::new();
        open(&mut text, "articles without findings", id, 1, 0, style);
        let _ = writeln!(
            text,
            "    <testcase name=\"{clean} without findings\" classname=\"loclint\" time=\"0\"/>"
        );
        close(&mut text);
        out.write_all(text.as_bytes())?;
    }
    out.write_all(b"</testsuites>\n")
}

fn open(out: &mut String, name: &str, id: usize, tests: usize, failures: usize, style: &Style) {
    let _ = writeln!(
        out,
        "  <testsuite name=\"{}\" package=\"loclint\" id=\"{id}\" timestamp=\"{}\" \
         hostname=\"localhost\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\">\n    \
         <properties/>",
        escape(&window::visible(name, false)),
        style.time
    );
}

fn close(out: &mut String) {
    out.push_str("    <system-out/>\n    <system-err/>\n  </testsuite>\n");
}

fn case(out: &mut String, run: &Run<'_>, path: &str, diagnostic: &Diagnostic) {
    let place = place(run.files, &diagnostic.primary);
    let at = place.strip_prefix(path).unwrap_or("").trim_start_matches(':');
    let shown = |text: &str| escape(&window::visible(text, false));
    let _ = writeln!(
        out,
        "    <testcase name=\"{}:{at}\" classname=\"{}\" time=\"0\">\n      <failure type=\"{}\" \
         message=\"{}\">",
        diagnostic.rule,
        shown(path),
        diagnostic.severity,
        shown(&diagnostic.message)
    );
    let (target, source) = texts(run.files, diagnostic);
    let _ = writeln!(out, "{}: {}", shown(&place), shown(&diagnostic.message));
    let mut line = |name: &str, text: &str| {
        if !text.trim().is_empty() {
            let text: String = text.trim().chars().take(2000).collect();
            let _ = writeln!(out, "{name}: {}", shown(&text));
        }
    };
    line("target", target);
    line("source", source.unwrap_or(""));
    line("help", diagnostic.help.as_deref().unwrap_or(""));
    out.push_str("</failure>\n    </testcase>\n");
}
