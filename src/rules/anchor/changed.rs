//! `anchor/changed`: the anchor of a heading is not the source's.

use crate::{
    bitext::{BlockPair, Side},
    diagnostic::Safety,
    facts::{Fact, Facts, View},
    grammar::slug,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Changed)
}

struct Changed;

impl Rule for Changed {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(facts) = &bitext.source_facts else { return };
        for (pair, target, source) in bitext.headings() {
            check(cx, facts, pair, target, source);
        }
    }
}

fn check(
    cx: &mut Ctx<'_, '_>,
    facts: &Facts<'_>,
    pair: &BlockPair,
    target: &View<'_>,
    source: &View<'_>,
) {
    let bitext = cx.bitext;
    // The first is the one that the tools make; others are written by the author.
    let Some(anchor) = bitext.target_facts.anchors_in(target).next() else { return };
    // Nearly always it is that of the source's heading.
    if slug::is_slug(facts.text(facts.heading_text(source)), anchor.name) {
        return;
    }
    if bitext.has_damage(pair) {
        return;
    }
    // The alternative text of an image is part of the name, and may stand there translated.
    let images = facts.facts_in(source).iter().any(Fact::is_image);
    if images {
        return;
    }
    let theirs: Vec<_> = facts.anchors_in(source).collect();
    let known = theirs.iter().any(|other| {
        other.name == anchor.name && !(bitext.is_shared(anchor.span) && other == &theirs[0])
    });
    if known || slugs(facts, source).any(|slug| same(&slug, anchor.name)) {
        return;
    }
    let slugs: Vec<String> = slugs(facts, source).collect();
    // Several headings of one name are numbered by some tools.
    let numbered = anchor.name.rsplit_once('-').is_some_and(|(stem, number)| {
        number.parse::<u8>().is_ok() && slugs.iter().any(|slug| slug == stem)
    });
    if numbered {
        return;
    }
    let wanted = theirs.first().filter(|_| !bitext.is_shared(anchor.span));
    let wanted = wanted.map_or_else(|| slugs.into_iter().next(), |it| Some(it.name.to_owned()));
    let Some(wanted) = wanted.filter(|it| !it.is_empty()) else { return };
    let message =
        format!("the anchor of the heading is {}, not {}", quote(anchor.name), quote(&wanted));
    cx.report(anchor.value, message)
        .source(facts.heading_text(source), "the source's heading")
        .detail(wanted.clone())
        .fact(Side::Source, source.span)
        .help("write the anchor as the source has it: links from other pages lead to it")
        .fix(Safety::Safe, anchor.value, wanted);
}

/// What the anchor of a heading may be called: the slug of what stands behind the anchors, of what
/// stands behind the first, and of all. Each is made when it is asked for.
fn slugs(facts: &Facts<'_>, heading: &View<'_>) -> impl Iterator<Item = String> {
    let text = facts.text(heading.text());
    let behind_anchors = || facts.text(facts.heading_text(heading));
    let behind_first = move || {
        let first = text.find("</a>").filter(|_| text.starts_with("<a ")).map_or(0, |at| at + 4);
        text.get(first..).unwrap_or("")
    };
    std::iter::once_with(behind_anchors)
        .chain(std::iter::once_with(behind_first))
        .chain(std::iter::once(text))
        .map(slug::slug)
}

/// Whether two names are the same but for what tools treat in their own ways: hyphens and marks.
fn same(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        name.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_lowercase).collect()
    };
    one == other || plain(one) == plain(other)
}
