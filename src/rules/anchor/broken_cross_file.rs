//! `anchor/broken-cross-file`: a link leads to a fragment that the article it leads to does not have.

use crate::{
    diagnostic::fingerprint,
    facts::{destination_key, page, resolved, spellings},
    rules::{
        Rule,
        index::{Index, Wants, WorkspaceCtx},
        options::Options,
        quote::quote,
    },
};
use std::collections::BTreeMap;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(BrokenCrossFile)
}

struct BrokenCrossFile;

impl Rule for BrokenCrossFile {
    fn wants(&self) -> Wants {
        Wants::LINKS.with(Wants::FRAGMENTS)
    }

    fn workspace(&self, cx: &mut WorkspaceCtx<'_>) {
        let index = cx.index;
        if index.entries().iter().all(|entry| entry.summary.links.is_empty()) {
            return;
        }
        let pages = pages(index);
        for (article, entry) in index.entries().iter().enumerate() {
            if !cx.is_on(article) {
                continue;
            }
            for link in entry.summary.links.iter().filter(|link| !link.inherited) {
                let Some((path, fragment)) = link.destination.split_once('#') else { continue };
                if !is_name(fragment) {
                    continue;
                }
                let path = destination_key(path.split('?').next().unwrap_or(""));
                let found =
                    resolved(&path, &entry.path, &entry.within).into_iter().find_map(|it| {
                        let same = |other: &&usize| {
                            index
                                .entries()
                                .get(**other)
                                .is_some_and(|other| other.summary.locale == entry.summary.locale)
                        };
                        pages.get(&it)?.iter().find(same).copied()
                    });
                let Some(other) = found.and_then(|it| index.entries().get(it)) else { continue };
                // Of side-by-side articles the names are not kept.
                let names = &other.summary.fragments;
                if names.is_empty() {
                    continue;
                }
                let mut spelled = spellings(fragment);
                if spelled.any(|name| names.binary_search(&fingerprint([&*name])).is_ok()) {
                    continue;
                }
                let shown = other.path.rsplit('/').next().unwrap_or("");
                let message = format!(
                    "no heading or anchor of {} is called {}",
                    quote(shown),
                    quote(fragment)
                );
                cx.report(article, link.at, message)
                    .detail(&*link.destination)
                    .label("leads to the top of the page")
                    .help("write the anchor of the heading that is meant");
            }
        }
    }
}

/// Whether a fragment is one that a heading can have: not what scripts read, or a text to be found.
fn is_name(fragment: &str) -> bool {
    !fragment.is_empty()
        && !fragment.eq_ignore_ascii_case("top")
        && !fragment.contains(['/', '=', ':', '!', '?', '{', '<'])
}

/// Articles by the pages that destinations are resolved to.
fn pages(index: &Index) -> BTreeMap<String, Vec<usize>> {
    let mut pages: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, entry) in index.entries().iter().enumerate() {
        let mut add = |page: String| pages.entry(page).or_default().push(number);
        add(format!("file:{}", page(&entry.path)));
        if !entry.within.is_empty() {
            add(page(&entry.within).to_owned());
        }
    }
    pages
}
