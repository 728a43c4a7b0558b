//! `html/changed-tag`: a tag of the source is gone, or the target has one too many.

use crate::{
    ast::InlineKind,
    bitext::{BlockPair, Looks, Side, Verdict},
    facts::{Fact, FactKind, is_element},
    rules::{Ctx, Rule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ChangedTag)
}

struct ChangedTag;

impl Rule for ChangedTag {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Tag]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared || pair.target.is_none() || pair.source.is_none() {
            return;
        }
        // An element that is gone has lost two tags: one finding.
        let mut told: Vec<(String, Option<u32>)> = Vec::new();
        for matched in bitext.matches_of(pair) {
            if matched.kind != FactKind::Tag
                || !matches!(matched.verdict, Verdict::Missing | Verdict::Extra)
                || bitext.is_damaged(matched)
            {
                continue;
            }
            let missing = bitext.source_fact(matched);
            let Some(fact) = missing.or_else(|| bitext.target_fact(matched)) else { continue };
            let name = fact.key.trim_start_matches('/').to_owned();
            let place = (name.clone(), matched.segment);
            if !is_element(&name) || is_anchor(fact) || told.contains(&place) {
                continue;
            }
            told.push(place);
            // Markdown says the same of the words.
            let marked = |it: &&crate::bitext::Match| {
                it.verdict != Verdict::Kept
                    && matches!(it.kind, FactKind::Strong | FactKind::Emphasis)
            };
            if ["b", "strong", "i", "em"].contains(&&*name)
                && bitext.matches_of(pair).iter().any(|it| marked(&it))
            {
                continue;
            }
            if let Some(source) = missing {
                let Some(at) = bitext.counterpart(source.span) else { continue };
                cx.report(at, format!("the tag `<{}>` of the source is gone", source.key))
                    .label("no such tag here")
                    .source(source.span, "the source's tag")
                    .detail(&*source.key)
                    .fact(Side::Source, source.span)
                    .help("put the tag back around the words that stand in it in the source");
            } else {
                let message = format!("the tag `<{}>` does not stand in the source", fact.key);
                cx.report(fact.span, message)
                    .detail(&*fact.key)
                    .fact(Side::Target, fact.span)
                    .help("take the tag out, or write `&lt;` if it is meant as text");
            }
        }
    }
}

/// Whether a tag is an anchor, which the tools put before headings.
fn is_anchor(fact: &Fact<'_>) -> bool {
    match fact.node.map(|node| &node.kind) {
        Some(InlineKind::Html(tag)) => {
            matches!(&*fact.key, "a" | "/a") && (tag.closing || tag.attributes.len() < 2)
        }
        _ => false,
    }
}
