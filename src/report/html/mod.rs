//! `html`: one page for a reviewer. Articles stand in order of the number of their findings, each
//! finding with target and source side by side. The page needs nothing from elsewhere, and by its
//! content security policy it gets nothing: neither script nor style runs but the two of this folder,
//! whose hashes the policy names. What articles say is escaped.

mod sha256;

use super::{
    Marks, Run, Style,
    block::BREAK,
    count, grouped,
    markup::{Strength, code_spans, escape, stretches},
    sides::{self, Side, direction, sides},
    window,
};
use crate::{
    diagnostic::{Diagnostic, Fix, Label, Safety, Severity},
    text::FileId,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{self, Write},
};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Findings on a page, unless fewer are asked for: browsers tire of more.
const FINDINGS: usize = 5000;
/// Columns of text shown around a place.
const WIDTH: usize = 600;
/// Findings up to which all articles are unfolded at first.
const UNFOLDED: usize = 300;

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    let mut articles: Vec<(FileId, Vec<&Diagnostic>)> = Vec::new();
    for group in run.diagnostics.chunk_by(|one, other| one.primary.file == other.primary.file) {
        if let Some(first) = group.first() {
            articles.push((first.primary.file, group.iter().collect()));
        }
    }
    articles.sort_by_key(|(_, list)| std::cmp::Reverse(list.len()));

    head(out, run)?;
    let mut room = style.cap.unwrap_or(FINDINGS);
    let unfolded = run.diagnostics.len() <= UNFOLDED;
    for (number, (file, list)) in articles.into_iter().enumerate() {
        if room == 0 {
            break;
        }
        let path = run.files.get(file).map_or("", |file| file.path.as_str());
        let mut text = format!(
            "<details{}>\n<summary><span dir=\"ltr\">{}</span> <span class=\"count\">{}</span></summary>\n",
            if unfolded || number == 0 { " open" } else { "" },
            shown(path),
            count(list.len(), "finding")
        );
        for diagnostic in list.into_iter().take(room) {
            finding(&mut text, run, diagnostic);
            room -= 1;
        }
        text.push_str("</details>\n");
        out.write_all(text.as_bytes())?;
    }
    let left = run.diagnostics.len().saturating_sub(style.cap.unwrap_or(FINDINGS));
    let left = match left {
        0 => String::new(),
        _ => format!("{} that are not on this page. ", count(left, "more finding")),
    };
    write!(
        out,
        "</main>\n<footer>{left}loclint {}</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

fn head(out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        sha256::source(STYLE),
        sha256::source(SCRIPT)
    );
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>loclint: {summary}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>loclint</h1>\n<p>{summary}</p>\n</header>\n",
        summary = run.summary
    );
    if run.diagnostics.is_empty() {
        text.push_str("<form hidden><output></output></form>\n<main>\n");
        return out.write_all(text.as_bytes());
    }
    let mut severities: BTreeMap<std::cmp::Reverse<Severity>, usize> = BTreeMap::new();
    let mut rules: BTreeMap<&str, (usize, BTreeSet<FileId>)> = BTreeMap::new();
    let mut locales: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in run.diagnostics {
        *severities.entry(std::cmp::Reverse(diagnostic.severity)).or_default() += 1;
        let rule = rules.entry(&diagnostic.rule).or_default();
        rule.0 += 1;
        rule.1.insert(diagnostic.primary.file);
        for locale in diagnostic.locale.iter().flat_map(|it| it.split(", ")) {
            *locales.entry(locale).or_default() += 1;
        }
    }
    text.push_str("<form hidden autocomplete=\"off\"><div>\n");
    let options = severities.iter().map(|(severity, &number)| (severity.0.word(), number));
    select(&mut text, "severity", "Severity", options);
    let options = rules.iter().map(|(rule, (number, _))| (*rule, *number));
    select(&mut text, "rule", "Rule", options);
    let options = locales.iter().map(|(locale, &number)| (*locale, number));
    select(&mut text, "locale", "Locale", options);
    text.push_str(
        "<button type=\"reset\">Show all</button>\n<output aria-live=\"polite\"></output>\n\
         </div></form>\n<main>\n",
    );
    let mut rows: Vec<_> = rules.into_iter().collect();
    rows.sort_by_key(|(_, (number, _))| std::cmp::Reverse(*number));
    // Not one of the articles that the script counts.
    text.push_str(
        "<section><details>\n<summary>Rules that found something</summary>\n<div class=\"table\"><table>\n\
         <tr><th>Rule</th><th class=\"number\">Findings</th><th class=\"number\">Articles</th>\
         <th>What it reports</th></tr>\n",
    );
    for (rule, (number, files)) in rows {
        let about = run.page(rule).map_or("", |page| page.meta.summary.as_str());
        let _ = writeln!(
            text,
            "<tr><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td></tr>",
            shown(rule),
            grouped(number),
            grouped(files.len()),
            prose(about)
        );
    }
    text.push_str("</table></div>\n</details></section>\n");
    out.write_all(text.as_bytes())
}

fn select<'o>(
    out: &mut String,
    name: &str,
    title: &str,
    options: impl Iterator<Item = (&'o str, usize)>,
) {
    let _ =
        write!(out, "<label>{title}<select name=\"{name}\">\n<option value=\"\">all</option>\n");
    for (value, number) in options {
        let value = shown(value);
        let _ = writeln!(out, "<option value=\"{value}\">{value} ({})</option>", grouped(number));
    }
    out.push_str("</select></label>\n");
}

fn finding(out: &mut String, run: &Run<'_>, diagnostic: &Diagnostic) {
    let severity = diagnostic.severity.word();
    let _ = write!(
        out,
        "<article class=\"finding {severity}\" data-severity=\"{severity}\" data-rule=\"{rule}\" \
         data-locale=\"{}\">\n<p class=\"head\"><b>{severity}</b> <span>{rule}</span>",
        shown(diagnostic.locale.as_deref().unwrap_or("")),
        rule = shown(&diagnostic.rule),
    );
    if let Some(segment) = &diagnostic.segment {
        let _ = write!(out, " <span>segment {}</span>", shown(segment));
    }
    if diagnostic.fix.is_some() {
        out.push_str(" <span>fixable</span>");
    }
    let _ = write!(out, "</p>\n<p class=\"message\">{}</p>\n", prose(&diagnostic.message));

    let style = Style { width: WIDTH, marks: Marks::Inline, ..Style::default() };
    let sides = sides(run.files, diagnostic, &style);
    let filled = |it: &&Side<'_>| !it.block.text.trim().is_empty();
    let target = sides.target.as_ref().filter(filled);
    let source = sides.source.as_ref().filter(filled);
    let alone = if target.is_some() && source.is_some() { "" } else { " class=\"alone\"" };
    let place = shown(&sides::place(run.files, &diagnostic.primary));
    if target.is_none() && source.is_none() {
        let _ = writeln!(out, "<p class=\"who\" dir=\"ltr\">{place}</p>");
    } else {
        out.push_str("<div class=\"sides\">\n");
        match target {
            Some(target) => side(out, target, "Target", alone),
            // The place is told even where there is no text to show.
            None => {
                let _ = writeln!(out, "<div{alone}><p class=\"who\" dir=\"ltr\">{place}</p></div>");
            }
        }
        if let Some(source) = source {
            side(out, source, "Source", alone);
        }
        out.push_str("</div>\n");
    }
    let mut notes = String::new();
    for label in &sides.others {
        note(&mut notes, run, label);
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(notes, "<li><b>What to do:</b> {}</li>", prose(help));
    }
    if let Some(fix) = &diagnostic.fix {
        repair(&mut notes, run, fix);
    }
    if !notes.is_empty() {
        let _ = write!(out, "<ul class=\"notes\">\n{notes}</ul>\n");
    }
    out.push_str("</article>\n");
}

fn side(out: &mut String, side: &Side<'_>, name: &str, class: &str) {
    let lang = side.locale.map_or(String::new(), |it| format!(" lang=\"{}\"", shown(it)));
    let locale = side.locale.map_or(String::new(), |it| format!(" ({})", shown(it)));
    let _ = write!(
        out,
        "<div{class}><p class=\"who\"><b>{name}</b>{locale} <span dir=\"ltr\">{}</span></p>\n\
         <p class=\"text\"{lang} dir=\"{}\">",
        shown(&side.block.place()),
        direction(side.locale)
    );
    for stretch in stretches(&side.block) {
        let text =
            escape(&stretch.text.replace(&format!("\n{BREAK}\n\n"), &format!("\n{BREAK}\n")));
        let _ = match stretch.mark {
            None => write!(out, "{text}"),
            Some(strength) => {
                let class = if strength == Strength::Primary { "" } else { " class=\"evidence\"" };
                // A place between two letters is shown, too.
                write!(
                    out,
                    "<mark{class} dir=\"auto\">{}</mark>",
                    if text.is_empty() { "‸" } else { &text }
                )
            }
        };
    }
    out.push_str("</p>\n");
    let said = side.block.labels.iter().filter(|label| !label.message.is_empty());
    let several = said.clone().count() > 1;
    for label in said {
        let class = if label.primary { "" } else { " class=\"evidence\"" };
        let text = side.block.text.get(label.range.clone()).unwrap_or("");
        let text = if several {
            format!("<code dir=\"auto\">{}</code> ", escape(text))
        } else {
            String::new()
        };
        let words = prose(&label.message);
        let _ = writeln!(out, "<p class=\"said\"><mark{class}>{text}{words}</mark></p>");
    }
    out.push_str("</div>\n");
}

/// What is said of a label that points elsewhere, with its text.
fn note(out: &mut String, run: &Run<'_>, label: &Label) {
    let Some(file) = run.files.get(label.file) else { return };
    let text: String = label.span.of_text(&file.text).trim().chars().take(WIDTH).collect();
    let words = if label.message.is_empty() { "see also" } else { &label.message };
    let place = shown(&sides::place(run.files, label));
    let _ = write!(out, "<li><b>{}:</b> <span dir=\"ltr\">{place}</span>", prose(words));
    if !text.is_empty() {
        let _ = write!(out, " <code dir=\"auto\">{}</code>", shown(&text));
    }
    out.push_str("</li>\n");
}

fn repair(out: &mut String, run: &Run<'_>, fix: &Fix) {
    let name = if fix.safety == Safety::Safe { "Fix (safe)" } else { "Fix (to be looked at)" };
    let _ = write!(out, "<li><b>{name}:</b>");
    for edit in &fix.edits {
        let old = run.files.get(edit.file).map_or("", |file| edit.span.of_text(&file.text));
        let clip = |text: &str| match text.trim_matches(' ') {
            // Nobody sees a blank.
            "" => "␣".repeat(text.len()),
            _ => text.chars().take(WIDTH).collect(),
        };
        let old = (!old.is_empty()).then(|| format!("<del>{}</del>", code(&clip(old))));
        let new =
            (!edit.text.is_empty()).then(|| format!("<ins>{}</ins>", code(&clip(&edit.text))));
        let _ = match (old, new) {
            (Some(old), Some(new)) => write!(out, " {old} → {new}"),
            (Some(old), None) => write!(out, " delete {old}"),
            (None, Some(new)) => write!(out, " insert {new}"),
            (None, None) => Ok(()),
        };
    }
    out.push_str("</li>\n");
}

/// Text as code, which keeps its own direction.
fn code(text: &str) -> String {
    format!("<code dir=\"auto\">{}</code>", shown(text))
}

/// Text with controls by name, escaped.
fn shown(text: &str) -> String {
    escape(&window::visible(text, false))
}

/// A message: what stands in backticks is code.
fn prose(text: &str) -> String {
    let text = window::visible(text, false);
    let mut out = String::new();
    for (part, code) in code_spans(&text) {
        let part = escape(part);
        if code {
            let _ = write!(out, "<code dir=\"auto\">{part}</code>");
        } else {
            out.push_str(&part);
        }
    }
    out
}
