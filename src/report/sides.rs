//! Target and source of a finding side by side, for formats that show both: whole texts
//! ([`texts`]), or cut to what matters ([`sides`]).

use super::{
    Style,
    block::{self, Block},
    window,
};
use crate::{
    diagnostic::{Diagnostic, Label},
    locale::{Family, Locale},
    text::{FileId, Files, SourceFile, Span},
};

/// One side of a finding.
pub(super) struct Side<'f> {
    /// The lines to show and the marks in them.
    pub(super) block: Block<'f>,
    /// The locale of the text, where it is known.
    pub(super) locale: Option<&'f str>,
}

/// Both sides of a finding.
pub(super) struct Sides<'f> {
    /// Where the finding stands.
    pub(super) target: Option<Side<'f>>,
    /// The source's text that belongs to it.
    pub(super) source: Option<Side<'f>>,
    /// Labels that point elsewhere.
    pub(super) others: Vec<&'f Label>,
}

/// Both sides, cut to `width` columns a line.
pub(super) fn sides<'f>(files: &'f Files, diagnostic: &'f Diagnostic, style: &Style) -> Sides<'f> {
    let primary = &diagnostic.primary;
    let mut here = vec![primary];
    let mut there = Vec::new();
    let mut others = Vec::new();
    for label in &diagnostic.related {
        if lies_in(label, primary.file, primary.window) {
            here.push(label);
        } else if let Some(source) = &diagnostic.source
            && lies_in(label, source.file, source.span)
        {
            there.push(label);
        } else {
            others.push(label);
        }
    }
    let target = files.get(primary.file).map(|file| Side {
        block: block::block(file, &here, Some(primary.window), true, style),
        locale: diagnostic.locale.as_deref(),
    });
    let source = diagnostic.source.as_ref().and_then(|source| {
        let file = files.get(source.file)?;
        let start = Span { end: source.span.start, ..source.span };
        // Without a label in it, the text is shown from its start.
        let whole =
            Label { file: source.file, span: start, window: source.span, message: String::new() };
        let mut block = if there.is_empty() {
            block::block(file, &[&whole], Some(source.span), false, style)
        } else {
            block::block(file, &there, Some(source.span), false, style)
        };
        if there.is_empty() {
            block.labels.clear();
        }
        Some(Side { block, locale: Some(source.locale.as_str()) })
    });
    Sides { target, source, others }
}

fn lies_in(label: &Label, file: FileId, window: Span) -> bool {
    label.file == file && window.contains(label.span)
}

/// The whole texts of a finding: the target's, and the source's where there is one.
pub(super) fn texts<'f>(files: &'f Files, diagnostic: &Diagnostic) -> (&'f str, Option<&'f str>) {
    let text = |id: FileId, span: Span| files.get(id).map_or("", |file| span.of_text(&file.text));
    let target = text(diagnostic.primary.file, diagnostic.primary.window);
    let source = diagnostic.source.as_ref().map(|source| text(source.file, source.span));
    (target, source)
}

/// `a/b.md:3:9` of a label.
pub(super) fn place(files: &Files, label: &Label) -> String {
    let Some(file) = files.get(label.file) else { return String::new() };
    let position = file.position(label.span.start);
    format!("{}:{}:{}", file.path, position.line, position.column)
}

/// What the first label that points elsewhere says and shows, in one line of a few hundred
/// characters at most: for formats that have no room but a message.
pub(super) fn first_source(files: &Files, diagnostic: &Diagnostic) -> Option<String> {
    let label = diagnostic.related.first()?;
    let text = label.span.of_text(&files.get(label.file)?.text).trim();
    let text: String = window::visible(text, false).chars().take(300).collect();
    let words = if label.message.is_empty() { "see also" } else { &label.message };
    let place = place(files, label);
    Some(if text.is_empty() {
        format!("{words} ({place})")
    } else {
        format!("{words} ({place}): {text}")
    })
}

/// The part of a span that lies in its first line.
pub(super) fn first_line(file: &SourceFile, span: Span) -> Span {
    let line = file.line_span(file.line_index(span.start));
    let end = span.end.min(line.end.max(span.start));
    Span { end, ..span }
}

/// `rtl` or `ltr` by what is known of a locale; `auto` where nothing is.
pub(super) fn direction(locale: Option<&str>) -> &'static str {
    let Some(locale) = locale.and_then(Locale::normalize) else { return "auto" };
    match locale.script() {
        Some("Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo" | "Adlm" | "Rohg") => return "rtl",
        Some(_) => return "ltr",
        None => {}
    }
    let data = locale.data();
    if data.is_empty() {
        "auto"
    } else if data.family(Family::RightToLeft) {
        "rtl"
    } else {
        "ltr"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions() {
        for (locale, direct) in [
            (Some("ar-SA"), "rtl"),
            (Some("he"), "rtl"),
            (Some("nl-NL"), "ltr"),
            (Some("az-Arab"), "rtl"),
            (Some("tlh"), "auto"),
            (None, "auto"),
        ] {
            assert_eq!(direction(locale), direct, "{locale:?}");
        }
    }

    #[test]
    fn a_span_over_lines_is_cut_at_the_first() {
        let file = SourceFile::new("a.md", "one\ntwo\n\nthree");
        assert_eq!(first_line(&file, Span::new(1, 12)), Span::new(1, 3));
        assert_eq!(first_line(&file, Span::new(5, 6)), Span::new(5, 6));
        assert_eq!(first_line(&file, Span::new(8, 14)), Span::at(8));
    }
}
