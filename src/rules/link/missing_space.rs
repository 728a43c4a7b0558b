//! `link/missing-space`: a letter touches a link in the target but not in the source.

use crate::{
    bitext::{BlockPair, Side},
    diagnostic::Safety,
    facts::Fact,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MissingSpace)
}

struct MissingSpace;

impl Rule for MissingSpace {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if bitext.source.is_none() {
            for link in bitext.target_facts.facts.iter().filter(|fact| fact.is_link()) {
                check(link, None, cx);
            }
        }
    }

    fn pair(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared {
            return;
        }
        for matched in bitext.matches_of(pair) {
            if let (Some(target), Some(source)) =
                (bitext.target_fact(matched), bitext.source_fact(matched))
                && target.is_link()
                && !bitext.is_damaged(matched)
            {
                check(target, Some(source), cx);
            }
        }
    }
}

fn check<'a>(link: &Fact<'a>, source: Option<&Fact<'a>>, cx: &mut Ctx<'_, 'a>) {
    let touch = cx.bitext.touch(link, source);
    let ends = [(touch.before, "before"), (touch.after, "after")];
    for (letters, end) in ends.into_iter().filter_map(|(letters, end)| Some((letters?, end))) {
        let bitext = cx.bitext;
        let word = bitext.text(Side::Target, letters);
        let text = bitext.text(Side::Target, link.text);
        let message = if end == "before" {
            format!("no space between `{word}` and the link {}", quote(text))
        } else {
            format!("no space between the link {} and `{word}`", quote(text))
        };
        let at = if end == "before" { link.span.start } else { link.span.end };
        let finding = cx.report(place(link, letters), message);
        finding
            .label("a space belongs here")
            .help(format!("put a space {end} the link"))
            .detail(end)
            .fix(Safety::Safe, Span { start: at, end: at }, " ");
        if let Some(source) = source {
            finding.source(source.span, "no letter touches it in the source");
        }
    }
}

/// The letters with the bracket they touch.
fn place(link: &Fact<'_>, letters: Span) -> Span {
    if letters.start < link.span.start {
        Span { start: letters.start, end: link.span.start + 1 }
    } else {
        Span { start: link.span.end - 1, end: letters.end }
    }
}
