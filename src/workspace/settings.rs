//! Finding and reading the configuration and the project's own rule pages.

use super::{Failure, Root, slashes};
use crate::{
    config::{
        Broken, Config, Levels, MAX_BYTES, NAMES,
        strings::{Entries, strings},
    },
    rules::{options::MapFile, read::ReadError},
    text::Span,
};
use ignore::WalkBuilder;
use std::{
    collections::{BTreeMap, BTreeSet},
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

/// Reads the files that stand for maps among the options of rules. Their paths count from the folder
/// of the configuration.
///
/// # Errors
/// Files that cannot be read, told where the configuration names them, and what is wrong in them.
pub fn fill_options(root: &Root, config: &Config, levels: &mut Levels) -> Result<(), Vec<Broken>> {
    let mut broken: Vec<Broken> = Vec::new();
    let mut read = |path: &str, at: Span| -> Entries {
        let whole = root.config.join(path);
        let shown = root.shown(&whole);
        let mut tell = |one: Broken| {
            if !broken.contains(&one) {
                broken.push(one);
            }
        };
        let here = |message: String, help: Option<String>| {
            // An argument has a text of its own.
            let written = config.text.get(at.range()).is_some_and(|text| text.contains(path));
            let (name, text, span) = if written {
                (config.path.clone(), config.text.clone(), at)
            } else {
                ("--rule".to_owned(), path.to_owned(), Span::new(0, path.len()))
            };
            Broken { path: name, text, errors: vec![ReadError { span, message, help }] }
        };
        match read_whole(&whole, &shown) {
            Err(failure) => {
                let message = format!("`{path}` {}", failure.message);
                let help = "write a path from the folder of the configuration".to_owned();
                tell(here(message, Some(failure.help.unwrap_or(help))));
            }
            Ok(text) => match strings(path, &text) {
                Ok(entries) => return entries,
                // Nothing in the file itself is wrong.
                Err(errors)
                    if errors.iter().all(|it| it.message.contains("cannot be read from")) =>
                {
                    for error in errors {
                        tell(here(error.message, error.help));
                    }
                }
                Err(errors) => tell(Broken { path: shown, text, errors }),
            },
        }
        Vec::new()
    };
    for options in levels.options_mut() {
        let given: Vec<(String, Vec<MapFile>)> =
            options.files().map(|(name, files)| (name.to_owned(), files.to_vec())).collect();
        for (name, files) in given {
            let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for file in files {
                let entries = read(&file.path, file.at);
                match &file.source {
                    None => {
                        for (key, values) in entries {
                            map.entry(key).or_default().extend(values);
                        }
                    }
                    Some((path, at)) => {
                        let target: BTreeMap<String, Vec<String>> = entries.into_iter().collect();
                        for (key, sources) in read(path, *at) {
                            let Some(values) = target.get(&key) else { continue };
                            for source in sources {
                                map.entry(source).or_default().extend(values.iter().cloned());
                            }
                        }
                    }
                }
            }
            for values in map.values_mut() {
                let mut seen = BTreeSet::new();
                values.retain(|value| !value.is_empty() && seen.insert(value.clone()));
            }
            map.retain(|key, values| !key.is_empty() && !values.is_empty());
            options.fill(&name, map);
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken) }
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
