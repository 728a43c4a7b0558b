//! `html/unclosed`: a tag is opened and never closed.

use crate::{
    ast::InlineKind,
    bitext::{BlockPair, Looks, Side, Verdict},
    facts::{Fact, FactKind, Facts, View, is_element, is_end_optional},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Unclosed)
}

struct Unclosed;

impl Rule for Unclosed {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Tag]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared || pair.matches.is_empty() {
            return;
        }
        let matches = bitext.matches_of(pair);
        let lost = |it: &&crate::bitext::Match| {
            it.kind == FactKind::Tag
                && matches!(it.verdict, Verdict::Missing | Verdict::Extra)
                && !bitext.is_damaged(it)
        };
        if !matches.iter().any(|it| lost(&it)) {
            return;
        }
        let (Some(target), Some(source), Some(facts)) =
            (bitext.target_view(pair), bitext.source_view(pair), &bitext.source_facts)
        else {
            return;
        };
        let theirs = open_tags(facts, source);
        for tag in open_tags(&bitext.target_facts, target) {
            if theirs.iter().any(|other| other.key == tag.key) {
                continue;
            }
            let end = format!("/{}", tag.key);
            // The end that the source has: the finding about the lost tag says the same.
            let lost_end = matches.iter().filter(lost).find_map(|it| {
                bitext.source_fact(it).filter(|fact| *fact.key == *end || fact.key == tag.key)
            });
            let written = bitext.text(Side::Target, tag.span);
            let finding = cx.report(tag.span, format!("{} is never closed", quote(written)));
            finding
                .detail(&*tag.key)
                .help(format!("write `</{}>` where the element ends", tag.key));
            match lost_end {
                Some(end) => {
                    finding.source(end.span, "closed in the source").fact(Side::Source, end.span)
                }
                None => finding.fact(Side::Target, tag.span),
            };
        }
    }
}

/// The tags of a view that are opened and not closed in it, of elements that must be.
fn open_tags<'f, 'a>(facts: &'f Facts<'a>, view: &View<'a>) -> Vec<&'f Fact<'a>> {
    let mut open: Vec<&Fact<'_>> = Vec::new();
    for fact in facts.facts_in(view).iter().filter(|it| it.kind == FactKind::Tag) {
        let Some(InlineKind::Html(tag)) = fact.node.map(|node| &node.kind) else { continue };
        if tag.closing {
            let name = fact.key.trim_start_matches('/');
            if let Some(at) = open.iter().rposition(|it| it.key == name) {
                open.remove(at);
            }
        } else if !tag.self_closing && is_element(&fact.key) && !is_end_optional(&fact.key) {
            open.push(fact);
        }
    }
    open
}
