//! `anchor/missing`: a heading lost its anchor.

use crate::{
    bitext::Side,
    diagnostic::Safety,
    grammar::slug,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Missing)
}

struct Missing;

impl Rule for Missing {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let (mut with, mut without) = (0, Vec::new());
        for (pair, target, source) in bitext.headings() {
            if bitext.target_facts.anchors_in(target).next().is_some() {
                with += 1;
            } else if !bitext.has_damage(pair) {
                without.push((target, source));
            }
        }
        for (target, source) in without {
            let Some(facts) = &bitext.source_facts else { return };
            let theirs = facts.anchors_in(source).next();
            // Where the source has none, the tools made those of the other headings.
            if theirs.is_none() && (with < 2 || bitext.split.is_none()) {
                continue;
            }
            let made = || slug::slug(facts.text(facts.heading_text(source)));
            let name = theirs.map_or_else(made, |anchor| anchor.name.to_owned());
            if name.is_empty() {
                continue;
            }
            let place = target.text();
            let finding =
                cx.report(place, format!("the heading has lost its anchor {}", quote(&name)));
            finding
                .source(source.text(), "the source's heading")
                .detail(name.clone())
                .fact(Side::Source, source.span)
                .help("put the anchor before the heading's text: links lead to it");
            // In a side-by-side file the anchor stands before the pair, where no text can be put in.
            if bitext.split.is_none() {
                let at = Span { start: place.start, end: place.start };
                finding.fix(Safety::Safe, at, format!("<a name=\"{name}\"></a>"));
            }
        }
    }
}
