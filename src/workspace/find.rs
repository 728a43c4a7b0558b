//! Which files are articles: those named, and those below the folders named, in order of path.
//!
//! What the configuration excludes is left out even if it is named: hooks pass file names without
//! knowing the configuration.

use super::{Beside, Failure, Root, apart};
use crate::config::Config;
use ignore::WalkBuilder;
use std::{
    borrow::Cow,
    collections::HashSet,
    path::{Component, Path, PathBuf},
};

/// Endings of articles.
const ENDINGS: &[&str] = &["md", "markdown", "mdx"];

/// An article that was found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Found {
    /// Path as reported.
    pub shown: String,
    /// Path relative to the folder of the configuration.
    pub in_config: String,
    /// Path to open.
    pub path: PathBuf,
}

/// A file that was left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// Path as reported.
    pub path: String,
    /// Why, in a few words.
    pub why: &'static str,
}

/// What a search met with besides articles.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Search {
    /// Files that were named, or lead out of the tree, and were left out.
    pub skipped: Vec<Skipped>,
    /// Paths that cannot be looked at.
    pub failures: Vec<Failure>,
    /// Whether a folder was searched, so that finding nothing is a mistake.
    pub searched: bool,
}

/// Finds the articles of `paths`, files or folders: in order of path, each once.
pub fn find(root: &Root, config: &Config, paths: &[PathBuf]) -> (Vec<Found>, Search) {
    let mut finder = Finder {
        root,
        config,
        found: Vec::new(),
        search: Search::default(),
        beside: Beside::default(),
    };
    for path in paths {
        finder.named(&as_it_leads(root, path));
    }
    let Finder { mut found, search, .. } = finder;
    found.sort();
    // What one path leads to is found once.
    if paths.len() > 1 {
        let mut seen = HashSet::new();
        found.retain(|one| seen.insert(root.whole(&one.path).into_owned()));
    }
    (found, search)
}

/// A path that was named, where it leads up from a link (`link/../a.md`) with the way that the system
/// goes: by its words it is another one.
fn as_it_leads<'p>(root: &Root, path: &'p Path) -> Cow<'p, Path> {
    let parts = || path.components();
    let up = |(part, next)| matches!((part, next), (Component::Normal(_), Component::ParentDir));
    if !parts().zip(parts().skip(1)).any(up) {
        return Cow::Borrowed(path);
    }
    // The file itself may be a link that is told of.
    let (folder, name) = match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => (folder, Path::new(name)),
        _ => (path, Path::new("")),
    };
    let real = |folder: &Path| std::fs::canonicalize(folder).ok();
    match real(folder) {
        Some(way) if real(&root.whole(folder)).as_ref() != Some(&way) => Cow::Owned(way.join(name)),
        _ => Cow::Borrowed(path),
    }
}

/// What a search has come to.
struct Finder<'f> {
    root: &'f Root,
    config: &'f Config,
    found: Vec<Found>,
    search: Search,
    /// What [`Found::shown`] and [`Found::in_config`] of the files of a folder begin with.
    beside: Beside<[String; 2]>,
}

impl Finder<'_> {
    fn named(&mut self, path: &Path) {
        let (root, config) = (self.root, self.config);
        let shown = root.shown(path);
        let metadata = match std::fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.search.failures.push(Failure::of(shown, &error)),
        };
        if metadata.is_symlink() {
            match leads_out(root, path) {
                Ok(false) => {}
                Ok(true) => {
                    return self.search.failures.push(Failure {
                        path: shown,
                        message: "is a link that leads out of the tree".to_owned(),
                        help: Some("name the file it leads to".to_owned()),
                    });
                }
                Err(error) => return self.search.failures.push(Failure::of(shown, &error)),
            }
        }
        // Follows a link, which by now stays in the tree.
        let Ok(metadata) = std::fs::metadata(path) else { return };
        if metadata.is_dir() {
            self.search.searched = true;
            return self.folder(path);
        }
        if !metadata.is_file() {
            let message = "is no regular file".to_owned();
            return self.search.failures.push(Failure { path: shown, message, help: None });
        }
        let found = Found { shown, in_config: root.in_config(path), path: path.to_owned() };
        match reason_to_skip(config, &found) {
            Some(why) => self.search.skipped.push(Skipped { path: found.shown, why }),
            None => self.found.push(found),
        }
    }

    fn folder(&mut self, path: &Path) {
        let (root, config) = (self.root, self.config);
        let obey = config.files.gitignore;
        let mut walk = WalkBuilder::new(path);
        walk.standard_filters(false)
            .hidden(true)
            .parents(obey)
            .git_ignore(obey)
            .git_global(obey)
            .git_exclude(obey)
            .require_git(false);
        // A folder that is excluded is not entered, which spares reading `node_modules`.
        let (excluded, of) = (config.files.exclude.clone(), root.clone());
        walk.filter_entry(move |entry| {
            entry.depth() == 0
                || excluded.patterns.is_empty()
                || !entry.file_type().is_some_and(|kind| kind.is_dir())
                || !excluded.matches(&of.in_config(entry.path()), true)
        });
        for entry in walk.build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let shown = root.shown(path);
                    self.search.failures.push(Failure {
                        path: shown,
                        message: format!("cannot be searched: {error}"),
                        help: None,
                    });
                    continue;
                }
            };
            let Some(kind) = entry.file_type() else { continue };
            if kind.is_dir() || !is_article(entry.path()) && config.files.include.is_none() {
                continue;
            }
            let found = self.met(entry.into_path());
            if reason_to_skip(config, &found).is_some() {
                continue;
            }
            if kind.is_symlink() {
                // A file of the tree is found by its own name.
                if leads_out(root, &found.path).unwrap_or(true) {
                    let why = "is a link that leads out of the tree";
                    self.search.skipped.push(Skipped { path: found.shown, why });
                }
                continue;
            }
            if kind.is_file() {
                self.found.push(found);
            }
        }
    }

    /// A file that was met in a folder.
    fn met(&mut self, path: PathBuf) -> Found {
        let root = self.root;
        let ways = |folder: &Path| [root.shown(folder), root.in_config(folder)].map(before_name);
        match self.beside.of(&path, ways) {
            Some(([shown, in_config], name)) => {
                let name = name.to_string_lossy();
                let (shown, in_config) =
                    ([&**shown, &name].concat(), [&**in_config, &name].concat());
                Found { shown, in_config, path }
            }
            None => Found { shown: root.shown(&path), in_config: root.in_config(&path), path },
        }
    }
}

/// The way to a folder as it stands before the name of a file there.
fn before_name(way: String) -> String {
    match &*way {
        "" | "." => String::new(),
        _ if way.ends_with('/') => way,
        _ => way + "/",
    }
}

fn is_article(path: &Path) -> bool {
    let name = apart(path).map_or(&[][..], |(_, name)| name.as_encoded_bytes());
    let ending = name.iter().rposition(|&byte| byte == b'.').filter(|&at| at > 0);
    let ending = ending.and_then(|at| name.get(at + 1..));
    ending.is_some_and(|it| ENDINGS.iter().any(|known| it.eq_ignore_ascii_case(known.as_bytes())))
}

pub(super) fn reason_to_skip(config: &Config, found: &Found) -> Option<&'static str> {
    if config.files.exclude.matches(&found.in_config, false) {
        return Some("is excluded by the configuration");
    }
    match &config.files.include {
        Some(globs) if !globs.matches(&found.in_config, false) => {
            Some("is not included by the configuration")
        }
        None if !is_article(&found.path) => Some("is no article: its ending is not known"),
        _ => None,
    }
}

/// Whether a link leads out of the tree: of the configuration's folder, or of the working directory.
fn leads_out(root: &Root, path: &Path) -> std::io::Result<bool> {
    let target = std::fs::canonicalize(path)?;
    let within = |folder: &Path| {
        std::fs::canonicalize(folder).is_ok_and(|folder| target.starts_with(folder))
    };
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    Ok(!within(&root.config) && !within(&root.working) && !parent.is_some_and(within))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_folder_are_reported_as_each_by_itself() {
        let config = Config::standard();
        for (working, settings) in
            [("/", "/"), ("/site", "/site"), ("/site/docs", "/site"), ("/site", "/site/docs")]
        {
            let root = Root { working: working.into(), config: settings.into() };
            let root = &root;
            let (search, found) = (Search::default(), Vec::new());
            let mut finder =
                Finder { root, config: &config, found, search, beside: Beside::default() };
            for folder in [
                ".",
                "./",
                "./a",
                "a",
                "a/",
                "a/.",
                "a//b",
                "a/../b",
                "..",
                "../..",
                "../a",
                "/",
                "/site",
                "/site/",
                "/site/docs",
                "/site/docs/b",
                "/other",
                "//other/./a",
                ".b",
                "é",
            ] {
                for name in ["c.md", "d e.md", "..f.md", "g.md"] {
                    let path = Path::new(folder).join(name);
                    let (shown, in_config) = (root.shown(&path), root.in_config(&path));
                    assert_eq!(finder.met(path.clone()), Found { shown, in_config, path });
                }
            }
        }
    }

    #[test]
    fn articles_by_their_endings() {
        for (path, is) in [
            ("a.md", true),
            ("a/b.MDX", true),
            ("/a/b.c.markdown", true),
            ("a/b.md/", true),
            ("a.md/b", false),
            (".md", false),
            ("a/.md", false),
            ("a/b.", false),
            ("a/md", false),
            ("a.md/..", false),
        ] {
            assert_eq!(is_article(Path::new(path)), is, "{path}");
        }
    }
}
