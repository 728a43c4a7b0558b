//! `image/changed-source`: an image, video or enlarged view comes from another file than the source's.

use crate::{
    bitext::{Bitext, BlockPair, Looks, Match, Side, Verdict},
    diagnostic::Safety,
    facts::{Fact, FactKind, same_place},
    rules::{
        Ctx, Rule,
        options::Options,
        quote::{quote, quote_both},
    },
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ChangedSource)
}

struct ChangedSource;

impl Rule for ChangedSource {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Image, FactKind::Directive])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (matched, target, source) in bitext.on_both_sides(pair) {
            if !target.is_image() {
                continue;
            }
            if matched.verdict == Verdict::Changed {
                let places = (target.destination(), source.destination());
                report(cx, target, source, "image", places);
            } else if let Some(places) = changed_lightbox(bitext, matched) {
                report(cx, target, source, "enlarged image", places);
            }
        }
    }
}

type Places = (Option<Span>, Option<Span>);

/// The values of the two `lightbox` attributes, where they name different places.
fn changed_lightbox(bitext: &Bitext<'_>, matched: &Match) -> Option<Places> {
    let value = |side, index| {
        let article = bitext.article(side)?;
        let directive = bitext.facts(side)?.directive(index)?;
        let named = directive.attributes.iter().find(|attribute| {
            attribute.name.of_text(article.text).eq_ignore_ascii_case("lightbox")
        });
        named?.value
    };
    let target = value(Side::Target, matched.target?)?;
    let source = value(Side::Source, matched.source?)?;
    let same = same_place(bitext.text(Side::Target, target), bitext.text(Side::Source, source));
    (!same).then_some((Some(target), Some(source)))
}

fn report(
    cx: &mut Ctx<'_, '_>,
    target: &Fact<'_>,
    source: &Fact<'_>,
    what: &str,
    (ours, theirs): Places,
) {
    let bitext = cx.bitext;
    let path = |side, span: Option<Span>, fact: &Fact<'_>| {
        span.map_or_else(|| fact.path().to_owned(), |span| bitext.text(side, span).to_owned())
    };
    let (is, was) = (path(Side::Target, ours, target), path(Side::Source, theirs, source));
    let (now, before) = quote_both(&is, &was);
    let message = format!("the {what} is {now}, not {before}");
    let finding = cx.report(target.span, message);
    finding
        .source(source.span, "the source's image")
        .detail(was.clone())
        .fact(Side::Source, source.span)
        .help(format!("show {}, or add the localized file to the repository", quote(&was)));
    if let (Some(ours), Some(_)) = (ours, theirs) {
        // In one file both paths are resolved from the same folder.
        let safety = if bitext.split.is_some() { Safety::Safe } else { Safety::Unsafe };
        finding.fix(safety, ours, was);
    }
}
