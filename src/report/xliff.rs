//! `xliff`: XLIFF 2.1, to open in a translation tool: the segments that have findings, each with its
//! findings as localization quality issues of ITS 2.0 and as notes.
//!
//! A document has one target language ([`Style::language`]). Unless one is named, of a run over several
//! locales it takes the one with the most findings and says in a note what it left out.

use super::{
    Run, Style, count,
    markup::escape,
    sides::{direction, place},
    window,
};
use crate::{
    diagnostic::{Diagnostic, Severity, SourceText},
    locale::Locale,
    text::{FileId, Span},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{self, Write},
};

/// The segments of a file by their place, with what is found in each.
type Units<'r> = BTreeMap<(u32, u32), Vec<&'r Diagnostic>>;

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    let mut targets: BTreeMap<String, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in run.diagnostics {
        targets.entry(language(diagnostic.locale.as_deref())).or_default().push(diagnostic);
    }
    let rank = |(target, list): &(&String, &Vec<&Diagnostic>)| (*target != UNKNOWN, list.len());
    let target = match (&style.language, targets.iter().max_by_key(rank)) {
        (Some(target), _) => {
            // The others have documents of their own.
            targets.retain(|it, _| it == target);
            target.clone()
        }
        (None, Some((target, _))) => target.clone(),
        (None, None) => language(run.locales.first().map(String::as_str)),
    };
    let list = targets.remove(&target).unwrap_or_default();
    let source = list.iter().find_map(|it| it.source.as_ref());
    let source = language(source.map(|source| source.locale.as_str()));

    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
         xmlns:its=\"http://www.w3.org/2005/11/its\" its:version=\"2.0\" version=\"2.1\" \
         srcLang=\"{}\" trgLang=\"{}\">\n",
        escape(&source),
        escape(&target)
    );
    let mut notes: Vec<String> = Vec::new();
    for (target, list) in &targets {
        let place = if target == UNKNOWN { "an unknown language" } else { target };
        let number = count(list.len(), "finding");
        notes.push(format!("{number} in {place} left out: a document has one target language"));
    }
    let mut files: BTreeMap<FileId, Units<'_>> = BTreeMap::new();
    for diagnostic in list {
        let units = files.entry(diagnostic.primary.file).or_default();
        let window = diagnostic.primary.window;
        units.entry((window.start, window.end)).or_default().push(diagnostic);
    }
    if files.is_empty() {
        // A document has a file, and a file a unit.
        let _ = write!(
            text,
            "  <file id=\"f1\">\n    <unit id=\"u1\" translate=\"no\">\n      <segment>\n        \
             <source/>\n      </segment>\n    </unit>\n  </file>\n"
        );
    }
    for (number, (file, units)) in files.into_iter().enumerate() {
        let path = run.files.get(file).map_or("", |file| file.path.as_str());
        let _ = writeln!(
            text,
            "  <file id=\"f{}\" original=\"{}\" xml:space=\"preserve\" srcDir=\"{}\" trgDir=\"{}\">",
            number + 1,
            attribute(path),
            direction(Some(&source)),
            direction(Some(&target))
        );
        let told = std::mem::take(&mut notes);
        if !told.is_empty() {
            text.push_str("    <notes>\n");
            for note in told {
                let _ =
                    writeln!(text, "      <note category=\"loclint\">{}</note>", content(&note));
            }
            text.push_str("    </notes>\n");
        }
        for (number, (at, found)) in units.into_iter().enumerate() {
            unit(&mut text, run, number + 1, file, at, &found);
        }
        text.push_str("  </file>\n");
        out.write_all(text.as_bytes())?;
        text.clear();
    }
    text.push_str("</xliff>\n");
    out.write_all(text.as_bytes())
}

/// The target languages of a run as tags, in order, each once.
pub(super) fn languages(run: &Run<'_>) -> Vec<String> {
    let locales = run.locales.iter().map(|it| Some(it.as_str()));
    let found = run.diagnostics.iter().map(|it| it.locale.as_deref());
    let each: BTreeSet<Option<&str>> = locales.chain(found).collect();
    let tags: BTreeSet<String> = each.into_iter().map(language).collect();
    tags.into_iter().collect()
}

/// The tag of a language that is not known.
pub(super) const UNKNOWN: &str = "und";

/// A tag of BCP 47.
fn language(locale: Option<&str>) -> String {
    locale
        .and_then(Locale::normalize)
        .map_or_else(|| UNKNOWN.to_owned(), |it| it.as_str().to_owned())
}

fn unit(
    out: &mut String,
    run: &Run<'_>,
    number: usize,
    file: FileId,
    (start, end): (u32, u32),
    found: &[&Diagnostic],
) {
    let Some(whole) = run.files.get(file) else { return };
    let window = Span { start, end };
    let name = found.iter().find_map(|it| it.segment.as_deref());
    let name = name.map_or(String::new(), |name| format!(" name=\"{}\"", attribute(name)));
    let _ = write!(out, "    <unit id=\"u{number}\"{name}>\n      <notes>\n");
    for (index, diagnostic) in found.iter().enumerate() {
        let help = diagnostic.help.as_ref().map(|help| format!(" — {help}"));
        let _ = writeln!(
            out,
            "        <note id=\"n{}\" appliesTo=\"target\" category=\"{}\" priority=\"{}\">{}</note>",
            index + 1,
            attribute(&diagnostic.rule),
            match diagnostic.severity {
                Severity::Error => 1,
                Severity::Warning => 4,
                Severity::Info => 8,
            },
            content(&format!(
                "{}: {}{}",
                place(run.files, &diagnostic.primary),
                window::visible(&diagnostic.message, false),
                window::visible(&help.unwrap_or_default(), false)
            ))
        );
    }
    out.push_str(
        "      </notes>\n      <segment id=\"s1\" state=\"translated\">\n        <source>",
    );
    let source: Option<&SourceText> = found.iter().find_map(|it| it.source.as_ref());
    if let Some(source) = source
        && let Some(file) = run.files.get(source.file)
    {
        out.push_str(&content(source.span.of_text(&file.text)));
    }
    out.push_str("</source>\n        <target>");
    target(out, run, window.of_text(&whole.text), start, found);
    out.push_str("</target>\n      </segment>\n    </unit>\n");
}

/// The target's text with a marker for each finding: an element where it does not cross another, else
/// a pair of ends.
fn target(out: &mut String, run: &Run<'_>, text: &str, base: u32, found: &[&Diagnostic]) {
    // What to write at which byte: the ends of what stands before come first, and an empty marker is
    // written whole.
    let mut events: Vec<(usize, u8, String)> = Vec::new();
    let mut last = 0;
    let mut list: Vec<(usize, usize, usize, &Diagnostic)> = found
        .iter()
        .enumerate()
        .map(|(index, it)| {
            let local = |offset: u32| (offset.saturating_sub(base) as usize).min(text.len());
            (local(it.primary.span.start), local(it.primary.span.end), index + 1, *it)
        })
        .collect();
    list.sort_by_key(|&(start, end, index, _)| (start, end, index));
    for (start, end, index, diagnostic) in list {
        let issue = issue(run, diagnostic);
        if start == end {
            events.push((start, 1, format!("<mrk id=\"m{index}\" {issue}/>")));
        } else if start >= last {
            events.push((start, 2, format!("<mrk id=\"m{index}\" {issue}>")));
            events.push((end, 0, "</mrk>".to_owned()));
            last = end;
        } else {
            events.push((start, 1, format!("<sm id=\"m{index}\" {issue}/>")));
            events.push((end, 1, format!("<em startRef=\"m{index}\"/>")));
        }
    }
    events.sort_by_key(|&(at, rank, _)| (at, rank));
    let mut done = 0;
    for (at, _, markup) in events {
        out.push_str(&content(text.get(done..at).unwrap_or("")));
        out.push_str(&markup);
        done = done.max(at);
    }
    out.push_str(&content(text.get(done..).unwrap_or("")));
}

/// The issue as attributes of a marker.
fn issue(run: &Run<'_>, diagnostic: &Diagnostic) -> String {
    let kind = run.page(&diagnostic.rule).map_or("other", |page| page.meta.its.as_str());
    let severity = match diagnostic.severity {
        Severity::Error => 100,
        Severity::Warning => 50,
        Severity::Info => 10,
    };
    format!(
        "type=\"its:generic\" its:locQualityIssueType=\"{kind}\" its:locQualityIssueComment=\"{}\" \
         its:locQualityIssueSeverity=\"{severity}\"",
        attribute(&format!("{}: {}", diagnostic.rule, diagnostic.message))
    )
}

fn attribute(text: &str) -> String {
    escape(&window::visible(text, false))
}

/// Text of an element, nothing of it lost: a character that XML does not know is an element `cp`.
fn content(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "<cp hex=\"{:04X}\"/>", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_elements() {
        assert_eq!(content("a<\u{1b}&\r\n"), "a&lt;<cp hex=\"001B\"/>&amp;&#13;\n");
    }

    #[test]
    fn languages_are_tags() {
        assert_eq!(language(Some("nl-nl")), "nl-NL");
        assert_eq!(language(Some("ja-JP, nl-NL")), "und");
        assert_eq!(language(None), "und");
    }
}
