//! Destinations that are written otherwise in the translation and lead to the same place all the same:
//! a fragment that is the translated heading's, a path from the root for one from the folder, a path
//! that goes one folder further up because the translation lies deeper.

use super::{Bitext, Side};
use crate::facts::{Fact, after_scheme, destination_key, host_locale, resolved, spellings};
use std::collections::BTreeMap;

/// Where the two articles lie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Places<'i> {
    /// Path of the target's file, with `/`, from the same folder as the source's.
    pub target: &'i str,
    /// Path of the source's file.
    pub source: &'i str,
    /// Path of the article within its tree, which is the same for both; empty where no layout says it.
    pub within: &'i str,
}

/// The names that fragments may have, each with the view of its heading.
#[derive(Debug)]
pub(super) struct Names {
    target: BTreeMap<String, u32>,
    source: BTreeMap<String, u32>,
}

impl Bitext<'_> {
    /// Whether a link or image of the target leads where one of the source does, though the keys
    /// differ. Only destinations within the site can be told so; what leads elsewhere has to be the
    /// same but for its fragment, if it leads to a page in another language.
    pub(super) fn leads_to_same(&self, target: &Fact<'_>, source: &Fact<'_>) -> bool {
        self.is_same_place(&target.key, &source.key, || self.is_localized(target, source))
            .unwrap_or_else(|| self.is_own_edition(target, source))
    }

    /// Whether two destinations that an attribute holds lead to the same place.
    pub(super) fn is_same_address(&self, target: &str, source: &str) -> bool {
        let (own, theirs) = (destination_key(target), destination_key(source));
        own == theirs || self.is_same_place(&own, &theirs, || false).unwrap_or(false)
    }

    /// Whether the key of a destination leads where another does; `None` where they are other pages.
    /// `localized` says whether the page is one in another language.
    fn is_same_place(
        &self,
        target: &str,
        source: &str,
        localized: impl FnOnce() -> bool,
    ) -> Option<bool> {
        let ((path, fragment), (other, wanted)) = (split(target), split(source));
        let internal = |path: &str| !path.contains("://") && !path.starts_with("mailto:");
        let same_path =
            path == other || internal(path) && internal(other) && self.is_same_path(path, other);
        if !same_path {
            return None;
        }
        Some(match (fragment, wanted) {
            (None, None) => true,
            (Some(own), Some(wanted)) if own.eq_ignore_ascii_case(wanted) => true,
            (Some(own), Some(wanted)) if path.is_empty() && other.is_empty() => {
                self.names_same_heading(own, wanted)
            }
            // The headings of another article are translated, too (those of side-by-side articles keep
            // the source's anchors); whether the fragment is there is for rules that know that article.
            (Some(_), Some(_)) if internal(path) => self.is_two_files(),
            (Some(_), Some(_)) => localized(),
            _ => false,
        })
    }

    /// Whether the target leads to the edition of a site in its own language, where the source leads to
    /// that in the source's: the pages of such editions have names of their own.
    fn is_own_edition(&self, target: &Fact<'_>, source: &Fact<'_>) -> bool {
        let written =
            |side, fact: &Fact<'_>| fact.destination().map_or("", |span| self.text(side, span));
        let domain = |address: &str| {
            let host = after_scheme(address).unwrap_or("");
            let host = host.split('/').next().unwrap_or("");
            host.split_once('.').map(|(_, domain)| domain.to_ascii_lowercase())
        };
        let (own, theirs) = (written(Side::Target, target), written(Side::Source, source));
        let locale = host_locale(own);
        locale.is_some_and(|locale| {
            self.languages.target.as_ref().is_some_and(|it| it.language() == locale.language())
                && host_locale(theirs).is_some_and(|it| it.language() != locale.language())
                && domain(own) == domain(theirs)
        })
    }

    /// Whether the target leads to another language's version of the source's page.
    fn is_localized(&self, target: &Fact<'_>, source: &Fact<'_>) -> bool {
        let page = |side, fact: &Fact<'_>| {
            let written = fact.destination().map_or("", |span| self.text(side, span));
            split(written).0.trim_end_matches('/').to_owned()
        };
        page(Side::Target, target) != page(Side::Source, source)
    }

    /// Whether two fragments name headings or anchors that are each other's translation.
    fn names_same_heading(&self, own: &str, wanted: &str) -> bool {
        let Some(source_facts) = &self.source_facts else { return false };
        let names = self.names.get_or_init(|| Names {
            target: self.target_facts.named_views(),
            source: source_facts.named_views(),
        });
        let Some(view) = find(&names.target, own) else { return false };
        match find(&names.source, wanted) {
            Some(other) => {
                let [targets, _] = self.view_pairs();
                let pair = targets.get(view as usize).copied().flatten();
                let pair = pair.and_then(|pair| self.pairs.get(pair as usize));
                // A heading that has no counterpart, in an article that has not the source's, will do.
                pair.is_some_and(|pair| pair.source == Some(other))
                    || pair.is_none_or(|pair| pair.source.is_none())
                        && find(&names.target, wanted).is_none()
            }
            // The source's own link leads nowhere: any that is there is better.
            None => true,
        }
    }

    fn is_same_path(&self, path: &str, other: &str) -> bool {
        let Some(places) = self.places else { return false };
        let own = resolved(path, places.target, places.within);
        let theirs = resolved(other, places.source, places.within);
        if own.iter().any(|it| theirs.contains(it)) {
            return true;
        }
        // From the root of a site, a path may begin with a folder that the tree does not show.
        let rooted = path.starts_with('/') != other.starts_with('/');
        rooted
            && own.iter().any(|one| {
                theirs.iter().any(|two| {
                    let (long, short) = if one.len() > two.len() { (one, two) } else { (two, one) };
                    short.contains('/')
                        && long.strip_suffix(short.as_str()).is_some_and(|it| it.ends_with('/'))
                })
            })
    }
}

/// Path and fragment of a destination.
fn split(destination: &str) -> (&str, Option<&str>) {
    match destination.split_once('#') {
        Some((path, fragment)) => (path.trim_end_matches('/'), Some(fragment)),
        None => (destination, None),
    }
}

/// The view of a name; a number that a renderer adds to a name that stands twice does not count.
fn find(names: &BTreeMap<String, u32>, name: &str) -> Option<u32> {
    spellings(name).find_map(|name| names.get(&name).copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ast::Flavour, bitext::Languages, facts::Facts, grammar, locale::Locale};

    /// Whether the only link of the target is taken for the source's.
    fn same(target: &str, source: &str, places: Places<'_>) -> bool {
        let (target, source) =
            (grammar::parse(target, Flavour::Hugo), grammar::parse(source, Flavour::Hugo));
        let languages =
            Languages { target: Locale::parse("es"), source: Locale::parse("en").unwrap() };
        let bitext =
            Bitext::two_files(Facts::of(&target), Facts::of(&source), languages, Some(places));
        let last = bitext.matches.last().unwrap();
        last.verdict == crate::bitext::Verdict::Kept
    }

    const PLACES: Places<'_> =
        Places { target: "es/docs/a/b.md", source: "en/docs/a/b.md", within: "docs/a/b.md" };

    #[test]
    fn fragments_of_headings_that_are_each_others() {
        let target = "# Uno {#uno-x}\n\n# Dos\n\n[a](#dos)\n";
        let source = "# One\n\n# Two\n\n[a](#two)\n";
        assert!(same(target, source, PLACES));
        assert!(!same(target, &source.replace("#two", "#one"), PLACES), "another heading's");
        assert!(!same(&target.replace("#dos", "#tres"), source, PLACES), "no heading's");
        assert!(same(target, &source.replace("(#two)", "(#gone)"), PLACES));
    }

    #[test]
    fn paths_from_the_root_the_folder_and_the_page() {
        let cases = [
            ("/docs/a/c", "c.md", true),
            ("/docs/c/", "../c.md", true),
            ("/docs/a/b/c/", "c.md", true),
            ("/site/docs/a/c", "c.md", true),
            ("/other/c", "c.md", false),
            ("d.md", "c.md", false),
            ("./c.md", "c.mdx", true),
            ("c.md#x", "c.md", false),
            ("c.md#algo", "/docs/a/c/#something", true),
            ("https://e.org/es/x#algo", "https://e.org/x#some", true),
            ("https://e.org/x#algo", "https://e.org/x#some", false),
            ("https://es.wiki.org/Perro", "https://en.wiki.org/Dog", true),
            ("https://de.wiki.org/Hund", "https://en.wiki.org/Dog", false),
            ("https://es.wiki.org/Perro", "https://en.other.org/Dog", false),
        ];
        for (target, source, expected) in cases {
            let found = same(&format!("[a]({target})\n"), &format!("[a]({source})\n"), PLACES);
            assert_eq!(found, expected, "{target} and {source}");
        }
        let deeper = Places { target: "docs/es/a.md", source: "docs/a.md", within: "a.md" };
        assert!(same("![a](../../img/x.png)\n", "![a](../img/x.png)\n", deeper));
        assert!(!same("![a](../../img/y.png)\n", "![a](../img/x.png)\n", deeper));
    }
}
