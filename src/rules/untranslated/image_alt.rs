//! `untranslated/image-alt`: an alternative text stayed in the source language.

use crate::{
    ast::{Attribute, InlineKind},
    bitext::{Bitext, BlockPair, Looks, Match, Side},
    facts::{Fact, FactKind, collapse},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ImageAlt)
}

struct ImageAlt;

impl Rule for ImageAlt {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if bitext.source.is_none() {
            for (index, fact) in bitext.target_facts.facts.iter().enumerate() {
                check(cx, fact, index as u32, None);
            }
        }
    }

    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Image, FactKind::Directive, FactKind::Tag])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let shown = [FactKind::Image, FactKind::Directive, FactKind::Tag];
        for matched in bitext.matches_of(pair).iter().filter(|it| shown.contains(&it.kind)) {
            if let (Some(target), Some(index)) = (bitext.target_fact(matched), matched.target)
                && !bitext.is_damaged(matched)
            {
                check(cx, target, index, Some(matched));
            }
        }
    }
}

fn check<'a>(cx: &mut Ctx<'_, 'a>, fact: &Fact<'a>, index: u32, matched: Option<&Match>) {
    let bitext = cx.bitext;
    let Some(alt) = alt(bitext, Side::Target, fact, index) else { return };
    if fact.kind == FactKind::Image && !bitext.may_be_source_language(Side::Target, alt) {
        return;
    }
    let said = bitext.text(Side::Target, alt);
    // Outside its pairs a side-by-side file has the target's text alone.
    let theirs = matched.filter(|_| !bitext.is_shared(alt)).and_then(|matched| {
        let place = alt_of_source(bitext, matched)?;
        Some((place, bitext.text(Side::Source, place)))
    });
    let same = theirs.filter(|(_, text)| collapse(text) == collapse(said));
    if !bitext.is_source_language_value(alt, same.is_some()) || bitext.is_untranslated() {
        return;
    }
    let language = bitext.source_language();
    let message = format!("the alternative text is left in {language}: {}", quote(said));
    let finding = cx.report(alt, message);
    finding.label(format!("still {language}"));
    if let Some((place, _)) = same {
        finding.source(place, "the source says the same");
    }
    finding.help("translate it; it is what a screen reader reads out in place of the image");
}

fn alt_of_source(bitext: &Bitext<'_>, matched: &Match) -> Option<Span> {
    alt(bitext, Side::Source, bitext.source_fact(matched)?, matched.source?)
}

/// The bytes of an image's alternative text.
fn alt(bitext: &Bitext<'_>, side: Side, fact: &Fact<'_>, index: u32) -> Option<Span> {
    let found = |attributes: &[Attribute], wanted: &str| {
        let named =
            attributes.iter().find(|it| bitext.text(side, it.name).eq_ignore_ascii_case(wanted));
        named.and_then(|it| it.value)
    };
    match fact.kind {
        FactKind::Image => Some(fact.text),
        FactKind::Directive if fact.is_image() => {
            found(&bitext.facts(side)?.directive(index)?.attributes, "alt-text")
        }
        FactKind::Tag if fact.key == "img" => match &fact.node?.kind {
            InlineKind::Html(tag) => found(&tag.attributes, "alt"),
            _ => None,
        },
        _ => None,
    }
}
