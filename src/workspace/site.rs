//! What a site is built with, seen from the files beside its articles: an article that stands in no
//! layout is then read as its site reads it.

use super::folders::Folders;
use crate::ast::Flavour;
use std::{collections::HashMap, path::Path};

/// The folders that were looked at.
#[derive(Debug, Default)]
pub(super) struct Sites {
    /// By path, with a final `/`.
    known: HashMap<String, Option<Flavour>>,
    /// The folder that was asked for last: articles come in order, and most stand beside the one
    /// before.
    last: (String, Option<Flavour>),
}

/// Files that tell a builder, in the folder of the site; `None` for one that needs no flavour of its
/// own.
const MARKS: &[(&str, Option<Flavour>)] = &[
    ("docusaurus.config.js", Some(Flavour::Docusaurus)),
    ("docusaurus.config.ts", Some(Flavour::Docusaurus)),
    ("docusaurus.config.mjs", Some(Flavour::Docusaurus)),
    ("docusaurus.config.cjs", Some(Flavour::Docusaurus)),
    ("hugo.toml", Some(Flavour::Hugo)),
    ("hugo.yaml", Some(Flavour::Hugo)),
    ("hugo.yml", Some(Flavour::Hugo)),
    ("hugo.json", Some(Flavour::Hugo)),
    ("config/_default", Some(Flavour::Hugo)),
    ("_config.yml", Some(Flavour::Liquid)),
    ("mkdocs.yml", Some(Flavour::MkDocs)),
    ("mkdocs.yaml", Some(Flavour::MkDocs)),
    (".vitepress", Some(Flavour::VitePress)),
    (".vuepress", Some(Flavour::VitePress)),
    ("docfx.json", None),
    (".openpublishing.publish.config.json", None),
    // Above a repository stands another site's.
    (".git", None),
];

/// Older names of Hugo's settings, which other programs have too: a folder of content tells.
const OLD_HUGO: [&str; 3] = ["config.toml", "config.yaml", "config.yml"];

/// Endings of the settings of Astro.
const ASTRO: [&str; 5] = ["mjs", "js", "ts", "mts", "cjs"];

impl Sites {
    /// How the site that holds an article reads it; `None` where nothing tells. The path of the article
    /// begins at the root of the system and is written with `/`.
    pub(super) fn flavour(&mut self, article: &str, folders: &mut Folders) -> Option<Flavour> {
        let (beside, _) = article.split_at(article.rfind('/').map_or(0, |at| at + 1));
        if self.last.0 == beside {
            return self.last.1;
        }
        let mut passed = Vec::new();
        let mut found = None;
        for (end, _) in beside.rmatch_indices('/') {
            let folder = article.get(..=end).unwrap_or(article);
            if let Some(&known) = self.known.get(folder) {
                found = known;
                break;
            }
            passed.push(folder.to_owned());
            if let Some(told) = told_by(folder, folders) {
                found = match told {
                    Told::Read(flavour) => Some(flavour),
                    Told::End => None,
                };
                break;
            }
        }
        self.known.extend(passed.into_iter().map(|folder| (folder, found)));
        self.last = (beside.to_owned(), found);
        found
    }
}

/// What the files of a folder tell.
enum Told {
    /// A builder.
    Read(Flavour),
    /// That no folder above has a say.
    End,
}

/// What the files of a folder tell; `None` where there are none that do. Its path ends in `/`.
fn told_by(folder: &str, folders: &mut Folders) -> Option<Told> {
    folders.look_into(folder);
    // Nothing that tells ends like an article, and most of what stands here does.
    let others = folders.entries(folder).map(|names| {
        names
            .iter()
            .filter(|name| name.strip_suffix(".md").is_none())
            .map(String::as_str)
            .collect::<Vec<_>>()
    });
    let has = |name: &str| {
        let first = name.split('/').next().unwrap_or(name);
        // A folder that nobody may list may still have what is asked for.
        others.as_ref().is_none_or(|names| names.contains(&first))
            && Path::new(folder).join(name).exists()
    };
    if has("content") && OLD_HUGO.iter().any(|name| has(name)) {
        return Some(Told::Read(Flavour::Hugo));
    }
    // Astro builds other sites too; the documentation of Starlight stands here.
    if ASTRO.iter().any(|ending| has(&format!("astro.config.{ending}"))) {
        let starlight = has("src/content/docs").then_some(Told::Read(Flavour::Starlight));
        return Some(starlight.unwrap_or(Told::End));
    }
    let (_, flavour) = MARKS.iter().find(|(name, _)| has(name))?;
    Some(flavour.map_or(Told::End, Told::Read))
}

#[cfg(test)]
mod tests {
    use super::{super::slashes, *};

    #[test]
    fn files_beside_the_articles_tell() {
        let folder = std::env::temp_dir().join(format!("loclint-site-{}", std::process::id()));
        let write = |name: &str| {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        };
        write("a/docusaurus.config.ts");
        write("a/docs/b/c.md");
        write("hugo/config.toml");
        write("hugo/content/c.md");
        write("star/astro.config.mjs");
        write("star/src/content/docs/c.md");
        write("learn/docfx.json");
        write("learn/c.md");
        write("jekyll/_config.yml");
        write("jekyll/c.md");
        write("python/mkdocs.yml");
        write("python/docs/c.md");
        write("vue/.vitepress/config.mts");
        write("vue/guide/c.md");
        let mut sites = Sites::default();
        let mut folders = Folders::default();
        let mut of = |path: &str| sites.flavour(&slashes(&folder.join(path)), &mut folders);
        assert_eq!(of("a/docs/b/c.md"), Some(Flavour::Docusaurus));
        assert_eq!(of("a/docs/d.md"), Some(Flavour::Docusaurus), "known from before");
        assert_eq!(of("hugo/content/c.md"), Some(Flavour::Hugo));
        assert_eq!(of("star/src/content/docs/c.md"), Some(Flavour::Starlight));
        assert_eq!(of("learn/c.md"), None);
        assert_eq!(of("jekyll/c.md"), Some(Flavour::Liquid));
        assert_eq!(of("python/docs/c.md"), Some(Flavour::MkDocs));
        assert_eq!(of("vue/guide/c.md"), Some(Flavour::VitePress));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
