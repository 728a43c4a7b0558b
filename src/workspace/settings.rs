//! Finding and reading the configuration and the project's own rule pages.

use super::{Failure, Root, slashes};
use crate::config::{Config, MAX_BYTES, NAMES};
use ignore::WalkBuilder;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// The configuration for a run in `working`: the first of [`NAMES`] in it or in a folder above, up to
/// the root of the repository.
pub fn find_config(working: &Path) -> Option<PathBuf> {
    for folder in working.ancestors() {
        for name in NAMES {
            let path = folder.join(name);
            if path.is_file() {
                return Some(path);
            }
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

/// Reads a text that people write for the program; `shown` is what errors call it.
///
/// # Errors
/// A file that cannot be read, is too large or is no UTF-8.
pub fn read_text(path: &Path, shown: &str) -> Result<String, Failure> {
    let failure = |error: &std::io::Error| Failure::of(shown.to_owned(), error);
    let size = std::fs::metadata(path).map_err(|error| failure(&error))?.len();
    if size > MAX_BYTES as u64 {
        return Err(Failure {
            path: shown.to_owned(),
            message: format!("has {size} bytes; at most {MAX_BYTES} are read"),
            help: None,
        });
    }
    read_whole(path, shown)
}

/// Reads a text of any length that the program has written; `shown` is what errors call it.
///
/// # Errors
/// A file that cannot be read or is no UTF-8.
pub fn read_whole(path: &Path, shown: &str) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::of(shown.to_owned(), &error))?;
    String::from_utf8(bytes).map_err(|error| Failure {
        path: shown.to_owned(),
        message: format!("is no UTF-8 from byte {} on", error.utf8_error().valid_up_to()),
        help: None,
    })
}

/// The project's rule pages that a configuration names, as path and path as reported, in order.
/// Hidden folders are searched: `.loclint/rules` is the usual place.
pub fn rule_pages(root: &Root, config: &Config) -> Vec<(PathBuf, String)> {
    let Some(globs) = &config.rule_pages else { return Vec::new() };
    // Only the folders that the patterns begin with are searched.
    let folders: BTreeSet<PathBuf> = globs
        .patterns
        .iter()
        .filter(|pattern| !pattern.starts_with('!'))
        .map(|pattern| {
            let pattern = pattern.trim_start_matches("./").trim_start_matches('/');
            let literal = pattern.split(['*', '?', '[', '{']).next().unwrap_or("");
            let parent = if pattern.contains('/') {
                literal.rsplit_once('/').map_or("", |(parent, _)| parent)
            } else {
                ""
            };
            root.config.join(parent)
        })
        .collect();
    let mut pages = BTreeSet::new();
    for folder in folders {
        let mut walk = WalkBuilder::new(&folder);
        walk.standard_filters(false).filter_entry(|entry| entry.file_name() != ".git");
        for entry in walk.build().flatten() {
            let path = entry.path();
            if entry.file_type().is_some_and(|kind| kind.is_file())
                && path.extension().is_some_and(|ending| ending == "md")
                && globs.matches(&root.in_config(path), false)
            {
                let shown = path.strip_prefix(&root.working).unwrap_or(path);
                pages.insert((path.to_owned(), slashes(shown)));
            }
        }
    }
    pages.into_iter().collect()
}

/// Takes in the rule pages at `path`: the file itself, or the Markdown files below a folder whose
/// path is that of a page, `<group>/<name>.md`. Read-me files are no pages.
///
/// # Errors
/// A path that does not exist.
pub fn pages_below(path: &Path, pages: &mut BTreeSet<PathBuf>) -> Result<(), Failure> {
    let failure = |error: &std::io::Error| Failure::of(slashes(path), error);
    if std::fs::metadata(path).map_err(|error| failure(&error))?.is_file() {
        pages.insert(path.to_owned());
        return Ok(());
    }
    let mut walk = WalkBuilder::new(path);
    walk.standard_filters(false);
    for entry in walk.build().flatten() {
        let page = entry.path();
        if entry.file_type().is_some_and(|kind| kind.is_file())
            && page.extension().is_some_and(|ending| ending == "md")
            && page.file_stem().is_some_and(|name| !name.eq_ignore_ascii_case("readme"))
        {
            pages.insert(page.to_owned());
        }
    }
    Ok(())
}
