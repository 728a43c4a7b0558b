//! `text/end-punctuation`: a question mark, exclamation mark or colon at the end of a sentence was lost
//! or changed.

use crate::{
    bitext::{Bitext, Side, Unit, UnitWords},
    facts::FactKind,
    locale::Family,
    rules::{Ctx, Rule, options::Options},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(EndPunctuation)
}

struct EndPunctuation;

impl Rule for EndPunctuation {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for UnitWords { unit, .. } in cx.bitext.units() {
            check(unit, cx);
        }
    }
}

fn check(unit: Unit, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let theirs = last(bitext.text(Side::Source, shown(bitext, Side::Source, unit.source)));
    let theirs = theirs.map(|(_, c)| c);
    let Some(theirs) = theirs.and_then(plain) else { return };
    let shown = shown(bitext, Side::Target, unit.target);
    let Some((at, ours)) = last(bitext.text(Side::Target, shown)) else { return };
    let greek = ours == ';' && bitext.target_data.tag == "el" && theirs == '?';
    // Where questions have words of their own for it, the mark is often a stop.
    let glued = bitext.target_data.family(Family::NoSpacesBetweenWords);
    if plain(ours) == Some(theirs) || greek || glued && theirs != ':' {
        return;
    }
    let start = shown.start as usize + at;
    let place = Span::new(start, start + ours.len_utf8());
    cx.report(place, format!("the source ends with `{theirs}`, the translation with `{ours}`"))
        .source(unit.source, format!("ends with `{theirs}`"))
        .help(format!("end the sentence as the source does, with `{theirs}`"))
        .detail(format!("{theirs}{ours}"));
}

/// The part of a stretch whose end the reader sees: without the destination of a link at its end.
fn shown(bitext: &Bitext<'_>, side: Side, stretch: Span) -> Span {
    let end = stretch.start + bitext.text(side, stretch).trim_end().len() as u32;
    let facts = bitext.facts(side).map_or(&[][..], |facts| facts.facts_at(stretch));
    let link = facts.iter().find(|fact| fact.kind == FactKind::Link && fact.span.end == end);
    link.map_or(stretch, |link| Span { start: stretch.start, end: link.text.end })
}

/// The last character of a text that is no space and no closing mark, with its place.
fn last(text: &str) -> Option<(usize, char)> {
    let closing = |c: char| c.is_whitespace() || "*_\"'”“»’)]）」』`".contains(c);
    text.char_indices().rev().find(|(_, c)| !closing(*c))
}

/// The mark that is compared, in its plain form.
fn plain(c: char) -> Option<char> {
    match c {
        '?' | '？' | '؟' => Some('?'),
        '!' | '！' => Some('!'),
        ':' | '：' => Some(':'),
        _ => None,
    }
}
