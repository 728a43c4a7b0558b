//! `emphasis/missing`: the target has fewer runs of emphasis than the source.

use crate::{
    bitext::{Bitext, BlockPair, Looks, Match, Side, Verdict},
    facts::{Fact, FactKind, MarkKind},
    locale::Family,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Runs of the source that are shown with a finding.
const MOST_SHOWN: usize = 4;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Missing)
}

struct Missing;

impl Rule for Missing {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Strong, FactKind::Emphasis]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let matches = bitext.matches_of(pair);
        let kinds = [FactKind::Strong, FactKind::Emphasis];
        if pair.target.is_none()
            || !matches.iter().any(|it| it.verdict == Verdict::Missing && kinds.contains(&it.kind))
        {
            return;
        }
        let mut reported: Vec<Span> = Vec::new();
        for kind in kinds {
            if kind == FactKind::Emphasis && bitext.target_data.family(Family::NoItalics) {
                continue;
            }
            let mut lost: Vec<(Span, &Match)> = Vec::new();
            for matched in matches {
                if (matched.kind, matched.verdict) == (kind, Verdict::Missing)
                    && !bitext.is_damaged(matched)
                    && let Some(source) = bitext.source_fact(matched)
                    && is_told_apart(bitext, source)
                    && let Some(place) = bitext.counterpart(source.span)
                    && !place.is_empty()
                    && !reported.contains(&place)
                {
                    lost.push((place, matched));
                }
            }
            let replaced = matches.iter().filter(|it| is_instead(bitext, it, kind)).count();
            lost.truncate(lost.len().saturating_sub(replaced));
            for group in lost.chunk_by(|one, other| one.0 == other.0) {
                report(group, kind, cx);
            }
            // Bold type that is lost says enough of a place.
            reported.extend(lost.iter().map(|(place, _)| *place));
            reported.dedup();
        }
    }
}

/// Reports what is lost of one place.
fn report(group: &[(Span, &Match)], kind: FactKind, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let Some(&(place, first)) = group.first() else { return };
    let Some(fact) = bitext.source_fact(first) else { return };
    let stretch = bitext.segment_at(Side::Source, fact.span.start).map(|segment| segment.source);
    let stretch = stretch.unwrap_or(fact.span);
    let count = |side: Side, span: Span| {
        let facts = bitext.facts(side).map_or(&[][..], |facts| facts.facts_at(span));
        facts.iter().filter(|fact| fact.kind == kind).count()
    };
    let ours = count(Side::Target, place);
    let theirs = count(Side::Source, stretch).max(ours + group.len());
    // Quotation marks stand for italics in many languages.
    if kind == FactKind::Emphasis {
        let marks = bitext.target_facts.marks_in(place);
        let quoted = marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Quote(_))).count();
        let quotes = bitext.source_facts.as_ref().map_or(0, |facts| {
            let marks = facts.marks_in(stretch).iter();
            marks.filter(|mark| matches!(mark.kind, MarkKind::Quote(_))).count()
        });
        if quoted > quotes {
            return;
        }
    }
    let word = if kind == FactKind::Strong { "bold" } else { "italic" };
    let text = quote(bitext.text(Side::Source, fact.text));
    let message = if theirs == 1 {
        format!("nothing is {word} here; the source has {text} in {word} type")
    } else if ours == 0 {
        format!("nothing is {word} here; the source has {theirs} texts in {word} type")
    } else {
        let texts = if ours == 1 { "text is" } else { "texts are" };
        format!("{ours} {texts} {word} here, {theirs} in the source")
    };
    let finding = cx.report(place, message);
    finding
        .label(format!("less is {word} than in the source"))
        .help(format!("make {word} what translates the {word} text of the source"))
        .fact(Side::Source, fact.span);
    // Which of several runs is the lost one their number does not tell; those that stand in the target
    // as they are have not been lost.
    let kept = |text: Span| {
        let theirs = bitext.text(Side::Source, text);
        bitext
            .target_facts
            .facts_at(place)
            .iter()
            .any(|ours| ours.kind == kind && bitext.text(Side::Target, ours.text) == theirs)
    };
    let runs: Vec<Span> = bitext.source_facts.as_ref().map_or_else(Vec::new, |facts| {
        let runs = facts.facts_at(stretch).iter().filter(|run| run.kind == kind);
        runs.filter(|run| !kept(run.text)).map(|run| run.span).collect()
    });
    let lost = group.iter().filter_map(|(_, matched)| bitext.source_fact(matched));
    let shown = if runs.len() < group.len() { lost.map(|it| it.span).collect() } else { runs };
    for span in shown.into_iter().take(MOST_SHOWN) {
        finding.source(span, format!("{word} in the source"));
    }
}

/// Whether a run of the source shows by itself: it holds something to read and does not go on another
/// run (`**a****b**` is one to the reader).
fn is_told_apart(bitext: &Bitext<'_>, source: &Fact<'_>) -> bool {
    let text = bitext.text(Side::Source, source.text);
    let facts = bitext.source_facts.as_ref();
    let before = facts.and_then(|facts| facts.char_before(source.span.start));
    let around_other = source.kind == FactKind::Emphasis
        && ["**", "__"].iter().any(|mark| text.starts_with(mark) && text.ends_with(mark));
    text.chars().any(char::is_alphanumeric) && !matches!(before, Some('*' | '_')) && !around_other
}

/// Whether something of the target that the source lacks stands for a lost run: the other kind of
/// emphasis, or code.
fn is_instead(bitext: &Bitext<'_>, matched: &Match, kind: FactKind) -> bool {
    let other = match matched.kind {
        FactKind::Strong | FactKind::Emphasis => matched.kind != kind,
        FactKind::Code => true,
        FactKind::Tag => bitext
            .target_fact(matched)
            .is_some_and(|tag| matches!(&*tag.key, "b" | "strong" | "em" | "i")),
        _ => false,
    };
    other && matched.verdict == Verdict::Extra
}
