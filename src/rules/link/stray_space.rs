//! `link/stray-space`: a link's text starts or ends with a space that the source's has not.

use crate::{
    bitext::{BlockPair, Looks, Side},
    diagnostic::Safety,
    facts::{Fact, FactKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(StraySpace)
}

struct StraySpace;

impl Rule for StraySpace {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if bitext.source.is_none() {
            for link in &bitext.target_facts.facts {
                check(link, None, cx);
            }
        }
    }

    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Link])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (_, target, source) in bitext.on_both_sides(pair) {
            check(target, Some(source), cx);
        }
    }
}

fn check<'a>(link: &Fact<'a>, source: Option<&Fact<'a>>, cx: &mut Ctx<'_, 'a>) {
    let bitext = cx.bitext;
    let text = bitext.text(Side::Target, link.text);
    let trimmed = text.trim();
    if link.kind != FactKind::Link || trimmed.len() == text.len() || trimmed.is_empty() {
        return;
    }
    let theirs = source.map_or("", |source| bitext.text(Side::Source, source.text));
    let inner = Span::of(text, trimmed).shifted(link.text.start);
    let before = Span { start: link.text.start, end: inner.start };
    let after = Span { start: inner.end, end: link.text.end };
    let starts = !before.is_empty() && !theirs.starts_with(char::is_whitespace);
    let ends = !after.is_empty() && !theirs.ends_with(char::is_whitespace);
    if !starts && !ends {
        return;
    }
    let which = match (starts, ends) {
        (true, true) => "starts and ends",
        (true, false) => "starts",
        _ => "ends",
    };
    let facts = &bitext.target_facts;
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // A space that was all that stood between two words moves out of the brackets.
    let out_before = starts && letter(facts.char_before(link.span.start));
    let out_after = ends && letter(facts.char_after(link.span.end));
    let message = format!("the text of the link {} {which} with a space", quote(trimmed));
    // The place reaches to the end of the link where the space is, so that it meets a word there.
    let start = if starts { link.span.start } else { link.text.start };
    let end = if ends { link.span.end } else { link.text.end };
    let finding = cx.report(Span { start, end }, message);
    finding.help("move the space out of the brackets, or remove it").detail(which);
    if let Some(source) = source {
        finding.source(source.span, "no space there in the source");
    }
    for (wrong, span, out, at) in
        [(starts, before, out_before, link.span.start), (ends, after, out_after, link.span.end)]
    {
        if wrong {
            finding.fix(Safety::Safe, span, "");
            if out {
                finding.fix(Safety::Safe, Span { start: at, end: at }, " ");
            }
        }
    }
}
