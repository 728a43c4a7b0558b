//! Destinations that are written otherwise in the translation and lead to the same place all the same:
//! a fragment that is the translated heading's, a path from the root for one from the folder, a path
//! that goes one folder further up because the translation lies deeper.

use super::{Bitext, Side};
use crate::facts::{Fact, host_locale, spellings};
use std::collections::{BTreeMap, BTreeSet};

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
        let ((path, fragment), (other, wanted)) = (split(&target.key), split(&source.key));
        let internal = |path: &str| !path.contains("://") && !path.starts_with("mailto:");
        let same_path =
            path == other || internal(path) && internal(other) && self.is_same_path(path, other);
        if !same_path {
            return self.is_own_edition(target, source);
        }
        match (fragment, wanted) {
            (None, None) => true,
            (Some(own), Some(wanted)) if own.eq_ignore_ascii_case(wanted) => true,
            (Some(own), Some(wanted)) if path.is_empty() && other.is_empty() => {
                self.names_same_heading(own, wanted)
            }
            // The headings of another article are translated, too (those of side-by-side articles keep
            // the source's anchors); whether the fragment is there is for rules that know that article.
            (Some(_), Some(_)) if internal(path) => self.is_two_files(),
            (Some(_), Some(_)) => self.is_localized(target, source),
            _ => false,
        }
    }

    /// Whether the target leads to the edition of a site in its own language, where the source leads to
    /// that in the source's: the pages of such editions have names of their own.
    fn is_own_edition(&self, target: &Fact<'_>, source: &Fact<'_>) -> bool {
        let written =
            |side, fact: &Fact<'_>| fact.destination().map_or("", |span| self.text(side, span));
        let domain = |address: &str| {
            let host = address.split_once("://").map_or("", |(_, rest)| rest);
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
                let [targets, _] = &self.view_pairs;
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

/// What a path may mean: from the folder of its file, from the folder of its article in its tree, and
/// from the page's own address, which many sites take for a folder.
fn resolved(path: &str, file: &str, within: &str) -> BTreeSet<String> {
    let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let page = |path: &str| page(path).to_owned();
    let mut found = BTreeSet::new();
    if let Some(rooted) = path.strip_prefix('/') {
        found.extend(join("", rooted));
        return found;
    }
    // Files are told from pages, for `/` before a path begins at the root of the site.
    found.extend(join(&folder(file), path).map(|path| format!("file:{path}")));
    if !within.is_empty() {
        found.extend(join(&folder(within), path));
        found.extend(join(&page(within), path));
    }
    found
}

/// A path without its ending, and without the name of an index.
fn page(path: &str) -> &str {
    let path = ["md", "mdx", "html", "htm"]
        .iter()
        .find_map(|ending| path.strip_suffix(ending)?.strip_suffix('.'))
        .unwrap_or(path);
    let path = path.trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or("");
    if matches!(name, "index" | "_index" | "README") {
        path.get(..path.len() - name.len()).unwrap_or("").trim_end_matches('/')
    } else {
        path
    }
}

/// A path from a folder, as a page; `None` where it leads above the root.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in page(path).split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
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
