//! `alert/translated-keyword`: the keyword of an alert was translated or misspelled.

use crate::{
    ast::{AlertKind, InlineKind},
    bitext::Side,
    diagnostic::Safety,
    facts::ViewKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

struct TranslatedKeyword;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(TranslatedKeyword)
}

const KEYWORDS: [(&str, AlertKind); 5] = [
    ("NOTE", AlertKind::Note),
    ("TIP", AlertKind::Tip),
    ("WARNING", AlertKind::Warning),
    ("IMPORTANT", AlertKind::Important),
    ("CAUTION", AlertKind::Caution),
];

impl Rule for TranslatedKeyword {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let alerts = bitext.target_facts.alerts();
        let unknown = alerts.filter(|(_, alert)| alert.kind.is_none());
        let mut found: Vec<(Span, Span)> =
            unknown.map(|(_, alert)| (alert.span, alert.keyword)).collect();
        // Outside of a quote such a word is text at the start of a paragraph.
        for view in bitext.target_facts.views.iter().filter(|it| it.kind == ViewKind::Paragraph) {
            let text = view.content.first().filter(|it| matches!(it.kind, InlineKind::Text));
            let Some(start) = text.map(|it| it.span.start) else { continue };
            let span = Span { start, end: view.span.end };
            if let Some((inside, _)) = marker(span.of_text(bitext.target.text)) {
                let keyword = Span { start: start + 2, end: start + 2 + inside.len() as u32 };
                found.push((Span { start, end: keyword.end + 1 }, keyword));
            }
        }
        found.sort();
        found.dedup();
        for (marker, keyword) in found {
            check(cx, marker, keyword);
        }
    }
}

/// What stands between `[!` and `]` at the start of a text, and the rest.
fn marker(text: &str) -> Option<(&str, &str)> {
    let (inside, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let word =
        inside.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\u{a0}' | '-' | '\''));
    (word && inside.len() < 40 && !rest.starts_with(['(', '['])).then_some((inside, rest))
}

fn check(cx: &mut Ctx<'_, '_>, marker: Span, keyword: Span) {
    let bitext = cx.bitext;
    let written = keyword.of_text(bitext.target.text);
    let word = written.trim();
    let meant = meant(word, |word| bitext.target_data.alert(word)).or_else(|| {
        // `[! NOTE]` is read as text.
        let known = KEYWORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
        known.filter(|_| word.len() < written.len()).map(|&(keyword, _)| keyword)
    });
    let Some(meant) = meant else { return };
    // The source's own slip stands in its text too.
    if let Some(source) = bitext.source {
        let own = marker.of_text(bitext.target.text);
        let segment = bitext.segment_at(Side::Target, marker.start);
        let shown = segment.map_or(source.text, |it| it.source.of_text(source.text));
        if !bitext.is_shared(marker) && shown.contains(own) {
            return;
        }
    }
    let message = format!(
        "{} is no alert: {} is not a keyword",
        quote(marker.of_text(bitext.target.text)),
        quote(written)
    );
    cx.report(marker, message)
        .label("shows as text")
        .help(format!("write `[!{meant}]`; the page shows the keyword in its own language"))
        .fix(Safety::Safe, keyword, meant);
}

/// The keyword that a word stands for: as a translation, or one or two letters away.
fn meant(word: &str, translated: impl Fn(&str) -> Option<AlertKind>) -> Option<&'static str> {
    let upper = word.to_uppercase();
    if KEYWORDS.iter().any(|(keyword, _)| *keyword == upper) {
        return None;
    }
    if let Some(kind) = translated(word) {
        return KEYWORDS.iter().find(|(_, known)| *known == kind).map(|&(keyword, _)| keyword);
    }
    let near = |keyword: &str| {
        let allowed = if keyword.len() > 4 { 2 } else { 1 };
        strsim::osa_distance(keyword, &upper) <= allowed
    };
    KEYWORDS.iter().find(|(keyword, _)| near(keyword)).map(|&(keyword, _)| keyword)
}
