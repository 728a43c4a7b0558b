//! `anchor/broken-fragment`: a link within the article leads to no anchor and no heading.

use crate::{
    bitext::{Bitext, Match, Side},
    diagnostic::{Safety, Severity},
    facts::{Fact, FactKind, ViewKind, is_fragment},
    rules::{Ctx, Rule, options::Options, quote::quote},
};
use std::collections::BTreeSet;

/// Makes the check.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(BrokenFragment { ignore: options.list("ignore").to_vec() })
}

struct BrokenFragment {
    ignore: Vec<String>,
}

impl Rule for BrokenFragment {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let facts = &bitext.target_facts.facts;
        if !facts.iter().any(|fact| fragment(fact).is_some()) {
            return;
        }
        // A fragment without a title is shown in other articles, which may hold the anchor.
        let titled = bitext
            .target
            .front_matter
            .as_ref()
            .is_some_and(|it| it.get(bitext.target.text, "title").is_some())
            || bitext.target_facts.views.iter().any(|it| it.kind == ViewKind::Heading(1));
        if !titled {
            return;
        }
        // Where all lead to anchors, as they do where tools give each heading one, no heading need be named.
        let anchors = bitext.target_facts.anchors().map(|anchor| anchor.name.to_lowercase());
        let anchors: BTreeSet<String> = anchors.collect();
        if facts.iter().filter_map(fragment).all(|name| is_fragment(&anchors, name)) {
            return;
        }
        let mut names = bitext.target_facts.fragments();
        if facts.iter().filter_map(fragment).all(|name| is_fragment(&names, name)) {
            return;
        }
        if let Some(source) = &bitext.source_facts {
            names.extend(source.fragments());
        }
        if bitext.source.is_none() {
            for fact in facts {
                self.check(cx, &names, fact, None);
            }
        }
        for matched in bitext.matches.iter().filter(|it| !bitext.is_damaged(it)) {
            if let Some(fact) = bitext.target_fact(matched) {
                self.check(cx, &names, fact, Some(matched));
            }
        }
    }
}

impl BrokenFragment {
    fn check(
        &self,
        cx: &mut Ctx<'_, '_>,
        names: &BTreeSet<String>,
        fact: &Fact<'_>,
        matched: Option<&Match>,
    ) {
        let bitext = cx.bitext;
        let Some(name) = fragment(fact) else { return };
        if is_fragment(names, name) || self.ignore.iter().any(|start| name.starts_with(&**start)) {
            return;
        }
        let source = matched.and_then(|matched| bitext.source_fact(matched));
        let inherited = source.is_some_and(|source| source.key == fact.key);
        if !inherited && includes(bitext) {
            return;
        }
        let message = format!("no heading or anchor of the article is called {}", quote(name));
        let finding = cx.report(fact.span, message);
        finding.detail(name).label("leads nowhere");
        if inherited {
            // What the source has wrong too is told, and is not the translator's fault.
            finding.severity(Severity::Info).help("mend the link in the source, or leave it");
        } else {
            finding.help("write the anchor of the heading that is meant");
        }
        let place = fact.destination();
        if let Some(source) = source.filter(|_| !inherited) {
            finding.source(source.span, "the source's link").fact(Side::Source, source.span);
            if let (Some(place), Some(wanted)) = (place, fragment(source))
                && is_fragment(names, wanted)
            {
                finding.fix(Safety::Safe, place, format!("#{wanted}"));
            }
        } else if let (Some(place), Some(near)) = (place, nearest(names, name)) {
            finding.fix(Safety::Unsafe, place, format!("#{near}"));
        }
    }
}

/// The fragment of a link within the article; none for those that the site itself gives a meaning.
fn fragment<'f>(fact: &'f Fact<'_>) -> Option<&'f str> {
    let name = (fact.kind == FactKind::Link).then(|| fact.key.strip_prefix('#'))??;
    let special = name.is_empty()
        || name.eq_ignore_ascii_case("top")
        || name.contains(['/', '=', ':', '!', '?', '{'])
        || name.eq_ignore_ascii_case("lightbox");
    (!special).then_some(name)
}

/// Whether other files stand in the article, which may hold the anchor.
fn includes(bitext: &Bitext<'_>) -> bool {
    let facts = bitext.target_facts.facts.iter();
    facts.filter(|fact| fact.kind == FactKind::Directive).any(|it| it.directive_name() == "include")
}

/// The only name that is one or two letters away.
fn nearest<'n>(names: &'n BTreeSet<String>, name: &str) -> Option<&'n str> {
    let name = name.to_lowercase();
    let close = |it: &&String| {
        it.len().abs_diff(name.len()) <= 2 && name.len() > 4 && strsim::osa_distance(it, &name) <= 2
    };
    let mut found = names.iter().filter(close);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
